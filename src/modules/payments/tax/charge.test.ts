import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { booksBehind } from '../../../app/booking.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { proveBooks } from '../../ledger/index.ts'
import { countUncharged } from './charge.ts'

let company: Company
let tax: ReturnType<typeof taxCalls>

beforeAll(async () => {
  company = await testCompany()
  tax = taxCalls(company)
  await tax.given('gifts', 1_000_00n, ['withhold', 'deemed_sale'], { form: 'gift', on: '2026-10-20' })
  await tax.given('later', 500_00n, ['withhold'], { on: '2026-11-20' })
  await tax.given('history', 300_00n, ['deemed_sale'], { on: '2026-10-01', source: 'import_csv' })
  await tax.given('dinner', 800_00n, ['entertainment_limit'], { on: '2026-10-02' })
})

afterAll(() => company.close())

const state = async (more: object) => {
  const answered = await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating(more) })
  expect(answered.kind).toBe('answer')
}
const charge = async (month: string, who = tax.finance()) => {
  const body = { entityId: tax.entityId, month }
  const answered = await tax.call(who, 'payments.charge_tax', { body })
  if (answered.kind === 'refused') return answered.refusal.code
  return answered.kind === 'answer' ? answered.body : answered.kind
}
const schedule = async () => {
  const query = { entityId: tax.entityId }
  const answered = await tax.call(tax.finance(), 'payments.tax_schedule', { query })
  if (answered.kind !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.body as { readonly charge: object }
}

/** What the books of the entity hold of one benefit, by account. */
async function heldOf(name: string): Promise<Record<string, string>> {
  return readOnly(company.world.pool, [systemActor], async (tx) => {
    const rows = await tx.sql<{ account: string; minor: string }>(
      `select l.account, sum(l.minor)::text as minor
from ledger.line l
join ledger.entry e on e.id = l.entry_id
where e.object_id = $1
group by l.account
having sum(l.minor) <> 0`,
      [`ben_${name}000000000000`],
    )
    return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]))
  })
}

async function apart(): Promise<readonly { readonly objectId: string }[]> {
  const proof = await readOnly(company.world.pool, [systemActor], (tx) =>
    proveBooks(tx, booksBehind, () => true),
  )
  return proof.apart
}

const uncharged = (until: string) =>
  readOnly(company.world.pool, [systemActor], (tx) =>
    countUncharged(company.world.requests, tx, { entityId: tax.entityId, until }),
  )

describe('taxes in the books', () => {
  test('wait until the rates of the year are stated, and for a month that has begun', async () => {
    expect(await charge('2026-10')).toBe('payments.tax_year_not_stated')
    expect(await schedule()).toMatchObject({
      charge: { month: '2026-11', due: 3, booked: [], can: { can: false } },
    })
    await state({ bearing: 'recipient' })
    expect(await charge('2026-12')).toBe('payments.tax_month_not_begun')
    expect(await charge('2026-10', company.actor('sales'))).toBe('access.role_needed')
    expect(await heldOf('gifts')).toEqual({ expense: '100000', payable: '-100000' })
  })

  test('stand up to a month, on the day of their benefit; what was imported is in no books', async () => {
    expect(await uncharged('2026-10-31')).toBe(2)
    expect(await charge('2026-10')).toEqual({ month: '2026-10', changed: 2, left: 0 })
    expect(await uncharged('2026-10-31')).toBe(0)
    // 20 % of 1,000 that the recipient bears; 13 % output tax on 1,000 / 1.13, which is our expense.
    expect(await heldOf('gifts')).toEqual({
      expense: '111504',
      payable: '-100000',
      tax_advanced: '20000',
      tax_withheld: '-20000',
      output_tax: '-11504',
    })
    expect(await heldOf('later')).toEqual({ expense: '50000', payable: '-50000' })
    expect(await heldOf('history')).toEqual({})
    expect(await heldOf('dinner')).toEqual({ expense: '80000', payable: '-80000' })
    const days = await readOnly(company.world.pool, [systemActor], (tx) =>
      tx.sql<{ on: string }>(
        `select distinct booked_on::text as on from ledger.entry where document_type = 'tax_charge'`,
      ),
    )
    expect(days).toEqual([{ on: '2026-10-20' }])
    expect(await apart()).toEqual([])
  })

  test('are booked once: what stands already is nothing to book', async () => {
    expect(await charge('2026-10')).toBe('payments.tax_nothing_to_charge')
    expect(await schedule()).toMatchObject({
      charge: {
        due: 1,
        booked: [
          { account: 'tax_withheld', name: 'Income tax withheld', amount: { minor: '20000' } },
          { account: 'output_tax', amount: { minor: '11504' } },
        ],
        can: { can: true },
      },
    })
  })

  test('follow a change of who bears them by a difference, and a reversal to nothing', async () => {
    await state({ bearing: 'giver', version: 1 })
    expect(await charge('2026-11')).toEqual({ month: '2026-11', changed: 2, left: 0 })
    // 1,000 / (1 - 20 %) = 1,250 of income, 250 of tax, all of it our own.
    expect(await heldOf('gifts')).toMatchObject({ expense: '136504', tax_withheld: '-25000' })
    expect(await heldOf('gifts')).not.toHaveProperty('tax_advanced')
    await company.database.pool('owner', 1).query(
      `begin; set local app.entities to '*';
update benefits.benefit set state = 'reversed' where id like 'ben_gifts%'; commit`,
    )
    expect(await charge('2026-11')).toEqual({ month: '2026-11', changed: 2, left: 0 })
    expect(await heldOf('gifts')).toEqual({ expense: '100000', payable: '-100000' })
    expect(await charge('2026-11')).toBe('payments.tax_nothing_to_charge')
  })

  test('are held by the database to one a benefit and kind, within their base', async () => {
    const row = (id: string, values: string) => `begin; set local app.entities to '*';
insert into payments.tax_charge (id, version, entity_id, benefit_id, form, currency, charged_by, charged_at,
  happened_on, year, kind, bearing, base_minor, minor)
select '${id}', 1, entity_id, id, form, 'CNY', requester_id, now(), happened_on, 2026, ${values}
from benefits.benefit where number = 'BR-T-dinner'; rollback`
    const asOwner = (sql: string) =>
      company.database
        .pool('owner', 1)
        .query(sql)
        .then(
          () => 'done',
          (error: unknown) => (error as { constraint?: string }).constraint,
        )
    expect(await asOwner(row('tax_a', `'output_tax', null, 100, 13`))).toBe('done')
    expect(await asOwner(row('tax_a', `'output_tax', 'giver', 100, 13`))).toBe('withheld_says_who_bears_it')
    expect(await asOwner(row('tax_a', `'withheld', null, 100, 13`))).toBe('withheld_says_who_bears_it')
    expect(await asOwner(row('tax_a', `'output_tax', null, 10, 13`))).toBe('tax_is_less_than_its_base')
    expect(await asOwner(row('tax_a', `'stamp_duty', null, 100, 13`))).toBe('tax_kind_is_known')
  })
})

describe('taxes of another year', () => {
  const move = (name: string, set: string) =>
    company.database.pool('owner', 1).query(`begin; set local app.entities to '*';
update benefits.benefit set ${set} where id = 'ben_${name}000000000000'; commit`)

  test('a benefit whose day moves into the next year is taxed there, and not in the old one', async () => {
    await tax.given('mugs', 100_00n, ['withhold'], { on: '2025-12-31' })
    const of2025 = { year: 2025, body: tax.stating({ revenueUpTo: '2025-12-31' }) }
    expect((await tax.call(tax.finance(), 'payments.set_tax_year', of2025)).kind).toBe('answer')
    expect(await charge('2025-12')).toMatchObject({ changed: 1 })
    expect(await heldOf('mugs')).toMatchObject({ tax_withheld: '-2500' })
    await move('mugs', `happened_on = '2026-01-02'`)
    // The month of the new year says so, also of the old one.
    expect(await uncharged('2026-01-31')).toBe(2)
    expect(await charge('2026-01')).toMatchObject({ changed: 1 })
    expect(await charge('2025-12')).toMatchObject({ changed: 1 })
    expect(await heldOf('mugs')).toMatchObject({ tax_withheld: '-2500' })
    expect(await uncharged('2026-01-31')).toBe(0)
    expect((await apart()).filter(({ objectId }) => objectId.startsWith('ben_mugs'))).toEqual([])
  })

  test('of months before any rate none is known, and nothing fails', async () => {
    expect(await uncharged('2008-01-31')).toBe(0)
    expect(await uncharged('2007-12-31')).toBe(0)
    await expect(charge('2007-12')).rejects.toThrow(/month/)
  })

  test('a card is a deemed sale of the income tax alone: it has no output tax', async () => {
    await tax.given('card', 1_000_00n, ['CIT:deemed_sale'], { form: 'gift_card', on: '2026-11-03' })
    expect(await charge('2026-11')).toBe('payments.tax_nothing_to_charge')
    expect(await heldOf('card')).not.toHaveProperty('output_tax')
  })
})

test('more taxes than one call books are left to the next', async () => {
  const many = Array.from({ length: 501 }, (_, i) => `many${String(i).padStart(4, '0')}`)
  for (const name of many) await tax.given(name, 10_00n, ['deemed_sale'], { to: [parties.dealer] })
  expect(await charge('2026-11')).toEqual({ month: '2026-11', changed: 500, left: 1 })
  expect(await charge('2026-11')).toEqual({ month: '2026-11', changed: 1, left: 0 })
})
