import type { LocalDate } from '../../../kernel/time.ts'
import type { StatementRow } from './tables.ts'

/** Where a statement is missing: between which days, and by how much the balances differ. */
export type Gap = { readonly from: LocalDate; readonly to: LocalDate; readonly minor: bigint }

/**
 * Where a statement begins with a balance at which none other ends: something is missing before it. The first
 * one begins anywhere; tables that overlap begin inside one another and are no gap.
 */
export function gapsOf(statements: readonly StatementRow[]): Gap[] {
  return statements.flatMap((next, i) => {
    const before = statements[i - 1]
    if (before?.closing_minor == null || next.opening_minor === null) return []
    const [from, to] = [before.to_on ?? '', next.from_on ?? '']
    const isInside = next.form === 'table' && to <= from
    const follows = statements.some((other) => other !== next && other.closing_minor === next.opening_minor)
    if (isInside || follows) return []
    return [{ from, to, minor: next.opening_minor - before.closing_minor }]
  })
}
