import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { householdsOf, type Households } from './households.ts'
import { withMerged } from './store-families.ts'
import type { HouseholdMemberRow } from './tables.ts'

const rowsBy = rowsFor<{ 'parties.household_member': HouseholdMemberRow }>()

/**
 * Loads households with all who ever lived there. Somebody who was merged may live in a further one by the
 * other record; that one is loaded too, with its people, until there is none.
 */
export async function loadHouseholds(tx: Transaction, householdIds: readonly string[]): Promise<Households> {
  const ids = new Set(householdIds)
  for (;;) {
    const rows = await rowsBy(tx, 'parties.household_member', {
      column: 'household_id',
      values: [...ids].sort(),
      order: 'from_on',
    })
    const people = [...new Set(rows.map((row) => row.person_id))]
    const { members, survivorOf } = await withMerged(tx, people)
    const hidden = members.length > people.length || people.some((id) => survivorOf(id) !== id)
    const more = hidden
      ? await rowsBy(tx, 'parties.household_member', {
          column: 'person_id',
          values: members,
          order: 'from_on',
        })
      : []
    const further = more.filter((row) => !ids.has(row.household_id))
    if (further.length === 0) return householdsOf({ rows, memberIds: members, survivorOf })
    for (const row of further) ids.add(row.household_id)
  }
}
