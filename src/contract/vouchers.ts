import { z } from 'zod'
import { id, instant, localDate, moneyJson } from './common.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'
import { statutoryAccounts } from './states.ts'

/** A month as the books name it: `YYYY-MM`. */
export const period = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, 'month')

const selection = z.enum(['unnumbered', 'all'])
/** Why somebody does something; the log keeps it. */
export const reason = z.string().trim().min(5).max(500)

/** A statutory number as somebody types it; what spreadsheets spoil is refused in words. */
const number = z.string().trim().min(1).max(60)

/** How our accounts are named where they meet the lawful books. */
const account = z.enum(statutoryAccounts)

/** How many of some vouchers left in an earlier file, which is the first in which they did. */
const leftJson = z.strictObject({
  exportId: id,
  fileName: z.string(),
  at: instant,
  vouchers: z.int().min(1),
})

const numberJson = z.strictObject({ voucherId: id, number: z.string(), on: localDate })

/** The vouchers of a month of an entity, each with the statutory numbers that came back for it. */
export const vouchers = operation({
  id: 'ledger.vouchers',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/vouchers',
  summary: 'Accounting vouchers of a month and their statutory numbers',
  query: z.strictObject({ entityId: id, period, selection: selection.default('unnumbered') }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        /** What the statutory number is told against. */
        reference: z.string(),
        benefitId: id,
        on: localDate,
        form: z.string(),
        occasion: z.string(),
        total: moneyJson,
        /** It holds what came after a voucher of its document and month had left or had its number. */
        isSupplement: z.boolean(),
        isNumbered: z.boolean(),
        numbers: z.array(numberJson),
        /** When it first left in a file. */
        leftAt: instant.optional(),
      }),
    ),
    /** How many there are; the first 500 are listed. */
    count: z.int().min(0),
    /** In which files some of them left already. */
    left: z.array(leftJson),
  }),
})

/** Makes a file of accounting vouchers for the finance system. */
export const exportVouchers = operation({
  id: 'ledger.export_vouchers',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/voucher-exports',
  summary: 'Export accounting vouchers of a month',
  body: z.strictObject({
    entityId: id,
    period,
    /** Our own layout, or one that follows what importers of 用友 or 金蝶 commonly take. */
    layout: z.enum(['general', 'yonyou', 'kingdee']),
    kind: z.enum(['csv', 'csv_gb18030', 'xlsx']),
    selection: selection.default('unnumbered'),
    /** Leaves out the vouchers that lack a code of the finance system; otherwise they stop the whole file. */
    holds: z.boolean().default(false),
    reason,
  }),
  answer: z.strictObject({
    exportId: id,
    vouchers: z.int().min(1),
    /** How many were left out, because a code of the finance system is missing. */
    held: z.int().min(0),
    digest: z.string(),
    fileName: z.string(),
    /** How many of them left in earlier files already: they are not to stand in the books twice. */
    leftBefore: z.array(leftJson),
  }),
  status: 201,
  refusals: [
    'ledger.no_vouchers',
    'ledger.too_many_vouchers',
    'ledger.dimension_codes_missing',
    'access.other_entity',
  ],
  security: 'factor',
})

/** The files of vouchers of a month. */
export const voucherExports = operation({
  id: 'ledger.voucher_exports',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/voucher-exports',
  summary: 'Files of accounting vouchers of a month',
  query: z.strictObject({ entityId: id, period }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        exportId: id,
        fileName: z.string(),
        selection,
        vouchers: z.int(),
        digest: z.string(),
        reason: z.string(),
        by: z.string(),
        at: instant,
      }),
    ),
  }),
})

/** The bytes of a file of vouchers; each time it is taken stands in the log. */
export const voucherFile = operation({
  id: 'ledger.voucher_file',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/voucher-exports/:exportId/file',
  summary: 'Download a file of accounting vouchers',
  params: z.strictObject({ exportId: id }),
  answer: z.unknown(),
})

const recorded = z.strictObject({
  voucherId: id,
  /** False where that number was on record already. */
  isNew: z.boolean(),
})

/** Records one statutory voucher number (凭证号). */
export const recordVoucher = operation({
  id: 'ledger.record_voucher',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/vouchers',
  summary: 'Record a statutory voucher number',
  body: z.strictObject({
    entityId: id,
    /** The number of the benefit in the register, and behind a slash its document where it has one. */
    reference: z.string().trim().min(1).max(100),
    number,
    on: localDate,
  }),
  answer: recorded,
  status: 201,
  refusals: [
    'ledger.voucher_reference_unknown',
    'ledger.voucher_nothing_booked',
    'ledger.voucher_number_taken',
    'ledger.voucher_month_unclear',
    'ledger.voucher_number_spoilt',
    'ledger.voucher_number_wrong',
    'ledger.voucher_in_future',
    'ledger.voucher_day_differs',
    'ledger.voucher_before_booking',
    'access.other_entity',
  ],
})

/** Puts a statutory number right by a further row. */
export const correctVoucher = operation({
  id: 'ledger.correct_voucher',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/vouchers/:voucherId/correct',
  summary: 'Correct a statutory voucher number',
  params: z.strictObject({ voucherId: id }),
  body: z.strictObject({ number, on: localDate, reason }),
  answer: recorded,
  status: 201,
  refusals: [
    'ledger.voucher_same',
    'ledger.voucher_replaced',
    'ledger.voucher_number_spoilt',
    'ledger.voucher_number_wrong',
    'ledger.voucher_in_future',
    'ledger.voucher_day_differs',
    'ledger.voucher_before_booking',
    'access.other_entity',
  ],
})

/** Takes a CSV or XLSX file of statutory numbers, row by row. */
export const importVouchers = operation({
  id: 'ledger.import_vouchers',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/voucher-numbers',
  summary: 'Import statutory voucher numbers from a file',
  body: z.strictObject({ entityId: id }),
  takesFiles: true,
  answer: z.strictObject({
    rows: z.int(),
    recorded: z.int(),
    known: z.int(),
    refused: z.int(),
    /** The first refused rows, each with its reason and its way out. */
    problems: z.array(
      z.strictObject({ line: z.int(), code: z.string(), reason: z.string(), repair: z.string() }),
    ),
  }),
  refusals: [
    'ledger.no_voucher_file',
    'ledger.voucher_file_empty',
    'ledger.voucher_file_too_long',
    'ledger.voucher_column_missing',
    'ledger.voucher_file_is_ours',
    'ledger.voucher_numbers_are_places',
    'imports.file_empty',
    'imports.not_a_table',
    'access.other_entity',
  ],
})

const chartLine = z.strictObject({
  account,
  /** A form of benefit, a way of giving, or `*` for all. */
  about: z.string(),
  code: z.string(),
  name: z.string(),
})

/** The chart of an entity: to which accounts of the general ledger (科目) ours go. */
export const chart = operation({
  id: 'ledger.chart',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/chart',
  summary: 'Accounts of the general ledger for vouchers',
  query: z.strictObject({ entityId: id }),
  answer: z.strictObject({
    items: z.array(chartLine.extend({ /** False while the shipped proposal serves. */ isOwn: z.boolean() })),
  }),
})

const ways = ['company_account', 'on_invoice', 'vendor', 'reimbursement', 'stock', 'service'] as const

/** Sets one line of the chart. */
export const setChart = operation({
  id: 'ledger.set_chart',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/chart',
  summary: 'Set the account of the general ledger for vouchers',
  body: z.strictObject({
    entityId: id,
    account,
    about: z.enum(['*', ...benefitForms, ...ways]),
    code: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,29}$/, 'account_code'),
    name: z.string().trim().min(1).max(100),
    reason,
  }),
  answer: chartLine,
  refusals: ['access.other_entity'],
})

/** The operations on accounting vouchers. */
export const voucherOperations = [
  vouchers,
  exportVouchers,
  voucherExports,
  voucherFile,
  recordVoucher,
  correctVoucher,
  importVouchers,
  chart,
  setChart,
]
