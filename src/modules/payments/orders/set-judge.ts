import { hash } from 'node:crypto'
import type { unusualKinds } from '../../../contract/payment-sets.ts'
import { canonical } from '../../../kernel/canonical.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { RefusalValue } from '../../../kernel/refusal.ts'
import { mayWith } from '../../access/index.ts'
import { withMerged, type Families } from '../../parties/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { accountsPaid, ordersSince, type Alike, type PaidBefore } from '../store-sets.ts'
import type { OrderRow } from '../tables.ts'
import { loadForOrders, orderObjection } from './check.ts'
import { decideOrderMove } from './domain.ts'
import type { Paying } from './load.ts'
import { accountsBeside, aloneObjection } from './set-alone.ts'
import { holdersOf, type Holder } from './set-twins.ts'

/** What is unusual about an order, with what fills its words. */
export type Unusual = {
  readonly kind: (typeof unusualKinds)[number]
  readonly params: Readonly<Record<string, RefusalValue>>
}

/** An order as it stands in a set: what is unusual, or why it is checked alone or not by this person. */
export type Judged = {
  readonly order: OrderRow
  readonly unusual: readonly Unusual[]
  readonly objection: Refusal | undefined
  /** What stands for all that was shown of it. */
  readonly shown: string
}

type Checker = { readonly actor: Actor; readonly at: Instant }

/** As long as a bill that is paid twice usually takes to come again. */
const alikeDays = 90
const dayMs = 86_400_000

/** The orders of a set as they stand now for whoever would check them, by id; one out of sight is missing. */
export async function judgeSet(
  deps: PaymentDeps,
  tx: Transaction,
  { actor, at }: Checker,
  orderIds: readonly string[],
): Promise<Map<string, Judged>> {
  const calls = orderIds.map((orderId) => ({ key: '', actor, at, body: { orderId } }))
  const paying = await loadForOrders(deps, tx, calls)
  const orders = orderIds.flatMap((id) => paying.orders.get(id) ?? [])
  const payeeIds = [...new Set(orders.map((order) => order.payee_id))].sort()
  const since = new Date(Date.parse(at) - alikeDays * dayMs).toISOString()
  const holders = await holdersOf(
    tx,
    orders.flatMap((order) => accountOf(paying, order)?.number ?? []),
  )
  // Whoever was merged away was paid as who stands for them now.
  const { members, survivorOf } = await withMerged(tx, [...payeeIds, ...holders.map(({ id }) => id)])
  const [paid, alike] = await Promise.all([accountsPaid(tx, members), ordersSince(tx, members, since)])
  const beside = { paid, alike, holders, survivorOf }
  return new Map(
    orders.map((order) => {
      const objection = setObjection(paying, order, actor)
      const unusual = objection ? [] : unusualOf(paying, order, beside)
      return [order.id, { order, unusual, objection, shown: shownOf(order, unusual) }]
    }),
  )
}

/** Why an order is checked alone, or not by this person. */
function setObjection(paying: Paying, order: OrderRow, actor: Actor): Refusal | undefined {
  const permission = mayWith(actor, 'payments.check', { entityId: order.entity_id })
  if (!permission.can) return permission.refusal
  return (
    decideOrderMove(order.state, 'checked') ??
    orderObjection(paying, order, { checkerId: actor.personId }) ??
    aloneObjection(paying, order)
  )
}

type Beside = Pick<Families, 'survivorOf'> & {
  readonly paid: readonly PaidBefore[]
  readonly alike: readonly Alike[]
  readonly holders: readonly Holder[]
}

function unusualOf(paying: Paying, order: OrderRow, beside: Beside): Unusual[] {
  const { paid, alike, survivorOf } = beside
  const isSamePayee = (other: { readonly payee_id: string }) =>
    survivorOf(other.payee_id) === survivorOf(order.payee_id)
  const account = accountKind(paying, order, paid.filter(isSamePayee))
  const limits = paying.cases.get(order.request_id)?.weighing?.near()?.limits ?? []
  const same = alike.find((other) => other.id !== order.id && isSamePayee(other) && isSameBill(other, order))
  return [
    ...(account === undefined ? [] : [{ kind: account, params: {} }]),
    ...sameAccount(paying, order, beside),
    ...limits.slice(0, 1).map(({ rule }) => ({ kind: 'near_limit' as const, params: { rule } })),
    ...(same === undefined ? [] : [{ kind: 'same_amount' as const, params: { number: same.number } }]),
  ]
}

/** Others on record who share the account, though nobody said that they are one and the same. */
function sameAccount(paying: Paying, order: OrderRow, { holders, survivorOf }: Beside): Unusual[] {
  const number = accountOf(paying, order)?.number
  const payeeId = survivorOf(order.payee_id)
  const others = holders.filter((other) => other.number === number && survivorOf(other.id) !== payeeId)
  const shown = new Map(others.map((other) => [survivorOf(other.id), other.name]))
  if (shown.size === 0) return []
  return [{ kind: 'same_account', params: { names: [...shown.values()].join(' / ') } }]
}

/** The account to which an order pays. */
function accountOf(paying: Paying, order: OrderRow) {
  return accountsBeside(paying, order).find(({ id }) => id === order.account_id)
}

/** The same amount leaves, or the same is closed of a benefit, in whichever currency it is paid. */
function isSameBill(one: Alike, other: Alike): boolean {
  const isPaidAlike = one.currency === other.currency && one.minor === other.minor
  const [closes, closed] = [billOf(one), billOf(other)]
  return isPaidAlike || (closes.currency === closed.currency && closes.minor === closed.minor)
}

function billOf({ currency, minor, closes_currency: other, closes_minor: closes }: Alike) {
  return other === null || closes === null ? { currency, minor } : { currency: other, minor: closes }
}

/** Whether the payee, or the payee on this account, was ever paid before. */
function accountKind(
  paying: Paying,
  order: OrderRow,
  before: readonly PaidBefore[],
): Unusual['kind'] | undefined {
  if (before.length === 0) return 'first_payment'
  if (before.some((row) => isSameAccount(paying, row.account_id, order.account_id))) return undefined
  const isChange = accountsBeside(paying, order).some(
    (other) => other.id !== order.account_id && other.state === 'replaced' && other.checked_at !== null,
  )
  return isChange ? 'changed_account' : 'new_account'
}

/** Two records of a party that were merged may both have stated one account. */
function isSameAccount({ accounts, staffAccounts }: Paying, one: string, other: string): boolean {
  const all = [...accounts.values(), ...staffAccounts.values()].flat()
  const numberOf = (id: string) => all.find((account) => account.id === id)?.number
  return one === other || (numberOf(one) !== undefined && numberOf(one) === numberOf(other))
}

/** The order in its version, which never changes its payee, account or amount, and what is said beside it. */
function shownOf({ id, version }: OrderRow, unusual: readonly Unusual[]): string {
  return hash('sha256', canonical({ id, version, unusual: unusual.map((each) => ({ ...each })) })).slice(
    0,
    32,
  )
}
