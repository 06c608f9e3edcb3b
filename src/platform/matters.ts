import type { Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import type { Actor } from './act/actor.ts'
import type { ObjectRef, Outcome } from './act/command.ts'
import type { RowChange } from './act/rows.ts'
import type { Transaction } from './db/transaction.ts'

/** Something that needs a second person, in the reader's words, as the inbox shows it. */
export type Matter = {
  readonly version: number
  /** The kind of thing: a role, a policy version, an account. */
  readonly kind: string
  readonly title: string
  /** Whom or what it is about, for the first line of a list. */
  readonly heading: string
  readonly reason: string
  readonly facts: readonly { readonly name: string; readonly text: string; readonly partyId?: string }[]
  readonly changes: readonly { readonly name: string; readonly before: string; readonly after: string }[]
  /** The object under which the log holds what happened to it, where that is another than itself. */
  readonly loggedUnder?: ObjectRef
  /** The papers that prove it, as files of evidence. */
  readonly fileIds?: readonly string[]
  /** Why this reader cannot confirm it. */
  readonly objection: Refusal | undefined
  /** True when confirming asks for a second factor that was shown a moment ago. */
  readonly needsFactor: boolean
}

/** Who reads, in which language, at which moment. */
export type MatterReader = { readonly actor: Actor; readonly now: Instant }

/** What the second person says. */
export type MatterAnswer = { readonly isConfirmed: boolean; readonly reason?: string | undefined }

/** How a proposal ends without an answer: taken back by whoever proposed it, or by the product. */
export type Unanswered = 'withdrawn' | 'lapsed'

/**
 * Why nobody can confirm a proposal any more: whom it is about has left, what it is about has become
 * otherwise, or the day from which it was to hold has passed.
 */
export type Gone = 'person_left' | 'changed' | 'day_passed'

/** A proposal that still waits for its second person, as the module that holds it keeps it. */
export type WaitingProposal = {
  /** The object under which the log holds what happened to it, where that is another than itself. */
  readonly loggedUnder?: ObjectRef
  /** The row with which it ends without an answer; its round is closed beside it. */
  readonly ended: (as: Unanswered, at: Instant) => RowChange
  readonly gone?: Gone | undefined
}

/**
 * One type of four-eyes object: how it is put into words, and the module's own command that takes the answer.
 * The inbox decides nothing itself. Filled in `app` by the modules that hold the objects.
 */
export type MattersPort = {
  readonly type: string
  readonly describe: (
    tx: Transaction,
    reader: MatterReader,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Matter>>
  readonly answer: (
    call: { readonly actor: Actor; readonly key: string; readonly at: Instant },
    id: string,
    answer: MatterAnswer,
  ) => Promise<Outcome<unknown>>
  /** Those of these proposals that nobody has answered, locked when they are to be ended. */
  readonly waiting: (
    tx: Transaction,
    ids: readonly string[],
    at: Instant,
  ) => Promise<ReadonlyMap<string, WaitingProposal>>
}

/** The answer of the inbox as the body of an operation has it. */
export function saidOf({ isConfirmed, reason }: MatterAnswer) {
  return { answer: isConfirmed ? ('confirm' as const) : ('decline' as const), reason }
}

type Proposed = { readonly id: string; readonly state: string }

/** Those of these rows that nobody has answered, as a kind's `waiting` gives them. */
export function stillWaiting<Row extends Proposed>(
  rows: Iterable<Row>,
  of: (row: Row) => WaitingProposal,
): ReadonlyMap<string, WaitingProposal> {
  return new Map([...rows].filter(({ state }) => state === 'proposed').map((row) => [row.id, of(row)]))
}
