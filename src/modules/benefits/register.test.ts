import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import {
  givenBenefit,
  registerReading,
  storeRegister,
  type GivenBenefit,
} from '../../../test/setup/register-reading.ts'
import * as contract from '../../contract/register.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { registerOptionsOf } from './queries.ts'

let company: Company
let reading: ReturnType<typeof registerReading>

beforeAll(async () => {
  company = await testCompany()
  reading = registerReading(company)
  await storeRegister(company)
})

afterAll(() => company.close())

const given = (about: GivenBenefit) => givenBenefit(company, about)
const pageOf = (...asked: Parameters<typeof reading.pageOf>) => reading.pageOf(...asked)
const totalsOf = (...asked: Parameters<typeof reading.totalsOf>) => reading.totalsOf(...asked)
const daysOf = (page: { rows: readonly { on: string }[] }) => page.rows.map((row) => row.on)

describe('the register', () => {
  test('gives the newest first, as the contract says, with names instead of identifiers', async () => {
    const page = await pageOf({})
    expect(daysOf(page)).toEqual([
      '2026-09-09',
      '2026-08-01',
      '2026-07-01',
      '2026-06-01',
      '2026-03-05',
      '2026-02-02',
      '2025-11-25',
      '2024-05-06',
    ])
    expect(page.rows[3]).toMatchObject({
      kind: '礼品',
      title: '礼品',
      requester: '李娜',
      entity: '上海明台销售',
      customer: { id: parties.dealer, name: '恒泰精密' },
      recipient: { id: parties.buyer, name: '张伟' },
      amount: { currency: 'CNY', minor: '80000' },
      state: { state: 'given', word: '已给予' },
    })
  })

  test.each<[string, Record<string, string>, string[]]>([
    ['a span of days', { from: '2026-03-05', to: '2026-06-01' }, ['2026-06-01', '2026-03-05']],
    ['states', { state: 'declined' }, ['2026-07-01']],
    ['kinds', { form: 'rebate,meal' }, ['2026-03-05', '2026-02-02']],
    ['the direction', { direction: 'received' }, ['2026-09-09']],
    ['late declarations', { late: 'yes' }, ['2024-05-06']],
    ['amounts from', { minMinor: '80000' }, ['2026-06-01', '2026-02-02']],
    ['amounts up to', { maxMinor: '4000' }, ['2026-08-01', '2024-05-06']],
    ['a book of others', { book: 'uk_hospitality' }, ['2020-01-01']],
    ['a number', { q: 'BR-2026-0003' }, ['2025-11-25']],
    ['a number without its prefix', { q: '3' }, ['2025-11-25']],
    ['a part of the title', { q: '技术交流' }, ['2026-03-05']],
    ['a word of two signs', { q: '展会' }, ['2025-11-25']],
    ['a sign that patterns use', { q: '%' }, []],
    ['an outcome that no row has', { outcome: 'prohibit' }, []],
  ])('filters by %s', async (_, query, expected) => {
    expect(daysOf(await pageOf(query))).toEqual(expected)
    const count = (await totalsOf(query)).count
    expect(count).toBe(expected.length)
  })

  test('finds a misspelt customer by name', async () => {
    expect((await pageOf({ q: '苏州恒太精密机械有限公司' })).rows).toHaveLength(8)
  })

  test('filters by entity, recipient and requester', async () => {
    const entityId = company.founded.entities['shanghai'] ?? ''
    expect(daysOf(await pageOf({ entityId }))).toEqual(['2026-06-01'])
    expect(daysOf(await pageOf({ recipientId: parties.dealer }))).toEqual(['2026-02-02'])
    expect(daysOf(await pageOf({ requesterId: company.founded.people['sales3'] ?? '' }))).toEqual([
      '2026-07-01',
    ])
  })

  test('sorts by amount', async () => {
    const page = await pageOf({ sort: 'largest', limit: '3' })
    expect(page.rows.map((row) => row.amount.minor)).toEqual(['700000', '80000', '66000'])
  })

  test('sums what counts, apart by currency and direction: no declined ones, nothing received', async () => {
    expect(await totalsOf({})).toMatchObject({
      count: 8,
      sums: [
        { currency: 'CNY', minor: '819000' },
        { currency: 'USD', minor: '1200' },
      ],
      export: { can: true, needsReason: true },
    })
    expect((await totalsOf({ direction: 'received' })).sums).toEqual([{ currency: 'CNY', minor: '66000' }])
    expect((await totalsOf({})).late).toEqual({ count: 1, sums: [{ currency: 'CNY', minor: '4000' }] })
  })

  test('shows sales their own rows, a head those of their people, a watcher those of entities', async () => {
    expect(daysOf(await pageOf({}, company.actor('sales3')))).toEqual(['2026-07-01'])
    expect((await pageOf({}, company.actor('head'))).rows).toHaveLength(8)
    expect((await pageOf({}, company.actor('finance'))).rows).toHaveLength(7)
    expect((await totalsOf({}, company.actor('sales3'))).export).toMatchObject({ can: false })
  })

  test('offers books and entities that the reader may see', async () => {
    const options = (actor: Actor) =>
      reading
        .asReader(actor, (tx, reader) => registerOptionsOf(tx, reader))
        .then((found) => contract.registerOptions.answer.parse(found))
    const everything = await options(reading.all())
    expect(everything.books.map((book) => book.value)).toEqual(['own', 'uk_hospitality'])
    expect(everything.entities).toHaveLength(2)
    const little = await options(company.actor('sales'))
    expect(little.books.map((book) => book.value)).toEqual(['own'])
    expect(little.entities.map((entity) => entity.word)).toEqual(['苏州明台装备'])
  })

  test('pages without gaps or repeats while others file, and shows each row once', async () => {
    const query = { from: '2022-01-01', to: '2023-12-31', limit: '7' }
    const days = Array.from({ length: 60 }, (_, i) => `2022-${String((i % 12) + 1).padStart(2, '0')}-10`)
    await company.store(
      days.flatMap((on) => given({ minor: 100n, on, form: 'gift', recipient: parties.official })),
    )
    const before = new Set((await pageOf({ ...query, limit: '200' })).rows.map((row) => row.benefitId))
    const seen: string[] = []
    let cursor: string | undefined
    for (;;) {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf({
        ...query,
        ...(cursor ? { cursor } : {}),
      })
      seen.push(...page.rows.map((row) => row.benefitId))
      await company.store(given({ minor: 100n, on: '2022-06-10', form: 'gift', recipient: parties.official }))
      if (page.next === undefined) break
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect([...before].filter((id) => !seen.includes(id))).toEqual([])
  })

  test('marks what stands in the register twice, as long as both count', async () => {
    const twice = { minor: 1234n, on: '2019-05-05', form: 'gift', recipient: parties.official } as const
    const another = { ...twice, minor: 1235n }
    await company.store([
      ...given({ ...twice, id: 'ben_twice0001' }),
      ...given({ ...twice, id: 'ben_twice0002', entity: 'shanghai' }),
      ...given({ ...twice, id: 'ben_twice0003', state: 'withdrawn' }),
      ...given({ ...twice, id: 'ben_meal00001', form: 'meal' }),
      ...given({ ...another, id: 'ben_other0001' }),
    ])
    const marked = async (language: 'zh-CN' | 'en') => {
      const page = await pageOf({ from: twice.on, to: twice.on }, reading.all(), language)
      const marks = page.rows.map((row) => [row.benefitId, row.state.marks])
      return Object.fromEntries(marks)
    }
    const mark = [{ key: 'duplicate', word: '疑似重复' }]
    expect(await marked('zh-CN')).toEqual({
      ben_twice0001: mark,
      ben_twice0002: mark,
      ben_twice0003: [],
      ben_meal00001: [],
      ben_other0001: [],
    })
    expect((await marked('en'))['ben_twice0001']).toEqual([{ key: 'duplicate', word: 'Possible duplicate' }])
  })
})
