import { z } from 'zod'
import { id, instant, localDate, moneyJson } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson } from './screens.ts'

/** A month as the books name it: `YYYY-MM`. */
const month = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, 'month')

/**
 * A benefit whose day is up to the end of the month and that is no expense of it otherwise: it is not
 * recorded as given, or was so after its own month had been closed.
 */
const accrualJson = z.strictObject({
  /** The accrual in the books; absent until it is booked. */
  accrualId: id.optional(),
  benefitId: id,
  number: z.string(),
  title: z.string(),
  /** The request to open, where this reader may. */
  requestId: id.optional(),
  happenedOn: localDate,
  /** What has to stand at the end of the month. */
  amount: moneyJson,
  /** What stands there. */
  booked: moneyJson,
  /** True where the two differ and the command would book it. */
  isDue: z.boolean(),
  /** True where it is recorded as given, but its month was closed by then; absent for a closed month. */
  isGivenLate: z.boolean().optional(),
  /** When it was booked as it stands. */
  at: instant.optional(),
})

/** The accruals of an entity at the end of a month: what has to stand, what stands, benefit by benefit. */
export const accruals = operation({
  id: 'ledger.accruals',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/accruals',
  summary: 'What was due by the end of a month and is no expense of it otherwise, and what of it stands',
  query: z.strictObject({
    entityId: id,
    month,
    /** One accrual, or what takes it back, by itself. */
    accrualId: id.optional(),
  }),
  answer: z.strictObject({
    month,
    /** The last day of the month, on which they stand. */
    until: localDate,
    /** Of a month that runs, what was due up to today is told. */
    state: z.enum(['running', 'open', 'closed']),
    /** How many there are; at most 500 of them are listed, those that are due first. */
    count: z.int().min(0),
    /** How many of them the command would book. */
    due: z.int().min(0),
    items: z.array(accrualJson),
    totals: z.array(z.strictObject({ currency: z.string(), amount: moneyJson, booked: moneyJson })),
    can: permissionJson,
  }),
})

/**
 * Books the accruals of a month that is over and open (预提): expense on its last day, taken back on the
 * first day of the next one. Called again, it books what has changed since; 500 at a time, `left` says how
 * many more there are.
 */
export const bookAccruals = operation({
  id: 'ledger.book_accruals',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/accruals',
  summary: 'Book what was due by the end of a month, and is no expense of it otherwise, as its expense',
  body: z.strictObject({ entityId: id, month }),
  answer: z.strictObject({ month, changed: z.int().min(1), left: z.int().min(0) }),
  refusals: [
    'platform.stale',
    'access.other_entity',
    'ledger.accrual_month_not_over',
    'ledger.month_closed',
    'ledger.accruals_nothing_due',
  ],
})

/** The operations on accruals. */
export const accrualOperations = [accruals, bookAccruals] as const
