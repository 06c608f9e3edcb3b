import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch as meal } from '../../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type Called, type RequestCalls } from '../../../../test/setup/request-calls.ts'

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

async function filed(more: Record<string, unknown> = {}): Promise<string> {
  const answer = await calls.good('sales', 'requests.submit', { body: { proposal: { ...meal, ...more } } })
  return String(answer['requestId'])
}

type Seen = {
  readonly version: number
  readonly approvalId: string
  readonly number: string
  readonly amount: { readonly minor: string }
  readonly each?: {
    readonly amount: { readonly minor: string }
    readonly count: number
    readonly unit: string
  }
  readonly verdict: { readonly footing: string }
  readonly customer: { readonly label?: string }
  readonly recipient: { readonly label?: string }
  readonly evidence: readonly { readonly check: string; readonly checkText: string }[]
  readonly evidenceText: string
  readonly question?: { readonly field: string; readonly text: string }
  readonly sums: readonly { readonly before: { readonly minor: string }; readonly count: number }[]
  readonly timeline: readonly { readonly verb: string; readonly note?: string }[]
}

async function look(who: string, requestId: string, given: Called = {}): Promise<Seen> {
  return (await calls.good(who, 'requests.detail', { ...given, params: { requestId } })) as unknown as Seen
}

describe('one item on the decision screen', () => {
  test('the whole amount stands beside what each of the guests gets', async () => {
    const item = await look('head', await filed())
    expect(item.amount.minor).toBe('18000')
    expect(item.each).toEqual({ amount: { currency: 'CNY', minor: '9000' }, count: 2, unit: 'guest' })
  })

  test('the decision is said to be the reader’s only to whoever decides', async () => {
    const requestId = await filed()
    const footing = async (who: string) => (await look(who, requestId, { language: 'en' })).verdict.footing
    expect(await footing('head')).toBe('The decision is yours, under your name')
    expect(await footing('sales')).toBe('')
  })

  test('of a request that is over nothing is decided again', async () => {
    const { 'benefit.meal.kind': _, ...facts } = meal.facts
    const requestId = await filed({ facts })
    const { version, verdict } = await look('sales', requestId)
    expect(verdict.footing).toBe('补齐事实后重新判断')
    await calls.good('sales', 'requests.withdraw', { params: { requestId }, body: { version, text: '改期' } })
    expect((await look('sales', requestId)).verdict.footing).toBe('')
  })

  test('what one recipient gets once has no second figure', async () => {
    const facts = { ...meal.facts, 'benefit.meal.guests': 1 }
    expect((await look('head', await filed({ facts }))).each).toBeUndefined()
  })

  test('customer and recipient come with what tells them apart, in the language of the reader', async () => {
    const requestId = await filed()
    const item = await look('head', requestId)
    expect(item.customer.label).toContain('经销商')
    expect(item.recipient.label).toMatch(/恒泰|采购/)
    expect((await look('head', requestId, { language: 'en' })).customer.label).not.toMatch(/\p{Script=Han}/u)
  })

  test('a file says who brought it and that nobody vouches for its contents', async () => {
    const fileId = await calls.upload('sales', 'agenda', '议程.txt')
    const item = await look('head', await filed({ fileIds: [fileId] }))
    expect(item.evidence).toMatchObject([{ check: 'unchecked' }])
    expect(item.evidence[0]?.checkText).toContain('内容未核验')
  })

  test('the same content under another request is told to whoever decides', async () => {
    const [first, second] = [
      await calls.upload('sales', 'agenda', '同一份.txt'),
      await calls.upload('sales', 'agenda', '同一份.txt'),
    ]
    await filed({ fileIds: [first] })
    const item = await look('head', await filed({ fileIds: [second] }))
    expect(item.evidence).toMatchObject([{ check: 'reused' }])
    expect(item.evidenceText).toContain('也用于其他申请')
    const terms = [
      await calls.upload('sales', 'programmeTerms', '方案.txt'),
      await calls.upload('sales', 'programmeTerms', '方案.txt'),
    ]
    await filed({ fileIds: [terms[0]] })
    expect((await look('head', await filed({ fileIds: [terms[1]] }))).evidence).toMatchObject([
      { check: 'unchecked' },
    ])
  })

  test('the chosen ground of a “no” and the field of a return are words in the timeline', async () => {
    const requestId = await filed()
    const item = await look('head', requestId)
    await calls.good('head', 'approvals.reject', {
      params: { approvalId: item.approvalId },
      body: { version: item.version, reason: 'purpose_unclear', text: '请说明目的' },
    })
    const notes = (seen: Seen) => seen.timeline.map((each) => each.note ?? '').join(' ')
    expect(notes(await look('sales', requestId))).toContain('商业理由不充分：请说明目的')
    expect(notes(await look('sales', requestId, { language: 'en' }))).not.toContain('purpose_unclear')
  })

  test('what somebody received is summed over all currencies, each at its own rate', async () => {
    const declare = async (currency: string, minor: string) => {
      const proposal = {
        direction: 'received',
        customer: { partyId: parties.dealer },
        kindId: 'logo_item',
        amount: { currency, minor },
        happensOn: '2026-11-24',
        reason: '来访时赠送，如实申报',
        disposal: 'kept',
      }
      const answer = await calls.good('sales2', 'requests.submit', { body: { proposal } })
      return look('sales2', String(answer['requestId']))
    }
    await declare('USD', '1000')
    const [sum] = (await declare('CNY', '3000')).sums
    expect(sum?.count).toBe(1)
    expect(Number(sum?.before.minor)).toBeGreaterThan(5_000)
  })
})
