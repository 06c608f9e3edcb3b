import { z } from 'zod'
import { id, instant, localDate, moneyJson, page } from './common.ts'
import { cursorsOf } from './cursor.ts'
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

const staff = z.strictObject({ id, name: z.string(), title: z.string().optional() })
/** Whether the reader may do it, and why not. */
const can = z.strictObject({ can: z.boolean(), why: z.string().optional() })
const releaseState = z.enum(['released', 'withdrawn'])

/** What a release and what can be released say of their benefit. */
const ofBenefit = {
  requestId: id,
  number: z.string(),
  title: z.string(),
  customer: z.string().optional(),
  entityId: id,
  entity: z.string(),
  wayWord: z.string(),
}

/** Where a page of releases begins. */
export const releaseCursors = cursorsOf('payments.releases', z.strictObject({ at: instant, id }))

/** The releases of the entities that the reader watches over, the newest first. */
export const releases = operation({
  id: 'payments.releases',
  kind: 'query',
  method: 'GET',
  path: '/v1/releases',
  summary: 'What was released of benefits because nothing more is claimed, with who said so and why',
  query: z.strictObject({
    state: releaseState.optional(),
    /** One release alone, in whatever state. */
    releaseId: id.optional(),
    entityId: id.optional(),
    cursor: releaseCursors.query,
  }),
  answer: z.strictObject({
    ...page(
      z.strictObject({
        ...ofBenefit,
        releaseId: id,
        version,
        state: releaseState,
        stateWord: z.string(),
        amount: moneyJson,
        reason: z.string(),
        by: staff,
        at: instant,
        withdrawnBy: staff.optional(),
        withdrawnAt: instant.optional(),
        withdraw: can,
      }),
    ).shape,
    /** How many stand in each state and how much they are, a currency at a time, within the entity. */
    counts: z.array(z.strictObject({ state: releaseState, count: z.int(), sums: z.array(moneyJson) })),
  }),
})

/** Where a page of what can be released begins. */
export const releasableCursors = cursorsOf('payments.releasable', z.strictObject({ on: localDate, id }))

/** What was given and nobody claimed, the oldest first: it is claimed or released, or owed for ever. */
export const releasable = operation({
  id: 'payments.releasable',
  kind: 'query',
  method: 'GET',
  path: '/v1/releasable',
  summary: 'Given benefits of which a rest is neither claimed nor released, the oldest first',
  query: z.strictObject({ entityId: id.optional(), cursor: releasableCursors.query }),
  answer: z.strictObject({
    ...page(
      z.strictObject({
        ...ofBenefit,
        requester: staff,
        givenOn: localDate,
        /** How many days ago it was given, and whether a claim would be late by the policy. */
        days: z.int(),
        isLate: z.boolean(),
        value: moneyJson,
        claimed: moneyJson,
        released: moneyJson,
        left: moneyJson,
        release: can,
        /** Whether the reader may claim it, for whoever asked where that is somebody else. */
        canClaim: z.boolean(),
      }),
    ).shape,
    /** With the first page: all of it together, or its oldest part where there is more. */
    all: z
      .strictObject({ count: z.int(), late: z.int(), sums: z.array(moneyJson), isPart: z.boolean() })
      .optional(),
  }),
})

export const releaseOperations = [releaseRest, withdrawRelease, releases, releasable] as const
