import { plainAccount } from '../../../kernel/bank-account.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Money } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { lostZeros } from './bank-table.ts'
import type { ResultRow } from './result-file.ts'
import { sayMoney } from './statement.ts'

/** A payment of ours that a result may speak of. */
export type AwaitedOrder = {
  readonly id: string
  readonly endToEndId: string
  readonly account: string
  readonly amount: Money
  readonly state: string
  /** A part of it came back: it is paid, and never returned as a whole. */
  readonly isRefunded?: boolean
  /** The days of which the bank can speak: from the sending until today. */
  readonly between?: { readonly from: LocalDate; readonly until: LocalDate }
  /** The day on which it got its end; absent while that is open. */
  readonly endedOn?: LocalDate
}

/**
 * What a row does to a payment: `unknown` while the bank works on it, `nothing` where it says what is
 * known.
 */
export type ResultEffect = {
  readonly row: number
  readonly orderId: string
  readonly to: 'paid' | 'failed' | 'returned' | 'unknown' | 'nothing'
  readonly reason: string
  /** The day on which the bank says that it paid. */
  readonly paidOn?: LocalDate
  /** It was found by account and amount, as the row has no number of ours. */
  readonly isNumberless?: boolean
  /** What a person has to know of a row that was taken for less than it says. */
  readonly told?: Refusal
}

/** What the rows do, and the rows that do nothing with the reason why. */
export type ResultEffects = {
  readonly effects: readonly ResultEffect[]
  readonly refused: readonly Refusal[]
}

/**
 * What the rows of a result file do to payments that are on their way. Only a payment whose end is open gets
 * one, and only from a row whose day lies between its sending and today. A row with our number names its
 * payment for ever. One without it may be of an earlier payment in the same amount: a file that comes late is
 * told apart by its day, and where it has no day either nobody knows more than before. A row that contradicts
 * what is recorded is refused, for a person to look at with the statement; so are all rows of a payment whose
 * rows do not agree, with a number or without, for a payment that failed may be ordered again. Where they do
 * agree, one without a number is held beside another row of the only payment that it may be of. `others` are
 * those whose rows are read in another way: such a row may mean one of them, but its word is not theirs.
 */
export function decideResults(
  rows: readonly ResultRow[],
  orders: readonly AwaitedOrder[],
  others: readonly AwaitedOrder[] = [],
): ResultEffects {
  const meant = rows.map((row) => ({ row, order: orderOf(row, orders, others) }))
  const disputed = disputedOf(meant)
  const seen = new Set(meant.flatMap(({ row, order }) => (row.endToEndId === undefined ? [] : idOf(order))))
  const done = new Set<string>()
  const decided = meant.map(({ row, order }) => {
    const each = 'refused' in order ? order : effectOf(row, order)
    if ('refused' in each) return each
    if (disputed.has(each.orderId)) return contradicts(each.row)
    if (each.isNumberless) {
      if (seen.has(each.orderId)) return refuse('bank.result_beside_own', { row: each.row })
      seen.add(each.orderId)
    }
    if (each.to === 'nothing') return each
    const isAgain = done.has(each.orderId)
    done.add(each.orderId)
    return isAgain ? { ...each, to: 'nothing' as const } : each
  })
  return {
    effects: decided.filter((each) => 'orderId' in each),
    refused: decided.filter((each) => 'refused' in each),
  }
}

/** A row, and the payment that it is of; or why it is of none. */
type MeantRow = { readonly row: ResultRow; readonly order: AwaitedOrder | Refusal }

/**
 * The open payments of which two rows say different things. Each row counts, also one that is held or refused
 * for its day or its amount: a payment never fails beside a row that says that it was paid.
 */
function disputedOf(meant: readonly MeantRow[]): ReadonlySet<string> {
  const words = new Map<string, string>()
  const disputed = new Set<string>()
  for (const { row, order } of meant) {
    if ('refused' in order || !isAwaited(order)) continue
    const word = row.outcome === 'returned' ? 'failed' : row.outcome
    if ((words.get(order.id) ?? word) !== word) disputed.add(order.id)
    words.set(order.id, word)
  }
  return disputed
}

function idOf(order: AwaitedOrder | Refusal): readonly string[] {
  return 'refused' in order ? [] : [order.id]
}

function effectOf(row: ResultRow, order: AwaitedOrder): ResultEffect | Refusal {
  const objection = objectionTo(row, order)
  if (objection) return objection
  const day = row.paidOn === undefined ? {} : { paidOn: row.paidOn }
  const found = row.endToEndId === undefined ? { isNumberless: true } : {}
  const effect = { row: row.row, orderId: order.id, reason: row.reason ?? '', ...day, ...found }
  const isOpen = isAwaited(order)
  // Sent back before it was recorded as paid is not paid: it failed, also where the row comes again.
  const isBack = row.outcome === 'returned' && (isOpen || order.state === 'failed')
  const to = isBack ? 'failed' : row.outcome
  if (order.state === to) return { ...effect, to: 'nothing' }
  if (to === 'processing' && order.state !== 'sent') return { ...effect, to: 'nothing' }
  const mayReturn = to === 'returned' && order.state === 'paid' && order.isRefunded !== true
  if (!isOpen && !mayReturn) return contradicts(row.row)
  if (isOutside(row.paidOn, order.between)) return dayRefusal(row)
  // Neither yes nor no: it is never sent again, and waits for its end.
  if (to === 'processing') return { ...effect, to: 'unknown' }
  // Another payment of the same amount may be meant, also one that was made outside: the statement decides.
  if (row.endToEndId === undefined && to === 'returned') {
    return { ...effect, to: 'nothing', told: refuse('bank.result_return_unnumbered', { row: row.row }) }
  }
  if (row.endToEndId !== undefined || row.paidOn !== undefined) return { ...effect, to }
  const told = refuse('bank.result_undated', { row: row.row })
  return { ...effect, to: order.state === 'sent' ? 'unknown' : 'nothing', told }
}

function isAwaited({ state }: AwaitedOrder): boolean {
  return state === 'sent' || state === 'unknown'
}

function isOutside(day: LocalDate | undefined, between: AwaitedOrder['between']): boolean {
  return day !== undefined && between !== undefined && (day < between.from || day > between.until)
}

function dayRefusal({ row, paidOn: day = '' }: ResultRow): Refusal {
  return refuse('bank.result_day_wrong', { row, day })
}

function contradicts(row: number): Refusal {
  return refuse('bank.result_contradicts', { row })
}

/**
 * By its number; a file without numbers by account and amount, when only one payment has both. Where the row
 * has a day, one that ended on it or later counts as well: the row may be the one that ended it. What is sent
 * back may be of one that was paid long before, whatever its day: banks return money days after they paid it.
 * That such a one came back, only its number or the statement says.
 */
function orderOf(
  row: ResultRow,
  orders: readonly AwaitedOrder[],
  others: readonly AwaitedOrder[],
): AwaitedOrder | Refusal {
  if (row.endToEndId !== undefined) {
    const named = orders.find(({ endToEndId }) => endToEndId === row.endToEndId)
    return named ?? refuse('bank.result_of_other', { row: row.row })
  }
  const isAlike = ({ account, amount }: AwaitedOrder) =>
    plainAccount(account) === row.account && isSame(amount, row.amount)
  const alike = orders.filter(isAlike)
  const meant = alike.filter((order) => mayMean(row, order))
  const elsewhere = others.filter((order) => isAlike(order) && mayMean(row, order))
  const [only] = meant
  if (only !== undefined) {
    const isClear = meant.length + elsewhere.length === 1
    return isClear ? only : refuse('bank.result_of_several', { row: row.row })
  }
  if (alike.some(isAwaited)) return dayRefusal(row)
  const spoilt = orders.some(({ account }) => lostZeros(row.account, plainAccount(account)))
  return spoilt
    ? refuse('bank.account_spoilt', { row: row.row, text: row.account })
    : refuse('bank.result_of_other', { row: row.row })
}

function mayMean({ paidOn: day, outcome }: ResultRow, order: AwaitedOrder): boolean {
  if (isOutside(day, order.between)) return false
  if (outcome === 'returned' && order.state === 'paid') return true
  return isAwaited(order) || (day !== undefined && order.endedOn !== undefined && day <= order.endedOn)
}

/** A row that names our payment must not name another account or amount. */
function objectionTo(row: ResultRow, order: AwaitedOrder): Refusal | undefined {
  const account = plainAccount(order.account)
  if (row.account !== '' && row.account !== account) {
    const isSpoilt = lostZeros(row.account, account)
    return isSpoilt
      ? refuse('bank.account_spoilt', { row: row.row, text: row.account })
      : refuse('bank.result_account_differs', { row: row.row })
  }
  if (row.amount === undefined || isSame(order.amount, row.amount)) return undefined
  return refuse('bank.result_amount_differs', {
    row: row.row,
    one: sayMoney(order.amount),
    other: sayMoney(row.amount),
  })
}

function isSame(one: Money, other: Money | undefined): boolean {
  return one.currency === other?.currency && one.minor === other.minor
}
