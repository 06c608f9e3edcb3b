import type { Transaction } from '../../platform/db/transaction.ts'

/** Another claim, or a request without one, that has a paper of the same content as the claim `claim_id`. */
export type ReceiptAgain = {
  readonly claim_id: string
  readonly entity_id: string
  /** The other claim; null where the paper lies with a request alone. */
  readonly number: string | null
  readonly currency: string | null
  readonly minor: bigint | null
  readonly request_number: string | null
}

/** Where the papers of claims are found again in the whole group, by claim. */
export async function findReceiptsAgain(
  tx: Transaction,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ReceiptAgain[]>> {
  if (claimIds.length === 0) return new Map()
  const rows = await tx.sql<ReceiptAgain>(
    `select claim_id, entity_id, number, currency, minor, request_number
from payments.receipts_again($1::text[])
order by claim_id, number nulls last, request_number`,
    [claimIds],
    'payments_receipts_again',
  )
  const exact = rows.map((row) => ({
    ...row,
    currency: row.currency?.trim() ?? null,
    minor: row.minor === null ? null : BigInt(row.minor),
  }))
  return Map.groupBy(exact, (row) => row.claim_id)
}
