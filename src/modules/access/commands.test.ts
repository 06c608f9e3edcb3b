import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { idBytes, newId, type IdKind } from '../../kernel/id.ts'
import { act, type Door } from '../../platform/act/act.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Command, Outcome } from '../../platform/act/command.ts'
import { randomBytes } from '../../platform/clock.ts'
import { keyRing } from '../../platform/keys.ts'
import { recorder } from '../audit/index.ts'
import {
  closeAccount,
  createAccount,
  createEntity,
  createPerson,
  createUnit,
  endEmployment,
  setLanguage,
  setManager,
} from './commands.ts'
import { delegate, endDelegation } from './delegation-commands.ts'
import { dutyChange, dutyConflict, dutyConstraint } from './duty.ts'
import { foundCompany, type Founded, type FoundingPerson } from './founding.ts'
import { deputiesOf } from './delegation.ts'
import { holdersOf, lineManagerOf, type Organisation } from './organisation.ts'
import { rolesOf } from './reach.ts'
import { answerRole, endRole, proposeRole, type ProposeBody } from './role-commands.ts'
import type { Duty } from './roles.ts'
import { organisationCache, organisationNow } from './snapshot.ts'
import { authorise } from './table.ts'
import { createToken, revokeToken } from './token-commands.ts'

const at = '2026-11-25T02:00:00.000Z'
const today = '2026-11-25'
const tomorrow = '2026-11-26'

let database: FreshDatabase
let door: Door
let founded: Founded
let sequence = 0

const cache = organisationCache()
const deps = { newId: (kind: IdKind) => newId(kind, randomBytes(idBytes)), organisation: cache }

function founder(key: string, role: FoundingPerson['roles'][number], manager?: string): FoundingPerson {
  return {
    key,
    entity: 'main',
    unit: 'office',
    nameZh: key,
    nameEn: key,
    joinedOn: '2020-01-01',
    roles: [role],
    account: { email: `${key}@example.com`, language: 'zh-CN' },
    ...(manager === undefined ? {} : { manager }),
  }
}

beforeAll(async () => {
  database = await freshDatabase()
  const ring = keyRing(Buffer.alloc(32, 1))
  door = {
    pool: database.pool('app'),
    authorise,
    record: recorder({ ring, random: (bytes) => Buffer.from(randomBytes(bytes)) }),
    enqueue: async () => undefined,
  }
  const outcome = await run(foundCompany(deps), systemActor, {
    foundedOn: '2024-01-01',
    entities: [
      { key: 'main', code: 'M', nameZh: '甲', nameEn: 'A', currency: 'CNY', zone: 'Asia/Shanghai', seat: 'CN-SH' },
    ],
    units: [
      { key: 'office', code: 'HQ', nameZh: '总部', nameEn: 'Office' },
      { key: 'sales', code: 'S', nameZh: '销售', nameEn: 'Sales', parent: 'office', entity: 'main' },
    ],
    people: [
      founder('rep', { role: 'sales', entity: 'main' }, 'lead'),
      founder('lead', { role: 'sales_manager', entity: 'main' }),
      founder('fin', { role: 'finance' }),
      founder('comp', { role: 'compliance' }),
      founder('one', { role: 'administrator' }),
      founder('two', { role: 'administrator' }),
    ],
  })
  founded = done(outcome)
})

afterAll(() => database.close())

async function run<Body, State, Answer>(
  command: Command<Body, State, Answer>,
  actor: Actor,
  body: Body,
  when = at,
): Promise<Outcome<Answer>> {
  const [outcome] = await act(door, command, [{ key: `key-${sequence++}`, actor, at: when, body }])
  if (!outcome) throw new Error('no outcome')
  return outcome
}

function done<Answer>(outcome: Outcome<Answer>): Answer {
  if (outcome.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`)
  return outcome.answer
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.kind === 'refused' || outcome.kind === 'forbidden' ? outcome.refusal.code : outcome.kind
}

function per(key: string): string {
  const id = founded.people[key]
  if (id === undefined) throw new Error(`no ${key}`)
  return id
}

function as(key: string, role: string, more: Partial<Actor> = {}): Actor {
  return {
    personId: per(key),
    accountId: founded.accounts[key] ?? '',
    roles: [role],
    entityIds: Object.values(founded.entities),
    language: 'en',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
    ...more,
  }
}

const one = () => as('one', 'administrator')
const two = () => as('two', 'administrator')
const now = (): Promise<Organisation> => organisationNow(door.pool, cache)

async function newPerson(name: string): Promise<string> {
  const entityId = founded.entities['main'] ?? ''
  const body = { entityId, nameZh: name, nameEn: name, joinedOn: '2026-01-01' }
  return done(await run(createPerson(deps), one(), body)).personId
}

function proposal(personId: string, more: Partial<ProposeBody> = {}): ProposeBody {
  return { personId, role: 'sales', fromOn: tomorrow, ...more }
}

describe('founding', () => {
  test('gives everybody their role, manager and account at once', async () => {
    const organisation = await now()
    expect(rolesOf(organisation, per('one'), today)).toEqual(['administrator'])
    expect(lineManagerOf(organisation, per('rep'), today)).toBe(per('lead'))
    expect(Object.keys(founded.accounts)).toHaveLength(6)
  })

  test('happens once, and only through the product itself', async () => {
    const body = { foundedOn: today, entities: [], units: [], people: [] }
    expect(codeOf(await run(foundCompany(deps), systemActor, body))).toBe('access.founded_already')
    expect(codeOf(await run(foundCompany(deps), one(), body))).toBe('access.not_in_table')
  })
})

describe('granting a role', () => {
  test('takes two people, and it starts the day after', async () => {
    const personId = await newPerson('Grace')
    const { grantId } = done(await run(proposeRole(deps), one(), proposal(personId)))
    expect(rolesOf(await now(), personId, tomorrow)).toEqual([])
    expect(codeOf(await run(answerRole(deps), one(), { grantId, answer: 'confirm' }))).toBe(
      'access.second_person_needed',
    )
    done(await run(answerRole(deps), two(), { grantId, answer: 'confirm' }))
    expect(rolesOf(await now(), personId, today)).toEqual([])
    expect(rolesOf(await now(), personId, tomorrow)).toEqual(['sales'])
  })

  test('a late confirmation moves the start, so that a role never works on the day of its confirmation', async () => {
    const personId = await newPerson('Late')
    const { grantId } = done(await run(proposeRole(deps), one(), proposal(personId)))
    done(await run(answerRole(deps), as('comp', 'compliance'), { grantId, answer: 'confirm' }, '2026-12-01T02:00:00.000Z'))
    expect(rolesOf(await now(), personId, '2026-12-01')).toEqual([])
    expect(rolesOf(await now(), personId, '2026-12-02')).toEqual(['sales'])
  })

  test('an administrator cannot grant themselves anything, under whichever account they act', async () => {
    const { accountId } = done(
      await run(createAccount(deps), two(), { personId: per('one'), email: 'other@example.com', language: 'en' }),
    )
    const other = { ...one(), accountId }
    expect(codeOf(await run(proposeRole(deps), one(), proposal(per('one'))))).toBe('access.own_role')
    expect(codeOf(await run(proposeRole(deps), other, proposal(per('one'))))).toBe('access.own_role')
    const personId = await newPerson('Mia')
    const { grantId } = done(await run(proposeRole(deps), one(), proposal(personId)))
    expect(codeOf(await run(answerRole(deps), other, { grantId, answer: 'confirm' }))).toBe(
      'access.second_person_needed',
    )
  })

  test('the database refuses a grant to oneself even when the application is not asked', async () => {
    const insert = (proposer: string, answerer: string) =>
      door.pool.query(
        `insert into access.role_grant (id, version, person_id, role, from_on, state, is_founding, proposed_by,
  proposed_at, answered_by, answered_at)
values ($1, 1, $2, 'finance', '2026-01-01', 'confirmed', false, $3, now(), $4, now())`,
        [deps.newId('role'), per('one'), proposer, answerer],
      )
    await expect(insert(per('one'), per('two'))).rejects.toThrow('nobody_grants_to_themselves')
    await expect(insert(per('two'), per('one'))).rejects.toThrow('nobody_confirms_alone')
    await expect(insert(per('two'), per('two'))).rejects.toThrow('nobody_confirms_alone')
    await expect(insert('system', 'system')).rejects.toThrow('nobody_confirms_alone')
  })

  test('a declined role holds nothing and is not answered again', async () => {
    const personId = await newPerson('Dee')
    const { grantId } = done(await run(proposeRole(deps), one(), proposal(personId)))
    done(await run(answerRole(deps), two(), { grantId, answer: 'decline' }))
    expect(rolesOf(await now(), personId, tomorrow)).toEqual([])
    expect(codeOf(await run(answerRole(deps), two(), { grantId, answer: 'confirm' }))).toBe('access.role_answered')
  })

  test('two proposals of one role in one set: the second is refused', async () => {
    const personId = await newPerson('Twin')
    const calls = [1, 2].map((i) => ({ key: `twin-key-${i}`, actor: one(), at, body: proposal(personId) }))
    expect((await act(door, proposeRole(deps), calls)).map(codeOf)).toEqual(['done', 'access.role_held'])
  })

  test('two that exclude each other, confirmed at the same moment: one holds', async () => {
    const personId = await newPerson('Split')
    const sales = done(await run(proposeRole(deps), one(), proposal(personId)))
    const ended = done(await run(proposeRole(deps), one(), proposal(await newPerson('Other'))))
    const outcomes = await Promise.all([
      run(answerRole(deps), two(), { grantId: sales.grantId, answer: 'confirm' }),
      run(proposeRole(deps), two(), proposal(personId, { role: 'auditor' })),
      run(answerRole(deps), two(), { grantId: ended.grantId, answer: 'confirm' }),
    ])
    expect(outcomes.map(codeOf)).toEqual(['done', 'access.roles_exclude', 'done'])
  })

  test('it ends at once when an administrator says so', async () => {
    const personId = await newPerson('Brief')
    const { grantId } = done(await run(proposeRole(deps), one(), proposal(personId)))
    done(await run(answerRole(deps), two(), { grantId, answer: 'confirm' }))
    const later = '2026-12-10T02:00:00.000Z'
    done(await run(endRole(deps), two(), { grantId, untilOn: '2026-12-09' }, later))
    expect(rolesOf(await now(), personId, '2026-12-10')).toEqual([])
    expect(codeOf(await run(endRole(deps), two(), { grantId, untilOn: '2026-12-10' }, later))).toBe(
      'access.role_ended',
    )
  })

  test('nobody in sales may, and an administrator needs a fresh second factor', async () => {
    const body = proposal(per('rep'), { role: 'finance' })
    expect(codeOf(await run(proposeRole(deps), as('rep', 'sales'), body))).toBe('access.role_needed')
    const stale = as('one', 'administrator', { hasFreshFactor: false })
    expect(codeOf(await run(proposeRole(deps), stale, body))).toBe('access.fresh_factor_needed')
  })
})

describe('duties by person', () => {
  const takeDuty: Command<{ requestId: string; duty: Duty }, undefined, { ok: true }> = {
    operation: 'access.set_language',
    load: async () => undefined,
    decide: (_, { body, actor }) => {
      const object = { type: 'request', id: body.requestId }
      return { answer: { ok: true }, object, changes: [dutyChange(object, actor.personId, body.duty)] }
    },
    constraints: {
      [dutyConstraint]: ({ body }) => ({
        refusal: dutyConflict(body.duty),
        object: { type: 'request', id: body.requestId },
      }),
    },
  }
  let requestId = ''
  beforeEach(() => {
    requestId = deps.newId('request')
  })

  test('two accounts of one person collide: who requests with one cannot approve with the other', async () => {
    const { accountId } = done(
      await run(createAccount(deps), one(), { personId: per('lead'), email: `${requestId}@example.com`, language: 'en' }),
    )
    const first = as('lead', 'sales_manager')
    const second = { ...first, accountId }
    expect(codeOf(await run(takeDuty, first, { requestId, duty: 'requester' }))).toBe('done')
    expect(codeOf(await run(takeDuty, second, { requestId, duty: 'approver' }))).toBe('access.duty_conflict')
    expect(codeOf(await run(takeDuty, as('comp', 'compliance'), { requestId, duty: 'approver' }))).toBe('done')
  })

  test('of ten different duties that one person takes at once, one stays', async () => {
    const wanted: Duty[] = ['requester', 'approver', 'payer', 'checker', 'proposer']
    const outcomes = await Promise.all(
      [...wanted, ...wanted].map((duty) => run(takeDuty, as('fin', 'finance'), { requestId, duty })),
    )
    expect(outcomes.map(codeOf).filter((code) => code === 'done')).toHaveLength(1)
  })

  test('the role that serves can neither change nor remove a duty', async () => {
    await run(takeDuty, as('rep', 'sales'), { requestId, duty: 'requester' })
    for (const sql of [`update access.duty set duty = 'approver'`, 'delete from access.duty', 'truncate access.duty']) {
      await expect(door.pool.query(sql)).rejects.toThrow('permission denied')
    }
  })
})

describe('people, units and entities', () => {
  test('a new person stands in the organisation that the next command loads', async () => {
    const personId = await newPerson('Nina')
    expect((await now()).people.get(personId)?.name_en).toBe('Nina')
  })

  test.each([
    ['the code of an entity', () => createEntity(deps), entityBody('M'), 'access.code_taken'],
    ['a zone that does not exist', () => createEntity(deps), entityBody('Z', 'Mars/Base'), 'access.unknown_zone'],
    ['the code of a unit', () => createUnit(deps), { code: 'HQ', nameZh: '甲', nameEn: 'A' }, 'access.code_taken'],
    [
      'a unit below an unknown one',
      () => createUnit(deps),
      { code: 'X', nameZh: '甲', nameEn: 'A', parentId: 'unit_unknown' },
      'access.not_in_organisation',
    ],
  ] as const)('%s is refused', async (_, command, body, code) => {
    // Each row pairs a command with its own body.
    expect(codeOf(await run(command() as Command<unknown, unknown, unknown>, one(), body))).toBe(code)
  })

  test('a new manager takes over on the day, and the requests go there', async () => {
    const [personId, first, second] = [await newPerson('Ed'), await newPerson('M1'), await newPerson('M2')]
    done(await run(setManager(deps), one(), { personId, managerId: first, fromOn: '2026-02-01' }))
    done(await run(setManager(deps), one(), { personId, managerId: second, fromOn: tomorrow }))
    const subject = { requesterId: personId, entityId: founded.entities['main'] ?? '' }
    expect(holdersOf(await now(), 'line_manager', subject, today)).toEqual([first])
    expect(holdersOf(await now(), 'line_manager', subject, tomorrow)).toEqual([second])
    const circle = await run(setManager(deps), one(), { personId: second, managerId: personId, fromOn: tomorrow })
    expect(codeOf(circle)).toBe('access.manager_circle')
  })

  test('whoever leaves keeps their roles to the last day', async () => {
    const body = { personId: per('fin'), leftOn: '2026-12-31' }
    done(await run(endEmployment(deps), one(), body))
    expect(rolesOf(await now(), per('fin'), '2026-12-31')).toEqual(['finance'])
    expect(rolesOf(await now(), per('fin'), '2027-01-01')).toEqual([])
    expect(codeOf(await run(endEmployment(deps), one(), body))).toBe('access.left_already')
    const early = { personId: await newPerson('Early'), leftOn: '2025-12-31' }
    expect(codeOf(await run(endEmployment(deps), one(), early))).toBe('access.leaves_before_joining')
  })

  test('an address opens one account, however it is written', async () => {
    const body = { personId: per('rep'), email: 'Rep@Example.com', language: 'en' } as const
    expect(codeOf(await run(createAccount(deps), one(), body))).toBe('access.email_taken')
  })

  test('the language is the account owner’s to choose, and a closed account stays closed', async () => {
    const accountId = founded.accounts['comp'] ?? ''
    expect(done(await run(setLanguage(), as('comp', 'compliance'), { accountId, language: 'en' }))).toEqual({
      language: 'en',
    })
    const { accountId: spare } = done(
      await run(createAccount(deps), one(), { personId: per('rep'), email: 'spare@example.com', language: 'en' }),
    )
    expect(codeOf(await run(closeAccount(), one(), { accountId: spare }))).toBe('done')
    expect(codeOf(await run(closeAccount(), one(), { accountId: spare }))).toBe('access.account_closed')
  })
})

describe('delegation', () => {
  test('is made by the principal, seen by both, and ended by either', async () => {
    const lead = as('lead', 'sales_manager')
    const body = { toPersonId: per('comp'), fromOn: today, untilOn: tomorrow, reason: 'on leave' }
    const { delegationId } = done(await run(delegate(deps), lead, body))
    expect(deputiesOf(await now(), per('lead'), tomorrow)).toEqual([per('comp')])
    expect(codeOf(await run(delegate(deps), lead, body))).toBe('access.delegation_exists')
    expect(codeOf(await run(endDelegation(deps), as('rep', 'sales'), { delegationId }))).toBe('platform.not_found')
    done(await run(endDelegation(deps), as('comp', 'compliance'), { delegationId }))
    expect(deputiesOf(await now(), per('lead'), tomorrow)).toEqual([])
    expect(codeOf(await run(endDelegation(deps), lead, { delegationId }))).toBe('access.delegation_over')
  })

  test('keeps its cap to the last unit', async () => {
    const cap = { currency: 'CNY', minor: 12_345_678_901_234_567n }
    const body = { toPersonId: per('lead'), fromOn: today, untilOn: today, cap, reason: 'a day off' }
    done(await run(delegate(deps), as('comp', 'compliance'), body))
    const task = (minor: bigint) => ({ kind: 'gift', amount: { currency: 'CNY', minor } })
    expect(deputiesOf(await now(), per('comp'), today, task(cap.minor))).toEqual([per('lead')])
    expect(deputiesOf(await now(), per('comp'), today, task(cap.minor + 1n))).toEqual([])
  })
})

describe('tokens for scripts', () => {
  const body = (operations: string[]) => ({
    name: 'nightly',
    operations,
    days: 30,
    tokenHash: Buffer.from(randomBytes(32)).toString('hex'),
  })

  test.each([
    ['their own operations', ['requests.mine'], 'done'],
    ['what they may not do themselves', ['requests.mine', 'access.create_person'], 'access.role_needed'],
    ['an operation that does not exist', ['requests.steal'], 'access.unknown_operation'],
  ])('a person may give a script %s', async (_, operations, code) => {
    expect(codeOf(await run(createToken(deps), as('rep', 'sales'), body(operations)))).toBe(code)
  })

  test('only the owner revokes it, once', async () => {
    const { tokenId } = done(await run(createToken(deps), as('rep', 'sales'), body(['requests.mine'])))
    expect(codeOf(await run(revokeToken(), as('lead', 'sales_manager'), { tokenId }))).toBe('platform.not_found')
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
    const found = await door.pool.query<{ sees: boolean }>(
      `with setting as (select set_config('app.entities', $2, true)) select access.may_see($1) as sees from setting`,
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
