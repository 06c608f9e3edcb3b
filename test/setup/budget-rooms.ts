import { besideBenefits } from '../../src/app/booking.ts'
import { findBudgets, proveBudgets, type BudgetApart } from '../../src/modules/budgets/index.ts'
import { loadRooms, type Room, type RoomDeps } from '../../src/modules/budgets/rooms.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Transaction } from '../../src/platform/db/transaction.ts'
import type { Company } from './company-on.ts'

async function reading<Found>(
  company: Company,
  query: (deps: RoomDeps, tx: Transaction, entityId: string) => Promise<Found>,
): Promise<Found> {
  const { requests, pool, now } = company.world
  return readOnly(pool, [systemActor], async (tx) => {
    const organisation = await requests.organisation(tx)
    const { converted } = await requests.policy(tx)
    const deps = { organisation, converted, today: now().slice(0, 10) }
    return query(deps, tx, company.founded.entities['suzhou'] ?? '')
  })
}

/** The budgets of a test company with their sums, as a submit finds them. */
export async function roomsIn(company: Company): Promise<Room[]> {
  return reading(company, async (deps, tx, entityId) =>
    loadRooms(deps, tx, (await findBudgets(tx, [entityId])).rows),
  )
}

/** Where these budgets differ from what the entries of the books say. */
export async function budgetsApart(company: Company): Promise<BudgetApart[]> {
  return reading(company, async (deps, tx, entityId) =>
    proveBudgets({ ...deps, beside: besideBenefits }, tx, (await findBudgets(tx, [entityId])).rows),
  )
}
