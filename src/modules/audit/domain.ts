import type { Sha256 } from '../../kernel/hash.ts'
import type { TreeEdge, TreeNode } from '../../kernel/merkle-tree.ts'
import { MerkleTree } from '../../kernel/merkle-tree.ts'
import { leafHash } from '../../kernel/merkle.ts'
import type { Instant } from '../../kernel/time.ts'

/** An entry that waits for its number. `id` comes from the uncached sequence and orders the numbering. */
export type WaitingEntry = { readonly id: bigint; readonly bytes: Uint8Array }

/** An entry with its place in the tree (from 0) and its leaf hash. */
export type NumberedEntry = { readonly id: bigint; readonly seq: number; readonly leaf: Uint8Array }

/** What one step of the sequencer stores: numbers, finished inner nodes (`level` ≥ 1), the new edge. */
export type Growth = {
  readonly entries: readonly NumberedEntry[]
  readonly nodes: readonly TreeNode[]
  readonly edge: TreeEdge
}

/**
 * Numbers the waiting entries in the order of their ids and grows the tree by them. An id that shows later
 * than a larger one is numbered later: entries about one row cannot do that, for each is written under the
 * row's lock. Throws when an id is given twice, because the tree could not forget it.
 */
export function growLog(edge: TreeEdge, waiting: readonly WaitingEntry[], sha256: Sha256): Growth {
  const tree = new MerkleTree(sha256, edge)
  const nodes: TreeNode[] = []
  let last: bigint | undefined
  const entries = waiting.toSorted(byId).map(({ id, bytes }): NumberedEntry => {
    if (id === last) throw new Error(`entry ${id} was given twice`)
    last = id
    const seq = tree.size
    const leaf = leafHash(bytes, sha256)
    tree.append(leaf, (node) => {
      if (node.level > 0) nodes.push(node)
    })
    return { id, seq, leaf }
  })
  return { entries, nodes, edge: tree.edge() }
}

/**
 * Longest time that entries may stand without a signed checkpoint: what no outsider has seen can be
 * rewritten.
 */
const checkpointEveryMs = 3_000

/** Longest time that an entry may wait for its number before the lag is alarmed. */
export const lagAlarmMs = 5_000

/** True when the log has grown since its last checkpoint and that one is old enough, or missing. */
export function isCheckpointDue(
  size: number,
  last: { readonly size: number; readonly at: Instant } | undefined,
  now: Instant,
): boolean {
  if (!last) return size > 0
  if (size < last.size) throw new Error(`the log of ${size} is smaller than its checkpoint of ${last.size}`)
  return size > last.size && millisBetween(last.at, now) >= checkpointEveryMs
}

/** How long the oldest waiting entry has waited, in milliseconds; 0 when none waits or clocks disagree. */
export function lagMs(oldestWaitingAt: Instant | undefined, now: Instant): number {
  return oldestWaitingAt === undefined ? 0 : Math.max(0, millisBetween(oldestWaitingAt, now))
}

function byId(a: WaitingEntry, b: WaitingEntry): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function millisBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from)
}

/** How many findings of one verification are kept. */
export const findingsKept = 1_000

/** The outside places that an installation feeds: a folder always, a mailbox where one is set. */
export function sinkNames(mailTo: string | undefined): string[] {
  return mailTo === undefined ? ['folder'] : ['folder', 'mail']
}

/** How an outside place took a delivery; `Sink.deliver` says what each means. */
export type Taken = 'taken' | 'mended' | 'unread_end'

/** How an outside place stands towards the log. */
export type SinkStanding = {
  readonly name: string
  readonly problem: string | null
  readonly sentAt: Instant | null
  readonly mendedAt: Instant | null
  readonly unreadEndAt: Instant | null
  /** Entries of signed checkpoints that it has not got. */
  readonly behind: number
}

/** A full disk that was freed, a server that is back: five minutes later the outside copy follows again. */
const sinkPauseMsMax = 5 * 60_000

/**
 * How long a sink rests before its next attempt: twice as long after each problem in a row. A server that
 * refuses a letter would otherwise be asked every second, and may lock our account for it.
 */
export function sinkPauseMs(problemsInARow: number, roundMs: number): number {
  return problemsInARow === 0 ? 0 : Math.min(sinkPauseMsMax, roundMs * 2 ** problemsInARow)
}

/** A letter goes once a day, so that a day and two hours without one mean that something stands still. */
const silenceMsMax = 26 * 3_600_000

/** True when the outsider's copy does not follow the log: it has a problem, or is silent while it grew. */
export function isSinkAlarming(sink: SinkStanding, now: Instant): boolean {
  if (sink.problem !== null) return true
  return sink.behind > 0 && sink.sentAt !== null && millisBetween(sink.sentAt, now) > silenceMsMax
}
