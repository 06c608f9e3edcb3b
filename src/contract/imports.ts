import { z } from 'zod'
import { id, instant, moneyJson, outcome, page } from './common.ts'
import { cursorsOf } from './cursor.ts'
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
  /** The part of the rule; empty for one without a name, left out where earlier rows say only the rule. */
  part: z.string().optional(),
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
  /**
   * How many later benefits would be decided more strictly now; the register marks them. A dry run weighs
   * none again and leaves it out.
   */
  alerts: rows.optional(),
  /** Rows behind which more later benefits stand than were weighed again. */
  alertsCut: rows.default(0),
  assumptions: z.array(z.strictObject({ id: z.string(), says: z.string(), why: z.string(), rows })),
  rejections: z.array(rowReason),
  holds: z.array(rowReason),
  /** Rows that were taken for another one: for a line above in the file, or a row of an earlier import. */
  repeated: z
    .array(
      z.strictObject({ row: z.int().min(1), firstLine: z.int().min(1).optional(), runId: id.optional() }),
    )
    .default([]),
  /** Lines without a benefit, by why they have none. */
  nilReasons: z.record(z.enum(['nil_return', 'empty_line', 'repeated_header', 'total_line']), rows),
  /** How cells were read where that is not self-evident, with an example of each. */
  notes: z.array(z.strictObject({ code: z.string(), rows, row: z.int().min(1), example: z.string() })),
  /**
   * Names that were taken for a known party of another name: a short form, pinyin, a former name, a title.
   * Each pair once, with its rows and the first of them.
   */
  taken: z
    .array(z.strictObject({ written: z.string(), name: z.string(), rows, row: z.int().min(1) }))
    .default([]),
  /** Headings that were not read. */
  unreadColumns: z.array(z.string()),
  /** How many of each list are not named in it: those that wait in a stored import can be downloaded. */
  unlisted: z
    .strictObject({
      rejections: rows,
      holds: rows,
      repeated: rows,
      taken: rows.default(0),
      stopped: rows.default(0),
      missing: rows.default(0),
    })
    .optional(),
  /** Lines of the file below its heading; more than the rows when the import was stopped. */
  lines: rows.optional(),
  /** The sheet of a workbook that was read. */
  sheet: z.string().optional(),
  /** Sheets beside it that hold something and were not read. */
  otherSheets: z.array(z.strictObject({ name: z.string(), isHidden: z.boolean() })).default([]),
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
    /** Whose own history it is, by id or code; may be left out by whoever serves only one entity. */
    entityId: z.string().min(1).max(64).optional(),
    /** The sheet of a workbook by its name; needed where several hold something. */
    sheet: z.string().min(1).max(200).optional(),
  }),
  takesFiles: true,
  answer: z.strictObject({ jobId: id }),
  status: 202,
  refusals: [
    'imports.no_file',
    'imports.profile_unknown',
    'imports.entity_needed',
    'imports.entity_unknown',
    'imports.entity_none',
    'access.other_entity',
    'platform.file_empty',
  ],
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
  /** The sheet of a workbook that was read. */
  sheet: z.string().optional(),
  ...counts,
})

/** A place among the imports: when it began, and which it is. */
export const runCursors = cursorsOf('imports.runs', z.strictObject({ at: instant, id }))

/** The imports, newest first. */
export const importRuns = operation({
  id: 'imports.runs',
  kind: 'query',
  method: 'GET',
  path: '/v1/imports',
  summary: 'Imports',
  query: z.strictObject({
    cursor: runCursors.query,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: page(run),
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

const role = z.enum(['customer', 'person', 'staff'])
const cellText = z.string().max(4_000)
const column = z.string().min(1).max(200)
const cell = z.strictObject({ column, text: z.string() })

/** A row that could not enter, as it stands now. */
const problemRow = z.strictObject({
  problemId: id,
  line: z.int().min(1),
  state: z.enum(['held', 'rejected', 'entered', 'set_aside']),
  /** The cells by the headings of the file; `#3` is a column without a heading of its own. */
  cells: z.array(cell),
  reasons: z.array(rowReason.omit({ row: true })),
})

/** A place among the rows of an import: the line of the file. */
export const problemCursors = cursorsOf('imports.problem_list', z.tuple([z.int().min(1)]))

/** The rows of one import that could not enter, those that still wait first of all. */
export const importProblemList = operation({
  id: 'imports.problem_list',
  kind: 'query',
  method: 'GET',
  path: '/v1/imports/:runId/problem-rows',
  summary: 'Rejected and held rows',
  params: z.strictObject({ runId: id }),
  query: z.strictObject({
    state: z.enum(['open', 'all']).default('open'),
    cursor: problemCursors.query,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: page(problemRow),
})

/** A name of the row that a person must judge, with the known parties or the staff that it may stand for. */
const question = z.strictObject({
  role,
  text: z.string(),
  candidates: z.array(
    z.strictObject({ partyId: z.string(), name: z.string(), verdict: z.enum(['match', 'candidate']) }),
  ),
})

/**
 * One row that could not enter: what it waits for, whom its names may stand for, and what was put right so
 * far.
 */
export const importProblem = operation({
  id: 'imports.problem',
  kind: 'query',
  method: 'GET',
  path: '/v1/imports/:runId/problem-rows/:problemId',
  summary: 'One rejected or held row',
  params: z.strictObject({ runId: id, problemId: id }),
  answer: z.strictObject({
    row: problemRow,
    /** The cells as the file has them. */
    original: z.array(cell),
    names: z.array(question),
    corrections: z.array(
      z.strictObject({
        when: whenJson,
        by: z.string(),
        reason: z.string(),
        result: z.enum(['entered', 'held', 'rejected', 'set_aside']),
        cells: z.array(z.strictObject({ column, was: z.string(), now: z.string() })),
        names: z.array(role),
        benefitId: id.optional(),
      }),
    ),
    correct: permissionJson,
  }),
})

/**
 * Puts one row right in place: other texts for cells, names that were judged, or set aside. It then goes the
 * way of every row of its file. Its cells as the file has them stay.
 */
export const correctImportRow = operation({
  id: 'imports.correct',
  kind: 'command',
  method: 'POST',
  path: '/v1/imports/:runId/problem-rows/:problemId/correct',
  summary: 'Put a rejected or held row right',
  params: z.strictObject({ runId: id, problemId: id }),
  body: z.strictObject({
    cells: z
      .array(z.strictObject({ column, text: cellText }))
      .max(200)
      .default([]),
    parties: z
      .array(
        z.union([
          z.strictObject({ role, partyId: z.string().min(1).max(64) }),
          z.strictObject({
            role,
            isNew: z.literal(true),
            /** The known parties that it resembles and is none of. */
            ruledOut: z.array(z.string().min(1).max(64)).max(50).default([]),
          }),
        ]),
      )
      .max(3)
      .default([]),
    /** It looks like a row that is in the register and is another benefit. */
    isAnother: z.boolean().default(false),
    setAside: z.boolean().default(false),
    reason: z.string().trim().min(1).max(1_000),
  }),
  answer: z.strictObject({
    problemId: id,
    result: z.enum(['entered', 'held', 'rejected', 'set_aside']),
    benefitId: id.optional(),
    outcome: outcome.optional(),
    /** What is left to put right. */
    reasons: z.array(rowReason.omit({ row: true })),
  }),
  refusals: [
    'imports.problem_unknown',
    'imports.problem_settled',
    'imports.heading_unknown',
    'imports.nothing_corrected',
    'imports.column_unknown',
    'imports.correction_empties',
    'imports.staff_unknown',
    'imports.row_known',
    'imports.is_an_undo',
    'imports.undone_already',
    'imports.book_busy',
    'imports.already_running',
    'parties.unknown',
    'parties.look_first',
    'parties.known_already',
    'parties.known_several',
    'parties.match_needs_compliance',
    'parties.of_own_request',
  ],
})

/** Undoes an import by a reversing batch; nothing is removed. */
export const undoImport = operation({
  id: 'imports.undo',
  kind: 'command',
  method: 'POST',
  path: '/v1/imports/:runId/undo',
  summary: 'Undo an import',
  security: 'factor',
  params: z.strictObject({ runId: id }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(1_000) }),
  /** Begun as long work, or asked of a second person where it takes off what counts. */
  answer: z.strictObject({ jobId: id.optional(), proposalId: id.optional() }),
  status: 202,
  refusals: [
    'imports.run_unknown',
    'imports.undone_already',
    'imports.undo_waits',
    'imports.nobody_to_undo',
    'imports.is_an_undo',
    'parties.of_own_request',
  ],
})

export const importOperations = [
  importProfiles,
  startImport,
  importJob,
  importRuns,
  importRun,
  importProblemRows,
  importProblemList,
  importProblem,
  correctImportRow,
  undoImport,
] as const
