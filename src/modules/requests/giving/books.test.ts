import { afterAll, beforeAll, expect, test } from 'vitest'
import { expireOverdue } from '../../../app/queues.ts'
import { lunch as sampleLunch } from '../../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'

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

/** Lunch for two at ¥90.00 each. */
const lunch = { ...sampleLunch, happensOn: '2026-11-25' }

async function approved(): Promise<string> {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

/** What stands in the books for the benefit of a request, account by account. */
async function books(requestId: string): Promise<Record<string, string>> {
  const rows = await readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<{ account: string; minor: string }>(
      `select line.account, sum(line.minor)::text as minor
from requests.request as request
join ledger.entry as entry on entry.object_id = request.benefit_id and entry.object_type = 'benefit'
join ledger.line as line on line.entry_id = entry.id
where request.id = $1
group by 1
having sum(line.minor) <> 0`,
      [requestId],
    ),
  )
  return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]))
}

async function give(requestId: string, told: object) {
  const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const fileIds = [await calls.upload('sales', 'agenda', `${requestId}.txt`)]
  const body = { version, givenOn: '2026-11-25', fileIds, ...told }
  return calls.good('sales', 'requests.give', { params: { requestId }, body })
}

test('what was given for less stands in the books so, and the rest is promised no more', async () => {
  const requestId = await approved()
  expect(await books(requestId)).toEqual({ commitment: '18000', control: '-18000' })
  await give(requestId, { amount: { whole: { currency: 'CNY', minor: '15000' } } })
  expect(await books(requestId)).toEqual({ expense: '15000', payable: '-15000' })
})

test('an approval that nobody used frees what it promised when it expires', async () => {
  const requestId = await approved()
  const sums = () =>
    readOnly(company.world.pool, [systemActor], async (tx) => {
      const [row] = await tx.sql<{ minor: string }>(
        `select coalesce(sum(line.minor), 0)::text as minor
from requests.request as request
join benefits.line as line on line.benefit_id = request.benefit_id
where request.id = $1 and line.org_id = $2`,
        [requestId, parties.dealer],
      )
      return row?.minor
    })
  expect(await sums()).toBe('18000')
  expect(await books(requestId)).toEqual({ commitment: '18000', control: '-18000' })
  const at = '2027-03-01T04:00:00.000Z'
  company.clock.set(at)
  await expireOverdue(company.world, at)
  const { state } = await calls.good('head', 'requests.detail', { params: { requestId } })
  expect(state).toMatchObject({ state: 'expired' })
  expect(await books(requestId)).toEqual({})
  expect(await sums()).toBe('0')
})
