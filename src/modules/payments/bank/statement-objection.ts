import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { statementDigest } from './line-keys.ts'
import type { Statement } from './statement.ts'
import type { OwnAccountRow, StatementRow } from './tables.ts'

/**
 * Why a statement cannot count beside those of its account that do: it is one of them, it is another text
 * under the same number or the same under another, a file of another kind shows its days already, or it
 * speaks of days that have not come.
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
  const repeated = before.find((row) => isRepeated(statement, row))
  if (repeated) return refuse('bank.statement_repeats', { number, other: repeated.number })
  const isOverlap = (row: StatementRow) =>
    row.form !== form && (row.from_on ?? '') <= to && (row.to_on ?? '') >= from
  return before.some(isOverlap)
    ? refuse('bank.statement_overlaps', { from_day: from, to_day: to })
    : undefined
}

/**
 * True where a bank gave a statement once more under another number: the same days and balances, and the
 * same lines or its own word that it is a duplicate. No chain of balances breaks, so nothing else shows it.
 */
function isRepeated(statement: Statement, row: StatementRow): boolean {
  const { form, from, to, opening, closing, lines, isDuplicate } = statement
  // A statement of nothing counts nothing, however often it comes.
  if (form !== 'camt' || row.form !== 'camt' || lines.length === 0) return false
  if (row.from_on !== from || row.to_on !== to) return false
  if (row.opening_minor !== opening.minor || row.closing_minor !== closing.minor) return false
  // Its number stands in the digest: with that of the other one it is the same where all the rest is.
  return isDuplicate === true || statementDigest({ ...statement, number: row.number }) === row.digest
}
