import { z } from 'zod'
import { id, localDate, proposalAnswer } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson, staffRef, whenJson } from './screens.ts'

const paper = z.string().trim().min(2).max(300).optional()
const role = z.enum(['broker', 'agent', 'consultant', 'distributor'])
const oneRecord = z.strictObject({ thirdPartyId: id })

/**
 * Records what the papers say of a third party of one entity, such as a middleman who earns a commission.
 * What nobody has looked at is left out, and stays unknown.
 */
export const recordThirdParty = operation({
  id: 'deals.record_third_party',
  kind: 'command',
  method: 'POST',
  path: '/v1/third-parties',
  summary: 'Record a third party, such as a middleman, from its papers',
  body: z.strictObject({
    entityId: id,
    partyId: id,
    role,
    isLicensed: z.boolean(),
    /** Number and scope of the licence, and where it lies. */
    licence: paper,
    /** That it is neither party to the deal, nor their staff, agents or representatives. */
    isIndependent: z.boolean(),
    declaration: paper,
    isOwnerKnown: z.boolean(),
    owners: paper,
    isTiedToStaff: z.boolean().optional(),
    isTiedToOfficial: z.boolean().optional(),
    /** True where the inquiry left no finding open. */
    isClean: z.boolean().optional(),
    dueDiligence: paper,
    fromOn: localDate,
    untilOn: localDate,
  }),
  answer: oneRecord,
  status: 201,
  refusals: [
    'parties.unknown',
    'deals.entity_unknown',
    'deals.third_party_is_a_person',
    'deals.third_party_unproved',
    'deals.third_party_waits',
    'deals.ends_before_it_begins',
    'access.nobody_to_confirm',
    'access.other_entity',
  ],
})

/** The second person: decisions read the record once somebody held it against its papers. */
export const verifyThirdParty = operation({
  id: 'deals.verify_third_party',
  kind: 'command',
  method: 'POST',
  path: '/v1/third-parties/:thirdPartyId/verify',
  summary: 'Confirm or decline the record of a third party after looking at its papers',
  params: oneRecord,
  body: proposalAnswer,
  answer: oneRecord,
  refusals: [
    'platform.not_found',
    'deals.third_party_answered',
    'deals.own_third_party',
    'parties.of_own_request',
    'approvals.reason_needed',
    'access.other_entity',
  ],
  security: 'factor',
})

/** Ends a verified record before its last day; its facts are unknown from then on. */
export const endThirdParty = operation({
  id: 'deals.end_third_party',
  kind: 'command',
  method: 'POST',
  path: '/v1/third-parties/:thirdPartyId/end',
  summary: 'End the record of a third party',
  params: oneRecord,
  body: z.strictObject({ reason: z.string().trim().min(2).max(500) }),
  answer: oneRecord,
  refusals: ['platform.not_found', 'deals.third_party_not_in_force', 'access.other_entity'],
})

const item = z.strictObject({
  thirdPartyId: id,
  entity: z.string(),
  role,
  roleWord: z.string(),
  state: z.enum(['proposed', 'verified', 'declined', 'withdrawn', 'lapsed', 'ended']),
  word: z.string(),
  /** True for the one that speaks for today. */
  isInForce: z.boolean(),
  lines: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  fromOn: localDate,
  untilOn: localDate,
  recordedBy: staffRef,
  recorded: whenJson,
  verifiedBy: staffRef.optional(),
  endReason: z.string().optional(),
  verify: permissionJson,
  end: permissionJson,
})

/** What is on record of a party as a third party, in the entities that the reader sees, the latest first. */
export const thirdParties = operation({
  id: 'deals.third_parties',
  kind: 'query',
  method: 'GET',
  path: '/v1/parties/:partyId/third-parties',
  summary: 'The records of a party as a third party',
  params: z.strictObject({ partyId: id }),
  answer: z.strictObject({
    items: z.array(item),
    roles: z.array(z.strictObject({ value: role, word: z.string() })),
    entities: z.array(z.strictObject({ value: id, word: z.string() })),
    record: permissionJson,
  }),
})

export const thirdPartyOperations = [recordThirdParty, verifyThirdParty, endThirdParty, thirdParties] as const
