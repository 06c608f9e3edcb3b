import type { Pool } from 'pg'
import * as contract from '../../contract/deals.ts'
import * as third from '../../contract/third-parties.ts'
import { type Door } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer } from '../../platform/http/answer.ts'
import { route, type Route } from '../../platform/http/route.ts'
import {
  awardTender,
  closeTender,
  createEvent,
  createTender,
  setTenderRole,
  type EndDeps,
} from './commands.ts'
import { checkAgreement, createAgreement, type AgreementDeps } from './agreement-commands.ts'
import { customerDealsOf } from './queries.ts'
import { run } from '../../platform/http/act-on.ts'
import { loadEventsFrom } from './store.ts'
import { endThirdParty, recordThirdParty, verifyThirdParty } from './third-party-commands.ts'
import { thirdPartiesOf } from './third-party-queries.ts'

/** What the routes of deals are made with; filled in `app`. */
export type DealRouteDeps = AgreementDeps & EndDeps & { readonly door: Door; readonly pool: Pool }

/** The routes of agreements, tenders and events. */
export function dealRoutes(deps: DealRouteDeps): Route[] {
  return [
    ...thirdPartyRoutes(deps),
    route(contract.createAgreement, (call) => run(deps, createAgreement(deps), call, call.body)),
    route(contract.checkAgreement, (call) =>
      run(deps, checkAgreement(deps), call, { ...call.params, ...call.body }),
    ),
    route(contract.createTender, (call) => run(deps, createTender(deps), call, call.body)),
    route(contract.awardTender, (call) =>
      run(deps, awardTender(deps), call, { ...call.params, ...call.body }),
    ),
    route(contract.closeTender, (call) =>
      run(deps, closeTender(deps), call, { ...call.params, ...call.body }),
    ),
    route(contract.setTenderRole, (call) =>
      run(deps, setTenderRole(deps), call, { ...call.params, ...call.body }),
    ),
    route(contract.createEvent, (call) => run(deps, createEvent(deps), call, call.body)),
    route(contract.customerDeals, ({ actor, at, language, params }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const reader = { organisation: await deps.organisation(tx), language, today: deps.dayAt(at) }
        return answer(await customerDealsOf(tx, reader, params.partyId))
      }),
    ),
    route(contract.events, ({ actor, at, query }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const { rows, isWhole } = await loadEventsFrom(tx, query.from ?? deps.dayAt(at))
        return answer({
          isWhole,
          items: rows.map((row) => ({
            eventId: row.id,
            title: row.title,
            country: row.country,
            ...(row.place === null ? {} : { place: row.place }),
            fromOn: row.from_on,
            untilOn: row.until_on,
          })),
        })
      }),
    ),
  ]
}

function thirdPartyRoutes(deps: DealRouteDeps): Route[] {
  return [
    route(third.recordThirdParty, (call) => run(deps, recordThirdParty(deps), call, call.body)),
    route(third.verifyThirdParty, (call) =>
      run(deps, verifyThirdParty(deps), call, { ...call.params, ...call.body }),
    ),
    route(third.endThirdParty, (call) => run(deps, endThirdParty(), call, { ...call.params, ...call.body })),
    route(third.thirdParties, ({ actor, at, language, params }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const organisation = await deps.organisation(tx)
        const reader = { organisation, language, today: deps.dayAt(at), actor, now: at }
        return answer(await thirdPartiesOf(deps, tx, reader, params.partyId))
      }),
    ),
  ]
}
