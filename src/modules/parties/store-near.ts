import type { Transaction } from '../../platform/db/transaction.ts'

/**
 * The people of whom the facts of these parties say something too: those who work or worked there, their
 * relatives, and those who live or lived in one household with them.
 */
export async function loadNear(tx: Transaction, partyIds: readonly string[]): Promise<string[]> {
  if (partyIds.length === 0) return []
  const rows = await tx.sql<{ person_id: string }>(
    `select person_id from parties.employment where customer_id = any($1::text[])
union select other_id from parties.relation where person_id = any($1::text[])
union select person_id from parties.relation where other_id = any($1::text[])
union select other.person_id
from parties.household_member as own
join parties.household_member as other on other.household_id = own.household_id
where own.person_id = any($1::text[])`,
    [partyIds],
    'parties_near',
  )
  return rows.map((row) => row.person_id)
}
