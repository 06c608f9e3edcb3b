import type { LocalDate } from '../../../kernel/time.ts'
import type { AccountKind, EvidenceRecord, Reason } from '../domain.ts'
import { namesIn, soughtNames, type Said, type SoughtName } from './names.ts'
import { soughtText, textIn, type SoughtText } from './text.ts'

/**
 * A spend is booked up to three months after it was given, and up to a month before (cards and goods are
 * bought ahead).
 */
export const bookedWithin = { before: 31, after: 100 } as const

/** From here on a line and a record tell of one thing. */
export const enoughToMatch = 60

/**
 * Amounts may differ by so many thousandths where names agree: what was asked for is not to the cent what
 * was paid.
 */
export const tolerance = 30n

const fitting: Readonly<Record<string, readonly AccountKind[]>> = {
  meal: ['entertainment', 'welfare', 'meeting'],
  entertainment: ['entertainment', 'meeting', 'promotion'],
  gift: ['gift', 'entertainment', 'promotion', 'sample'],
  gift_card: ['gift', 'entertainment', 'welfare'],
  logo_item: ['gift', 'promotion', 'entertainment'],
  travel: ['travel', 'meeting', 'entertainment'],
  rebate: ['allowance', 'commission', 'promotion'],
  discount: ['allowance', 'promotion'],
  discount_coupon: ['allowance', 'promotion'],
  points_award: ['allowance', 'promotion'],
  points_redemption: ['allowance', 'promotion', 'gift'],
  commission: ['commission', 'consulting'],
  sponsorship: ['donation', 'promotion', 'meeting'],
  free_goods: ['sample', 'promotion', 'gift'],
  equipment_loan: ['sample', 'research'],
  consulting: ['consulting', 'labour'],
}

/** A record, ready to be compared with many lines. */
export type Sought = {
  readonly record: EvidenceRecord
  readonly day: number
  readonly names: readonly SoughtName[]
  /** What it says of itself; prepared when a line comes near it for the first time. */
  readonly text: () => SoughtText
}

/** Prepares a record. */
export function sought(record: EvidenceRecord): Sought {
  let text: SoughtText | undefined
  return {
    record,
    day: dayNumber(record.day),
    names: soughtNames(record),
    text: () => (text ??= soughtText(record)),
  }
}

const dayNumbers = new Map<LocalDate, number>()

/** The day as a number that counts on by one a day. */
export function dayNumber(day: LocalDate): number {
  const known = dayNumbers.get(day)
  if (known !== undefined) return known
  const number = Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
  dayNumbers.set(day, number)
  return number
}

/** What was paid at once, and what it says. */
export type Paid = {
  readonly day: LocalDate
  readonly kind: AccountKind
  readonly paid: bigint
  /** Its text or the other side of its voucher says that it was set aside at the end of a month. */
  readonly isAccrual: boolean
  readonly said: () => Said
}

/**
 * How much speaks for it that a spend and a record are one thing; undefined where something speaks against
 * it.
 */
export function scoreMatch(
  { day, kind, paid, isAccrual, said }: Paid,
  { record, day: recordDay, names, text }: Sought,
): { readonly score: number; readonly reasons: readonly Reason[] } | undefined {
  const days = dayNumber(day) - recordDay
  if (days < -bookedWithin.before || days > bookedWithin.after) return undefined
  const { isConverted = false } = record
  const isExact = paid === record.minor && !isConverted
  const isFitting = fits(record, kind)
  // To the cent at the rate of our own day: whoever booked it took it from here.
  const isAtOurRate = paid === record.minor && isConverted
  if (!isExact && !isAtOurRate && !isFitting) return undefined
  const isOfAccrual = record.kind === 'accrual'
  // An accrual has its own voucher in its own month; what was spent stands beside it.
  if (isOfAccrual && !(isExact && isAccrual && day.slice(0, 7) === record.day.slice(0, 7))) return undefined
  const distance = Math.abs(days)
  const reasons: Reason[] = [
    isExact
      ? { code: 'match.amount', points: isRound(paid) ? 30 : 40 }
      : { code: isConverted ? 'match.near_rate' : 'match.near_amount', points: 22 },
    ...namesIn(names, said()),
    { code: 'match.days', points: distance <= 10 ? 16 : distance <= 31 ? 12 : 4, params: { days: distance } },
  ]
  if (isFitting) reasons.push({ code: 'match.account', points: 10 })
  // Surer than its benefit, whose own line is still to come.
  if (isOfAccrual) reasons.push({ code: 'match.accrual', points: 24 })
  const isNamed = reasons.some(({ code }) => /\.(customer|vendor|staff|person|number)$/.test(code))
  // Input tax is turned out by a voucher of ours, which carries the number.
  if (record.kind === 'input_tax' && !(isExact && isNumbered(reasons))) return undefined
  // An amount alone proves little: a bribe of the same sum would hide behind an honest dinner.
  if (!isNamed && (!isExact || isRound(paid) || !isFitting || distance > 31)) return undefined
  // Last, because it is the dearest to find: few pairs come so far.
  reasons.push(...textIn(text(), said()))
  return { score: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}

/** True where a line carries the number of a record in the register. */
export function isNumbered(reasons: readonly Reason[]): boolean {
  return reasons.some(({ code }) => code === 'match.number')
}

/**
 * Whether benefits of that form are booked in such accounts; unknown forms only where hospitality and gifts
 * are.
 */
export function fits({ form }: EvidenceRecord, kind: AccountKind): boolean {
  const kinds = form === undefined ? undefined : fitting[form]
  return kinds ? kinds.includes(kind) : kind === 'entertainment' || kind === 'gift'
}

/** Whole hundreds: many honest and dishonest sums are alike in them. */
function isRound(minor: bigint): boolean {
  return minor % 10_000n === 0n
}
