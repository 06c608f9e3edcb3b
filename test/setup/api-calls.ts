import { randomUUID } from 'node:crypto'
import { allRoutes, type RouteParts } from '../../src/app/routes.ts'
import { homeZone, type World } from '../../src/app/world.ts'
import { entitiesOf, organisationNow, rolesOf } from '../../src/modules/access/index.ts'
import { dayIn } from '../../src/kernel/time.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import { randomBytes } from '../../src/platform/clock.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import type { UploadedFile } from '../../src/platform/http/route.ts'

/** What a call carries. */
type Called = {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly files?: readonly UploadedFile[]
}

/** Every operation of the product, called in the name of people with the roles that they have that day. */
export type ApiCalls = {
  readonly call: (personId: string, id: string, given?: Called) => Promise<HttpAnswer>
  /** The body of a good answer; anything else throws. */
  readonly good: (personId: string, id: string, given?: Called) => Promise<Record<string, unknown>>
  /** The code of the refusal, or `done`. */
  readonly codeOf: (personId: string, id: string, given?: Called) => Promise<string>
}

/** Calls the routes of a world as its server would, without a network and with nobody to sign in. */
export function apiCalls(world: World): ApiCalls {
  const nobody = () => Promise.reject(new Error('nobody signs in here'))
  const access = { auth: undefined, welcome: nobody, random: randomBytes } as unknown as RouteParts['access']
  const routes = allRoutes({ world, pool: world.pool, access })
  const call: ApiCalls['call'] = async (personId, id, given = {}) => {
    const found = routes.find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    const { operation } = found
    const actor = await actorOf(world, personId)
    const forbidden = world.door.authorise(actor, id)
    if (forbidden) return { kind: 'refused', status: 403, refusal: forbidden } as unknown as HttpAnswer
    const answered = await found.handle({
      params: operation.params.parse(given.params ?? {}),
      query: operation.query.parse(given.query ?? {}),
      body: operation.body.parse(given.body ?? {}),
      actor,
      key: randomUUID(),
      at: world.now(),
      language: actor.language,
      headers: {},
      address: '127.0.0.1',
      files: given.files ?? [],
    })
    if (answered.kind === 'answer') operation.answer.parse(answered.body)
    return answered
  }
  return {
    call,
    good: async (personId, id, given) => {
      const answered = await call(personId, id, given)
      if (answered.kind !== 'answer') throw new Error(`${id}: ${JSON.stringify(answered)}`)
      // The contract was just checked, and every answer is an object.
      return answered.body as Record<string, unknown>
    },
    codeOf: async (personId, id, given) => {
      const answered = await call(personId, id, given)
      return 'refusal' in answered ? answered.refusal.code : 'done'
    },
  }
}

async function actorOf(world: World, personId: string): Promise<Actor> {
  const organisation = await organisationNow(world.pool, world.organisations)
  const day = dayIn(homeZone, world.now())
  return {
    personId,
    accountId: `acc_of_${personId.slice(4)}`,
    roles: rolesOf(organisation, personId, day),
    entityIds: entitiesOf(organisation, personId, day),
    language: 'en',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
  }
}
