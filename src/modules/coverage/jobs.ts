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
import { readStoredFile, storeFile, type FileStore } from '../../platform/files.ts'
import { longJobDraft, type LongJobKind, type LongJobRun } from '../../platform/jobs/long-job.ts'
import type { Instant } from '../../kernel/time.ts'
import { mayWith, type Organisation } from '../access/index.ts'
import { compareJournal } from './compare.ts'
import { recordComparison } from './record.ts'

/** What comparisons that run in the background are made with; filled in `app`. */
export type CoverageDeps = {
  readonly door: Door
  readonly files: FileStore
  readonly newId: (kind: IdKind) => string
  readonly now: () => Instant
  readonly organisation: (tx: Transaction) => Promise<Organisation>
}

/** The name of this kind of long work. */
export const coverageKindName = 'coverage'

/** A journal that somebody hands in; its digest stands for its bytes in the hash of the body. */
export type StartBody = {
  readonly digest: string
  readonly name: string
  readonly entityId: string
  readonly sheet?: string
}

const jobInput = z.strictObject({
  digest: z.string(),
  name: z.string(),
  entityId: z.string(),
  sheet: z.string().optional(),
  by: z.strictObject({
    personId: z.string(),
    accountId: z.string(),
    language: z.enum(['zh-CN', 'en']),
    entityIds: z.array(z.string()),
  }),
})

/** Keeps the file, encrypted, and begins the long work in the same transaction. */
export function startComparison(
  deps: CoverageDeps,
  bytes: Buffer,
): Command<StartBody, Refusal | undefined, { readonly jobId: string }> {
  return {
    operation: 'coverage.start',
    load: async (tx, [call]) => {
      if (bytes.length === 0) return refuse('platform.file_empty')
      // The reader tells the formats apart by content; what is no table is refused by it, in words.
      await storeFile(deps.files, tx, bytes, call?.at ?? '', 'application/octet-stream')
      return undefined
    },
    decide: (empty, call) => {
      const id = deps.newId('job')
      const object = { type: 'job', id }
      const { actor, body, at } = call
      const may = mayWith(actor, 'coverage.start', { entityId: body.entityId })
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
        reason: because('coverage.handed_in', { name: body.name }),
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
  input: z.infer<typeof jobInput>,
  actor: Actor,
): Promise<CanonicalValue | undefined> {
  const { pool } = deps.door
  const bytes = await readOnly(pool, [actor], (tx) => readStoredFile(deps.files, tx, input.digest))
  if (!bytes) throw new Error(`the file ${input.digest} of a comparison is not stored`)
  const organisation = () => readOnly(pool, [actor], deps.organisation)
  const compared = await compareJournal(
    { pool, organisation },
    {
      source: pieces(bytes),
      entity: input.entityId,
      sheet: input.sheet,
      actor,
      language: input.by.language,
      onLine: (lines) => run.report(lines, undefined, ''),
    },
  )
  if (compared === 'stopped') return undefined
  if (isRefusal(compared)) return { refused: true, code: compared.code, params: compared.params }
  const body = { entityId: input.entityId, name: input.name, sha256: compared.journal.sha256 }
  const call = { key: `job:${run.id}`, actor, at: deps.now(), body }
  const [outcome] = await act(deps.door, recordComparison(deps.newId, compared), [call])
  if (outcome?.kind !== 'done') throw new Error('a comparison is kept')
  return { runId: outcome.answer.runId }
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const size = 1 << 18
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
