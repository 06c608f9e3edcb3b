import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessActs, actedAt, codeOf, done } from '../../../test/setup/access-acts.ts'
import { foundedCompany, founder, type FoundedCompany } from '../../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { createAccount, createPerson } from './commands.ts'
import { dutyChange, dutyConflict, dutyConstraint } from './duty.ts'
import type { Organisation } from './organisation.ts'
import { rolesOf } from './reach.ts'
import { answerRole, endRole, proposeRole, type ProposeBody } from './role-commands.ts'
import type { Duty } from './roles.ts'
import { organisationNow } from './snapshot.ts'

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
const two = () => as('two', 'administrator')
const now = (): Promise<Organisation> => organisationNow(company.door.pool, company.deps.organisation)

async function newPerson(name: string): Promise<string> {
  const entityId = company.founded.entities['main'] ?? ''
  const body = { entityId, nameZh: name, nameEn: name, joinedOn: '2026-01-01' }
  return done(await run(createPerson(company.deps), one(), body)).personId
}

function proposal(personId: string, more: Partial<ProposeBody> = {}): ProposeBody {
  return { personId, role: 'sales', fromOn: tomorrow, ...more }
}

describe('granting a role', () => {
  test('takes two people, and it starts the day after', async () => {
    const personId = await newPerson('Grace')
    const { grantId } = done(await run(proposeRole(company.deps), one(), proposal(personId)))
    expect(rolesOf(await now(), personId, tomorrow)).toEqual([])
    expect(codeOf(await run(answerRole(company.deps), one(), { grantId, answer: 'confirm' }))).toBe(
      'access.second_person_needed',
    )
    done(await run(answerRole(company.deps), two(), { grantId, answer: 'confirm' }))
    expect(rolesOf(await now(), personId, today)).toEqual([])
    expect(rolesOf(await now(), personId, tomorrow)).toEqual(['sales'])
  })

  test('a late confirmation moves the start: no role works on the day of its confirmation', async () => {
    const personId = await newPerson('Late')
    const { grantId } = done(await run(proposeRole(company.deps), one(), proposal(personId)))
    done(
      await run(
        answerRole(company.deps),
        as('comp', 'compliance'),
        { grantId, answer: 'confirm' },
        '2026-12-01T02:00:00.000Z',
      ),
    )
    expect(rolesOf(await now(), personId, '2026-12-01')).toEqual([])
    expect(rolesOf(await now(), personId, '2026-12-02')).toEqual(['sales'])
  })

  test('an administrator cannot grant themselves anything, under whichever account they act', async () => {
    const { accountId } = done(
      await run(createAccount(company.deps), two(), {
        personId: company.personId('one'),
        email: 'other@example.com',
        language: 'en',
      }),
    )
    const other = { ...one(), accountId }
    expect(codeOf(await run(proposeRole(company.deps), one(), proposal(company.personId('one'))))).toBe(
      'access.own_role',
    )
    expect(codeOf(await run(proposeRole(company.deps), other, proposal(company.personId('one'))))).toBe(
      'access.own_role',
    )
    const personId = await newPerson('Mia')
    const { grantId } = done(await run(proposeRole(company.deps), one(), proposal(personId)))
    expect(codeOf(await run(answerRole(company.deps), other, { grantId, answer: 'confirm' }))).toBe(
      'access.second_person_needed',
    )
  })

  test('the database refuses a grant to oneself even when the application is not asked', async () => {
    const insert = (proposer: string, answerer: string) =>
      company.door.pool.query(
        `insert into access.role_grant (id, version, person_id, role, from_on, state, is_founding,
  is_emergency, proposed_by, proposed_at, answered_by, answered_at)
values ($1, 1, $2, 'finance', '2026-01-01', 'confirmed', false, false, $3, now(), $4, now())`,
        [company.deps.newId('role'), company.personId('one'), proposer, answerer],
      )
    await expect(insert(company.personId('one'), company.personId('two'))).rejects.toThrow(
      'nobody_grants_to_themselves',
    )
    await expect(insert(company.personId('two'), company.personId('one'))).rejects.toThrow(
      'nobody_confirms_alone',
    )
    await expect(insert(company.personId('two'), company.personId('two'))).rejects.toThrow(
      'nobody_confirms_alone',
    )
    await expect(insert('system', 'system')).rejects.toThrow('nobody_confirms_alone')
  })

  test('a declined role holds nothing and is not answered again', async () => {
    const personId = await newPerson('Dee')
    const { grantId } = done(await run(proposeRole(company.deps), one(), proposal(personId)))
    done(await run(answerRole(company.deps), two(), { grantId, answer: 'decline' }))
    expect(rolesOf(await now(), personId, tomorrow)).toEqual([])
    expect(codeOf(await run(answerRole(company.deps), two(), { grantId, answer: 'confirm' }))).toBe(
      'access.role_answered',
    )
  })

  test('two proposals of one role in one set: the second is refused', async () => {
    const personId = await newPerson('Twin')
    const calls = [1, 2].map((i) => ({ key: `twin-key-${i}`, actor: one(), at, body: proposal(personId) }))
    expect((await act(company.door, proposeRole(company.deps), calls)).map(codeOf)).toEqual([
      'done',
      'access.role_held',
    ])
  })

  test('two that exclude each other, confirmed at the same moment: one holds', async () => {
    const personId = await newPerson('Split')
    const sales = done(await run(proposeRole(company.deps), one(), proposal(personId)))
    const ended = done(await run(proposeRole(company.deps), one(), proposal(await newPerson('Other'))))
    const outcomes = await Promise.all([
      run(answerRole(company.deps), two(), { grantId: sales.grantId, answer: 'confirm' }),
      run(proposeRole(company.deps), two(), proposal(personId, { role: 'auditor' })),
      run(answerRole(company.deps), two(), { grantId: ended.grantId, answer: 'confirm' }),
    ])
    expect(outcomes.map(codeOf)).toEqual(['done', 'access.roles_exclude', 'done'])
  })

  test('it ends at once when an administrator says so', async () => {
    const personId = await newPerson('Brief')
    const { grantId } = done(await run(proposeRole(company.deps), one(), proposal(personId)))
    done(await run(answerRole(company.deps), two(), { grantId, answer: 'confirm' }))
    const later = '2026-12-10T02:00:00.000Z'
    done(await run(endRole(company.deps), two(), { grantId, untilOn: '2026-12-09' }, later))
    expect(rolesOf(await now(), personId, '2026-12-10')).toEqual([])
    expect(codeOf(await run(endRole(company.deps), two(), { grantId, untilOn: '2026-12-10' }, later))).toBe(
      'access.role_ended',
    )
  })

  test('nobody in sales may, and an administrator needs a fresh second factor', async () => {
    const body = proposal(company.personId('rep'), { role: 'finance' })
    expect(codeOf(await run(proposeRole(company.deps), as('rep', 'sales'), body))).toBe('access.role_needed')
    const stale = as('one', 'administrator', { hasFreshFactor: false })
    expect(codeOf(await run(proposeRole(company.deps), stale, body))).toBe('access.fresh_factor_needed')
  })
})

describe('duties by person', () => {
  const takeDuty: Command<{ requestId: string; duty: Duty }, undefined, { ok: true }> = {
    operation: 'access.set_language',
    load: async () => undefined,
    decide: (_, { body, actor }) => {
      const object = { type: 'request', id: body.requestId }
      const changes = [dutyChange(object, actor.personId, body.duty)]
      return { answer: { ok: true }, object, reason: null, changes }
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
    requestId = company.deps.newId('request')
  })

  test('two accounts of one person collide: requesting with one, approving with the other', async () => {
    const { accountId } = done(
      await run(createAccount(company.deps), one(), {
        personId: company.personId('lead'),
        email: `${requestId}@example.com`,
        language: 'en',
      }),
    )
    const first = as('lead', 'sales_manager')
    const second = { ...first, accountId }
    expect(codeOf(await run(takeDuty, first, { requestId, duty: 'requester' }))).toBe('done')
    expect(codeOf(await run(takeDuty, second, { requestId, duty: 'approver' }))).toBe('access.duty_conflict')
    expect(codeOf(await run(takeDuty, as('comp', 'compliance'), { requestId, duty: 'approver' }))).toBe(
      'done',
    )
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
    for (const sql of [
      `update access.duty set duty = 'approver'`,
      'delete from access.duty',
      'truncate access.duty',
    ]) {
      await expect(company.door.pool.query(sql)).rejects.toThrow('permission denied')
    }
  })
})
