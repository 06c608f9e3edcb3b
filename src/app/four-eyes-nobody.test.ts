import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { fourEyesKinds, type FourEyesKind } from '../../test/setup/four-eyes-kinds.ts'
import { newGuest } from '../../test/setup/guest.ts'
import { hire } from '../../test/setup/hire.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { endEmployment, proposeManager, proposeProfile, proposeRole } from '../modules/access/index.ts'
import { reinstate } from '../modules/access/reinstatement-commands.ts'
import { organisationNow } from '../modules/access/snapshot.ts'
import { entityProfileTable, managerProposalTable, personTable } from '../modules/access/tables.ts'
import { lockSubjects } from '../modules/benefits/index.ts'
import { askMatch } from '../modules/parties/index.ts'
import { matchClaimTable } from '../modules/parties/tables.ts'
import { answerRatesCommand, importRatesCommand } from '../modules/policy/import-rates.ts'
import { findAskers } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import type { Actor } from '../platform/act/actor.ts'
import type { Command } from '../platform/act/command.ts'
import { insertRow, updateRow } from '../platform/act/rows.ts'

let company: Company
let calls: RequestCalls
let kinds: readonly FourEyesKind[]
let n = 0

const reason = '核对后提出'
const nobody = 'access.nobody_to_confirm'
const fromOn = '2026-12-01'
const unanswered = { answered_by: null, answered_at: null }

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  kinds = fourEyesKinds(company, calls)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

async function outcome<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  who: string | Actor,
  body: Body,
) {
  const actor = typeof who === 'string' ? company.actor(who) : who
  const call = { key: `nobody-${n++}-key`, actor, body, at: company.world.now() }
  const [found] = await act(company.world.door, command, [call])
  return found ?? { kind: 'in_progress' as const }
}

async function codeOf<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  who: string | Actor,
  body: Body,
): Promise<string> {
  const found = await outcome(command, who, body)
  return 'refusal' in found ? found.refusal.code : found.kind
}

const access = () => {
  const { newId, organisations, rounds } = company.world
  return { newId, rounds, organisation: organisations }
}

const filing = () => {
  const { newId, requests, rounds } = company.world
  const dayAt = (at: string) => at.slice(0, 10)
  return { newId, rounds, dayAt, lockSubjects, findAskers, organisation: requests.organisation }
}

const idOf = (key: string) => company.actor(key).personId

async function propose(type: string, who: string): Promise<string> {
  const kind = kinds.find((each) => each.type === type)
  if (!kind) throw new Error(`no kind ${type}`)
  return (await kind.subject())(company.actor(who))
}

/** These people work here no longer. */
async function gone(...keys: readonly string[]): Promise<void> {
  const { people } = await organisationNow(company.world.pool, company.world.organisations)
  for (const key of keys) {
    const person = people.get(idOf(key))
    if (person) await company.store([updateRow(personTable, person, { left_on: '2026-11-20' })])
  }
}

test('a manager whom nobody could confirm is refused, and another one may be proposed', async () => {
  const { personId } = await hire(company, { role: 'sales' })
  const lead = (managerId: string) =>
    codeOf(proposeManager(access()), 'admin', { personId, managerId, fromOn })
  expect(await lead(idOf('compliance'))).toBe(nobody)
  expect(await lead(idOf('head'))).toBe('done')
  expect(await lead(idOf('boss'))).toBe('access.manager_waits')
})

test('a role, an end of an employment and a question that nobody else could answer are refused', async () => {
  const role = { personId: idOf('compliance'), role: 'trainer', fromOn } as const
  expect(await codeOf(proposeRole(access()), 'admin', role)).toBe(nobody)
  const leaving = { personId: idOf('compliance'), leftOn: fromOn, reason }
  expect(await codeOf(endEmployment(access()), 'admin', leaving)).toBe(nobody)
  const [keptId, goneId] = [await newGuest(company, 9_100), await newGuest(company, 9_101)]
  const ask = (who: string) => codeOf(askMatch(filing()), who, { kind: 'same', keptId, goneId, reason })
  expect(await ask('compliance')).toBe(nobody)
  expect(await ask('sales')).toBe('done')
  expect(await ask('head')).toBe('parties.match_waits')
})

test('what waits from earlier days without anybody who is asked is in no other’s way', async () => {
  const { personId } = await hire(company, { role: 'sales' })
  const proposal = { state: 'proposed', proposed_by: idOf('admin'), proposed_at: company.world.now() }
  const entityId = company.founded.entities['suzhou'] ?? ''
  const [keptId, goneId] = [await newGuest(company, 9_102), await newGuest(company, 9_103)]
  await company.store([
    insertRow(managerProposalTable, {
      id: 'rel_nobodyasked00',
      person_id: personId,
      manager_id: idOf('compliance'),
      from_on: fromOn,
      ...proposal,
      ...unanswered,
    }),
    insertRow(entityProfileTable, {
      id: 'fact_nobodyasked0',
      entity_id: entityId,
      from_on: fromOn,
      reason,
      sector: 'drug',
      listed_in: null,
      nexus: null,
      codes: null,
      reporting: null,
      is_founding: false,
      ...proposal,
      ...unanswered,
    }),
    insertRow(matchClaimTable, {
      id: 'match_nobodyasked',
      kind: 'same',
      schema: 'person',
      subject: '{}',
      others: JSON.stringify([keptId, goneId]),
      reason,
      state: 'proposed',
      asked_by: idOf('compliance'),
      asked_at: company.world.now(),
      party_id: null,
      ...unanswered,
    }),
  ])
  const body = { personId, managerId: idOf('head'), fromOn }
  expect(await codeOf(proposeManager(access()), 'admin', body)).toBe('done')
  expect(await codeOf(proposeManager(access()), 'admin', body)).toBe('access.manager_waits')
  const same = { kind: 'same' as const, keptId, goneId, reason }
  expect(await codeOf(askMatch(filing()), 'sales', same)).toBe('done')
  expect(await codeOf(askMatch(filing()), 'sales', same)).toBe('parties.match_waits')
  expect(await propose('entity_profile', 'admin')).toBe('done')
  expect(await propose('entity_profile', 'admin')).toBe('access.profile_waits')
})

test('with nobody beside them, neither an agreement nor a profile nor a return is laid down', async () => {
  await gone('compliance')
  expect(await propose('agreement', 'finance')).toBe(nobody)
  const back = { personId: idOf('compliance'), reason }
  expect(await codeOf(reinstate(access()), 'admin', back)).toBe(nobody)
  expect(await propose('reinstatement_proposal', 'admin')).toBe(nobody)
  const shanghai = company.founded.entities['shanghai'] ?? ''
  const profile = { entityId: shanghai, fromOn, facts: { sector: 'drug' as const }, reason }
  expect(await codeOf(proposeProfile(access()), 'admin', profile)).toBe(nobody)
})

test('rates wait for a colleague who may come, and whoever filed them may take them off', async () => {
  await gone('boss')
  const body = { text: 'date,currency,rate\n2031-03-01,USD,7.1', source: '中国外汇交易中心' }
  const filed = await outcome(importRatesCommand(filing()), 'finance', body)
  if (filed.kind !== 'done') throw new Error(`not filed: ${filed.kind}`)
  expect(await codeOf(importRatesCommand(filing()), 'finance', body)).toBe('policy.rates_wait')
  const { rateFileId } = filed.answer
  const said = { rateFileId, answer: 'decline' as const, reason }
  expect(await codeOf(answerRatesCommand(filing()), 'finance', said)).toBe('done')
  expect(await codeOf(importRatesCommand(filing()), 'finance', body)).toBe('done')
})
