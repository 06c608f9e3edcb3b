import * as contract from '../../contract/access.ts'
import * as logIns from '../../contract/accounts.ts'
import * as reporting from '../../contract/reporting-lines.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { actOn } from '../../platform/http/act-on.ts'
import { answer, fromOutcome, notFound, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import {
  closeAccount,
  createAccount,
  createEntity,
  createPerson,
  createUnit,
  giveFactor,
  resetAccount,
} from './commands.ts'
import { waitsForFactor } from './domain.ts'
import { answerLeaving, endEmployment } from './leaving-commands.ts'
import { emergencyRules } from './emergency.ts'
import { answerProposal } from './proposals.ts'
import { answerManager, proposeManager } from './reporting-commands.ts'
import { peoplePage } from './people-page.ts'
import { entityRefOf, grantJsonOf, nameOf, personJsonOf } from './present.ts'
import { answerRole, endRole, proposeRole } from './role-commands.ts'
import { answerReinstatement, reinstate } from './reinstatement-commands.ts'
import { profileRoutes } from './routes-profile.ts'
import { setFactor, setPassword } from './routes-halves.ts'
import { readerOf, type AccessRouteDeps } from './route-deps.ts'
import { listAccounts } from './store.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of whoever administers people, units, entities, accounts and roles. */
export function administrationRoutes(deps: AccessRouteDeps): Route[] {
  return [
    ...lookUpRoutes(deps),
    ...organisationRoutes(deps),
    ...profileRoutes(deps),
    ...accountRoutes(deps),
    ...roleRoutes(deps),
  ]
}

function lookUpRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(contract.organisation, async ({ actor, at }) => {
      const reader = await readerOf(deps, actor, at)
      const { entities, units } = reader.organisation
      return answer({
        entities: [...entities.values()].map(({ id, code, zone, seat }) => ({
          ...entityRefOf(reader, id),
          code,
          zone,
          seat,
        })),
        units: [...units.values()].map((unit) => ({
          id: unit.id,
          code: unit.code,
          name: nameOf(unit, reader.language),
          ...(unit.parent_id === null ? {} : { parentId: unit.parent_id }),
          ...(unit.entity_id === null ? {} : { entityId: unit.entity_id }),
        })),
      })
    }),
    route(contract.people, async ({ actor, at, query }) =>
      answer(peoplePage(await readerOf(deps, actor, at), query)),
    ),
    route(contract.person, async ({ actor, at, params }) => {
      const reader = await readerOf(deps, actor, at)
      const found = reader.organisation.people.get(params.personId)
      if (!found) return notFound()
      const accounts = await listAccounts(deps.pool, [found.id])
      return answer({
        person: personJsonOf(reader, found),
        accounts: accounts.map((account) => ({
          accountId: account.id,
          email: account.email,
          isOpen: account.is_open,
          waitsForFactor: waitsForFactor(account),
        })),
        grants: (reader.organisation.grantsOf.get(found.id) ?? []).map((grant) => grantJsonOf(reader, grant)),
      })
    }),
  ]
}

function organisationRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(contract.createEntity, async (call) => through(deps, createEntity(deps), call, call.body)),
    route(contract.createUnit, async (call) => through(deps, createUnit(deps), call, call.body)),
    route(contract.createPerson, async (call) => through(deps, createPerson(deps), call, call.body)),
    route(contract.endEmployment, async (call) =>
      through(deps, endEmployment(deps), call, { ...call.params, ...call.body }),
    ),
    route(reporting.answerLeaving, async (call) =>
      through(deps, answerLeaving(deps), call, { ...call.params, ...call.body }),
    ),
    route(reporting.answerEmergency, async (call) =>
      through(deps, answerProposal(deps, emergencyRules), call, { ...call.params, ...call.body }),
    ),
    route(reporting.proposeManager, async (call) =>
      through(deps, proposeManager(deps), call, { ...call.params, ...call.body }),
    ),
    route(reporting.answerManager, async (call) =>
      through(deps, answerManager(deps), call, { ...call.params, ...call.body }),
    ),
    route(reporting.reinstate, async (call) =>
      through(deps, reinstate(deps), call, { ...call.params, ...call.body }),
    ),
    route(reporting.answerReinstatement, async (call) =>
      through(deps, answerReinstatement(deps), call, { ...call.params, ...call.body }),
    ),
  ]
}

function accountRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(logIns.createAccount, async (call) => {
      const { password, email, language } = call.body
      const passwordHash = await deps.auth.hashPassword(password, false)
      if (isRefusal(passwordHash)) return refused(passwordHash)
      // Only a seal of the password goes into the command, whose body is hashed and kept.
      const body = { personId: call.params.personId, email, language, seal: await sealOf(deps, call) }
      const outcome = await actOn(deps, createAccount(deps), call, body)
      return setPassword(deps, call, outcome, passwordHash)
    }),
    route(logIns.resetAccount, async (call) => {
      const passwordHash = await deps.auth.hashPassword(call.body.password, false)
      if (isRefusal(passwordHash)) return refused(passwordHash)
      const { reason } = call.body
      const body = { ...call.params, reason, seal: await sealOf(deps, call) }
      const outcome = await actOn(deps, resetAccount(), call, body)
      return setPassword(deps, call, outcome, passwordHash)
    }),
    route(logIns.giveFactor, async (call) => {
      const isBare = await deps.auth.lacksPassword(call.params.accountId)
      if (isBare) return refused(refuse('access.no_password'))
      return setFactor(deps, call, await actOn(deps, giveFactor(), call, call.params))
    }),
    route(logIns.closeAccount, async (call) => {
      const outcome = await actOn(deps, closeAccount(), call, { ...call.params, ...call.body })
      if (outcome.kind === 'done') await deps.auth.endSessions([outcome.answer.accountId])
      return fromOutcome(outcome)
    }),
  ]
}

/** By the seal of its password the door knows the same call again, and tells another one apart. */
function sealOf(
  { auth }: AccessRouteDeps,
  { actor, key, body }: HttpCall<unknown, unknown, { readonly password: string }>,
): Promise<string> {
  return auth.sealPasswords(`${actor.accountId}\n${key}`, [body.password])
}

function roleRoutes(deps: AccessRouteDeps): Route[] {
  const shown = async (call: AnyCall, grantId: string) => {
    const reader = await readerOf(deps, call.actor, call.at)
    const grant = reader.organisation.rows.grants.find((row) => row.id === grantId)
    if (!grant) throw new Error('a role that was just stored is not there')
    return answer(grantJsonOf(reader, grant))
  }
  return [
    route(contract.roleGrants, async ({ actor, at, query }) => {
      const reader = await readerOf(deps, actor, at)
      const found = reader.organisation.rows.grants.filter(
        (grant) => query.state === undefined || grant.state === query.state,
      )
      return answer({ items: found.map((grant) => grantJsonOf(reader, grant)) })
    }),
    route(contract.proposeRole, async (call) => {
      const { limit, ...rest } = call.body
      const amount = limit && { currency: limit.currency, minor: BigInt(limit.minor) }
      const body = { ...call.params, ...rest, limit: amount }
      const outcome = await actOn(deps, proposeRole(deps), call, body)
      return outcome.kind === 'done' ? shown(call, outcome.answer.grantId) : fromOutcome(outcome)
    }),
    route(contract.answerRole, async (call) => {
      const outcome = await actOn(deps, answerRole(deps), call, { ...call.params, ...call.body })
      return outcome.kind === 'done' ? shown(call, outcome.answer.grantId) : fromOutcome(outcome)
    }),
    route(contract.endRole, async (call) => {
      const outcome = await actOn(deps, endRole(deps), call, { ...call.params, ...call.body })
      return outcome.kind === 'done' ? shown(call, outcome.answer.grantId) : fromOutcome(outcome)
    }),
  ]
}

async function through<Body, State, Answer>(
  deps: AccessRouteDeps,
  command: Command<Body, State, Answer>,
  call: AnyCall,
  body: Body,
): Promise<HttpAnswer> {
  return fromOutcome(await actOn(deps, command, call, body))
}
