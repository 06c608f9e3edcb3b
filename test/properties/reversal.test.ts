import { afterAll, beforeAll, expect, test } from 'vitest'
import { preview } from '../../src/contract/requests.ts'
import { ordinary } from '../setup/circumstances.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { requestCalls, type RequestCalls } from '../setup/request-calls.ts'

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

const item = (happensOn: string, minor: string) => ({
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.buyer },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor },
  happensOn,
  reasonChip: 'fair',
  reason: '展会宣传品',
  facts: ordinary('logo_item'),
})

/** What the buyer had before, and what the policy says of one item more, as of a day. */
async function onDay(happensOn: string) {
  const panel = preview.answer.parse(await calls.good('sales', preview.id, { body: item(happensOn, '5000') }))
  const sum = panel.sums.find(({ subject }) => subject === 'person')
  return [sum?.before.minor, panel.verdict?.outcome === 'prohibit']
}

test(
  'a reversal across a year leaves the days before it as they were, and makes no room on any day',
  { timeout: 120_000 },
  async () => {
    for (const day of ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']) {
      const filed = await calls.good('sales', 'requests.submit', { body: { proposal: item(day, '5000') } })
      const requestId = String(filed['requestId'])
      await calls.approve(requestId)
      company.clock.set(`${day}T03:00:00.000Z`)
      const detail = await calls.good('sales', 'requests.detail', { params: { requestId } })
      const body = { version: detail['version'], givenOn: day, fileIds: [] }
      await calls.good('sales', 'requests.give', { params: { requestId }, body })
      if (day !== '2026-11-28') continue
      company.clock.set('2027-01-10T03:00:00.000Z')
      const fileIds = [await calls.upload('sales', 'returnReceipt')]
      const reversal = { version: Number(detail['version']) + 1, text: '客户退回', fileIds }
      await calls.good('sales', 'requests.reverse', { params: { requestId }, body: reversal })
      expect(await onDay('2027-01-10')).toEqual(['20000', true])
      await calls.confirmReversal(requestId)
    }
    // ¥200 a year is the limit: it is full until the fourth item is taken off, and never holds more
    // afterwards.
    expect(await onDay('2026-12-31')).toEqual(['20000', true])
    expect(await onDay('2027-01-09')).toEqual(['20000', true])
    expect(await onDay('2027-01-10')).toEqual(['15000', false])
    expect(await onDay('2027-11-26')).toEqual(['10000', false])
    expect(await onDay('2027-12-20')).toEqual(['0', false])
  },
)
