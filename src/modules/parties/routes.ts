import type { Pool } from 'pg'
import { searchParties } from '../../contract/parties.ts'
import * as contract from '../../contract/parties-admin.ts'
import { act, type Door } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { createCustomer, type PartyDeps } from './create-commands.ts'
import { createPerson } from './create-person.ts'
import { merge, splitParty } from './merge-commands.ts'
import { searchFor, type SearchPorts } from './queries.ts'
import { endStaffTie, tieStaff } from './staff-ties.ts'
import { classify, endWork, joinHousehold, leaveHousehold, relate, setEmployment } from './span-commands.ts'

/** What the routes of parties are made with; filled in `app`. */
export type PartyRouteDeps = PartyDeps & SearchPorts & { readonly door: Door; readonly pool: Pool }

/** The routes of search and of what is known of customers and people; their pages stand with the register. */
export function partyRoutes(deps: PartyRouteDeps): Route[] {
  return [
    route(searchParties, ({ actor, at, language, query }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const reader = { language, today: deps.dayAt(at) }
        return answer(await searchFor(tx, deps, reader, { ...query, personId: actor.personId }))
      }),
    ),
    route(contract.createCustomer, (call) => run(deps, createCustomer(deps), call, call.body)),
    route(contract.createPerson, (call) => run(deps, createPerson(deps), call, call.body)),
    ...spanRoutes(deps),
    route(contract.mergeParties, (call) =>
      run(deps, merge, call, { keptId: call.params.partyId, ...call.body }),
    ),
    route(contract.splitParty, (call) => run(deps, splitParty, call, { ...call.params, ...call.body })),
  ]
}

function spanRoutes(deps: PartyRouteDeps): Route[] {
  return [
    route(contract.classify, (call) =>
      run(deps, classify(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.setEmployment, (call) =>
      run(deps, setEmployment(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.endEmployment, (call) => run(deps, endWork, call, { ...call.params, ...call.body })),
    route(contract.joinHousehold, (call) =>
      run(deps, joinHousehold(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.leaveHousehold, (call) =>
      run(deps, leaveHousehold, call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.relate, (call) =>
      run(deps, relate(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.tieStaff, (call) => run(deps, tieStaff(deps), call, { ...call.params, ...call.body })),
    route(contract.endStaffTie, (call) => run(deps, endStaffTie, call, { ...call.params, ...call.body })),
  ]
}

async function run<Body, State, Answer>(
  deps: PartyRouteDeps,
  command: Command<Body, State, Answer>,
  { key, actor, at }: HttpCall<unknown, unknown, unknown>,
  body: Body,
): Promise<HttpAnswer> {
  const [outcome] = await act(deps.door, command, [{ key, actor, at, body }])
  if (!outcome) throw new Error('the door gave no outcome')
  return fromOutcome(outcome)
}
