import * as contract from '../../contract/inbox.ts'
import { actOn } from '../../platform/http/act-on.ts'
import { answer, fromOutcome } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { delegate, endDelegation } from './delegation-commands.ts'
import { delegationJsonOf } from './present.ts'
import { readerOf, type AccessRouteDeps } from './route-deps.ts'

/** The routes of delegations; both people see each. */
export function delegationRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(contract.delegations, async ({ actor, at }) => {
      const reader = await readerOf(deps, actor, at)
      const kinds = deps.me.matterKinds(reader.language)
      const { delegationsFrom, delegationsTo } = reader.organisation
      const latestFirst = (rows = delegationsFrom.get('')) =>
        (rows ?? [])
          .toSorted((a, b) => (a.from_on < b.from_on ? 1 : -1))
          .map((row) => delegationJsonOf(reader, row, kinds))
      return answer({
        given: latestFirst(delegationsFrom.get(actor.personId)),
        received: latestFirst(delegationsTo.get(actor.personId)),
        kinds: [...kinds],
      })
    }),
    route(contract.delegate, async (call) => {
      const { cap, ...rest } = call.body
      const amount = cap && { currency: cap.currency, minor: BigInt(cap.minor) }
      const outcome = await actOn(deps, delegate(deps, kindsOf(deps)), call, { ...rest, cap: amount })
      return outcome.kind === 'done' ? shown(deps, call, outcome.answer.delegationId) : fromOutcome(outcome)
    }),
    route(contract.endDelegation, async (call) => {
      const outcome = await actOn(deps, endDelegation(deps), call, call.params)
      return outcome.kind === 'done' ? shown(deps, call, outcome.answer.delegationId) : fromOutcome(outcome)
    }),
  ]
}

function kindsOf(deps: AccessRouteDeps): string[] {
  return deps.me.matterKinds('en').map(({ key }) => key)
}

async function shown(deps: AccessRouteDeps, call: HttpCall<unknown, unknown, unknown>, delegationId: string) {
  const reader = await readerOf(deps, call.actor, call.at)
  const row = reader.organisation.rows.delegations.find((each) => each.id === delegationId)
  if (!row) throw new Error('a delegation that was just stored is not there')
  return answer(delegationJsonOf(reader, row, deps.me.matterKinds(reader.language)))
}
