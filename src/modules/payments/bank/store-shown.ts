import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { OrderRow } from '../tables.ts'
import type { StatementLineRow } from './tables.ts'

/** A line of a statement that shows payments. */
export type ShownLine = Pick<
  StatementLineRow,
  'id' | 'entity_id' | 'account_id' | 'row_number' | 'booked_on' | 'order_ids'
>

/** A bank books no payment longer than this before its order was made, whatever day it writes. */
const daysBefore = 31
/** Nor does it send one back longer than this after the last that became of it. */
const daysAfter = 400

/** The lines of statements that show these payments as paid or as come back, the earliest first. */
export async function linesOfOrders(
  tx: Transaction,
  orders: readonly Pick<OrderRow, 'id' | 'entity_id' | 'made_at' | 'changed_at'>[],
): Promise<ShownLine[]> {
  const first = orders.map(({ made_at: at }) => at.slice(0, 10)).sort()[0]
  const last = orders
    .map(({ changed_at: at }) => at.slice(0, 10))
    .sort()
    .at(-1)
  if (first === undefined || last === undefined) return []
  return tx.sql<ShownLine>(
    `select id, entity_id, account_id, row_number, booked_on, order_ids
from payments.statement_line
where entity_id = any($2::text[])
and booked_on between $3 and $4
and order_ids::jsonb ?| $1::text[]
and verdict in ('paid', 'returned')
order by booked_on, id`,
    [
      orders.map(({ id }) => id),
      [...new Set(orders.map((order) => order.entity_id))].sort(),
      addDays(first, -daysBefore),
      addDays(last, daysAfter),
    ],
    'payments_lines_of_orders',
  )
}

/** The batch in which an order left. */
export type LeftIn = {
  readonly order_id: string
  readonly batch_id: string
  readonly entity_id: string
  readonly execute_on: LocalDate
}

/** In which batches these orders left. */
export async function batchesOfOrders(tx: Transaction, orderIds: readonly string[]): Promise<LeftIn[]> {
  if (orderIds.length === 0) return []
  return tx.sql<LeftIn>(
    `select left_in.order_id, batch.id as batch_id, batch.entity_id, batch.execute_on
from payments.batch_line as left_in
join payments.batch as batch on batch.id = left_in.batch_id
where left_in.order_id = any($1::text[])
order by left_in.order_id`,
    [orderIds],
    'payments_batches_of_orders',
  )
}

/** Days of an entity, the first and the last among them. */
type Days = { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate }

/** How many payments of some days count as paid although no line of a statement shows them. */
export async function countNotShown(tx: Transaction, { entityId, from, until }: Days): Promise<number> {
  const [found] = await tx.sql<{ count: number }>(
    `select count(*)::int as count
from payments.order
where entity_id = $1
and state = 'paid'
and paid_on between $2 and $3
and id not in (
  select each.order_id
  from payments.statement_line as line
  cross join lateral jsonb_array_elements_text(line.order_ids::jsonb) as each (order_id)
  where line.entity_id = $1
  and line.verdict = 'paid'
  and line.booked_on >= $4
)`,
    [entityId, from, until, addDays(from, -daysBefore)],
    'payments_not_shown',
  )
  return found?.count ?? 0
}
