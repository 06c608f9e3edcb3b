import type { GivingWay } from '../../../contract/common.ts'
import { countsPeople, findKind, type Kind } from '../kinds.ts'

/** What proves a giving beside a file: that the guests are named, and the number of the invoice. */
export type Told = 'names' | 'invoiceNumber'

/** A proof that is asked for: any one of these, before it is given or before it is closed. */
export type Need = { readonly before: 'giving' | 'paying'; readonly any: readonly (string | Told)[] }

const receipt: Need = { before: 'paying', any: ['receipt', 'vendorInvoices', 'invoice'] }
const handedOver: Need = {
  before: 'paying',
  any: ['deliveryNote', 'recipientConfirmation', 'distributionList'],
}
const performed: Need = { before: 'paying', any: ['deliverables', 'proofOfService', 'recipientConfirmation'] }
const onInvoice: Need = { before: 'giving', any: ['invoiceNumber', 'invoice', 'redInvoice'] }
/** A discount stands on the same invoice or a red letter (CN-VAT-03, CN-VAT-06), looked up by its number. */
const numbered: Need = { before: 'paying', any: ['invoiceNumber'] }
const names: Need = { before: 'paying', any: ['names', 'attendeeList'] }

/**
 * What each way asks for. What is transferred rests on the agreement, which the policy asks for, and is
 * proved by the bank; a number on an invoice is the giving itself: a paper may stand for it, told as such,
 * until it is closed. Everything else comes until then.
 */
const ofWay: Readonly<Record<GivingWay, readonly Need[]>> = {
  company_account: [],
  on_invoice: [onInvoice, numbered],
  vendor: [receipt],
  reimbursement: [receipt],
  stock: [handedOver],
  service: [performed],
}

/** What a kind asks for otherwise than its way does. */
const ofKind: Readonly<Record<string, Partial<Record<GivingWay, readonly Need[]>>>> = {
  // A voucher is given with its code and comes off whichever invoice follows; points stand on an account.
  coupon: { on_invoice: [] },
  points_award: { service: [] },
}

/** The proofs that a giving needs. Several guests are named or sign, whatever the way. */
export function needsOf(
  way: GivingWay | undefined,
  kindId: string | undefined,
  count: number,
): readonly Need[] {
  if (way === undefined) return []
  const kind: Kind | undefined = findKind(kindId)
  const own = ofKind[kindId ?? '']?.[way] ?? ofWay[way]
  return countsPeople(kind) && count > 1 ? [...own, names] : own
}

/** Those that are not met by what is there, and due by now. */
export function unmetNeeds(
  needs: readonly Need[],
  present: ReadonlySet<string>,
  before: Need['before'],
): readonly Need[] {
  return needs.filter(
    (need) =>
      (before === 'paying' || need.before === 'giving') && !need.any.some((each) => present.has(each)),
  )
}

/** Whether the way of giving is proved by the number of an invoice on which it stands. */
export function isInvoiced(way: GivingWay | undefined, kindId: string | undefined): boolean {
  return needsOf(way, kindId, 1).some(({ any }) => any.includes('invoiceNumber'))
}
