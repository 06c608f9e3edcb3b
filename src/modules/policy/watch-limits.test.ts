import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { policyCalls, type PolicyCalls } from '../../../test/setup/policy-calls.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'

let company: Company
let policy: PolicyCalls
let requests: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  policy = policyCalls(company)
  requests = requestCalls(company)
})

afterAll(async () => {
  requests.close()
  await company.close()
})

/** The company limit for one advertising item is ¥50; near it lies what is within a tenth of it. */
const item = (minor: string, to: string = parties.buyer) => ({
  customer: { partyId: parties.dealer },
  recipient: { to: 'person' as const, partyId: to },
  kindId: 'logo_item',
  amount: { currency: 'CNY', minor },
  happensOn: '2026-11-26',
  reasonChip: 'fair',
  facts: { 'benefit.flags.holidayLinked': false },
})

async function notices(who: string, minor: string, to?: string): Promise<string[]> {
  const panel = await requests.good(who, 'requests.preview', { body: item(minor, to) })
  return panel['notices'] as string[]
}

async function tryAll(who: string, amounts: readonly string[], to?: string): Promise<string[]> {
  let last: string[] = []
  for (const minor of amounts) last = await notices(who, minor, to)
  return last
}

type Item = { person: { id: string }; ruleId: string; limit: string; tries: number; says: string }

async function recorded(query: object = {}): Promise<Item[]> {
  const found = await policy.good(company.actor('compliance'), 'policy.near_limits', { query })
  return found['items'] as Item[]
}

const recordedSays = '这一限额附近的多次试算已记录，合规可以看到。'

function minutesLater(minutes: number): void {
  company.clock.set(new Date(Date.parse(company.world.now()) + minutes * 60_000).toISOString())
}

describe('trying amounts near a limit', () => {
  test('the panel says at any amount that it is recorded, for whom, and when', async () => {
    expect(await notices('sales', '100')).toContain(
      '10 分钟内在同一限额附近试 5 个以上不同金额的，会记录一次，由合规查看。',
    )
  })

  test('four amounts near it are only counted, and so is one amount asked for again and again', async () => {
    expect(await tryAll('sales', ['4600', '4700', '4800', '4900'])).not.toContain(recordedSays)
    expect(await tryAll('sales', ['4900', '4900', '4900', '4900'])).not.toContain(recordedSays)
    expect(await recorded()).toEqual([])
  })

  test('the fifth within ten minutes is recorded once, with who, which limit and how many', async () => {
    expect(await notices('sales', '5000')).toContain(recordedSays)
    expect(await notices('sales', '5001')).toContain(recordedSays)
    const items = await recorded()
    expect(items).toEqual([
      expect.objectContaining({
        person: expect.objectContaining({ id: company.founded.people['sales'] }),
        ruleId: 'ORG-GIFT',
        limit: '同次广告小礼品',
        tries: 5,
        says: '王磊在“同次广告小礼品”限额附近试了 5 个不同金额',
      }),
    ])
    const [entry] = await company.database
      .pool('auditor', 1)
      .query<{ bytes: string }>(`select bytes from audit.entry where operation = 'policy.record_near_limit'`)
      .then(({ rows }) => rows)
    expect(entry?.bytes).toContain('ORG-GIFT')
    expect(entry?.bytes).not.toContain(parties.buyer)
  })

  test('far below it, for several recipients, by several people or over a longer time is none', async () => {
    minutesLater(11)
    const before = (await recorded()).length
    await tryAll('sales2', ['1000', '2000', '3000', '4000', '4400', '100'])
    await tryAll('sales2', ['4600', '4700', '4800'])
    await tryAll('sales2', ['4610', '4710', '4810'], parties.colleague)
    await tryAll('sales3', ['4650', '4750'])
    expect(await recorded()).toHaveLength(before)
    minutesLater(11)
    await tryAll('sales2', ['4620', '4720'])
    expect(await recorded()).toHaveLength(before)
  })

  test('a search that goes on is recorded again only after the ten minutes', async () => {
    minutesLater(11)
    const amounts = ['4601', '4602', '4603', '4604', '4605', '4606', '4607']
    await tryAll('sales3', amounts)
    const mine = async () =>
      (await recorded()).filter(({ person }) => person.id === company.founded.people['sales3'])
    expect(await mine()).toHaveLength(1)
    minutesLater(11)
    await tryAll('sales3', amounts)
    expect(await mine()).toHaveLength(2)
  })

  test('a script’s token that may preview is watched and recorded like its owner', () => {
    const { authorise } = company.world.door
    const script = { ...company.actor('sales'), operations: ['requests.preview'] }
    expect(authorise(script, 'policy.record_near_limit')).toBeUndefined()
    expect(authorise(script, 'requests.record_attempt')).toBeUndefined()
    expect(authorise(script, 'requests.submit')).toMatchObject({ code: 'access.outside_token' })
  })

  test('compliance and auditors may list it, sales and administrators not; each their entities', async () => {
    const { authorise } = company.world.door
    expect(authorise(company.actor('compliance'), 'policy.near_limits')).toBeUndefined()
    for (const who of ['sales', 'head', 'admin', 'finance'])
      expect(authorise(company.actor(who), 'policy.near_limits')).toMatchObject({ refused: true })
    const far = company.actor('compliance', [company.founded.entities['shanghai'] ?? ''])
    expect((await policy.good(far, 'policy.near_limits'))['items']).toEqual([])
    expect(await recorded({ from: '2026-11-26' })).toEqual([])
  })

  test('the list goes on by a cursor until each of them was shown once', async () => {
    const all = await recorded()
    expect(all.length).toBeGreaterThan(2)
    const shown: Item[] = []
    let cursor: unknown
    do {
      const query = { limit: '2', ...(cursor === undefined ? {} : { cursor }) }
      const found = await policy.good(company.actor('compliance'), 'policy.near_limits', { query })
      shown.push(...(found['items'] as Item[]))
      cursor = found['next']
      expect(shown.length <= all.length).toBe(true)
    } while (cursor !== undefined)
    expect(shown).toEqual(all)
  })
})
