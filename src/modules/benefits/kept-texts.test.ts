import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { apiCalls } from '../../../test/setup/api-calls.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { registerReading, storeRegister } from '../../../test/setup/register-reading.ts'
import { askedTexts } from './asked-texts.ts'
import { foldAll, keepAsked, startFolding } from './fold.ts'

// A text that many titles hold is kept after somebody asked for it: with totals of its own, which say what
// its rows add up to.

let company: Company
let owner: Pool
let worker: Pool
let reading: ReturnType<typeof registerReading>

beforeAll(async () => {
  company = await testCompany()
  owner = company.database.pool('owner', 2)
  worker = company.database.pool('worker', 2)
  reading = registerReading(company)
  await storeRegister(company)
  // Six thousand more of the lunch that is there, behind the back of the product: that is quicker.
  await owner.query(`insert into benefits.benefit (id, version, number, book, direction, state, entity_id,
  form, title, reason, requester_id, customer_id, recipient_kind, recipient_id, recipient_count,
  value_minor, value_currency, value_is_at_least, happened_on, recorded_at, is_late, outcome, source)
select 'ben_kept' || lpad(i::text, 8, '0'), version, number || '-' || i, book, direction, state, entity_id,
  form, title, reason, requester_id, customer_id, recipient_kind, recipient_id, recipient_count,
  value_minor + i, value_currency, value_is_at_least, happened_on - i % 300, recorded_at, is_late, outcome,
  source
from benefits.benefit
cross join generate_series(1, 6000) as i
where title = '技术交流午餐'`)
})

beforeEach(() => owner.query('delete from benefits.kept_text'))

afterAll(() => company.close())

const keptTexts = async () => {
  const found = await owner.query<{ pattern: string }>('select pattern from benefits.kept_text order by turn')
  return found.rows.map((row) => row.pattern)
}

const ask = async (text: string) => {
  const asked = askedTexts()
  asked.note(text)
  return keepAsked(worker, asked)
}

test('a text of many titles is kept, with the same count, sums and pages as before', async () => {
  const of = () =>
    Promise.all([
      reading.totalsOf({ q: '午餐' }),
      reading.totalsOf({ q: '午餐', from: '2026-01-10', to: '2026-02-20', minMinor: '31234' }),
      reading.pageOf({ q: '午餐', sort: 'largest' }),
      reading.pageOf({ q: '午餐', to: '2026-01-20' }),
    ])
  const before = await of()
  expect(before[0].count).toBe(6001)
  await foldAll(worker)
  expect(await ask(' 午餐 ')).toBe('kept')
  expect(await keptTexts()).toEqual(['%午餐%'])
  expect(await of()).toEqual(before)
  // Its totals are what answers: change them, and the answer changes.
  await owner.query('update benefits.text_total set count = count + 1000000 where band = 53')
  const { count } = await reading.totalsOf({ q: '午餐' })
  expect(count).toBeGreaterThan(1_000_000)
})

test('a text of few titles is not, and nothing of it is written down', async () => {
  expect(await ask('笔记本')).toBe('few')
  expect(await ask('no such title')).toBe('few')
  expect(await keepAsked(worker, askedTexts())).toBe('none')
  expect(await keptTexts()).toEqual([])
})

test('an empty text is not noted, and one that waits is not noted twice', () => {
  const asked = askedTexts()
  for (const text of [undefined, '', '  ', '餐', ' 餐']) asked.note(text)
  expect([asked.take(), asked.take()]).toEqual(['餐', undefined])
})

test('no more than a hundred texts wait', () => {
  const asked = askedTexts()
  for (let i = 0; i < 150; i++) asked.note(`text ${i}`)
  const taken = Array.from({ length: 150 }, () => asked.take()).filter((text) => text !== undefined)
  expect(taken).toHaveLength(100)
})

test('a text waits for its turn while changes are folded in', async () => {
  const folding = await owner.connect()
  try {
    await folding.query('begin')
    await folding.query(`select pg_advisory_xact_lock(hashtext('benefits.fold_totals'))`)
    const asked = askedTexts()
    asked.note('午餐')
    expect(await keepAsked(worker, asked)).toBe('later')
    expect(await keptTexts()).toEqual([])
    await folding.query('rollback')
    expect(await keepAsked(worker, asked)).toBe('kept')
  } finally {
    folding.release()
  }
})

test('the text that was asked for longest ago makes room', async () => {
  const keep = (pattern: string, rows = 1_000_000) =>
    worker.query('select benefits.keep_text($1, 2, $2)', [pattern, rows])
  await keep('%午餐%')
  await keep('%交流%')
  await keep('%午餐%')
  await keep('%技术%')
  expect(await keptTexts()).toEqual(['%午餐%', '%技术%'])
  await keep('%餐%', 10)
  expect(await keptTexts()).toEqual(['%餐%'])
  const left = await owner.query('select distinct text_id from benefits.text_total')
  expect(left.rowCount).toBe(1)
})

test('changes that were noted without a title are folded in before a text is taken up', async () => {
  await owner.query(`update benefits.benefit set is_late = not is_late where title = '展会笔记本'`)
  await owner.query('update benefits.total_change set title = null')
  expect(await ask('午餐')).toBe('later')
  await foldAll(worker)
  expect(await ask('午餐')).toBe('kept')
})

test('whoever asks over the interface has the text noted', async () => {
  const { call } = apiCalls(company.world)
  await call(reading.all().personId, 'benefits.totals', { query: { q: '午餐' } })
  expect(company.world.asked.take()).toBe('午餐')
})

test('the background keeps by itself what was asked for, also behind texts of few titles', async () => {
  const asked = askedTexts()
  for (const text of ['笔记本', '午餐', '交流']) asked.note(text)
  const faults: unknown[] = []
  const folding = startFolding(worker, asked, (fault) => faults.push(fault))
  try {
    await expect.poll(keptTexts, { timeout: 20_000 }).toEqual(['%午餐%', '%交流%'])
  } finally {
    await folding.stop()
  }
  expect(faults).toEqual([])
}, 30_000)
