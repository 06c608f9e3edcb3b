import { afterAll, beforeAll, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { newCustomer, newPerson } from './new-party.ts'
import { loadCustomers, loadPeople } from './store.ts'
import { loadSharedWork } from './store-work.ts'
import { customerTable, employmentTable, personTable } from './tables.ts'

const from = '2026-01-01'
let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

const reading = <Found>(read: Parameters<typeof readOnly<Found>>[2]) =>
  readOnly(company.world.pool, [company.actor('compliance')], read)

const workOf = (id: string, customerId: string) =>
  insertRow(employmentTable, {
    id: company.world.newId('membership'),
    person_id: id,
    customer_id: customerId,
    position: null,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: from,
    until_on: null,
  })

/** Merges records one into the next; the last stands for all of them. */
async function chain(kind: 'customer' | 'person', ids: readonly string[]): Promise<void> {
  const [customers, people] = await reading(async (tx) =>
    Promise.all([loadCustomers(tx, ids), loadPeople(tx, ids)]),
  )
  for (const [at, id] of ids.entries()) {
    const next = ids[at + 1]
    if (next === undefined) return
    const [customer, person] = [customers.get(id), people.get(id)]
    await company.store([
      kind === 'customer' && customer
        ? updateRow(customerTable, customer, { merged_into: next })
        : updateRow(personTable, person as NonNullable<typeof person>, { merged_into: next }),
    ])
  }
}

const person = (id: string) => newPerson({ id, name: id, at: company.world.now() })
const customer = (id: string) => newCustomer({ id, name: id, created_at: company.world.now() })

test('people of a record merged twice over work for the employers of both', async () => {
  const ids = ['party_first000000', 'party_between0000', 'party_last0000000']
  const [first = '', , last = ''] = ids
  await company.store([
    ...ids.flatMap(person),
    workOf(first, parties.dealer),
    workOf(last, parties.bureau),
  ])
  await chain('person', ids)
  for (const employer of [parties.dealer, parties.bureau]) {
    const shared = await reading((tx) => loadSharedWork(tx, [employer]))
    expect(shared.personIds).toEqual([first, last].sort())
    const employers = shared.employersOn((id) => ids.includes(id), '2026-11-25')
    expect([...employers].sort()).toEqual([parties.dealer, parties.bureau].sort())
  }
})

test('a customer merged twice over has the people of the first', async () => {
  const ids = ['party_firm0000001', 'party_firm0000002', 'party_firm0000003']
  const [first = '', , last = ''] = ids
  const both = 'party_forboth0000'
  await company.store([
    ...ids.map(customer),
    ...person(both),
    workOf(both, first),
    workOf(both, parties.dealer),
  ])
  await chain('customer', ids)
  expect((await reading((tx) => loadSharedWork(tx, [last]))).personIds).toEqual([both])
})
