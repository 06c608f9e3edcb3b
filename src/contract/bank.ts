import { z } from 'zod'
import { cnaps, id, localDate, moneyJson } from './common.ts'
import { operation } from './operation.ts'
import { orderStates, shippedForms } from './states.ts'

const version = z.int().min(1)
const words = z.string().trim().min(5).max(500)
const name = z.string().trim().min(1).max(140)
const currency = z.string().regex(/^[A-Z]{3}$/, 'currency')

/** The forms in which a batch may leave: those that are shipped, or a template of the company's own. */
export const bankForm = z.union([z.enum(shippedForms), z.string().regex(/^btpl_[0-9A-Za-z]{6,40}$/)])

/** What became of an account of ours. */
export const ownAccount = z.strictObject({ accountId: id, state: z.enum(['stated', 'verified']), version })

/** The first of the two people of an account of ours. */
export const stateBankAccount = operation({
  id: 'bank.state_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-accounts',
  summary: 'State an account of ours that pays',
  body: z.strictObject({
    entityId: id,
    holder: name,
    bank: name,
    number: z.string().trim().min(5).max(60),
    cnaps: cnaps.optional(),
    bic: z
      .string()
      .regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/)
      .optional(),
    currency,
    form: bankForm,
  }),
  answer: ownAccount,
  status: 201,
  refusals: ['bank.own_number_invalid', 'bank.form_unknown', 'access.other_entity'],
  security: 'factor',
})

/** The second of the two people of an account of ours. */
export const verifyBankAccount = operation({
  id: 'bank.verify_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-accounts/:accountId/verify',
  summary: 'Verify an account of ours that somebody else stated',
  params: z.strictObject({ accountId: id }),
  body: z.strictObject({ version }),
  answer: ownAccount,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.second_person',
    'bank.account_known',
    'access.other_entity',
  ],
  security: 'factor',
})

/** Why something does not count, or does not leave. */
export const bankProblem = z.strictObject({ code: z.string(), reason: z.string(), repair: z.string() })

/** Makes the files of a batch; its orders count as sent from that moment on. */
export const makeBatch = operation({
  id: 'bank.make_batch',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-batches',
  summary: 'Make the bank files of checked payment orders and send them',
  body: z.strictObject({
    accountId: id,
    orderIds: z.array(id).min(1).max(1000),
    executeOn: localDate,
  }),
  answer: z.strictObject({
    batchId: id,
    files: z.array(z.strictObject({ fileId: id, name: z.string(), digest: z.string() })),
    sent: z.array(id),
    /** What stands in no file and stays checked. */
    leftOut: z.array(z.strictObject({ orderId: id, ...bankProblem.shape })),
  }),
  status: 201,
  refusals: [
    'platform.not_found',
    'bank.own_account_not_verified',
    'bank.template_withdrawn',
    'bank.day_passed',
    'bank.day_too_far',
    'bank.order_of_other',
    'bank.order_not_checked',
    'bank.order_left',
    'bank.nothing_to_pay',
    'payments.account_changed',
    'payments.people_not_apart',
    'payments.withholding_changed',
    'payments.withholding_in_yuan',
    'payments.no_withholding_rate',
    'access.other_entity',
  ],
  security: 'factor',
})

/** What a batch would hold, before anything leaves. */
export const previewBatch = operation({
  id: 'bank.preview_batch',
  kind: 'preview',
  method: 'POST',
  path: '/v1/payment-batches::preview',
  summary: 'See what a batch would hold and what it would leave out',
  body: makeBatch.body,
  answer: z.strictObject({
    files: z.array(z.strictObject({ orders: z.int(), total: moneyJson })),
    orderIds: z.array(id),
    total: moneyJson,
    leftOut: z.array(z.strictObject({ orderId: id, ...bankProblem.shape })),
  }),
  refusals: [
    'platform.not_found',
    'bank.own_account_not_verified',
    'bank.template_withdrawn',
    'bank.day_passed',
    'bank.day_too_far',
    'access.other_entity',
  ],
})

/** The bytes of one file; each time it is taken stands in the log. */
export const batchFile = operation({
  id: 'bank.batch_file',
  kind: 'query',
  method: 'GET',
  path: '/v1/payment-batch-files/:fileId',
  summary: 'Download a file of payments',
  params: z.strictObject({ fileId: id }),
  answer: z.unknown(),
  security: 'factor',
})

/** Why a file of a bank cannot be read as a whole. */
const fileRefusals = [
  'bank.no_file',
  'bank.file_too_large',
  'bank.damaged',
  'bank.xml_entities',
  'bank.not_a_statement',
  'bank.not_a_result',
  'bank.version_unknown',
  'bank.no_statement',
  'bank.no_rows',
  'bank.heading_missing',
  'bank.too_many_rows',
  'bank.row_broken',
  'bank.foreign_account',
  'imports.file_empty',
  'imports.archive_damaged',
  'imports.unpacks_too_large',
  'imports.old_workbook',
  'imports.not_a_table',
  'access.other_entity',
] as const

/** Takes statements, camt.053 or a table of the bank; each counts once or is held with its reason. */
export const importStatement = operation({
  id: 'bank.import_statement',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-statements',
  summary: 'Import bank statements',
  takesFiles: true,
  body: z.strictObject({
    entityId: id,
    /** The account that the file is of, where it does not say so itself. */
    accountId: id.optional(),
  }),
  answer: z.strictObject({
    statements: z.array(
      z.strictObject({
        statementId: id.optional(),
        number: z.string(),
        /** The last four characters. */
        account: z.string(),
        /** Why it is held; absent where it counts. */
        held: bankProblem.optional(),
        lines: z.int(),
        /** Lines that an earlier file has shown. */
        known: z.int(),
        matched: z.int(),
        /** Lines that wait for a person. */
        toAsk: z.int(),
      }),
    ),
  }),
  refusals: [...fileRefusals, 'bank.statement_known'],
})

/** Takes what a bank answers to batches, payment by payment. */
export const importResults = operation({
  id: 'bank.import_results',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-results',
  summary: 'Import the results of payments',
  takesFiles: true,
  body: z.strictObject({
    entityId: id,
    /** The account that the file is of, where it does not say so itself. */
    accountId: id.optional(),
  }),
  answer: z.strictObject({
    changed: z.array(
      z.strictObject({
        orderId: id,
        number: z.string(),
        state: z.enum(['paid', 'failed', 'returned', 'unknown', 'nothing']),
      }),
    ),
    nothingNew: z.int(),
    refused: z.array(bankProblem),
    /** What a person has to know of rows that were taken for less than they say. */
    told: z.array(bankProblem),
  }),
  refusals: [...fileRefusals, 'bank.account_needed', 'bank.footer_differs'],
})

/** A person says what a line is. */
export const answerLine = operation({
  id: 'bank.answer_line',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-statement-lines/:lineId/answer',
  summary: 'Say what a line of a statement is',
  params: z.strictObject({ lineId: id }),
  body: z.strictObject({
    version,
    /** `refunded`: a part of one payment came back; a line that is `incoming` may be said to be that, too. */
    verdict: z.enum(['paid', 'returned', 'refunded', 'fee', 'elsewhere']),
    /** The payments that it settles; empty where it settles none. */
    orderIds: z.array(id).max(100).default([]),
    reason: words,
  }),
  answer: z.strictObject({
    lineId: id,
    verdict: z.string(),
    version,
    /** The document of the part that came back. */
    refundId: id.optional(),
  }),
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.line_answered',
    'bank.line_other_way',
    'bank.orders_needed',
    'bank.order_not_open',
    'bank.order_failed',
    'bank.line_before_payment',
    'bank.maker_never_settles',
    'bank.unmatcher_never_answers',
    'bank.amounts_differ',
    'bank.payee_never_settles',
    'bank.refund_one_order',
    'bank.refund_other_entity',
    'bank.refund_not_paid',
    'bank.refund_currency',
    'bank.refund_before_payment',
    'bank.refund_withheld',
    'bank.refund_is_whole',
    'bank.refund_above_payment',
    'bank.order_partly_back',
    'access.other_entity',
  ],
  security: 'factor',
})

/** What a line was said to be is taken back; another person says what it is. */
export const unmatchLine = operation({
  id: 'bank.unmatch_line',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-statement-lines/:lineId/unmatch',
  summary: 'Take back what a line of a statement was said to be',
  params: z.strictObject({ lineId: id }),
  body: z.strictObject({ version, reason: words }),
  answer: z.strictObject({
    lineId: id,
    version,
    /** The payments that it had settled, and what each is now. */
    orders: z.array(z.strictObject({ orderId: id, number: z.string(), state: z.enum(orderStates) })),
  }),
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.line_says_nothing',
    'bank.month_is_closed',
    'bank.maker_never_settles',
    'bank.payee_never_settles',
    'bank.unmatch_parts',
    'bank.unmatch_came_back',
    'bank.unmatch_failed',
    'bank.unmatch_paid_anew',
    'bank.order_partly_back',
    'access.other_entity',
  ],
  security: 'factor',
})

/** A person says that a payment did not leave; the statements must show it. */
export const settleUnknown = operation({
  id: 'bank.settle_unknown',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-orders/:orderId/settle',
  summary: 'Say that a payment whose end nobody knew did not leave',
  params: z.strictObject({ orderId: id }),
  body: z.strictObject({ version, reason: words }),
  answer: z.strictObject({ orderId: id, state: z.string(), version }),
  refusals: [
    'platform.not_found',
    'platform.stale',
    'bank.maker_never_settles',
    'bank.payee_never_settles',
    'bank.order_not_under_way',
    'bank.line_may_be_it',
    'bank.days_not_covered',
    'access.other_entity',
  ],
  security: 'factor',
})

/** The operations on bank files. */
export const bankOperations = [
  stateBankAccount,
  verifyBankAccount,
  makeBatch,
  previewBatch,
  batchFile,
  importStatement,
  importResults,
  answerLine,
  unmatchLine,
  settleUnknown,
] as const
