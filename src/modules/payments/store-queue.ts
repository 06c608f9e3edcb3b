import type { Transaction } from '../../platform/db/transaction.ts'
import { withAmounts } from './store.ts'
import type { OrderRow } from './tables.ts'

/** Which orders a page of the queue holds. */
export type QueueAsked = {
  readonly entityIds: readonly string[]
  readonly states: readonly string[]
  readonly way: string | undefined
  readonly requestId: string | undefined
  readonly orderId: string | undefined
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Orders of these entities, the oldest first, in a keyset page. */
export async function loadQueue(tx: Transaction, asked: QueueAsked): Promise<OrderRow[]> {
  const rows = await tx.sql<OrderRow>(
    `select *
from payments.order
where entity_id = any($1::text[])
and state = any($2::text[])
and ($3::text is null or way = $3)
and ($4::text is null or request_id = $4)
and ($5::timestamptz is null or (made_at, id) > ($5, $6))
and ($8::text is null or id = $8)
order by made_at, id
limit $7`,
    [
      asked.entityIds,
      asked.states,
      asked.way ?? null,
      asked.requestId ?? null,
      asked.after?.at ?? null,
      asked.after?.id ?? '',
      asked.limit,
      asked.orderId ?? null,
    ],
    'payments_queue',
  )
  return rows.map(withAmounts)
}

/** How many orders stand in each state, within the filters of a queue. */
export async function countQueue(
  tx: Transaction,
  asked: Pick<QueueAsked, 'entityIds' | 'way' | 'requestId' | 'orderId'>,
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ state: string; count: string | bigint }>(
    `select state, count(*) as count
from payments.order
where entity_id = any($1::text[])
and ($2::text is null or way = $2)
and ($3::text is null or request_id = $3)
and ($4::text is null or id = $4)
group by state`,
    [asked.entityIds, asked.way ?? null, asked.requestId ?? null, asked.orderId ?? null],
    'payments_queue_counts',
  )
  return new Map(rows.map((row) => [row.state, Number(row.count)]))
}

/** The open orders that name one of these accounts, or pay one of these payees. */
export async function findOpenOrders(tx: Transaction, payeeIds: readonly string[]): Promise<OrderRow[]> {
  if (payeeIds.length === 0) return []
  const rows = await tx.sql<OrderRow>(
    `select *
from payments.order
where payee_id = any($1::text[])
and state in ('prepared', 'checked')
order by id`,
    [payeeIds],
    'payments_open_orders',
  )
  return rows.map(withAmounts)
}
