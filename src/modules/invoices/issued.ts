import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { plainTaxNumber, sameName } from './names.ts'
import { isDayFar, isDiscountInRemarks, trustObjections, type StandingInvoice } from './objections.ts'
import { findByNumber, loadBuyers } from './store.ts'

/** A party by all that an invoice may call it. */
type Named = { readonly names: readonly string[]; readonly taxNumbers: readonly string[] }

/** On what an invoice of ours is judged on which a benefit stands (CN-VAT-03, CN-VAT-06). */
export type Issued = {
  readonly entityId: string
  /** The number that somebody named. */
  readonly number: string
  /** The name of our entity, where what stands on its invoices was never stated. */
  readonly entityName: string
  /** Whoever benefits, by each name and tax number that is on record. */
  readonly customer: Named
  readonly form: string
  /** The day of the giving. */
  readonly day: LocalDate
}

/** What nobody can read off the record of an invoice that is named for a benefit. */
export type IssuedDoubt = 'unknown' | 'other_buyer' | 'unchecked' | 'day_far'

/** An invoice as it stands for a benefit: why it cannot carry it, and what is doubtful about it. */
export type IssuedStanding = {
  readonly stops: Refusal | undefined
  readonly doubts: readonly IssuedDoubt[]
}

/** Looks the named invoice up among those on record, and judges it as one that we issued. */
export async function issuedStanding(tx: Transaction, issued: Issued): Promise<IssuedStanding> {
  const found = await findByNumber(tx, issued.entityId, issued.number)
  if (found.length === 0) return { stops: undefined, doubts: ['unknown'] }
  const title = (await loadBuyers(tx, [issued.entityId])).get(issued.entityId)
  const entity = title?.title ?? issued.entityName
  const seller = { names: [entity], taxNumbers: title ? [title.tax_number] : [] }
  // Older invoices of two sellers may have one number: ours counts, where one of them is.
  const own = found.find(({ invoice }) => isParty(invoice.seller_name, invoice.seller_tax, seller))
  if (own) return judgeIssued(own, issued)
  const { number } = issued
  return { stops: refuse('invoices.not_issued_by_us', { number, entity }), doubts: [] }
}

/** What speaks against an invoice that our entity issued as the one on which a benefit stands. Pure. */
export function judgeIssued(standing: StandingInvoice, { customer, form, day }: Issued): IssuedStanding {
  const { invoice } = standing
  const stops =
    trustObjections(standing).flatMap((objection) => (objection.stops ? asOurs(objection.refusal) : []))[0] ??
    (isDiscountInRemarks(invoice, form)
      ? refuse('invoices.discount_in_remarks', { number: invoice.number })
      : undefined)
  const isKnown = invoice.buyer_name !== null || invoice.buyer_tax !== null
  return {
    stops,
    doubts: [
      ...(isKnown && !isParty(invoice.buyer_name, invoice.buyer_tax, customer)
        ? ['other_buyer' as const]
        : []),
      ...(invoice.check_state === 'unchecked' ? ['unchecked' as const] : []),
      ...(isDayFar(invoice, day) ? ['day_far' as const] : []),
    ],
  }
}

/** The same against an invoice of our own: nobody asks the seller for another one. */
function asOurs(refusal: Refusal): Refusal[] {
  switch (refusal.code) {
    // A red letter lowers what the customer owes: it is how a rebate may be given.
    case 'invoices.is_red_letter':
      return []
    case 'invoices.check_negative':
      return [{ ...refusal, code: 'invoices.issued_check_negative' }]
    case 'invoices.is_reversed':
      return [{ ...refusal, code: 'invoices.issued_reversed' }]
    default:
      return [refusal]
  }
}

/** Whether an invoice names this party: by its tax number, or else by one of its names. */
function isParty(name: string | null, tax: string | null, { names, taxNumbers }: Named): boolean {
  if (tax !== null && taxNumbers.length > 0)
    return taxNumbers.some((each) => plainTaxNumber(each) === plainTaxNumber(tax))
  return name !== null && names.some((each) => sameName(each, name))
}
