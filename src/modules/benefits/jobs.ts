import type { z } from 'zod'
import type { jobJson } from '../../contract/register.ts'
import { formatMoment } from '../../kernel/format.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import type { LongJob } from '../../platform/jobs/long-job.ts'
import { zoneOf } from '../access/index.ts'
import { exportKindName } from './export.ts'
import type { ExportResult } from './export-file.ts'
import { sayOf, type RegisterReader } from './words.ts'

type Job = z.output<typeof jobJson>

/** What other modules say of their own long work: the title, and what came out. */
export type JobWords = {
  readonly title: (reader: Pick<RegisterReader, 'language'>, job: LongJob) => string
  readonly result: (reader: Pick<RegisterReader, 'language'>, job: LongJob) => string
}

/** Long work as one row: how far it is, what is left, what came out. */
export function jobRow(reader: RegisterReader, job: LongJob, words: Readonly<Record<string, JobWords>>): Job {
  const isOver = job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
  const own = words[job.kind]
  return {
    jobId: job.id,
    title: titleOfJob(reader, job, own),
    state: job.state,
    done: job.done,
    ...(job.total === undefined ? {} : { total: job.total }),
    text: textOfJob(reader, job, own),
    cancel: isOver
      ? { can: false, why: sayOf(reader, 'job.cancel_over') }
      : { can: true, needsReason: false, needsFactor: false },
  }
}

function titleOfJob(reader: RegisterReader, job: LongJob, own: JobWords | undefined): string {
  if (job.kind === exportKindName) return sayOf(reader, 'export.title')
  return own ? own.title(reader, job) : sayOf(reader, 'job.other')
}

function textOfJob(reader: RegisterReader, job: LongJob, own: JobWords | undefined): string {
  switch (job.state) {
    case 'waiting':
      return sayOf(reader, 'job.waiting')
    case 'running':
      return job.problem === undefined ? timeLeft(reader, job) : sayOf(reader, 'job.again')
    case 'failed':
      return sayOf(reader, 'job.failed')
    case 'cancelled':
      return sayOf(reader, 'job.cancelled')
    case 'done':
      return own ? own.result(reader, job) : exportText(reader, job)
  }
}

function exportText(reader: RegisterReader, job: LongJob): string {
  const result = exportResult(job)
  if (!result) return sayOf(reader, 'job.done')
  const zone = zoneOf(reader.organisation, reader.actor.entityIds[0])
  return sayOf(reader, 'job.exported', {
    count: result.rows,
    until: formatMoment(result.until, zone, reader.now),
  })
}

/** By the pace so far; nothing is promised before a tenth is done. */
function timeLeft(reader: RegisterReader, job: LongJob): string {
  const { done, total } = job
  if (total === undefined || done === 0 || done * 10 < total) return sayOf(reader, 'job.running')
  const spent = Date.parse(reader.now) - Date.parse(job.madeAt)
  const minutes = Math.round((spent / done) * (total - done)) / 60_000
  return minutes < 1
    ? sayOf(reader, 'job.left_seconds')
    : sayOf(reader, 'job.left_minutes', { count: Math.round(minutes) })
}

/** The file of a finished export. */
export function exportResult(job: LongJob): ExportResult | undefined {
  const { result } = job
  if (job.kind !== exportKindName || job.state !== 'done') return undefined
  if (typeof result !== 'object' || result === null || !('digest' in result)) return undefined
  return result as ExportResult
}

/** True while the link of an export holds. */
export function holds(result: ExportResult, now: Instant): boolean {
  return now < result.until
}

/** Logs that somebody asked long work to stop; the job itself is told after the commit. */
export const cancelCommand: Command<{ readonly jobId: string }, undefined, { readonly jobId: string }> = {
  operation: 'jobs.cancel',
  load: async () => undefined,
  decide: (_, { body }) => ({
    answer: body,
    object: { type: 'job', id: body.jobId },
    reason: null,
    changes: [],
  }),
}
