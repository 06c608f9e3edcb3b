import { z } from 'zod'
import { id, localDate, moneyJson, positiveAmountJson } from './common.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'
import { dimensionKinds, turnOutGrounds } from './states.ts'
import { importVouchers, period, reason } from './vouchers.ts'

const dimension = z.enum(dimensionKinds)
const ground = z.enum(turnOutGrounds)
/** One of ours by identifier or whole name; a dash stands for a line that has none of its kind. */
const subject = z.string().trim().min(1).max(200)

/**
 * What the accounts of an entity carry (辅助核算), by which codes the finance system knows ours, and what
 * lacks one.
 */
export const dimensions = operation({
  id: 'ledger.dimensions',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/dimensions',
  summary: 'What accounts of the general ledger carry, and the codes of the finance system',
  query: z.strictObject({ entityId: id, period: period.optional(), kind: dimension.optional() }),
  answer: z.strictObject({
    /** Whether the reader may set them. */
    can: z.boolean(),
    accounts: z.array(z.strictObject({ code: z.string(), name: z.string(), dimensions: z.array(dimension) })),
    /** The first 500; `count` is how many there are. */
    codes: z.array(
      z.strictObject({ kind: dimension, subjectId: z.string(), name: z.string(), code: z.string() }),
    ),
    count: z.int().min(0),
    /** What the vouchers of the month that wait for their number lack, with the first of them. */
    missing: z.array(
      z.strictObject({
        kind: dimension,
        subjectId: z.string(),
        name: z.string(),
        references: z.array(z.string()),
      }),
    ),
  }),
})

/** Sets what an account of the general ledger carries. */
export const setAccountDimensions = operation({
  id: 'ledger.set_account_dimensions',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/account-dimensions',
  summary: 'Set what an account of the general ledger carries',
  body: z.strictObject({
    entityId: id,
    /** The code of an account to which vouchers of the entity go. */
    code: z.string().trim().min(1).max(30),
    dimensions: z.array(dimension).max(dimensionKinds.length),
    reason,
  }),
  answer: z.strictObject({ code: z.string(), dimensions: z.array(dimension) }),
  refusals: ['ledger.account_not_in_chart', 'access.other_entity'],
})

/** Sets by which code the finance system knows one of ours. */
export const setDimensionCode = operation({
  id: 'ledger.set_dimension_code',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/dimension-codes',
  summary: 'Set a code of the finance system',
  body: z.strictObject({
    entityId: id,
    kind: dimension,
    subject,
    /** Empty to take it away again. */
    code: z.string().trim().max(60),
    reason,
  }),
  answer: z.strictObject({ kind: dimension, subjectId: z.string(), code: z.string() }),
  refusals: [
    'ledger.dimension_code_wrong',
    'ledger.dimension_unknown',
    'ledger.dimension_ambiguous',
    'access.other_entity',
  ],
})

/** Takes a CSV or XLSX file, or pasted text, of codes, row by row. */
export const importDimensionCodes = operation({
  id: 'ledger.import_dimension_codes',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/dimension-codes/import',
  summary: 'Import codes of the finance system from a file',
  body: z.strictObject({ entityId: id, reason }),
  takesFiles: true,
  answer: importVouchers.answer,
  refusals: [
    'ledger.no_code_file',
    'ledger.dimension_file_empty',
    'ledger.dimension_file_too_long',
    'imports.file_empty',
    'imports.not_a_table',
    'access.other_entity',
  ],
})

/** Which kinds of benefit credit input tax (进项税额), and what became of the tax of the invoices of a month. */
export const inputTax = operation({
  id: 'ledger.input_tax',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/input-tax',
  summary: 'Input tax in vouchers: rules and invoices of a month',
  query: z.strictObject({ entityId: id, period: period.optional() }),
  answer: z.strictObject({
    /** Whether the reader may set them. */
    can: z.boolean(),
    rules: z.array(
      z.strictObject({
        form: z.string(),
        word: z.string(),
        credits: z.boolean(),
        law: z.string(),
        /** False while the shipped rule serves. */
        isOwn: z.boolean(),
      }),
    ),
    /** The first 500; `count` is how many there are. */
    items: z.array(
      z.strictObject({
        /** That of the row: equal parts of one invoice are rows of their own. */
        id,
        benefitId: id,
        number: z.string(),
        invoiceNumber: z.string(),
        on: localDate,
        tax: moneyJson,
        /** Nothing where it is not credited, and below nothing where it was taken back. */
        credited: moneyJson,
        says: z.string(),
        law: z.string(),
        /** What of it is credited still, and may be turned out. */
        left: moneyJson,
        /** The document that turned it out, or took that back. */
        out: z
          .strictObject({ outId: id, reason: z.string(), by: z.string(), canTakeBack: z.boolean() })
          .optional(),
      }),
    ),
    count: z.int().min(0),
    credited: moneyJson,
    /** What was turned out in the month, less what of that was taken back. */
    turnedOut: moneyJson,
    notCredited: moneyJson,
    /** Credits whose invoice is void, false or red-lettered by now, of any month; the first 500. */
    proposals: z.array(
      z.strictObject({
        inputTaxId: id,
        benefitId: id,
        number: z.string(),
        invoiceNumber: z.string(),
        on: localDate,
        ground,
        says: z.string(),
        amount: moneyJson,
        left: moneyJson,
      }),
    ),
    /** Whether the reader may turn out, and take such a document back. */
    canTurnOut: z.boolean(),
  }),
})

/** Sets whether the input tax on a kind of benefit is credited. */
export const setInputTax = operation({
  id: 'ledger.set_input_tax',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/input-tax',
  summary: 'Set whether input tax on a kind of benefit is credited',
  body: z.strictObject({
    entityId: id,
    form: z.enum(benefitForms),
    credits: z.boolean(),
    /** The basis in law on which the company does so. */
    law: z.string().trim().min(4).max(200),
    reason,
  }),
  answer: z.strictObject({ form: z.string(), credits: z.boolean(), law: z.string() }),
  refusals: ['ledger.input_tax_barred', 'access.other_entity'],
})

const turnedOut = z.strictObject({ outId: id, minor: z.string(), on: localDate })

/** Turns credited input tax out (进项税额转出), by a document of its own with its own voucher. */
export const turnOutInputTax = operation({
  id: 'ledger.turn_out_input_tax',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/input-tax-outs',
  summary: 'Turn credited input tax out',
  body: z.strictObject({
    entityId: id,
    /** Credited parts of invoices; all that is left of one where no amount is said. */
    parts: z
      .array(z.strictObject({ inputTaxId: id, minor: positiveAmountJson.shape.minor.optional() }))
      .min(1)
      .max(200),
    ground,
    /** The basis in law or on paper. */
    law: z.string().trim().min(4).max(200),
    reason,
    /** When it was found, in a month that is open; today where it is left out. */
    foundOn: localDate.optional(),
  }),
  answer: turnedOut,
  refusals: [
    'ledger.input_tax_not_found',
    'ledger.input_tax_named_twice',
    'ledger.input_tax_not_credited',
    'ledger.input_tax_nothing_left',
    'ledger.input_tax_own_claim',
    'ledger.input_tax_above_credit',
    'ledger.input_tax_found_later',
    'ledger.input_tax_found_before',
    'ledger.month_closed',
    'access.other_entity',
  ],
})

/** Takes a document back that turned input tax out, by a document with the other sign. */
export const turnBackInputTax = operation({
  id: 'ledger.turn_back_input_tax',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/input-tax-outs/:outId/back',
  summary: 'Take back that input tax was turned out',
  params: z.strictObject({ outId: id }),
  body: z.strictObject({ reason }),
  answer: turnedOut,
  refusals: [
    'platform.not_found',
    'ledger.input_tax_out_ended',
    'ledger.input_tax_out_own',
    'ledger.input_tax_credit_ended',
    'ledger.input_tax_own_claim',
  ],
})

/** The operations on what vouchers carry beside their amounts, and on their input tax. */
export const dimensionOperations = [
  dimensions,
  setAccountDimensions,
  setDimensionCode,
  importDimensionCodes,
  inputTax,
  setInputTax,
  turnOutInputTax,
  turnBackInputTax,
]
