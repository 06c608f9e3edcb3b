import type { Pool } from 'pg'
import { toUtf8 } from '../../kernel/bytes.ts'
import { formatCheckpoint } from '../../kernel/checkpoint.ts'
import { MerkleTree, type TreeEdge } from '../../kernel/merkle-tree.ts'
import { signNote } from '../../kernel/note.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { repeat } from '../../platform/repeat.ts'
import { growLog, isCheckpointDue, lagAlarmMs, lagMs } from './domain.ts'
import { platformSha256, type LogSigner } from './signing.ts'
import { logKeyName } from './store-key.ts'
import {
  findUnnumbered,
  highestIdTaken,
  insertCheckpoint,
  insertNumbers,
  lastCheckpoint,
  loadNodes,
  loadSize,
  openTransactions,
  takeSequencerLock,
} from './store-log.ts'

/** What the sequencer works with. `pool` is the worker's. */
export type SequencerDeps = {
  readonly pool: Pool
  readonly signer: LogSigner
  readonly now: Clock
  /** 250 ms unless told otherwise: the lag that a person sees, for about four small queries a second. */
  readonly intervalMs?: number
  readonly onFault?: (fault: unknown) => void
}

/** Where the log stands, as far as this process has seen. */
export type LogStanding = {
  readonly size: number
  /** How long the oldest entry of the last step had waited for its number. */
  readonly lagMs: number
  /** The longest such wait since the start. */
  readonly longestLagMs: number
  readonly isLate: boolean
  readonly numbered: number
  readonly faults: number
}

/** The running sequencer. */
export type Sequencer = {
  readonly standing: () => LogStanding
  readonly stop: () => Promise<void>
}

/**
 * Numbers entries in the background until it is stopped. Any number of processes may run it: one at a time
 * works.
 */
export function startSequencer(deps: SequencerDeps): Sequencer {
  const state = newSequencerState()
  state.steppedAt = deps.now()
  const running = repeat(
    () => sequenceOnce(deps, state),
    deps.intervalMs ?? 250,
    (fault) => {
      state.faults += 1
      deps.onFault?.(fault)
    },
  )
  return { standing: () => standingOf(state, deps.now()), stop: running.stop }
}

/** Numbers everything that waits now, for commands that run while no application does. */
export async function sequenceNow(deps: SequencerDeps): Promise<void> {
  const state = newSequencerState()
  while ((await sequenceOnce(deps, state)) === 'more');
}

/** What the sequencer remembers between two steps; losing it costs one longer search and nothing else. */
export type SequencerState = {
  /** Every id up to here has its number or will never be seen. */
  floor: bigint
  /** Becomes the floor once every transaction below `next` has ended. */
  mark: { readonly id: bigint; readonly next: bigint } | undefined
  size: number
  lagMs: number
  longestLagMs: number
  numbered: number
  faults: number
  /**
   * When the last step went well: one that cannot step knows of no waiting entry, and is late all the same.
   */
  steppedAt: Instant | undefined
}

/** The state of a sequencer that has seen nothing. */
export function newSequencerState(): SequencerState {
  return {
    floor: 0n,
    mark: undefined,
    size: 0,
    lagMs: 0,
    longestLagMs: 0,
    numbered: 0,
    faults: 0,
    steppedAt: undefined,
  }
}

/** The most entries of one step: some 3 MB of texts, a tenth of a second. */
const batchMax = 5_000

/**
 * One step: numbers what is visible, stores the finished nodes, and signs a checkpoint when one is due, all
 * in one transaction, so that a crash leaves nothing half done. An open transaction elsewhere that holds a
 * lower id delays nobody: its entry gets the next number when it shows.
 */
export async function sequenceOnce(deps: SequencerDeps, state: SequencerState): Promise<'more' | 'enough'> {
  const step = await inTransaction(deps.pool, [], (tx) => takeStep(deps, state.floor, tx))
  state.steppedAt = deps.now()
  if (!step) return 'enough'
  state.size = step.size
  state.lagMs = step.lagMs
  state.longestLagMs = Math.max(state.longestLagMs, step.lagMs)
  state.numbered += step.count
  const isWhole = step.count < batchMax
  if (isWhole && state.mark && step.oldest >= state.mark.next) {
    state.floor = state.mark.id
    state.mark = undefined
  }
  state.mark ??= { id: step.taken, next: step.next }
  return isWhole ? 'enough' : 'more'
}

type Step = {
  readonly size: number
  readonly count: number
  readonly lagMs: number
  readonly taken: bigint
  readonly oldest: bigint
  readonly next: bigint
}

/**
 * The order of the reads matters: first the highest id taken, then the open transactions, then the entries.
 * Whoever holds an id up to the first had begun before the second, so once those have ended, the third has
 * seen them all.
 */
async function takeStep(deps: SequencerDeps, floor: bigint, tx: Transaction): Promise<Step | undefined> {
  if (!(await takeSequencerLock(tx))) return undefined
  const taken = await highestIdTaken(tx)
  const { oldest, next } = await openTransactions(tx)
  const edge = await loadEdge(tx, await loadSize(tx))
  const found = await findUnnumbered(tx, floor, batchMax)
  const grown = growLog(
    edge,
    found.map(({ id, bytes }) => ({ id, bytes: toUtf8(bytes) })),
    platformSha256,
  )
  if (grown.entries.length > 0) await insertNumbers(tx, grown.entries, grown.nodes)
  const now = deps.now()
  await signWhenDue(deps.signer, grown.edge, now, tx)
  return {
    size: grown.edge.size,
    count: found.length,
    lagMs: lagMs(oldestOf(found), now),
    taken,
    oldest,
    next,
  }
}

/** The hashes on the right edge of the stored tree, from which it goes on growing. */
async function loadEdge(tx: Transaction, size: number): Promise<TreeEdge> {
  const places: { level: number; index: number }[] = []
  let at = 0
  for (let level = Math.floor(Math.log2(Math.max(1, size))); level >= 0; level--) {
    const width = 2 ** level
    if (size - at < width) continue
    places.push({ level, index: at / width })
    at += width
  }
  const nodes = await loadNodes(tx, places)
  const edge = places.map(({ level, index }) => {
    const node = nodes.get(`${level}/${index}`)
    if (!node) throw new Error(`the stored tree of ${size} lacks node ${level}/${index}`)
    return node
  })
  return { size, edge }
}

async function signWhenDue(signer: LogSigner, edge: TreeEdge, at: Instant, tx: Transaction): Promise<void> {
  if (edge.size === 0) return
  const last = await lastCheckpoint(tx)
  if (!isCheckpointDue(edge.size, last && { size: Number(last.size), at: last.at }, at)) return
  // One log has one signer: a second key would leave checkpoints that verify for nobody, for ever.
  const name = await logKeyName(tx.client)
  if (name !== undefined && name !== signer.key.name) throw new Error('another key signs this log')
  const root = new MerkleTree(platformSha256, edge).root()
  const text = formatCheckpoint({ origin: signer.key.name, size: edge.size, root, at })
  const note = await signNote(text, signer.key, signer.sign)
  await insertCheckpoint(tx, { size: BigInt(edge.size), root: Buffer.from(root), note, at })
}

function oldestOf(found: readonly { readonly written_at: Instant }[]): Instant | undefined {
  return found.map((entry) => entry.written_at).reduce<Instant | undefined>(earlier, undefined)
}

function earlier(a: Instant | undefined, b: Instant): Instant {
  return a === undefined || b < a ? b : a
}

function standingOf(state: SequencerState, now: Instant): LogStanding {
  const { size, numbered, faults, longestLagMs, steppedAt } = state
  const sinceStep = steppedAt === undefined ? 0 : lagMs(steppedAt, now)
  const lag = Math.max(state.lagMs, sinceStep > lagAlarmMs ? sinceStep : 0)
  return { size, numbered, faults, lagMs: lag, longestLagMs, isLate: lag > lagAlarmMs }
}
