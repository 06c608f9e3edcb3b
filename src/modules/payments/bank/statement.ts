import { toDecimal, type Money } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'

/** What the bank itself says a line is, where it says so. */
export type LineHint = 'fee' | 'return' | 'reversal'

/** One movement on an account of ours, as the bank told it; whatever form the file had. */
export type StatementLine = {
  /** Row of the table or number of the entry: what a person finds in the file. */
  readonly row: number
  readonly direction: 'out' | 'in'
  /** Always positive. */
  readonly amount: Money
  readonly bookedOn: LocalDate
  /** A pending line is announced and may never come; it counts for nothing. */
  readonly status: 'booked' | 'pending'
  readonly hint?: LineHint
  /** The number that we gave the payment, where the bank hands it back in a field of its own. */
  readonly endToEndId?: string
  /** The numbers inside a line that books several payments as one sum. */
  readonly batchOf?: readonly string[]
  /** The batch that the line books as one sum, by the number we gave it. */
  readonly batchId?: string
  /** What was ordered, where the account was charged in another currency. */
  readonly instructed?: Money
  /** Charges that the amount contains. */
  readonly charges?: Money
  readonly bankReference?: string
  readonly party?: string
  readonly account?: string
  readonly remark: string
  /** The balance after it, where the bank prints one; it tells two alike lines apart. */
  readonly balance?: Money
}

/** The statement of one account. */
export type Statement = {
  /** A numbered statement of the bank, or a table that somebody exported for some days. */
  readonly form: 'camt' | 'table'
  readonly account: string
  readonly currency: string
  /** The bank's number of the statement; for a table made from its days. */
  readonly number: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly opening: Money
  readonly closing: Money
  readonly lines: readonly StatementLine[]
  /** The bank itself says that it has given this statement before. */
  readonly isDuplicate?: boolean
}

/** A statement that counts, or one that is held with its reason; the others of the file go on. */
export type ReadStatement =
  | { readonly statement: Statement }
  | { readonly held: Refusal; readonly number: string; readonly account: string }

/** The last four digits, enough for a person to know the account by. */
export function accountTail(account: string): string {
  return account.slice(-4)
}

/**
 * Refuses a statement whose balances its booked lines do not explain; the difference is opening plus lines
 * minus closing.
 */
export function sumRefusal({ opening, closing, lines, currency }: Statement): Refusal | undefined {
  const booked = lines.filter(({ status }) => status === 'booked')
  const moved = booked.reduce(
    (sum, line) => sum + (line.direction === 'in' ? 1n : -1n) * line.amount.minor,
    0n,
  )
  const difference = opening.minor + moved - closing.minor
  if (difference === 0n) return undefined
  return refuse('bank.sums_differ', { amount: sayMoney({ currency, minor: difference }) })
}

/** An amount as the sentence of a refusal shows it. */
export function sayMoney(amount: Money): string {
  return `${amount.currency} ${toDecimal(amount)}`
}
