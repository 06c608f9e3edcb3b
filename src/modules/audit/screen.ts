import type { z } from 'zod'
import type { entryProof, logEntries, logState, verificationResult } from '../../contract/log.ts'
import { toBase64 } from '../../kernel/bytes.ts'
import type { Finding } from '../../kernel/finding.ts'
import { formatMoment } from '../../kernel/format.ts'
import { isId } from '../../kernel/id.ts'
import { timeAgo } from '../../kernel/relative-time.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { LongJob } from '../../platform/jobs/long-job.ts'
import { operationWord } from '../../texts/audit.ts'
import { logTexts } from '../../texts/log.ts'
import { refusalText } from '../../texts/refusals/index.ts'
import { fill, type Language } from '../../texts/text.ts'
import { mayWith, staffRefOf, type Organisation } from '../access/index.ts'
import { lagAlarmMs, lagMs } from './domain.ts'
import { findingText, kindWord, sinkName, sinkProblemText, verificationText } from './present.ts'
import type { ListedEntry, Numbering, VerificationRow } from './store-screen.ts'
import type { SinkRow } from './store-sinks.ts'
import type { StoredCheckpoint } from './store-log.ts'

/** For whom and as of when the log is put into words. */
export type LogReader = {
  readonly actor: Actor
  readonly language: Language
  readonly now: Instant
  readonly zone: string
  readonly organisation: Organisation
}

type State = z.input<(typeof logState)['answer']>
type Result = z.input<(typeof verificationResult)['answer']>
type EntryJson = z.input<(typeof logEntries)['answer']>['rows'][number]
export type ProofJson = z.input<(typeof entryProof)['answer']>

const say = (reader: LogReader, key: keyof typeof logTexts, params: Record<string, string | number> = {}) =>
  fill(logTexts[key], reader.language, params)

/** A moment in the reader's words. */
export function whenOf({ zone, now, language }: LogReader, at: Instant) {
  return { at, text: formatMoment(at, zone, now), ago: timeAgo(at, { now, zone, language }) }
}

/** A person by name, the product itself by its word. */
export function nameFor(reader: LogReader, personId: string): string {
  if (personId === 'system' || personId === '') return say(reader, 'log.system')
  if (personId === 'guest') return say(reader, 'log.guest')
  const { organisation, language, now } = reader
  return staffRefOf({ organisation, language, today: now.slice(0, 10), personId }, personId).name
}

/** The state of the log, as its screen shows it. */
export function stateJson(
  reader: LogReader,
  found: {
    numbering: Numbering
    checkpoint: StoredCheckpoint | undefined
    sinks: readonly SinkRow[]
    last: VerificationRow | undefined
    running: LongJob | undefined
  },
): State {
  const { numbering, checkpoint, sinks, last, running } = found
  const entries = numbering.numbered + numbering.waiting
  const seen = sinks.reduce((most, { size }) => Math.max(most, Number(size)), 0)
  const unseen = Math.max(0, entries - seen)
  return {
    entries,
    unnumbered: numbering.waiting,
    lag: lagJson(reader, numbering),
    ...(checkpoint ? { checkpoint: checkpointJson(reader, checkpoint) } : {}),
    sinks: sinks.map((sink) => sinkJson(reader, sink, Number(checkpoint?.size ?? 0n))),
    window: say(reader, unseen === 0 ? 'log.window.none' : 'log.window.some', { count: unseen }),
    ...(last ? { last: resultJson(reader, last) } : {}),
    ...(running ? { running: jobOf(reader, running) } : {}),
    verify: permissionFor(reader, 'audit.verify'),
    readEntries: permissionFor(reader, 'audit.entries'),
  }
}

function lagJson(reader: LogReader, { waiting, since }: Numbering): State['lag'] {
  const ms = lagMs(since, reader.now)
  const text =
    waiting === 0
      ? say(reader, 'log.lag.none')
      : say(reader, 'log.lag.waiting', { count: waiting, seconds: Math.ceil(ms / 1_000) })
  return { text, isLate: ms > lagAlarmMs }
}

function checkpointJson(reader: LogReader, { size, root, note, at }: StoredCheckpoint) {
  return { size: Number(size), root: toBase64(root), when: whenOf(reader, at), note }
}

function sinkJson(reader: LogReader, sink: SinkRow, size: number): State['sinks'][number] {
  const behind = size - Number(sink.size)
  const standing =
    behind > 0 ? say(reader, 'log.sink.behind', { count: behind }) : say(reader, 'log.sink.current')
  return {
    name: sinkName(sink.name, reader.language),
    size: Number(sink.size),
    ...(sink.sent_at === null ? {} : { when: whenOf(reader, sink.sent_at) }),
    text: sink.problem === null ? standing : sinkProblemText(sink.problem, reader.language),
  }
}

/** Whether the reader may use an operation, and why not. */
function permissionFor(reader: LogReader, operation: string): State['verify'] {
  const permission = mayWith(reader.actor, operation, {})
  if (permission.can) return { can: true, needsReason: false, needsFactor: false }
  const { code, params } = permission.refusal
  return { can: false, why: fill(refusalText(code).says, reader.language, params) }
}

const findingsShown = 200

/** A verification in words. Its findings name rows of every entity, so only those who may verify see them. */
function resultJson(reader: LogReader, row: VerificationRow): NonNullable<State['last']> {
  const all: Finding[] = JSON.parse(row.findings)
  const shown = mayWith(reader.actor, 'audit.verification', {}).can ? all.slice(0, findingsShown) : []
  const counts = { entries: Number(row.entries), rows: Number(row.rows) }
  return {
    jobId: row.job_id,
    when: whenOf(reader, row.at),
    by: nameFor(reader, row.started_by),
    isOk: row.is_ok,
    ...counts,
    seconds: Number(row.seconds),
    size: Number(row.size),
    findings: shown.map((finding) => ({
      ...finding,
      kindWord: kindWord(finding, reader.language),
      text: findingText(finding, reader.language),
    })),
    text: verificationText({ ...counts, findings: all.length }, reader.language),
  }
}

/** One verification: how far it is, and what it found. */
export function verificationJson(reader: LogReader, job: LongJob, row: VerificationRow | undefined): Result {
  return { job: jobOf(reader, job), ...(row ? { result: resultJson(reader, row) } : {}) }
}

function jobOf(reader: LogReader, job: LongJob): Result['job'] {
  return {
    jobId: job.id,
    title: say(reader, 'log.job.title'),
    state: job.state,
    done: job.done,
    ...(job.total === undefined ? {} : { total: job.total }),
    text: jobText(reader, job),
    cancel: { can: false, why: say(reader, 'log.job.no_cancel') },
  }
}

function jobText(reader: LogReader, job: LongJob): string {
  if (job.problem !== undefined && job.state !== 'done') return say(reader, 'log.job.failed')
  if (job.state !== 'running') return say(reader, `log.job.${job.state}`)
  return say(reader, job.cursor === 'rows' ? 'log.job.rows' : 'log.job.entries', { count: job.done })
}

/** An entry of the list. */
export function entryJson(reader: LogReader, entry: ListedEntry): EntryJson {
  const { object_type: type, object_id: id } = entry
  return {
    ...(entry.number === null ? {} : { number: Number(entry.number) }),
    entryId: String(entry.id),
    when: whenOf(reader, entry.at),
    actor: nameFor(reader, entry.person_id),
    operation: entry.operation,
    text: operationWord(entry.operation, reader.language),
    object: { type, id, ...(isId('request', id) ? { requestId: id } : {}) },
    isRefused: entry.is_refused,
  }
}
