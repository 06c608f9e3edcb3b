import { ledgerAccounts as accounts } from '../../contract/states.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'

export type Account = (typeof accounts)[number]

/** What an object stands for on one account: debit is positive, credit negative. */
export type Posting = {
  readonly entityId: string
  readonly account: Account
  readonly currency: string
  /** The kind of benefit, as the register names it. */
  readonly form: string
  readonly minor: bigint
}

/** Something that the log names by its type and its identifier. */
type Ref = { readonly type: string; readonly id: string }

/** What a change means for the books: what its object stood for before, and what it stands for now. */
export type Booking = {
  readonly object: Ref
  readonly document: Ref
  /** The legal day of the document; absent where that is the day of recording. */
  readonly documentOn?: LocalDate | undefined
  readonly before: readonly Posting[]
  readonly after: readonly Posting[]
}

/** Two lines that put an amount on one account and take it from another. */
export function pair(
  amount: Omit<Posting, 'account'>,
  { debit, credit }: { readonly debit: Account; readonly credit: Account },
): Posting[] {
  if (amount.minor === 0n) return []
  return [
    { ...amount, account: debit },
    { ...amount, account: credit, minor: -amount.minor },
  ]
}

/** What has to be booked so that the books hold `after` where they held `before`. */
export function difference(before: readonly Posting[], after: readonly Posting[]): Posting[] {
  const taken = before.map((posting) => ({ ...posting, minor: -posting.minor }))
  return netted([...after, ...taken])
}

/** One line an entity, account, currency and form, in that order; what cancels out is left out. */
export function netted(postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, Posting>()
  for (const posting of postings) {
    const key = keyOf(posting)
    sums.set(key, { ...posting, minor: (sums.get(key)?.minor ?? 0n) + posting.minor })
  }
  const left = [...sums].filter(([, { minor }]) => minor !== 0n)
  return left.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, posting]) => posting)
}

function keyOf({ entityId, account, currency, form }: Posting): string {
  return `${entityId} ${accounts.indexOf(account)} ${currency} ${form}`
}

/** The day of a document. What is promised for a day to come is promised on the day of recording. */
export function dayOfDocument(given: LocalDate | undefined, recordedOn: LocalDate): LocalDate {
  return given !== undefined && given < recordedOn ? given : recordedOn
}

/**
 * The day of an entry: that of its document while the month is open, else the day on which it is recorded. A
 * closed month is never touched again, also not where somebody turned the clock back.
 */
export function bookedOn(
  documentOn: LocalDate,
  recordedOn: LocalDate,
  closedUntil: LocalDate | undefined,
): LocalDate {
  if (closedUntil === undefined || documentOn > closedUntil) return documentOn
  return recordedOn > closedUntil ? recordedOn : addDays(closedUntil, 1)
}
