import { z } from 'zod'
import { bankForm, bankProblem, ownAccount } from './bank.ts'
import { id, instant, localDate, moneyJson, page } from './common.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { orderState } from './payments.ts'
import { refundable } from './refunds.ts'

const version = z.int().min(1)
const staff = z.strictObject({ id, name: z.string(), title: z.string().optional() })
const can = z.strictObject({ can: z.boolean(), why: z.string().optional(), needsFactor: z.boolean() })

/** Accounts, batches and what of the statements is unexplained. */
export const reconciliation = operation({
  id: 'bank.reconciliation',
  kind: 'query',
  method: 'GET',
  path: '/v1/bank-reconciliation',
  summary: 'Bank accounts, batches and what is unexplained',
  query: z.strictObject({
    entityId: id,
    /** One batch alone, however old; the rest of the answer is the same. */
    batchId: id.optional(),
  }),
  answer: z.strictObject({
    accounts: z.array(
      z.strictObject({
        ...ownAccount.shape,
        holder: z.string(),
        bank: z.string(),
        /** The last four characters. */
        tail: z.string(),
        form: bankForm,
        formName: z.string(),
        /** False where its template is not in force any more: no file leaves. */
        isFormInForce: z.boolean(),
        /** Another form that waits for its second person. */
        formChange: z
          .strictObject({
            changeId: id,
            version,
            form: bankForm,
            formName: z.string(),
            reason: z.string(),
            statedBy: staff,
            statedAt: instant,
            confirm: can,
          })
          .optional(),
        statements: z.int(),
        /** The closing balance of the latest statement that counts. */
        closing: moneyJson.optional(),
        closingOn: localDate.optional(),
        /** Closing balances that the next statement does not begin with: a statement is missing there. */
        gaps: z.array(z.strictObject({ from: localDate, to: localDate, difference: moneyJson })),
        /** What the lines that wait for a person come to, and how many they are. */
        unexplained: z.strictObject({ lines: z.int(), amount: moneyJson }),
        /** When the last statement was brought in, which may be later than its day. */
        importedAt: instant.optional(),
        /** The balance by our own records, against that of the statements; absent without a statement. */
        books: z
          .strictObject({
            since: localDate,
            /** The opening balance of the first statement, from which both sides go on. */
            opening: moneyJson,
            paid: z.strictObject({ orders: z.int(), amount: moneyJson }),
            other: z.array(
              z.strictObject({
                verdict: z.enum(['fee', 'incoming', 'elsewhere', 'refunded']),
                lines: z.int(),
                amount: moneyJson,
              }),
            ),
            records: moneyJson,
            /** The statements' balance less ours. */
            difference: moneyJson,
            /** What of it is left when what no statement has shown yet is taken off: 0 to close a month. */
            unexplained: moneyJson,
          })
          .optional(),
        /** Paid by the bank's word, but on no statement yet. */
        notShown: z.strictObject({ orders: z.int(), amount: moneyJson }),
        /** On its way, or its end unknown. */
        underWay: z.strictObject({ orders: z.int(), amount: moneyJson }),
      }),
    ),
    batches: z.array(
      z.strictObject({
        batchId: id,
        accountId: id,
        executeOn: localDate,
        /** The form in which it left, which it keeps. */
        formName: z.string(),
        orders: z.int(),
        total: moneyJson,
        madeAt: instant,
        files: z.array(z.strictObject({ fileId: id, name: z.string(), digest: z.string(), orders: z.int() })),
      }),
    ),
    /** Payments that are under way, and those that an open line may be. */
    sent: z.array(
      z.strictObject({
        orderId: id,
        version,
        number: z.string(),
        requestId: id,
        accountId: id,
        payee: z.string(),
        tail: z.string(),
        amount: moneyJson,
        state: orderState,
        stateWord: z.string(),
        sentAt: instant.optional(),
        maker: staff,
        /** Whether this reader may say of it what a line is, or that it did not leave. */
        answer: can,
        settle: can,
      }),
    ),
    /** What this reader may do here. */
    can: z.strictObject({
      importStatement: z.boolean(),
      importResults: z.boolean(),
      answer: z.boolean(),
      makeBatch: z.boolean(),
      stateAccount: z.boolean(),
      verifyAccount: z.boolean(),
      changeForm: z.boolean(),
    }),
    /** Lines that wait for a person. */
    lines: z.array(
      z.strictObject({
        lineId: id,
        version,
        accountId: id,
        row: z.int(),
        bookedOn: localDate,
        direction: z.enum(['in', 'out']),
        amount: moneyJson,
        tail: z.string().optional(),
        endToEndId: z.string().optional(),
        verdict: z.enum(['ask', 'never_made']),
        why: z.string().optional(),
        whyWord: z.string().optional(),
        /** Who took back what it was said to be, and why; they never answer it. */
        unmatched: z
          .strictObject({ by: staff, at: instant, reason: z.string(), isReader: z.boolean() })
          .optional(),
        candidates: z.array(id),
      }),
    ),
    held: z.array(
      z.strictObject({ statementId: id, number: z.string(), importedAt: instant, ...bankProblem.shape }),
    ),
  }),
})

/** Where a page of lines begins. */
export const bankLineCursors = cursorsOf('bank.lines', z.strictObject({ on: localDate, id }))

/** The lines that say what they are, the latest first. */
export const bankLines = operation({
  id: 'bank.lines',
  kind: 'query',
  method: 'GET',
  path: '/v1/bank-statement-lines',
  summary: 'Lines of statements that are answered, by the product or by a person',
  query: z.strictObject({
    accountId: id,
    by: z.enum(['all', 'person']).default('all'),
    /** One line alone. */
    lineId: id.optional(),
    cursor: bankLineCursors.query,
  }),
  answer: page(
    z.strictObject({
      lineId: id,
      version,
      row: z.int(),
      bookedOn: localDate,
      direction: z.enum(['in', 'out']),
      amount: moneyJson,
      tail: z.string().optional(),
      verdict: z.string(),
      verdictWord: z.string(),
      byWord: z.string().optional(),
      orders: z.array(z.strictObject({ orderId: id, number: z.string(), payee: z.string() })),
      answerer: staff.optional(),
      answeredAt: instant.optional(),
      reason: z.string().optional(),
      /** Whether this reader may take back what it was said to be. */
      unmatch: can,
      /** Present for money from elsewhere: whether this reader may say that a part of a payment came back. */
      refund: can.optional(),
    }),
  ),
})

/** The operations that read what stands at banks. */
export const reconciliationOperations = [reconciliation, bankLines, refundable] as const
