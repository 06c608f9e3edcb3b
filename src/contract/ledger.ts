import { z } from 'zod'
import { id, instant, localDate, moneyJson, page, proposalAnswer, proposalState } from './common.ts'
import { cursorsOf } from './cursor.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'
import { bookedStages, documentKinds, ledgerAccounts, monthChecks, paperKinds } from './states.ts'

/** A month as the books name it: `YYYY-MM`. */
const month = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/, 'month')

/** The accounts of the memorandum ledger. */
const account = z.enum(ledgerAccounts)

/** One account in one currency: what it held before, what moved, and what it holds after. */
const balanceJson = z.strictObject({
  account,
  name: z.string(),
  currency: z.string(),
  /** Debit is positive, credit negative. */
  opening: moneyJson,
  debit: moneyJson,
  credit: moneyJson,
  closing: moneyJson,
})

/** The trial balance of an entity over whole months. */
export const trialBalance = operation({
  id: 'ledger.trial_balance',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/trial-balance',
  summary: 'Trial balance of the memorandum ledger of an entity over whole months',
  query: z
    .strictObject({ entityId: id, from: month, until: month.optional() })
    .refine(({ from, until }) => until === undefined || until >= from, {
      message: 'until_before_from',
      path: ['until'],
    }),
  answer: z.strictObject({
    from: localDate,
    until: localDate,
    /** The last day of the last closed month. */
    closedUntil: localDate.optional(),
    rows: z.array(balanceJson),
    /** By currency: debit and credit of the span, which are the same in books that balance. */
    totals: z.array(z.strictObject({ currency: z.string(), debit: moneyJson, credit: moneyJson })),
    isBalanced: z.boolean(),
  }),
})

/** A place among the lines of an account. */
export const entryCursors = cursorsOf(
  'ledger.entries',
  z.strictObject({ on: localDate, id: z.string().regex(/^ledl_[0-9a-z]{1,40}$/) }),
)

/** The page that shows exactly one document; absent where the reader may not see it. */
const opens = z.discriminatedUnion('page', [
  z.strictObject({ page: z.literal('request'), requestId: id }),
  z.strictObject({ page: z.literal('payment_order'), orderId: id }),
  z.strictObject({ page: z.literal('release'), releaseId: id }),
  z.strictObject({ page: z.literal('tax_charge'), entityId: id, year: z.int(), chargeId: id }),
  z.strictObject({ page: z.literal('accrual'), entityId: id, month, accrualId: id }),
  z.strictObject({ page: z.literal('input_tax'), entityId: id, month }),
  z.strictObject({ page: z.literal('claim'), claimId: id }),
  z.strictObject({ page: z.literal('invoice'), invoiceId: id }),
  z.strictObject({ page: z.literal('statement_line'), entityId: id, accountId: id, lineId: id }),
  z.strictObject({ page: z.literal('batch'), entityId: id, batchId: id }),
  z.strictObject({
    page: z.literal('budget'),
    entityId: id,
    year: z.int(),
    budgetId: id,
    figure: z.enum(['held', 'committed']),
  }),
])

/** A paper beside the document: a claim and its invoices, a line of a statement, a batch, a budget. */
const paperJson = z.strictObject({
  kind: z.enum(paperKinds),
  id,
  number: z.string(),
  /** In words: what it is, with its number. */
  says: z.string(),
  opens: opens.optional(),
})

/** One line of an account with the document behind it. */
const entryJson = z.strictObject({
  entryId: id,
  bookedOn: localDate,
  /** The day of the document; another one than `bookedOn` where that month was closed already. */
  documentOn: localDate,
  recordedAt: instant,
  isLate: z.boolean(),
  form: z.string(),
  amount: moneyJson,
  document: z.strictObject({
    kind: z.enum(documentKinds),
    id: z.string(),
    /** What people call it by; its identifier where it has no number that this reader may read. */
    number: z.string(),
    /** What of it was booked, as the lines of the entry say. */
    stage: z.enum(bookedStages).optional(),
    /** In words: what it is, with its number. */
    says: z.string(),
    opens: opens.optional(),
    papers: z.array(paperJson),
  }),
  benefit: z
    .strictObject({
      benefitId: id,
      number: z.string(),
      title: z.string(),
      /** The request to open, where this reader may. */
      requestId: id.optional(),
    })
    .optional(),
})

/** What stands behind one figure of the trial balance: the lines of an account, newest first. */
export const ledgerEntries = operation({
  id: 'ledger.entries',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/entries',
  summary: 'The entries of one account with their documents',
  query: z.strictObject({
    entityId: id,
    account,
    currency: z.string().regex(/^[A-Z]{3}$/, 'currency'),
    from: month,
    until: month.optional(),
    form: z.enum(benefitForms).optional(),
    /** One side of the account alone: what makes up its debit or its credit of the span. */
    side: z.enum(['debit', 'credit']).optional(),
    cursor: entryCursors.query,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: page(entryJson),
})

/** An amount in which the books differ from the register. */
const apartJson = z.strictObject({
  objectType: z.string(),
  objectId: z.string(),
  account,
  currency: z.string(),
  form: z.string(),
  register: moneyJson,
  books: moneyJson,
})

/** Compares the books of an entity with the register, benefit by benefit. */
export const checkBooks = operation({
  id: 'ledger.check',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/check',
  summary: 'Whether the memorandum ledger of an entity agrees with the register',
  query: z.strictObject({ entityId: id }),
  answer: z.strictObject({
    agrees: z.boolean(),
    objects: z.int().min(0),
    entries: z.int().min(0),
    /** At most 200 of them; `isWhole` is false where there are more. */
    apart: z.array(apartJson),
    /** Entries that do not add up to zero, or have not the lines that they say. */
    broken: z.array(z.string()),
    isWhole: z.boolean(),
  }),
})

/** One line of the checklist of a month. */
const checkJson = z.strictObject({
  code: z.enum(monthChecks),
  isDone: z.boolean(),
  /** True where the month cannot be closed as long as it is not done. */
  isBlocking: z.boolean(),
  count: z.int().min(0),
  says: z.string(),
})

const periodChangeJson = z.strictObject({
  periodChangeId: id,
  month,
  verb: z.enum(['close', 'reopen']),
  state: proposalState,
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: instant,
  answeredBy: z.string().optional(),
  answeredAt: instant.optional(),
})

/** The months of an entity: what is closed, what comes next, and what keeps it from being closed. */
export const periods = operation({
  id: 'ledger.periods',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/periods',
  summary: 'The months of an entity, and what keeps the next one from being closed',
  query: z.strictObject({ entityId: id }),
  answer: z.strictObject({
    closedUntil: localDate.optional(),
    /** The months with entries and those after them until today, newest first; at most 36. */
    months: z.array(
      z.strictObject({
        month,
        state: z.enum(['running', 'open', 'closed']),
        entries: z.int().min(0),
        /** Entries whose document is of an earlier, closed month. */
        late: z.int().min(0),
      }),
    ),
    /** The month to be closed next, once it is over. */
    next: z
      .strictObject({
        month,
        isOver: z.boolean(),
        canClose: z.boolean(),
        /** Empty until the month is over. */
        checks: z.array(checkJson),
      })
      .optional(),
    changes: z.array(periodChangeJson),
    can: z.strictObject({ propose: z.boolean() }),
  }),
})

/**
 * A closed month as one archive: trial balance, entries, vouchers, payments, certificates, and a manifest
 * with the digest of each. Taking it away is logged with its own digest.
 */
export const filingPack = operation({
  id: 'ledger.filing_pack',
  kind: 'query',
  method: 'GET',
  path: '/v1/ledger/filing-pack',
  summary: 'Filing pack of a closed month as an archive',
  query: z.strictObject({ entityId: id, month, reason: z.string().trim().min(5).max(500) }),
  answer: z.unknown(),
  refusals: ['ledger.month_not_closed', 'ledger.pack_too_large'],
  security: 'factor',
})

/** Proposes to close the next month, or to open the last closed one again. */
export const proposePeriod = operation({
  id: 'ledger.propose_period',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/periods',
  summary: 'Propose to close a month, or to open the last closed one again',
  body: z.strictObject({
    entityId: id,
    month,
    verb: z.enum(['close', 'reopen']),
    reason: z.string().trim().min(5).max(500),
  }),
  answer: z.strictObject({ periodChangeId: id }),
  status: 201,
  refusals: [
    'access.nobody_to_confirm',
    'access.other_entity',
    'ledger.month_not_over',
    'ledger.month_closed',
    'ledger.month_not_next',
    'ledger.month_open',
    'ledger.month_not_last',
    'ledger.month_waits',
    'ledger.month_blocked',
  ],
})

/** The second person's word on a month. */
export const answerPeriod = operation({
  id: 'ledger.answer_period',
  kind: 'command',
  method: 'POST',
  path: '/v1/ledger/periods/:periodChangeId/answer',
  summary: 'Confirm or decline that a month is closed or opened again',
  params: z.strictObject({ periodChangeId: id }),
  body: proposalAnswer,
  answer: z.strictObject({ periodChangeId: id }),
  refusals: [
    'access.other_entity',
    'approvals.reason_needed',
    'ledger.month_answered',
    'ledger.month_takes_two',
    'ledger.month_not_over',
    'ledger.month_closed',
    'ledger.month_not_next',
    'ledger.month_open',
    'ledger.month_not_last',
    'ledger.month_blocked',
  ],
  security: 'factor',
})

/** The operations on the memorandum ledger and its months. */
export const ledgerOperations = [
  trialBalance,
  ledgerEntries,
  checkBooks,
  periods,
  filingPack,
  proposePeriod,
  answerPeriod,
]
