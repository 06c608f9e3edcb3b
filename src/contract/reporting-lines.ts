import { z } from 'zod'
import { operation } from './operation.ts'
import { id, localDate, proposalAnswer } from './common.ts'

/**
 * The first of two persons: the line manager decides first on every request of a person. Nobody proposes one
 * for a line that they are part of; it holds from the day after at the earliest.
 */
export const proposeManager = operation({
  id: 'access.propose_manager',
  kind: 'command',
  method: 'POST',
  path: '/v1/people/:personId/manager',
  summary: 'Propose the line manager of a person',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ managerId: id, fromOn: localDate }),
  answer: z.strictObject({ proposalId: id }),
  status: 201,
  refusals: [
    'access.own_manager',
    'access.manager_starts_too_early',
    'access.manager_waits',
    'access.nobody_to_confirm',
    'access.manager_circle',
    'access.not_in_organisation',
    'access.manager_dates',
  ],
  security: 'factor',
})

const answered = z.strictObject({ proposalId: id, state: z.enum(['proposed', 'confirmed', 'declined']) })

/** The second person confirms or declines. */
export const answerManager = operation({
  id: 'access.answer_manager',
  kind: 'command',
  method: 'POST',
  path: '/v1/manager-proposals/:proposalId/answer',
  summary: 'Confirm or decline a proposed line manager',
  params: z.strictObject({ proposalId: id }),
  body: proposalAnswer,
  answer: answered,
  refusals: [
    'access.manager_answered',
    'access.own_manager',
    'access.second_person_needed',
    'access.manager_circle',
    'access.not_in_organisation',
    'access.manager_dates',
  ],
  security: 'factor',
})

/** Takes back an end of employment that was a mistake: at once until its day is over, by two afterwards. */
export const reinstate = operation({
  id: 'access.reinstate',
  kind: 'command',
  method: 'POST',
  path: '/v1/people/:personId/reinstate',
  summary: 'Take back the end of an employment',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ reason: z.string().trim().min(5).max(500) }),
  // What counts at once has no proposal.
  answer: answered.partial({ proposalId: true }),
  status: 201,
  refusals: [
    'access.not_in_organisation',
    'access.not_leaving',
    'access.own_reinstatement',
    'access.reinstatement_waits',
    'access.nobody_to_confirm',
  ],
  security: 'factor',
})

/** The second person confirms or declines. */
export const answerReinstatement = operation({
  id: 'access.answer_reinstatement',
  kind: 'command',
  method: 'POST',
  path: '/v1/reinstatement-proposals/:proposalId/answer',
  summary: 'Confirm or decline that the end of an employment is taken back',
  params: z.strictObject({ proposalId: id }),
  body: proposalAnswer,
  answer: answered,
  refusals: [
    'access.not_in_organisation',
    'access.not_leaving',
    'access.own_reinstatement',
    'access.reinstatement_answered',
    'access.second_person_needed',
  ],
  security: 'factor',
})

/** The second person confirms or declines an end of an employment that takes two. */
export const answerLeaving = operation({
  id: 'access.answer_leaving',
  kind: 'command',
  method: 'POST',
  path: '/v1/leaving-proposals/:proposalId/answer',
  summary: 'Confirm or decline the end of an employment',
  params: z.strictObject({ proposalId: id }),
  body: proposalAnswer,
  answer: answered,
  refusals: [
    'access.last_administrator',
    'access.leaving_answered',
    'access.left_already',
    'access.not_in_organisation',
    'access.own_leaving',
    'access.second_person_needed',
  ],
  security: 'factor',
})

/** What compliance says of an emergency access afterwards: it was justified, or it was not. */
export const answerEmergency = operation({
  id: 'access.answer_emergency',
  kind: 'command',
  method: 'POST',
  path: '/v1/emergency-reviews/:proposalId/answer',
  summary: 'Say whether an emergency access was justified',
  params: z.strictObject({ proposalId: id }),
  body: proposalAnswer,
  answer: answered,
  refusals: ['access.emergency_answered', 'access.not_in_organisation', 'access.own_emergency'],
  security: 'factor',
})

/** The operations on who leads whom, on who leaves by two, and on who stays after all. */
export const reportingLineOperations = [
  proposeManager,
  answerManager,
  reinstate,
  answerReinstatement,
  answerLeaving,
  answerEmergency,
] as const
