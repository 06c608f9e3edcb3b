import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { policyCalls, type PolicyCalls } from '../../../test/setup/policy-calls.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { proposalTable } from './tables.ts'

let company: Company
let policy: PolicyCalls

beforeAll(async () => {
  company = await testCompany()
  policy = policyCalls(company)
})

afterAll(() => company.close())

/** A declined proposal to end a pack; two at a time were filed at the same moment. */
function declined(i: number) {
  return insertRow(proposalTable, {
    id: `prop_listed000${i}`,
    kind: 'end',
    pack_id: 'org',
    pack_version: '1.0.0',
    sha256: '0'.repeat(64),
    content: null,
    day: '2026-12-31',
    reason: 'tried',
    state: 'declined',
    filed_by: 'per_first00000',
    filed_at: `2026-11-0${Math.ceil(i / 2)}T01:00:00.000Z`,
    first_by: 'per_first00000',
    answered_by: 'per_second0000',
    answered_at: '2026-11-20T01:00:00.000Z',
  })
}

test('the list of proposals goes on by a cursor until each was shown once', async () => {
  await company.store([1, 2, 3, 4, 5, 6, 7].map(declined))
  const shown: string[] = []
  let cursor: unknown
  do {
    const query = { state: 'declined', limit: '3', ...(cursor === undefined ? {} : { cursor }) }
    const page = await policy.good(company.actor('compliance'), 'policy.proposals', { query })
    shown.push(...(page['items'] as { proposalId: string }[]).map(({ proposalId }) => proposalId))
    cursor = page['next']
    expect(shown.length).toBeLessThan(8)
  } while (cursor !== undefined)
  expect(shown).toEqual([7, 6, 5, 4, 3, 2, 1].map((i) => `prop_listed000${i}`))
})
