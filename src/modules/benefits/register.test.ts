import type { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { registerPorts, viewDeps } from '../../app/routes.ts'
import * as contract from '../../contract/register.ts'
import { partyLines, partyPage } from '../../contract/parties.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { act } from '../../platform/act/act.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { merge, personTable, splitParty } from '../parties/index.ts'
import { moveBenefit, registerBenefit, revalueBenefit } from './changes.ts'
import { partyLinesOf } from './party-lines.ts'
import { partyPageOf } from './party-page.ts'
import { loadBenefits, loadCountingLines } from './store.ts'
import { registerOptionsOf, registerPage, registerTotalsOf } from './queries.ts'
import type { BenefitRow } from './tables.ts'
import type { RegisterReader } from './words.ts'

const at = '2026-11-25T01:00:00.000Z'
const today = '2026-11-25'
let company: Company
let n = 0

beforeAll(async () => {
  company = await testCompany()
  await company.store([
    ...given({ minor: 30000n, on: '2026-03-05', form: 'meal', title: '技术交流午餐' }),
    ...given({ minor: 80000n, on: '2026-06-01', entity: 'shanghai', form: 'gift', requester: 'sales2' }),
    ...given({ minor: 5000n, on: '2025-11-25', form: 'logo_item', title: '展会笔记本' }),
    ...given({ minor: 4000n, on: '2024-05-06', form: 'logo_item', late: true }),
    ...given({ minor: 9900n, on: '2026-07-01', form: 'gift', state: 'declined', requester: 'sales3' }),
    ...given({ minor: 1200n, on: '2026-08-01', form: 'gift', currency: 'USD' }),
    ...given({ minor: 66000n, on: '2026-09-09', form: 'gift', direction: 'received' }),
    ...given({ minor: 700000n, on: '2026-02-02', form: 'rebate', to: 'dealer', title: '季度达量 · 返利' }),
    ...given({ minor: 999n, on: '2020-01-01', form: 'gift', book: 'uk_hospitality', entity: null }),
  ])
})

afterAll(() => company.close())

type Given = {
  minor: bigint
  on: string
  form: string
  title?: string
  entity?: string | null
  requester?: string
  recipient?: string
  state?: string
  currency?: string
  direction?: string
  book?: string
  late?: boolean
  to?: 'dealer'
  id?: string
}

function given(about: Given): RowChange[] {
  n += 1
  const { minor, on, form, title = '', entity = 'suzhou', requester = 'sales', state = 'given' } = about
  const id = about.id ?? `ben_${String(n).padStart(8, '0')}`
  const recipientId = about.to === 'dealer' ? parties.dealer : (about.recipient ?? parties.buyer)
  const row: Omit<BenefitRow, 'version'> = {
    id,
    number: `BR-2026-${String(n).padStart(4, '0')}`,
    book: about.book ?? 'own',
    direction: about.direction ?? 'given',
    state,
    entity_id: entity === null ? null : (company.founded.entities[entity] ?? ''),
    form,
    title,
    reason: '',
    requester_id: company.founded.people[requester] ?? '',
    customer_id: parties.dealer,
    recipient_kind: about.to === 'dealer' ? 'entity' : 'person',
    recipient_id: recipientId,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: minor,
    value_currency: about.currency ?? 'CNY',
    value_is_at_least: false,
    happened_on: on,
    recorded_at: at,
    is_late: about.late ?? false,
    outcome: 'allow',
    decision_id: null,
    source: 'web',
  }
  const line = `line_${String(n).padStart(8, '0')}`
  return registerBenefit(row, [{ recipientId, orgId: parties.dealer }], { group: 'group' }, [line])
}

async function asReader<T>(
  actor: Actor,
  query: (tx: Transaction, reader: RegisterReader) => Promise<T>,
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<T> {
  return readOnly(company.world.pool, [actor], async (tx) => {
    const organisation = await company.world.requests.organisation(tx)
    return query(tx, { actor, language, now: at, today, organisation })
  })
}

const ports = () => registerPorts(viewDeps(company.world))
const noRequests = async () => new Map<string, string>()
const all = () => company.actor('compliance', Object.values(company.founded.entities))
const pageOf = (query: Record<string, string>, actor = all()) =>
  asReader(actor, (tx, reader) => registerPage(tx, reader, ports(), contract.register.query.parse(query)))
const totalsOf = (query: Record<string, string>, actor = all()) =>
  asReader(actor, async (tx, reader) => {
    const found = await registerTotalsOf(tx, reader, contract.registerTotals.query.parse(query))
    return contract.registerTotals.answer.parse(found)
  })
const linesOf = (partyId: string, query: Record<string, string> = {}, actor = all()) =>
  asReader(actor, (tx, reader) =>
    partyLinesOf(tx, reader, noRequests, partyId, partyLines.query.parse(query)),
  )
async function partyOf(partyId: string, actor = all()): Promise<z.output<typeof partyPage.answer>> {
  const page = await asReader(actor, (tx, reader) => partyPageOf(tx, reader, ports(), partyId))
  return partyPage.answer.parse(page)
}

const daysOf = (page: { rows: readonly { on: string }[] }) => page.rows.map((row) => row.on)

describe('the register', () => {
  test('gives the newest first, as the contract says, with names instead of identifiers', async () => {
    const page = contract.register.answer.parse(await pageOf({}))
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
  })

  test('shows sales their own rows, a head those of their people, a watcher those of entities', async () => {
    expect(daysOf(await pageOf({}, company.actor('sales3')))).toEqual(['2026-07-01'])
    expect((await pageOf({}, company.actor('head'))).rows).toHaveLength(8)
    expect((await pageOf({}, company.actor('finance'))).rows).toHaveLength(7)
    expect((await totalsOf({}, company.actor('sales3'))).export).toMatchObject({ can: false })
  })

  test('offers books and entities that the reader may see', async () => {
    const options = (actor: Actor) =>
      asReader(actor, (tx, reader) => registerOptionsOf(tx, reader)).then((found) =>
        contract.registerOptions.answer.parse(found),
      )
    const everything = await options(all())
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
      const query = contract.register.query.parse({ from: twice.on, to: twice.on })
      const page = await asReader(all(), (tx, reader) => registerPage(tx, reader, ports(), query), language)
      const marks = contract.register.answer.parse(page).rows.map((row) => [row.benefitId, row.state.marks])
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

  test('reads a cursor that it did not make as the first page', async () => {
    expect((await pageOf({ cursor: 'bm9uc2Vuc2U', limit: '1' })).rows).toHaveLength(1)
  })
})

describe('the page of a person', () => {
  test('sums over all entities, apart by currency, with what was received apart', async () => {
    const page = await partyOf(parties.buyer)
    expect(page.totals.map((total) => [total.window, total.sum.minor, total.count])).toEqual([
      ['近 12 个月', '110000', 2],
      ['近 12 个月（USD）', '1200', 1],
      ['本年', '110000', 2],
      ['本年（USD）', '1200', 1],
      ['全部', '119000', 4],
      ['全部（USD）', '1200', 1],
      ['我方收到 · 全部', '66000', 1],
    ])
    expect(page.byYear.map((slice) => [slice.word, slice.sum.minor])).toEqual([
      ['2026', '110000'],
      ['2025', '5000'],
      ['2024', '4000'],
      ['2026（USD）', '1200'],
    ])
    expect(page.byEntity.map((slice) => slice.word)).toContain('上海明台销售')
  })

  test('masks lines of a sister company for a reader of one entity, and keeps them in the sum', async () => {
    const reader = company.actor('sales')
    const lines = partyLines.answer.parse(await linesOf(parties.buyer, { year: '2026' }, reader))
    expect(lines.rows.map((row) => [row.on, row.amount.minor, row.isMasked])).toEqual([
      ['2026-08-01', '1200', false],
      ['2026-06-01', '80000', true],
      ['2026-03-05', '30000', false],
    ])
    expect(lines.rows[1]).toMatchObject({ kind: '', title: '', entity: '集团内其他公司' })
    expect(JSON.stringify(lines.rows[1])).not.toContain('礼品')
    const page = await partyOf(parties.buyer, reader)
    expect(page.totals[0]?.sum.minor).toBe('110000')
    expect(page.byEntity.map((slice) => slice.word)).toContain('集团内其他公司')
    expect(page.byEntity.map((slice) => slice.word)).not.toContain('上海明台销售')
  })

  test('a filter by kind tells nothing of masked lines', async () => {
    const lines = await linesOf(parties.buyer, { kind: 'gift', year: '2026' }, company.actor('sales'))
    expect(lines.rows.map((row) => row.on)).toEqual(['2026-08-01'])
  })

  test('what was reversed is taken off on the day of the reversal, and last year keeps its sum', async () => {
    const id = 'ben_reversed1'
    await company.store(
      given({ minor: 4400n, on: '2025-12-20', form: 'gift', recipient: parties.spouse, id }),
    )
    expect((await linesOf(parties.spouse)).rows).toHaveLength(1)
    await reverse(id)
    const lines = await linesOf(parties.spouse)
    expect(lines.rows.map((row) => [row.on, row.amount.minor])).toEqual([
      [today, '-4400'],
      ['2025-12-20', '4400'],
    ])
    const page = await partyOf(parties.spouse)
    expect(page.totals.map((total) => [total.window, total.sum.minor, total.count])).toEqual([
      ['近 12 个月', '0', 0],
      ['本年', '-4400', 0],
      ['全部', '0', 0],
    ])
    expect(page.byYear.map((slice) => [slice.word, slice.sum.minor, slice.count, slice.share])).toEqual([
      ['2026', '-4400', 0, 0],
      ['2025', '4400', 1, 1000],
    ])
  })

  test('a page of lines goes on where the one before ended, also within one day', async () => {
    const recipient = parties.official
    await company.store(
      Array.from({ length: 60 }, () => given({ minor: 100n, on: '2021-03-03', form: 'gift', recipient })).flat(),
    )
    const year = { year: '2021' }
    const first = await linesOf(recipient, year)
    const rest = await linesOf(recipient, { ...year, cursor: first.next ?? '' })
    expect([first.rows.length, rest.rows.length, rest.next]).toEqual([50, 10, undefined])
    expect(new Set([...first.rows, ...rest.rows].map((row) => row.lineId)).size).toBe(60)
  })
})

/** Reverses a benefit today, as its request would. */
async function reverse(id: string): Promise<void> {
  const [benefit, lines] = await readOnly(company.world.pool, [all()], async (tx) => [
    (await loadBenefits(tx, [id])).get(id),
    (await loadCountingLines(tx, [id])).get(id) ?? [],
  ])
  if (!benefit) throw new Error('the benefit was stored')
  const moved = moveBenefit(benefit, { to: 'reversed', at, today, lines, lineIds: [`line_off_${id}`] })
  if (!Array.isArray(moved)) throw new Error('it may be reversed')
  await company.store(moved)
}

test('what was given on another day stands on that day, on the page', async () => {
  const id = 'ben_redated01'
  const recipient = parties.spouse
  await company.store(given({ minor: 7700n, on: '2026-10-11', form: 'gift', recipient, id, state: 'approved' }))
  const [benefit, lines] = await readOnly(company.world.pool, [all()], async (tx) => [
    (await loadBenefits(tx, [id])).get(id),
    (await loadCountingLines(tx, [id])).get(id) ?? [],
  ])
  if (!benefit) throw new Error('the benefit was stored')
  let next = 0
  const changes = revalueBenefit(benefit, {
    state: 'given',
    whole: { currency: 'CNY', minor: 7700n },
    patch: { happened_on: '2025-10-12' },
    at: '2026-11-25T02:00:00.000Z',
    lines,
    newLineId: () => `line_redated${next++}`,
    recipient: { recipientId: recipient, orgId: parties.dealer },
    giver: { group: 'group' },
  })
  await company.store(changes)
  const shown = [...(await linesOf(recipient)).rows]
  expect(shown.filter((row) => row.amount.minor === '7700').map((row) => row.on)).toEqual(['2025-10-12'])
  expect(shown.map((row) => row.on)).not.toContain('2026-10-11')
})

describe('the page of a customer', () => {
  test('shows what its people received, its contacts with their sums, its agreement', async () => {
    const page = await partyOf(parties.dealer)
    expect(page.totals[2]?.sum.minor).not.toBe('0')
    expect(page.byKind[0]).toMatchObject({ key: 'rebate', word: '返利', share: 1000 })
    expect(page.related.find((each) => each.id === parties.buyer)).toMatchObject({
      relation: '联系人',
      name: '张伟',
    })
    expect(page.deals).toMatchObject([{ title: '合同 HT-2026-0417 · 年度框架协议', tone: 'info' }])
    expect(page.canRequest).toMatchObject({ can: true })
    const lines = await linesOf(parties.dealer, { year: '2026' })
    expect(lines.rows.find((row) => row.on === '2026-03-05')?.recipient).toMatchObject({ name: '张伟' })
  })

  test('does not exist for an identifier that nobody has', async () => {
    expect(await asReader(all(), (tx, reader) => partyPageOf(tx, reader, ports(), 'party_nobody000'))).toBeUndefined()
  })
})

describe('a merge', () => {
  test('keeps history and sums together, and a split restores each', async () => {
    const gone = 'party_double00000'
    await company.store([
      insertRow(personTable, { id: gone, country: 'CN', merged_into: null, source: 'web', created_at: at }),
      ...given({ minor: 7700n, on: '2026-05-05', form: 'gift', recipient: gone }),
      ...given({ minor: 3300n, on: '2026-05-06', form: 'gift', recipient: parties.colleague }),
    ])
    const sum = async (id: string) => (await partyOf(id)).totals[2]?.sum.minor
    expect([await sum(parties.colleague), await sum(gone)]).toEqual(['3300', '7700'])
    const body = { keptId: parties.colleague, goneId: gone, reason: '同一人，两个拼写' }
    const call = { key: 'merge-00001', actor: company.actor('compliance'), body, at }
    expect(await act(company.world.door, merge, [call])).toMatchObject([{ kind: 'done' }])
    expect([await sum(parties.colleague), await sum(gone)]).toEqual(['11000', '11000'])
    expect((await partyOf(gone)).mergedInto).toMatchObject({ id: parties.colleague })
    expect((await linesOf(parties.colleague)).rows.map((row) => row.on)).toEqual(['2026-05-06', '2026-05-05'])
    expect((await pageOf({ recipientId: parties.colleague })).rows).toHaveLength(2)
    const split = {
      key: 'split-00001',
      actor: company.actor('compliance'),
      body: { partyId: gone, reason: '确为两人' },
      at,
    }
    expect(await act(company.world.door, splitParty, [split])).toMatchObject([{ kind: 'done' }])
    expect([await sum(parties.colleague), await sum(gone)]).toEqual(['3300', '7700'])
  })
})
