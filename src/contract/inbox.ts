import { z } from 'zod'
import { id, localDate, moneyJson, positiveAmountJson } from './common.ts'
import { cursor, cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { actedJson, badgeJson, deadlineJson, partyRef, permissionJson, staffRef } from './screens.ts'
import { caseJson } from './case.ts'

/**
 * `supply`: what waits until compliance completes a record. `asked`: what the reader laid before a second
 * person and that waits for somebody else; it is in none of the others.
 */
const bucket = z.enum(['all', 'judge', 'ready', 'due_today', 'deputy', 'supply', 'asked'])

/** One row: customer and amount / matter and deadline / verdict, why, who. */
const inboxRow = z.strictObject({
  /** The round; for what waits for a fact and has none, the request itself. */
  approvalId: id,
  version: z.int().min(1),
  object: z.strictObject({ type: z.string(), id }),
  number: z.string(),
  customer: partyRef.optional(),
  /** Who receives it: a person, or the customer itself. */
  recipient: partyRef.optional(),
  heading: z.string(),
  matter: z.string(),
  amount: moneyJson.optional(),
  deadline: deadlineJson.optional(),
  badge: badgeJson.optional(),
  why: z.string(),
  /** The applicant, or 代 张敏 where the reader decides for someone. */
  who: z.string(),
  /** Whether it may stand in a batch: never what is forbidden, incomplete or needs judgement. */
  batch: permissionJson,
})

/** A place in the inbox: its group and that group's key, the deadline, and what waits. */
export const inboxCursors = cursorsOf(
  'approvals.inbox',
  z.tuple([z.string(), z.string(), z.string(), z.string()]),
)

/** What waits for the reader, in groups with counts; buckets are saved views of the same list. */
export const inbox = operation({
  id: 'approvals.inbox',
  kind: 'query',
  method: 'GET',
  path: '/v1/inbox',
  summary: 'What waits for my decision',
  query: z.strictObject({
    bucket: bucket.default('all'),
    group: z.enum(['deadline', 'customer', 'recipient']).default('deadline'),
    cursor: inboxCursors.query,
  }),
  answer: z.strictObject({
    total: z.int().min(0),
    /** The reader's own median: 平均用时 3.2 小时. Absent before the first decision. */
    pace: z.string().optional(),
    buckets: z.array(z.strictObject({ key: bucket, count: z.int().min(0) })),
    groups: z.array(
      z.strictObject({ key: z.string(), title: z.string(), count: z.int().min(0), rows: z.array(inboxRow) }),
    ),
    next: cursor.optional(),
    batch: permissionJson,
  }),
})

const approvalParams = z.strictObject({ approvalId: id })
const version = z.int().min(1)
const words = z.string().trim().min(1).max(2000)

/** One thing that waits for approval, of any kind, with all facts in one view. */
export const approvalDetail = operation({
  id: 'approvals.detail',
  kind: 'query',
  method: 'GET',
  path: '/v1/approvals/:approvalId',
  summary: 'One item that waits for approval',
  params: approvalParams,
  answer: caseJson,
})

/** 同意. The decision is taken again with today's sums; a worse outcome stops it. */
export const approve = operation({
  id: 'approvals.approve',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/approve',
  summary: 'Approve',
  params: approvalParams,
  body: z.strictObject({ version, reason: words.optional() }),
  answer: actedJson,
  refusals: [
    'approvals.already_decided',
    'approvals.applicant_loosened',
    'platform.stale',
    'access.fresh_factor_needed',
  ],
})

const refusalReason = z.enum(['not_in_policy', 'amount_too_high', 'purpose_unclear', 'looks_split', 'other'])

/** 拒绝, with a chosen reason and a text that the applicant reads. */
export const reject = operation({
  id: 'approvals.reject',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/reject',
  summary: 'Reject',
  params: approvalParams,
  body: z.strictObject({ version, reason: refusalReason, text: words }),
  answer: actedJson,
  refusals: ['approvals.already_decided', 'platform.stale'],
})

/** 退回 to a chosen step (or, without `toStepId`, to the applicant), with the field to fix. */
export const returnItem = operation({
  id: 'approvals.return',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/return',
  summary: 'Return with a question',
  params: approvalParams,
  body: z.strictObject({
    version,
    toStepId: id.optional(),
    field: z.enum(['customer', 'kind', 'amount', 'recipient', 'reason', 'evidence', 'date', 'fact']),
    factPath: z.string().max(100).optional(),
    text: words,
  }),
  answer: actedJson,
  refusals: ['approvals.already_decided', 'platform.stale'],
})

/** 转交 to a colleague who then decides instead. */
export const transfer = operation({
  id: 'approvals.transfer',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/transfer',
  summary: 'Hand over to a colleague',
  params: approvalParams,
  body: z.strictObject({ version, toPersonId: id, text: words }),
  answer: actedJson,
  refusals: ['approvals.already_decided', 'platform.stale'],
})

/** 加签: another signature, before or after the reader's own. */
export const addSigner = operation({
  id: 'approvals.add_signer',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/add-signer',
  summary: 'Add a signer',
  params: approvalParams,
  body: z.strictObject({ version, personId: id, place: z.enum(['before', 'after']), text: words }),
  answer: actedJson,
  refusals: ['approvals.already_decided', 'platform.stale'],
})

/** 抄送: colleagues who may read it from now on; they decide nothing. */
export const copyTo = operation({
  id: 'approvals.copy',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/copy',
  summary: 'Send a copy',
  params: approvalParams,
  body: z.strictObject({ version, personIds: z.array(id).min(1).max(20), text: words.optional() }),
  answer: actedJson,
})

/** 催办: reminds whoever has to act now; the server limits how often. */
export const remind = operation({
  id: 'approvals.remind',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/remind',
  summary: 'Remind',
  params: approvalParams,
  body: z.strictObject({ version }),
  answer: actedJson,
  refusals: ['approvals.reminded_recently', 'approvals.not_open'],
})

/**
 * 撤回 of what waits for a second person, by whoever proposed it: a role, a version of the policy, a reversal.
 * Nobody is asked any more, and it may be proposed anew. A request of one's own is withdrawn as well.
 */
export const withdrawProposal = operation({
  id: 'approvals.withdraw',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/:approvalId/withdraw',
  summary: 'Take back what I proposed',
  params: approvalParams,
  body: z.strictObject({ version, text: words.optional() }),
  answer: actedJson,
  refusals: [
    'approvals.already_decided',
    'approvals.lapsed',
    'approvals.proposer_only',
    'approvals.review_stays',
    'platform.stale',
  ],
})

/** The sheet before a batch: items, sum and checks, and what is left out and why. Decides nothing. */
export const batchSheet = operation({
  id: 'approvals.batch_sheet',
  kind: 'preview',
  method: 'POST',
  path: '/v1/approvals/batch-sheet',
  summary: 'Check a batch before approving it',
  body: z.strictObject({ approvalIds: z.array(id).min(1).max(50) }),
  answer: z.strictObject({
    /** A mixed selection or a flow without batch is refused with the reason. */
    permission: permissionJson,
    kind: z.string().optional(),
    items: z.array(
      z.strictObject({
        approvalId: id,
        version,
        number: z.string(),
        heading: z.string(),
        matter: z.string(),
        amount: moneyJson.optional(),
        checks: z.string(),
        conditions: z.array(z.string()),
      }),
    ),
    leftOut: z.array(
      z.strictObject({ approvalId: id, number: z.string(), heading: z.string(), why: z.string() }),
    ),
    sums: z.array(moneyJson),
  }),
})

/** Approves the items of a sheet; each item has its own result, and nothing passes silently with the rest. */
export const batchApprove = operation({
  id: 'approvals.batch_approve',
  kind: 'command',
  method: 'POST',
  path: '/v1/approvals/batch-approve',
  summary: 'Approve a checked batch',
  body: z.strictObject({
    items: z
      .array(z.strictObject({ approvalId: id, version }))
      .min(1)
      .max(50),
    /** How long the sheet was open; stored as an audit fact. */
    readSeconds: z.int().min(0).max(86_400),
  }),
  answer: z.strictObject({
    results: z.array(
      z.strictObject({ approvalId: id, number: z.string(), isDone: z.boolean(), says: z.string() }),
    ),
  }),
})

const kindOfMatter = z.strictObject({ key: z.string(), word: z.string() })

const delegationJson = z.strictObject({
  delegationId: id,
  from: staffRef,
  to: staffRef,
  /** The kinds of matter as one sentence. */
  scope: z.string(),
  /** The kinds of matter; absent where it is for all of them. */
  kinds: z.array(kindOfMatter).optional(),
  fromOn: localDate,
  untilOn: localDate,
  cap: moneyJson.optional(),
  reason: z.string(),
  state: z.enum(['planned', 'active', 'ended']),
  word: z.string(),
  end: permissionJson,
})

/** 委托 given by the reader and to the reader. */
export const delegations = operation({
  id: 'approvals.delegations',
  kind: 'query',
  method: 'GET',
  path: '/v1/delegations',
  summary: 'Delegations given and received',
  answer: z.strictObject({
    given: z.array(delegationJson),
    received: z.array(delegationJson),
    /** The kinds of matter from which a scope can be chosen. */
    kinds: z.array(kindOfMatter),
  }),
})

/** Hands the reader's decisions to a colleague for a time; it ends by itself. */
export const delegate = operation({
  id: 'approvals.delegate',
  kind: 'command',
  method: 'POST',
  path: '/v1/delegations',
  summary: 'Delegate my decisions',
  body: z.strictObject({
    toPersonId: id,
    fromOn: localDate,
    untilOn: localDate,
    /** Only these kinds of matter; all of them when absent. */
    kinds: z.array(z.string().min(1).max(60)).min(1).max(60).optional(),
    /** At most so much for one item; an item in another currency is not covered. */
    cap: positiveAmountJson.optional(),
    reason: words,
  }),
  answer: delegationJson,
  status: 201,
  refusals: [
    'access.delegation_to_self',
    'access.delegation_in_the_past',
    'access.delegation_dates',
    'access.delegation_too_long',
    'access.unknown_kind',
    'access.delegation_exists',
    'access.deputy_unfit',
  ],
})

/** Ends a delegation before its day. */
export const endDelegation = operation({
  id: 'approvals.end_delegation',
  kind: 'command',
  method: 'POST',
  path: '/v1/delegations/:delegationId/end',
  summary: 'End a delegation',
  params: z.strictObject({ delegationId: id }),
  answer: delegationJson,
  refusals: ['access.delegation_over', 'platform.not_found'],
})

export const inboxOperations = [
  inbox,
  batchSheet,
  batchApprove,
  approvalDetail,
  approve,
  reject,
  returnItem,
  transfer,
  addSigner,
  copyTo,
  remind,
  withdrawProposal,
  delegations,
  delegate,
  endDelegation,
] as const
