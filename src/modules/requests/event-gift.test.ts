import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls } from '../../../test/setup/api-calls.ts'
import { ordinary } from '../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { newGuest } from '../../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'

let company: Company
let calls: RequestCalls
let event: string

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const days = { fromOn: '2026-11-24', untilOn: '2026-11-26' }
  const body = { title: '2026 用户大会', country: 'CN', place: '苏州', ...days }
  const sales = company.actor('sales').personId
  event = String((await apiCalls(company.world).good(sales, 'deals.create_event', { body }))['eventId'])
})

afterAll(async () => {
  calls.close()
  await company.close()
})

let guests = 0

/** Hands one thing to somebody new, and gives the lines of the tax schedule on which tax is withheld. */
async function handOut(kindId: string, facts: object): Promise<readonly string[]> {
  const proposal = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: await newGuest(company, guests++, 'private_staff') },
    kindId,
    amount: { currency: 'CNY', minor: '1500' },
    happensOn: '2026-11-25',
    reasonChip: 'fair',
    reason: '会上发放',
    facts: { ...ordinary(kindId), ...facts },
    fileIds: [await calls.upload('sales', kindId === 'working_meal' ? 'agenda' : 'distributionList')],
  }
  const requestId = String(
    (await calls.good('sales', 'requests.submit', { body: { proposal } }))['requestId'],
  )
  await calls.approve(requestId)
  const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
  const body = { version, givenOn: '2026-11-25', fileIds: [] }
  await calls.good('sales', 'requests.give', { params: { requestId }, body })
  return withheld()
}

async function withheld(): Promise<readonly string[]> {
  const tax = taxCalls(company)
  const query = { entityId: tax.entityId }
  const answered = await tax.call(tax.finance(), 'payments.tax_schedule', { query })
  if (answered.kind !== 'answer') throw new Error('no schedule')
  type Line = { amount: { minor: string }; tax?: { minor: string } }
  const { sections } = answered.body as { sections: { key: string; lines: Line[] }[] }
  const lines = sections.find(({ key }) => key === 'withholding')?.lines ?? []
  return lines.map(({ amount, tax }) => `${amount.minor} ${tax?.minor ?? ''}`)
}

test('tax is withheld on what people are handed at an event, and on nothing else of its kind', async () => {
  expect(await handOut('logo_item', {})).toEqual([])
  expect(await handOut('logo_item', { 'benefit.eventId': event })).toEqual(['1500 300'])
})

test('a lunch at an event is no gift', async () => {
  const meal = { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 1, 'benefit.meal.hosts': 1 }
  expect(await handOut('working_meal', { ...meal, 'benefit.eventId': event })).toEqual(['1500 300'])
})
