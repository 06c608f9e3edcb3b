import { z } from 'zod'
import { id, moneyJson, outcome } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson, whenJson } from './screens.ts'

const rows = z.int().min(0)

const counts = {
  rows,
  accepted: rows,
  held: rows,
  rejected: rows,
  duplicates: rows,
  nil: rows,
}

const stopRule = z.strictObject({
  ruleId: z.string(),
  outcome,
  title: z.string(),
  /** Empty for a rule of the company's own. */
  clause: z.string(),
  text: z.string(),
  rows,
  sums: z.array(moneyJson),
})

const rowReason = z.strictObject({
  row: z.int().min(1),
  field: z.string(),
  reason: z.string(),
  repair: z.string(),
})

/** What came of a file: `accepted + held + rejected + duplicates + nil = rows`, always. */
export const importReport = z.strictObject({
  ...counts,
  runId: id.optional(),
  outcomes: z.record(outcome, rows),
  /** What the rules of the day would have stopped, and why. */
  stopped: z.array(stopRule),
  /** Facts that a rule needs and the file does not say. */
  missing: z.array(z.strictObject({ fact: z.string(), name: z.string(), rows })),
  assumptions: z.array(z.strictObject({ id: z.string(), says: z.string(), why: z.string(), rows })),
  rejections: z.array(rowReason),
  holds: z.array(rowReason),
})

/** The profiles by which files are read. */
export const importProfiles = operation({
  id: 'imports.profiles',
  kind: 'query',
  method: 'GET',
  path: '/v1/import-profiles',
  summary: 'Profiles for imports',
  answer: z.strictObject({
    items: z.array(
      z.strictObject({ profile: z.string(), title: z.string(), book: z.enum(['observed', 'own']) }),
    ),
  }),
})

/** Takes one file and imports it as long work, or only says what it would store. */
export const startImport = operation({
  id: 'imports.start',
  kind: 'command',
  method: 'POST',
  path: '/v1/imports',
  summary: 'Import a file',
  body: z.strictObject({
    profile: z.string().max(40),
    dryRun: z.enum(['yes', 'no']).default('no'),
    /** Whose own history it is; the first entity of the person when left out. */
    entityId: id.optional(),
  }),
  takesFiles: true,
  answer: z.strictObject({ jobId: id }),
  status: 202,
  refusals: ['imports.no_file', 'imports.profile_unknown', 'platform.file_empty'],
})

const importState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled'])

/** How far an import is, and what came of it. */
export const importJob = operation({
  id: 'imports.job',
  kind: 'query',
  method: 'GET',
  path: '/v1/import-jobs/:jobId',
  summary: 'Progress and result of an import',
  params: z.strictObject({ jobId: id }),
  answer: z.strictObject({
    jobId: id,
    state: importState,
    done: rows,
    total: rows.optional(),
    report: importReport.optional(),
    /** How many rows an undoing reversed. */
    reversed: rows.optional(),
    refused: z.strictObject({ code: z.string(), says: z.string(), wayOut: z.string() }).optional(),
  }),
})

const run = z.strictObject({
  runId: id,
  profile: z.string(),
  book: z.string(),
  fileName: z.string(),
  fileSha256: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'undone']),
  started: whenJson,
  /** The import that this run undid. */
  reverses: id.optional(),
  ...counts,
})

/** The last two hundred imports, newest first. */
export const importRuns = operation({
  id: 'imports.runs',
  kind: 'query',
  method: 'GET',
  path: '/v1/imports',
  summary: 'Imports',
  answer: z.strictObject({ items: z.array(run) }),
})

/** One import with its summary. */
export const importRun = operation({
  id: 'imports.run',
  kind: 'query',
  method: 'GET',
  path: '/v1/imports/:runId',
  summary: 'One import',
  params: z.strictObject({ runId: id }),
  answer: z.strictObject({ run, report: importReport.optional(), undo: permissionJson }),
})

/** The rows that could not enter, with the reason for each and their cells as written, as CSV. */
export const importProblemRows = operation({
  id: 'imports.problems',
  kind: 'query',
  method: 'GET',
  path: '/v1/imports/:runId/problems',
  summary: 'Rejected and held rows as CSV',
  params: z.strictObject({ runId: id }),
  answer: z.unknown(),
})

/** Undoes an import by a reversing batch; nothing is removed. */
export const undoImport = operation({
  id: 'imports.undo',
  kind: 'command',
  method: 'POST',
  path: '/v1/imports/:runId/undo',
  summary: 'Undo an import',
  params: z.strictObject({ runId: id }),
  answer: z.strictObject({ jobId: id }),
  status: 202,
  refusals: ['imports.run_unknown', 'imports.undone_already', 'imports.is_an_undo'],
})

export const importOperations = [
  importProfiles,
  startImport,
  importJob,
  importRuns,
  importRun,
  importProblemRows,
  undoImport,
] as const
