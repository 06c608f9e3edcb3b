import { z } from 'zod'
import { id, localDate, proposalAnswer, proposalState } from './common.ts'
import { operation } from './operation.ts'

const country = z.string().regex(/^[A-Z]{2}$/)
const words = z.string().trim().min(1).max(500)
const profileId = z.strictObject({ profileId: id })

/** What the rules ask of the company that gives. What is absent stays unknown; an empty list says "none". */
const entityFacts = z.strictObject({
  sector: z
    .enum([
      'general',
      'drug',
      'device',
      'gpo',
      'health_provider',
      'insurance',
      'bank',
      'travel_agency',
      'cosmetics',
      'soft_drinks',
      'tobacco',
      'precious_metals',
      'online_platform',
    ])
    .optional(),
  listedIn: z.array(country).max(30).optional(),
  nexus: z.array(country).max(60).optional(),
  codes: z.array(z.enum(['RDPAC', 'PHRMA', 'EFPIA', 'ABPI', 'MA'])).optional(),
  reporting: z.array(z.enum(['CAS', 'IFRS', 'US_GAAP'])).optional(),
})

/** What is stated of our legal entities, and what waits for a second person. */
export const profiles = operation({
  id: 'access.profiles',
  kind: 'query',
  method: 'GET',
  path: '/v1/entity-profiles',
  summary: 'What is stated of our legal entities',
  query: z.strictObject({ entityId: id.optional() }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        profileId: id,
        entityId: id,
        entity: z.string(),
        seat: z.string(),
        fromOn: localDate,
        facts: entityFacts,
        reason: z.string(),
        state: proposalState,
        isInForce: z.boolean(),
        proposedBy: z.string(),
        answeredBy: z.string().optional(),
      }),
    ),
  }),
})

/** States what the rules ask of an entity, from a day on; a second person confirms it. */
export const proposeProfile = operation({
  id: 'access.propose_profile',
  kind: 'command',
  method: 'POST',
  path: '/v1/entities/:entityId/profiles',
  summary: 'State the sector, listings, links and codes of an entity',
  params: z.strictObject({ entityId: id }),
  body: z.strictObject({ fromOn: localDate, facts: entityFacts, reason: words }),
  answer: profileId,
  status: 201,
  refusals: [
    'access.not_in_organisation',
    'access.profile_empty',
    'access.profile_waits',
    'access.nobody_to_confirm',
  ],
  security: 'factor',
})

/** The second person's word. */
export const answerProfile = operation({
  id: 'access.answer_profile',
  kind: 'command',
  method: 'POST',
  path: '/v1/entity-profiles/:profileId/answer',
  summary: 'Confirm or decline what was stated of an entity',
  params: profileId,
  body: proposalAnswer,
  answer: profileId,
  refusals: ['access.not_in_organisation', 'access.profile_answered', 'access.second_person_needed'],
  security: 'factor',
})

export const entityProfileOperations = [profiles, proposeProfile, answerProfile] as const
