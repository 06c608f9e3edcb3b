import { z } from 'zod'
import { disposal, fileRefusals, givingWay, id, instant, localDate, moneyJson } from './common.ts'
import { cursor, cursorsOf } from './cursor.ts'
import { caseJson } from './case.ts'
import { comment } from './comments.ts'
import { benefitForms } from './facts.ts'
import { actualFields, givePreviewJson, ofGiving } from './giving.ts'
import { operation } from './operation.ts'
import { proposalJson, sentProposal } from './proposal.ts'
import {
  actedJson,
  badgeJson,
  deadlineJson,
  evidenceJson,
  factField,
  partyRef,
  permissionJson,
  routeStepJson,
  stateJson,
  sumJson,
  unit,
  verdictJson,
  whenJson,
} from './screens.ts'

const words = z.string().trim().min(1).max(2000)
const version = z.int().min(1)

const match = z.strictObject({
  field: z.enum(['customer', 'recipient']),
  /** What was typed. */
  typed: z.string(),
  /** True until each of them was chosen or told apart; a submit is refused until then. */
  isOpen: z.boolean(),
  /** One of them is all but the same, and the reader is not compliance: they cannot tell it apart. */
  needsCompliance: z.boolean(),
  candidates: z.array(
    partyRef.extend({
      why: z.string(),
      score: z.int().min(0).max(100),
      /** All but the same: only compliance can say that it is another. */
      isCertain: z.boolean(),
    }),
  ),
})

/**
 * The live panel: the real decision, read-only. It stores nothing of the benefit; it is counted, and a
 * forbidden one is recorded with who and what.
 */
export const preview = operation({
  id: 'requests.preview',
  kind: 'preview',
  method: 'POST',
  path: '/v1/decisions::preview',
  summary: 'Decide while typing',
  body: sentProposal.extend({
    /** The filed request for which these entries would stand, when it is answered or changed. */
    requestId: id.optional(),
  }),
  answer: z.strictObject({
    /** Absent while too little is known to decide; `needs` then says what to enter next. */
    verdict: verdictJson.optional(),
    needs: z.array(z.string()),
    sums: z.array(sumJson),
    route: z.array(routeStepJson),
    /** 通常 1 天; absent before there are enough past decisions. */
    usually: z.string().optional(),
    matches: z.array(match),
    /** What a submit would do, and the words on the button. */
    submit: z.strictObject({
      effect: z.enum(['submit', 'hold', 'attempt', 'register_only', 'incomplete']),
      button: z.string(),
      says: z.string(),
    }),
    /** What the budgets that cover it have left, and what happens where one would be exceeded. */
    budgets: z.array(z.strictObject({ name: z.string(), says: z.string(), fits: z.boolean() })),
    /** What the applicant should know of the preview itself: it is counted, and how that may be read. */
    notices: z.array(z.string()),
    isRecorded: z.boolean(),
  }),
})

/** The kinds of benefit, those that are closed to this customer with the reason; never sorted by verdict. */
export const kinds = operation({
  id: 'requests.kinds',
  kind: 'query',
  method: 'GET',
  path: '/v1/request-kinds',
  summary: 'Kinds of benefit for a customer',
  query: z.strictObject({
    customerId: id.optional(),
    /** A person who is to receive it; without one, a kind is closed only where nobody there may have it. */
    recipientId: id.optional(),
    entityId: id.optional(),
    /** The day of the benefit; what was given before today is declared, so no kind is closed then. */
    happensOn: localDate.optional(),
    direction: z.enum(['given', 'received', 'offered']).default('given'),
  }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        word: z.string(),
        form: z.enum(benefitForms),
        programme: z.string().optional(),
        permission: permissionJson,
        /** Whether the form asks for a number of pieces or guests beside the amount, and its word. */
        quantity: z
          .strictObject({
            word: z.string(),
            unit,
            isRequired: z.boolean(),
            /** The fact that this number is: the form keeps it there and asks for it once. */
            fact: z.string().optional(),
          })
          .optional(),
        /** Where the form starts; for `person`, what only people enjoy, it takes nobody else. */
        defaultRecipient: z.enum(['organisation', 'person']),
        fields: z.array(factField),
        /** Asked in one list, where "none of these" is an answer too. */
        circumstances: z.array(factField),
        reasons: z.array(z.strictObject({ key: z.string(), word: z.string() })),
        /** The ways in which it may leave the house, the usual one first; none for what others give us. */
        ways: z.array(z.strictObject({ way: givingWay, word: z.string() })),
        /** What of its plan the form asks for beside the day: where, and from whom. */
        plan: z.array(z.enum(['place', 'vendor'])),
      }),
    ),
  }),
})

const draftAnswer = z.strictObject({ requestId: id, version, savedAt: whenJson })

/** Opens a draft. */
export const createDraft = operation({
  id: 'requests.create_draft',
  kind: 'command',
  method: 'POST',
  path: '/v1/drafts',
  summary: 'Start a draft',
  body: z.strictObject({ proposal: sentProposal }),
  answer: draftAnswer,
  status: 201,
})

const requestParams = z.strictObject({ requestId: id })

/** Saves a draft whole while the person types. */
export const saveDraft = operation({
  id: 'requests.save_draft',
  kind: 'command',
  method: 'PUT',
  path: '/v1/drafts/:requestId',
  summary: 'Save a draft',
  params: requestParams,
  body: z.strictObject({ version, proposal: sentProposal }),
  answer: draftAnswer,
  refusals: ['platform.stale', 'requests.not_a_draft'],
})

/** A draft as it was left, with the names behind its identifiers. */
export const draft = operation({
  id: 'requests.draft',
  kind: 'query',
  method: 'GET',
  path: '/v1/drafts/:requestId',
  summary: 'Continue a draft',
  params: requestParams,
  answer: draftAnswer.extend({
    /** False once it was filed or deleted; its owner still reads it, to answer or to change it. */
    isDraft: z.boolean(),
    proposal: proposalJson,
    customer: partyRef.optional(),
    recipient: partyRef.optional(),
    /** The vendor on record that the proposal names. */
    vendor: partyRef.optional(),
    files: z.array(evidenceJson),
  }),
})

/**
 * Files a benefit: decided again in full, locked, stored, logged. A forbidden one answers 409
 * `requests.prohibited` and is recorded as a refused attempt.
 */
export const submit = operation({
  id: 'requests.submit',
  kind: 'command',
  method: 'POST',
  path: '/v1/requests',
  summary: 'Submit a request',
  body: z.strictObject({
    draftId: id.optional(),
    draftVersion: version.optional(),
    proposal: sentProposal,
  }),
  answer: z.strictObject({
    requestId: id,
    number: z.string(),
    state: stateJson,
    effect: z.enum(['submit', 'hold', 'register_only']),
    says: z.string(),
  }),
  status: 201,
  refusals: [
    'requests.prohibited',
    'requests.own_loosening',
    'requests.incomplete',
    'requests.commission_contract_needed',
    'requests.commission_revenue_wrong',
    'requests.vendor_unknown',
    'requests.plan_of_received',
    'requests.not_a_draft',
    'platform.stale',
  ],
})

/** Takes files of evidence, before or after the submit; they are encrypted and known by their digest. */
export const upload = operation({
  id: 'requests.upload',
  kind: 'command',
  method: 'POST',
  path: '/v1/files',
  summary: 'Upload evidence',
  body: z.strictObject({ purpose: z.string().max(60).optional() }),
  takesFiles: true,
  answer: z.strictObject({ files: z.array(evidenceJson) }),
  status: 201,
  refusals: [...fileRefusals],
})

/** The bytes of one file, as an attachment; reading it is logged. */
export const download = operation({
  id: 'requests.download',
  kind: 'query',
  method: 'GET',
  path: '/v1/files/:fileId',
  summary: 'Open evidence',
  params: z.strictObject({ fileId: id }),
  answer: z.unknown(),
})

/** One request with all its facts. */
export const requestDetail = operation({
  id: 'requests.detail',
  kind: 'query',
  method: 'GET',
  path: '/v1/requests/:requestId',
  summary: 'One request',
  params: requestParams,
  answer: caseJson,
})

const chip = z.enum(['all', 'draft', 'waiting', 'question', 'to_give', 'done', 'closed'])

/** A place among one's own requests: when it changed last, and which it is. */
export const mineCursors = cursorsOf('requests.mine', z.strictObject({ at: instant, id }))

/** What the reader filed, newest first. */
export const myRequests = operation({
  id: 'requests.mine',
  kind: 'query',
  method: 'GET',
  path: '/v1/my-requests',
  summary: 'My requests',
  query: z.strictObject({ chip: chip.default('all'), cursor: mineCursors.query }),
  answer: z.strictObject({
    chips: z.array(z.strictObject({ key: chip, count: z.int().min(0) })),
    rows: z.array(
      z.strictObject({
        requestId: id,
        number: z.string(),
        kind: z.string(),
        title: z.string(),
        customer: partyRef.optional(),
        amount: moneyJson.optional(),
        state: stateJson,
        badge: badgeJson.optional(),
        when: whenJson,
        deadline: deadlineJson.optional(),
        /** Who holds it now, or what it waits for. */
        holder: z.string(),
      }),
    ),
    next: cursor.optional(),
  }),
})

const withText = z.strictObject({ version, text: words })

/** 撤回 by the applicant before the last approval. */
export const withdraw = requestVerb('withdraw', 'Withdraw', withText)

const refiled = z.strictObject({ version, text: words, proposal: sentProposal })
const ofPlan = ['requests.vendor_unknown', 'requests.plan_of_received'] as const

/** Answers a return: the flagged field, further facts, files, and a text to whoever asked. */
export const answerQuestion = requestVerb('answer', 'Answer a question', refiled, ofPlan)

/** Changes an approved request; it goes back to approval. */
export const change = requestVerb('change', 'Change after approval', refiled, ofPlan)

/**
 * Records that it was given: its day and its evidence, and what was otherwise than approved. Of something
 * that is on record as given, a further record corrects it.
 */
export const give = requestVerb(
  'give',
  'Record as given',
  z.strictObject({
    version,
    givenOn: localDate,
    fileIds: z.array(id).max(20),
    text: words.optional(),
    ...actualFields,
  }),
  ofGiving,
)

/** What recording it so would lead to, by the real decision and read-only: nothing of it is kept. */
export const previewGive = operation({
  id: 'requests.preview_give',
  kind: 'preview',
  method: 'POST',
  path: '/v1/requests/:requestId/give::preview',
  summary: 'Compare a giving with its approval while typing',
  params: requestParams,
  body: z.strictObject({ version, givenOn: localDate, fileIds: z.array(id).max(20), ...actualFields }),
  answer: givePreviewJson,
})

/** What takes something given off the sums again brings its paper, such as a return receipt. */
const withTextAndPaper = z.strictObject({ version, text: words, fileIds: z.array(id).max(20).optional() })

/** Records that the recipient declined it; once it was given, with a paper and a second person. */
export const decline = requestVerb('decline', 'Record as declined by the recipient', withTextAndPaper)

/** Closes it when all evidence is there. */
export const complete = requestVerb(
  'complete',
  'Complete',
  z.strictObject({ version, fileIds: z.array(id).max(20), text: words.optional() }),
)

/** Cancels an approved request that was not given. */
export const cancel = requestVerb('cancel', 'Cancel', withText)

/** 处置: says what became of a thing that was received. Handing in and keeping in doubt are for compliance. */
export const settle = requestVerb(
  'settle',
  'Settle what was received',
  z.strictObject({ version, disposal, text: words.optional() }),
)

/** 冲销: asks for a reversing entry, with a paper; a second person confirms it. What was recorded stays. */
export const reverse = requestVerb('reverse', 'Ask for a reversal', withTextAndPaper)

function requestVerb<Body extends z.ZodType>(
  verb: string,
  summary: string,
  body: Body,
  further: readonly string[] = [],
) {
  return operation({
    id: `requests.${verb}`,
    kind: 'command',
    method: 'POST',
    path: `/v1/requests/:requestId/${verb}`,
    summary,
    params: requestParams,
    body,
    answer: actedJson,
    refusals: ['platform.stale', 'benefits.no_such_move', ...further],
  })
}

export const requestOperations = [
  preview,
  kinds,
  createDraft,
  saveDraft,
  draft,
  submit,
  upload,
  download,
  requestDetail,
  myRequests,
  withdraw,
  answerQuestion,
  change,
  give,
  previewGive,
  decline,
  complete,
  cancel,
  settle,
  reverse,
  comment,
] as const
