import type { QueryConfig } from 'pg'
import type { Reason } from '../../kernel/because.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Actor } from './actor.ts'
import type { JobDraft, ObjectRef } from './command.ts'
import type { RowChange } from './rows.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'

/** Says whether a person may use an operation at all; the reason when not. Filled by `access`. */
export type AuthorisePort = (actor: Actor, operation: string) => Refusal | undefined

/** What the log is told about one item of a command. */
export type EntryDraft = {
  readonly operation: string
  readonly at: Instant
  readonly actor: Actor
  readonly key: string
  readonly object: ObjectRef
  readonly entityId?: string
  readonly refusal?: Refusal
  readonly reason?: Reason
  readonly note?: CanonicalValue
  readonly changes: readonly RowChange[]
}

/**
 * Gives the statement that writes the entries of a command, in the order given. Filled by `audit`. It is sent
 * last of all in the caller's transaction, after every lock is held, so that entries about a row follow its
 * changes.
 */
export type RecordPort = (tx: Transaction, entries: readonly EntryDraft[]) => Promise<QueryConfig>

/**
 * Gives the statement that locks subjects, by their identifiers, until the end of the transaction. Filled by
 * `benefits`, whose sums are read under the same locks.
 */
export type LockPort = (subjects: readonly string[]) => QueryConfig

/** What one decision changes, and when; the port is told of each decision of a set by itself. */
export type Decided = { readonly changes: readonly RowChange[]; readonly at: Instant }

/**
 * Says what the changes of some decisions mean for the books: the rows that are stored with each, and stand
 * in its entry of the log. Undefined at once where none of them means anything for the books, so that it
 * takes no turn. Filled by `app`.
 */
export type BookPort = (
  tx: Transaction,
  decided: readonly Decided[],
) => Promise<readonly (readonly RowChange[])[]> | undefined

/**
 * Says what the product itself does because of some decisions: work in their transaction, once their rows are
 * stored and before they are committed. Undefined at once where nothing follows. Filled by `app`.
 */
export type FollowPort = (decided: readonly Decided[]) => ((tx: Transaction) => Promise<void>) | undefined

/** Enqueues background work in the caller's transaction. Filled by the job runner. */
export type EnqueuePort = (tx: Transaction, jobs: readonly JobDraft[]) => Promise<void>
