import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { answerRole, proposeRole } from '../modules/access/index.ts'
import { act } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'

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

function deps() {
  const { newId, organisations, rounds } = company.world
  return { newId, organisation: organisations, rounds }
}

/** The administrator proposes that somebody on the staff becomes a trainer. */
async function proposed(who: string, role: 'trainer' | 'programme_manager' = 'trainer'): Promise<string> {
  const body = { personId: company.founded.people[who] ?? '', role, fromOn: '2026-12-01' }
  const call = { key: `propose-${n++}-role`, actor: company.actor('admin'), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, proposeRole(deps()), [call])
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer.grantId
}

type Row = { readonly approvalId: string; readonly object: { readonly id: string }; readonly version: number }

async function inboxOf(who: string): Promise<readonly Row[]> {
  const inbox = await calls.good(who, 'approvals.inbox')
  return (inbox['groups'] as readonly { readonly rows: readonly Row[] }[]).flatMap((group) => group.rows)
}

async function rowOf(who: string, grantId: string): Promise<Row> {
  const row = (await inboxOf(who)).find(({ object }) => object.id === grantId)
  if (!row) throw new Error(`${who} does not find ${grantId}`)
  return row
}

async function stateOf(grantId: string) {
  return readOnly(company.world.pool, [company.actor('compliance')], async (tx) => {
    const [row] = await tx.sql<{ state: string; round: string; open: number }>(
      `select role_grant.state, flow.state as round,
  (select count(*)::int from approvals.task where flow_id = flow.id and state = 'active') as open
from access.role_grant
join approvals.flow on flow.object_id = role_grant.id
where role_grant.id = $1`,
      [grantId],
    )
    return row
  })
}

describe('a role that waits for its second person', () => {
  test('stands in the inbox of those who may confirm it, with what changes, and of nobody else', async () => {
    const grantId = await proposed('sales2')
    const row = await rowOf('compliance', grantId)
    expect(row).toMatchObject({
      object: { type: 'role_grant' },
      heading: '李娜',
      matter: '授予李娜「培训经理」',
    })
    for (const who of ['admin', 'sales2', 'head', 'boss']) {
      expect((await inboxOf(who)).filter(({ object }) => object.id === grantId)).toEqual([])
    }
    const item = await calls.good('compliance', 'approvals.detail', {
      params: { approvalId: row.approvalId },
    })
    expect(item).toMatchObject({
      object: { type: 'role_grant', id: grantId },
      applicant: { name: '孙悦' },
      changes: [{ name: '角色', before: '销售代表', after: '销售代表、培训经理' }],
      can: { approve: { can: true }, reject: { can: true, needsReason: true } },
    })
    const own = await calls.good('admin', 'approvals.detail', { params: { approvalId: row.approvalId } })
    expect(own).toMatchObject({ can: { approve: { can: false } } })
    expect(await calls.codeOf('head', 'approvals.detail', { params: { approvalId: row.approvalId } })).toBe(
      'platform.not_found',
    )
  })

  test('is confirmed there with the verb of everything else, and the round ends with it', async () => {
    const grantId = await proposed('sales3')
    const { approvalId, version } = await rowOf('compliance', grantId)
    const params = { approvalId }
    const stale = { params, body: { version: version + 1 } }
    expect(await calls.codeOf('compliance', 'approvals.approve', stale)).toBe('platform.stale')
    expect(await calls.codeOf('admin', 'approvals.approve', { params, body: { version } })).toBe(
      'access.second_person_needed',
    )
    const returned = { params, body: { version, field: 'fact', text: '为什么' } }
    expect(await calls.codeOf('compliance', 'approvals.return', returned)).toBe('approvals.yes_or_no')
    const answer = await calls.good('compliance', 'approvals.approve', { params, body: { version } })
    expect(answer).toMatchObject({ says: '已确认：授予赵强「培训经理」。' })
    expect(await stateOf(grantId)).toEqual({ state: 'confirmed', round: 'approved', open: 0 })
    expect((await inboxOf('compliance')).filter(({ object }) => object.id === grantId)).toEqual([])
  })

  test('is declined with a reason', async () => {
    const grantId = await proposed('head', 'programme_manager')
    const { approvalId, version } = await rowOf('compliance', grantId)
    const body = { version, reason: 'other', text: '职责重叠' }
    await calls.good('compliance', 'approvals.reject', { params: { approvalId }, body })
    expect(await stateOf(grantId)).toEqual({ state: 'declined', round: 'rejected', open: 0 })
  })

  test('asks for a fresh second factor, as the command behind it does', async () => {
    const grantId = await proposed('finance')
    const { approvalId, version } = await rowOf('compliance', grantId)
    const stale = { ...company.actor('compliance'), hasFreshFactor: false }
    const seen = await calls.good(stale, 'approvals.detail', { params: { approvalId } })
    expect(seen).toMatchObject({ can: { approve: { can: true, needsFactor: true } } })
    const given = { params: { approvalId }, body: { version } }
    expect(await calls.codeOf(stale, 'approvals.approve', given)).toBe('access.fresh_factor_needed')
    expect(await stateOf(grantId)).toMatchObject({ state: 'proposed', round: 'open' })
  })

  test('answered elsewhere, it leaves the inbox as well', async () => {
    const grantId = await proposed('boss')
    const body = { grantId, answer: 'confirm' as const }
    const call = {
      key: 'answer-elsewhere',
      actor: company.actor('compliance'),
      body,
      at: company.world.now(),
    }
    expect(await act(company.world.door, answerRole(deps()), [call])).toMatchObject([{ kind: 'done' }])
    expect(await stateOf(grantId)).toEqual({ state: 'confirmed', round: 'approved', open: 0 })
  })
})
