import { z } from 'zod'
import { amountJson, id, instant, localDate, moneyJson } from './common.ts'
import { operation } from './operation.ts'
import { partyRef, permissionJson } from './screens.ts'

/** The taxes that are reckoned here begin with 2008. */
const year = z.coerce.number().int().min(2008).max(2100)
const yearParams = z.strictObject({ year })
const sector = z.enum(['general', 'cosmetics', 'pharmaceuticals', 'soft_drinks', 'tobacco'])
const bearing = z.enum(['recipient', 'giver'])
const month = z.string().regex(/^20(0[89]|[1-9][0-9])-(0[1-9]|1[0-2])$/, 'month')
const taxAccount = z.enum(['tax_withheld', 'output_tax'])
const vatRate = z.string().regex(/^0(\.[0-9]{1,4})?$/)

const line = z.strictObject({
  benefitId: id,
  requestId: id.optional(),
  number: z.string(),
  title: z.string(),
  customer: partyRef.optional(),
  happenedOn: localDate,
  amount: moneyJson,
  /** What the tax is reckoned on, and the tax, where this heading has one. */
  base: moneyJson.optional(),
  tax: moneyJson.optional(),
  /** Under withholding: who got it, the first of them by name, each with the part of the tax. */
  recipients: z
    .array(
      z.strictObject({
        /** The person, or the organisation of those whom nobody named. */
        party: partyRef.optional(),
        /** How many are not named; absent for a person. */
        unnamed: z.int().min(1).optional(),
        base: moneyJson,
        tax: moneyJson,
      }),
    )
    .optional(),
  /** More people than are listed; the file has them all. */
  recipientsMore: z.int().optional(),
})

const section = z.strictObject({
  key: z.enum([
    'entertainment',
    'publicity',
    'commission',
    'not_deductible',
    'deemed_sale',
    'withholding',
    'labour',
    'red_letter',
    'no_red_letter',
    'no_input_credit',
  ]),
  title: z.string(),
  /** One sentence: what the law leaves of it, and why. */
  says: z.string(),
  spent: moneyJson,
  deductible: moneyJson.optional(),
  addBack: moneyJson.optional(),
  carriedOut: moneyJson.optional(),
  tax: moneyJson.optional(),
  laws: z.array(z.string()),
  count: z.int().min(0),
  /** The largest ones; the file has them all. */
  lines: z.array(line).max(50),
})

/** The yearly schedule of an entity (年度纳税调整), and while the year runs a forecast of it. */
export const taxSchedule = operation({
  id: 'payments.tax_schedule',
  kind: 'query',
  method: 'GET',
  path: '/v1/tax-schedules/:year',
  summary: 'Tax schedule of a year',
  params: yearParams,
  query: z.strictObject({
    entityId: id,
    /** One tax that stands in the books, to be shown beside the schedule. */
    chargeId: id.optional(),
  }),
  answer: z.strictObject({
    year: z.int(),
    entityId: id,
    isForecast: z.boolean(),
    /** What finance stated; absent until somebody did, and then limits of revenue are left open. */
    stated: z
      .strictObject({
        version: z.int().min(1),
        revenue: moneyJson.optional(),
        revenueUpTo: localDate.optional(),
        sector,
        publicityCarriedIn: moneyJson,
        bearing,
        isWithoutVat: z.boolean(),
        vatRate,
        source: z.string(),
      })
      .optional(),
    sections: z.array(section),
    /** What the schedule leaves open, each as a sentence with what to do. */
    open: z.array(z.string()),
    /** What of it stands in the books, and what is left to be booked up to the end of a month. */
    charge: z.strictObject({
      month,
      /** Taxes that do not stand in the books as this schedule reckons them. */
      due: z.int().min(0),
      booked: z.array(z.strictObject({ account: taxAccount, name: z.string(), amount: moneyJson })),
      can: permissionJson,
      /** The one that was asked for; absent where it is none of this entity and year. */
      one: z
        .strictObject({
          chargeId: id,
          /** In words: which tax it is, and who bears it. */
          says: z.string(),
          number: z.string(),
          title: z.string(),
          requestId: id.optional(),
          happenedOn: localDate,
          base: moneyJson,
          tax: moneyJson,
          /** When it was booked as it stands. */
          at: instant,
        })
        .optional(),
    }),
    state: permissionJson,
    export: permissionJson,
  }),
})

/**
 * Books the taxes on what was given in a year up to the end of a month: withheld income tax, and the output
 * tax of goods given away. Called again, it books what has changed since; 500 at a time, `left` says how many
 * more there are.
 */
export const chargeTax = operation({
  id: 'payments.charge_tax',
  kind: 'command',
  method: 'POST',
  path: '/v1/tax-charges',
  summary: 'Book the taxes on benefits up to a month',
  body: z.strictObject({ entityId: id, month }),
  answer: z.strictObject({ month, changed: z.int().min(1), left: z.int().min(0) }),
  refusals: [
    'platform.stale',
    'access.other_entity',
    'payments.tax_month_not_begun',
    'payments.tax_year_not_stated',
    'payments.tax_nothing_to_charge',
  ],
})

/** Finance states revenue, sector and choices of a year; each change stands in the log with its paper. */
export const setTaxYear = operation({
  id: 'payments.set_tax_year',
  kind: 'command',
  method: 'PUT',
  path: '/v1/tax-years/:year',
  summary: 'State what a tax schedule rests on',
  params: yearParams,
  body: z.strictObject({
    entityId: id,
    /** Of the row as it was read; absent where nothing was stated yet. */
    version: z.int().min(1).optional(),
    revenue: amountJson.optional(),
    revenueUpTo: localDate.optional(),
    sector,
    publicityCarriedIn: amountJson.optional(),
    bearing,
    isWithoutVat: z.boolean(),
    vatRate,
    /** The paper on which it rests, such as the income statement of a month. */
    source: z.string().trim().min(1).max(500),
  }),
  answer: z.strictObject({ entityId: id, year: z.int(), version: z.int().min(1) }),
  refusals: [
    'platform.stale',
    'access.other_entity',
    'payments.tax_currency',
    'payments.tax_revenue_day',
    'payments.tax_year_not_begun',
  ],
})

/** The whole schedule as a workbook, one sheet a heading; taking it away is logged with its digest. */
export const taxFile = operation({
  id: 'payments.tax_file',
  kind: 'query',
  method: 'GET',
  path: '/v1/tax-schedules/:year/file',
  summary: 'Tax schedule as a workbook',
  params: yearParams,
  query: z.strictObject({ entityId: id, reason: z.string().trim().min(1).max(500) }),
  answer: z.unknown(),
  security: 'factor',
})

/** The operations on taxes. */
export const taxOperations = [taxSchedule, setTaxYear, chargeTax, taxFile] as const
