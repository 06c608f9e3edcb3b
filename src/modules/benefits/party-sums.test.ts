import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../../test/setup/ask-deps.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import {
  givenBenefit,
  readAt,
  readOn,
  registerReading,
  storeRegister,
  type GivenBenefit,
} from '../../../test/setup/register-reading.ts'
import { partyLines } from '../../contract/parties.ts'
import { act } from '../../platform/act/act.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { merge, newCustomer, personTable, splitParty } from '../parties/index.ts'
import { moveBenefit, revalueBenefit } from './changes.ts'
import { partyPageOf } from './party-page.ts'
import { loadBenefits, loadCountingLines } from './store.ts'

let company: Company
let reading: ReturnType<typeof registerReading>

beforeAll(async () => {
  company = await testCompany()
  reading = registerReading(company)
  await storeRegister(company)
})

afterAll(() => company.close())

const given = (about: GivenBenefit) => givenBenefit(company, about)
const all = () => reading.all()
const pageOf = (...asked: Parameters<typeof reading.pageOf>) => reading.pageOf(...asked)
const linesOf = (...asked: Parameters<typeof reading.linesOf>) => reading.linesOf(...asked)
const partyOf = (...asked: Parameters<typeof reading.partyOf>) => reading.partyOf(...asked)

describe('the page of a person', () => {
  test('sums over all entities, apart by currency, with what was received apart', async () => {
    const page = await partyOf(parties.buyer)
    expect(page.totals.map((total) => [total.window, total.sum.minor, total.count])).toEqual([
      ['近 12 个月', '110000', 2],
      ['近 12 个月（USD）', '1200', 1],
      ['本年（含计划）', '110000', 2],
      ['本年（含计划）（USD）', '1200', 1],
      ['全部（含计划）', '119000', 4],
      ['全部（含计划）（USD）', '1200', 1],
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

  test('a filter by a sister company tells nothing of its lines, and no slice names it', async () => {
    const sister = company.founded.entities['shanghai'] ?? ''
    const asked = { entityId: sister, year: '2026' }
    expect((await linesOf(parties.buyer, asked, company.actor('sales'))).rows).toEqual([])
    expect((await linesOf(parties.buyer, asked)).rows).toHaveLength(1)
    const page = await partyOf(parties.buyer, company.actor('sales'))
    expect(JSON.stringify(page)).not.toContain(sister)
    expect(page.byEntity.filter(({ word }) => word === '集团内其他公司')).toHaveLength(1)
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
      [readOn, '-4400'],
      ['2025-12-20', '4400'],
    ])
    const page = await partyOf(parties.spouse)
    expect(page.totals.map((total) => [total.window, total.sum.minor, total.count])).toEqual([
      ['近 12 个月', '0', 0],
      ['本年（含计划）', '-4400', 0],
      ['全部（含计划）', '0', 0],
    ])
    expect(page.byYear.map((slice) => [slice.word, slice.sum.minor, slice.count, slice.share])).toEqual([
      ['2026', '-4400', 0, 0],
      ['2025', '4400', 1, 1000],
    ])
  })

  test('a page of lines goes on where the one before ended, also within one day', async () => {
    const recipient = parties.official
    await company.store(
      Array.from({ length: 60 }, () =>
        given({ minor: 100n, on: '2021-03-03', form: 'gift', recipient }),
      ).flat(),
    )
    const year = { year: '2021' }
    const first = await linesOf(recipient, year)
    const rest = await linesOf(recipient, { ...year, cursor: first.next ?? '' })
    expect([first.rows.length, rest.rows.length, rest.next]).toEqual([50, 10, undefined])
    expect(new Set([...first.rows, ...rest.rows].map((row) => row.lineId)).size).toBe(60)
  })
})

/** Reverses a benefit readOn, as its request would. */
async function reverse(id: string): Promise<void> {
  const [benefit, lines] = await readOnly(company.world.pool, [all()], async (tx) => [
    (await loadBenefits(tx, [id])).get(id),
    (await loadCountingLines(tx, [id])).get(id) ?? [],
  ])
  if (!benefit) throw new Error('the benefit was stored')
  const moved = moveBenefit(benefit, {
    to: 'reversed',
    at: readAt,
    today: readOn,
    lines,
    lineIds: [`line_off_${id}`],
  })
  if (!Array.isArray(moved)) throw new Error('it may be reversed')
  await company.store(moved)
}

test('what was given on another day stands on that day, on the page', async () => {
  const id = 'ben_redated01'
  const recipient = parties.spouse
  await company.store(
    given({ minor: 7700n, on: '2026-10-11', form: 'gift', recipient, id, state: 'approved' }),
  )
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
    recipients: [{ recipientId: recipient, orgId: parties.dealer }],
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
    expect(
      await reading.asReader(all(), (tx, reader) =>
        partyPageOf(tx, reader, reading.ports, 'party_nobody000'),
      ),
    ).toBeUndefined()
  })
})

describe('a merge', () => {
  test('keeps history and sums together, and a split restores each', async () => {
    const gone = 'party_double00000'
    await company.store([
      insertRow(personTable, {
        id: gone,
        country: 'CN',
        merged_into: null,
        source: 'web',
        created_at: readAt,
      }),
      ...given({ minor: 7700n, on: '2026-05-05', form: 'gift', recipient: gone }),
      ...given({ minor: 3300n, on: '2026-05-06', form: 'gift', recipient: parties.colleague }),
    ])
    const sum = async (id: string) => (await partyOf(id)).totals[2]?.sum.minor
    expect([await sum(parties.colleague), await sum(gone)]).toEqual(['3300', '7700'])
    const body = { keptId: parties.colleague, goneId: gone, reason: '同一人，两个拼写' }
    const call = { key: 'merge-00001', actor: company.actor('compliance'), body, at: readAt }
    expect(await act(company.world.door, merge(askDeps), [call])).toMatchObject([{ kind: 'done' }])
    expect([await sum(parties.colleague), await sum(gone)]).toEqual(['11000', '11000'])
    expect((await partyOf(gone)).mergedInto).toMatchObject({ id: parties.colleague })
    expect((await linesOf(parties.colleague)).rows.map((row) => row.on)).toEqual(['2026-05-06', '2026-05-05'])
    expect((await pageOf({ recipientId: parties.colleague })).rows).toHaveLength(2)
    const split = {
      key: 'split-00001',
      actor: company.actor('compliance'),
      body: { partyId: gone, reason: '确为两人' },
      at: readAt,
    }
    expect(await act(company.world.door, splitParty(askDeps), [split])).toMatchObject([{ kind: 'done' }])
    expect([await sum(parties.colleague), await sum(gone)]).toEqual(['3300', '7700'])
  })

  test('of customers warns of what only the record that went says', async () => {
    const [kept, gone] = ['party_harbour000000', 'party_harbour200000']
    await company.store([
      newCustomer({ id: kept, name: '张家港港务有限公司', created_at: readAt }),
      newCustomer({ id: gone, name: '张家港港务', created_at: readAt, ownership: 'state_controlled' }),
    ])
    const words = async () => (await partyOf(kept)).flags.map((flag) => flag.word)
    expect(await words()).not.toContain('国有')
    const body = { keptId: kept, goneId: gone, reason: '同一主体' }
    const call = { key: 'merge-00002', actor: company.actor('compliance'), body, at: readAt }
    expect(await act(company.world.door, merge(askDeps), [call])).toMatchObject([{ kind: 'done' }])
    expect(await words()).toContain('国有')
  })
})
