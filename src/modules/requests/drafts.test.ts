import { afterAll, beforeAll, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { createDraftCommand, submitCommand } from './index.ts'
import { moveCommand } from './move.ts'
import type { Proposal } from './proposal.ts'
import { countMine, loadMine } from './store.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
})

afterAll(() => company.close())

const item: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.colleague },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor: '1000' },
  happensOn: '2026-11-26',
  reasonChip: 'fair',
}

const calling = (entityIds?: string[]) => ({
  key: `draft-${n++}-key`,
  actor: company.actor('sales', entityIds),
  at: company.world.now(),
})

async function open(proposal: Proposal, entityIds?: string[]): Promise<string> {
  const command = createDraftCommand(company.world.requests)
  const [opened] = await act(company.world.door, command, [{ ...calling(entityIds), body: { proposal } }])
  if (opened?.kind !== 'done') throw new Error('the draft is opened')
  return opened.answer.requestId
}

test('a draft that two tabs file at once is filed once, and its neighbours are filed too', async () => {
  const draftId = await open(item)
  const twice = { draftId, draftVersion: 1, proposal: item }
  const other = { proposal: { ...item, amount: { currency: 'CNY', minor: '1100' } } }
  const bodies = [twice, twice, other]
  const outcomes = await act(
    company.world.door,
    submitCommand(company.world.requests),
    bodies.map((body) => ({ ...calling(), body })),
  )
  expect(outcomes).toMatchObject([
    { kind: 'done', answer: { requestId: draftId } },
    { kind: 'refused', refusal: { code: 'requests.not_a_draft' } },
    { kind: 'done' },
  ])
})

test('a draft that is filed for another entity goes there with all its parts', async () => {
  const { suzhou = '', shanghai = '' } = company.founded.entities
  const both = [suzhou, shanghai]
  const draftId = await open({ ...item, entityId: suzhou }, both)
  const filing = {
    draftId,
    draftVersion: 1,
    proposal: { ...item, entityId: shanghai },
  }
  const command = submitCommand(company.world.requests)
  const [filed] = await act(company.world.door, command, [{ ...calling(both), body: filing }])
  expect(filed).toMatchObject({ kind: 'done' })
  const found = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql(
      `select request.entity_id as request, benefit.entity_id as benefit, flow.entity_id as flow
from requests.request
join benefits.benefit on benefit.id = benefit_id
left join approvals.flow on flow.object_id = request.id
where request.id = $1`,
      [draftId],
    ),
  )
  expect(found).toEqual([{ request: shanghai, benefit: shanghai, flow: shanghai }])
})

test('a draft that its owner deletes leaves their list and its counts, and stays in the log', async () => {
  const [kept, gone] = [await open(item), await open(item)]
  const { requests, door, pool } = company.world
  const body = { requestId: gone, verb: 'cancel', version: 1, text: '本人删除草稿' } as const
  const [deleted] = await act(door, moveCommand(requests, 'cancel'), [{ ...calling(), body }])
  expect(deleted).toMatchObject({ kind: 'done', answer: { state: 'cancelled' } })
  const { personId } = company.actor('sales')
  const states = ['draft', 'cancelled']
  const [mine, counts] = await readOnly(pool, [systemActor], async (tx) => [
    (await loadMine(tx, { personId, states, limit: 50 })).map(({ id }) => id),
    await countMine(tx, personId),
  ])
  expect(mine).toContain(kept)
  expect(mine).not.toContain(gone)
  expect(counts.get('cancelled')).toBeUndefined()
})
