import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessActs, actedAt, codeOf, done } from '../../../test/setup/access-acts.ts'
import { foundedCompany, founder, type FoundedCompany } from '../../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { createPerson } from './commands.ts'
import { endEmployment } from './leaving-commands.ts'
import type { Organisation } from './organisation.ts'
import { answerReinstatement, reinstate } from './reinstatement-commands.ts'
import { organisationNow } from './snapshot.ts'

const at = actedAt

let database: FreshDatabase
let company: FoundedCompany
const { run, as } = accessActs(() => company)

beforeAll(async () => {
  database = await freshDatabase()
  company = await foundedCompany(database, [
    founder('one', { role: 'administrator' }),
    founder('two', { role: 'administrator' }),
  ])
})

afterAll(() => database.close())

const one = () => as('one', 'administrator')
const now = (): Promise<Organisation> => organisationNow(company.door.pool, company.deps.organisation)

async function newPerson(name: string): Promise<string> {
  const entityId = company.founded.entities['main'] ?? ''
  const body = { entityId, nameZh: name, nameEn: name, joinedOn: '2026-01-01' }
  return done(await run(createPerson(company.deps), one(), body)).personId
}

const reason = '误选了同名员工'
const late = '2027-01-01T02:00:00.000Z'
const two = () => as('two', 'administrator')
const back = (personId: string, who: Actor, when = late) =>
  run(reinstate(company.deps), who, { personId, reason }, when)
const say = (who: Actor, proposalId: string, answer: 'confirm' | 'decline') =>
  run(answerReinstatement(company.deps), who, { proposalId, answer }, '2027-01-02T02:00:00.000Z')
const end = async (personId: string) =>
  done(await run(endEmployment(company.deps), one(), { personId, leftOn: '2026-12-31', reason: '合同到期' }))

test('an end of employment is taken back by one until its day is over, by two afterwards', async () => {
  const personId = await newPerson('Back')
  expect(codeOf(await back(personId, one(), at))).toBe('access.not_leaving')

  await end(personId)
  expect(done(await back(personId, one(), at))).toEqual({ state: 'confirmed' })
  expect((await now()).people.get(personId)?.left_on).toBeNull()

  await end(personId)
  const self = { ...one(), personId }
  expect(codeOf(await back(personId, self))).toBe('access.own_reinstatement')
  const { proposalId = '', state } = done(await back(personId, one()))
  expect(state).toBe('proposed')
  expect((await now()).people.get(personId)?.left_on).toBe('2026-12-31')
  expect(codeOf(await say(one(), proposalId, 'confirm'))).toBe('access.second_person_needed')
  expect(codeOf(await say({ ...two(), personId }, proposalId, 'confirm'))).toBe('access.own_reinstatement')
  expect(done(await say(two(), proposalId, 'confirm'))).toMatchObject({ state: 'confirmed' })
  expect((await now()).people.get(personId)?.left_on).toBeNull()
  expect(codeOf(await say(two(), proposalId, 'decline'))).toBe('access.reinstatement_answered')
})

test('one reinstatement of a person waits at a time, also where two are asked for at once', async () => {
  const personId = await newPerson('Twice')
  await end(personId)
  // Asked for twice at once: one of them waits, and no more.
  const call = { actor: one(), body: { personId, reason }, at: late }
  const twice = await act(company.door, reinstate(company.deps), [
    { ...call, key: 'reinstate-twice-1' },
    { ...call, key: 'reinstate-twice-2' },
  ])
  expect(twice.map(codeOf)).toEqual(['done', 'access.reinstatement_waits'])
  const [first] = twice
  if (!first) throw new Error('every item has its outcome')
  const again = done(first)
  const copied = `insert into access.reinstatement_proposal
select id || '2', version, person_id, left_on, reason, state, proposed_by, proposed_at
from access.reinstatement_proposal
where id = $1`
  await expect(database.pool('owner', 1).query(copied, [again.proposalId])).rejects.toThrow(
    'one_open_reinstatement_a_person',
  )
  for (const who of [one(), two()]) {
    expect(codeOf(await back(personId, who))).toBe('access.reinstatement_waits')
  }
  expect(done(await say(two(), again.proposalId ?? '', 'decline'))).toMatchObject({ state: 'declined' })
  expect((await now()).people.get(personId)?.left_on).toBe('2026-12-31')
})
