import { z } from 'zod'
import { operation } from './operation.ts'
import { id, localDate } from './common.ts'

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
    'access.manager_circle',
    'access.not_in_organisation',
    'access.manager_dates',
  ],
  security: 'factor',
})

/** The second person confirms or declines. */
export const answerManager = operation({
  id: 'access.answer_manager',
  kind: 'command',
  method: 'POST',
  path: '/v1/manager-proposals/:proposalId/answer',
  summary: 'Confirm or decline a proposed line manager',
  params: z.strictObject({ proposalId: id }),
  body: z.strictObject({ answer: z.enum(['confirm', 'decline']) }),
  answer: z.strictObject({ proposalId: id }),
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

/** The operations on who leads whom. */
export const reportingLineOperations = [proposeManager, answerManager] as const
