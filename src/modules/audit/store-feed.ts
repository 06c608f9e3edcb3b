import type { Transaction } from '../../platform/db/transaction.ts'

/** An entry as the feed reads it: its stored text, and its number where it has one. */
export type ReadEntry = { readonly id: bigint; readonly number: bigint | null; readonly bytes: string }

/** The entries about one object, in the order of its changes. */
export async function findEntriesOf(
  tx: Transaction,
  object: { readonly type: string; readonly id: string },
): Promise<ReadEntry[]> {
  return tx.sql<ReadEntry>(
    `select entry.id, leaf.number, entry.bytes
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where entry.object_type = $1
and entry.object_id = $2
order by entry.id`,
    [object.type, object.id],
    'audit_entries_of',
  )
}

/** Locks a subscriber's cursor and gives the number that it reads next. */
export async function lockCursor(tx: Transaction, subscriber: string): Promise<bigint> {
  await tx.sql(
    `insert into platform.feed_cursor (subscriber, position)
values ($1, 0)
on conflict (subscriber) do nothing`,
    [subscriber],
  )
  const [row] = await tx.sql<{ position: bigint }>(
    `select position from platform.feed_cursor where subscriber = $1 for update`,
    [subscriber],
  )
  if (!row) throw new Error(`no cursor of ${subscriber}`)
  return row.position
}

/** Numbered entries from `number` on, in order. */
export async function findNumbered(tx: Transaction, number: bigint, limit: number): Promise<ReadEntry[]> {
  return tx.sql<ReadEntry>(
    `select entry.id, leaf.number, entry.bytes
from audit.leaf
join audit.entry on entry.id = leaf.entry_id
where leaf.number >= $1
order by leaf.number
limit $2`,
    [number, limit],
    'audit_numbered_from',
  )
}

/** Moves a subscriber's cursor to the number that it reads next. */
export async function moveCursor(tx: Transaction, subscriber: string, position: bigint): Promise<void> {
  await tx.sql(`update platform.feed_cursor set position = $2 where subscriber = $1`, [subscriber, position])
}

/** Lets a new subscriber begin behind what is numbered already; one that has begun stays where it is. */
export async function placeCursorAtEnd(tx: Transaction, subscriber: string): Promise<void> {
  await tx.sql(
    `insert into platform.feed_cursor (subscriber, position)
select $1, coalesce((select max(number) + 1 from audit.leaf), 0)
on conflict (subscriber) do nothing`,
    [subscriber],
  )
}
