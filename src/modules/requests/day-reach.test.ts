import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as sampleLunch } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'

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

const lunch = { ...sampleLunch, recipient: { to: 'person', partyId: parties.colleague } }

const received = {
  direction: 'received',
  customer: { partyId: parties.dealer },
  kindId: 'gift',
  amount: { currency: 'CNY', minor: '20000' },
  reason: '来访时赠送，如实申报',
  disposal: 'kept',
}

/** A year that is being typed, the day before the first matrix, and days of years to come. */
const days = ['0001-01-01', '0002-11-26', '0202-11-26', '1999-12-31', '2029-11-25', '9999-12-31']

const code = 'requests.day_out_of_reach'

describe.each(days)('a benefit of %s', (happensOn) => {
  test('is no day for the panel, which says so in words and records nothing', async () => {
    for (const body of [
      { ...lunch, happensOn },
      { ...received, happensOn },
    ]) {
      const panel = await calls.good('sales', 'requests.preview', { body })
      expect(panel).toMatchObject({ submit: { effect: 'incomplete' }, isRecorded: false })
      expect(JSON.stringify(panel['submit'])).toContain(happensOn)
    }
  })

  test('is neither filed nor declared, and its draft can be opened', async () => {
    const filing = { body: { proposal: { ...lunch, happensOn } } }
    expect(await calls.codeOf('sales', 'requests.submit', filing)).toBe(code)
    const declared = await calls.codeOf('sales', 'requests.submit', {
      body: { proposal: { ...received, happensOn } },
    })
    expect(declared).toBe(happensOn > '2026' ? 'requests.received_in_future' : code)
    const draft = await calls.good('sales', 'requests.create_draft', filing)
    const params = { requestId: draft['requestId'] }
    expect(await calls.good('sales', 'requests.detail', { params })).toMatchObject({
      state: { state: 'draft' },
    })
  })

  test('is nothing that an answer or a change turns a request into, and no day of giving', async () => {
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
    const params = { requestId: filed['requestId'] }
    const item = await calls.good('head', 'requests.detail', { params })
    const change = { version: item['version'], text: '改期', proposal: { ...lunch, happensOn } }
    expect(await calls.codeOf('sales', 'requests.change', { params, body: change })).toBe(code)
    const approvalId = item['approvalId']
    const question = { version: item['version'], field: 'date', text: '哪一天？' }
    await calls.good('head', 'approvals.return', { params: { approvalId }, body: question })
    const asked = await calls.good('sales', 'requests.detail', { params })
    const answer = { ...change, version: asked['version'] }
    expect(await calls.codeOf('sales', 'requests.answer', { params, body: answer })).toBe(code)
    const again = { ...answer, proposal: lunch }
    await calls.good('sales', 'requests.answer', { params, body: again })
    await calls.approve(String(params.requestId))
    const { version } = await calls.good('sales', 'requests.detail', { params })
    const give = { version, givenOn: happensOn, fileIds: [] }
    expect(await calls.codeOf('sales', 'requests.give', { params, body: give })).toBe(
      happensOn > '2026' ? 'requests.given_in_future' : code,
    )
    await calls.good('sales', 'requests.decline', { params, body: { version, text: '未发生' } })
  })
})

test('the last day that can be asked for is three years ahead', async () => {
  const panel = (happensOn: string) =>
    calls.good('sales', 'requests.preview', { body: { ...lunch, happensOn } })
  expect((await panel('2029-11-24'))['verdict']).toBeDefined()
  expect((await panel('2029-11-25'))['verdict']).toBeUndefined()
  expect((await panel('2000-01-01'))['verdict']).toBeDefined()
})
