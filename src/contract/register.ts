import { z } from 'zod'
import { id, localDate, moneyJson, outcome } from './common.ts'
import { cursor, cursorsOf } from './cursor.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'
import { badgeJson, partyRef, permissionJson, requestState, stateJson } from './screens.ts'

/** A list in the URL: `approved,given`. */
function listOf<Value>(item: z.ZodType<Value, string>) {
  return z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(z.array(item))
    .optional()
}

/** Minor units of an amount in the URL. */
const minorQuery = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,17})$/)
  .optional()

const filters = z.strictObject({
  q: z.string().max(100).optional(),
  book: z.string().max(60).optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  state: listOf(requestState),
  outcome: listOf(outcome),
  form: listOf(z.enum(benefitForms)),
  direction: z.enum(['given', 'received', 'offered']).optional(),
  entityId: id.optional(),
  customerId: id.optional(),
  recipientId: id.optional(),
  requesterId: id.optional(),
  minMinor: minorQuery,
  maxMinor: minorQuery,
  late: z.enum(['yes', 'no']).optional(),
  /**
   * Only what has such an alert: the rules treat it more strictly since an earlier entry came on record, it
   * was given before the approval that allowed it or although it was forbidden, or whoever filed it had made
   * the rules milder for its parties.
   */
  alert: z
    .enum([
      'earlier_entry',
      'before_approval',
      'forbidden',
      'own_loosening',
      'differs',
      'unnamed_guest',
      'doubtful_guest',
      'repeated_list',
      'doubtful_invoice',
    ])
    .optional(),
})

/** A selection that nothing can fit is a slip, and would read as if nothing had been given. */
function checkSpans({ value, issues }: z.core.ParsePayload<Spans>): void {
  // Of a value that is told already nothing is asked.
  if (issues.length > 0) return
  const { from, to, minMinor, maxMinor } = value
  if (from !== undefined && to !== undefined && to < from)
    issues.push({ code: 'custom', message: 'days_turned', input: to, path: ['to'] })
  if (minMinor !== undefined && maxMinor !== undefined && BigInt(maxMinor) < BigInt(minMinor))
    issues.push({ code: 'custom', message: 'amounts_turned', input: maxMinor, path: ['maxMinor'] })
}

type Spans = Pick<z.output<typeof filters>, 'from' | 'to' | 'minMinor' | 'maxMinor'>

const registerRow = z.strictObject({
  benefitId: id,
  /** Present where the reader may open it. */
  requestId: id.optional(),
  number: z.string(),
  on: localDate,
  direction: z.string(),
  kind: z.string(),
  title: z.string(),
  customer: partyRef.optional(),
  recipient: partyRef.optional(),
  /** Who gave and who received in a register of others, by the names of that register. */
  observed: z.strictObject({ giver: z.string(), recipient: z.string() }).optional(),
  requester: z.string(),
  entity: z.string(),
  amount: moneyJson,
  /** True where the value is known only from below ("above limit"). */
  isAtLeast: z.boolean(),
  badge: badgeJson,
  state: stateJson,
  isLate: z.boolean(),
})

/** Says that more names have the text than were looked up; absent where none was left out. */
const leftOut = z.string().optional()

/** A place in the register: day, value and benefit. It gives nothing away that the page does not show. */
export const registerCursors = cursorsOf(
  'benefits.register',
  z.strictObject({ on: localDate, minor: z.string().regex(/^-?[0-9]{1,20}$/), id }),
)

/** The register: keyset pages, newest or largest first, with the sums of the whole selection. */
export const register = operation({
  id: 'benefits.register',
  kind: 'query',
  method: 'GET',
  path: '/v1/register',
  summary: 'The register of benefits',
  query: filters
    .extend({
      sort: z.enum(['newest', 'largest']).default('newest'),
      cursor: registerCursors.query,
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .check(checkSpans),
  answer: z.strictObject({ rows: z.array(registerRow), next: cursor.optional(), leftOut }),
})

/** Count and sums of a selection, apart from the page so that the page never waits for them. */
export const registerTotals = operation({
  id: 'benefits.totals',
  kind: 'query',
  method: 'GET',
  path: '/v1/register/totals',
  summary: 'Count and sums of a selection of the register',
  query: filters.check(checkSpans),
  answer: z.strictObject({
    count: z.int().min(0),
    /** What counts in the one sum, by currency; rejected, withdrawn and declined ones do not. */
    sums: z.array(moneyJson),
    /** Late declarations among them, counted apart. */
    late: z.strictObject({ count: z.int().min(0), sums: z.array(moneyJson) }),
    export: permissionJson,
    leftOut,
  }),
})

/** The words for the filters that this reader may use. */
export const registerOptions = operation({
  id: 'benefits.options',
  kind: 'query',
  method: 'GET',
  path: '/v1/register/options',
  summary: 'Choices for the filters of the register',
  answer: z.strictObject({
    books: z.array(z.strictObject({ value: z.string(), word: z.string() })),
    states: z.array(z.strictObject({ value: requestState, word: z.string() })),
    outcomes: z.array(z.strictObject({ value: outcome, word: z.string() })),
    forms: z.array(z.strictObject({ value: z.enum(benefitForms), word: z.string() })),
    directions: z.array(
      z.strictObject({ value: z.enum(['given', 'received', 'offered']), word: z.string() }),
    ),
    entities: z.array(z.strictObject({ value: id, word: z.string() })),
  }),
})

/** Exports a selection with its reason; safe against formulas, logged with digest and reader. */
export const exportRegister = operation({
  id: 'benefits.export',
  kind: 'command',
  method: 'POST',
  path: '/v1/register/exports',
  summary: 'Export a selection of the register',
  body: z.strictObject({
    /** The filters as they stand in the URL, without sort and cursor. */
    filters: z.record(z.string().max(30), z.string().max(400)),
    format: z.enum(['csv', 'xlsx']),
    reason: z.string().trim().min(5).max(500),
  }),
  answer: z.strictObject({ jobId: id }),
  status: 202,
  refusals: ['benefits.export_too_large'],
  security: 'factor',
})

/** The file of a finished export, for the one who asked for it, until its link ends. */
export const exportFile = operation({
  id: 'benefits.export_file',
  kind: 'query',
  method: 'GET',
  path: '/v1/exports/:jobId/file',
  summary: 'Download an export',
  params: z.strictObject({ jobId: id }),
  answer: z.unknown(),
})

/** Long work as one row: n of total, time left, result. It survives a reload and a restart. */
export const jobJson = z.strictObject({
  jobId: id,
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.int().min(0),
  total: z.int().min(0).optional(),
  /** 还需约 2 分钟, or what came out. */
  text: z.string(),
  cancel: permissionJson,
})

/** How far one piece of long work is. */
export const job = operation({
  id: 'jobs.progress',
  kind: 'query',
  method: 'GET',
  path: '/v1/jobs/:jobId',
  summary: 'Progress of long work',
  params: z.strictObject({ jobId: id }),
  answer: jobJson,
})

/** Stops long work between two steps. */
export const cancelJob = operation({
  id: 'jobs.cancel',
  kind: 'command',
  method: 'POST',
  path: '/v1/jobs/:jobId/cancel',
  summary: 'Cancel long work',
  params: z.strictObject({ jobId: id }),
  answer: jobJson,
})

export const registerOperations = [
  registerTotals,
  registerOptions,
  register,
  exportRegister,
  exportFile,
  job,
  cancelJob,
] as const
