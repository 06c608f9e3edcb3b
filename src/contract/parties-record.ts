import { z } from 'zod'
import { id, instant, localDate, page, payeeRoute, routeRefusals, routeShown } from './common.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { factField, partyRef, permissionJson, staffRef, whenJson } from './screens.ts'

const name = z.string().trim().min(1).max(200)
const words = z.string().trim().min(1).max(500)
const partyParams = z.strictObject({ partyId: id })
const yesNo = z.boolean().nullable().optional()

/** What may prove a correction of a customer's record. */
const recordEvidence = z.enum([
  'registry_extract',
  'ownership_statement',
  'procurement_register',
  'sealed_letter',
  'customer_statement',
])

const accountSource = z.enum(['contract', 'sealed_letter', 'invoice', 'message'])
const accountCheck = z.enum(['call_back', 'visit', 'bank_confirmation', 'sealed_letter'])
const choice = z.strictObject({ value: z.string(), word: z.string() })

/** One entry of the record: what it says, since when, on which evidence, and how a form asks for it. */
const recordEntry = z.strictObject({
  field: factField,
  text: z.string(),
  value: z.union([z.string(), z.boolean()]).optional(),
  since: localDate.optional(),
  /** The latest evidence, in words; absent while nobody has proved it. */
  evidence: z.string().optional(),
  by: staffRef.optional(),
  /** The evidence that a correction of it needs; empty where it needs none. */
  proofs: z.array(choice),
})

const recordAccount = z.strictObject({
  accountId: id,
  holder: z.string(),
  bank: z.string(),
  /** All but the last four signs are masked. */
  number: z.string(),
  /** The whole number, for whoever may verify it now and for nobody else. */
  toCompare: z.string().optional(),
  ...routeShown,
  state: z.enum(['stated', 'verified', 'refused', 'replaced']),
  word: z.string(),
  /** False where the account is in another name than the customer's own. */
  isInOwnName: z.boolean(),
  givenIn: z.string(),
  reference: z.string(),
  statedBy: staffRef,
  stated: whenJson,
  checkedBy: staffRef.optional(),
  checkedHow: z.string().optional(),
  check: permissionJson,
})

/**
 * What is on record of a customer or a person for the rules, with its evidence, and what the reader may put
 * right. For a customer its entries and accounts; for a person the classes.
 */
export const partyRecord = operation({
  id: 'parties.record',
  kind: 'query',
  method: 'GET',
  path: '/v1/parties/:partyId/record',
  summary: 'The record of a customer or a person',
  params: partyParams,
  answer: z.strictObject({
    party: partyRef,
    version: z.int().min(1),
    entries: z.array(recordEntry),
    accounts: z.array(recordAccount),
    classes: z.array(
      z.strictObject({
        word: z.string(),
        fromOn: localDate,
        untilOn: localDate.optional(),
        isVerified: z.boolean(),
        source: z.string(),
        evidence: z.string().optional(),
      }),
    ),
    /** The classes that a form offers for a person, each with the evidence that may prove it. */
    classChoices: z.array(choice.extend({ proofs: z.array(choice) })),
    accountSources: z.array(choice),
    accountChecks: z.array(choice),
    /** Whether a bank of ours asks for a phone of the payee: otherwise none is taken. */
    takesPhone: z.boolean(),
    may: z.strictObject({
      correct: permissionJson,
      stateAccount: permissionJson,
      classify: permissionJson,
    }),
  }),
})

/** Puts the record of a customer right, with evidence and reason, from a day on. Null says "not known". */
export const correctCustomer = operation({
  id: 'parties.correct_customer',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/correct',
  summary: 'Correct or complete the record of a customer',
  params: partyParams,
  body: z.strictObject({
    version: z.int().min(1),
    fromOn: localDate,
    reason: words,
    evidence: z.strictObject({ kind: recordEvidence, reference: words }).optional(),
    changes: z.strictObject({
      name: name.optional(),
      shortName: name.nullable().optional(),
      latinName: name.nullable().optional(),
      creditCode: z.string().trim().min(1).max(30).nullable().optional(),
      type: z
        .enum([
          'company',
          'state_organ',
          'public_institution',
          'public_hospital',
          'private_clinic',
          'public_school',
          'charity',
          'consumer',
          'foreign_government',
          'intl_organisation',
        ])
        .optional(),
      ownership: z
        .enum(['private', 'state_wholly_owned', 'state_controlled', 'state_participated', 'public_body'])
        .nullable()
        .optional(),
      publicPurchaser: yesNo,
      staffBenefitAuthorised: yesNo,
      federalHealthProgramme: yesNo,
      role: z.enum(['customer', 'dealer', 'user', 'consumer', 'supplier']).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      city: name.nullable().optional(),
      phone: z.string().trim().min(3).max(40).nullable().optional(),
      grade: z.enum(['A', 'B', 'C', 'D']).nullable().optional(),
    }),
  }),
  answer: z.strictObject({ partyId: id, version: z.int().min(1) }),
  refusals: [
    'parties.unknown',
    'parties.merged_away',
    'platform.stale',
    'parties.reason_missing',
    'parties.not_yet',
    'parties.nothing_changes',
    'parties.fact_needs_evidence',
    'parties.ownership_contradicts',
    'parties.credit_code_wrong',
    'parties.credit_code_taken',
    'parties.no_name',
    'parties.several',
    'parties.own_entity',
    'parties.name_of_another',
    'parties.of_own_request',
  ],
})

/** Puts a bank account of a customer on record; another person verifies it before it is paid. */
export const stateAccount = operation({
  id: 'parties.state_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/parties/:partyId/accounts',
  summary: 'Record an account of a customer',
  params: partyParams,
  body: z.strictObject({
    holder: name,
    bank: name,
    number: z.string().trim().min(1).max(60),
    ...payeeRoute,
    givenIn: accountSource,
    reference: words,
  }),
  answer: z.strictObject({ accountId: id }),
  status: 201,
  refusals: [
    'parties.unknown',
    'parties.merged_away',
    'parties.account_number_wrong',
    'parties.nothing_changes',
    ...routeRefusals,
  ],
})

/** The second person's word on an account: verified through a second channel, or refused. */
export const checkAccount = operation({
  id: 'parties.check_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/bank-accounts/:accountId/check',
  summary: 'Verify or refuse an account of a customer',
  params: z.strictObject({ accountId: id }),
  body: z.strictObject({
    answer: z.enum(['confirm', 'refuse']),
    how: accountCheck,
    reference: words,
  }),
  answer: z.strictObject({ accountId: id }),
  refusals: [
    'platform.not_found',
    'parties.account_checked_already',
    'parties.account_own',
    'parties.account_of_own_request',
    'parties.account_same_channel',
  ],
  security: 'factor',
})

/** The class of a person is put on record on the same screen. */
export { classify } from './parties-admin.ts'

/** Where a page of accounts that wait begins. */
export const waitingAccountCursors = cursorsOf(
  'parties.waiting_accounts',
  z.strictObject({ at: instant, id }),
)

/** The accounts of customers and vendors that wait for a second person, those that wait longest first. */
export const waitingAccounts = operation({
  id: 'parties.waiting_accounts',
  kind: 'query',
  method: 'GET',
  path: '/v1/payee-accounts',
  summary: 'Accounts of customers and vendors that wait for verification',
  query: z.strictObject({ cursor: waitingAccountCursors.query }),
  answer: z.strictObject({
    ...page(
      z.strictObject({
        party: partyRef,
        account: recordAccount,
        /** The verified account, masked, whose place it takes once it is verified. */
        replaces: z.string().optional(),
      }),
    ).shape,
    /** How many wait, whoever may verify them. */
    count: z.int().min(0),
    accountChecks: z.array(choice),
  }),
})

export const partyRecordOperations = [
  partyRecord,
  correctCustomer,
  stateAccount,
  checkAccount,
  waitingAccounts,
] as const
