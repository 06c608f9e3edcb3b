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
  /** The days on which the bank can have paid: from the sending until today. */
  readonly between?: { readonly from: LocalDate; readonly until: LocalDate }
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
}

/** What the rows do, and the rows that do nothing with the reason why. */
export type ResultEffects = {
  readonly effects: readonly ResultEffect[]
  readonly refused: readonly Refusal[]
}

/**
 * What the rows of a result file do to payments that are on their way. A file that comes twice or late
 * changes nothing more: only a payment whose end is open gets one. A row that contradicts what is recorded,
 * or another row, is refused, for a person to look at with the statement.
 */
export function decideResults(rows: readonly ResultRow[], orders: readonly AwaitedOrder[]): ResultEffects {
  const found = rows.map((row) => effectOf(row, orders))
  const ends = new Map<string, Set<string>>()
  for (const each of found) {
    if ('refused' in each || each.to === 'nothing') continue
    ends.set(each.orderId, (ends.get(each.orderId) ?? new Set()).add(each.to))
  }
  const done = new Set<string>()
  const decided = found.map((each) => {
    if ('refused' in each || each.to === 'nothing') return each
    if ((ends.get(each.orderId)?.size ?? 0) > 1) return contradicts(each.row)
    const isAgain = done.has(each.orderId)
    done.add(each.orderId)
    return isAgain ? { ...each, to: 'nothing' as const } : each
  })
  return {
    effects: decided.filter((each) => 'orderId' in each),
    refused: decided.filter((each) => 'refused' in each),
  }
}

function effectOf(row: ResultRow, orders: readonly AwaitedOrder[]): ResultEffect | Refusal {
  const order = orderOf(row, orders)
  if ('refused' in order) return order
  const objection = objectionTo(row, order)
  if (objection) return objection
  const day = row.paidOn === undefined ? {} : { paidOn: row.paidOn }
  const effect = { row: row.row, orderId: order.id, reason: row.reason ?? '', ...day }
  // Neither yes nor no: it is never sent again, and waits for its end.
  if (row.outcome === 'processing') return { ...effect, to: order.state === 'sent' ? 'unknown' : 'nothing' }
  const isOpen = order.state === 'sent' || order.state === 'unknown'
  // Sent back before it was recorded as paid is not paid: it failed.
  const to = row.outcome === 'returned' && isOpen ? 'failed' : row.outcome
  if (order.state === to) return { ...effect, to: 'nothing' }
  if (isOpen && to === 'paid' && isOutside(row.paidOn, order)) {
    return refuse('bank.result_day_wrong', { row: row.row, day: row.paidOn ?? '' })
  }
  const mayReturn = order.state === 'paid' && order.isRefunded !== true
  if (isOpen || (to === 'returned' && mayReturn)) return { ...effect, to }
  return contradicts(row.row)
}

function isOutside(day: LocalDate | undefined, { between }: AwaitedOrder): boolean {
  return day !== undefined && between !== undefined && (day < between.from || day > between.until)
}

function contradicts(row: number): Refusal {
  return refuse('bank.result_contradicts', { row })
}

/** By its number; a file without numbers by account and amount, when only one payment has both. */
function orderOf(row: ResultRow, orders: readonly AwaitedOrder[]): AwaitedOrder | Refusal {
  if (row.endToEndId !== undefined) {
    const named = orders.find(({ endToEndId }) => endToEndId === row.endToEndId)
    return named ?? refuse('bank.result_of_other', { row: row.row })
  }
  const alike = orders.filter(({ account, amount, state }) => {
    const isOpen = state === 'sent' || state === 'unknown'
    return isOpen && plainAccount(account) === row.account && isSame(amount, row.amount)
  })
  const [only] = alike
  if (alike.length > 1) return refuse('bank.result_of_several', { row: row.row })
  if (only !== undefined) return only
  const spoilt = orders.some(({ account }) => lostZeros(row.account, plainAccount(account)))
  return spoilt
    ? refuse('bank.account_spoilt', { row: row.row, text: row.account })
    : refuse('bank.result_of_other', { row: row.row })
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
