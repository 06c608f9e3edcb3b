import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom, type Random } from '../../../demo/random.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { givenBenefit } from '../../../test/setup/register-reading.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { foldAll } from './fold.ts'
import { sumAlike } from './store-alike.ts'
import { foldLines, totalsApart } from './store-fold.ts'
import { findNetGroups, findReceiverTotals } from './store-party-sums.ts'
import { lineTable, type LineRow } from './tables.ts'

// The sums of parties come from totals by month; here they are compared with what the lines add up to in
// memory, while lines come and are folded in or not yet.

const random = randomFrom('line totals')
const organisations: readonly string[] = [parties.dealer, parties.bureau]
const recipients: readonly string[] = [parties.buyer, parties.spouse, parties.dealer]
const forms = ['gift', 'meal'] as const
const entities = ['ent_a0000000', 'ent_b0000000', null]
let company: Company
let lines: LineRow[] = []
let benefitId = ''

beforeAll(async () => {
  company = await testCompany()
  const made = givenBenefit(company, { minor: 100n, on: '2026-03-05', form: 'gift' })
  await company.store(made)
  lines = made
    .filter(({ table }) => table.name === lineTable.name)
    .map(({ row }) => row as unknown as LineRow)
  benefitId = lines[0]?.benefit_id ?? ''
  await add(300)
})

afterAll(() => company.close())

async function add(count: number): Promise<void> {
  const added = Array.from({ length: count }, (_, i) => newLine(lines.length + i))
  lines = [...lines, ...added]
  await company.store(added.map((row) => insertRow(lineTable, row)))
}

function newLine(nth: number): LineRow {
  return {
    id: `line_of_sums${String(nth).padStart(8, '0')}`,
    version: 1,
    benefit_id: benefitId,
    book: random.chance(85) ? 'own' : 'other_book',
    direction: random.chance(80) ? 'given' : 'received',
    recipient_id: random.pick(recipients),
    household_id: null,
    org_id: random.pick([...organisations, null]),
    giver_person_id: null,
    giver_group: 'group',
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    entity_id: random.pick(entities),
    form: random.pick(forms),
    minor: BigInt(random.pick([0, -500, random.between(-2_000, 9_000)])),
    currency: random.pick(['CNY', 'CNY', 'CNY', 'USD']),
    happened_on: addDays('2025-01-01', random.below(700)),
    recorded_at: '2026-11-25T01:00:00.000Z',
  }
}

const reading = <T>(work: (tx: Transaction) => Promise<T>) =>
  readOnly(company.world.pool, [systemActor], work)

const some = <Value>(from: Random, list: readonly Value[]) => list.filter(() => from.chance(60))
const sumOf = (own: readonly LineRow[]) => own.reduce((sum, line) => sum + line.minor, 0n)
const countOf = (own: readonly LineRow[]) => own.reduce((sum, { minor }) => sum + sign(minor), 0)
const sign = (minor: bigint) => (minor > 0n ? 1 : minor < 0n ? -1 : 0)
const ours = () => lines.filter((line) => line.book === 'own')

/** The groups of some lines that add up to something, each with what `say` says of it. */
function groups<Said>(own: readonly LineRow[], key: (line: LineRow) => string, say: (of: LineRow[]) => Said) {
  return [...Map.groupBy(own, key)]
    .filter(([, of]) => sumOf(of) !== 0n || countOf(of) !== 0)
    .map(([name, of]) => [name, say(of)])
    .toSorted()
}

async function compare(round: number): Promise<void> {
  const from = randomFrom(`line round ${round}`)
  const after = addDays('2024-12-20', from.below(700))
  const until = addDays(after, from.pick([0, 1, 20, 40, 365, from.below(700)]))
  const isIn = ({ happened_on: on }: LineRow) => on > after && on <= until
  await compareGroups(from, { after, until }, isIn)
  await compareTotals(from)
  await compareAlike(from, { after, until }, isIn)
}

type Days = { readonly after: LocalDate; readonly until: LocalDate }

async function compareGroups(from: Random, days: Days, isIn: (line: LineRow) => boolean): Promise<void> {
  const receiver = { recipientIds: some(from, recipients), orgIds: some(from, organisations) }
  const found = await reading((tx) => findNetGroups(tx, receiver, days))
  const meant = ours().filter(
    (line) =>
      receiver.orgIds.includes(line.org_id ?? '') || receiver.recipientIds.includes(line.recipient_id),
  )
  const key = (line: LineRow) =>
    [line.direction, line.happened_on.slice(0, 4), line.form, line.entity_id, line.currency].join(' ')
  const shown = found.map((of) => [
    [of.direction, of.year, of.form, of.entityId, of.currency].join(' '),
    [of.count, of.minor, of.recentCount, of.recentMinor],
  ])
  expect([days, receiver, shown.toSorted()]).toEqual([
    days,
    receiver,
    groups(meant, key, (of) => [countOf(of), sumOf(of), countOf(of.filter(isIn)), sumOf(of.filter(isIn))]),
  ])
}

async function compareTotals(from: Random): Promise<void> {
  for (const [by, all] of [
    ['recipient_id', recipients],
    ['org_id', organisations],
  ] as const) {
    const ids = some(from, all)
    const found = await reading((tx) => findReceiverTotals(tx, by, ids))
    const meant = ours().filter((line) => line.direction === 'given' && ids.includes(line[by] ?? ''))
    expect(found.map((of) => [`${of.id} ${of.currency}`, [of.count, of.minor]]).toSorted()).toEqual(
      groups(
        meant,
        (line) => `${line[by]} ${line.currency}`,
        (of) => [countOf(of), sumOf(of)],
      ),
    )
  }
}

async function compareAlike(from: Random, days: Days, isIn: (line: LineRow) => boolean): Promise<void> {
  const orgIds = some(from, organisations)
  const form = from.chance(50) ? 'meal' : undefined
  const entityIds = from.chance(50) ? ['ent_a0000000'] : undefined
  const currency = from.pick(['CNY', 'USD'])
  const found = await reading((tx) => sumAlike(tx, { ...days, orgIds, form, entityIds, currency }))
  const meant = ours().filter(
    (line) =>
      line.direction === 'given' &&
      isIn(line) &&
      (form === undefined || line.form === form) &&
      (entityIds === undefined || entityIds.includes(line.entity_id ?? '')),
  )
  const wanted = new Map<string, bigint>()
  for (const line of meant) {
    for (const id of new Set([line.org_id ?? '', line.recipient_id])) {
      if (!orgIds.some((each) => each === id)) continue
      const on = line.currency === currency ? days.until : line.happened_on
      const key = `${id} ${on} ${line.currency}`
      wanted.set(key, (wanted.get(key) ?? 0n) + line.minor)
    }
  }
  const shown = found.map((of) => [`${of.orgId} ${of.on} ${of.currency}`, of.minor] as const)
  const isSomething = ([, minor]: readonly [string, bigint]) => minor !== 0n
  expect(shown.filter(isSomething).toSorted()).toEqual([...wanted].filter(isSomething).toSorted())
}

test('60 random questions get what the lines add up to while all of them wait to be folded in', async () => {
  for (let round = 0; round < 60; round++) await compare(round)
}, 60_000)

test('and when a part of them was folded in, with more that came', async () => {
  expect(await foldLines(company.database.pool('worker', 1), 150)).toBe(150)
  await add(60)
  for (let round = 60; round < 120; round++) await compare(round)
}, 60_000)

test('and when all of them were', async () => {
  await foldAll(company.database.pool('worker', 1))
  const waiting = await company.database.pool('owner', 1).query('select from benefits.line_change')
  expect(waiting.rowCount).toBe(0)
  for (let round = 120; round < 180; round++) await compare(round)
}, 60_000)

test('totals that somebody changed are noticed, and worked out again from the lines', async () => {
  const owner = company.database.pool('owner', 1)
  const app = company.database.pool('app', 1)
  expect(await totalsApart(app)).toBe(0)
  await owner.query(
    `update benefits.org_total set minor = minor + 1 where ctid = (select min(ctid) from benefits.org_total)`,
  )
  await owner.query(
    `delete from benefits.recipient_total where ctid = (select min(ctid) from benefits.recipient_total)`,
  )
  expect(await totalsApart(app)).toBe(2)
  await owner.query('select benefits.rebuild_totals()')
  expect(await totalsApart(app)).toBe(0)
  for (let round = 180; round < 200; round++) await compare(round)
}, 60_000)
