import { z } from 'zod'
import { id, proposalAnswer } from './common.ts'
import { operation } from './operation.ts'

const words = z.string().trim().min(1).max(2000)
const name = z.string().trim().min(1).max(200)

const apart = z.strictObject({
  kind: z.literal('apart'),
  schema: z.enum(['organisation', 'person']),
  party: z.strictObject({
    name,
    creditCode: z.string().max(18).optional(),
    employerId: id.optional(),
    position: z.string().trim().max(200).optional(),
    isOfficial: z.enum(['yes', 'no', 'unknown']).optional(),
  }),
  /** The known names that were looked at. */
  partyIds: z.array(id).min(1).max(200),
  reason: words,
})

const same = z.strictObject({ kind: z.literal('same'), keptId: id, goneId: id, reason: words })

/**
 * Asks compliance who is who: that a new name which is all but the same as a known one is another, or that
 * two records are one party. It waits in their inbox.
 */
export const askMatch = operation({
  id: 'parties.ask_match',
  kind: 'command',
  method: 'POST',
  path: '/v1/match-claims',
  summary: 'Ask compliance who is who',
  body: z.discriminatedUnion('kind', [apart, same]),
  answer: z.strictObject({ claimId: id }),
  status: 201,
  refusals: [
    'parties.nothing_to_confirm',
    'parties.match_waits',
    'access.nobody_to_confirm',
    'parties.no_name',
    'parties.several',
    'parties.own_entity',
    'parties.known_already',
    'parties.known_several',
    'parties.look_first',
    'parties.unknown',
    'parties.merge_with_itself',
    'parties.merge_needs_survivors',
    'parties.merge_codes_differ',
    'parties.merge_facts_differ',
    'parties.ownership_contradicts',
    'parties.credit_code_wrong',
    'parties.credit_code_taken',
  ],
})

/** The second person's word: confirmed, the party is opened or the two records are merged. */
export const answerMatch = operation({
  id: 'parties.answer_match',
  kind: 'command',
  method: 'POST',
  path: '/v1/match-claims/:claimId/answer',
  summary: 'Say who is who',
  params: z.strictObject({ claimId: id }),
  body: proposalAnswer,
  answer: z.strictObject({ claimId: id, partyId: id.optional() }),
  refusals: [
    'parties.claim_answered',
    'parties.claim_needs_another',
    'parties.of_own_request',
    'parties.look_first',
    'parties.merge_facts_differ',
    'parties.credit_code_wrong',
    'parties.credit_code_taken',
    'platform.not_found',
  ],
  security: 'factor',
})

export const partyMatchOperations = [askMatch, answerMatch] as const
