import type { Pool } from 'pg'
import type { Verification } from '../../kernel/finding.ts'
import type { IdKind } from '../../kernel/id.ts'
import type { GovernedTable } from '../../platform/act/rows.ts'
import type { Command } from '../../platform/act/command.ts'
import { monotonicMs, type Clock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import { longJobDraft, type LongJobKind, type LongJobRun } from '../../platform/jobs/long-job.ts'
import type { KeyRing } from '../../platform/keys.ts'
import { findingsKept } from './domain.ts'
import { readFolder } from './sink-folder.ts'
import { insertVerification } from './store-screen.ts'
import { verifyLive } from './verify-live.ts'

/** The kind of long work that verifies. */
export const verificationKind = 'verification'

/** Starts a verification in the background; the log keeps who asked for it and when. */
export function startVerificationCommand(
  newId: (kind: IdKind) => string,
): Command<object, undefined, { jobId: string }> {
  return {
    operation: 'audit.verify',
    load: async () => undefined,
    decide: (_, { actor, at }) => {
      const jobId = newId('job')
      const { personId } = actor
      const job = { id: jobId, kind: verificationKind, startedBy: personId, entityIds: [] }
      return {
        answer: { jobId },
        object: { type: 'verification', id: jobId },
        reason: null,
        changes: [],
        jobs: [longJobDraft({ ...job, input: { by: personId }, now: at })],
      }
    },
  }
}

/** What the background verification works with. */
export type VerificationJobDeps = {
  readonly auditor: Pool
  readonly worker: Pool
  readonly ring: KeyRing
  readonly tables: readonly GovernedTable[]
  readonly sinkFolder: string
  readonly now: Clock
}

/**
 * The long work behind the verification screen: the same check as on the command line, with its result
 * kept.
 */
export function verificationJob(deps: VerificationJobDeps): LongJobKind {
  return {
    kind: verificationKind,
    run: async (run) => {
      const began = monotonicMs()
      const reporter = reportEachSecond(run)
      const found = await verifyLive({
        pool: deps.auditor,
        ring: deps.ring,
        tables: deps.tables,
        outside: await readFolder(deps.sinkFolder),
        progress: reporter.progress,
      })
      await reporter.settled()
      await keep(deps, run, found, (monotonicMs() - began) / 1_000)
      return { ok: found.ok, findings: found.findings.length }
    },
  }
}

async function keep(
  deps: VerificationJobDeps,
  run: LongJobRun,
  found: Verification,
  seconds: number,
): Promise<void> {
  const row = {
    job_id: run.id,
    started_by: starterOf(run.input),
    at: deps.now(),
    is_ok: found.ok,
    entries: BigInt(found.entries),
    rows: BigInt(found.rows),
    seconds: seconds.toFixed(3),
    size: BigInt(found.checkpoint?.size ?? 0),
    findings: JSON.stringify(found.findings.slice(0, findingsKept)),
  }
  await inTransaction(deps.worker, [], (tx) => insertVerification(tx, row))
}

function starterOf(input: unknown): string {
  const by: unknown = typeof input === 'object' && input !== null && 'by' in input ? input.by : undefined
  return typeof by === 'string' ? by : 'system'
}

/** Progress is told from inside a tight loop, so it is stored once a second and never waited for there. */
function reportEachSecond(run: LongJobRun) {
  let last = monotonicMs()
  let storing: Promise<unknown> = Promise.resolve()
  return {
    progress: (part: 'entries' | 'rows', done: number): void => {
      const now = monotonicMs()
      if (now - last < 1_000) return
      last = now
      storing = storing.then(() => run.report(done, undefined, part))
      // The fault is thrown where it is waited for; until then it must not count as unhandled.
      storing.catch(() => undefined)
    },
    settled: () => storing,
  }
}
