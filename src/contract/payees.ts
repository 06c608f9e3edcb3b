import { z } from 'zod'
import {
  id,
  instant,
  localDate,
  moneyJson,
  page,
  payeeRoute,
  proposalAnswer,
  proposalState,
  routeRefusals,
  routeShown,
} from './common.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { permissionJson, staffRef } from './screens.ts'
import { staffAccountStates } from './states.ts'

const words = z.string().trim().min(1).max(500)
const name = z.string().trim().min(1).max(200)
const accountNumber = z.string().trim().min(5).max(60)
const stated = z.strictObject({ accountId: id })

const staffAccountState = z.enum(staffAccountStates)
const checkWay = z.enum(['in_person', 'bank_confirmation', 'payroll'])

const staffAccount = z.strictObject({
  accountId: id,
  holder: z.string(),
  bank: z.string(),
  /** All but the last four signs are masked. */
  number: z.string(),
  ...routeShown,
  state: staffAccountState,
  stateWord: z.string(),
  reference: z.string(),
  statedAt: instant,
  /** Who stated it for somebody who has left. */
  stater: staffRef.optional(),
  checker: staffRef.optional(),
  checkedAt: instant.optional(),
  /** In words, as what the checker found is. */
  checkedHow: z.string().optional(),
  checkReference: z.string().optional(),
})

/** An account as somebody states it. */
const account = {
  holder: name,
  bank: name,
  number: accountNumber,
  ...payeeRoute,
  reference: words,
}

/** Everybody states the account on which they are reimbursed. */
export const stateOwnAccount = operation({
  id: 'payments.state_own_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/my/account',
  summary: 'State the account on which I am reimbursed',
  body: z.strictObject(account),
  answer: stated,
  status: 201,
  refusals: [
    'platform.not_found',
    'payments.account_number_wrong',
    'payments.account_not_own',
    'payments.account_known',
    ...routeRefusals,
  ],
  security: 'factor',
})

/** Whoever has left signs in no more: finance states the account from a paper, and another verifies it. */
export const stateLeaverAccount = operation({
  id: 'payments.state_leaver_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/staff-accounts',
  summary: 'State the account on which somebody who has left is reimbursed',
  body: z.strictObject({ personId: id, ...account }),
  answer: stated,
  status: 201,
  refusals: [
    'platform.not_found',
    'access.other_entity',
    'payments.account_of_who_is_here',
    'payments.account_number_wrong',
    'payments.account_not_own',
    'payments.account_known',
    ...routeRefusals,
  ],
  security: 'factor',
})

/** The second person: seen with the colleague, the bank or the payroll. */
export const checkStaffAccount = operation({
  id: 'payments.check_staff_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/staff-accounts/:accountId/check',
  summary: 'Verify or refuse the account of a colleague',
  params: z.strictObject({ accountId: id }),
  body: z.strictObject({
    answer: z.enum(['confirm', 'refuse']),
    how: checkWay,
    reference: words,
  }),
  answer: stated,
  refusals: [
    'platform.not_found',
    'access.other_entity',
    'payments.account_checked',
    'payments.own_account_check',
  ],
  security: 'factor',
})

/** The reader's own account: the one that counts, and the others that they stated, the newest first. */
export const myAccount = operation({
  id: 'payments.my_account',
  kind: 'query',
  method: 'GET',
  path: '/v1/my/account',
  summary: 'The account on which I am reimbursed, and where it stands',
  answer: z.strictObject({
    standing: z.enum(['none', 'stated', 'verified', 'refused']),
    /** Where it stands and what comes next, in one sentence. */
    says: z.string(),
    /** What its owner should know beside that: from when it is paid, that a later one was refused. */
    note: z.string().optional(),
    account: staffAccount.optional(),
    others: z.array(staffAccount),
    /** The name that a form proposes as its holder. */
    holder: z.string(),
    /** Whether a bank of ours asks for a phone of the payee: otherwise none is taken. */
    takesPhone: z.boolean(),
    actions: z.strictObject({ state: permissionJson }),
  }),
})

/** Where a page of colleagues' accounts begins. */
export const staffAccountCursors = cursorsOf('payments.staff_accounts', z.strictObject({ at: instant, id }))

/** The accounts of colleagues in the entities in which the reader verifies them. */
export const staffAccounts = operation({
  id: 'payments.staff_accounts',
  kind: 'query',
  method: 'GET',
  path: '/v1/staff-accounts',
  summary: 'Accounts of colleagues, with those that wait for verification',
  query: z.strictObject({ state: staffAccountState.optional(), cursor: staffAccountCursors.query }),
  answer: z.strictObject({
    ...page(
      staffAccount.extend({
        owner: staffRef,
        entityId: id,
        entity: z.string(),
        /** The whole number, for whoever may hold it against a paper now and for nobody else. */
        toCompare: z.string().optional(),
        /** The verified account, masked, whose place it takes once it is verified. */
        replaces: z.string().optional(),
        actions: z.strictObject({ check: permissionJson }),
      }),
    ).shape,
    counts: z.array(z.strictObject({ state: staffAccountState, count: z.int() })),
    /** Who has left, for whom the reader may state one; the latest first. */
    leavers: z.array(z.strictObject({ ...staffRef.shape, leftOn: localDate, holder: z.string() })),
    takesPhone: z.boolean(),
    /** How an account may be verified, in words. */
    ways: z.array(z.strictObject({ value: checkWay, word: z.string() })),
  }),
})

/** Proposes that a natural person is paid; a second person confirms it. */
export const proposeException = operation({
  id: 'payments.propose_exception',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-exceptions',
  summary: 'Propose that a consumer is refunded or a licensed agent is paid',
  body: z.strictObject({
    requestId: id,
    kind: z.enum(['consumer_refund', 'licensed_agent']),
    payeeId: id,
    holder: name,
    bank: name,
    number: accountNumber,
    ...payeeRoute,
    reference: words,
    reason: words,
    taxTreatment: z.enum(['none_refund', 'labour_income', 'incidental_income']),
  }),
  answer: z.strictObject({ exceptionId: id }),
  status: 201,
  refusals: [
    'platform.not_found',
    'access.other_entity',
    'access.nobody_to_confirm',
    'payments.account_number_wrong',
    'payments.exception_waits',
    'payments.exception_without_account',
    'payments.exception_of_another',
    'payments.exception_holder_differs',
    'payments.exception_needs_person',
    'payments.exception_needs_consumer',
    'payments.tax_does_not_fit',
    ...routeRefusals,
  ],
  security: 'factor',
})

/** The second person on an exception: neither who asked for the benefit nor who pays. */
export const answerException = operation({
  id: 'payments.answer_exception',
  kind: 'command',
  method: 'POST',
  path: '/v1/payment-exceptions/:exceptionId/answer',
  summary: 'Confirm or decline an exception for a personal payee',
  params: z.strictObject({ exceptionId: id }),
  body: proposalAnswer,
  answer: z.strictObject({ exceptionId: id }),
  refusals: [
    'platform.not_found',
    'access.other_entity',
    'approvals.reason_needed',
    'payments.exception_answered',
    'payments.own_exception',
    'payments.approver_never_confirms',
    'payments.payer_never_confirms',
  ],
  security: 'factor',
})

/** Every natural person who was or is to be paid: a list that nobody can shorten. */
export const exceptions = operation({
  id: 'payments.exceptions',
  kind: 'query',
  method: 'GET',
  path: '/v1/payment-exceptions',
  summary: 'The report of exceptions: natural persons as payees',
  query: z.strictObject({ state: proposalState.optional() }),
  answer: z.strictObject({
    /** Whether this reader may propose one at all. */
    canPropose: z.boolean(),
    items: z.array(
      z.strictObject({
        exceptionId: id,
        version: z.int(),
        state: proposalState,
        stateWord: z.string(),
        kind: z.enum(['consumer_refund', 'licensed_agent']),
        kindWord: z.string(),
        entityId: id,
        requestId: id,
        requestNumber: z.string().optional(),
        payee: z.string(),
        reference: z.string(),
        reason: z.string(),
        taxTreatment: z.string(),
        taxWord: z.string(),
        asker: z.string(),
        askedAt: instant,
        answerer: z.string().optional(),
        answeredAt: instant.optional(),
        /** What live orders pay out by it. */
        ordered: z.array(moneyJson),
        /** The income tax that they withhold beside it. */
        withheld: z.array(moneyJson),
        /** Whether this reader may order what it stands for: it is confirmed, and nothing is ordered yet. */
        canPrepare: z.boolean(),
      }),
    ),
  }),
})

const word = z.strictObject({ key: z.string(), word: z.string() })
const exceptionKind = z.enum(['consumer_refund', 'licensed_agent'])

/** Who of a benefit can be paid by an exception, as what and with which tax: what a proposal is made of. */
export const exceptionPayees = operation({
  id: 'payments.exception_payees',
  kind: 'query',
  method: 'GET',
  path: '/v1/payment-exceptions/payees',
  summary: 'The natural persons of a benefit for whom an exception can be proposed',
  /** The request, by its identifier or the number that people read. */
  query: z.strictObject({ of: z.string().trim().min(1).max(60) }),
  answer: z.strictObject({
    requestId: id,
    requestNumber: z.string().optional(),
    title: z.string(),
    entityId: id,
    entity: z.string(),
    amount: moneyJson,
    payees: z.array(
      z.strictObject({
        id,
        name: z.string(),
        /** Each kind, and why it is none for this payee. */
        kinds: z.array(z.strictObject({ key: exceptionKind, why: z.string().optional() })),
      }),
    ),
    /** Each kind with the tax treatments that fit it. */
    kinds: z.array(z.strictObject({ key: exceptionKind, word: z.string(), taxes: z.array(word) })),
    takesPhone: z.boolean(),
    /** What holds a proposal back now, for this reader; absent where one can be made. */
    hold: z.strictObject({ reason: z.string(), repair: z.string() }).optional(),
  }),
})

export const payeeOperations = [
  stateOwnAccount,
  stateLeaverAccount,
  checkStaffAccount,
  myAccount,
  staffAccounts,
  proposeException,
  answerException,
  exceptions,
  exceptionPayees,
] as const
