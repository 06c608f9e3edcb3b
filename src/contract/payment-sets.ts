import { z } from 'zod'
import { amountJson, id, moneyJson } from './common.ts'
import { operation } from './operation.ts'
import { checkOrder, orderState, paymentRests, prepareOrder } from './payments.ts'
import { paymentSetMax } from './states.ts'

/** Why a refused item was refused, and what to do. */
const said = {
  /** The code of the refusal; absent where it was done. */
  code: z.string().optional(),
  says: z.string(),
  wayOut: z.string().optional(),
}

/**
 * Prepares an order for each of several benefits, each by the command for one, in its own transaction and
 * under its own key, so that one that is refused holds up none of the others.
 */
export const prepareSet = operation({
  id: 'payments.prepare_set',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-orders/prepare-set',
  summary: 'Prepare a payment order for each of several benefits',
  body: z.strictObject({ items: z.array(prepareOrder.body).min(1).max(paymentSetMax) }),
  answer: z.strictObject({
    done: z.int(),
    results: z.array(
      z.strictObject({
        requestId: id,
        claimId: id.optional(),
        requestNumber: z.string().optional(),
        isDone: z.boolean(),
        orderId: id.optional(),
        /** The number of the order. */
        number: z.string().optional(),
        ...said,
      }),
    ),
  }),
  refusals: ['payments.set_names_twice', 'payments.set_all_refused', 'payments.set_item_broke'],
  security: 'factor',
})

/** What is unusual about an order: what its checker looks at first. */
export const unusualKinds = [
  'first_payment',
  'new_account',
  'changed_account',
  'same_account',
  'near_limit',
  'same_amount',
] as const

const party = z.strictObject({ id, name: z.string(), account: z.string() })

/** The set as its checker sees it: what can be checked together, and what stands aside, and why. */
export const checkSheet = operation({
  id: 'payments.check_sheet',
  kind: 'preview',
  method: 'POST',
  path: '/v1/payment-orders/check-sheet',
  summary: 'See a set of payment orders before checking it',
  body: z.strictObject({ orderIds: z.array(id).min(1).max(paymentSetMax) }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        orderId: id,
        version: z.int(),
        /** What was shown of it; it goes back with the set, which is refused where it is another by then. */
        shown: z.string(),
        number: z.string(),
        entity: z.string(),
        requestId: id,
        requestNumber: z.string().optional(),
        purpose: z.string(),
        payee: party,
        /** What its checker always sees, as of the order alone. */
        rests: paymentRests,
        amount: moneyJson,
        /** What it closes of its benefit, where that is in another currency. */
        closes: moneyJson.optional(),
        maker: z.string(),
        unusual: z.array(z.strictObject({ kind: z.enum(unusualKinds), says: z.string() })),
      }),
    ),
    /** What is checked alone, or not by this reader. */
    aside: z.array(
      z.strictObject({
        orderId: id,
        number: z.string().optional(),
        payee: party.optional(),
        amount: moneyJson.optional(),
        closes: moneyJson.optional(),
        code: z.string(),
        says: z.string(),
        wayOut: z.string(),
      }),
    ),
    /** What the set comes to, one sum a currency; a set that is checked has one currency. */
    totals: z.array(moneyJson),
    payees: z.int(),
    needsFactor: z.boolean(),
  }),
  refusals: ['payments.set_names_twice'],
})

/**
 * Checks a set as it was shown, with its total typed. Each order is then checked by the command for one, with
 * all its own rules, in its own transaction and under its own key.
 */
export const checkSet = operation({
  id: 'payments.check_set',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-orders/check-set',
  summary: 'Check a set of payment orders that others prepared',
  body: z.strictObject({
    items: z
      .array(z.strictObject({ orderId: id, version: z.int().min(1), shown: z.string().min(1).max(64) }))
      .min(1)
      .max(paymentSetMax),
    /** What its checker read together; never copied from the sheet by a program. */
    total: amountJson,
    reason: checkOrder.body.shape.reason,
  }),
  answer: z.strictObject({
    done: z.int(),
    results: z.array(
      z.strictObject({
        orderId: id,
        number: z.string().optional(),
        isDone: z.boolean(),
        state: orderState.optional(),
        ...said,
      }),
    ),
  }),
  refusals: [
    'payments.set_names_twice',
    'payments.set_out_of_sight',
    'payments.set_changed',
    'payments.set_changed_since',
    'payments.set_mixes_currencies',
    'payments.set_total_differs',
    'payments.set_all_refused',
    'payments.set_item_broke',
    'payments.checked_alone_person',
    'payments.checked_alone_account',
    'payments.checked_alone_rate',
  ],
  security: 'factor',
})

export const paymentSetOperations = [prepareSet, checkSheet, checkSet] as const
