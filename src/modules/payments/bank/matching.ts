import type { Money } from '../../../kernel/money.ts'
import { daysBetween, type LocalDate } from '../../../kernel/time.ts'
import { accountFits, amountFits, isFee, isGivenBack, isMasked, isReturn, namesFit } from './line-signs.ts'
import { isLonger, numbered, numbersIn, orderIndex, type OrderIndex } from './order-index.ts'
import { arrivesWithinDays, dueOn, type PaymentDays } from './payment-days.ts'
import type { StatementLine } from './statement.ts'

/** A payment of ours that a statement may show. */
export type SentOrder = PaymentDays & {
  readonly id: string
  /** The number under which the bank knows it. */
  readonly endToEndId: string
  /** The readable number, which people write into remarks. */
  readonly number: string
  readonly batchId?: string
  readonly payee: string
  readonly account: string
  readonly amount: Money
  /** A line of an earlier statement has shown it: it can only come back. */
  readonly isSeen: boolean
  /** A line of an earlier statement has brought it back, which happens once. */
  readonly isBack?: boolean
  /** It failed or came back as a whole: no part of it can come back. */
  readonly isOver?: boolean
  /** Its payee is a customer, who pays us for other reasons as well. */
  readonly isCustomer?: boolean
}

/** By what a line was recognised, surest first. */
export type MatchedBy = 'number' | 'remark' | 'batch' | 'account' | 'day_total' | 'parts'

/** Why a person has to say what a line is. */
export type AskReason =
  | 'amount_differs'
  | 'account_differs'
  | 'name_differs'
  | 'number_differs'
  | 'several_fit'
  | 'paid_before'
  | 'return_unclear'
  | 'part_back'
  | 'before_sent'

/**
 * What a line of a statement is. Only `paid` and `returned` are matches. A fee, money that came from
 * elsewhere and a payment that we never made are classes of their own and never a match.
 */
export type Verdict =
  | { readonly kind: 'paid'; readonly orders: readonly string[]; readonly by: MatchedBy }
  | { readonly kind: 'returned'; readonly orders: readonly string[]; readonly by: MatchedBy }
  | { readonly kind: 'ask'; readonly why: AskReason; readonly candidates: readonly string[] }
  | { readonly kind: 'fee' | 'incoming' | 'pending' | 'never_made' }

/** A person looks at the latest payments of which a line may be a part; the others are found by name. */
const partsMax = 20

/** What comes back does so within a month. */
const returnsWithinDays = 31

/**
 * Matches the lines of statements with the payments of the same account of ours. First by our number in its
 * field, then by our number in the remark, then by account, amount and day, and by the sums of a batch or a
 * day. Whatever fits more than one payment, or contradicts the one it names, is left to a person.
 */
export function matchLines(
  lines: readonly StatementLine[],
  orders: readonly SentOrder[],
): readonly Verdict[] {
  const state: State = {
    index: orderIndex(orders),
    taken: new Set(),
    returned: new Set(),
    verdicts: new Map(),
    sentOn: new Map(orders.map(({ id, sentOn }) => [id, sentOn])),
  }
  const booked = lines.filter((line) => line.status === 'booked')
  const outgoing = booked.filter(({ direction }) => direction === 'out')
  for (const line of outgoing) settle(state, line, byNumber(state, line) ?? byBatch(state, line))
  for (const line of outgoing) if (!state.verdicts.has(line)) settle(state, line, byRemark(state, line))
  byAccount(
    state,
    outgoing.filter((line) => !state.verdicts.has(line) && !isFee(line)),
  )
  byDay(
    state,
    outgoing.filter((line) => !state.verdicts.has(line) && !isFee(line)),
  )
  for (const line of outgoing) if (!state.verdicts.has(line)) settle(state, line, unmatched(state, line))
  for (const line of booked) if (line.direction === 'in') settle(state, line, cameIn(state, line))
  return lines.map((line) => state.verdicts.get(line) ?? { kind: 'pending' })
}

type State = {
  readonly index: OrderIndex
  /** Payments that a line of these statements has settled. */
  readonly taken: Set<string>
  /** Payments that a line of these statements has brought back. */
  readonly returned: Set<string>
  readonly verdicts: Map<StatementLine, Verdict>
  /** The day on which each payment left. */
  readonly sentOn: ReadonlyMap<string, LocalDate>
}

function settle(state: State, line: StatementLine, verdict: Verdict | undefined): void {
  if (verdict === undefined) return
  if (verdict.kind !== 'paid' && verdict.kind !== 'returned') {
    state.verdicts.set(line, verdict)
    return
  }
  // What a bank booked before a payment left is not that payment, whatever number stands on it.
  if (verdict.orders.some((id) => line.bookedOn < (state.sentOn.get(id) ?? ''))) {
    state.verdicts.set(line, { kind: 'ask', why: 'before_sent', candidates: verdict.orders })
    return
  }
  state.verdicts.set(line, verdict)
  const done = verdict.kind === 'paid' ? state.taken : state.returned
  for (const id of verdict.orders) done.add(id)
}

function isOpen(state: State, order: SentOrder): boolean {
  return !order.isSeen && !state.taken.has(order.id)
}

/** A line that names one payment by number: a match, unless something on it contradicts. */
function named(state: State, line: StatementLine, order: SentOrder, by: MatchedBy): Verdict {
  const ask = (why: AskReason): Verdict => ({ kind: 'ask', why, candidates: [order.id] })
  // A fee of the bank carries the number of the payment that it was taken for.
  if (isFee(line) && !amountFits(line, order)) return { kind: 'fee' }
  if (!isOpen(state, order)) return ask('paid_before')
  if (!amountFits(line, order)) return ask('amount_differs')
  if (!accountFits(line, order)) return ask('account_differs')
  if (line.account === undefined && !namesFit(line, order)) return ask('name_differs')
  return { kind: 'paid', orders: [order.id], by }
}

function byNumber(state: State, line: StatementLine): Verdict | undefined {
  const order = numbered(state.index, line.endToEndId)
  return order && named(state, line, order, 'number')
}

/** One line for several payments: by their numbers, or by the number of the batch, and by their exact sum. */
function byBatch(state: State, line: StatementLine): Verdict | undefined {
  const listed = (line.batchOf ?? []).map((number) => numbered(state.index, number))
  const known = listed.filter((order) => order !== undefined)
  const orders = known.length > 0 ? known : (state.index.byBatch.get(line.batchId ?? '') ?? [])
  if (orders.length === 0) return undefined
  const candidates = orders.map(({ id }) => id)
  const ask = (why: AskReason): Verdict => ({ kind: 'ask', why, candidates })
  if (known.length > 0 && known.length < listed.length) return ask('number_differs')
  if (!orders.every((order) => isOpen(state, order))) return ask('paid_before')
  return sumFits(line, orders) ? { kind: 'paid', orders: candidates, by: 'batch' } : ask('amount_differs')
}

function sumFits({ amount }: StatementLine, orders: readonly SentOrder[]): boolean {
  const isSame = orders.every((order) => order.amount.currency === amount.currency)
  return isSame && orders.reduce((sum, order) => sum + order.amount.minor, 0n) === amount.minor
}

function byRemark(state: State, line: StatementLine): Verdict | undefined {
  const found = numbersIn(state.index, line.remark)
  const [only] = found
  if (only === undefined) return undefined
  if (found.length === 1) {
    const account = line.account ?? only.account
    const longer = state.index.byAccountAndAmount({ ...line, account }).filter((each) => isLonger(each, only))
    if (longer.length === 0) return named(state, line, only, 'remark')
    return { kind: 'ask', why: 'several_fit', candidates: [only, ...longer].map(({ id }) => id) }
  }
  return severalNumbers(state, line, found)
}

/** Several numbers in one remark: one line for all, when it is their sum and nothing on it contradicts. */
function severalNumbers(state: State, line: StatementLine, found: readonly SentOrder[]): Verdict {
  const candidates = found.map(({ id }) => id)
  const ask = (why: AskReason): Verdict => ({ kind: 'ask', why, candidates })
  if (!found.every((order) => isOpen(state, order)) || !sumFits(line, found)) return ask('several_fit')
  // People copy remarks: one that names our payments may stand beside the account of somebody else.
  if (!found.every((order) => accountFits(line, order))) return ask('account_differs')
  if (!found.every((order) => namesFit(line, order))) return ask('name_differs')
  return { kind: 'paid', orders: candidates, by: 'batch' }
}

function isInTime(line: StatementLine, order: SentOrder): boolean {
  return line.bookedOn >= dueOn(order) && mayHaveLeft(line, order)
}

/** A bank may pay before the day that it was told; such a line is no match, but no stranger either. */
function mayHaveLeft({ bookedOn }: StatementLine, order: SentOrder): boolean {
  return bookedOn >= order.sentOn && daysBetween(dueOn(order), bookedOn) <= arrivesWithinDays
}

/**
 * Payments that account, amount and day allow for a line that names none. A settled one among them makes the
 * line doubtful: it may be that payment made a second time by hand.
 */
function candidatesOf(state: State, line: StatementLine): readonly SentOrder[] {
  const same = isMasked(line)
    ? state.index.byAmount(line.amount).filter((order) => accountFits(line, order) && namesFit(line, order))
    : state.index.byAccountAndAmount(line)
  const inTime = same.filter((order) => isInTime(line, order))
  return inTime.some((order) => isOpen(state, order)) ? inTime : []
}

/**
 * Account, amount and day match when one line and one payment have only each other. Two lines for one
 * payment or two payments for one line are left to a person, unless the beginning of a number in a remark
 * that was cut off tells them apart.
 */
function byAccount(state: State, lines: readonly StatementLine[]): void {
  const fitting = lines.map((line) => ({ line, orders: candidatesOf(state, line) }))
  const wanted = new Map<string, number>()
  for (const { orders } of fitting) for (const { id } of orders) wanted.set(id, (wanted.get(id) ?? 0) + 1)
  for (const { line, orders } of fitting) {
    const began = orders.filter((order) => state.index.beginsIn(line.remark, order))
    const found = began.length === 1 ? began : orders
    const [only] = found
    if (only === undefined) continue
    const isMutual = began.length === 1 || wanted.get(only.id) === 1
    const candidates = found.map(({ id }) => id)
    // A number in its field that is none of ours says that somebody else ordered the payment.
    const isOther = line.endToEndId !== undefined && began.length !== 1
    if (isOther) settle(state, line, { kind: 'ask', why: 'number_differs', candidates })
    else if (found.length > 1 || !isMutual)
      settle(state, line, { kind: 'ask', why: 'several_fit', candidates })
    else if (!isOpen(state, only)) settle(state, line, { kind: 'ask', why: 'paid_before', candidates })
    else if (!namesFit(line, only)) settle(state, line, { kind: 'ask', why: 'name_differs', candidates })
    else settle(state, line, { kind: 'paid', orders: candidates, by: 'account' })
  }
}

/**
 * A bank may book all payments of a day to one account as one line, or one payment in parts. A line with
 * another name or somebody else's number is none of them.
 */
function byDay(state: State, lines: readonly StatementLine[]): void {
  const unnumbered = lines.filter(({ endToEndId }) => endToEndId === undefined)
  const groups = Map.groupBy(unnumbered, (line) => `${line.account ?? ''} ${line.bookedOn}`)
  for (const group of groups.values()) {
    const [line] = group
    if (line?.account === undefined) continue
    const orders = state.index
      .byAccount(line.account)
      .filter((order) => isOpen(state, order) && isInTime(line, order))
      .filter((order) => group.every((each) => namesFit(each, order)))
    const days = [...Map.groupBy(orders, dueOn).values()]
    const whole = group.length === 1 ? days.filter((day) => day.length > 1 && sumFits(line, day)) : []
    const total = {
      ...line,
      amount: { ...line.amount, minor: group.reduce((s, l) => s + l.amount.minor, 0n) },
    }
    const inParts = group.length > 1 ? orders.filter((order) => sumFits(total, [order])) : []
    const found = whole.length === 1 ? whole[0] : inParts.length === 1 ? inParts : undefined
    if (found === undefined || whole.length + inParts.length !== 1) continue
    const verdict = {
      kind: 'paid',
      orders: found.map(({ id }) => id),
      by: whole.length ? 'day_total' : 'parts',
    }
    for (const each of group) settle(state, each, verdict as Verdict)
  }
}

/** What is left going out: a fee, something near a payment of ours, or a payment that we never made. */
function unmatched(state: State, line: StatementLine): Verdict {
  const open = (order: SentOrder) => isOpen(state, order) && mayHaveLeft(line, order)
  const alike = state.index.byAmount(line.amount).filter((order) => open(order) && mayBe(line, order))
  if (alike.length > 0) return { kind: 'ask', why: 'several_fit', candidates: alike.map(({ id }) => id) }
  if (isFee(line)) return { kind: 'fee' }
  const near = line.account === undefined ? [] : state.index.byAccount(line.account).filter(open)
  if (near.length > 0) return { kind: 'ask', why: 'amount_differs', candidates: near.map(({ id }) => id) }
  const paid = state.index.byAccountAndAmount(line).filter((order) => mayHaveLeft(line, order))
  if (paid.length > 0) return { kind: 'ask', why: 'paid_before', candidates: paid.map(({ id }) => id) }
  return { kind: 'never_made' }
}

/** The same amount, and nothing on the line that names somebody else; a line that names nobody may be any. */
function mayBe(line: StatementLine, order: SentOrder): boolean {
  if (line.account === undefined && line.party === undefined) return !isFee(line)
  return accountFits(line, order) && namesFit(line, order)
}

/**
 * Money that came: one of our payments on its way back, or something else that is no business of payments.
 */
function cameIn(state: State, line: StatementLine): Verdict {
  const byField = numbered(state.index, line.endToEndId)
  const named = byField === undefined ? numbersIn(state.index, line.remark) : [byField]
  const found = named.length > 0 ? named : cameFrom(state, line)
  const candidates = found.map(({ id }) => id)
  const [only] = found
  if (only === undefined) {
    const parts = cameInPart(state, line).map(({ id }) => id)
    if (isReturn(line)) return ask(parts)
    return parts.length > 0 ? { kind: 'ask', why: 'part_back', candidates: parts } : { kind: 'incoming' }
  }
  const isFirst = only.isBack !== true && !state.returned.has(only.id)
  const isSure = found.length === 1 && amountFits(line, only) && isFirst
  // The same sum from the same account without a word may be a payment that came back, or an order.
  if (!isSure || (byField === undefined && !isReturn(line))) return ask(candidates)
  const by = byField !== undefined ? 'number' : named.length > 0 ? 'remark' : 'account'
  return { kind: 'returned', orders: candidates, by }
}

function ask(candidates: readonly string[]): Verdict {
  return { kind: 'ask', why: 'return_unclear', candidates }
}

/**
 * Payments seen going out to the account that the money comes from, in the same amount and within a month.
 */
function cameFrom(state: State, line: StatementLine): readonly SentOrder[] {
  return state.index.byAccountAndAmount(line).filter((order) => {
    const isAfter = line.bookedOn >= order.sentOn
    return !isOpen(state, order) && isAfter && daysBetween(dueOn(order), line.bookedOn) <= returnsWithinDays
  })
}

/**
 * Payments of which the line may be a part that their payee sent back: to its account, or to its name where
 * it shows no account, and above its amount. A vendor and our own staff have no other reason to pay us; of a
 * customer's money the remark has to say so.
 */
function cameInPart(state: State, line: StatementLine): readonly SentOrder[] {
  const { account = '', party = '', amount, bookedOn } = line
  const isNamed = account === '' || isMasked(line)
  if (isNamed && party === '') return []
  const same = isNamed ? state.index.byPayee(party) : state.index.byAccount(account)
  const found = same.filter((order) => {
    const isAbove = order.amount.currency === amount.currency && order.amount.minor > amount.minor
    const isPaid = !isOpen(state, order) && order.isOver !== true && !state.returned.has(order.id)
    const isPossible = isPaid && bookedOn >= order.sentOn && (account === '' || accountFits(line, order))
    return isAbove && isPossible && (order.isCustomer !== true || isGivenBack(line))
  })
  return found.toSorted((a, b) => (a.sentOn < b.sentOn ? 1 : -1)).slice(0, partsMax)
}
