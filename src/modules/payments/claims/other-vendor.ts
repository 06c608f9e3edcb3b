import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayPayment } from '../../../texts/payments.ts'
import type { Language } from '../../../texts/text.ts'
import type { PartUsed } from '../../invoices/index.ts'
import {
  approvedVendors,
  isSameVendor,
  loadVendors,
  vendorOf,
  type RequestRow,
} from '../../requests/index.ts'
import type { ClaimLineRow, ClaimRow } from '../tables.ts'

/** Claims with their lines and what those rest on. */
type Looked = {
  readonly claims: readonly ClaimRow[]
  readonly requests: readonly RequestRow[]
  /** The invoices of a line. */
  readonly partsOf: (lineId: string) => readonly PartUsed[]
}

/**
 * What finance is told of a line where somebody else is paid than its approval named, or where somebody else
 * issued the invoice of what was paid out of one's own pocket. It stops nothing: the reason for another
 * vendor stands with the record of the giving.
 */
export async function otherVendors(
  tx: Transaction,
  language: Language,
  { claims, requests, partsOf }: Looked,
): Promise<(line: ClaimLineRow) => string | undefined> {
  const approved = await approvedVendors(tx, requests)
  const paid = claims.filter(({ way }) => way === 'vendor')
  const payees = approved.size === 0 ? [] : paid.map(({ payee_id: partyId }) => ({ partyId }))
  const vendors = await loadVendors(tx, payees)
  const claimOf = new Map(claims.map((claim) => [claim.id, claim]))
  return (line) => {
    const planned = approved.get(line.request_id)
    const claim = claimOf.get(line.claim_id)
    if (!planned || !claim) return undefined
    const [name] = planned.names
    if (claim.way === 'vendor') {
      const payee = vendorOf(vendors, { partyId: claim.payee_id })
      const isOther = payee !== undefined && !isSameVendor(planned, payee)
      return isOther
        ? sayPayment(language, 'claim.other_vendor', { approved: name, actual: payee.names[0] })
        : undefined
    }
    // What a house is called says little of who issues its invoices; of one on record all names are known.
    if (planned.id === undefined) return undefined
    const sellers = partsOf(line.id).flatMap(({ seller_name: seller }) => seller ?? [])
    const other = sellers.find((seller) => !isSameVendor(planned, { names: [seller] }))
    return other === undefined
      ? undefined
      : sayPayment(language, 'claim.other_seller', { approved: name, actual: other })
  }
}
