import { afterAll, beforeAll, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { createDraftCommand, submitCommand } from './index.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
})

afterAll(() => company.close())

test('a draft that is filed for another entity goes there with all its parts', async () => {
  const { suzhou = '', shanghai = '' } = company.founded.entities
  const both = [suzhou, shanghai]
  const deps = company.world.requests
  const item = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person' as const, partyId: parties.colleague },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '1000' },
    happensOn: '2026-11-26',
    reasonChip: 'fair',
  }
  const calling = () => ({
    key: `draft-${n++}-key`,
    actor: company.actor('sales', both),
    at: company.world.now(),
  })
  const body = { proposal: { ...item, entityId: suzhou } }
  const [opened] = await act(company.world.door, createDraftCommand(deps), [{ ...calling(), body }])
  if (opened?.kind !== 'done') throw new Error('the draft is opened')
  const filing = {
    draftId: opened.answer.requestId,
    draftVersion: 1,
    proposal: { ...item, entityId: shanghai },
  }
  const [filed] = await act(company.world.door, submitCommand(deps), [{ ...calling(), body: filing }])
  expect(filed).toMatchObject({ kind: 'done' })
  const found = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql(
      `select request.entity_id as request, benefit.entity_id as benefit, flow.entity_id as flow
from requests.request
join benefits.benefit on benefit.id = benefit_id
left join approvals.flow on flow.object_id = request.id
where request.id = $1`,
      [opened.answer.requestId],
    ),
  )
  expect(found).toEqual([{ request: shanghai, benefit: shanghai, flow: shanghai }])
})
