import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../../test/setup/api-calls.ts'
import { personOf } from '../../../../test/setup/budget-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { booksBehind } from '../../../app/booking.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { proveBooks } from '../index.ts'

let company: Company
let api: ApiCalls
let tax: ReturnType<typeof taxCalls>

const november = '2026-11'

beforeAll(async () => {
  company = await testCompany()
  api = apiCalls(company.world)
  tax = taxCalls(company)
  company.clock.set('2026-12-02T02:00:00.000Z')
}, 120_000)

afterAll(() => company.close())

const finance = () => personOf(company, 'finance')

async function book(month: string): Promise<unknown> {
  const body = { entityId: tax.entityId, month }
  const answered = await api.call(finance(), 'ledger.book_accruals', { body })
  return answered.kind === 'answer' ? answered.body : answered.kind
}

const listOf = (month: string) =>
  api.good(finance(), 'ledger.accruals', { query: { entityId: tax.entityId, month } })

/** What stands accrued at the end of November. */
async function accrued(): Promise<bigint> {
  const { totals } = (await listOf(november)) as { totals: { booked: { minor: string } }[] }
  return BigInt(totals[0]?.booked.minor ?? '0')
}

async function apart() {
  const proof = await readOnly(company.world.pool, [systemActor], (tx) =>
    proveBooks(tx, booksBehind, () => true),
  )
  return proof.apart
}

test('more than one call books are left to the next', async () => {
  const names = Array.from({ length: 501 }, (_, i) => `many${String(i).padStart(4, '0')}`)
  for (const name of names) await tax.given(name, 10_00n, [], { on: '2026-11-20', state: 'approved' })
  expect(await book(november)).toEqual({ month: november, changed: 500, left: 1 })
  expect(await listOf(november)).toMatchObject({ due: 1 })
  expect(await book(november)).toEqual({ month: november, changed: 1, left: 0 })
})

test('two calls at once book it once', async () => {
  await tax.given('twice', 70_00n, [], { on: '2026-11-21', state: 'approved' })
  const before = await accrued()
  const done = await Promise.all([book(november), book(november)])
  expect(done).toContainEqual({ month: november, changed: 1, left: 0 })
  expect(done.filter((each) => typeof each === 'object')).toHaveLength(1)
  expect(await accrued()).toBe(before + 70_00n)
  expect(await apart()).toEqual([])
})

test('the database holds one accrual a benefit and month, earned by its end', async () => {
  const insert = (month: string, happenedOn: string, minor: string) =>
    company.database
      .pool('owner', 1)
      .query(
        `begin; set local app.entities to '*';
insert into ledger.accrual (id, version, entity_id, month, benefit_id, form, currency, minor, happened_on,
  reversal_id, booked_by, booked_at)
select 'acr_more', 1, entity_id, '${month}', benefit_id, form, currency, ${minor}, '${happenedOn}',
  'acr_back', booked_by, booked_at
from ledger.accrual where month = '${november}' limit 1; rollback`,
      )
      .then(
        () => 'done',
        (error: unknown) => (error as { constraint?: string }).constraint,
      )
  expect(await insert('2026-12', '2026-12-31', '1')).toBe('done')
  expect(await insert('2026-12', '2027-01-01', '1')).toBe('accrual_is_earned_by_the_end_of_its_month')
  expect(await insert('2026-12', '2026-12-31', '-1')).toBe('accrual_is_not_negative')
  expect(await insert('2026-13', '2026-12-31', '1')).toBe('accrual_is_of_a_month')
  expect(await insert(november, '2026-11-20', '1')).toBe('one_accrual_a_month')
})

test('what is apart in one entity hides nothing of another', async () => {
  const owner = company.database.pool('owner', 1)
  const inAll = (sql: string) => owner.query(`begin; set local app.entities to '*'; ${sql}; commit`)
  const abroad = company.founded.entities['shanghai'] ?? ''
  // Their identifiers come before all that the product gives.
  const columns = 'version, month, form, currency, minor, happened_on, booked_by, booked_at'
  await inAll(`insert into ledger.accrual (id, entity_id, benefit_id, reversal_id, ${columns})
select '0_' || n, '${abroad}', benefit_id || n, '1_' || n, ${columns}
from (select * from ledger.accrual where month = '${november}' and minor > 0 limit 1) as one,
  generate_series(1, 150) as n`)
  await inAll(`update ledger.accrual set minor = minor + 1
where id = (select max(id) from ledger.accrual where entity_id = '${tax.entityId}' and minor > 0)`)
  const proof = await readOnly(company.world.pool, [systemActor], (tx) =>
    proveBooks(tx, booksBehind, (id) => id === tax.entityId),
  )
  expect(proof.apart.map(({ objectType, entityId }) => [objectType, entityId])).toEqual([
    ['accrual', tax.entityId],
    ['accrual', tax.entityId],
  ])
})
