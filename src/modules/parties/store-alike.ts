import type { Transaction } from '../../platform/db/transaction.ts'
import type { CustomerRow } from './tables.ts'

/**
 * Other customers of the same kind, role and grade, the first by identifier; an identifier says nothing of
 * whoever has it, so that the first ones are as good as any.
 */
export async function findAlike(
  tx: Transaction,
  of: Pick<CustomerRow, 'id' | 'type' | 'role' | 'grade'>,
  limit: number,
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select id
from parties.customer
where type = $1
and role = $2
and coalesce(grade, '') = $3
and merged_into is null
and id <> $4
order by id
limit $5`,
    [of.type, of.role, of.grade ?? '', of.id, limit],
    'parties_alike',
  )
  return rows.map((row) => row.id)
}
