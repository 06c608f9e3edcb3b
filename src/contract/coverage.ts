import { z } from 'zod'
import { id, instant, localDate, moneyJson, proposalAnswer } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson } from './screens.ts'

const count = z.int().min(0)
const sums = { total: moneyJson, matched: moneyJson, explained: moneyJson, unexplained: moneyJson }
const rate = z.string().regex(/^-?[0-9]+\.[0-9]$/)
const lineState = z.enum(['open', 'waiting', 'explained', 'matched'])

/** Takes the journal (序时账) of one company and compares it with the register as long work. */
export const startCoverage = operation({
  id: 'coverage.start',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage',
  summary: 'Compare a journal of the general ledger with the register',
  body: z.strictObject({
    entityId: id,
    /** The sheet of a workbook by its name; needed where several hold something. */
    sheet: z.string().min(1).max(200).optional(),
  }),
  takesFiles: true,
  answer: z.strictObject({ jobId: id }),
  status: 202,
  refusals: ['coverage.no_file', 'access.other_entity', 'platform.file_empty'],
})

/** How far a comparison is, and what came of it. */
export const coverageJob = operation({
  id: 'coverage.job',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage-jobs/:jobId',
  summary: 'Progress and result of a comparison',
  params: z.strictObject({ jobId: id }),
  answer: z.strictObject({
    jobId: id,
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    lines: count,
    runId: id.optional(),
    refused: z.strictObject({ code: z.string(), says: z.string(), wayOut: z.string() }).optional(),
  }),
})

const run = z.strictObject({
  runId: id,
  entityId: id,
  fileName: z.string(),
  sha256: z.string(),
  from: localDate,
  until: localDate,
  lines: count,
  /** Lines that could not be read. */
  unread: count,
  /** Benefits of the register that the journal does not show. */
  unbooked: count,
  /** Lines with weaker signs, beyond the room of the list. */
  unlisted: count,
  spend: moneyJson,
  comparedBy: z.string(),
  comparedAt: instant,
})

/** The comparisons of an entity, newest first. */
export const coverageRuns = operation({
  id: 'coverage.runs',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage',
  summary: 'Comparisons with the general ledger',
  query: z.strictObject({ entityId: id }),
  answer: z.strictObject({ items: z.array(run) }),
})

/** One comparison: for each account registered + explained + unexplained = total, to the cent. */
export const coverageRun = operation({
  id: 'coverage.run',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage/:runId',
  summary: 'One comparison with its accounts and its certificate',
  params: z.strictObject({ runId: id }),
  answer: z.strictObject({
    run,
    whole: z.strictObject({ ...sums, coverage: rate }),
    accounts: z.array(
      z.strictObject({ code: z.string(), name: z.string(), kind: z.string(), lines: count, ...sums }),
    ),
    listed: z.strictObject({ open: count, waiting: count, explained: count, matched: count }),
    certificate: z
      .strictObject({
        certificateId: id,
        coverage: rate,
        ...sums,
        statement: z.string(),
        signedBy: z.string(),
        signedAt: instant,
      })
      .optional(),
    sign: permissionJson,
  }),
})

/** The lines that a person should look at, the strongest signs first. */
export const coverageLines = operation({
  id: 'coverage.lines',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage/:runId/lines',
  summary: 'Lines of a journal that a person should look at',
  params: z.strictObject({ runId: id }),
  query: z.strictObject({
    state: lineState.optional(),
    /** The place behind which the page begins. */
    after: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        lineId: id,
        place: z.int().min(1),
        line: z.int().min(1),
        day: localDate,
        voucher: z.string(),
        account: z.string(),
        text: z.string(),
        payee: z.string(),
        amount: moneyJson,
        score: z.int(),
        why: z.string(),
        state: lineState,
        benefitId: id.optional(),
        reason: z.string().optional(),
        markedBy: z.string().optional(),
        confirmedBy: z.string().optional(),
      }),
    ),
    next: z.int().optional(),
  }),
})

const onLine = z.strictObject({ runId: id, lineId: id })
const marked = z.strictObject({ lineId: id, state: lineState })

/** Says of a line that it is no benefit, with the reason and where its proof lies; or which benefit it is. */
export const markCoverage = operation({
  id: 'coverage.mark',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage/:runId/lines/:lineId/mark',
  summary: 'Explain a line of a journal, or match it to a benefit',
  params: onLine,
  body: z.strictObject({ benefitId: id.optional(), reason: z.string().trim().min(5).max(1_000) }),
  answer: marked,
  refusals: [
    'coverage.line_settled',
    'coverage.benefit_unknown',
    'coverage.signed_already',
    'access.other_entity',
    'platform.not_found',
  ],
})

/** The second person's word on a larger spend that is said to be no benefit. */
export const confirmCoverage = operation({
  id: 'coverage.confirm',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage/:runId/lines/:lineId/confirm',
  summary: 'Confirm or decline what was said of a line',
  params: onLine,
  body: proposalAnswer,
  answer: marked,
  refusals: [
    'coverage.not_waiting',
    'coverage.confirmed_by_another',
    'coverage.signed_already',
    'access.other_entity',
    'platform.not_found',
  ],
})

/** Signs the completeness certificate (完整性证明) of a journal; its entry stands in the log. */
export const signCoverage = operation({
  id: 'coverage.sign',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage/:runId/sign',
  summary: 'Sign the completeness certificate of a journal',
  security: 'factor',
  params: z.strictObject({ runId: id }),
  body: z.strictObject({ statement: z.string().trim().min(5).max(2_000) }),
  answer: z.strictObject({ certificateId: id, coverage: rate }),
  refusals: [
    'coverage.signed_already',
    'coverage.lines_unread',
    'coverage.not_tied',
    'coverage.marks_wait',
    'coverage.signed_by_another',
    'access.other_entity',
    'platform.not_found',
  ],
})

/** The operations of the comparison with the general ledger. */
export const coverageOperations = [
  startCoverage,
  coverageJob,
  coverageRuns,
  coverageRun,
  coverageLines,
  markCoverage,
  confirmCoverage,
  signCoverage,
] as const
