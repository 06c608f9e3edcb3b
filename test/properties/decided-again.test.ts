import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tenderTable } from '../../src/modules/deals/index.ts'
import { decideCommand, submitCommand, type SubmitBody } from '../../src/modules/requests/index.ts'
import { act } from '../../src/platform/act/act.ts'
import { insertRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { ordinary } from '../setup/circumstances.ts'

let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

function item(happensOn: string, minor = '5000'): SubmitBody['proposal'] {
  return {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: parties.colleague },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor },
    happensOn,
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
  }
}

async function submit(proposal: SubmitBody['proposal']) {
  const [outcome] = await act(company.world.door, submitCommand(company.world.requests), [
    { key: `again-${n++}-key`, actor: company.actor('sales'), body: { proposal }, at: company.world.now() },
  ])
  if (outcome?.kind !== 'done') throw new Error(`not filed: ${JSON.stringify(outcome)}`)
  return outcome.answer
}

async function approve(requestId: string) {
  const body = { requestId, version: 1, does: { verb: 'approve' as const, reason: '同意' } }
  const [outcome] = await act(company.world.door, decideCommand(company.world.requests, 'approvals.approve'), [
    { key: `again-${n++}-key`, actor: company.actor('head'), body, at: company.world.now() },
  ])
  return outcome
}

describe('the decision is taken again at approval', () => {
  test('K6: what was within the limit when it was filed and is not at approval is stopped', async () => {
    const pending = await submit(item('2026-11-26'))
    for (const day of ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-20']) {
      expect(await submit(item(day))).toMatchObject({ state: expect.stringMatching(/given|submitted|more_information/) })
    }
    expect(await approve(pending.requestId)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.now_prohibited' },
    })
    const [row] = await readOnly(company.world.pool, [company.actor('head')], (tx) =>
      tx.sql('select state, outcome from requests.request where id = $1', [pending.requestId]),
    )
    expect(row).toEqual({ state: 'submitted', outcome: 'prohibit' })
  })

  test('a tender that opens between request and approval stops the approval', async () => {
    const meal = await submit({
      ...item('2026-12-02', '12000'),
      recipient: { to: 'person', partyId: parties.buyer },
      kindId: 'working_meal',
      reasonChip: 'exchange',
      facts: {
      ...ordinary('working_meal'),
      'benefit.meal.kind': 'lunch',
      'benefit.meal.guests': 2,
      'benefit.meal.hosts': 1,
    },
    })
    await company.store([
      insertRow(tenderTable, {
        id: 'tdr_between00',
        customer_id: parties.dealer,
        matter: 'tender',
        title: '泵站设备采购',
        announced_on: '2026-11-24',
        awarded_on: null,
        closed_on: null,
        government_procurement: false,
      }),
    ])
    expect(await approve(meal.requestId)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.now_prohibited', params: { rule: 'ORG-TENDER' } },
    })
  })
})
