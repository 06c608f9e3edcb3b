import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewDeps } from '../../src/app/routes.ts'
import { preview } from '../../src/contract/requests.ts'
import { adoptShippedCommand } from '../../src/modules/policy/index.ts'
import { requestRoutes, type SubmitBody } from '../../src/modules/requests/index.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { HttpCall } from '../../src/platform/http/route.ts'
import { dailyRate, sampleRates } from '../../src/platform/rates.ts'
import { parties, testCompany, type Company } from '../setup/company.ts'
import { ordinary } from '../setup/circumstances.ts'
import { done, houseCompany, itemOf, submit, type Given, type House } from './house-company.ts'
import { countingPack, houseRule, type HouseLimit } from './house-pack.ts'

type Proposal = SubmitBody['proposal']

describe('one buyer and three sales people', () => {
  let company: Company
  beforeAll(async () => {
    company = await testCompany()
    await done(company, adoptShippedCommand, [{ packs: [countingPack(6)] }])
  })
  afterAll(() => company.close())

  /**
   * What was given already in one way or another is recorded with its verdict; two kinds are asked for
   * ahead.
   */
  const six = [
    ['sales', 'logo_item', '2026-11-26', { 'benefit.flags.holidayLinked': false }],
    [
      'sales2',
      'working_meal',
      '2026-11-27',
      { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 2 },
    ],
    ['sales3', 'gift', '2026-09-02', {}],
    ['sales', 'travel', '2026-08-03', {}],
    ['sales2', 'gift_card', '2026-07-04', {}],
    ['sales3', 'rebate', '2026-06-05', {}],
  ] as const

  const proposalOf = (
    kindId: string,
    happensOn: string,
    facts: NonNullable<Proposal['facts']>,
  ): Proposal => ({
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: parties.buyer },
    kindId,
    amount: { currency: 'CNY', minor: '2000' },
    happensOn,
    reason: '客户往来',
    facts: { ...ordinary(kindId), ...facts },
  })

  const seventh = proposalOf('logo_item', '2026-11-28', { 'benefit.flags.holidayLinked': false })

  async function previewed(who: string) {
    const views = viewDeps(company.world)
    const { door, files } = company.world
    const found = requestRoutes({ views, door, files }).find((each) => each.operation.id === preview.id)
    const call: HttpCall<unknown, unknown, unknown> = {
      params: {},
      query: {},
      body: preview.body.parse(seventh),
      actor: company.actor(who),
      key: '',
      at: company.world.now(),
      language: 'zh-CN',
      headers: {},
      address: '',
      files: [],
    }
    const answered = await found?.handle(call)
    if (answered?.kind !== 'answer') throw new Error(JSON.stringify(answered))
    return preview.answer.parse(answered.body)
  }

  test('K32: six kinds to one buyer through three sales people stop the seventh and are shown', async () => {
    for (const [who, kindId, happensOn, facts] of six) {
      expect(await submit(company, proposalOf(kindId, happensOn, facts), who)).toMatchObject({ kind: 'done' })
    }
    const shown = await previewed('sales3')
    const person = shown.sums.find((sum) => sum.subject === 'person')
    expect(person).toMatchObject({ name: '张伟', count: 6, before: { currency: 'CNY', minor: '12000' } })
    expect(person?.lines.map((line) => line.text.replace(/^\S+ /, '')).toSorted()).toEqual(
      ['返利', '差旅食宿', '工作餐', '购物卡 / 预付卡', '礼品', '宣传小礼品'].toSorted(),
    )
    expect(shown.verdict?.outcome).toBe('prohibit')
    expect(await submit(company, seventh, 'sales3')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.prohibited', params: { rule: 'HOUSE-COUNT' } },
    })
  })
})

async function file(house: House, given: Given, happensOn: string) {
  const outcome = await submit(house.company, itemOf(house, given, happensOn), given.by ?? 'sales')
  return outcome?.kind === 'refused' ? outcome.refusal.params['rule'] : outcome?.kind
}

/** Each test founds a company of its own, which takes long on a machine that is busy. */
describe('five limits at once', { timeout: 120_000 }, () => {
  test.each<[HouseLimit, readonly Given[], Given]>([
    [
      'person',
      [
        { to: 0, minor: '4000' },
        { to: 0, by: 'sales2', minor: '4000' },
      ],
      { to: 0, by: 'sales3', minor: '2000' },
    ],
    [
      'organisation',
      [
        { to: 0, minor: '4000' },
        { to: 1, by: 'sales2', minor: '4000' },
      ],
      { to: 2, by: 'sales3', minor: '2000' },
    ],
    [
      'giver',
      [
        { to: 0, minor: '4000' },
        { to: 3, minor: '4000' },
      ],
      { to: 3, minor: '2000' },
    ],
    [
      'deal',
      [
        { to: 0, minor: '4000', in: 'deal' },
        { to: 3, by: 'sales2', minor: '4000', in: 'deal' },
      ],
      { to: 4, by: 'sales3', minor: '2000', in: 'deal' },
    ],
    [
      'event',
      [
        { to: 0, minor: '4000', in: 'event' },
        { to: 3, by: 'sales2', minor: '4000', in: 'event' },
      ],
      { to: 4, by: 'sales3', minor: '2000', in: 'event' },
    ],
  ])(
    'K5: the limit of one %s alone stops one cent more, and neither the last cent nor a stranger',
    async (limit, earlier, last) => {
      const house = await houseCompany(limit)
      for (const [i, given] of earlier.entries())
        expect(await file(house, given, `2026-11-2${5 + i}`)).toBe('done')
      const over = { ...last, minor: String(Number(last.minor) + 1) }
      expect(await file(house, over, '2026-11-28')).toBe(houseRule(limit))
      expect(await file(house, last, '2026-11-28')).toBe('done')
      expect(await file(house, { to: 4, by: 'head', minor: '5000' }, '2026-11-30')).toBe('done')
      await house.company.close()
    },
  )

  test('K5: an amount in another currency counts at the rate of the day of the benefit', async () => {
    const house = await houseCompany('person')
    const { company } = house
    const [cheap, dear, minor] = twoDays(10000n)
    const seen: string[] = []
    for (const day of [cheap, dear]) {
      const amount = { currency: 'USD', minor }
      const outcome = await submit(company, { ...itemOf(house, { to: 0, minor }, day), amount }, 'sales')
      if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
      seen.push(...(await stoppedBy(company, outcome.answer.number)))
    }
    expect(seen).toEqual(['within', 'over'])
    await company.close()
  })
})

/**
 * Two days more than a year apart and an amount in dollars that is within `limit` on the first, over on the
 * second.
 */
function twoDays(limit: bigint): [string, string, string] {
  const table = sampleRates()
  const days = ['2024-01', '2024-07', '2025-01', '2025-09', '2026-01', '2026-03', '2026-06', '2026-09'].map(
    (month) => `${month}-15`,
  )
  const rates = days.flatMap((day) => {
    const rate = dailyRate(table, 'USD', 'CNY', day)
    return rate ? [{ day, rate: Number(rate.rate) }] : []
  })
  for (const one of rates) {
    for (const other of rates) {
      const minor = Math.floor(Number(limit) / one.rate)
      const isApart = Math.abs(Date.parse(one.day) - Date.parse(other.day)) > 366 * 86_400_000
      if (isApart && minor * other.rate > Number(limit) + 5) return [one.day, other.day, String(minor)]
    }
  }
  throw new Error('the sample of rates has no two such days')
}

/** Whether the limit of a person stopped a benefit, by its decision record. */
function stoppedBy(company: Company, number: string): Promise<string[]> {
  return readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const rows = await tx.sql<{ record: string }>(
      `select decision.record
from benefits.benefit as benefit
join policy.decision as decision on decision.id = benefit.decision_id
where benefit.number = $1`,
      [number],
    )
    return rows.map((row) => (row.record.includes(`"ruleId":"${houseRule('person')}"`) ? 'over' : 'within'))
  })
}
