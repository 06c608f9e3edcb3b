import type { Pool } from 'pg'
import { formatNoteKey, type NoteKey } from '../../kernel/note.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Clock } from '../../platform/clock.ts'
import { repeat, type Repeated } from '../../platform/repeat.ts'
import type { Taken } from './domain.ts'
import {
  asOnlySender,
  loadLeaves,
  loadSinks,
  markProblem,
  markSent,
  newestCheckpoint,
  rememberLetter,
  type SinkRow,
} from './store-sinks.ts'

/**
 * What a sink is given: the newest checkpoint, the key to check it with, and the leaf hashes up to its
 * size.
 */
export type Delivery = {
  readonly note: string
  readonly key: string
  readonly size: number
  readonly at: Instant
  /** Leaf hashes [from, to), 32 bytes each. */
  readonly leaves: (from: number, to: number) => Promise<Buffer>
}

/** A place that whoever runs the database cannot change. */
export type Sink = {
  readonly name: string
  /** The shortest time between two deliveries, in milliseconds. */
  readonly everyMs: number
  /** Each delivery is remembered, because somebody keeps it alone; a folder keeps them all together. */
  readonly isLetter: boolean
  /**
   * Takes the delivery for good, or throws; it is then tried again. `mended`: what an earlier delivery had
   * left torn was taken off first. `unread_end`: it stands behind something that is no delivery and was left.
   */
  readonly deliver: (delivery: Delivery) => Promise<Taken>
}

/** A sink cannot take a delivery for a reason that has its own words (`log.sink.<code>`). */
export class SinkProblem extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'SinkProblem'
    this.code = code
  }
}

/** What feeding the sinks needs. `pool` is the worker's. */
export type SinkDeps = {
  readonly pool: Pool
  readonly key: NoteKey
  readonly sinks: readonly Sink[]
  readonly now: Clock
  readonly intervalMs?: number
  readonly onFault?: (fault: unknown) => void
}

/** Feeds the sinks in the background until stopped. */
export function startSinks(deps: SinkDeps): Repeated {
  return repeat(
    async () => {
      await feedSinks(deps)
      return 'enough'
    },
    deps.intervalMs ?? 1_000,
    (fault) => deps.onFault?.(fault),
  )
}

/**
 * One round: each sink that is behind and due gets the newest checkpoint. What goes wrong is noted with the
 * sink and tried again in the next round; no sink waits for another's problem.
 */
export async function feedSinks(deps: SinkDeps): Promise<void> {
  await asOnlySender(deps.pool, async (client) => {
    const checkpoint = await newestCheckpoint(client)
    if (!checkpoint) return
    const known = new Map((await loadSinks(client)).map((row) => [row.name, row]))
    for (const sink of deps.sinks) {
      const row = known.get(sink.name)
      if (!isDue(sink, row, checkpoint.size, deps.now())) continue
      const delivery: Delivery = {
        note: checkpoint.note,
        key: formatNoteKey(deps.key),
        size: Number(checkpoint.size),
        at: checkpoint.at,
        leaves: (from, to) => loadLeaves(client, from, to),
      }
      const result = await sink.deliver(delivery).catch((fault: unknown) => ({ problem: problemCode(fault) }))
      if (typeof result === 'string') {
        const sent = { name: sink.name, size: checkpoint.size, at: deps.now() }
        await markSent(client, { ...sent, taken: result })
        if (sink.isLetter) await rememberLetter(client, sent)
      } else if (result.problem !== row?.problem) await markProblem(client, sink.name, result.problem)
    }
  })
}

function isDue(sink: Sink, row: SinkRow | undefined, size: bigint, now: Instant): boolean {
  if (!row?.sent_at) return true
  if (row.size >= size) return false
  return row.problem !== null || Date.parse(now) - Date.parse(row.sent_at) >= sink.everyMs
}

/** The code of the sink's own problem, or the system's (ENOSPC, ECONNREFUSED), never its free text. */
function problemCode(fault: unknown): string {
  if (fault instanceof SinkProblem) return fault.code
  const code: unknown = fault instanceof Error && 'code' in fault ? fault.code : undefined
  return typeof code === 'string' ? code : 'unknown'
}
