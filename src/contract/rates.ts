import { z } from 'zod'
import { localDate } from './common.ts'
import { operation } from './operation.ts'

/** A rate as people read it: what `per` units of `currency` cost in the home currency from a day to a day. */
const rateJson = z.strictObject({
  currency: z.string(),
  per: z.int(),
  rate: z.string(),
  from: localDate,
  to: localDate,
  source: z.string(),
})

/** The rates of a day, and whether they are the company's own or the shipped sample. */
export const rates = operation({
  id: 'policy.rates',
  kind: 'query',
  method: 'GET',
  path: '/v1/policy/rates',
  summary: 'The exchange rates that decisions of a day work with',
  query: z.object({ on: localDate.optional() }),
  answer: z.strictObject({
    on: localDate,
    home: z.string(),
    /** False while nobody has brought in rates: then the shipped sample is used. */
    isOwn: z.boolean(),
    says: z.string(),
    rates: z.array(rateJson),
  }),
})

/** Takes a file of rates: columns date, currency, rate and, where wanted, to (last day) and per (units). */
export const importRates = operation({
  id: 'policy.import_rates',
  kind: 'command',
  method: 'POST',
  path: '/v1/policy/rates',
  summary: 'Bring in exchange rates from a CSV text',
  body: z.strictObject({
    text: z.string().min(1).max(400_000),
    source: z.string().trim().min(1).max(200),
  }),
  answer: z.strictObject({ added: z.int(), currencies: z.array(z.string()), from: localDate, to: localDate }),
  status: 201,
  refusals: ['policy.rates_have_problems', 'policy.rates_cover_twice', 'policy.rates_empty'],
})

/** The operations on exchange rates. */
export const rateOperations = [rates, importRates]
