import type { Pool } from 'pg'
import * as contract from '../../contract/policy.ts'
import { act, type Door } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { answer, fromOutcome, notFound, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import type { Organisation } from '../access/index.ts'
import { checkText, listProposals, listVersions, showProposal, showVersion } from './desk.ts'
import { listNearLimits } from './near-view.ts'
import type { VersionReader } from './present.ts'
import { answerProposal, proposeEnd, proposeVersion, type Proposed } from './proposals.ts'
import type { FilingDeps } from './two-persons.ts'
import type { Obtainable } from './reachable.ts'
import { loadPackRows } from './store.ts'

/** What the routes of versions are made with; filled in `app`. */
export type PolicyRouteDeps = FilingDeps & {
  readonly door: Door
  readonly pool: Pool
  readonly zone: string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  /** The facts that the form and the records can give. */
  readonly obtainable: () => Obtainable
}

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of packs, their versions, and the proposals for them. */
export function policyRoutes(deps: PolicyRouteDeps): Route[] {
  return [...versionRoutes(deps), ...proposalRoutes(deps)]
}

function reading<T>(
  deps: PolicyRouteDeps,
  call: AnyCall,
  work: (tx: Transaction, reader: VersionReader) => Promise<T>,
): Promise<T> {
  const { actor, language, at: now } = call
  return readOnly(deps.pool, [actor], async (tx) => {
    const organisation = await deps.organisation(tx)
    return work(tx, { actor, language, now, today: deps.dayAt(now), zone: deps.zone, organisation })
  })
}

function versionRoutes(deps: PolicyRouteDeps): Route[] {
  return [
    route(contract.policyVersions, (call) =>
      reading(deps, call, async (tx, reader) =>
        answer({ items: await listVersions(tx, reader, call.query.packId) }),
      ),
    ),
    route(contract.policyVersion, (call) =>
      reading(deps, call, async (tx, reader) => {
        const found = await showVersion(tx, reader, call.params.versionId)
        return found ? answer(found) : notFound()
      }),
    ),
    route(contract.nearLimits, (call) =>
      reading(deps, call, async (tx, reader) => answer(await listNearLimits(tx, reader, call.query))),
    ),
    route(contract.checkVersion, (call) =>
      reading(deps, call, async (tx, reader) =>
        answer(checkText(reader, await loadPackRows(tx), { ...call.body, obtainable: deps.obtainable() })),
      ),
    ),
  ]
}

function proposalRoutes(deps: PolicyRouteDeps): Route[] {
  return [
    route(contract.policyProposals, (call) =>
      reading(deps, call, async (tx, reader) => answer(await listProposals(tx, reader, call.query))),
    ),
    route(contract.policyProposal, (call) => shown(deps, call, call.params.proposalId)),
    route(contract.proposeVersion, (call) => acted(deps, proposeVersion(deps), call, call.body)),
    route(contract.proposeEnd, (call) =>
      acted(deps, proposeEnd(deps), call, { ...call.params, ...call.body }),
    ),
    route(contract.answerProposal, (call) =>
      acted(deps, answerProposal(deps), call, { ...call.params, ...call.body }),
    ),
  ]
}

function shown(deps: PolicyRouteDeps, call: AnyCall, proposalId: string): Promise<HttpAnswer> {
  return reading(deps, call, async (tx, reader) => {
    const found = await showProposal(tx, reader, proposalId)
    return found ? answer(found) : notFound()
  })
}

async function acted<Body, State>(
  deps: PolicyRouteDeps,
  command: Command<Body, State, Proposed>,
  call: AnyCall,
  body: Body,
): Promise<HttpAnswer> {
  const { key, actor, at } = call
  const [outcome] = await act(deps.door, command, [{ key, actor, at, body }])
  if (!outcome) throw new Error('the door gave no outcome')
  return outcome.kind === 'done' ? shown(deps, call, outcome.answer.proposalId) : fromOutcome(outcome)
}
