import type { Pool } from 'pg'
import { searchParties } from '../../contract/parties.ts'
import * as contract from '../../contract/parties-admin.ts'
import * as matching from '../../contract/parties-match.ts'
import * as record from '../../contract/parties-record.ts'
import { type Door } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answer, notFound, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import type { Organisation } from '../access/index.ts'
import { checkAccount, stateAccount, type AccountDeps } from './account-commands.ts'
import { answerMatch, askMatch, type ClaimDeps } from './claim-commands.ts'
import { createCustomer } from './create-commands.ts'
import { createPerson } from './create-person.ts'
import { correctCustomer } from './customer-commands.ts'
import { mergeLocked, splitParty } from './merge-commands.ts'
import { withMarks } from './namesakes.ts'
import { searchFor, type SearchPorts } from './queries.ts'
import type { RecordReader } from './record-reader.ts'
import { partyRecordOf } from './record-view.ts'
import { waitingAccountsFor } from './waiting-accounts.ts'
import { loadAskers } from './own-requests.ts'
import { endStaffTie, tieStaff } from './staff-ties.ts'
import { joinHousehold, leaveHousehold } from './household-commands.ts'
import { run } from '../../platform/http/act-on.ts'
import { classify, endWork, relate, setEmployment } from './span-commands.ts'

/** What the routes of parties are made with; filled in `app`. */
export type PartyRouteDeps = ClaimDeps &
  AccountDeps &
  SearchPorts & {
    readonly door: Door
    readonly pool: Pool
    readonly organisation: (tx: Transaction) => Promise<Organisation>
    /** Where people work, for moments that are put into words. */
    readonly zone: string
  }

/** The routes of search and of what is known of customers and people; their pages stand with the register. */
export function partyRoutes(deps: PartyRouteDeps): Route[] {
  return [
    route(searchParties, ({ actor, at, language, query }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const reader = { language, today: deps.dayAt(at) }
        const found = await searchFor(tx, deps, reader, { ...query, personId: actor.personId })
        return answer({ ...found, items: await withMarks(tx, found.items, reader.today) })
      }),
    ),
    route(contract.createCustomer, (call) => run(deps, createCustomer(deps), call, call.body)),
    route(contract.createPerson, (call) => run(deps, createPerson(deps), call, call.body)),
    ...spanRoutes(deps),
    ...recordRoutes(deps),
    route(matching.askMatch, (call) => run(deps, askMatch(deps), call, call.body)),
    route(matching.answerMatch, (call) =>
      run(deps, answerMatch(deps), call, { ...call.params, ...call.body }),
    ),
    route(contract.mergeParties, (call) =>
      run(deps, mergeLocked(deps), call, { keptId: call.params.partyId, ...call.body }),
    ),
    route(contract.splitParty, (call) => run(deps, splitParty(deps), call, { ...call.params, ...call.body })),
  ]
}

function recordRoutes(deps: PartyRouteDeps): Route[] {
  return [
    route(record.partyRecord, (call) =>
      reading(deps, call, async (tx, reader) => {
        const found = await partyRecordOf(tx, reader, call.params.partyId)
        return found ? answer(found) : notFound()
      }),
    ),
    route(record.waitingAccounts, (call) =>
      reading(deps, call, async (tx, reader) => answer(await waitingAccountsFor(tx, reader, call.query))),
    ),
    route(record.correctCustomer, (call) =>
      run(deps, correctCustomer(deps), call, { ...call.params, ...call.body }),
    ),
    route(record.stateAccount, (call) =>
      run(deps, stateAccount(deps), call, { ...call.params, ...call.body }),
    ),
    route(record.checkAccount, (call) =>
      run(deps, checkAccount(deps), call, { ...call.params, ...call.body }),
    ),
  ]
}

/** Reads records for whoever asks, with the people of the company at hand. */
function reading(
  deps: PartyRouteDeps,
  { actor, at, language }: Pick<HttpCall<unknown, unknown, unknown>, 'actor' | 'at' | 'language'>,
  work: (tx: Transaction, reader: RecordReader) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  return readOnly(deps.pool, [actor], async (tx) => {
    const organisation = await deps.organisation(tx)
    const today = deps.dayAt(at)
    const askersOf: RecordReader['askersOf'] = (reads, ids) => loadAskers(reads, deps.findAskers, ids, today)
    const { zone, takesPhone } = deps
    return work(tx, { actor, language, organisation, now: at, today, zone, askersOf, takesPhone })
  })
}

function spanRoutes(deps: PartyRouteDeps): Route[] {
  return [
    route(contract.classify, (call) =>
      run(deps, classify(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.setEmployment, (call) =>
      run(deps, setEmployment(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.endEmployment, (call) => run(deps, endWork(deps), call, { ...call.params, ...call.body })),
    route(contract.joinHousehold, (call) =>
      run(deps, joinHousehold(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.leaveHousehold, (call) =>
      run(deps, leaveHousehold(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.relate, (call) =>
      run(deps, relate(deps), call, { personId: call.params.partyId, ...call.body }),
    ),
    route(contract.tieStaff, (call) => run(deps, tieStaff(deps), call, { ...call.params, ...call.body })),
    route(contract.endStaffTie, (call) =>
      run(deps, endStaffTie(deps), call, { ...call.params, ...call.body }),
    ),
  ]
}
