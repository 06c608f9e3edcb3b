import { afterAll, beforeAll, expect, test } from 'vitest'
import { parties, testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { factLine, loadHistoryAsOf } from '../modules/benefits/index.ts'
import { newCustomer, newPerson } from '../modules/parties/index.ts'
import { joinHousehold, leaveHousehold } from '../modules/parties/household-commands.ts'
import { classificationTable } from '../modules/parties/tables.ts'
import { loadDecision, loadPackRows, replayDecision } from '../modules/policy/index.ts'
import { findAskers } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { insertRow } from '../platform/act/rows.ts'
import { readOnly } from '../platform/db/in-transaction.ts'

const wife = 'party_wife00000000'
const elsewhere = 'party_elsewhere000'
let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const employment = { position: '采购', decides_on_us: true, management_duty: false, nominated_by: null }
  await company.store([
    newCustomer({ id: elsewhere, name: '昆山甲辰阀门有限公司', created_at: testNow, ownership: 'private' }),
    ...newPerson({
      id: wife,
      name: '慕容嘉',
      at: testNow,
      employment: {
        ...employment,
        id: 'mem_wife',
        customer_id: elsewhere,
        from_on: '2020-01-01',
        until_on: null,
      },
    }),
    insertRow(classificationTable, {
      id: 'cls_wife',
      person_id: wife,
      class: 'private_staff',
      is_verified: true,
      source: 'document',
      evidence: '任职文件',
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    }),
  ])
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const lunch = (customerId: string, partyId: string, happensOn: string) => ({
  customer: { partyId: customerId },
  recipient: { to: 'person', partyId },
  kindId: 'working_meal',
  amount: { currency: 'CNY', minor: '9000' },
  happensOn,
  reasonChip: 'exchange',
  reason: '新产品技术交流工作餐',
  facts: {
    ...ordinary('working_meal'),
    'benefit.meal.kind': 'lunch',
    'benefit.meal.guests': 1,
    'benefit.meal.hosts': 1,
  },
})

async function householdBefore(): Promise<unknown> {
  const panel = await calls.good('sales', 'requests.preview', {
    body: lunch(parties.dealer, parties.buyer, '2026-11-27'),
  })
  const sums = panel['sums'] as readonly { readonly subject: string; readonly before: unknown }[]
  return sums.find(({ subject }) => subject === 'household')?.before
}

/** Whether every decision on record can be taken again byte for byte. */
async function replays(): Promise<boolean[]> {
  return readOnly(company.database.pool('auditor', 2), [], async (tx) => {
    const ids = await tx.sql<{ id: string }>('select id from policy.decision order by at')
    const rows = await loadPackRows(tx)
    const same: boolean[] = []
    for (const { id } of ids) {
      const stored = await loadDecision(tx, id)
      if (!stored) throw new Error('a decision that was listed is there')
      const replayed = await replayDecision(rows, stored, async (benefits, asOf) =>
        (await loadHistoryAsOf(tx, benefits, { at: stored.at, asOf })).map(factLine),
      )
      same.push(replayed.same)
    }
    return same
  })
}

test('what somebody had before their household was on record counts for it, from its first day', async () => {
  const call = { actor: company.actor('compliance'), at: company.world.now() }
  const submit = (proposal: object) => calls.good('sales', 'requests.submit', { body: { proposal } })
  await submit(lunch(elsewhere, wife, '2026-11-26'))
  expect(await householdBefore()).toEqual({ currency: 'CNY', minor: '0' })
  const deps = { newId: company.world.newId, dayAt: () => '2026-11-25', findAskers }
  const joining = { personId: wife, withPersonId: parties.buyer, fromOn: '2026-01-01' }
  const joined = await act(company.world.door, joinHousehold(deps), [
    { ...call, key: 'join-home', body: joining },
  ])
  expect(joined).toMatchObject([{ kind: 'done', answer: { householdId: 'hh_home0000' } }])
  expect(await householdBefore()).toEqual({ currency: 'CNY', minor: '9000' })
  await submit(lunch(parties.dealer, parties.buyer, '2026-11-27'))
  expect(await replays()).toEqual([true, true])
  // She left before the lunch, it turns out: it is hers alone, and the decision of then stays what it was.
  const leaving = { personId: wife, lastDay: '2026-06-30', reason: '离婚，户口簿已核' }
  const left = await act(company.world.door, leaveHousehold(deps), [
    { ...call, key: 'leave-home', body: leaving },
  ])
  expect(left).toMatchObject([{ kind: 'done' }])
  expect(await householdBefore()).toEqual({ currency: 'CNY', minor: '9000' })
  expect(await replays()).toEqual([true, true])
})
