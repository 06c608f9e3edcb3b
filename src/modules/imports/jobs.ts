import { z } from 'zod'
import { because } from '../../kernel/because.ts'
import type { CanonicalValue } from '../../kernel/canonical.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { readStoredFile, storeFile, type FileStore } from '../../platform/files.ts'
import { longJobDraft, type LongJobKind, type LongJobRun } from '../../platform/jobs/long-job.ts'
import { looseningNote, type Organisation } from '../access/index.ts'
import type { ImportDeps } from './deps.ts'
import { entityFor } from './entity.ts'
import { findProfile } from './profiles/shipped.ts'
import { runImport } from './run.ts'
import { mayOnRun } from './sight.ts'
import { loadRun } from './store.ts'
import { undoImport } from './undo.ts'
import { askSecond, interestIn, loadUndoing, needsSecond, type Undoing } from './undo-second.ts'
import type { RunRow } from './tables.ts'

/** What imports that run in the background are made with. */
export type ImportJobDeps = ImportDeps & { readonly files: FileStore }

const person = z.strictObject({
  personId: z.string(),
  accountId: z.string(),
  language: z.enum(['zh-CN', 'en']),
  entityIds: z.array(z.string()),
})

const importInput = z.strictObject({
  what: z.literal('import'),
  digest: z.string(),
  name: z.string(),
  profile: z.string(),
  isDryRun: z.boolean(),
  entityId: z.string().optional(),
  sheet: z.string().optional(),
  by: person,
})
const undoInput = z.strictObject({
  what: z.literal('undo'),
  runId: z.string(),
  reason: z.string(),
  by: person,
})
const jobInput = z.discriminatedUnion('what', [importInput, undoInput])

/** The name of this kind of long work. */
export const importKindName = 'import'

/** A file that somebody hands in. Its digest stands for its bytes in the hash of the body. */
export type UploadBody = {
  readonly digest: string
  readonly name: string
  readonly profile: string
  readonly isDryRun: boolean
  readonly entityId?: string
  readonly sheet?: string
}

type Uploaded = { readonly refusal: Refusal } | { readonly organisation: Organisation }

/** Keeps the file, encrypted, and begins the long work in the same transaction. */
export function uploadImport(
  deps: ImportJobDeps,
  contents: ReadonlyMap<string, Buffer>,
): Command<UploadBody, Uploaded, { readonly jobId: string }> {
  return {
    operation: 'imports.start',
    load: async (tx, calls) => {
      for (const call of calls) {
        const bytes = contents.get(call.body.digest)
        if (!bytes) throw new Error('a file that is handed in has its content')
        if (bytes.length === 0) return { refusal: refuse('platform.file_empty') }
        // The reader tells the formats apart by content; what is no table is refused by it, in words.
        await storeFile(deps.files, tx, bytes, call.at, 'application/octet-stream')
      }
      return { organisation: await deps.own.organisation(tx) }
    },
    decide: (uploaded, call) => {
      const id = deps.newId('job')
      const object = { type: 'job', id }
      if ('refusal' in uploaded) return { refusal: uploaded.refusal, object }
      const { actor, body } = call
      const profile = findProfile(body.profile)
      if (isRefusal(profile)) return { refusal: profile, object }
      const found = entityFor(uploaded.organisation, profile, body.entityId, actor)
      if (isRefusal(found)) return { refusal: found, object }
      const { entityId: _, ...file } = body
      const forEntity = found === undefined ? {} : { entityId: found }
      const input = { what: 'import', ...file, ...forEntity, by: whoOf(actor) } as const
      const reason = because('imports.file_handed_in', { profile: body.profile })
      const jobs = [jobOf(id, call.actor, input, call.at)]
      return { answer: { jobId: id }, object, reason, changes: [], jobs }
    },
  }
}

/** Which import is undone, and why. */
export type UndoBody = { readonly runId: string; readonly reason: string }

type Asked = { readonly run: RunRow; readonly undoing: Undoing } | undefined

/** Begun at once, or asked of a second person. */
type UndoAnswer = { readonly jobId: string } | { readonly proposalId: string }

/**
 * Begins the undoing of an import, when it can be undone. What counts in our own sums leaves them by two
 * people: then it asks the second one, who begins it by confirming.
 */
export function askUndo(deps: ImportDeps): Command<UndoBody, Asked, UndoAnswer> {
  return {
    operation: 'imports.undo',
    load: async (tx, [call]) => {
      const run = await loadRun(tx, call?.body.runId ?? '')
      return run && { run, undoing: await loadUndoing(deps, tx, run, call?.at ?? '') }
    },
    decide: (asked, call) => {
      const { runId, reason } = call.body
      const object = { type: 'import', id: runId }
      if (!asked) return { refusal: refuse('imports.run_unknown', { run: runId }), object }
      const { run, undoing } = asked
      const may = mayOnRun(call.actor, 'imports.undo', run)
      if (!may.can) return { refusal: may.refusal, object }
      const objection = undoneAlready(run) ?? interestIn(undoing, call.actor)
      if (objection) return { refusal: objection, object }
      if (!needsSecond(undoing)) {
        const job = undoJob(deps)(runId, reason, call)
        return { answer: { jobId: job.id }, object, reason, changes: [], jobs: [job] }
      }
      const asking = askSecond(deps, undoing, run, call)
      if (isRefusal(asking)) return { refusal: asking, object }
      const note = looseningNote(undoing.subjects)
      return { answer: { proposalId: asking.id }, object, reason, ...note, changes: asking.changes }
    },
  }
}

function undoneAlready(run: RunRow): Refusal | undefined {
  if (run.reverses !== null) return refuse('imports.is_an_undo')
  return run.state === 'undone' ? refuse('imports.undone_already') : undefined
}

/** The undoing of an import as long work, in the name of whoever begins it. */
export function undoJob(deps: Pick<ImportDeps, 'newId'>) {
  return (runId: string, reason: string, { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>) => {
    const id = deps.newId('job')
    const input = { what: 'undo', runId, reason, by: whoOf(actor) } as const
    return { ...jobOf(id, actor, input, at), id }
  }
}

function whoOf(actor: Actor) {
  const { personId, accountId, language, entityIds } = actor
  return { personId, accountId, language, entityIds: [...entityIds] }
}

function jobOf(id: string, actor: Actor, input: CanonicalValue, now: string) {
  const { personId: startedBy, entityIds } = actor
  return longJobDraft({ id, kind: importKindName, startedBy, entityIds, input, now })
}

/** Imports and their undoing as long work: with progress, stopped between two sets, resumed after a crash. */
export function importKind(deps: ImportJobDeps): LongJobKind {
  return {
    kind: importKindName,
    run: async (run) => {
      const input = jobInput.parse(run.input)
      const { by } = input
      // It acts for whoever asked, whose right to import was checked then.
      const actor: Actor = { ...systemActor, ...by, via: 'import' }
      return input.what === 'import' ? importOne(deps, run, input, actor) : undoOne(deps, run, input, actor)
    },
  }
}

async function importOne(
  deps: ImportJobDeps,
  run: LongJobRun,
  input: z.infer<typeof importInput>,
  actor: Actor,
): Promise<CanonicalValue | undefined> {
  const profile = findProfile(input.profile)
  if (isRefusal(profile)) return resultOf(profile)
  const bytes = await readOnly(deps.pool, [actor], (tx) => readStoredFile(deps.files, tx, input.digest))
  if (!bytes) throw new Error(`the file ${input.digest} of an import is not stored`)
  const report = await runImport(deps, {
    profile,
    file: { name: input.name, open: () => pieces(bytes) },
    actor,
    isDryRun: input.isDryRun,
    key: `job:${run.id}`,
    language: input.by.language,
    entityId: input.entityId,
    sheet: input.sheet,
    onProgress: (done, total) => run.report(done, total, ''),
  })
  if (!isRefusal(report) && report.state === 'cancelled') return undefined
  return resultOf(report)
}

async function undoOne(
  deps: ImportJobDeps,
  run: LongJobRun,
  { runId, reason }: z.infer<typeof undoInput>,
  actor: Actor,
): Promise<CanonicalValue | undefined> {
  const onProgress = (done: number, total: number) => run.report(done, total, '')
  const undone = await undoImport(deps, { runId, reason, actor, key: `job:${run.id}`, onProgress })
  return !isRefusal(undone) && undone.state === 'cancelled' ? undefined : resultOf(undone)
}

/** Reports hold whole numbers and texts only, so canonical bytes can carry them. */
function resultOf(result: object): CanonicalValue {
  return result as CanonicalValue
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const size = 1 << 18
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
