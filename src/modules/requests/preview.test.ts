import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
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

const notebook: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.buyer },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor: '3000' },
  happensOn: '2026-11-26',
  reasonChip: 'fair',
  reason: '展会宣传品',
}
const dearer: Proposal = { ...notebook, amount: { currency: 'CNY', minor: '4000' } }

const attempts = () =>
  readOnly(company.world.pool, [systemActor], (tx) => tx.sql('select id from requests.attempt'))

describe('while a filed request is changed, the panel', () => {
  test('leaves out what the request itself counts, as the change will', async () => {
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal: notebook } })
    const requestId = String(filed['requestId'])
    const panel = await calls.good('sales', 'requests.preview', { body: { ...dearer, requestId } })
    expect(panel).toMatchObject({ isRecorded: false, submit: { effect: 'submit' } })
    const sums = panel['sums'] as { subject: string; before: { minor: string }; after: { minor: string } }[]
    expect(sums.find((sum) => sum.subject === 'person')).toMatchObject({
      before: { minor: '0' },
      after: { minor: '4000' },
    })
    expect(await attempts()).toEqual([])
    const body = { version: 1, text: '换一本', proposal: dearer }
    expect(await calls.codeOf('sales', 'requests.change', { params: { requestId }, body })).toBe('done')
  })

  test('adds them where the same is asked for beside it', async () => {
    expect(await calls.good('sales', 'requests.preview', { body: dearer })).toMatchObject({
      isRecorded: true,
      submit: { effect: 'attempt' },
    })
    expect(await attempts()).toHaveLength(1)
  })

  test('is for its applicant alone, and for compliance once it waits for a fact', async () => {
    const filed = await calls.good('sales2', 'requests.submit', {
      body: { proposal: { ...notebook, recipient: { to: 'person', partyId: parties.colleague } } },
    })
    const body = { ...notebook, requestId: String(filed['requestId']) }
    expect(await calls.call('sales', 'requests.preview', { body })).toMatchObject({ status: 404 })
    expect(await calls.call('compliance', 'requests.preview', { body })).toMatchObject({ status: 404 })
  })
})
