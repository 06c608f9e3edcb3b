import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { Statement } from './statement.ts'
import type { OwnAccountRow, StatementRow } from './tables.ts'

/**
 * Why a statement cannot count beside those of its account that do: it is one of them, it is another text
 * under the same number, a file of another kind shows its days already, or it speaks of days that have not
 * come.
 */
export function statementObjection(
  statement: Statement & { readonly digest: string },
  account: OwnAccountRow,
  before: readonly StatementRow[],
  today: LocalDate,
): Refusal | undefined {
  const { number, form, digest, from, to, currency } = statement
  if (currency !== account.currency) {
    return refuse('bank.currencies_differ', { one: account.currency, other: currency })
  }
  if (to > today) return refuse('bank.day_ahead', { day: to })
  if (before.some((row) => row.number === number && row.digest === digest)) {
    return refuse('bank.statement_known', { number })
  }
  if (form === 'camt' && before.some((row) => row.form === 'camt' && row.number === number)) {
    return refuse('bank.statement_changed', { number })
  }
  const isOverlap = (row: StatementRow) =>
    row.form !== form && (row.from_on ?? '') <= to && (row.to_on ?? '') >= from
  return before.some(isOverlap)
    ? refuse('bank.statement_overlaps', { from_day: from, to_day: to })
    : undefined
}
