import type { Pool } from 'pg'
import { toUtf8 } from '../../kernel/bytes.ts'
import { parseEntry, type LoggedRow } from '../../kernel/entry.ts'
import type { RefusalValue } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findEntriesOf, findNumbered, lockCursor, moveCursor, type ReadEntry } from './store-feed.ts'

/** An entry of the log as other modules read it. `number` is absent until the sequencer has numbered it. */
export type FeedEntry = {
  readonly entryId: string
  readonly number: number | undefined
  readonly at: Instant
  readonly operation: string
  readonly object: { readonly type: string; readonly id: string }
  readonly personId: string
  readonly forPersonId: string | undefined
  readonly refusal: { code: string; params: Readonly<Record<string, RefusalValue>> } | undefined
  readonly reason: string | undefined
  readonly note: unknown
  readonly rows: readonly LoggedRow[]
}

/** Everything that the log tells about one object, oldest first: each verb with its row changes. */
export async function timelineOf(
  tx: Transaction,
  object: { readonly type: string; readonly id: string },
): Promise<FeedEntry[]> {
  const found = await findEntriesOf(tx, object)
  return found.map(feedEntry)
}

/** What a subscriber does with one entry, in the transaction that also moves its cursor. */
export type FeedHandler = (tx: Transaction, entry: FeedEntry) => Promise<void>

/**
 * Gives a subscriber its next numbered entries, at most `limit`, and says how many there were. Cursor and
 * effects commit together, so each (subscriber, number) takes effect once, whatever crashes in between. A
 * handler that throws is given the same entries at the next call.
 */
export async function follow(
  pool: Pool,
  subscriber: string,
  handle: FeedHandler,
  limit = 200,
): Promise<number> {
  return inTransaction(pool, [], async (tx) => {
    const position = await lockCursor(tx, subscriber)
    const found = await findNumbered(tx, position, limit)
    for (const entry of found) await handle(tx, feedEntry(entry))
    if (found.length > 0) await moveCursor(tx, subscriber, position + BigInt(found.length))
    return found.length
  })
}

/** A stored entry, read. Throws on bytes that are no entry, for only the verifier may meet those calmly. */
export function feedEntry(stored: ReadEntry): FeedEntry {
  const entry = parseEntry(toUtf8(stored.bytes))
  if (!entry) throw new Error(`entry ${stored.id} of the log cannot be read`)
  return {
    entryId: String(stored.id),
    number: stored.number === null ? undefined : Number(stored.number),
    at: entry.at,
    operation: entry.op,
    object: entry.object,
    personId: entry.actor.person ?? '',
    forPersonId: entry.actor.for,
    refusal: entry.refusal,
    reason: entry.reason,
    note: entry.note,
    rows: entry.rows,
  }
}
