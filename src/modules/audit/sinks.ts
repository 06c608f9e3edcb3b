import type { Pool } from 'pg'
import { formatNoteKey, type NoteKey } from '../../kernel/note.ts'
import type { Instant } from '../../kernel/time.ts'
import { monotonicMs, type Clock } from '../../platform/clock.ts'
import { repeat, type Repeated } from '../../platform/repeat.ts'
import { sinkPauseMs, type Taken } from './domain.ts'
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

/** What feeding a sink needs. `pool` is the worker's. */
export type SinkDeps = { readonly pool: Pool; readonly key: NoteKey; readonly now: Clock }

/** The sinks that are fed in the background. */
export type SinksDeps = SinkDeps & {
  readonly sinks: readonly Sink[]
  readonly intervalMs?: number
  readonly onFault?: (fault: unknown) => void
}

/** Feeds the sinks in the background until stopped, each by rounds of its own: none waits for another. */
export function startSinks(deps: SinksDeps): Repeated {
  const running = deps.sinks.map((sink) => startSink(deps, sink))
  return { stop: async () => void (await Promise.all(running.map(({ stop }) => stop()))) }
}

/** The rounds of one sink. After a problem the next attempt waits, longer with each in a row. */
function startSink(deps: SinksDeps, sink: Sink): Repeated {
  const roundMs = deps.intervalMs ?? 1_000
  let problems = 0
  let notBefore = 0
  return repeat(
    async () => {
      if (monotonicMs() < notBefore) return 'enough'
      problems = (await feedSink(deps, sink)) === 'problem' ? problems + 1 : 0
      notBefore = monotonicMs() + sinkPauseMs(problems, roundMs)
      return 'enough'
    },
    roundMs,
    (fault) => deps.onFault?.(fault),
  )
}

/**
 * One round of one sink: when it is behind and due it gets the newest checkpoint. What goes wrong is noted
 * with it, and it stays due. `nothing`: it is up to date, its time has not come, or another process feeds it.
 */
export async function feedSink(deps: SinkDeps, sink: Sink): Promise<'taken' | 'problem' | 'nothing'> {
  const fed = await asOnlySender(deps.pool, sink.name, async (client) => {
    const checkpoint = await newestCheckpoint(client)
    if (!checkpoint) return 'nothing'
    const row = (await loadSinks(client)).find(({ name }) => name === sink.name)
    if (!isDue(sink, row, checkpoint.size, deps.now())) return 'nothing'
    const delivery: Delivery = {
      note: checkpoint.note,
      key: formatNoteKey(deps.key),
      size: Number(checkpoint.size),
      at: checkpoint.at,
      leaves: (from, to) => loadLeaves(client, from, to),
    }
    const result = await sink.deliver(delivery).catch((fault: unknown) => ({ problem: problemCode(fault) }))
    if (typeof result !== 'string') {
      if (result.problem !== row?.problem) await markProblem(client, sink.name, result.problem)
      return 'problem'
    }
    const sent = { name: sink.name, size: checkpoint.size, at: deps.now() }
    await markSent(client, { ...sent, taken: result })
    if (sink.isLetter) await rememberLetter(client, sent)
    return 'taken'
  })
  return fed ?? 'nothing'
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
