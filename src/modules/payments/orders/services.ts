import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { dayAt } from '../../access/index.ts'
import { withMerged } from '../../parties/index.ts'
import { loadServiceOrders, lockPayees } from '../store-services.ts'
import type { ExceptionRow, OrderRow } from '../tables.ts'
import type { Basis } from './decide.ts'
import { isLive, paysOut } from './domain.ts'
import type { Paying } from './load.ts'

/** What is ordered as pay for services, by payee and not by benefit. */
export type Services = {
  /** The orders that may belong to the same income, those of other benefits among them. */
  readonly orders: ReadonlyMap<string, OrderRow>
  /** The payee that an identifier stands for after all merges. */
  readonly payeeOf: (id: string) => string
}

/** What other orders owe to the same person, and what they withhold of it. */
export type Earlier = { readonly owed: bigint; readonly withheld: bigint }

const none: Services = { orders: new Map(), payeeOf: (id) => id }

/** The orders of pay for services to those whom exceptions name; where none does, nothing is asked. */
export async function loadServices(
  tx: Transaction,
  cases: Paying['cases'],
  exceptions: readonly ExceptionRow[],
): Promise<Services> {
  const paid = exceptions.flatMap((row) => {
    const today = cases.get(row.request_id)?.situation.today
    return isForServices(row) && today !== undefined ? [{ row, today }] : []
  })
  const [from] = paid.map(({ today }) => firstOfMonth(today)).sort()
  if (from === undefined) return none
  const { members, survivorOf } = await withMerged(
    tx,
    paid.map(({ row }) => row.payee_id),
  )
  const entityIds = [...new Set(paid.map(({ row }) => row.entity_id))].sort()
  await lockPayees(tx, members.map(survivorOf))
  const orders = await loadServiceOrders(tx, { entityIds, payeeIds: members, from })
  return { orders: new Map(orders.map((row) => [row.id, row])), payeeOf: survivorOf }
}

/** Who is paid, on which day; and the order itself, where it is there already. */
type PaidTo = {
  readonly payeeId: string
  readonly day: LocalDate
  readonly withoutId: string | undefined
}

/**
 * What is one income with an order that is paid on a day, in the eyes of the tax on pay for services:
 * whatever is ordered for the same person and was made in that month, is not paid yet, or was paid in it.
 */
export function earlierOf(
  { orders, exceptions, services }: Paying,
  { found, pays }: Basis,
  { payeeId, day, withoutId }: PaidTo,
): Earlier {
  const { shared, request } = found
  const isOfMonth = (other: LocalDate | null) => other?.startsWith(day.slice(0, 7)) === true
  // What was decided since the orders were read stands among those of the benefits.
  const own = [...new Map([...services.orders, ...orders]).values()].filter(
    (order) =>
      order.id !== withoutId &&
      order.entity_id === request.entity_id &&
      order.currency.trim() === pays.currency &&
      services.payeeOf(order.payee_id) === services.payeeOf(payeeId) &&
      isLive(order.state) &&
      (services.orders.has(order.id) || isForServices(exceptions.get(order.exception_id ?? ''))) &&
      (order.state !== 'paid' ||
        isOfMonth(order.paid_on) ||
        isOfMonth(dayAt(shared.organisation, request.entity_id, order.made_at))),
  )
  return {
    owed: own.reduce((sum, order) => sum + paysOut(order), 0n),
    withheld: own.reduce((sum, order) => sum + order.withheld_minor, 0n),
  }
}

function isForServices(row: ExceptionRow | undefined): boolean {
  return row?.tax_treatment === 'labour_income'
}

function firstOfMonth(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01`
}
