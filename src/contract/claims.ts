import { z } from 'zod'
import { givingWay, id, instant, localDate, moneyJson, page, positiveAmountJson } from './common.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { claimStates } from './states.ts'

const words = z.string().trim().min(1).max(500)
const version = z.int().min(1)

/** An exchange rate as a plain decimal. */
const dailyRate = z.string().regex(/^\d{1,12}(\.\d{1,10})?$/, 'rate')

/** The states of a claim (核销). */
export const claimState = z.enum(claimStates)

const claimed = z.strictObject({ claimId: id, state: claimState, version })
const claimParams = z.strictObject({ claimId: id })

/** What stands on the invoices of a claim and speaks against it. */
const ofInvoices = [
  'payments.no_invoice',
  'invoices.check_negative',
  'invoices.is_red_letter',
  'invoices.is_reversed',
  'invoices.alert_open',
  'invoices.content_differs',
  'invoices.buyer_differs',
  'invoices.buyer_number_differs',
  'invoices.currency_differs',
  'invoices.nothing_claimed',
  'invoices.exceeds_total',
  'invoices.used_for_it',
] as const

/** An invoice that shows a line of a claim, with how much of it does. */
export const invoiceShown = z.strictObject({
  invoiceId: id.optional(),
  number: z.string(),
  amount: moneyJson,
})

/** Files a claim: the approval, the amount and the receipts are all it takes. */
export const fileClaim = operation({
  id: 'payments.file_claim',
  kind: 'command',
  method: 'POST',
  path: '/v1/claims',
  summary: 'File a claim for what was spent on given benefits, with its receipts',
  body: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          requestId: id,
          minor: positiveAmountJson.shape.minor,
          invoiceId: id.optional(),
          /** What is paid for it in `currency`, where a card statement or an invoice says so. */
          paid: positiveAmountJson.shape.minor.optional(),
          /** The rate that was seen; where the company has another one by now, nothing is filed. */
          rate: z.strictObject({ on: localDate, rate: dailyRate }).optional(),
        }),
      )
      .min(1)
      .max(20),
    fileIds: z.array(id).min(1).max(20),
    /** Invoices that show the lines together, as far as no line names its own. */
    invoiceIds: z.array(id).max(20).optional(),
    /** The vendor to be paid, where that is the way of the benefits. */
    vendorId: id.optional(),
    /** Why it is filed for whoever asked for the benefits, where that is somebody else. */
    onBehalf: words.optional(),
    /** In which currency it is paid: that of the benefits where absent, or that of the entity’s books. */
    currency: positiveAmountJson.shape.currency.optional(),
    /** Which of the files is the card statement that shows what was charged. */
    proofId: id.optional(),
  }),
  answer: claimed,
  status: 201,
  refusals: [
    'platform.not_found',
    'requests.file_used',
    'payments.nothing_to_claim',
    'payments.not_given',
    'payments.claim_not_yours',
    'payments.claim_is_own',
    'payments.claim_says_no_why',
    'payments.claim_names_twice',
    'payments.claim_mixes',
    'payments.claim_without_receipt',
    'payments.claim_pays_claimant',
    'payments.claim_needs_vendor',
    'payments.no_vendor',
    'payments.claim_above_given',
    'payments.claim_of_released',
    'payments.claim_above_receipts',
    'payments.personal_payee',
    'payments.pay_own_currency',
    'payments.pay_other_currency',
    'payments.paid_above_rate',
    'payments.pay_without_proof',
    'payments.proof_for_nothing',
    'payments.vendor_says_amount',
    'payments.vendor_shows_amount',
    'payments.no_rate',
    'payments.pays_nothing',
    'payments.rate_of_other_day',
    'payments.rate_changed',
    ...ofInvoices,
  ],
})

/** Finance's word on a claim. */
export const checkClaim = operation({
  id: 'payments.check_claim',
  kind: 'command',
  method: 'POST',
  path: '/v1/claims/:claimId/check',
  summary: 'Take up, dispute, accept or refuse a claim',
  params: claimParams,
  body: z.strictObject({
    version,
    verdict: z.enum(['take', 'dispute', 'accept', 'refuse']),
    reason: words.optional(),
  }),
  answer: claimed,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'access.other_entity',
    'access.duty_conflict',
    'payments.own_claim',
    'payments.claim_reason_needed',
    'payments.claim_questions',
    'payments.receipt_claimed',
    'payments.claim_is_ordered',
    'payments.claim_no_such_move',
    'invoices.check_negative',
    'invoices.is_red_letter',
    'invoices.is_reversed',
    'invoices.alert_open',
  ],
})

/** The claimant answers what finance disputes. */
export const answerClaim = operation({
  id: 'payments.answer_claim',
  kind: 'command',
  method: 'POST',
  path: '/v1/claims/:claimId/answer',
  summary: 'Answer the question of finance about a claim',
  params: claimParams,
  body: z.strictObject({ version, answer: words }),
  answer: claimed,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'payments.claim_not_yours',
    'payments.claim_not_disputed',
  ],
})

/** The claimant takes a claim back, until finance takes it up. */
export const withdrawClaim = operation({
  id: 'payments.withdraw_claim',
  kind: 'command',
  method: 'POST',
  path: '/v1/claims/:claimId/withdraw',
  summary: 'Take back a claim of mine',
  params: claimParams,
  body: z.strictObject({ version, reason: words.optional() }),
  answer: claimed,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'payments.claim_not_yours',
    'payments.claim_in_hand',
    'payments.claim_no_such_move',
  ],
})

/** Where a page of claims begins. */
export const claimCursors = cursorsOf('payments.claims', z.strictObject({ at: instant, id }))

const staff = z.strictObject({ id, name: z.string(), title: z.string().optional() })

const claimPayment = z.strictObject({
  number: z.string(),
  state: z.string(),
  stateWord: z.string(),
  amount: moneyJson,
  paidOn: localDate.optional(),
})

const linePays = z.strictObject({
  amount: moneyJson,
  /** Both amounts with the rate, its day and where the amount comes from, in one sentence. */
  says: z.string(),
  /** What whoever accepts it has to answer in words; absent where nothing is asked. */
  asks: z.string().optional(),
  /** The card statement that shows what was charged. */
  proofId: id.optional(),
})

const claimItem = z.strictObject({
  claimId: id,
  number: z.string(),
  version,
  state: claimState,
  stateWord: z.string(),
  /** Where it and its payment stand, and what comes next, in one sentence. */
  says: z.string(),
  /** What the reader may do as its claimant. */
  canWithdraw: z.boolean(),
  canAnswer: z.boolean(),
  entityId: id,
  claimant: staff,
  /** For whom somebody else filed it, and why. */
  onBehalf: z.strictObject({ says: z.string(), reason: z.string(), of: z.array(staff) }).optional(),
  payee: z.string(),
  way: z.enum(['vendor', 'reimbursement']),
  wayWord: z.string(),
  /** What it closes of the benefits, in their currency. */
  amount: moneyJson,
  /** What is paid, where that is in another currency. */
  pays: moneyJson.optional(),
  /** How many days after giving it came, and whether that is late by the policy. */
  daysAfter: z.int(),
  isLate: z.boolean(),
  filedAt: instant,
  checker: staff.optional(),
  reason: z.string().optional(),
  answer: z.string().optional(),
  receipts: z.int(),
  /** Where papers of the same content lie as well: what whoever accepts it has to answer in words. */
  again: z.array(z.string()),
  payments: z.array(claimPayment),
  lines: z.array(
    z.strictObject({
      requestId: id,
      number: z.string().optional(),
      title: z.string(),
      amount: moneyJson,
      /** What is paid for it, where that is in another currency. */
      pays: linePays.optional(),
      /** That somebody else is paid, or issued the invoice, than its approval named; it stops nothing. */
      remark: z.string().optional(),
      /** Which invoices show it, each with its part; what the reader cannot open has no identifier. */
      invoices: z.array(invoiceShown),
      /** Whether something of it is accepted and not ordered yet. */
      isOwed: z.boolean(),
    }),
  ),
})

const claimList = z.strictObject({
  ...page(claimItem).shape,
  counts: z.array(z.strictObject({ state: claimState, count: z.int(), late: z.int() })),
})

const claimQuery = z.strictObject({
  state: claimState.optional(),
  /** One claim alone, in whatever state. */
  claimId: id.optional(),
  cursor: claimCursors.query,
})

/**
 * The claims of the entities that the reader watches over: what waits from the oldest on, the rest from the
 * newest.
 */
export const claims = operation({
  id: 'payments.claims',
  kind: 'query',
  method: 'GET',
  path: '/v1/claims',
  summary: 'Claims that finance checks, with how many are late',
  query: claimQuery,
  answer: claimList,
})

/** The reader's own claims, the newest first. */
export const myClaims = operation({
  id: 'payments.my_claims',
  kind: 'query',
  method: 'GET',
  path: '/v1/my/claims',
  summary: 'My claims',
  query: claimQuery,
  answer: claimList,
})

/** A benefit of which the reader may claim something, now or once its giving is recorded. */
const claimableItem = z.strictObject({
  requestId: id,
  number: z.string(),
  title: z.string(),
  customer: z.string().optional(),
  /** Who asked for it, where that is not the reader. */
  requester: staff.optional(),
  entityId: id,
  way: givingWay,
  wayWord: z.string(),
  /** Approved is given first; then it is claimed. */
  isGiven: z.boolean(),
  givenOn: localDate.optional(),
  /** What was given or approved, what of it is claimed already, and what is left. */
  whole: moneyJson,
  claimed: moneyJson,
  left: moneyJson,
  /** What of it is said not to follow any more, as far as it was not taken back. */
  released: moneyJson,
  /** Whether the reader may say that of what is left. */
  canRelease: z.boolean(),
  isLate: z.boolean(),
  says: z.string(),
  /** Receipts of the reader that are with it already. */
  receipts: z.array(z.strictObject({ fileId: id, name: z.string() })),
  /** The vendor that was named when it was given, where one on record is to be paid. */
  vendor: z.strictObject({ id, name: z.string() }).optional(),
  /** How it is paid in the currency of the entity’s books, where it was given in another one. */
  books: z
    .strictObject({
      currency: positiveAmountJson.shape.currency,
      /** What it comes to at the rate of the day of the giving; absent where the company has no rate. */
      worth: z.strictObject({ amount: moneyJson, rate: dailyRate, on: localDate }).optional(),
      /** That in one sentence, or which rate is missing and who can add it. */
      says: z.string(),
    })
    .optional(),
})

/** That nothing more follows for a benefit of the reader's, while it can be taken back. */
const releasedItem = z.strictObject({
  releaseId: id,
  version,
  requestId: id,
  number: z.string(),
  title: z.string(),
  amount: moneyJson,
  reason: z.string(),
  /** Who said so and when, and what comes next, in one sentence. */
  says: z.string(),
})

/** What the reader may claim: given with something left, and approved with its giving still to come. */
export const claimable = operation({
  id: 'payments.claimable',
  kind: 'query',
  method: 'GET',
  path: '/v1/my/claimable',
  summary: 'What I may claim',
  query: z.strictObject({
    /** One alone; of somebody else's, with those that one bill may be for too. */
    requestId: id.optional(),
    /** For how much its worth in the currency of the books is told; for all that is left where absent. */
    minor: positiveAmountJson.shape.minor.optional(),
  }),
  answer: z.strictObject({
    items: z.array(claimableItem),
    /** What was said not to follow, of what is not completed yet; the newest first. */
    released: z.array(releasedItem),
    /** Of all that is given and unclaimed: how many, and how many of them would be late. */
    open: z.int(),
    late: z.int(),
    /** True where more are open than are listed; the newest are. */
    hasMore: z.boolean(),
  }),
})

export const claimOperations = [
  fileClaim,
  checkClaim,
  answerClaim,
  withdrawClaim,
  claims,
  myClaims,
  claimable,
] as const
