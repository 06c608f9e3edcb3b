import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadGivings } from '../store-giving.ts'
import { proposalOf } from '../stored-proposal.ts'
import type { RequestRow } from '../tables.ts'
import { approvedIn, vendorCompared } from './compared.ts'
import { loadVendors, vendorOf, type Vendor } from './vendors.ts'

/** The vendors that approvals name, by request: what was given from somebody else was still approved so. */
export async function approvedVendors(
  tx: Transaction,
  requests: readonly RequestRow[],
): Promise<ReadonlyMap<string, Vendor>> {
  const givings = await loadGivings(
    tx,
    requests.map(({ id }) => id),
  )
  const asked = requests.map((request) => ({ id: request.id, vendor: proposalOf(request).vendor }))
  const vendors = await loadVendors(
    tx,
    asked.flatMap(({ id, vendor }) => [vendor, vendorCompared(givings.get(id))]),
  )
  return new Map(
    asked.flatMap(({ id, vendor }) => {
      const giving = givings.get(id)
      const approved = giving ? approvedIn(giving, vendors).vendor : vendorOf(vendors, vendor)
      return approved ? [[id, approved] as const] : []
    }),
  )
}
