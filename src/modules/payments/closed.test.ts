import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bankSays, bankWords } from '../../../test/setup/bank-says.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../test/setup/payment-calls.ts'
import { numberedInBooks } from '../../../test/setup/voucher-calls.ts'
import { booksBehind } from '../../app/booking.ts'
import { completeThisHour } from '../../app/completing.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { proveBooks } from '../ledger/index.ts'

let company: Company
let calls: PaymentCalls
let happened: ReturnType<typeof bankSays>

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  happened = bankSays(company)
  await calls.verified(await calls.ownAccount('sales', '王磊'))
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

/** Has a claim for a part of what was given accepted. */
async function claimed(requestId: string, minor: string): Promise<string> {
  const fileIds = [await calls.upload('sales', 'receipt', `${requestId}-${minor}.txt`)]
  const body = { lines: [{ requestId, minor }], fileIds }
  const claimId = String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  const accept = { params: { claimId }, body: { version: 1, verdict: 'accept' } }
  await calls.good(calls.checker, 'payments.check_claim', accept)
  return claimId
}

/** Pays all of a claim. */
async function paid(requestId: string, claimId: string): Promise<void> {
  const orderId = await calls.prepared(requestId, { claimId })
  await calls.checked(orderId)
  expect(await happened(orderId, bankWords.sent)).toBe('done')
  expect(await happened(orderId, bankWords.paid)).toBe('done')
}

async function stateOf(requestId: string): Promise<unknown> {
  const [row] = await calls.sql(
    `select request.state as request, benefit.state as benefit, benefit.way
from requests.request as request
join benefits.benefit as benefit on benefit.id = request.benefit_id
where request.id = $1`,
    [requestId],
  )
  return row
}

/** What the books hold for the benefit of a request, by account. */
async function booked(requestId: string): Promise<Record<string, unknown>> {
  const rows = await calls.sql(
    `select line.account, sum(line.minor)::text as minor
from requests.request as request
join ledger.entry as entry on entry.object_id = request.benefit_id
join ledger.line as line on line.entry_id = entry.id
where request.id = $1
group by line.account
having sum(line.minor) <> 0`,
    [requestId],
  )
  return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]))
}

const proof = () =>
  readOnly(company.world.pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true))

/** A lunch as an earlier version left it: given, and without a way. */
async function givenBeforeWays(): Promise<string> {
  const requestId = await calls.givenLunch()
  const sql = `update benefits.benefit set way = null
where id = (select benefit_id from requests.request where id = '${requestId}')`
  await company.database.pool('owner', 1).query(`begin; set local app.entities to '*'; ${sql}; commit`)
  return requestId
}

/** Who completed a request, and why, as the log says. */
async function completedBy(requestId: string): Promise<unknown[]> {
  const { rows } = await company.database
    .pool('owner', 1)
    .query<{ bytes: string }>(
      `select bytes from audit.entry where operation = 'requests.complete' and bytes like $1`,
      [`%${requestId}%`],
    )
  return rows.map(({ bytes }) => {
    const { actor, reason, refusal } = JSON.parse(bytes)
    return [actor.person, reason?.code, refusal]
  })
}

test('what was given before there were ways and paid since is never settled a second time', async () => {
  const requestId = await givenBeforeWays()
  expect(await booked(requestId)).toEqual({ expense: '9000', payable: '-9000' })
  await numberedInBooks(company, requestId)
  await paid(requestId, await claimed(requestId, '9000'))
  expect(await stateOf(requestId)).toEqual({
    request: 'completed',
    benefit: 'completed',
    way: 'reimbursement',
  })
  expect(await booked(requestId)).toEqual({ expense: '9000', paid: '-9000' })
  expect(await proof()).toMatchObject({ apart: [], broken: [] })
})

describe('a benefit that is given, evidenced, paid and numbered is completed by itself', () => {
  const by = ['system', 'requests.completed_by_itself', undefined]

  test('by its last payment, and by no part before it', async () => {
    const requestId = await calls.givenLunch()
    await numberedInBooks(company, requestId)
    await paid(requestId, await claimed(requestId, '4000'))
    expect(await stateOf(requestId)).toMatchObject({ request: 'given' })
    expect(await completedBy(requestId)).toEqual([])
    await paid(requestId, await claimed(requestId, '5000'))
    expect(await stateOf(requestId)).toMatchObject({ request: 'completed', benefit: 'completed' })
    expect(await completedBy(requestId)).toEqual([by])
  })

  test('by the number of its voucher, once', async () => {
    const requestId = await calls.givenLunch()
    await paid(requestId, await claimed(requestId, '9000'))
    expect(await stateOf(requestId)).toMatchObject({ request: 'paid' })
    await numberedInBooks(company, requestId)
    expect(await stateOf(requestId)).toMatchObject({ request: 'completed' })
    await completeThisHour(company.world, company.world.now())
    expect(await completedBy(requestId)).toEqual([by])
    expect(await proof()).toMatchObject({ apart: [], broken: [] })
  })

  test('within the hour, where what brought the last of it could not; and that stays as it was', async () => {
    const requestId = await calls.givenLunch()
    await paid(requestId, await claimed(requestId, '9000'))
    const { policy } = company.world.requests
    Object.assign(company.world.requests, { policy: () => Promise.reject(new Error('no policy')) })
    await numberedInBooks(company, requestId)
    Object.assign(company.world.requests, { policy })
    expect(await stateOf(requestId)).toMatchObject({ request: 'paid' })
    await completeThisHour(company.world, company.world.now())
    expect(await stateOf(requestId)).toMatchObject({ request: 'completed' })
  })
})
