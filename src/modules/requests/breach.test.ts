import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { registerReading } from '../../../test/setup/register-reading.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Proposal } from './proposal.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const today = '2026-11-25'

const item: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.colleague },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor: '1000' },
  happensOn: today,
  reasonChip: 'fair',
  reason: '展会宣传品',
}

const at = (day: string) => company.clock.set(`${day}T02:00:00.000Z`)

/** Files on the 25th, has it approved on another day and records then that it was given. */
async function given(of: { approvedOn: string; givenOn: string; to?: string }) {
  at(today)
  const proposal = { ...item, recipient: { to: 'person', partyId: of.to ?? parties.colleague } }
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const params = { requestId: String(filed['requestId']) }
  at(of.approvedOn)
  await calls.approve(params.requestId)
  at('2026-12-02')
  const { version } = await calls.good('sales', 'requests.detail', { params })
  const body = { version, givenOn: of.givenOn, fileIds: [] }
  const answer = await calls.good('sales', 'requests.give', { params, body })
  return { requestId: params.requestId, answer }
}

async function marksOf(requestId: string, who = 'sales') {
  const detail = await calls.good(who, 'requests.detail', { params: { requestId } })
  const { marks } = detail['state'] as { readonly marks: readonly { readonly key: string }[] }
  return marks.map(({ key }) => key)
}

const alertsOf = (requestId: string) =>
  readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql(
      `select alert.reason, flow.object_type, flow.state, step.role
from requests.request
join benefits.alert on alert.benefit_id = request.benefit_id
left join approvals.flow on flow.object_id = request.id and flow.object_type = 'review'
left join approvals.step on step.flow_id = flow.id
where request.id = $1`,
      [requestId],
    ),
  )

describe('given before the approval that allowed it', () => {
  test('it is marked, an alert stays beside it, and compliance is asked', async () => {
    const { requestId, answer } = await given({ approvedOn: '2026-11-27', givenOn: '2026-11-26' })
    expect(answer).toMatchObject({ state: { state: 'given' } })
    expect(String(answer['says'])).toContain('早于批准日')
    expect(await marksOf(requestId)).toContain('before_approval')
    expect(await alertsOf(requestId)).toEqual([
      { reason: 'before_approval', object_type: 'review', state: 'open', role: 'compliance' },
    ])
  })

  test('the form of giving knows the day of the approval', async () => {
    at(today)
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal: item } })
    const params = { requestId: String(filed['requestId']) }
    at('2026-11-27')
    await calls.approve(params.requestId)
    const detail = await calls.good('sales', 'requests.detail', { params })
    expect(detail).toMatchObject({ approvedOn: '2026-11-27' })
  })

  test('it is marked in the register, and the filter lists it and nothing else', async () => {
    const days = { approvedOn: '2026-11-27', givenOn: '2026-11-26' }
    const late = await given({ ...days, to: parties.buyer })
    const { requestId } = await given({ approvedOn: '2026-11-26', givenOn: '2026-11-30' })
    const { pageOf, totalsOf } = registerReading(company)
    const { rows } = await pageOf({ alert: 'before_approval' })
    const ids = rows.map((row) => row.requestId)
    expect(ids).toContain(late.requestId)
    expect(ids).not.toContain(requestId)
    expect(rows.every(({ state }) => state.marks.some(({ key }) => key === 'before_approval'))).toBe(true)
    expect(await totalsOf({ alert: 'before_approval' })).toMatchObject({ count: rows.length })
    expect((await pageOf({ alert: 'forbidden' })).rows).toEqual([])
  })

  test('also on the planned day, where nothing is decided anew', async () => {
    const { requestId } = await given({ approvedOn: '2026-11-27', givenOn: today })
    expect(await marksOf(requestId)).toContain('before_approval')
    expect(await alertsOf(requestId)).toHaveLength(1)
  })

  test.each([
    ['on the day of the approval', { approvedOn: '2026-11-27', givenOn: '2026-11-27' }],
    ['after the approval', { approvedOn: '2026-11-26', givenOn: '2026-11-30' }],
  ])('%s it is not', async (_, days) => {
    const { requestId } = await given(days)
    expect(await marksOf(requestId)).not.toContain('before_approval')
    expect(await alertsOf(requestId)).toEqual([])
  })

  test('whoever is asked to approve is told that the day is over', async () => {
    at(today)
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal: item } })
    const requestId = String(filed['requestId'])
    expect(await marksOf(requestId, 'head')).not.toContain('day_over')
    at('2026-11-26')
    expect(await marksOf(requestId, 'head')).toContain('day_over')
    const detail = await calls.good('head', 'requests.detail', { params: { requestId } })
    expect(JSON.stringify(detail['facts'])).toContain('发生日期已过')
    const inbox = await calls.good('head', 'approvals.inbox', {})
    const rows = (inbox['groups'] as { rows: { object: { id: string }; why: string }[] }[]).flatMap(
      (each) => each.rows,
    )
    expect(rows.find(({ object }) => object.id === requestId)?.why).toContain('发生日已过')
    await calls.approve(requestId)
    expect(await marksOf(requestId, 'head')).not.toContain('day_over')
  })

  test('compliance says what it makes of it; the benefit stays given', async () => {
    const days = { approvedOn: '2026-11-27', givenOn: '2026-11-26' }
    const { requestId } = await given({ ...days, to: parties.buyer })
    const inbox = await calls.good('compliance', 'approvals.inbox', { query: { bucket: 'judge' } })
    type Row = { object: { type: string; id: string }; approvalId: string; version: number }
    const rows = (inbox['groups'] as { rows: Row[] }[]).flatMap((each) => each.rows)
    const row = rows.find(({ object }) => object.type === 'review' && object.id === requestId)
    const body = { version: row?.version, reason: 'other', text: '须向当事人了解' }
    const params = { approvalId: row?.approvalId }
    await calls.good('compliance', 'approvals.reject', { params, body })
    const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
    expect(detail).toMatchObject({ state: { state: 'given' } })
    expect(JSON.stringify(detail['facts'])).toContain('有疑问')
  })
})

describe('forbidden, and given all the same', () => {
  test('a late declaration of it is laid before compliance too', async () => {
    at(today)
    const proposal = { ...item, kindId: 'gift_card', reasonChip: 'festival', happensOn: '2026-11-20' }
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
    const requestId = String(filed['requestId'])
    expect(await marksOf(requestId)).toEqual(['late', 'forbidden'])
    expect(await alertsOf(requestId)).toEqual([
      { reason: 'forbidden', object_type: 'review', state: 'open', role: 'compliance' },
    ])
  })
})
