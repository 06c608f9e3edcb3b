import { formatMoney } from '../../../kernel/format.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import { convertMinor, type PolicyInForce } from '../../policy/index.ts'
import { wayOf } from '../orders/domain.ts'
import type { ClaimLineRow, ClaimRow } from '../tables.ts'
import type { FileBody, LineBody } from './file.ts'
import type { GivenCase } from './given.ts'

/** What a line keeps of its payment in another currency; nothing of it where it is paid in its own. */
export type PayColumns = Pick<
  ClaimLineRow,
  'pay_currency' | 'pay_minor' | 'day_minor' | 'rate' | 'rate_on' | 'rate_table' | 'pay_source' | 'proof_id'
>

/** A line that is paid in the currency of its benefit. */
export const paysOwn: PayColumns = {
  pay_currency: null,
  pay_minor: null,
  day_minor: null,
  rate: null,
  rate_on: null,
  rate_table: null,
  pay_source: null,
  proof_id: null,
}

type Rules = Pick<PolicyInForce, 'rates' | 'ratesOf'>
type Books = { readonly rules: Rules; readonly booksOf: (entityId: string) => string | undefined }

/**
 * In which currency a claim is paid where that is not its benefits': only that of the books of their entity.
 * Undefined where it is their own. What would count for nothing beside it is refused.
 */
function payCurrencyOf(
  { booksOf }: Pick<Books, 'booksOf'>,
  body: FileBody,
  [first]: readonly GivenCase[],
): string | undefined | Refusal {
  const benefit = first?.benefit
  if (!benefit) return undefined
  const own = benefit.value_currency.trim()
  const books = booksOf(benefit.entity_id ?? '')
  const { currency = own, lines, proofId } = body
  if (currency === own) {
    const isIdle = proofId === undefined && lines.every(({ paid, rate }) => paid === undefined && !rate)
    return isIdle ? undefined : refuse('payments.pay_own_currency', { currency: own }, '/body/currency')
  }
  if (currency !== books) {
    return refuse('payments.pay_other_currency', { currency, own, books: books ?? own }, '/body/currency')
  }
  return (wayOf(benefit) === 'vendor' ? vendorObjection(body) : proofObjection(body)) ?? currency
}

/** A vendor is paid what its invoice says in that currency, and by no rate. */
function vendorObjection({ lines, proofId, invoiceIds = [] }: FileBody): Refusal | undefined {
  if (proofId !== undefined) return refuse('payments.proof_for_nothing', {}, '/body/proofId')
  const at = lines.findIndex(({ paid }) => paid === undefined)
  if (at >= 0) return refuse('payments.vendor_says_amount', {}, `/body/lines/${at}/paid`)
  const isShown = invoiceIds.length > 0 || lines.every(({ invoiceId }) => invoiceId !== undefined)
  return isShown ? undefined : refuse('payments.vendor_shows_amount', {}, '/body/invoiceIds')
}

/** What a card was charged is typed with the statement that shows it, which is no receipt of the spend. */
function proofObjection({ lines, proofId, fileIds }: FileBody): Refusal | undefined {
  const isTyped = lines.some(({ paid }) => paid !== undefined)
  if (!isTyped && proofId !== undefined) return refuse('payments.proof_for_nothing', {}, '/body/proofId')
  const isProven = proofId !== undefined && fileIds.includes(proofId)
  if (isTyped && !isProven) return refuse('payments.pay_without_proof', {}, '/body/proofId')
  const receipts = fileIds.filter((id) => id !== proofId)
  return receipts.length > 0 ? undefined : refuse('payments.claim_without_receipt', {}, '/body/fileIds')
}

/** What each line of a claim pays in another currency than its benefit's; an empty list where none does. */
export function paidIn(
  books: Books,
  body: FileBody,
  cases: readonly GivenCase[],
): readonly PayColumns[] | Refusal {
  const currency = payCurrencyOf(books, body, cases)
  if (currency === undefined || isRefusal(currency)) return currency ?? []
  const paid: PayColumns[] = []
  for (const [i, line] of body.lines.entries()) {
    const benefit = cases[i]?.benefit
    if (!benefit) throw new Error('every line has its case')
    const pays = payOf(books.rules, { line, benefit, currency, proofId: body.proofId })
    if (isRefusal(pays)) return pays
    paid.push(pays)
  }
  return paid
}

/** What a claim pays as a whole in another currency. */
export function paidTogether(paid: readonly PayColumns[]): Pick<ClaimRow, 'pay_currency' | 'pay_minor'> {
  const [first] = paid
  if (!first) return { pay_currency: null, pay_minor: null }
  return {
    pay_currency: first.pay_currency,
    pay_minor: paid.reduce((sum, { pay_minor: minor }) => sum + (minor ?? 0n), 0n),
  }
}

/** What the log keeps of it, in plain words. */
export function noteOf(paid: readonly PayColumns[]): { readonly pays?: string; readonly currency?: string } {
  const { pay_currency: currency, pay_minor: minor } = paidTogether(paid)
  return currency === null || minor === null ? {} : { pays: minor.toString(), currency }
}

/** A line with its benefit, the currency in which it is paid, and its place in the claim. */
type PaidLine = {
  readonly line: LineBody
  readonly benefit: Pick<BenefitRow, 'value_currency' | 'happened_on' | 'way'>
  readonly currency: string
  readonly proofId?: string | undefined
}

/** What a line pays in that currency, by the rate of the day on which it was given, or as it was typed. */
function payOf(rules: Rules, { line, benefit, currency, proofId }: PaidLine): PayColumns | Refusal {
  const asked = { currency: benefit.value_currency.trim(), minor: BigInt(line.minor) }
  const day = dayWorth(rules, asked, { currency, on: benefit.happened_on })
  if (isRefusal(day)) return day
  const seen = line.rate
  if (seen && seen.on !== day.rate_on) {
    return refuse('payments.rate_of_other_day', { seen: seen.on, given: day.rate_on })
  }
  if (seen && plainRate(seen.rate) !== day.rate) {
    return refuse('payments.rate_changed', { seen: seen.rate, now: day.rate, on: day.rate_on })
  }
  if (line.paid === undefined) {
    return { ...day, pay_minor: day.day_minor, pay_source: 'day_rate', proof_id: null }
  }
  const paid = BigInt(line.paid)
  const above = aboveRate(paid, day)
  if (above) return above
  const isVendor = wayOf(benefit) === 'vendor'
  return {
    ...day,
    pay_minor: paid,
    pay_source: isVendor ? 'invoice' : 'card',
    proof_id: isVendor ? null : (proofId ?? null),
  }
}

/**
 * By how many percent more than at the rate of its day a line may pay at all: no card and no vendor is so far
 * from the rate, and limits are measured in the currency of the benefit. The database holds the same.
 */
const aboveRateMax = 20n

function aboveRate(minor: bigint, { pay_currency: currency, day_minor: worth }: DayWorth) {
  if (minor * 100n <= worth * (100n + aboveRateMax)) return undefined
  const text = (amount: bigint) => formatMoney({ currency, minor: amount })
  const params = { paid: text(minor), worth: text(worth), percent: Number(aboveRateMax) }
  return refuse('payments.paid_above_rate', params, '/body/lines')
}

/** An amount at the rate of a day, with that rate. */
export type DayWorth = {
  readonly pay_currency: string
  readonly day_minor: bigint
  readonly rate: string
  readonly rate_on: string
  readonly rate_table: 'own' | 'sample'
}

/** What an amount comes to at the rate of a day; the objection where the company has no rate for it. */
export function dayWorth(
  { rates, ratesOf }: Rules,
  { currency: base, minor }: { readonly currency: string; readonly minor: bigint },
  { currency, on }: { readonly currency: string; readonly on: string },
): DayWorth | Refusal {
  const rate = rates(base, currency, on)
  if (!rate || !/[1-9]/.test(rate.rate)) return refuse('payments.no_rate', { base, currency, on })
  const worth = convertMinor(minor, rate)
  if (worth <= 0n) return refuse('payments.pays_nothing', { currency }, '/body/lines')
  return {
    pay_currency: currency,
    day_minor: worth,
    rate: plainRate(rate.rate),
    rate_on: rate.date,
    rate_table: ratesOf,
  }
}

/** A rate without the zeros at its end. */
function plainRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate
}
