import { z } from 'zod'
import { id, moneyJson } from './common.ts'
import { operation } from './operation.ts'

const words = z.string().trim().min(1).max(500)
const version = z.int().min(1)

const released = z.strictObject({
  releaseId: id,
  requestId: id,
  state: z.enum(['released', 'withdrawn']),
  version,
  /** How much of the benefit it is about: always the whole rest that nobody claimed. */
  amount: moneyJson,
})

/** Says that nothing more will be claimed of a benefit: the rest is owed to nobody any more. */
export const releaseRest = operation({
  id: 'payments.release',
  kind: 'command',
  method: 'POST',
  path: '/v1/requests/:requestId/release',
  summary: 'Release what is left to claim of a given benefit, because nothing more will follow',
  params: z.strictObject({ requestId: id }),
  body: z.strictObject({ reason: words }),
  answer: released,
  status: 201,
  refusals: [
    'platform.not_found',
    'access.not_yours',
    'access.other_entity',
    'payments.release_company_account',
    'payments.release_other_way',
    'payments.release_before_giving',
    'payments.release_completed',
    'payments.release_ended',
    'payments.nothing_to_release',
  ],
})

/** Takes a release back, until the benefit is completed: the rest can be claimed again. */
export const withdrawRelease = operation({
  id: 'payments.withdraw_release',
  kind: 'command',
  method: 'POST',
  path: '/v1/releases/:releaseId/withdraw',
  summary: 'Take back that nothing more will follow, until the benefit is completed',
  params: z.strictObject({ releaseId: id }),
  body: z.strictObject({ version, reason: words.optional() }),
  answer: released,
  refusals: [
    'platform.not_found',
    'platform.stale',
    'access.not_yours',
    'access.other_entity',
    'payments.release_completed',
    'payments.release_ended',
    'payments.release_withdrawn',
  ],
})

export const releaseOperations = [releaseRest, withdrawRelease] as const
