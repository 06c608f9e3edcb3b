import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { openEmergency, organisationNow, proposeRole } from '../modules/access/index.ts'
import { emergencyRules } from '../modules/access/emergency.ts'
import { answerProposal } from '../modules/access/proposals.ts'
import { administrationPage } from '../modules/audit/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { lapseProposals } from './queues.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

let n = 0
const idOf = (key: string) => company.founded.people[key] ?? ''
const deps = () => {
  const { newId, organisations, rounds } = company.world
  return { newId, organisation: organisations, rounds }
}
const reason = '唯一的管理员住院，工资系统今晚需要开通账号'

async function breakGlass(key: string, actor: Actor = systemActor): Promise<string> {
  const call = { key: `glass-${n++}`, actor, body: { personId: idOf(key), reason }, at: company.world.now() }
  const [outcome] = await act(company.world.door, openEmergency(deps()), [call])
  return outcome && 'refusal' in outcome ? outcome.refusal.code : (outcome?.kind ?? '')
}

async function feedOf(key: string) {
  const { pool, organisations, now } = company.world
  const actor = company.actor(key)
  const organisation = await organisationNow(pool, organisations)
  const reader = { actor, language: 'en', now: now(), zone: 'Asia/Shanghai', organisation } as const
  return (await readOnly(pool, [actor], (tx) => administrationPage(tx, reader, { cursor: undefined }))).rows
}

type Row = { readonly approvalId: string; readonly matter: string; readonly version: number }

async function inboxOf(key: string): Promise<readonly Row[]> {
  const inbox = await calls.good(key, 'approvals.inbox')
  return (inbox['groups'] as readonly { readonly rows: readonly Row[] }[]).flatMap((group) => group.rows)
}

test('K17: a sensitive act of administration takes two people, and the whole staff reads it', async () => {
  const body = { personId: idOf('sales2'), role: 'finance' as const, fromOn: '2026-12-01' }
  const call = { key: 'role-of-sales2', actor: company.actor('admin'), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, proposeRole(deps()), [call])
  expect(outcome?.kind).toBe('done')
  const organisation = await organisationNow(company.world.pool, company.world.organisations)
  expect(organisation.grantsOf.get(idOf('sales2'))?.at(-1)).toMatchObject({
    role: 'finance',
    state: 'proposed',
  })
  // Somebody who administers nothing and decides nothing.
  expect((await feedOf('sales3'))[0]).toMatchObject({
    actor: 'Sun Yue',
    text: 'proposed a role',
    about: 'Li Na · Finance',
    isEmergency: false,
  })
})

test('K17: breaking the glass gives the role at once, ends by itself, and reports itself', async () => {
  expect(await breakGlass('sales')).toBe('done')
  const organisation = await organisationNow(company.world.pool, company.world.organisations)
  expect(organisation.grantsOf.get(idOf('sales'))?.at(-1)).toMatchObject({
    role: 'administrator',
    state: 'confirmed',
    is_emergency: true,
    from_on: '2026-11-25',
    until_on: '2026-11-26',
  })
  const [latest] = await feedOf('sales3')
  expect(latest).toMatchObject({ text: 'opened emergency access', about: 'Wang Lei', isEmergency: true })
  expect(JSON.stringify(latest)).not.toContain('住院')
  expect((await inboxOf('compliance')).map(({ matter }) => matter)).toContain(
    '王磊曾启用应急管理员权限，是否属实且必要？',
  )
  expect(await breakGlass('sales')).toBe('access.emergency_waits')
})

test('K17: whoever used it never judges it, and it never lapses unread', async () => {
  await lapseProposals(company.world, '2027-02-01T01:00:00.000Z', (fault) => {
    throw fault
  })
  const row = (await inboxOf('compliance')).find(({ matter }) => matter.includes('应急'))
  if (!row) throw new Error('compliance is still asked')
  const { approvalId, version } = row
  const given = { params: { approvalId }, body: { version } }
  const compliance = { ...company.actor('compliance'), hasFreshFactor: true, hasSecondFactor: true }
  expect(await calls.codeOf(company.actor('sales'), 'approvals.approve', given)).not.toBe('done')
  const [review] = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<{ id: string }>("select id from access.emergency_review where state = 'proposed'"),
  )
  const judge = async (actor: Actor) => {
    const body = { proposalId: review?.id ?? '', answer: 'confirm' as const }
    const call = { key: `judge-${n++}`, actor, body, at: company.world.now() }
    const [said] = await act(company.world.door, answerProposal(deps(), emergencyRules), [call])
    return said && 'refusal' in said ? said.refusal.code : said?.kind
  }
  expect(await judge({ ...compliance, personId: idOf('sales') })).toBe('access.own_emergency')
  expect(await calls.codeOf(compliance, 'approvals.approve', given)).toBe('done')
  expect(await judge(compliance)).toBe('access.emergency_answered')
  expect((await feedOf('sales3'))[0]).toMatchObject({ text: 'judged an emergency access', about: 'Wang Lei' })
  expect(await breakGlass('sales')).toBe('done')
})

test('K17: no log-in breaks the glass, and none that outlives the next day is stored', async () => {
  expect(await breakGlass('sales2', company.actor('admin'))).toBe('access.not_in_table')
  await expect(
    company.database.pool('app').query(
      `insert into access.role_grant (id, version, person_id, role, from_on, until_on, state, is_founding,
  is_emergency, proposed_by, proposed_at, answered_by, answered_at)
values ('role_forever', 1, $1, 'administrator', '2026-11-25', '2026-11-27', 'confirmed', false, true,
  'system', now(), 'system', now())`,
      [idOf('sales2')],
    ),
  ).rejects.toThrow('emergency_ends_the_next_day')
})
