import { z } from 'zod'
import { id, instant, localDate, moneyJson } from './common.ts'
import { operation } from './operation.ts'

const staff = z.strictObject({ id, name: z.string(), title: z.string().optional() })

/** A part of a payment that came back from its payee, as the payment shows it. */
export const refundItem = z.strictObject({
  refundId: id,
  state: z.enum(['recorded', 'withdrawn']),
  stateWord: z.string(),
  amount: moneyJson,
  /** The day on which the bank shows the money. */
  bookedOn: localDate,
  lineId: id,
  reason: z.string(),
  by: staff,
  at: instant,
})

/** Of which payments a line may be a part that came back, those first that look like it. */
export const refundable = operation({
  id: 'bank.refundable',
  kind: 'query',
  method: 'GET',
  path: '/v1/bank-statement-lines/:lineId/refundable',
  summary: 'Payments that a line of a statement may bring back, in part or as a whole',
  params: z.strictObject({ lineId: id }),
  query: z.strictObject({
    /** A part of the number of a payment or of the name of its payee. */
    text: z.string().trim().max(100).optional(),
  }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        orderId: id,
        number: z.string(),
        requestId: id,
        payee: z.string(),
        tail: z.string(),
        paidOn: localDate,
        amount: moneyJson,
        /** What came back of it before, and what of it would be left once this line has. */
        cameBack: moneyJson,
        left: moneyJson,
        /** The line is the whole of it: it is answered as `returned`, any other as `refunded`. */
        isWhole: z.boolean(),
        /** The line names it, or its payee's account ends as that of the line. */
        isLikely: z.boolean(),
        /** Whether this reader may say so of it, and why not. */
        answer: z.strictObject({ can: z.boolean(), why: z.string().optional(), needsFactor: z.boolean() }),
      }),
    ),
    /** True where there are more than these: a text finds the others. */
    isPart: z.boolean(),
  }),
})
