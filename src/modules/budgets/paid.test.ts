import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiCalls } from '../../../test/setup/api-calls.ts'
import { entityOf, personOf, setBudget } from '../../../test/setup/budget-calls.ts'
import { claimGround } from '../../../test/setup/claim-paths.ts'

// What is spent is paid or owed: a budget shows both parts, and they are all of it.

let ground: Awaited<ReturnType<typeof claimGround>>

beforeAll(async () => {
  ground = await claimGround()
}, 180_000)

afterAll(async () => {
  ground.calls.close()
  await ground.company.close()
})

type Figures = Readonly<Record<'spent' | 'accrued' | 'paid', { readonly minor: string }>>

/** What is spent, owed and paid of a budget. */
async function figures(budgetId: string): Promise<bigint[]> {
  const { company } = ground
  const query = { entityId: entityOf(company), year: '2026' }
  const answer = await apiCalls(company.world).good(personOf(company, 'boss'), 'budgets.list', { query })
  const items = answer['items'] as readonly (Figures & { readonly budgetId: string })[]
  const found = items.find((each) => each.budgetId === budgetId)
  if (!found) throw new Error('no such budget')
  return [found.spent, found.accrued, found.paid].map(({ minor }) => BigInt(minor))
}

test('what is given is owed until it is paid, part by part, and comes to what is spent', async () => {
  const { calls, company, paths } = ground
  const budgetId = await setBudget(company, apiCalls(company.world), { planned: '9999999999' })
  const [spent = 0n, owed = 0n, paid = 0n] = await figures(budgetId)
  const requestId = await calls.givenLunch()
  expect(await figures(budgetId)).toEqual([spent + 9_000n, owed + 9_000n, paid])
  await paths.paid(requestId, await paths.claimed(requestId, '4000'))
  expect(await figures(budgetId)).toEqual([spent + 9_000n, owed + 5_000n, paid + 4_000n])
  await paths.paid(requestId, await paths.claimed(requestId, '5000'))
  expect(await figures(budgetId)).toEqual([spent + 9_000n, owed, paid + 9_000n])
})
