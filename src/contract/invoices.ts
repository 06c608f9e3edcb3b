import { z } from 'zod'
import { id, instant, localDate, moneyJson } from './common.ts'
import { cursor, cursorsOf } from './cursor.ts'
import { invoiceBuyers, stateInvoiceBuyer, taxNumber } from './invoice-buyers.ts'
import { operation } from './operation.ts'

const name = z.string().trim().min(1).max(200).optional()
const minor = z
  .string()
  .regex(/^-?(0|[1-9][0-9]{0,15})$/, 'minor')
  .optional()

/** What somebody types from the paper, as the fields of a form: amounts in minor units, one item a line. */
const typedFacts = z.strictObject({
  code: z
    .string()
    .regex(/^[0-9]{8,12}$/)
    .optional(),
  number: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z/._-]{1,40}$/)
    .optional(),
  kind: z.enum(['special', 'general']).optional(),
  sellerName: name,
  sellerTax: taxNumber.optional(),
  buyerName: name,
  buyerTax: taxNumber.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'currency')
    .optional(),
  net: minor,
  tax: minor,
  total: minor,
  issuedOn: localDate.optional(),
  items: z.string().trim().min(1).max(4000).optional(),
  refersTo: z.string().trim().min(1).max(60).optional(),
})

const factName = z.string()

/** One fact in the reader's words, with where it comes from. */
const factJson = z.strictObject({
  name: factName,
  word: z.string(),
  text: z.string(),
  source: z.enum(['xml', 'ofd', 'qr', 'typed']),
  sourceWord: z.string(),
})

/** Why the file of an invoice cannot be read. */
const readRefusals = [
  'platform.file_empty',
  'platform.file_too_large',
  'invoices.file_needed',
  'invoices.file_unknown',
  'invoices.photo_heic',
  'invoices.photo_webp',
  'invoices.xml_damaged',
  'invoices.xml_document_type',
  'invoices.xml_encoding',
  'invoices.xml_too_large',
  'invoices.not_an_invoice',
  'invoices.fact_unreadable',
  'invoices.file_contradicts',
  'invoices.archive_damaged',
  'invoices.archive_too_large',
  'invoices.archive_too_many',
  'invoices.archive_nested',
  'invoices.archive_path',
  'invoices.archive_locked',
  'invoices.ofd_without_facts',
  'invoices.image_damaged',
  'invoices.image_too_large',
  'invoices.image_too_slow',
  'invoices.two_in_photo',
  'invoices.pdf_damaged',
  'invoices.pdf_locked',
  'invoices.pdf_scripted',
] as const

/** Why facts make no invoice. */
const factRefusals = [
  'invoices.typed_differs',
  'invoices.facts_missing',
  'invoices.number_form',
  'invoices.total_nothing',
  'invoices.sums_differ',
  'invoices.issued_later',
] as const

/** Reads the file of an invoice and shows what it says; nothing is kept. */
export const readInvoiceFile = operation({
  id: 'invoices.read',
  kind: 'preview',
  method: 'POST',
  path: '/v1/invoices/read',
  summary: 'Read the file of an invoice without keeping it',
  takesFiles: true,
  answer: z.strictObject({
    readAs: z.enum(['xml', 'ofd', 'photo', 'pdf']),
    readWord: z.string(),
    facts: z.array(factJson),
    /** What has to be typed, because the file does not say it. */
    missing: z.array(z.strictObject({ name: factName, word: z.string() })),
    /** What it comes to, where the file says it. */
    total: moneyJson.optional(),
    /** The invoice as it is on record, where the reader may see it, with what is left of it. */
    known: z.strictObject({ invoiceId: id, left: moneyJson }).optional(),
    /** Why nothing was read of a file that is good evidence all the same. */
    unread: z.string().optional(),
  }),
  refusals: readRefusals,
})

/** Records an invoice from its file; what the file does not say is typed and marked as typed. */
export const recordInvoice = operation({
  id: 'invoices.record',
  kind: 'command',
  method: 'POST',
  path: '/v1/invoices',
  summary: 'Record an invoice',
  takesFiles: true,
  body: typedFacts.extend({ entityId: id }),
  answer: z.strictObject({ invoiceId: id }),
  status: 201,
  refusals: [
    ...readRefusals,
    ...factRefusals,
    'invoices.number_known',
    'invoices.number_known_elsewhere',
    'invoices.known_other_amount',
    'invoices.original_elsewhere',
    'access.other_entity',
  ],
})

const invoiceParams = z.strictObject({ invoiceId: id })

/** Adds the electronic original, or another copy, to an invoice: what was typed before is confirmed by it. */
export const addInvoiceFile = operation({
  id: 'invoices.add_file',
  kind: 'command',
  method: 'POST',
  path: '/v1/invoices/:invoiceId/files',
  summary: 'Add a file to an invoice',
  params: invoiceParams,
  takesFiles: true,
  answer: invoiceParams,
  refusals: [
    ...readRefusals,
    'platform.not_found',
    'invoices.original_differs',
    'invoices.original_elsewhere',
    'invoices.file_of_another',
    'access.not_yours',
    'access.other_entity',
  ],
})

/** Corrects what was typed, while nothing uses the invoice. What a file says is not corrected by hand. */
export const correctInvoice = operation({
  id: 'invoices.correct',
  kind: 'command',
  method: 'POST',
  path: '/v1/invoices/:invoiceId/correct',
  summary: 'Correct what was typed of an invoice',
  params: invoiceParams,
  body: typedFacts.extend({ reason: z.string().trim().min(2).max(500) }),
  answer: invoiceParams,
  refusals: [
    'platform.not_found',
    'invoices.not_typed',
    'invoices.in_use',
    'invoices.number_known',
    'invoices.number_known_elsewhere',
    'invoices.known_other_amount',
    'invoices.original_elsewhere',
    ...factRefusals,
    'access.not_yours',
    'access.other_entity',
  ],
})

/** Records what the service of the tax authority said (查验), with its proof. */
export const checkInvoice = operation({
  id: 'invoices.check',
  kind: 'command',
  method: 'POST',
  path: '/v1/invoices/:invoiceId/check',
  summary: 'Record the official check of an invoice',
  params: invoiceParams,
  takesFiles: true,
  body: z.strictObject({
    result: z.enum(['matches', 'differs', 'not_found', 'voided', 'reversed']),
    checkedOn: localDate,
    note: z.string().trim().min(2).max(500),
  }),
  answer: invoiceParams,
  refusals: [
    'platform.not_found',
    'platform.file_empty',
    'platform.file_too_large',
    'platform.file_kind',
    'invoices.own_check',
    'invoices.checked_later',
    'access.other_entity',
  ],
})

/** Places of the list: by the day of issue, and which it is. */
export const invoiceCursors = cursorsOf('invoices.list', z.strictObject({ on: localDate, id }))

const invoiceLine = z.strictObject({
  invoiceId: id,
  number: z.string(),
  code: z.string().optional(),
  seller: z.string().optional(),
  issuedOn: localDate,
  total: moneyJson,
  /** What is neither used nor taken back. */
  left: moneyJson,
  check: z.enum(['unchecked', 'good', 'bad']),
  checkWord: z.string(),
  /** True where nobody's hand alone stands behind number and total. */
  isFromOriginal: z.boolean(),
  hasOpenAlert: z.boolean(),
})

/** Invoices that the reader may see, the newest first. */
export const invoices = operation({
  id: 'invoices.list',
  kind: 'query',
  method: 'GET',
  path: '/v1/invoices',
  summary: 'Invoices',
  query: z.strictObject({
    /** A part of the number, of the code or of the seller's name. */
    q: z.string().trim().min(1).max(100).optional(),
    check: z.enum(['unchecked', 'good', 'bad']).optional(),
    from: localDate.optional(),
    to: localDate.optional(),
    after: invoiceCursors.query,
  }),
  answer: z.strictObject({ items: z.array(invoiceLine), next: cursor.optional() }),
})

const objectionJson = z.strictObject({
  code: z.string(),
  says: z.string(),
  wayOut: z.string(),
  stops: z.boolean(),
})

/** Another invoice that has to do with one. */
const otherInvoice = z.strictObject({ invoiceId: id, number: z.string() })

/** One invoice with its facts and their sources, its files, checks, uses and alerts. */
export const invoiceDetail = operation({
  id: 'invoices.detail',
  kind: 'query',
  method: 'GET',
  path: '/v1/invoices/:invoiceId',
  summary: 'One invoice',
  params: invoiceParams,
  answer: invoiceLine.extend({
    version: z.int(),
    entity: z.string(),
    recordedBy: z.string(),
    recordedAt: instant,
    facts: z.array(factJson),
    files: z.array(z.strictObject({ fileId: id, readWord: z.string(), name: z.string(), addedAt: instant })),
    checks: z.array(
      z.strictObject({
        result: z.string(),
        word: z.string(),
        note: z.string(),
        checkedOn: localDate,
        by: z.string(),
      }),
    ),
    uses: z.array(
      z.strictObject({ for: z.strictObject({ type: z.string(), id: z.string() }), amount: moneyJson }),
    ),
    /** What stands against the invoice itself, whatever it is used for. */
    objections: z.array(objectionJson),
    /** What red letters take back of it, and those that the reader may see. */
    reversed: moneyJson,
    takenBackBy: z.array(otherInvoice.extend({ amount: moneyJson })),
    /** What this red letter takes back; without an identifier where this reader cannot open it. */
    takesBack: otherInvoice.partial({ invoiceId: true }).extend({ isOnRecord: z.boolean() }).optional(),
    /** Whether this reader may correct it, why not, and what a hand may change with what stands there now. */
    correction: z.strictObject({
      can: z.boolean(),
      why: z.string().optional(),
      open: z.array(z.strictObject({ name: typedFacts.keyof(), word: z.string() })),
      typed: typedFacts,
    }),
  }),
  refusals: ['platform.not_found'],
})

/** The bytes of a file of an invoice, as an attachment; reading it is logged. */
export const invoiceFile = operation({
  id: 'invoices.file',
  kind: 'query',
  method: 'GET',
  path: '/v1/invoices/:invoiceId/files/:fileId',
  summary: 'Open a file of an invoice',
  params: z.strictObject({ invoiceId: id, fileId: id }),
  answer: z.unknown(),
  refusals: ['platform.not_found'],
})

/** Places of the list of alerts: when it was raised, and which it is. */
export const invoiceAlertCursors = cursorsOf('invoices.alerts', z.strictObject({ at: instant, id }))

/** What compliance is to know of invoices, the newest first. */
export const invoiceAlerts = operation({
  id: 'invoices.alerts',
  kind: 'query',
  method: 'GET',
  path: '/v1/invoice-alerts',
  summary: 'Alerts of invoices',
  query: z.strictObject({ open: z.enum(['yes', 'no']).optional(), after: invoiceAlertCursors.query }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        alertId: id,
        invoiceId: id,
        reason: z.string(),
        word: z.string(),
        raisedBy: z.string(),
        raisedAt: instant,
        answer: z.string().optional(),
        answeredBy: z.string().optional(),
      }),
    ),
    next: cursor.optional(),
  }),
})

const alertParams = z.strictObject({ alertId: id })

/** What compliance found: an alert that is answered stops the invoice no longer. */
export const answerInvoiceAlert = operation({
  id: 'invoices.answer_alert',
  kind: 'command',
  method: 'POST',
  path: '/v1/invoice-alerts/:alertId/answer',
  summary: 'Answer an alert of an invoice',
  params: alertParams,
  body: z.strictObject({ text: z.string().trim().min(4).max(2000) }),
  answer: alertParams,
  security: 'factor',
  refusals: ['platform.not_found', 'invoices.alert_answered', 'invoices.own_alert', 'access.other_entity'],
})

/** The operations on invoices. */
export const invoiceOperations = [
  readInvoiceFile,
  recordInvoice,
  addInvoiceFile,
  correctInvoice,
  checkInvoice,
  invoices,
  invoiceDetail,
  invoiceFile,
  invoiceAlerts,
  answerInvoiceAlert,
  invoiceBuyers,
  stateInvoiceBuyer,
] as const
