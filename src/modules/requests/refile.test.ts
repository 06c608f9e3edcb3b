import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { classificationTable, newPerson } from '../parties/index.ts'
import { refileCommand, submitCommand } from './index.ts'
import type { Proposal } from './proposal.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
  await company.store([
    ...newPerson({ id: 'party_consumer0000', name: '王小明', at: company.world.now() }),
    insertRow(classificationTable, {
      id: 'cls_consumer00',
      person_id: 'party_consumer0000',
      class: 'consumer',
      is_verified: true,
      source: 'document',
      evidence: null,
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    }),
  ])
})

afterAll(() => company.close())

const item: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.colleague },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor: '1000' },
  happensOn: '2026-11-26',
  reasonChip: 'fair',
  reason: '展会宣传品',
}

const coupon: Proposal = {
  ...item,
  recipient: { to: 'person', partyId: 'party_consumer0000' },
  kindId: 'coupon',
  reasonChip: 'referral',
}

const calling = () => ({
  key: `refile-test-${n++}`,
  actor: company.actor('sales'),
  at: company.world.now(),
})

async function submit(proposal: Proposal): Promise<string> {
  const command = submitCommand(company.world.requests)
  const [outcome] = await act(company.world.door, command, [{ ...calling(), body: { proposal } }])
  if (outcome?.kind !== 'done' || !('requestId' in outcome.answer)) throw new Error(JSON.stringify(outcome))
  return outcome.answer.requestId
}

async function change(requestId: string, proposal: Proposal) {
  const command = refileCommand(company.world.requests, 'change')
  const body = { requestId, version: 1, text: '客户改期', proposal }
  const [outcome] = await act(company.world.door, command, [{ ...calling(), body }])
  return outcome
}

function read<Row extends QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
  return readOnly(company.world.pool, [systemActor], (tx) => tx.sql<Row>(sql, values))
}

describe('a request that is asked for anew', () => {
  test('is registered again at once where nobody is asked; it waits for nobody', async () => {
    const id = await submit(coupon)
    const amount = { currency: 'CNY', minor: '2000' }
    expect(await change(id, { ...coupon, amount })).toMatchObject({
      kind: 'done',
      answer: { state: 'approved' },
    })
    // A review of what was registered at once is drawn by lot, and is no approval.
    const rounds = `select id from approvals.flow where object_type = 'request' and object_id = $1`
    expect(await read(rounds, [id])).toEqual([])
  })

  test('is declared late once it is moved to a day that is over', async () => {
    const id = await submit(item)
    expect(await change(id, { ...item, happensOn: '2026-11-20' })).toMatchObject({ kind: 'done' })
    const found = await read(
      `select request.is_late, benefit.is_late as registered_late
from requests.request
join benefits.benefit on benefit.id = benefit_id
where request.id = $1`,
      [id],
    )
    expect(found).toEqual([{ is_late: true, registered_late: true }])
  })

  test('takes its sums to the deal and the title of what is asked now', async () => {
    const id = await submit(item)
    await change(id, { ...item, reasonChip: 'visit', facts: { 'benefit.dealId': 'agr_frame000' } })
    const found = await read(
      `select benefit.title, line.deal_id, sum(line.minor)::text as sum
from requests.request
join benefits.benefit on benefit.id = benefit_id
join benefits.line on line.benefit_id = benefit.id
where request.id = $1
group by benefit.title, line.deal_id
having sum(line.minor) <> 0`,
      [id],
    )
    expect(found).toEqual([{ title: '客户来访交流 · 宣传小礼品', deal_id: 'agr_frame000', sum: '1000' }])
  })

  test('that is forbidden as it is asked now stays as it was, and the attempt is on record', async () => {
    const id = await submit({ ...item, recipient: { to: 'person', partyId: parties.buyer } })
    const amount = { currency: 'CNY', minor: '5001' }
    expect(await change(id, { ...item, amount })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.prohibited' },
    })
    expect(await read('select via, person_id from requests.attempt where request_id = $1', [id])).toEqual([
      { via: 'submit', person_id: company.founded.people['sales'] },
    ])
    expect(await read('select state, version from requests.request where id = $1', [id])).toEqual([
      { state: 'submitted', version: 1 },
    ])
  })
})
