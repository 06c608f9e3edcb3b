import type { Pool } from 'pg'
import { z } from 'zod'
import { because } from '../../kernel/because.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import type { IdKind } from '../../kernel/id.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { FeedEntry } from '../../platform/feed.ts'
import { readStoredFile, storeFile, type FileStore } from '../../platform/files.ts'
import { findLongJob, longJobDraft, type LongJobKind, type LongJobRun } from '../../platform/jobs/long-job.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { mayWith, type Organisation } from '../access/index.ts'
import { compareJournal, type FindPool } from './compare.ts'
import { storedPool } from './pool/standing.ts'
import { recordComparison, type HandedIn } from './record.ts'
import { latestWithPool, loadLines } from './store.ts'
import type { LineRow } from './tables.ts'

/** What comparisons that run in the background are made with; filled in `app`. */
export type CoverageDeps = {
  readonly door: Door
  readonly files: FileStore
  readonly newId: (kind: IdKind) => string
  readonly now: () => Instant
  readonly dayAt: (at: Instant) => LocalDate
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  /** What the log tells about an object, oldest first. */
  readonly entriesOf: (
    tx: Transaction,
    object: { readonly type: string; readonly id: string },
  ) => Promise<readonly FeedEntry[]>
}

/** The name of this kind of long work. */
export const coverageKindName = 'coverage'

/**
 * A journal that somebody hands in, with a list of e-invoices; digests stand for bytes in the hash of the
 * body.
 */
export type StartBody = {
  readonly digest: string
  readonly name: string
  readonly entityId: string
  readonly sheet?: string
  readonly pool?: HandedIn
}

const jobInput = z.strictObject({
  digest: z.string(),
  name: z.string(),
  entityId: z.string(),
  sheet: z.string().optional(),
  pool: z.strictObject({ name: z.string(), digest: z.string() }).optional(),
  by: z.strictObject({
    personId: z.string(),
    accountId: z.string(),
    language: z.enum(['zh-CN', 'en']),
    entityIds: z.array(z.string()),
  }),
})

type JobInput = z.infer<typeof jobInput>

/**
 * Keeps the files, encrypted, and begins the long work in the same transaction. A list of e-invoices may be
 * handed in for a journal that is compared already: both are compared anew then.
 */
export function startComparison(
  deps: CoverageDeps,
  operation: 'coverage.start' | 'coverage.add_pool',
  files: readonly Buffer[],
): Command<StartBody, Refusal | undefined, { readonly jobId: string }> {
  return {
    operation,
    load: async (tx, [call]) => {
      if (files.some((bytes) => bytes.length === 0)) return refuse('platform.file_empty')
      // The reader tells the formats apart by content; what is no table is refused by it, in words.
      for (const bytes of files)
        await storeFile(deps.files, tx, bytes, call?.at ?? '', 'application/octet-stream')
      return undefined
    },
    decide: (empty, call) => {
      const id = deps.newId('job')
      const object = { type: 'job', id }
      const { actor, body, at } = call
      const may = mayWith(actor, operation, { entityId: body.entityId })
      const refusal = may.can ? empty : may.refusal
      if (refusal) return { refusal, object }
      const { personId, accountId, language, entityIds } = actor
      const by = { personId, accountId, language, entityIds: [...entityIds] }
      const input = { ...body, by }
      const job = { id, kind: coverageKindName, startedBy: personId, entityIds, input, now: at }
      return {
        answer: { jobId: id },
        object,
        entityId: body.entityId,
        reason: because('coverage.handed_in', {
          name: [body.name, body.pool?.name].filter((name) => name !== undefined).join('、'),
        }),
        changes: [],
        jobs: [longJobDraft(job)],
      }
    },
  }
}

/** Comparisons as long work: with progress, stopped between two pieces of the file. */
export function coverageKind(deps: CoverageDeps): LongJobKind {
  return {
    kind: coverageKindName,
    run: async (run) => {
      const input = jobInput.parse(run.input)
      // It acts for whoever asked, whose right was checked then.
      const actor: Actor = { ...systemActor, ...input.by, via: 'import' }
      return compareOne(deps, run, input, actor)
    },
  }
}

async function compareOne(
  deps: CoverageDeps,
  run: LongJobRun,
  input: JobInput,
  actor: Actor,
): Promise<CanonicalValue | undefined> {
  const { pool } = deps.door
  const { entityId, name, digest, sheet } = input
  const reading = <Found>(query: (tx: Transaction) => Promise<Found>) => readOnly(pool, [actor], query)
  const { find, used } = await poolOf(deps, input, reading)
  const compared = await compareJournal(
    { pool, organisation: () => reading(deps.organisation) },
    {
      source: pieces(await storedBytes(deps, digest, reading)),
      entity: entityId,
      sheet,
      pool: find,
      actor,
      language: input.by.language,
      today: deps.dayAt(deps.now()),
      onLine: (lines) => run.report(lines, undefined, ''),
    },
  )
  if (compared === 'stopped') return undefined
  if (isRefusal(compared)) return { refused: true, code: compared.code, params: compared.params }
  const list = used()
  const body = {
    entityId,
    name,
    sha256: digest,
    ...(sheet !== undefined && { sheet }),
    ...(list && { pool: list }),
  }
  const call = { key: `job:${run.id}`, actor, at: deps.now(), body }
  const [outcome] = await act(deps.door, recordComparison(deps.newId, compared), [call])
  if (outcome?.kind !== 'done') throw new Error('a comparison is kept')
  return { runId: outcome.answer.runId }
}

type Reading = <Found>(query: (tx: Transaction) => Promise<Found>) => Promise<Found>

/**
 * The list of e-invoices of a comparison: the one that was handed in, or the latest one of the entity where
 * it is of the months of the journal. So a journal that is handed in again keeps its list.
 */
async function poolOf(deps: CoverageDeps, { entityId, pool: given }: JobInput, reading: Reading) {
  const last = given ? undefined : await reading((tx) => latestWithPool(tx, entityId))
  const known = storedPool(last?.pool ?? null)
  let used = given
  const find: FindPool = async ({ from, to }) => {
    const month = (day: string) => day.slice(0, 7)
    if (!used && known && month(known.from) <= month(to) && month(known.to) >= month(from))
      used = { name: known.name, digest: known.sha256 }
    return used && pieces(await storedBytes(deps, used.digest, reading))
  }
  return { find, used: () => used }
}

async function storedBytes(deps: CoverageDeps, digest: string, reading: Reading): Promise<Buffer> {
  const bytes = await reading((tx) => readStoredFile(deps.files, tx, digest))
  if (!bytes) throw new Error(`the file ${digest} of a comparison is not stored`)
  return bytes
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const size = 1 << 18
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The comparison that a job has kept, with the lines of its work list. */
export async function linesOfJob(
  pool: Pool,
  actor: Actor,
  jobId: string,
): Promise<{ readonly runId: string; readonly lines: readonly LineRow[] }> {
  const result = keptJson.parse((await findLongJob(pool, jobId))?.result)
  const lines = await readOnly(pool, [actor], (tx) => loadLines(tx, result.runId))
  return { runId: result.runId, lines }
}

const keptJson = z.object({ runId: z.string() })
