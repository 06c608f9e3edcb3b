import { addDays, type LocalDate } from '../../../kernel/time.ts'
import { chinaCalendar, dayKind, festivalsNear } from '../../../platform/calendar.ts'
import type { AccountKind, Journal, Reason, WatchedLine } from '../domain.ts'
import { limitAbove } from './repeats.ts'
import { isWholeThousand, payeeOf, type Common, type PartyPast } from './vendors.ts'
import { looksLikePerson, type SignWords } from './words.ts'

/** What the signs of a line are read from. */
export type SignContext = {
  readonly journal: Journal
  readonly words: SignWords
  readonly pasts: ReadonlyMap<string, PartyPast>
  readonly common: Common
  readonly repeats: ReadonlyMap<number, number>
  /** Names of the company's own people: paying them back is no payment to a stranger. */
  readonly ownPeople: ReadonlySet<string>
}

/**
 * What the account alone says. Hospitality and gifts without an entry in the register are always looked at;
 * in the others a benefit is the exception.
 */
const accountPoints: Readonly<Record<AccountKind, number>> = {
  entertainment: 50,
  gift: 50,
  commission: 14,
  donation: 16,
  consulting: 6,
  labour: 6,
  promotion: 5,
  meeting: 6,
  welfare: 5,
  training: 6,
  sundry: 7,
  sample: 7,
  rent: 4,
  travel: 0,
  vehicle: 2,
  office: 2,
  research: 0,
  freight: 0,
  // Most prices are lowered in the open, on the invoice.
  allowance: 0,
  expense: 4,
}

/** All signs of one unmatched line; points may be negative where something speaks against a benefit. */
export function signsOf(at: number, line: WatchedLine, context: SignContext): Reason[] {
  return [
    ...accountSigns(line),
    ...payeeSigns(line, context),
    ...textSigns(line, context),
    ...amountSigns(at, line, context),
    ...whoSigns(line, context),
    ...daySigns(line),
  ]
}

function accountSigns({ kind }: WatchedLine): Reason[] {
  const points = accountPoints[kind]
  return points > 0
    ? [{ code: kind === 'entertainment' || kind === 'gift' ? 'sign.unregistered' : 'sign.account', points }]
    : []
}

function payeeSigns(line: WatchedLine, { journal, words, pasts, common, ownPeople }: SignContext): Reason[] {
  const payee = payeeOf(line, journal)
  if (payee === '' || ownPeople.has(payee)) return []
  const signs: Reason[] = []
  const trade = words.trades.find((each) => each.words.test(payee))
  if (trade) {
    const isOrdinary = trade.ordinary.includes(line.kind)
    const points = isOrdinary ? trade.ordinaryPoints : trade.points
    signs.push({ code: `sign.trade.${trade.trade}`, points, params: { payee } })
  } else if (looksLikePerson(payee)) {
    signs.push({ code: 'sign.natural_person', points: 18, params: { payee } })
  }
  const past = pasts.get(payee)
  if (!past) return signs
  const count = past.vouchers
  if (count <= 2) signs.push({ code: 'sign.new_payee', points: 9, params: { payee, count } })
  else if (count <= 5) signs.push({ code: 'sign.seldom_payee', points: 4, params: { payee, count } })
  else if (count >= 15 && common.lines(line.kind) > 200)
    signs.push({ code: 'sign.known_payee', points: -10, params: { payee, count } })
  const isHost =
    (past.kinds.has('entertainment') || past.kinds.has('gift')) &&
    line.kind !== 'entertainment' &&
    line.kind !== 'gift'
  if (isHost) signs.push({ code: 'sign.payee_hosts', points: 10, params: { payee } })
  return signs
}

function textSigns(line: WatchedLine, { words, common }: SignContext): Reason[] {
  const signs: Reason[] = []
  const said = line.text.trim()
  const own = words.ownPeople.test(said)
  const goods = words.goods.filter((each) => each.words.test(said)).sort((a, b) => b.points - a.points)[0]
  if (goods)
    signs.push({
      code: 'sign.goods',
      points: own ? goods.points / 2 : goods.points,
      params: { text: found(goods.words, said) },
    })
  if (said === '' || words.vague.test(said)) signs.push({ code: 'sign.vague', points: 9 })
  if (words.paper.test(said)) signs.push({ code: 'sign.paper', points: -10 })
  const alike = common.textCount(line)
  if (common.lines(line.kind) >= 100) {
    if (alike <= 12) signs.push({ code: 'sign.rare_text', points: 8, params: { count: alike } })
    else if (alike <= 40) signs.push({ code: 'sign.rare_text', points: 4, params: { count: alike } })
  }
  return signs
}

function found(words: RegExp, text: string): string {
  return words.exec(text)?.[0] ?? ''
}

function amountSigns(at: number, line: WatchedLine, { common, repeats }: SignContext): Reason[] {
  const signs: Reason[] = []
  const { minor, kind } = line
  if (isWholeThousand(minor)) {
    const share = common.roundPerMille(kind)
    const points = share <= 60 ? 12 : share <= 200 ? 8 : 4
    signs.push({ code: 'sign.round', points, params: { share: (share / 10).toFixed(1) } })
  } else if (minor >= 100_000n && minor % 50_000n === 0n) signs.push({ code: 'sign.half_round', points: 6 })
  else if (minor >= 100_000n && minor % 10_000n === 0n) signs.push({ code: 'sign.half_round', points: 2 })
  const limit = limitAbove(minor)
  const times = repeats.get(at) ?? 1
  if (limit !== undefined && minor % 100n === 0n)
    signs.push({ code: 'sign.below_limit', points: 5, params: { limit: String(limit / 100n) } })
  if (times > 1 && limit !== undefined) {
    signs.push({
      code: 'sign.repeated',
      points: Math.min(24, 8 * (times - 1)),
      params: { count: times, limit: String(limit / 100n) },
    })
  }
  const middle = common.middle(kind)
  if (middle > 0n && minor >= middle * 8n) signs.push({ code: 'sign.large', points: 6 })
  else if (middle > 0n && minor >= middle * 4n) signs.push({ code: 'sign.large', points: 3 })
  if (minor < 30_000n) signs.push({ code: 'sign.small', points: -14 })
  else if (minor < 100_000n) signs.push({ code: 'sign.small', points: -6 })
  return signs
}

/** Accounts in which people of sales buy for themselves every day. */
const sellersBuy: readonly AccountKind[] = ['travel', 'entertainment', 'gift', 'freight']

function whoSigns(line: WatchedLine, { journal, words }: SignContext): Reason[] {
  const signs: Reason[] = []
  const voucher = journal.vouchers[line.at]
  if (voucher?.isCash === true) signs.push({ code: 'sign.cash', points: 7 })
  else if (voucher?.isAdvance === true) signs.push({ code: 'sign.advance', points: 3 })
  const isOurs = words.salesUnit.test(line.unit)
  if (isOurs && !sellersBuy.includes(line.kind))
    signs.push({ code: 'sign.seller', points: 8, params: { unit: line.unit } })
  else if (words.buyingUnit.test(line.unit))
    signs.push({ code: 'sign.buying_unit', points: -4, params: { unit: line.unit } })
  return signs
}

/** Gifts are bought in the weeks before a festival. */
const festivalWindow = { daysBefore: 25, daysAfter: 3 } as const
const gifting = ['spring', 'dragon_boat', 'mid_autumn', 'national', 'new_year']
const days = new Map<LocalDate, readonly Reason[]>()

function daySigns({ day }: WatchedLine): readonly Reason[] {
  const known = days.get(day)
  if (known) return known
  const signs: Reason[] = []
  const near = festivalsNear(chinaCalendar, day, festivalWindow).find((festival) =>
    gifting.includes(festival),
  )
  if (near !== undefined) signs.push({ code: 'sign.festival', points: 4, params: { festival: near } })
  if (!dayKind(chinaCalendar, day).working) signs.push({ code: 'sign.day_off', points: 3 })
  if (addDays(day, 10).slice(5, 7) !== day.slice(5, 7) && /-(03|06|09|12)-/.test(day))
    signs.push({ code: 'sign.quarter_end', points: 2 })
  days.set(day, signs)
  return signs
}
