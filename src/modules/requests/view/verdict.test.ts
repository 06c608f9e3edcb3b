import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'

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

const gift = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person' as const, partyId: parties.buyer },
  kindId: 'gift',
  amount: { currency: 'CNY', minor: '20000' },
  happensOn: '2026-11-26',
  reasonChip: 'visit',
  reason: '来访纪念',
}

const toOfficial = {
  ...gift,
  customer: { partyId: parties.bureau },
  recipient: { to: 'person' as const, partyId: parties.official },
}

type Verdict = {
  sentence: string
  wayOut: string[]
  policy: string
  checks: { clause: string; version: string; text: string }[]
}

async function verdictOf(body: object, language: 'zh-CN' | 'en'): Promise<Verdict> {
  const panel = await calls.good('sales', 'requests.preview', { body, language })
  return panel['verdict'] as Verdict
}

describe('the panel on a forbidden benefit', () => {
  test('shows the way out of the rules that forbid it, once, and in the reader’s language', async () => {
    const zh = await verdictOf(gift, 'zh-CN')
    expect(zh.wayOut[0]).toBe('不给个人；客户单位应得的，写入合同作为价格折扣，公开给付并如实入账')
    for (const way of zh.wayOut) expect(zh.sentence).not.toContain(way)
    expect(new Set(zh.wayOut).size).toBe(zh.wayOut.length)
    const en = await verdictOf(gift, 'en')
    expect(en.wayOut).toHaveLength(zh.wayOut.length)
    expect(en.wayOut.join()).not.toMatch(/[\u4e00-\u9fff]/)
  })

  test('offers nothing but not giving it where the rules know no other way', async () => {
    expect((await verdictOf(toOfficial, 'en')).wayOut).toEqual(['Do not give it'])
  })

  test('names the clause without the version of the pack, which stands beside it', async () => {
    const { checks } = await verdictOf(gift, 'zh-CN')
    expect(checks.length).toBeGreaterThan(0)
    for (const { clause, version } of checks) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
      expect(clause).not.toContain(version)
    }
  })
})

test('the refusal of a submit says the same rule, sentence and way out as the panel', async () => {
  const said = await calls.call('sales', 'requests.submit', { body: { proposal: gift } })
  if (said.kind !== 'refused') throw new Error('a gift to the buyer is refused')
  expect(said.refusal.code).toBe('requests.prohibited')
  for (const language of ['zh-CN', 'en'] as const) {
    const { says, wayOut } = sayRefusal(said.refusal, language)
    const verdict = await verdictOf(gift, language)
    expect(says).toContain(verdict.sentence.replace(/[。.]$/, ''))
    for (const way of verdict.wayOut) expect(wayOut).toContain(way)
    expect(`${says}${wayOut}`).not.toMatch(/[{}]/)
  }
})
