import type { Reason } from '../../kernel/because.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Actor } from './actor.ts'
import type { RowChange } from './rows.ts'

/** One item that asks for a command. */
export type Call<Body> = {
  /** The client's idempotency key: made before the first try, kept for every retry. */
  readonly key: string
  readonly actor: Actor
  readonly body: Body
  readonly at: Instant
}

/** The object that a command is about, as the log names it. */
export type ObjectRef = { readonly type: string; readonly id: string }

/** Background work, enqueued in the transaction of its command. */
export type JobDraft = {
  readonly queue: string
  readonly data: CanonicalValue
  readonly startAfter?: Instant
}

/** What a decision to go ahead brings: the answer, the rows it changes, and what the log should say. */
export type Done<Answer> = {
  readonly answer: Answer
  readonly object: ObjectRef
  readonly changes: readonly RowChange[]
  readonly entityId?: string
  /** Why; null for the few operations of `without-reason.ts`. */
  readonly reason: Reason | null
  /** The person whose task the actor took as a deputy. */
  readonly forPersonId?: string
  readonly note?: CanonicalValue
  readonly jobs?: readonly JobDraft[]
}

/**
 * A business "no" that may still leave something behind, such as a refused attempt. It is recorded either
 * way.
 */
export type Refused = {
  readonly refusal: Refusal
  readonly object: ObjectRef
  readonly changes?: readonly RowChange[]
  readonly entityId?: string
  readonly note?: CanonicalValue
  readonly jobs?: readonly JobDraft[]
  /**
   * True when the same person may repeat the very same command in a moment, for instance with a fresh second
   * factor: nothing is stored and no key is spent, so that the repetition is not answered with this refusal.
   */
  readonly isStepUp?: true
}

export type Decision<Answer> = Done<Answer> | Refused

/**
 * A use case in three parts, so that the middle one stays pure and a preview can run the same code.
 * `load` takes every lock, in sorted order, for the whole set; `decide` reads nothing and writes nothing,
 * but keeps `state` up to date for the next item of the set; the rows it returns are stored by the door.
 */
export type Command<Body, State, Answer> = {
  readonly operation: string
  readonly load: (tx: Transaction, calls: readonly Call<Body>[]) => Promise<State>
  readonly decide: (state: State, call: Call<Body>) => Decision<Answer>
  /**
   * True where `load` may run together with the search for the keys, which saves a turn: it then also runs,
   * and waits for its locks, for a call that was answered before, and must leave nothing behind that matters.
   */
  readonly loadsAhead?: true
  /**
   * Names of what two items of a set must not have in common, for a command whose `decide` does not keep all
   * of it up to date: an item that shares one with an item before it is decided alone, after the others.
   */
  readonly apart?: (state: State, call: Call<Body>) => readonly string[]
  /** Constraints of the database that mean a business "no", by name. */
  readonly constraints?: Readonly<Record<string, (call: Call<Body>) => Refused>>
}

/** What the door answers for one item. */
export type Outcome<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly replayed: boolean }
  | { readonly kind: 'forbidden'; readonly refusal: Refusal }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'in_progress' }

/** True when a decision goes ahead. */
export function goesAhead<Answer>(decision: Decision<Answer>): decision is Done<Answer> {
  return !('refusal' in decision)
}
