import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { classed } from '../../test/setup/guest.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { householdMemberTable, newCustomer, newPerson, relationTable } from '../modules/parties/index.ts'
import { insertRow } from '../platform/act/rows.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const who = (key: string) => company.actor(key).personId
let made = 0

const span = { from_on: '2020-01-01', until_on: null }

/** Somebody of a customer of their own, so that no test meets the people of another. */
async function somebody(): Promise<string> {
  const run = String(++made).padStart(4, '0')
  const [id, firm] = [`party_near${run}`, `party_firm${run}`]
  const work = { decides_on_us: true, management_duty: false, nominated_by: null, position: '采购' }
  const employment = { ...work, ...span, id: `mem_near${run}`, customer_id: firm }
  await company.store([
    newCustomer({
      id: firm,
      name: `近邻${run}机械有限公司`,
      type: 'company',
      ownership: 'private',
      created_at: testNow,
    }),
    ...newPerson({ id, name: `近邻${run}`, at: testNow, employment }),
    classed(id, 'private_staff'),
  ])
  return id
}

/** Two people, the second a relative of the first. */
async function relatives(): Promise<{ person: string; relative: string }> {
  const [person, relative] = [await somebody(), await somebody()]
  const row = { id: `rel_kin${made}`, person_id: person, other_id: relative, relation: 'spouse', ...span }
  await company.store([insertRow(relationTable, row)])
  return { person, relative }
}

const filing = (key: string, personId: string) =>
  calls.codeOf(key, 'requests.submit', {
    body: {
      proposal: {
        kindId: 'logo_item',
        customer: { partyId: personId.replace('near', 'firm') },
        recipient: { to: 'person', partyId: personId },
        amount: { currency: 'CNY', minor: '100' },
        happensOn: company.world.now().slice(0, 10),
        reasonChip: 'fair',
        reason: '展会宣传品',
        facts: ordinary('logo_item'),
      },
    },
  })

function classified(partyId: string): Promise<string> {
  const evidence = { kind: 'employer_letter', reference: '在职证明' }
  const body = { class: 'private_staff', source: 'document', evidence, fromOn: '2026-11-25' }
  return api.codeOf(who('compliance'), 'parties.classify', { params: { partyId }, body })
}

test.each(['person', 'relative'] as const)(
  'whoever classified the %s files nothing for the other',
  async (of) => {
    const pair = await relatives()
    expect(await classified(pair[of])).toBe('done')
    const other = of === 'person' ? pair.relative : pair.person
    expect(await filing('compliance', other)).toBe('requests.own_loosening')
    expect(await filing('sales', other)).toBe('done')
  },
)

test('whoever asked for somebody classifies none of their relatives', async () => {
  const { person, relative } = await relatives()
  expect(await filing('compliance', person)).toBe('done')
  expect(await classified(relative)).toBe('parties.of_own_request')
})

test('whoever asked for somebody ends no tie of a colleague to their relative', async () => {
  const { person, relative } = await relatives()
  const tie = { tie: 'sibling', staffId: who('sales3'), reason: '户口簿', fromOn: '2020-01-01' }
  const given = { params: { partyId: relative }, body: tie }
  const { tieId } = await api.good(who('compliance'), 'parties.tie_staff', given)
  expect(await filing('compliance', person)).toBe('done')
  const ending = { params: { tieId }, body: { lastDay: '2026-11-20', reason: '更正：同名' } }
  expect(await api.codeOf(who('compliance'), 'parties.end_staff_tie', ending)).toBe('parties.of_own_request')
})

test('who takes somebody out of a household files nothing for whoever moved in later', async () => {
  const [first, later] = [await somebody(), await somebody()]
  const since = { [first]: '2020-01-01', [later]: '2026-01-01' }
  await company.store(
    Object.entries(since).map(([person_id, from_on]) =>
      insertRow(householdMemberTable, {
        id: `mem_later${person_id.slice(-6)}`,
        household_id: 'hh_later000000',
        person_id,
        from_on,
        until_on: null,
      }),
    ),
  )
  const leaving = { params: { partyId: first }, body: { lastDay: '2025-06-01', reason: '已分户' } }
  expect(await api.codeOf(who('compliance'), 'parties.leave_household', leaving)).toBe('done')
  expect(await filing('compliance', later)).toBe('requests.own_loosening')
  expect(await filing('sales', later)).toBe('done')
})
