import { z } from 'zod'
import { id, localDate, proposalAnswer } from './common.ts'
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
  query: z.strictObject({ on: localDate.optional() }),
  answer: z.strictObject({
    on: localDate,
    home: z.string(),
    /** False while nobody has brought in rates: then the shipped sample is used. */
    isOwn: z.boolean(),
    says: z.string(),
    rates: z.array(rateJson),
  }),
})

const rateFileJson = z.strictObject({
  rateFileId: id,
  /** `proposed` waits for a second person; only `confirmed` rates count. */
  state: z.enum(['proposed', 'confirmed', 'declined']),
  added: z.int(),
  currencies: z.array(z.string()),
  from: localDate,
  to: localDate,
})

/** Takes a file of rates: columns date, currency, rate and, where wanted, to (last day) and per (units). */
export const importRates = operation({
  id: 'policy.import_rates',
  kind: 'command',
  method: 'POST',
  path: '/v1/policy/rates',
  summary: 'Bring in exchange rates from a CSV text, for a second person to confirm',
  body: z.strictObject({
    text: z.string().min(1).max(400_000),
    source: z.string().trim().min(1).max(200),
    /** Why rates that are there are put right; without it no day may have a rate already. */
    correction: z.string().trim().min(5).max(500).optional(),
  }),
  answer: rateFileJson,
  status: 201,
  refusals: [
    'policy.rates_have_problems',
    'policy.rates_cover_twice',
    'policy.rates_wait',
    'policy.rates_empty',
  ],
})

/** The second person's word on a file of rates; confirmed, its rates count from then on. */
export const answerRates = operation({
  id: 'policy.answer_rates',
  kind: 'command',
  method: 'POST',
  path: '/v1/policy/rates/:rateFileId/answer',
  summary: 'Confirm or decline a file of exchange rates',
  params: z.strictObject({ rateFileId: id }),
  body: proposalAnswer,
  answer: rateFileJson,
  refusals: [
    'policy.person_needed',
    'policy.proposal_not_open',
    'policy.rates_by_another',
    'policy.rates_cover_twice',
  ],
  security: 'factor',
})

/** The operations on exchange rates. */
export const rateOperations = [rates, importRates, answerRates]
