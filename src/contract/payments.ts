import { z } from 'zod'
import { amountJson, id, instant, localDate, moneyJson, page } from './common.ts'
import { invoiceShown } from './claims.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { refundItem } from './refunds.ts'
import { orderStates, payableWays } from './states.ts'

const words = z.string().trim().min(1).max(500)
const version = z.int().min(1)

/** The states of a payment order. */
export const orderState = z.enum(orderStates)

const ordered = z.strictObject({ orderId: id, state: orderState, version })
const orderParams = z.strictObject({ orderId: id })

/** What holds an order back, whoever makes, checks or sends it. */
const held = [
  'platform.not_found',
  'requests.unknown_kind',
  'requests.reversal_waits',
  'requests.worse_before_payment',
  'requests.evidence_missing',
  'payments.nothing_to_pay_out',
  'payments.not_approved',
  'payments.not_given',
  'payments.needs_claim',
  'payments.claim_not_accepted',
  'payments.no_payee',
  'payments.no_vendor',
  'payments.payee_merged',
  'payments.no_account',
  'payments.account_not_verified',
  'payments.account_of_another',
  'payments.account_cools_off',
  'payments.account_by_merge',
  'payments.account_changed',
  'payments.no_own_account',
  'payments.own_account_not_verified',
  'payments.personal_payee',
  'payments.no_agreement',
  'payments.own_request',
  'payments.approver_never_pays',
  'payments.own_payment',
  'payments.changer_never_pays',
  'payments.claimant_never_pays',
  'payments.confirmer_never_pays',
  'payments.people_not_apart',
  'payments.not_booked',
  'access.other_entity',
] as const

/** The first of the two people of a payment. */
export const prepareOrder = operation({
  id: 'payments.prepare',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-orders',
  summary: 'Prepare a payment order for an approved or a claimed benefit',
  body: z.strictObject({
    requestId: id,
    /** The accepted claim on which a vendor or an employee is paid. */
    claimId: id.optional(),
    /** The confirmed exception by which a natural person is paid. */
    exceptionId: id.optional(),
    /** A part of what is left, before tax, in minor units; without it, all of it. */
    minor: amountJson.shape.minor.optional(),
    purpose: z.string().trim().min(1).max(140),
  }),
  answer: ordered,
  status: 201,
  refusals: [
    ...held,
    'payments.no_claim_here',
    'payments.nothing_left',
    'payments.above_payable',
    'payments.part_closes_nothing',
    'payments.nothing_after_tax',
    'payments.withholding_in_yuan',
    'payments.no_withholding_rate',
  ],
  security: 'factor',
})

/** The second of the two people of a payment; everything is decided again. */
export const checkOrder = operation({
  id: 'payments.check',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-orders/:orderId/check',
  summary: 'Check a payment order that somebody else prepared',
  params: orderParams,
  body: z.strictObject({ version, reason: words.optional() }),
  answer: ordered,
  refusals: [
    ...held,
    'platform.stale',
    'payments.no_such_move',
    'payments.maker_never_checks',
    'payments.withholding_changed',
    'payments.withholding_in_yuan',
    'payments.no_withholding_rate',
  ],
  security: 'factor',
})

/** Nothing of it has left: what it held may be ordered again. */
export const stopOrder = operation({
  id: 'payments.stop',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-orders/:orderId/stop',
  summary: 'Stop a payment order that was not sent',
  params: orderParams,
  body: z.strictObject({ version, reason: words }),
  answer: ordered,
  refusals: ['platform.not_found', 'platform.stale', 'payments.no_such_move', 'access.other_entity'],
})

/** Where a page of the payment queue begins. */
export const orderCursors = cursorsOf('payments.queue', z.strictObject({ at: instant, id }))

const staff = z.strictObject({ id, name: z.string(), title: z.string().optional() })
const can = z.strictObject({ can: z.boolean(), why: z.string().optional(), needsFactor: z.boolean() })

/** On what a payment rests: what its maker and its checker always see. */
export const paymentRests = z.strictObject({
  /** Whose record the payee is, in whose name the account stands, and whether the two are one. */
  name: z.strictObject({ party: z.string(), holder: z.string(), matches: z.boolean() }).optional(),
  agreement: z.strictObject({ number: z.string(), clause: z.string(), text: z.string() }).optional(),
  /**
   * The claim on which it is paid: what that says of this benefit, and the invoices that show it. What the
   * reader cannot open has no identifier.
   */
  claim: z
    .strictObject({ claimId: id, number: z.string(), amount: moneyJson, invoices: z.array(invoiceShown) })
    .optional(),
  /** The account of the general ledger (科目) that bears it. */
  subject: z.strictObject({ code: z.string(), name: z.string() }).optional(),
  /** What its decision said of taxes and invoices. */
  tax: z.array(z.string()),
})

/** The individual income tax that is withheld from a natural person, before it and after. */
export const withheldTax = z.strictObject({
  owed: moneyJson,
  tax: moneyJson,
  paid: moneyJson,
  law: z.string(),
})

/** A payment order as a list shows it. */
export const orderItem = z.strictObject({
  orderId: id,
  number: z.string(),
  version,
  state: orderState,
  stateWord: z.string(),
  entityId: id,
  entity: z.string(),
  requestId: id,
  requestNumber: z.string().optional(),
  way: z.enum(payableWays),
  wayWord: z.string(),
  payee: z.strictObject({
    kind: z.enum(['customer', 'vendor', 'employee', 'person']),
    id,
    name: z.string(),
    /** The last four characters of the account, and its bank. */
    account: z.string(),
  }),
  rests: paymentRests,
  /** True where a natural person is paid by an exception. */
  isException: z.boolean(),
  /** What leaves the house. */
  amount: moneyJson,
  /** What it closes of the benefit, where that is in another currency. */
  closes: moneyJson.optional(),
  /** Present where income tax is withheld: then more is owed than leaves the house. */
  withheld: withheldTax.optional(),
  /** What of it came back in parts, all together and each; absent where nothing did. */
  cameBack: moneyJson.optional(),
  refunds: z.array(refundItem).optional(),
  purpose: z.string(),
  endToEndId: z.string(),
  maker: staff,
  madeAt: instant,
  checker: staff.optional(),
  checkedAt: instant.optional(),
  paidOn: localDate.optional(),
  reason: z.string().optional(),
  /** What this reader may do with it, and why not. */
  actions: z.strictObject({ check: can, stop: can }),
})

/** The queue of finance: the oldest first while something is to be done, with a filter. */
export const orderQueue = operation({
  id: 'payments.queue',
  kind: 'query',
  method: 'GET',
  path: '/v1/payment-orders',
  summary: 'Payment orders, those that wait first',
  query: z.strictObject({
    state: orderState.optional(),
    way: z.enum(payableWays).optional(),
    entityId: id.optional(),
    requestId: id.optional(),
    /** One order alone, in whatever state. */
    orderId: id.optional(),
    cursor: orderCursors.query,
  }),
  answer: z.strictObject({
    ...page(orderItem).shape,
    /** How many orders stand in each state, within the other filters. */
    counts: z.array(z.strictObject({ state: orderState, count: z.int() })),
  }),
})

/** Where a page of what may be ordered begins. */
export const payableCursors = cursorsOf('payments.payables', z.strictObject({ on: localDate, id }))

/** What may be ordered, as the order for all that is left of it was weighed for this reader. */
const payable = {
  requestId: id,
  requestNumber: z.string().optional(),
  title: z.string(),
  entityId: id,
  entity: z.string(),
  way: z.enum(payableWays),
  wayWord: z.string(),
  payee: z.strictObject({ id, name: z.string() }),
  happenedOn: localDate,
  value: moneyJson,
  /** What no payment order holds yet. */
  left: moneyJson,
  account: z.strictObject({ text: z.string(), isVerified: z.boolean() }).optional(),
  rests: paymentRests,
  /** What holds it back now, for this reader; absent where an order may be made. */
  hold: z.strictObject({ code: z.string(), reason: z.string(), repair: z.string() }).optional(),
  canPrepare: z.boolean(),
  /** Why its order, made now, would be checked alone and not in a set; absent where it may stand in one. */
  alone: z.strictObject({ code: z.string(), reason: z.string() }).optional(),
  /** What an order for all that is left would withhold; absent where it is nothing. */
  withheld: withheldTax.optional(),
}

/** What may be ordered to customers' company accounts, and what holds each back. */
export const payables = operation({
  id: 'payments.payables',
  kind: 'query',
  method: 'GET',
  path: '/v1/payables',
  summary: 'Approved benefits that may be paid to company accounts, the oldest first',
  query: z.strictObject({ entityId: id.optional(), cursor: payableCursors.query }),
  answer: page(
    z.strictObject({
      ...payable,
      /** The confirmed exception by which the customer, a natural person, is paid: an order names it. */
      exceptionId: id.optional(),
      /** Whether this reader may propose that the customer, a natural person, is paid. */
      canPropose: z.boolean(),
    }),
  ),
})

/** Where a page of accepted claims that may be ordered begins. */
export const payableClaimCursors = cursorsOf('payments.payable_claims', z.strictObject({ at: instant, id }))

/** What of accepted claims may be ordered to vendors and our own people, and what holds each back. */
export const payableClaims = operation({
  id: 'payments.payable_claims',
  kind: 'query',
  method: 'GET',
  path: '/v1/payable-claims',
  summary: 'Accepted claims that may be paid, benefit by benefit, the oldest first',
  query: z.strictObject({ entityId: id.optional(), cursor: payableClaimCursors.query }),
  answer: page(
    z.strictObject({
      ...payable,
      claimId: id,
      claimNumber: z.string(),
      /** What it closes of the benefit, where that is in another currency. */
      closes: moneyJson.optional(),
    }),
  ),
})

export const paymentOrderOperations = [
  prepareOrder,
  checkOrder,
  stopOrder,
  orderQueue,
  payables,
  payableClaims,
] as const
