import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { policyCalls } from '../../test/setup/policy-calls.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { answerRole, proposeManager, proposeProfile, proposeRole } from '../modules/access/index.ts'
import { lockSubjects } from '../modules/benefits/index.ts'
import { answerMatch, askMatch, findCandidates } from '../modules/parties/index.ts'
import { findAskers } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import type { Command } from '../platform/act/command.ts'
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

test('a line manager waits in the inbox for a second person and is confirmed there', async () => {
  const [personId, managerId] = [company.founded.people['sales2'] ?? '', company.founded.people['boss'] ?? '']
  const body = { personId, managerId, fromOn: '2026-12-01' }
  const call = { key: 'propose-a-manager', actor: company.actor('admin'), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, proposeManager(deps()), [call])
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  const { approvalId, version } = await rowOf('compliance', outcome.answer.proposalId)
  const params = { approvalId }
  const item = await calls.good('compliance', 'approvals.detail', { params })
  expect(item).toMatchObject({
    object: { type: 'manager_proposal' },
    changes: [{ name: '直接上级' }],
    can: { approve: { can: true } },
  })
  expect((await inboxOf('admin')).filter((row) => row.approvalId === approvalId)).toEqual([])
  const answer = await calls.good('compliance', 'approvals.approve', { params, body: { version } })
  expect(answer['says']).toContain('直接上级')
  expect(await inboxOf('compliance')).not.toContainEqual(expect.objectContaining({ approvalId }))
})

const reason = '两家股东与地址均不同，已核对营业执照'

/** Who is who, asked by sales: gives the claim and its row in the inbox of compliance. */
async function asked(body: Record<string, unknown>) {
  const deps = { ...common(), organisation: company.world.requests.organisation }
  const call = { key: `ask-${n++}-match`, actor: company.actor('sales'), body, at: company.world.now() }
  const command = askMatch(deps) as Command<Record<string, unknown>, unknown, { readonly claimId: string }>
  const [outcome] = await act(company.world.door, command, [call])
  if (outcome?.kind !== 'done') return { code: outcome && 'refusal' in outcome ? outcome.refusal.code : '' }
  return { code: 'done', claimId: outcome.answer.claimId }
}

function common() {
  const { newId, rounds } = company.world
  return { newId, rounds, lockSubjects, dayAt: () => '2026-11-25', findAskers }
}

async function searched(q: string) {
  return readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    findCandidates(tx, { name: q, schema: 'organisation' }, '2026-11-25'),
  )
}

describe('who is who', () => {
  const name = '苏州恒泰精密机械公司'
  const apart = {
    kind: 'apart',
    schema: 'organisation',
    party: { name },
    partyIds: [parties.dealer],
    reason,
  }

  test(
    'a name that is all but the same waits for compliance, who confirm and so open the ' + 'party',
    async () => {
      const { claimId = '' } = await asked(apart)
      const row = await rowOf('compliance', claimId)
      expect(row).toMatchObject({ heading: name, matter: `「${name}」不是已登记的 恒泰精密` })
      expect((await inboxOf('head')).filter(({ object }) => object.id === claimId)).toEqual([])
      const params = { approvalId: row.approvalId }
      const item = await calls.good('compliance', 'approvals.detail', { params })
      expect(item).toMatchObject({ reason, applicant: { name: '王磊' }, can: { approve: { can: true } } })
      await calls.good('compliance', 'approvals.approve', { params, body: { version: row.version } })
      const found = (await searched(name)).find((one) => one.name === name)
      expect(found).toMatchObject({ verdict: 'match' })
      const told = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
        tx.sql('select other_id, reason from parties.told_apart where party_id = $1', [found?.id]),
      )
      expect(told).toEqual([{ other_id: parties.dealer, reason }])
    },
  )

  test('what is merely alike is nothing for compliance, and what nobody looked at is not asked', async () => {
    const party = { name: '苏州恒泰机电有限公司' }
    const others = (await searched(party.name)).map(({ id }) => id)
    expect((await asked({ ...apart, party, partyIds: others })).code).toBe('parties.nothing_to_confirm')
    expect(
      (await asked({ ...apart, party: { name: `${name}苏州` }, partyIds: [parties.bureau] })).code,
    ).toMatch(/parties\.(known_already|known_several|look_first)/)
  })

  test('two records become one when compliance confirms, and stay two when they decline', async () => {
    const same = {
      kind: 'same',
      keptId: parties.buyer,
      goneId: parties.colleague,
      reason: '同一人登记了两次',
    }
    const merged = () =>
      readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
        const [row] = await tx.sql<{ merged_into: string | null }>(
          'select merged_into from parties.person where id = $1',
          [parties.colleague],
        )
        return row?.merged_into
      })
    const first = await asked(same)
    const declined = await rowOf('compliance', first.claimId ?? '')
    const no = { version: declined.version, reason: 'other', text: '身份证号不同' }
    await calls.good('compliance', 'approvals.reject', {
      params: { approvalId: declined.approvalId },
      body: no,
    })
    expect(await merged()).toBeNull()
    const second = await asked(same)
    const confirmed = await rowOf('compliance', second.claimId ?? '')
    const params = { approvalId: confirmed.approvalId }
    await calls.good('compliance', 'approvals.approve', { params, body: { version: confirmed.version } })
    expect(await merged()).toBe(parties.buyer)
    const again = { params, body: { version: confirmed.version + 1 } }
    expect(await calls.codeOf('compliance', 'approvals.approve', again)).toBe('parties.claim_answered')
    expect((await asked({ ...same, goneId: parties.buyer })).code).toBe('parties.merge_with_itself')
  })

  test('whoever asked cannot answer, whatever their role', async () => {
    const deps = { ...common(), organisation: company.world.requests.organisation }
    const actor = { ...company.actor('sales'), roles: ['sales', 'compliance'] as const }
    const at = company.world.now()
    const body = { kind: 'same' as const, keptId: parties.spouse, goneId: parties.official, reason: '试一试' }
    const [claim] = await act(company.world.door, askMatch(deps), [{ key: 'ask-own-match', actor, body, at }])
    if (claim?.kind !== 'done') throw new Error(JSON.stringify(claim))
    const answer = { claimId: claim.answer.claimId, answer: 'confirm' as const }
    const call = { key: 'answer-own-match', actor, body: answer, at }
    expect(await act(company.world.door, answerMatch(deps), [call])).toMatchObject([
      { kind: 'refused', refusal: { code: 'parties.claim_needs_another' } },
    ])
  })
})

describe('what holds for the company', () => {
  test(
    'a version of a pack waits for a second person with its changes, and is adopted in the ' + 'inbox',
    async () => {
      const org = readFileSync(join(import.meta.dirname, '../../policies/org.yaml'), 'utf8')
      const content = org.replace(/^version: .*$/m, 'version: 99.0.0')
      const policy = policyCalls(company)
      const body = { content, from: '2026-12-01', reason: '年度复核' }
      const proposed = await policy.good(company.actor('compliance'), 'policy.propose', { body })
      const { proposalId } = proposed['proposal'] as { readonly proposalId: string }
      const { approvalId, version } = await rowOf('boss', proposalId)
      const params = { approvalId }
      expect(await calls.good('boss', 'approvals.detail', { params })).toMatchObject({
        object: { type: 'policy_proposal' },
        reason: '年度复核',
        can: { approve: { can: true } },
      })
      const own = await calls.good('compliance', 'approvals.detail', { params })
      expect(own).toMatchObject({ can: { approve: { can: false } } })
      await calls.good('boss', 'approvals.approve', { params, body: { version } })
      const after = await policy.good(company.actor('boss'), 'policy.proposal', { params: { proposalId } })
      expect(after).toMatchObject({ proposal: { state: 'confirmed' } })
      expect((await inboxOf('boss')).filter(({ object }) => object.id === proposalId)).toEqual([])
    },
  )

  test('what is stated of an entity waits for a second person, each statement before and after', async () => {
    const body = {
      entityId: company.founded.entities['suzhou'] ?? '',
      fromOn: '2026-12-01',
      facts: { listedIn: ['HK'], nexus: [], codes: [], reporting: [], sector: 'general' as const },
      reason: '拟在香港上市',
    }
    const call = { key: 'profile-in-inbox', actor: company.actor('admin'), body, at: company.world.now() }
    const [outcome] = await act(company.world.door, proposeProfile(deps()), [call])
    if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
    const { profileId } = outcome.answer
    const row = await rowOf('compliance', profileId)
    const params = { approvalId: row.approvalId }
    const item = await calls.good('compliance', 'approvals.detail', { params })
    expect(item['changes']).toContainEqual(expect.objectContaining({ name: '上市地', after: 'HK' }))
    expect(item['timeline']).toContainEqual(
      expect.objectContaining({ verb: '提议主体情况', note: '拟在香港上市' }),
    )
    expect(
      await calls.codeOf('compliance', 'approvals.approve', { params, body: { version: row.version } }),
    ).toBe('done')
    expect((await inboxOf('compliance')).filter(({ object }) => object.id === profileId)).toEqual([])
  })
})
