import type { Transaction } from '../../platform/db/transaction.ts'

/** How much of a benefit an accepted claim pays to a vendor. */
export type VendorShare = { readonly benefitId: string; readonly vendorId: string; readonly minor: bigint }

/** What accepted claims pay vendors for some benefits, in the order in which they were filed. */
export async function vendorShares(tx: Transaction, benefitIds: readonly string[]): Promise<VendorShare[]> {
  const rows = await tx.sql<VendorShare>(
    `select line.benefit_id as "benefitId", claim.payee_id as "vendorId", line.minor
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.benefit_id = any($1::text[])
and claim.way = 'vendor'
and claim.state = 'accepted'
order by claim.filed_at, claim.id, line.id`,
    [benefitIds],
    'payments_vendor_shares',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/** Who filed the claims of some lines, and whom of our own they pay, by line. */
export async function claimantsOf(
  tx: Transaction,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.sql<{ id: string; claimant_id: string; payee_id: string }>(
    `select line.id, claim.claimant_id, claim.payee_id
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.id = any($1::text[])
order by line.id`,
    [lineIds],
    'payments_claimants_of_lines',
  )
  return new Map(rows.map((row) => [row.id, [row.claimant_id, row.payee_id]]))
}

/** A document or a line of a claim that pays a vendor, or by which a part of that came back. */
export type PaidVendor = {
  readonly benefitId: string
  readonly documentId: string
  readonly vendorId: string
}

/**
 * The vendors of the payments for some benefits, of what came back of them, and of lines of claims, which may
 * count no more.
 */
export function vendorsOfDocuments(tx: Transaction, benefitIds: readonly string[]): Promise<PaidVendor[]> {
  return tx.sql<PaidVendor>(
    `select o.benefit_id as "benefitId", o.id as "documentId", o.payee_id as "vendorId"
from payments.order as o
where o.benefit_id = any($1::text[])
and o.payee_kind = 'vendor'
union all
select r.benefit_id, r.id, o.payee_id
from payments.refund as r
join payments.order as o on o.id = r.order_id
where r.benefit_id = any($1::text[])
and o.payee_kind = 'vendor'
union all
select line.benefit_id, line.id, claim.payee_id
from payments.claim_line as line
join payments.claim as claim on claim.id = line.claim_id
where line.benefit_id = any($1::text[])
and claim.way = 'vendor'
order by 1, 2`,
    [benefitIds],
    'payments_vendors_of_documents',
  )
}
