import type { Transaction } from '../../platform/db/transaction.ts'

/** Those of these people for whose decision something waits, in whichever entity. */
export async function loadAsked(tx: Transaction, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ person_id: string }>(
    'select person_id from approvals.asked($1) as person_id',
    [[...personIds]],
    'approvals_asked',
  )
  return new Set(rows.map((row) => row.person_id))
}
