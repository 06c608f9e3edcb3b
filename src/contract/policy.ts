import { z } from 'zod'
import { id, instant, localDate, page, proposalAnswer, proposalState } from './common.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { permissionJson, staffRef, whenJson } from './screens.ts'

/** A version of a pack: `pack_org_1.1.0`. */
const versionId = z.string().regex(/^pack_[a-z][a-z0-9-]*_[0-9]+\.[0-9]+\.[0-9]+$/)
const packName = z.string().max(80)
const reason = z.string().trim().min(1).max(500)
/** A pack is a page of text; one that is longer than this is none. */
const content = z.string().min(1).max(400_000)

const versionState = z.enum(['in_force', 'planned', 'ended', 'called_off'])

const versionJson = z.strictObject({
  versionId,
  packId: packName,
  packVersion: z.string(),
  title: z.string(),
  kind: z.enum(['pack', 'matrix']),
  /** A country, `ORG` for the company's own, `INTL`; absent for the matrix. */
  jurisdiction: z.string().optional(),
  rules: z.int().min(0),
  /** The day of the last review, and whether it is more than a year ago. */
  reviewedOn: localDate.optional(),
  isStale: z.boolean(),
  from: localDate,
  until: localDate.optional(),
  state: versionState,
  word: z.string(),
  sha256: z.string(),
  adoptedBy: z.string(),
  adopted: whenJson,
})

const fieldDiff = z.strictObject({
  field: z.string(),
  word: z.string(),
  was: z.string().optional(),
  now: z.string().optional(),
})

/** How a version differs from the one that it follows. */
const diffJson = z.strictObject({
  /** The version that it is compared with; absent for the first of its pack. */
  against: z.string().optional(),
  rules: z.array(
    z.strictObject({
      change: z.enum(['added', 'removed', 'changed']),
      word: z.string(),
      ruleId: z.string(),
      part: z.string().optional(),
      title: z.string(),
      fields: z.array(fieldDiff),
    }),
  ),
  other: z.array(fieldDiff),
})

const problemJson = z.strictObject({
  line: z.int().min(1),
  rule: z.string().optional(),
  path: z.string(),
  says: z.string(),
})

const proposalJson = z.strictObject({
  proposalId: id,
  kind: z.enum(['adopt', 'end']),
  packId: packName,
  packVersion: z.string(),
  title: z.string(),
  /** The first day in force of a version to be adopted, the last day of one to be ended. */
  day: localDate,
  reason: z.string(),
  state: proposalState,
  says: z.string(),
  filedBy: z.string(),
  filed: whenJson,
  /** The first of the two persons; absent while only the command line has laid it down. */
  firstBy: z.string().optional(),
  answeredBy: z.string().optional(),
  answered: whenJson.optional(),
  confirm: permissionJson,
})

const proposalDetail = z.strictObject({
  proposal: proposalJson,
  diff: diffJson,
  content: z.string().optional(),
})

/** Every version of every pack and of the authority matrix, with the days on which it is in force. */
export const policyVersions = operation({
  id: 'policy.versions',
  kind: 'query',
  method: 'GET',
  path: '/v1/policy/versions',
  summary: 'Versions of the policy packs and of the authority matrix',
  query: z.strictObject({ packId: packName.optional() }),
  answer: z.strictObject({ items: z.array(versionJson) }),
})

/** One version with its rules and its text, which is what a later version is made from. */
export const policyVersion = operation({
  id: 'policy.version',
  kind: 'query',
  method: 'GET',
  path: '/v1/policy/versions/:versionId',
  summary: 'One version of a policy pack',
  params: z.strictObject({ versionId }),
  answer: z.strictObject({
    version: versionJson,
    rules: z.array(
      z.strictObject({
        ruleId: z.string(),
        part: z.string().optional(),
        title: z.string(),
        clause: z.string(),
        from: localDate,
        until: localDate.optional(),
      }),
    ),
    content: z.string(),
  }),
})

/** Checks a text: its shape, its rules, their cases, and what it would change. Stores nothing. */
export const checkVersion = operation({
  id: 'policy.check',
  kind: 'preview',
  method: 'POST',
  path: '/v1/policy/versions::check',
  summary: 'Check a version before it is proposed',
  body: z.strictObject({ content, from: localDate.optional() }),
  answer: z.strictObject({
    /** Empty when the text may be proposed. */
    problems: z.array(problemJson),
    /** Why it could not be proposed for that day, although the text is right. */
    objection: z.strictObject({ code: z.string(), says: z.string(), wayOut: z.string() }).optional(),
    packId: packName.optional(),
    packVersion: z.string().optional(),
    diff: diffJson.optional(),
    /**
     * Rules that never speak, or wait for ever, for facts that neither the form nor the records can give yet,
     * and single rows that never do.
     */
    unreachable: z.array(
      z.strictObject({
        ruleId: z.string(),
        part: z.string().optional(),
        title: z.string(),
        how: z.enum(['never', 'waits', 'row']),
        /** Which row of the rule, counted from one, where it is a row. */
        row: z.int().min(1).optional(),
        says: z.string(),
      }),
    ),
  }),
})

/** A place among proposals or records: its moment, and which it is. */
const momentPlace = z.strictObject({ at: instant, id })
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** A place among the proposals: when it was filed, and which it is. */
export const proposalCursors = cursorsOf('policy.proposals', momentPlace)

/** Proposals to adopt or to end a version, newest first. */
export const policyProposals = operation({
  id: 'policy.proposals',
  kind: 'query',
  method: 'GET',
  path: '/v1/policy/proposals',
  summary: 'Proposed versions and ends of versions',
  query: z.strictObject({ state: proposalState.optional(), cursor: proposalCursors.query, limit }),
  answer: page(proposalJson),
})

/** One proposal with what it would change. */
export const policyProposal = operation({
  id: 'policy.proposal',
  kind: 'query',
  method: 'GET',
  path: '/v1/policy/proposals/:proposalId',
  summary: 'One proposal with what it would change',
  params: z.strictObject({ proposalId: id }),
  answer: proposalDetail,
})

const textRefusals = [
  'policy.text_has_problems',
  'policy.day_not_ahead',
  'policy.version_known',
  'policy.version_not_higher',
  'policy.later_version_planned',
  'policy.ended_later',
] as const

/** The first of the two persons lays a version before the second. */
export const proposeVersion = operation({
  id: 'policy.propose',
  kind: 'command',
  method: 'POST',
  path: '/v1/policy/proposals',
  summary: 'Propose a version for adoption',
  body: z.strictObject({ content, from: localDate, reason }),
  answer: proposalDetail,
  status: 201,
  security: 'factor',
  refusals: [...textRefusals, 'policy.proposal_open'],
})

const endRefusals = ['policy.no_such_version', 'policy.ended_already', 'policy.must_go_on'] as const

/** Proposes the last day of a version, or to call off one that has not begun. */
export const proposeEnd = operation({
  id: 'policy.propose_end',
  kind: 'command',
  method: 'POST',
  path: '/v1/policy/versions/:versionId/end',
  summary: 'Propose the end of a version',
  params: z.strictObject({ versionId }),
  body: z.strictObject({ on: localDate, reason }),
  answer: proposalDetail,
  status: 201,
  security: 'factor',
  refusals: [...endRefusals, 'policy.day_not_ahead', 'policy.proposal_open'],
})

/** The second of the two persons confirms or declines; a proposer who declines takes the proposal back. */
export const answerProposal = operation({
  id: 'policy.answer',
  kind: 'command',
  method: 'POST',
  path: '/v1/policy/proposals/:proposalId/answer',
  summary: 'Confirm or decline a proposal',
  params: z.strictObject({ proposalId: id }),
  body: proposalAnswer,
  answer: proposalDetail,
  security: 'factor',
  refusals: [
    'policy.proposal_not_open',
    'policy.second_person_needed',
    'policy.compliance_first',
    ...textRefusals,
    ...endRefusals,
  ],
})

/** A place among the searches for a limit: its last try, and which it is. */
export const nearLimitCursors = cursorsOf('policy.near_limits', momentPlace)

/** Who tried many amounts near a limit, as the company pack counts them, newest first. */
export const nearLimits = operation({
  id: 'policy.near_limits',
  kind: 'query',
  method: 'GET',
  path: '/v1/policy/near-limits',
  summary: 'Searches for a limit',
  query: z
    .strictObject({
      from: localDate.optional(),
      until: localDate.optional(),
      cursor: nearLimitCursors.query,
      limit,
    })
    .check(({ value: { from, until }, issues }) => {
      if (from !== undefined && until !== undefined && until < from)
        issues.push({ code: 'custom', message: 'days_turned', input: until, path: ['until'] })
    }),
  answer: page(
    z.strictObject({
      id,
      person: staffRef,
      entityId: id,
      entity: z.string(),
      ruleId: z.string(),
      title: z.string(),
      /** What the limit adds up. */
      limit: z.string(),
      tries: z.int().min(2),
      first: whenJson,
      last: whenJson,
      says: z.string(),
    }),
  ),
})

export const policyOperations = [
  policyVersions,
  policyVersion,
  checkVersion,
  policyProposals,
  policyProposal,
  proposeVersion,
  proposeEnd,
  answerProposal,
  nearLimits,
] as const
