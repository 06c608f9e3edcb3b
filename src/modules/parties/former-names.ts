import type { Instant } from '../../kernel/time.ts'
import type { CustomerRow, FormerNameRow } from './tables.ts'

/** What a customer is found by; each of them goes on leading to it when it is changed. */
const kinds = ['name', 'short_name', 'latin_name', 'credit_code'] as const

/**
 * The names and the code that a correction takes from a customer. They are kept, because the old name typed
 * by somebody who knows no other must find this customer and open no second one.
 */
export function namesGivenUp(
  row: CustomerRow,
  columns: Readonly<Record<string, string | boolean | null>>,
  former: readonly FormerNameRow[],
  at: Instant,
): FormerNameRow[] {
  return kinds.flatMap((kind): FormerNameRow[] => {
    const value = row[kind]
    const isChanged = columns[kind] !== undefined && columns[kind] !== value
    const isKept = former.some((one) => one.kind === kind && one.value === value)
    if (!isChanged || isKept || value === null || value === '') return []
    return [
      { id: `${row.id}:${kind}:${value}`, version: 1, customer_id: row.id, kind, value, changed_at: at },
    ]
  })
}
