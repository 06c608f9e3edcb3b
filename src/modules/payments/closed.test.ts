import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimGround, type ClaimPaths } from '../../../test/setup/claim-paths.ts'
import type { Company } from '../../../test/setup/company.ts'
import type { PaymentCalls } from '../../../test/setup/payment-calls.ts'
import { numberedInBooks } from '../../../test/setup/voucher-calls.ts'
import { completeThisHour } from '../../app/completing.ts'

let company: Company
let calls: PaymentCalls
let paths: ClaimPaths

beforeAll(async () => {
  ;({ company, calls, paths } = await claimGround())
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

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
  expect(await paths.booked(requestId)).toEqual({ expense: '9000', payable: '-9000' })
  await numberedInBooks(company, requestId)
  await paths.paid(requestId, await paths.claimed(requestId, '9000'))
  expect(await paths.stateOf(requestId)).toEqual({
    request: 'completed',
    benefit: 'completed',
    way: 'reimbursement',
  })
  expect(await paths.booked(requestId)).toEqual({ expense: '9000', paid: '-9000' })
  expect(await paths.proof()).toMatchObject({ apart: [], broken: [] })
})

describe('a benefit that is given, evidenced, paid and numbered is completed by itself', () => {
  const by = ['system', 'requests.completed_by_itself', undefined]

  test('by its last payment, and by no part before it', async () => {
    const requestId = await calls.givenLunch()
    await numberedInBooks(company, requestId)
    await paths.paid(requestId, await paths.claimed(requestId, '4000'))
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'given' })
    expect(await completedBy(requestId)).toEqual([])
    await paths.paid(requestId, await paths.claimed(requestId, '5000'))
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed', benefit: 'completed' })
    expect(await completedBy(requestId)).toEqual([by])
  })

  test('by the number of its voucher, once', async () => {
    const requestId = await calls.givenLunch()
    await paths.paid(requestId, await paths.claimed(requestId, '9000'))
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid' })
    await numberedInBooks(company, requestId)
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
    await completeThisHour(company.world, company.world.now())
    expect(await completedBy(requestId)).toEqual([by])
    expect(await paths.proof()).toMatchObject({ apart: [], broken: [] })
  })

  test('within the hour, where what brought the last of it could not; and that stays as it was', async () => {
    const requestId = await calls.givenLunch()
    await paths.paid(requestId, await paths.claimed(requestId, '9000'))
    const { policy } = company.world.requests
    Object.assign(company.world.requests, { policy: () => Promise.reject(new Error('no policy')) })
    await numberedInBooks(company, requestId)
    Object.assign(company.world.requests, { policy })
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'paid' })
    await completeThisHour(company.world, company.world.now())
    expect(await paths.stateOf(requestId)).toMatchObject({ request: 'completed' })
  })
})
