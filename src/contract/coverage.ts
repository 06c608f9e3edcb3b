import { z } from 'zod'
import { id, instant, localDate, moneyJson, proposalAnswer } from './common.ts'
import { operation } from './operation.ts'
import { leftOut } from './coverage-accounts.ts'
import { permissionJson } from './screens.ts'

const count = z.int().min(0)
/** `ordinary` is the part of what is explained of which nothing looks like a benefit. */
const sums = {
  total: moneyJson,
  matched: moneyJson,
  explained: moneyJson,
  ordinary: moneyJson.optional(),
  unexplained: moneyJson,
}
const rate = z.string().regex(/^-?[0-9]+\.[0-9]$/)
const lineState = z.enum(['open', 'waiting', 'explained', 'matched', 'declared'])
const share = z.strictObject({ count, sum: moneyJson })
/** What is on record and not in the journal: benefits, and statutory numbers that were looked up. */
const unbookedCounts = z.strictObject({
  benefits: count,
  numbers: z.strictObject({ checked: count, missing: count }).optional(),
})
const poolShares = { total: share, other: share, covered: share, explained: share, open: share }

/**
 * Takes the journal (序时账) of one company, and as a second file the list of the e-invoices that it received,
 * and compares them with the register as long work.
 */
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

/**
 * Takes the list of e-invoices that the company received, as the tax platform exports it, beside a journal
 * that is compared already: both are compared anew, and what was said of lines stands.
 */
export const addCoveragePool = operation({
  id: 'coverage.add_pool',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage/:runId/pool',
  summary: 'Compare the list of received e-invoices beside a journal',
  params: z.strictObject({ runId: id }),
  takesFiles: true,
  answer: z.strictObject({ jobId: id }),
  status: 202,
  refusals: ['coverage.no_file', 'access.other_entity', 'platform.file_empty', 'platform.not_found'],
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
  /** The list of received e-invoices, where one was compared beside it. */
  poolName: z.string().optional(),
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
    listed: z.strictObject({
      open: count,
      waiting: count,
      explained: count,
      matched: count,
      declared: count,
    }),
    /** The first lines that could not be read, with the reason. */
    unreadLines: z.array(
      z.strictObject({ of: z.enum(['journal', 'invoices']), line: z.int().min(1), why: z.string() }),
    ),
    unbooked: unbookedCounts,
    /** Accounts of expense that nobody looked at, the largest debit first; absent where it was not kept. */
    leftOut: leftOut.optional(),
    /**
     * The received e-invoices: total = other content + covered + explained + open, in number and to the cent.
     */
    pool: z
      .strictObject({
        name: z.string(),
        sha256: z.string(),
        from: z.string(),
        until: z.string(),
        unread: count,
        ...poolShares,
      })
      .optional(),
    certificate: z
      .strictObject({
        certificateId: id,
        coverage: rate,
        ...sums,
        statement: z.string(),
        signedBy: z.string(),
        signedAt: instant,
        pool: z.strictObject(poolShares).optional(),
        unbooked: unbookedCounts.optional(),
        /** The number of its entry in the log, once it has one. */
        entry: z.int().optional(),
      })
      .optional(),
    mark: permissionJson,
    confirm: permissionJson,
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
        /** Whether it stands in the journal, or only among the received e-invoices. */
        source: z.enum(['journal', 'invoice']),
        staff: z.string(),
        invoice: z.strictObject({ number: z.string(), amount: moneyJson }).optional(),
        /** The late declaration that was begun from it. */
        requestId: id.optional(),
        /** True where the reader said it, who does not confirm it then. */
        isOwnMark: z.boolean(),
        benefitId: id.optional(),
        benefit: z
          .strictObject({ title: z.string(), amount: moneyJson })
          .extend({ number: z.string().optional(), requestId: id.optional() })
          .optional(),
        reason: z.string().optional(),
        markedBy: z.string().optional(),
        confirmedBy: z.string().optional(),
      }),
    ),
    next: z.int().optional(),
  }),
})

/**
 * What is on record and the journal does not bear out: statutory numbers (凭证号) without a voucher, vouchers
 * smaller than what stands under their number, and benefits without a line.
 */
export const coverageUnbooked = operation({
  id: 'coverage.unbooked',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage/:runId/unbooked',
  summary: 'Records of ours that a journal does not bear out',
  params: z.strictObject({ runId: id }),
  query: z.strictObject({
    /** The place behind which the page begins. */
    after: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        place: z.int().min(1),
        kind: z.enum(['benefit', 'number', 'amount']),
        benefitId: id,
        benefitNumber: z.string(),
        title: z.string(),
        requestId: id.optional(),
        /** The statutory number that was looked up. */
        number: z.string().optional(),
        day: localDate,
        amount: moneyJson.optional(),
        why: z.string(),
      }),
    ),
    next: z.int().optional(),
  }),
})

const onLine = z.strictObject({ runId: id, lineId: id })

/** Benefits of the register that a line may show, the likeliest first, each with what speaks for it. */
export const coverageCandidates = operation({
  id: 'coverage.candidates',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage/:runId/lines/:lineId/candidates',
  summary: 'Benefits that a line of a journal may show',
  params: onLine,
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        benefitId: id,
        requestId: id.optional(),
        number: z.string(),
        title: z.string(),
        amount: moneyJson,
        day: localDate,
        names: z.array(z.string()),
        why: z.string(),
        /** How many other lines of this comparison a person has matched to it already. */
        matchedLines: count,
      }),
    ),
  }),
})

/** Begins the late declaration of what a line shows; once it is filed, the line is matched to its benefit. */
export const declareCoverage = operation({
  id: 'coverage.declare',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage/:runId/lines/:lineId/declare',
  summary: 'Begin a late declaration from a line of a journal',
  params: onLine,
  answer: z.strictObject({ lineId: id, requestId: id }),
  refusals: [
    'coverage.line_settled',
    'coverage.signed_already',
    'access.other_entity',
    'platform.not_found',
    'requests.amount_too_large',
  ],
})
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
    'coverage.benefit_ended',
    'coverage.signed_already',
    'access.other_entity',
    'platform.not_found',
  ],
})

/** The second person's word on a larger spend: that it is no benefit, or one of another amount. */
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
    'coverage.benefit_unknown',
    'coverage.benefit_ended',
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

/**
 * The certificate as a text that can be handed on, with the digests of the files and its entry in the log.
 */
export const coverageCertificate = operation({
  id: 'coverage.certificate',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage/:runId/certificate',
  summary: 'The completeness certificate as a file',
  params: z.strictObject({ runId: id }),
  answer: z.unknown(),
  refusals: ['platform.not_found'],
})

/** The operations of the comparison with the general ledger. */
export const coverageOperations = [
  startCoverage,
  addCoveragePool,
  coverageJob,
  coverageRuns,
  coverageRun,
  coverageLines,
  coverageUnbooked,
  coverageCandidates,
  declareCoverage,
  markCoverage,
  confirmCoverage,
  signCoverage,
  coverageCertificate,
] as const
