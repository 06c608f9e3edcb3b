import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom, type Random } from '../../../demo/random.ts'
import { testCompany, parties, type Company } from '../../../test/setup/company.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { addDays } from '../../kernel/time.ts'
import { benefitStates, counts } from './domain.ts'
import { foldAll } from './fold.ts'
import type { RegisterFilter, RegisterPage, Sight } from './register-filter.ts'
import { totalsApart } from './store-fold.ts'
import { keepText } from './store-kept.ts'
import { findRegisterPage, findRegisterTotals } from './store-register.ts'
import { patternOf } from './store-text.ts'
import { benefitTable, type BenefitRow } from './tables.ts'

// The register reads its pages by lists and its sums from totals; here both are compared with the plain
// meaning of a filter, worked out over all rows in memory, while rows come and change and are folded in or
// not yet.

const random = randomFrom('register reference')
const counting = { states: benefitStates.filter(counts), direction: 'given' }
const people = ['per_a0000000', 'per_b0000000', 'per_c0000000']
const entities = ['ent_a0000000', 'ent_b0000000', null]
const customers = [parties.dealer, parties.bureau, null]
const recipients = [parties.buyer, parties.spouse, parties.dealer]
const titles = ['技术交流午餐', '中秋礼盒', '框架折扣 SO-7', '100% 样件', 'Notebook', '']
const forms = ['gift', 'meal', 'discount'] as const
const states = ['approved', 'given', 'completed', 'rejected', 'submitted'] as const
const outcomes = ['allow', 'prohibit', 'escalate'] as const
let company: Company
let rows: BenefitRow[] = []
let made = 0

beforeAll(async () => {
  company = await testCompany()
  await add(300)
  await foldAll(company.database.pool('worker', 1))
  await change(60)
  await add(60)
})

afterAll(() => company.close())

async function add(count: number): Promise<void> {
  const added = Array.from({ length: count }, () => newRow())
  rows = [...rows, ...added]
  await company.store(added.map((row) => insertRow(benefitTable, row)))
}

function newRow(): BenefitRow {
  made += 1
  const on = addDays('2025-01-10', random.below(500))
  return {
    id: `ben_${String(random.below(1_000_000)).padStart(6, '0')}${made}`,
    version: 1,
    number: `BR-${on.slice(0, 4)}-${String(made).padStart(4, '0')}`,
    book: random.chance(90) ? 'own' : 'other_book',
    direction: random.pick(['given', 'given', 'given', 'received']),
    state: random.pick(states),
    entity_id: random.pick(entities),
    form: random.pick(forms),
    title: random.pick(titles),
    reason: '',
    requester_id: random.pick([...people, null]),
    customer_id: random.pick(customers),
    recipient_kind: 'person',
    recipient_id: random.pick(recipients),
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: BigInt(random.pick([0, 100, 101, 999, 5_000, 20_000, random.below(30_000)])),
    value_currency: random.pick(['CNY', 'CNY', 'USD']),
    value_is_at_least: false,
    happened_on: on,
    recorded_at: '2026-11-25T01:00:00.000Z',
    is_late: random.chance(10),
    outcome: random.pick(outcomes),
    decision_id: null,
    source: 'web',
    way: null,
    unit_id: null,
    released_minor: 0n,
    refunded_minor: 0n,
  }
}

/** Approved ones are given, on another day and of another value. */
async function change(count: number): Promise<void> {
  const open = rows.filter((row) => row.state === 'approved').slice(0, count)
  const changes = open.map((row) =>
    updateRow(benefitTable, row, {
      state: 'given',
      value_minor: BigInt(random.below(30_000)),
      happened_on: addDays(row.happened_on, random.between(-40, 40)),
    }),
  )
  const changed = new Map(changes.map((each) => [each.row.id, each.row as unknown as BenefitRow]))
  rows = rows.map((row) => changed.get(row.id) ?? row)
  await company.store(changes)
}

/** What a filter and a sight mean, for one row. */
function isMeant(row: BenefitRow, filter: RegisterFilter, sight: Sight): boolean {
  const isIn = (list: readonly string[] | undefined, value: string | null) =>
    list === undefined || (value !== null && list.includes(value))
  const { text } = filter
  return (
    row.book === filter.book &&
    (filter.from === undefined || row.happened_on >= filter.from) &&
    (filter.to === undefined || row.happened_on <= filter.to) &&
    isIn(filter.states, row.state) &&
    isIn(filter.outcomes, row.outcome) &&
    isIn(filter.forms, row.form) &&
    (filter.direction === undefined || row.direction === filter.direction) &&
    (filter.entityId === undefined || row.entity_id === filter.entityId) &&
    isIn(filter.customerIds, row.customer_id) &&
    isIn(filter.recipientIds, row.recipient_id) &&
    (filter.requesterId === undefined || row.requester_id === filter.requesterId) &&
    (filter.minMinor === undefined || row.value_minor >= BigInt(filter.minMinor)) &&
    (filter.maxMinor === undefined || row.value_minor <= BigInt(filter.maxMinor)) &&
    (filter.isLate === undefined || row.is_late === filter.isLate) &&
    isIn(filter.benefitIds, row.id) &&
    (sight.kind === 'all' ||
      (row.entity_id !== null && sight.entityIds.includes(row.entity_id)) ||
      (row.requester_id !== null && sight.requesterIds.includes(row.requester_id))) &&
    (text === undefined ||
      row.title.toLowerCase().includes(text.part.toLowerCase()) ||
      text.numbers.includes(row.number) ||
      (row.customer_id !== null && text.partyIds.includes(row.customer_id)) ||
      text.partyIds.includes(row.recipient_id))
  )
}

function randomFilter(from: Random): RegisterFilter {
  const maybe = <Value>(percent: number, value: () => Value) => (from.chance(percent) ? value() : undefined)
  const some = <Value>(list: readonly Value[]) => list.filter(() => from.chance(50))
  const first = addDays('2025-01-01', from.below(500))
  return {
    book: from.chance(85) ? 'own' : 'other_book',
    from: maybe(35, () => first),
    to: maybe(35, () => addDays(first, from.below(200))),
    states: maybe(30, () => some(states)),
    outcomes: maybe(20, () => some(outcomes)),
    forms: maybe(30, () => some(forms)),
    direction: maybe(20, () => from.pick(['given', 'received'])),
    entityId: maybe(20, () => from.pick(['ent_a0000000', 'ent_b0000000'])),
    customerIds: maybe(15, () => from.pick([[parties.dealer], [parties.dealer, parties.bureau]])),
    recipientIds: maybe(10, () => [from.pick(recipients)]),
    requesterId: maybe(20, () => from.pick(people)),
    minMinor: maybe(25, () => String(from.pick([0, 100, 101, 4_000, 15_555]))),
    maxMinor: maybe(25, () => String(from.pick([100, 999, 5_000, 19_999, 20_000]))),
    isLate: maybe(15, () => from.chance(50)),
    benefitIds: maybe(6, () => rows.filter(() => from.chance(30)).map((row) => row.id)),
    text: maybe(20, () => randomText(from)),
  }
}

function randomText(from: Random): NonNullable<RegisterFilter['text']> {
  return {
    part: from.pick(['餐', '午餐', '折扣', '框架折扣', '%', 'notebook', '样件', 'no such title']),
    numbers: from.chance(50) ? [rows[from.below(rows.length)]?.number ?? ''] : [],
    partyIds: from.chance(40) ? [parties.bureau, parties.spouse] : [],
  }
}

function randomSight(from: Random): Sight {
  if (from.chance(40)) return { kind: 'all' }
  const entityIds = ['ent_a0000000', 'ent_b0000000'].filter(() => from.chance(40))
  return { kind: 'some', entityIds, requesterIds: people.filter(() => from.chance(50)) }
}

const reading = <T>(work: (tx: Transaction) => Promise<T>) =>
  readOnly(company.world.pool, [systemActor], work)

const byNewest = (a: BenefitRow, b: BenefitRow) =>
  a.happened_on === b.happened_on ? (a.id < b.id ? 1 : -1) : a.happened_on < b.happened_on ? 1 : -1
const byLargest = (a: BenefitRow, b: BenefitRow) =>
  a.value_minor === b.value_minor ? (a.id < b.id ? 1 : -1) : a.value_minor < b.value_minor ? 1 : -1

/** All pages of a selection, one after the other. */
async function allPages(page: Omit<RegisterPage, 'after' | 'limit'>): Promise<string[]> {
  const ids: string[] = []
  let after: RegisterPage['after']
  for (;;) {
    const found = await reading((tx) => findRegisterPage(tx, { ...page, after, limit: 23 }))
    ids.push(...found.map((row) => row.id))
    const last = found.at(-1)
    if (found.length < 23 || !last) return ids
    after = { on: last.happened_on, minor: String(last.value_minor), id: last.id }
  }
}

async function compare(round: number, isOfText = false): Promise<void> {
  const from = randomFrom(`round ${round}`)
  const [plain, sight] = [randomFilter(from), randomSight(from)]
  const filter = isOfText ? { ...plain, text: randomText(from) } : plain
  const sort = from.pick(['newest', 'largest'] as const)
  const meant = rows.filter((row) => isMeant(row, filter, sight))
  const expected = meant.toSorted(sort === 'newest' ? byNewest : byLargest).map((row) => row.id)
  const asked = JSON.stringify({ round, filter, sight, sort })
  expect([asked, await allPages({ filter, sight, sort })]).toEqual([asked, expected])
  const totals = await reading((tx) => findRegisterTotals(tx, filter, sight, counting))
  const found = new Map(totals.map((total) => [total.currency, total]))
  expect([asked, [...found.keys()].sort()]).toEqual([
    asked,
    [...new Set(meant.map((row) => row.value_currency))].sort(),
  ])
  for (const [currency, total] of found) {
    const own = meant.filter((row) => row.value_currency === currency)
    const counted = own.filter(
      (row) => row.direction === 'given' && counting.states.some((each) => each === row.state),
    )
    const sum = (of: readonly BenefitRow[]) => of.reduce((all, row) => all + row.value_minor, 0n)
    const late = (of: readonly BenefitRow[]) => of.filter((row) => row.is_late)
    const { count, minor, lateCount, lateMinor } = total
    expect([asked, currency, count, minor, lateCount, lateMinor]).toEqual([
      asked,
      currency,
      BigInt(own.length),
      sum(counted),
      BigInt(late(own).length),
      sum(late(counted)),
    ])
  }
}

test('150 random questions get the pages and sums that they mean, before changes are folded in', async () => {
  for (let round = 0; round < 150; round++) await compare(round)
}, 120_000)

const keptTexts = ['餐', '框架折扣', '%', 'notebook', '样件']

async function keep(): Promise<void> {
  const worker = company.database.pool('worker', 1)
  for (const text of keptTexts) expect(await keepText(worker, patternOf(text))).toBe(true)
}

/** Questions about texts alone, half of them kept. */
async function compareTexts(from: number, to: number): Promise<void> {
  for (let round = from; round < to; round++) await compare(round, true)
}

test('texts that are kept get the same, taken up while changes wait', async () => {
  const waiting = await company.database.pool('owner', 1).query('select from benefits.total_change')
  expect(waiting.rowCount).toBeGreaterThan(0)
  await keep()
  await compareTexts(1000, 1060)
  await add(80)
  await change(40)
  await compareTexts(1120, 1180)
}, 120_000)

test('and the same when everything was folded in', async () => {
  await foldAll(company.database.pool('worker', 1))
  const waiting = await company.database.pool('owner', 1).query('select from benefits.total_change')
  expect(waiting.rowCount).toBe(0)
  for (let round = 150; round < 250; round++) await compare(round)
  await compareTexts(1240, 1300)
}, 120_000)

test('what is removed behind the back of the product leaves the totals too', async () => {
  const owner = company.database.pool('owner', 1)
  const gone = rows.filter((row) => row.form === 'meal').map((row) => row.id)
  await owner.query('delete from benefits.benefit where id = any($1::text[])', [gone])
  rows = rows.filter((row) => !gone.includes(row.id))
  for (let round = 250; round < 290; round++) await compare(round)
  await compareTexts(1360, 1380)
}, 60_000)

test('totals that somebody changed are noticed, and worked out again from the rows', async () => {
  const owner = company.database.pool('owner', 1)
  const app = company.database.pool('app', 1)
  expect(await totalsApart(app)).toBe(0)
  await owner.query(
    `update benefits.total set minor = minor + 1 where ctid = (select min(ctid) from benefits.total)`,
  )
  await owner.query(
    `update benefits.requester_total set count = count + 1
where ctid = (select min(ctid) from benefits.requester_total)`,
  )
  await owner.query(
    `update benefits.text_total set count = count + 1
where ctid = (select min(ctid) from benefits.text_total)`,
  )
  await owner.query(
    `delete from benefits.text_requester_total
where ctid = (select min(ctid) from benefits.text_requester_total)`,
  )
  expect(await totalsApart(app)).toBe(4)
  await owner.query('select benefits.rebuild_totals()')
  expect(await totalsApart(app)).toBe(0)
  for (let round = 290; round < 310; round++) await compare(round)
  await keep()
  expect(await totalsApart(app)).toBe(0)
  await compareTexts(1400, 1410)
}, 60_000)

test('nobody but the database itself writes totals', async () => {
  const found = await company.database.pool('owner', 1).query<{ table: string }>(
    `select role || ' ' || name as table
from unnest($1::text[]) as role
cross join unnest($2::text[]) as name
where has_table_privilege(role, name, 'insert, update, delete, truncate')`,
    [
      [company.database.roles.app, company.database.roles.worker, company.database.roles.auditor],
      [
        'benefits.cell',
        'benefits.total',
        'benefits.requester_total',
        'benefits.total_change',
        'benefits.kept_text',
        'benefits.text_total',
        'benefits.text_requester_total',
        'benefits.org_total',
        'benefits.recipient_total',
        'benefits.line_change',
      ],
    ],
  )
  expect(found.rows).toEqual([])
})
