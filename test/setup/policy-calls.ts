import { obtainableFacts } from '../../src/app/obtainable.ts'
import { homeZone } from '../../src/app/world.ts'
import { dayIn } from '../../src/kernel/time.ts'
import { policyRoutes } from '../../src/modules/policy/index.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import type { Language } from '../../src/texts/text.ts'
import { sayRefusal } from '../../src/texts/refusals/say.ts'
import type { Company } from './company-on.ts'

/** What a call on versions carries. */
type Called = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown }

/** Operations on policy versions, called as the server does; who may is asked of the access table as well. */
export type PolicyCalls = {
  readonly call: (actor: Actor, id: string, given?: Called) => Promise<HttpAnswer>
  /** The body of a good answer; anything else throws. */
  readonly good: (actor: Actor, id: string, given?: Called) => Promise<Record<string, unknown>>
  /** The code of the refusal, or `done`. */
  readonly codeOf: (actor: Actor, id: string, given?: Called) => Promise<string>
  /** What a refusal says, in the language. */
  readonly saysOf: (answer: HttpAnswer, language: Language) => string
}

/** Calls on a company's own database. */
export function policyCalls({ world }: Company): PolicyCalls {
  const routes = policyRoutes({
    newId: world.newId,
    dayAt: (at) => dayIn(homeZone, at),
    door: world.door,
    pool: world.pool,
    zone: homeZone,
    organisation: world.requests.organisation,
    obtainable: obtainableFacts,
    rounds: world.rounds,
  })
  let calls = 0
  const call = async (actor: Actor, id: string, given: Called = {}): Promise<HttpAnswer> => {
    const found = routes.find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    const { operation } = found
    const answer = await found.handle({
      params: operation.params.parse(given.params ?? {}),
      query: operation.query.parse(given.query ?? {}),
      body: operation.body.parse(given.body ?? {}),
      actor,
      key: `policy-call-${calls++}`,
      at: world.now(),
      language: actor.language,
      headers: {},
      address: '127.0.0.1',
      files: [],
    })
    if (answer.kind === 'answer') operation.answer.parse(answer.body)
    return answer
  }
  return {
    call,
    good: async (actor, id, given) => {
      const answer = await call(actor, id, given)
      if (answer.kind !== 'answer') throw new Error(`${id}: ${JSON.stringify(answer)}`)
      // The contract was just checked: every answer of these operations is an object.
      return answer.body as Record<string, unknown>
    },
    codeOf: async (actor, id, given) => {
      const answer = await call(actor, id, given)
      return answer.kind === 'refused' ? answer.refusal.code : 'done'
    },
    saysOf: (answer, language) =>
      answer.kind === 'refused' ? sayRefusal(answer.refusal, language).says : 'done',
  }
}
