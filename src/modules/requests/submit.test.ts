import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { ordinary } from '../../../test/setup/circumstances.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Proposal } from './proposal.ts'
import { decideCommand, submitCommand, type ApproverVerb } from './index.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

const cny = (minor: string) => ({ currency: 'CNY', minor })

const lunch: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.buyer },
  kindId: 'working_meal',
  amount: cny('12000'),
  happensOn: '2026-11-26',
  reasonChip: 'exchange',
  reason: '新产品技术交流工作餐',
  facts: {
    ...ordinary('working_meal'),
    'benefit.meal.kind': 'lunch',
    'benefit.meal.guests': 2,
    'benefit.meal.hosts': 1,
  },
}

const rebate: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'organisation' },
  kindId: 'rebate',
  amount: cny('1280000'),
  happensOn: '2026-11-26',
  reasonChip: 'quarter',
  reason: '三季度达量返利，按合同第 6 条',
  facts: ordinary('rebate'),
}

let n = 0

async function submit(proposal: Proposal, who = 'sales') {
  const call = {
    key: `submit-${n++}-key`,
    actor: company.actor(who),
    body: { proposal },
    at: company.world.now(),
  }
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [call])
  return outcome
}

async function decide(requestId: string, does: ApproverVerb, who: string, version = 1) {
  const operation = `approvals.${does.verb}`
  const call = {
    key: `decide-${n++}-key`,
    actor: company.actor(who),
    body: { requestId, version, does },
    at: company.world.now(),
  }
  const [outcome] = await act(company.world.door, decideCommand(company.world.requests, operation), [call])
  return outcome
}

function read<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return readOnly(company.database.pool('app', 2), [company.actor('sales')], (tx) => tx.sql<Row>(sql, values))
}

async function stateOf(requestId: string) {
  const [row] = await read(
    `select request.state, request.outcome, benefit.state as benefit_state
from requests.request left join benefits.benefit on benefit.id = benefit_id where request.id = $1`,
    [requestId],
  )
  return row
}

describe('a request', () => {
  test('an ordinary working lunch goes to the line manager, who approves it', async () => {
    const filed = await submit(lunch)
    expect(filed).toMatchObject({ kind: 'done', answer: { state: 'submitted', effect: 'submit' } })
    if (filed?.kind !== 'done') return
    const { requestId } = filed.answer
    expect(await decide(requestId, { verb: 'approve' }, 'sales')).toMatchObject({ kind: 'refused' })
    expect(await decide(requestId, { verb: 'approve', reason: '同意' }, 'head')).toMatchObject({
      kind: 'done',
      answer: { state: 'approved' },
    })
    expect(await stateOf(requestId)).toMatchObject({ state: 'approved', benefit_state: 'approved' })
  })

  test('above the routine limit a stale second factor is asked for again, and the same key then goes through', async () => {
    const filed = await submit({ ...rebate, reason: '超过授权额度' })
    if (filed?.kind !== 'done') throw new Error('the rebate is filed')
    const body = {
      requestId: filed.answer.requestId,
      version: 1,
      does: { verb: 'approve' as const, reason: '同意' },
    }
    const call = { key: 'step-up-key-1', actor: company.actor('head'), body, at: company.world.now() }
    const stale = { ...call, actor: { ...call.actor, hasFreshFactor: false } }
    const command = decideCommand(company.world.requests, 'approvals.approve')
    expect(await act(company.world.door, command, [stale])).toMatchObject([
      { kind: 'forbidden', refusal: { code: 'access.fresh_factor_needed' } },
    ])
    expect(await act(company.world.door, command, [call])).toMatchObject([{ kind: 'done' }])
  })

  test('a contract rebate passes two levels', async () => {
    const filed = await submit(rebate)
    expect(filed).toMatchObject({ kind: 'done', answer: { effect: 'submit' } })
  })

  test('a gift to a public official is refused, and the attempt is on record', async () => {
    const gift: Proposal = {
      ...lunch,
      customer: { partyId: parties.bureau },
      recipient: { to: 'person', partyId: parties.official },
      kindId: 'gift',
      reasonChip: 'festival',
    }
    expect(await submit(gift)).toMatchObject({ kind: 'refused', refusal: { code: 'requests.prohibited' } })
    expect(await read(`select via, person_id from requests.attempt`)).toMatchObject([
      { via: 'submit', person_id: company.founded.people['sales'] },
    ])
  })

  test('nobody approves their own request, also not a manager who may approve others', async () => {
    const filed = await submit(lunch, 'head')
    if (filed?.kind !== 'done') throw new Error(`not filed: ${JSON.stringify(filed)}`)
    expect(await decide(filed.answer.requestId, { verb: 'approve' }, 'head')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'approvals.own_request' },
    })
  })
})
