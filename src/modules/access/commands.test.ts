import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessActs, actedAt, codeOf, done } from '../../../test/setup/access-acts.ts'
import { foundedCompany, founder, type FoundedCompany } from '../../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Command } from '../../platform/act/command.ts'
import { randomBytes } from '../../platform/clock.ts'
import {
  closeAccount,
  createAccount,
  giveFactor,
  resetAccount,
  createEntity,
  createPerson,
  createUnit,
  setLanguage,
  setOwnPassword,
} from './commands.ts'
import { deputiesOf } from './delegation.ts'
import { delegate, endDelegation } from './delegation-commands.ts'
import { foundCompany } from './founding.ts'
import { answerManager, proposeManager } from './reporting-commands.ts'
import { holdersOf, lineManagerOf, type Organisation } from './organisation.ts'
import { rolesOf } from './reach.ts'
import { organisationNow } from './snapshot.ts'
import { createToken, revokeToken } from './token-commands.ts'

const at = actedAt
const today = '2026-11-25'
const tomorrow = '2026-11-26'

let database: FreshDatabase
let company: FoundedCompany
const { run, as } = accessActs(() => company)

beforeAll(async () => {
  database = await freshDatabase()
  const units = [
    { key: 'office', code: 'HQ', nameZh: '总部', nameEn: 'Office' },
    { key: 'sales', code: 'S', nameZh: '销售', nameEn: 'Sales', parent: 'office', entity: 'main' },
  ]
  company = await foundedCompany(
    database,
    [
      founder('rep', { role: 'sales', entity: 'main' }, { manager: 'lead', unit: 'sales' }),
      founder('lead', { role: 'sales_manager', entity: 'main' }),
      founder('fin', { role: 'finance' }),
      founder('comp', { role: 'compliance' }),
      founder('one', { role: 'administrator' }),
      founder('two', { role: 'administrator' }),
    ],
    { units },
  )
})

afterAll(() => database.close())

const one = () => as('one', 'administrator')
const now = (): Promise<Organisation> => organisationNow(company.door.pool, company.deps.organisation)

async function newPerson(name: string): Promise<string> {
  const entityId = company.founded.entities['main'] ?? ''
  const body = { entityId, nameZh: name, nameEn: name, joinedOn: '2026-01-01' }
  return done(await run(createPerson(company.deps), one(), body)).personId
}

describe('founding', () => {
  test('gives everybody their role, manager and account at once', async () => {
    const organisation = await now()
    expect(rolesOf(organisation, company.personId('one'), today)).toEqual(['administrator'])
    expect(lineManagerOf(organisation, company.personId('rep'), today)).toBe(company.personId('lead'))
    expect(Object.keys(company.founded.accounts)).toHaveLength(6)
  })

  test('happens once, and only through the product itself', async () => {
    const body = { foundedOn: today, entities: [], units: [], people: [] }
    expect(codeOf(await run(foundCompany(company.deps), systemActor, body))).toBe('access.founded_already')
    expect(codeOf(await run(foundCompany(company.deps), one(), body))).toBe('access.not_in_table')
  })
})

describe('people, units and entities', () => {
  test('a new person stands in the organisation that the next command loads', async () => {
    const personId = await newPerson('Nina')
    expect((await now()).people.get(personId)?.name_en).toBe('Nina')
  })

  test('a new entity and a unit of it stand in the organisation that the next command loads', async () => {
    const { entityId } = done(await run(createEntity(company.deps), one(), entityBody('NEW')))
    const unit = { code: 'NEW-S', nameZh: '新', nameEn: 'New', entityId }
    const { unitId } = done(await run(createUnit(company.deps), one(), unit))
    const organisation = await now()
    expect(organisation.entities.get(entityId)?.code).toBe('NEW')
    expect(organisation.units.get(unitId)?.entity_id).toBe(entityId)
  })

  test.each([
    ['the code of an entity', () => createEntity(company.deps), entityBody('M'), 'access.code_taken'],
    [
      'a zone that does not exist',
      () => createEntity(company.deps),
      entityBody('Z', 'Mars/Base'),
      'access.unknown_zone',
    ],
    [
      'the code of a unit',
      () => createUnit(company.deps),
      { code: 'HQ', nameZh: '甲', nameEn: 'A' },
      'access.code_taken',
    ],
    [
      'a unit below an unknown one',
      () => createUnit(company.deps),
      { code: 'X', nameZh: '甲', nameEn: 'A', parentId: 'unit_unknown' },
      'access.not_in_organisation',
    ],
    [
      'a person of an entity that is not ours',
      () => createPerson(company.deps),
      { entityId: 'ent_unknown', nameZh: '甲', nameEn: 'A', joinedOn: today },
      'access.not_in_organisation',
    ],
  ] as const)('%s is refused', async (_, command, body, code) => {
    // Each row pairs a command with its own body.
    expect(codeOf(await run(command() as Command<unknown, unknown, unknown>, one(), body))).toBe(code)
  })

  const propose = (personId: string, managerId: string, fromOn = tomorrow, who = one()) =>
    run(proposeManager(company.deps), who, { personId, managerId, fromOn })
  const answer = (proposalId: string, who: Actor, given: 'confirm' | 'decline' = 'confirm', when = at) =>
    run(answerManager(company.deps), who, { proposalId, answer: given }, when)
  const two = () => as('two', 'administrator')

  test('a new manager takes over on the day, once a second person has confirmed', async () => {
    const [personId, first, second] = [await newPerson('Ed'), await newPerson('M1'), await newPerson('M2')]
    const subject = { requesterId: personId, entityId: company.founded.entities['main'] ?? '' }
    done(await answer(done(await propose(personId, first)).proposalId, two()))
    const { proposalId } = done(await propose(personId, second, '2026-12-01'))
    expect(holdersOf(await now(), 'line_manager', subject, '2026-12-01')).toEqual([first])
    done(await answer(proposalId, as('comp', 'compliance')))
    expect(holdersOf(await now(), 'line_manager', subject, '2026-11-30')).toEqual([first])
    expect(holdersOf(await now(), 'line_manager', subject, '2026-12-01')).toEqual([second])
    expect(codeOf(await answer(proposalId, two()))).toBe('access.manager_answered')
    expect(codeOf(await propose(second, personId, '2026-12-01'))).toBe('access.manager_circle')
  })

  test('one administrator alone chooses nobody’s approver, nor for a day that has begun', async () => {
    const [personId, boss] = [await newPerson('Alone'), await newPerson('Boss')]
    expect(codeOf(await propose(personId, boss, today))).toBe('access.manager_starts_too_early')
    expect(codeOf(await propose(personId, company.personId('one')))).toBe('access.own_manager')
    expect(codeOf(await propose(company.personId('one'), boss))).toBe('access.own_manager')
    const stale = { ...one(), hasFreshFactor: false }
    expect(codeOf(await propose(personId, boss, tomorrow, stale))).toBe('access.fresh_factor_needed')
    const { proposalId } = done(await propose(personId, boss))
    expect(codeOf(await answer(proposalId, one()))).toBe('access.second_person_needed')
    expect(lineManagerOf(await now(), personId, tomorrow)).toBeUndefined()
    done(await answer(proposalId, two(), 'decline'))
    expect(lineManagerOf(await now(), personId, tomorrow)).toBeUndefined()
    const about = done(await propose(personId, company.personId('two'))).proposalId
    expect(codeOf(await answer(about, two()))).toBe('access.own_manager')
    expect(codeOf(await answer('rel_nowhere', two()))).toBe('access.not_in_organisation')
  })

  test('a late confirmation moves the first day, and asks the rules again', async () => {
    const [personId, first, second] = [await newPerson('Late'), await newPerson('L1'), await newPerson('L2')]
    const early = done(await propose(personId, first)).proposalId
    const late = '2026-11-30T02:00:00.000Z'
    const circle = done(await propose(first, personId)).proposalId
    done(await answer(early, two(), 'confirm', late))
    expect(lineManagerOf(await now(), personId, '2026-11-30')).toBeUndefined()
    expect(lineManagerOf(await now(), personId, '2026-12-01')).toBe(first)
    expect(codeOf(await answer(circle, two(), 'confirm', late))).toBe('access.manager_circle')
    expect(codeOf(await propose(personId, second))).toBe('access.manager_dates')
  })

  test('an address opens one account, however it is written', async () => {
    const body = { personId: company.personId('rep'), email: 'Rep@Example.com', language: 'en' } as const
    expect(codeOf(await run(createAccount(company.deps), one(), body))).toBe('access.email_taken')
  })

  test('the two halves of a log-in come from two people, and neither of them is its own person', async () => {
    const { accountId } = done(
      await run(createAccount(company.deps), one(), {
        personId: company.personId('comp'),
        email: 'comp+1@example.com',
        language: 'en',
      }),
    )
    const two = as('two', 'administrator')
    const give = async (who: Actor) => codeOf(await run(giveFactor(), who, { accountId }))
    expect(await give(one())).toBe('access.factor_by_another')
    expect(await give(as('comp', 'compliance'))).toBe('access.factor_by_another')
    expect(await give(two)).toBe('done')
    expect(codeOf(await run(resetAccount(), two, { accountId }))).toBe('done')
    expect(await give(two)).toBe('access.factor_by_another')
    expect(await give(one())).toBe('done')
    done(await run(closeAccount(), one(), { accountId }))
    expect(await give(two)).toBe('access.account_closed')
  })

  test('a person is written to when somebody else opens, resets or completes their account', async () => {
    const personId = company.personId('comp')
    const draft = { personId, email: 'comp+2@example.com', language: 'en' } as const
    const sent: unknown[] = []
    const enqueue = async (_: unknown, jobs: readonly { data: unknown }[]) => void sent.push(...jobs)
    const door = { ...company.door, enqueue }
    let calls = 0
    const call = <Body>(actor: Actor, body: Body) => ({ key: `letter-${calls++}`, actor, at, body })
    const [opened] = await act(door, createAccount(company.deps), [call(one(), draft)])
    const { accountId } = done(opened ?? { kind: 'in_progress' })
    await act(door, giveFactor(), [call(as('two', 'administrator'), { accountId })])
    await act(door, resetAccount(), [call(one(), { accountId })])
    await act(door, resetAccount(), [call({ ...systemActor, via: 'cli' }, { accountId })])
    await act(
      door,
      setOwnPassword(async () => undefined),
      [call({ ...one(), personId }, { accountId, seal: 'of two passwords' })],
    )
    const data = (what: string) => ({
      queue: 'notify',
      data: { kind: 'account', personId, accountId, what, at },
    })
    // Of their own password the log tells, whoever set it and wherever.
    expect(sent).toEqual(['opened', 'factor', 'reset'].map(data))
  })

  test('a password is written for nobody but the person of an open account', async () => {
    const accountId = company.founded.accounts['comp'] ?? ''
    const written: unknown[] = []
    const setting = setOwnPassword(async ({ body }) => void written.push(body))
    const ofAnother = await run(setting, one(), { accountId, seal: 'of two passwords' })
    expect(ofAnother).toMatchObject({ kind: 'refused', refusal: { code: 'platform.stale' } })
    expect(written).toEqual([])
  })

  test('the language is the account owner’s to choose, and a closed account stays closed', async () => {
    const accountId = company.founded.accounts['comp'] ?? ''
    expect(done(await run(setLanguage(), as('comp', 'compliance'), { accountId, language: 'en' }))).toEqual({
      language: 'en',
    })
    const { accountId: spare } = done(
      await run(createAccount(company.deps), one(), {
        personId: company.personId('rep'),
        email: 'spare@example.com',
        language: 'en',
      }),
    )
    expect(codeOf(await run(closeAccount(), one(), { accountId: spare }))).toBe('done')
    for (const command of [closeAccount(), resetAccount()])
      expect(codeOf(await run(command, one(), { accountId: spare }))).toBe('access.account_closed')
  })
})

describe('delegation', () => {
  test('is made by the principal, seen by both, and ended by either', async () => {
    const lead = as('lead', 'sales_manager')
    const body = {
      toPersonId: company.personId('comp'),
      fromOn: today,
      untilOn: tomorrow,
      reason: 'on leave',
    }
    const { delegationId } = done(await run(delegate(company.deps, ['rebate']), lead, body))
    expect(deputiesOf(await now(), company.personId('lead'), tomorrow)).toEqual([company.personId('comp')])
    expect(codeOf(await run(delegate(company.deps, ['rebate']), lead, body))).toBe('access.delegation_exists')
    const ofNoKind = { ...body, fromOn: tomorrow, untilOn: tomorrow, kinds: ['holidays'] }
    expect(codeOf(await run(delegate(company.deps, ['rebate']), lead, ofNoKind))).toBe('access.unknown_kind')
    expect(codeOf(await run(endDelegation(company.deps), as('rep', 'sales'), { delegationId }))).toBe(
      'platform.not_found',
    )
    done(await run(endDelegation(company.deps), as('comp', 'compliance'), { delegationId }))
    expect(deputiesOf(await now(), company.personId('lead'), tomorrow)).toEqual([])
    expect(codeOf(await run(endDelegation(company.deps), lead, { delegationId }))).toBe(
      'access.delegation_over',
    )
  })

  test('keeps its cap to the last unit', async () => {
    const cap = { currency: 'CNY', minor: 12_345_678_901_234_567n }
    const body = {
      toPersonId: company.personId('lead'),
      fromOn: today,
      untilOn: today,
      cap,
      reason: 'a day off',
    }
    done(await run(delegate(company.deps, ['rebate']), as('comp', 'compliance'), body))
    const task = (minor: bigint) => ({ kind: 'gift', amount: { currency: 'CNY', minor } })
    expect(deputiesOf(await now(), company.personId('comp'), today, task(cap.minor))).toEqual([
      company.personId('lead'),
    ])
    expect(deputiesOf(await now(), company.personId('comp'), today, task(cap.minor + 1n))).toEqual([])
  })
})

describe('tokens for scripts', () => {
  const body = (operations: string[]) => ({
    name: 'nightly',
    operations,
    days: 30,
  })
  const making = () => createToken(company.deps, Buffer.from(randomBytes(32)).toString('hex'))

  test.each([
    ['their own operations', ['requests.mine'], 'done'],
    ['what they may not do themselves', ['requests.mine', 'deals.award_tender'], 'access.role_needed'],
    ['what asks for a second factor', ['requests.mine', 'approvals.approve'], 'access.not_for_token'],
    ['what asks for a fresh one', ['access.create_token'], 'access.not_for_token'],
    ['a decision to hand on', ['approvals.delegate'], 'access.not_for_token'],
    ['an operation that does not exist', ['requests.steal'], 'access.unknown_operation'],
  ])('a person may give a script %s', async (_, operations, code) => {
    expect(codeOf(await run(making(), as('rep', 'sales'), body(operations)))).toBe(code)
  })

  test('only the owner revokes it, once', async () => {
    const { tokenId } = done(await run(making(), as('rep', 'sales'), body(['requests.mine'])))
    expect(codeOf(await run(revokeToken(), as('lead', 'sales_manager'), { tokenId }))).toBe(
      'platform.not_found',
    )
    expect(codeOf(await run(revokeToken(), as('rep', 'sales'), { tokenId }))).toBe('done')
    expect(codeOf(await run(revokeToken(), as('rep', 'sales'), { tokenId }))).toBe('access.token_revoked')
  })
})

describe('entity borders in the database', () => {
  test.each([
    ['its own entity', 'ent_a', 'ent_a', true],
    ['one of several', 'ent_b', 'ent_a,ent_b', true],
    ['another entity', 'ent_c', 'ent_a,ent_b', false],
    ['a part of a name', 'ent_a', 'ent_ab', false],
    ['everything, for the product itself', 'ent_c', '*', true],
    ['nothing, when no entity is set', 'ent_a', '', false],
  ])('a transaction sees %s', async (_, entityId, entities, sees) => {
    const found = await company.door.pool.query<{ sees: boolean }>(
      `with setting as (select set_config('app.entities', $2, true))
select access.may_see($1) as sees from setting`,
      [entityId, entities],
    )
    expect(found.rows[0]?.sees).toBe(sees)
  })

  test('a connection that never set its entities sees nothing', async () => {
    const fresh = database.pool('auditor', 1)
    const found = await fresh.query<{ sees: boolean }>(`select access.may_see('ent_a') as sees`)
    expect(found.rows[0]?.sees).toBe(false)
  })
})

function entityBody(code: string, zone = 'Asia/Shanghai') {
  return { code, nameZh: '甲', nameEn: 'A', currency: 'CNY', zone, seat: 'CN-SH' }
}
