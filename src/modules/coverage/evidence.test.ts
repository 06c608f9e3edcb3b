import { afterAll, beforeAll, expect, test } from 'vitest'
import { entityOf } from '../../../test/setup/budget-calls.ts'
import { claimGround } from '../../../test/setup/claim-paths.ts'
import type { Company } from '../../../test/setup/company.ts'
import { lunchOn, openRound, roundOf } from '../../../test/setup/approval-round.ts'
import type { PaymentCalls } from '../../../test/setup/payment-calls.ts'
import { supplier, vendorLunch } from '../../../test/setup/vendor-lunch.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { loadCustomers } from '../parties/index.ts'
import { loadGivings } from '../requests/index.ts'
import { givingTable } from '../requests/tables.ts'
import { benefitRecords } from './evidence.ts'

let company: Company
let calls: PaymentCalls

beforeAll(async () => {
  ;({ company, calls } = await claimGround())
}, 180_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

const reading = <Found>(query: Parameters<typeof readOnly<Found>>[2]) =>
  readOnly(company.world.pool, [systemActor], query)

/** The vendors among the names of what a request gave. */
async function vendorsOf(requestId: string): Promise<readonly string[]> {
  const [own] = await calls.sql('select benefit_id from requests.request where id = $1', [requestId])
  const records = await reading(async (tx) =>
    benefitRecords(tx, {
      from: '2026-11-01',
      to: '2026-11-30',
      entityId: entityOf(company),
      currency: 'CNY',
      organisation: await company.world.requests.organisation(tx),
    }),
  )
  const found = records.find(({ id }) => id === own?.['benefit_id'])
  return found?.names.flatMap(({ role, name }) => (role === 'vendor' ? name : [])) ?? ['no record']
}

/** A lunch that is given at a vendor. */
async function lunchAt(vendor: object): Promise<string> {
  const { requestId } = await openRound(calls, lunchOn('2026-11-25'))
  await calls.approve(requestId)
  const { version } = await roundOf(calls, requestId)
  const papers = ['agenda', 'attendeeList', 'receipt', 'invoice']
  const fileIds = await Promise.all(papers.map((purpose) => calls.upload('sales', purpose)))
  const body = { version, givenOn: '2026-11-25', fileIds, vendor }
  await calls.good('sales', 'requests.give', { params: { requestId }, body })
  return requestId
}

const nameOf = async (id: string) => (await reading((tx) => loadCustomers(tx, [id]))).get(id)?.name

test('the vendor of a benefit is who was named when it was given, typed or on record', async () => {
  expect(await vendorsOf(await calls.givenLunch())).toEqual([])
  expect(await vendorsOf(await lunchAt({ name: '宏图酒楼' }))).toEqual(['宏图酒楼'])
  const moved = await lunchAt({ name: '宏图酒楼' })
  const givings = await reading((tx) => loadGivings(tx, [moved]))
  const corrected = { id: 'giv_corrected00000', ordinal: 2, vendor_name: '鸿运酒楼' }
  await company.store([...givings.values()].map((row) => insertRow(givingTable, { ...row, ...corrected })))
  expect(await vendorsOf(moved)).toEqual(['鸿运酒楼'])
  const partyId = await supplier(company, calls)
  expect(await vendorsOf(await lunchAt({ partyId }))).toEqual([await nameOf(partyId)])
})

test('and whom its claims pay, unless they are refused', async () => {
  const requestId = await vendorLunch(company, calls)
  const claim = async (vendorId: string, verdict: 'accept' | 'refuse') => {
    const fileIds = [await calls.upload('sales', 'receipt', `${vendorId}.txt`)]
    const body = { lines: [{ requestId, minor: '1000' }], fileIds, vendorId }
    const filed = await calls.good('sales', 'payments.file_claim', { body })
    const params = { claimId: String(filed['claimId']) }
    const answer = { version: 1, verdict, reason: '小票已核对' }
    await calls.good(calls.checker, 'payments.check_claim', { params, body: answer })
  }
  const [paid, refused] = [await supplier(company, calls), await supplier(company, calls)]
  await claim(refused, 'refuse')
  expect(await vendorsOf(requestId)).toEqual([])
  await claim(paid, 'accept')
  expect(await vendorsOf(requestId)).toEqual([await nameOf(paid)])
})
