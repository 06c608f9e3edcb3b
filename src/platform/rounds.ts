import type { Instant } from '../kernel/time.ts'
import type { ObjectRef } from './act/command.ts'
import type { RowChange } from './act/rows.ts'
import type { Transaction } from './db/transaction.ts'

/** A round that asks a second person about one object. */
export type AskingRound = {
  readonly object: ObjectRef
  /** The entity it belongs to; `everybody` for what holds in the whole group. */
  readonly entityId: string
  readonly requesterId: string
  /** The kind of matter, for delegations and statistics. */
  readonly kind: string
  /** The role that the one who answers has, as the route shows it. */
  readonly role: string
  /** Those who may answer; any one of them does. Never whoever asks. */
  readonly personIds: readonly string[]
  readonly at: Instant
}

/** What the second person says. */
export type RoundAnswer = {
  readonly personId: string
  readonly at: Instant
  readonly isConfirmed: boolean
  readonly reason?: string | undefined
}

/** A round that is open; its rows follow the answer, wherever it was given. */
export type OpenRound = { readonly answered: (answer: RoundAnswer) => RowChange[] }

/**
 * Approval for what lies below `approvals`: the module that holds the object opens the round with the
 * proposal and closes it with the answer, in its own commands, so that the object and the round never differ.
 * Filled in `app`.
 */
export type RoundsPort = {
  readonly open: (asking: AskingRound) => RowChange[]
  /** Those of these people for whose decision something waits, in whichever entity. */
  readonly asked: (tx: Transaction, personIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** The open rounds of objects of one type, locked, by object. An object of earlier days may have none. */
  readonly load: (
    tx: Transaction,
    objectType: string,
    objectIds: readonly string[],
  ) => Promise<ReadonlyMap<string, OpenRound>>
}

/**
 * Those of these proposals about which somebody is asked. One without a round can be taken back by nobody, so
 * that it is in no other's way.
 */
export async function underRound<Row extends { readonly id: string }>(
  tx: Transaction,
  rounds: Pick<RoundsPort, 'load'>,
  objectType: string,
  rows: readonly Row[],
): Promise<Row[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const open = await rounds.load(tx, objectType, ids)
  return rows.filter(({ id }) => open.has(id))
}

/** The entity of what holds in the whole group: its rounds cross the borders of entities. */
export const everybody = 'group'
