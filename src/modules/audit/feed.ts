import type { Pool } from 'pg'
import { toUtf8 } from '../../kernel/bytes.ts'
import { parseEntry } from '../../kernel/entry.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { FeedEntry } from '../../platform/feed.ts'
import { repeat, type Repeated } from '../../platform/repeat.ts'
import {
  findEntriesOf,
  findNumbered,
  lockCursor,
  moveCursor,
  placeCursorAtEnd,
  type ReadEntry,
} from './store-feed.ts'

/** An entry as a subscriber gets it: what it is about as well. */
export type FollowedEntry = FeedEntry & { readonly object: { readonly type: string; readonly id: string } }

/** Everything that the log tells about one object, oldest first: each verb with its row changes. */
export async function timelineOf(
  tx: Transaction,
  object: { readonly type: string; readonly id: string },
): Promise<FollowedEntry[]> {
  const found = await findEntriesOf(tx, object)
  return found.map(feedEntry)
}

const followEveryMs = 2_000
/** How many entries a subscriber takes in one transaction. */
const followAtOnce = 200

/** What a subscriber does with one entry, in the transaction that also moves its cursor. */
export type FeedHandler = (tx: Transaction, entry: FollowedEntry) => Promise<void>

/**
 * Gives a subscriber its next numbered entries, at most `limit`, and says how many there were. Cursor and
 * effects commit together, so each (subscriber, number) takes effect once, whatever crashes in between. A
 * handler that throws is given the same entries at the next call.
 */
export async function follow(
  pool: Pool,
  subscriber: string,
  handle: FeedHandler,
  limit = followAtOnce,
): Promise<number> {
  return inTransaction(pool, [], async (tx) => {
    const position = await lockCursor(tx, subscriber)
    const found = await findNumbered(tx, position, limit)
    for (const entry of found) await handle(tx, feedEntry(entry))
    if (found.length > 0) await moveCursor(tx, subscriber, position + BigInt(found.length))
    return found.length
  })
}

/** Lets a new subscriber follow from now on: what happened before it existed does not concern it. */
export async function followFromNow(pool: Pool, subscriber: string): Promise<void> {
  await inTransaction(pool, [], (tx) => placeCursorAtEnd(tx, subscriber))
}

/**
 * Follows the log until it is stopped: `take` gives the subscriber its next entries, by `follow`, and says
 * how many there were. A subscriber that is new hears nothing of what was before it.
 */
export function keepFollowing(
  pool: Pool,
  subscriber: string,
  take: () => Promise<number>,
  onFault: (fault: unknown) => void,
): Repeated {
  let hasBegun = false
  return repeat(
    async () => {
      if (!hasBegun) await followFromNow(pool, subscriber)
      hasBegun = true
      return (await take()) === followAtOnce ? 'more' : 'enough'
    },
    followEveryMs,
    onFault,
  )
}

/** A stored entry, read. Throws on bytes that are no entry, for only the verifier may meet those calmly. */
function feedEntry(stored: ReadEntry): FollowedEntry {
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
