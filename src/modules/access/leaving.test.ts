import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessActs, actedAt, codeOf, done } from '../../../test/setup/access-acts.ts'
import { foundedCompany, founder, type FoundedCompany } from '../../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { loggedReasons } from '../../../test/setup/logged-reasons.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { createPerson } from './commands.ts'
import { answerLeaving, endEmployment } from './leaving-commands.ts'
import { leavingMatters } from './leaving-matters.ts'
import { rolesOf } from './reach.ts'
import { organisationNow } from './snapshot.ts'

const [yesterday, today, tomorrow] = ['2026-11-24', '2026-11-25', '2026-11-26'] as const
const reason = '合同到期不再续签'

let database: FreshDatabase
let company: FoundedCompany
const { run, as } = accessActs(() => company)

beforeAll(async () => {
  database = await freshDatabase()
  const sales = { role: 'sales', entity: 'main' } as const
  company = await foundedCompany(database, [
    founder('rep', sales, { manager: 'boss' }),
    founder('boss', sales),
    founder('asked', sales),
    founder('plain', sales),
    founder('lead', { role: 'sales_manager', entity: 'main' }),
    founder('fin', { role: 'finance' }),
    founder('aud', { role: 'auditor' }),
    founder('comp', { role: 'compliance' }),
    founder('one', { role: 'administrator' }),
    founder('two', { role: 'administrator' }),
  ])
})

afterAll(() => database.close())

const one = () => as('one', 'administrator')
const two = () => as('two', 'administrator')
const comp = () => as('comp', 'compliance')
const leave = (personId: string, leftOn: string = today, who: Actor = one()) =>
  run(endEmployment(company.deps), who, { personId, leftOn, reason })
const say = (proposalId: string | undefined, who: Actor, answer: 'confirm' | 'decline' = 'confirm') =>
  run(answerLeaving(company.deps), who, { proposalId: proposalId ?? '', answer })
const lastDayOf = async (personId: string) =>
  (await organisationNow(company.door.pool, company.deps.organisation)).people.get(personId)?.left_on

async function newPerson(name: string): Promise<string> {
  const entityId = company.founded.entities['main'] ?? ''
  const body = { entityId, nameZh: name, nameEn: name, joinedOn: '2026-01-01' }
  return done(await run(createPerson(company.deps), one(), body)).personId
}

/** Asks a person of sales for a decision, as a colleague who hands a task on does. */
async function ask(personId: string): Promise<void> {
  const object = { type: 'request', id: 'req_leaving000' }
  const entityId = company.founded.entities['main'] ?? ''
  const asking = { object, entityId, requesterId: company.personId('rep'), kind: 'rebate', role: 'sales' }
  const command: Command<object, undefined, object> = {
    operation: 'access.set_language',
    load: async () => undefined,
    decide: () => ({
      answer: {},
      object,
      reason: null,
      changes: company.deps.rounds.open({ ...asking, personIds: [personId], at: actedAt }),
    }),
  }
  done(await run(command, one(), {}))
}

test('whoever decides nothing leaves by one act, today or later, and why is kept', async () => {
  for (const leftOn of [today, tomorrow]) {
    const personId = await newPerson(`leaves on ${leftOn}`)
    expect(done(await leave(personId, leftOn))).toEqual({ personId, state: 'confirmed' })
    expect(await lastDayOf(personId)).toBe(leftOn)
    expect(codeOf(await leave(personId, leftOn))).toBe('access.left_already')
  }
  const plain = company.personId('plain')
  expect(done(await leave(plain, '2026-12-31')).state).toBe('confirmed')
  const organisation = await organisationNow(company.door.pool, company.deps.organisation)
  expect([rolesOf(organisation, plain, '2026-12-31'), rolesOf(organisation, plain, '2027-01-01')]).toEqual([
    ['sales'],
    [],
  ])
  expect(await loggedReasons(database, 'access.end_employment')).toEqual([reason, reason, reason])
  expect(codeOf(await leave(await newPerson('early'), '2025-12-31'))).toBe('access.leaves_before_joining')
  expect(codeOf(await leave('per_unknown'))).toBe('access.not_in_organisation')
})

test.each([
  ['whose last day is past', async () => newPerson('past'), yesterday],
  ['who leads somebody', async () => company.personId('boss'), tomorrow],
  ['who manages sales', async () => company.personId('lead'), today],
  ['of finance', async () => company.personId('fin'), tomorrow],
  ['who audits', async () => company.personId('aud'), today],
  ['whose decision is waited for', async () => company.personId('asked'), tomorrow],
])('somebody %s leaves by two', async (title, whom, leftOn) => {
  const personId = await whom()
  if (title === 'whose decision is waited for') {
    // The administrator serves another entity, and the task counts all the same.
    await ask(personId)
  }
  const far = { ...one(), entityIds: ['ent_elsewhere'] }
  const { proposalId, state } = done(await leave(personId, leftOn, far))
  expect(state).toBe('proposed')
  expect(await lastDayOf(personId)).toBeNull()
  expect(codeOf(await leave(personId, leftOn, two()))).toBe('access.leaving_waits')
  expect(codeOf(await say(proposalId, one()))).toBe('access.second_person_needed')
  expect(codeOf(await say(proposalId, { ...two(), personId }))).toBe('access.own_leaving')
  expect(done(await say(proposalId, two())).state).toBe('confirmed')
  expect(await lastDayOf(personId)).toBe(leftOn)
  expect(codeOf(await say(proposalId, comp(), 'decline'))).toBe('access.leaving_answered')
})

test('a second person who declines leaves everything as it was, and it may be proposed anew', async () => {
  const personId = await newPerson('stays')
  const { proposalId } = done(await leave(personId, yesterday))
  const described = await readOnly(company.door.pool, [comp()], (tx) =>
    leavingMatters({ ...company.deps, door: company.door }).describe(tx, { actor: comp(), now: actedAt }, [
      proposalId ?? '',
    ]),
  )
  expect(described.get(proposalId ?? '')).toMatchObject({
    kind: 'End of employment',
    title: `stays leaves on ${yesterday}`,
    reason,
    changes: [{ before: 'employed', after: yesterday }],
    objection: undefined,
  })
  expect(done(await say(proposalId, comp(), 'decline')).state).toBe('declined')
  expect(await lastDayOf(personId)).toBeNull()
  const call = { actor: one(), body: { personId, leftOn: yesterday, reason }, at: actedAt }
  const twice = await act(company.door, endEmployment(company.deps), [
    { ...call, key: 'leaves-twice-1' },
    { ...call, key: 'leaves-twice-2' },
  ])
  expect(twice.map(codeOf)).toEqual(['done', 'access.leaving_waits'])
  const copied = `insert into access.leaving_proposal
select id || '2', version, person_id, left_on, reason, state, proposed_by, proposed_at
from access.leaving_proposal
where person_id = $1 and state = 'proposed'`
  await expect(database.pool('owner', 1).query(copied, [personId])).rejects.toThrow(
    'one_open_leaving_a_person',
  )
})

test('somebody stays to administer, and where nobody else could confirm it is said so', async () => {
  const [ofTwo, ofOne] = [
    done(await leave(two().personId, today)).proposalId,
    done(await leave(one().personId, today, two())).proposalId,
  ]
  expect(done(await say(ofTwo, comp())).state).toBe('confirmed')
  expect(codeOf(await say(ofOne, comp()))).toBe('access.last_administrator')
  expect(done(await say(ofOne, comp(), 'decline')).state).toBe('declined')
  const nextDay = '2026-11-26T02:00:00.000Z'
  const body = { personId: comp().personId, leftOn: tomorrow, reason }
  expect(codeOf(await run(endEmployment(company.deps), one(), body, nextDay))).toBe(
    'access.nobody_to_confirm',
  )
})
