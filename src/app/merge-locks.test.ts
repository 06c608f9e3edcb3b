import { afterAll, beforeAll, expect, test } from 'vitest'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { waitsFor } from '../../test/setup/waits-for.ts'
import { lockSubjects } from '../modules/benefits/index.ts'
import { mergeLocked, newCustomer } from '../modules/parties/index.ts'
import { historyAndFamilies } from '../modules/requests/index.ts'
import { act } from '../platform/act/act.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'

const kept = { id: 'party_kept00000000', name: '太仓乙巳轴承有限公司' }
const gone = { id: 'party_gone00000000', name: '张家港丁未管件有限公司' }
const merged = { id: 'party_merged000000', name: '常熟丙午泵业有限公司', merged_into: kept.id }
let company: Company

beforeAll(async () => {
  company = await testCompany()
  await company.store([kept, gone, merged].map((firm) => newCustomer({ ...firm, created_at: testNow })))
})

afterAll(() => company.close())

test.each([
  ['survivor', kept.id],
  ['record that goes', gone.id],
])('a merge waits for what is being decided for the %s', async (_, held) => {
  const body = { keptId: kept.id, goneId: gone.id, reason: '同一主体' }
  const call = { key: `merge-${held}`, actor: company.actor('compliance'), body, at: company.world.now() }
  const merging = () => act(company.world.door, mergeLocked({ ...askDeps, lockSubjects }), [call])
  expect(await waitsFor(company, held, merging)).toBe(true)
})

test('whoever named a record that was merged meanwhile waits for what its survivor waits for', async () => {
  const none = { householdIds: [], orgIds: [], dealIds: [], eventIds: [] }
  const reading = () =>
    inTransaction(company.world.pool, [company.actor('sales')], async (tx) => {
      await lockSubjects(tx, [merged.id])
      await historyAndFamilies(tx, { ...none, recipientIds: [merged.id] }, [])
    })
  expect(await waitsFor(company, kept.id, reading)).toBe(true)
})
