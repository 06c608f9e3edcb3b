import type { MoneyJson } from '../../../src/kernel/money.ts'
import type { Answer } from '../../shell/api.ts'
import type { ToPrepare } from './prepare-dialog.tsx'
import type { Choosable } from './selection.ts'

/** A benefit that may be ordered to a company account, as the server weighed it. */
export type PayableBenefit = Answer<'payables'>['items'][number]

/** One benefit of an accepted claim that may be ordered to a vendor or a colleague. */
export type PayableClaim = Answer<'payableClaims'>['items'][number]

/** What may be ordered, whatever it rests on. */
export type Payable = PayableBenefit | PayableClaim

/** What an order names: a benefit alone, or that of one claim. */
type Named = { readonly requestId: string; readonly claimId?: string | undefined }

/** Under what one of them is known: two claims may be for one benefit. */
export function payableKey({ requestId, claimId }: Named): string {
  return claimId === undefined ? requestId : `${requestId} ${claimId}`
}

/** What it rests on beside its benefit: the claim, or the exception by which a person is paid. */
function groundsOf(item: Payable): { readonly claimId?: string; readonly exceptionId?: string } {
  if ('claimId' in item) return { claimId: item.claimId }
  return item.exceptionId === undefined ? {} : { exceptionId: item.exceptionId }
}

/** By which numbers its reader knows it: that of the benefit, and before it that of the claim. */
export function payableNumber(item: Payable, unnumbered: string): string {
  const { requestNumber = unnumbered } = item
  return 'claimId' in item ? `${item.claimNumber} ${requestNumber}` : requestNumber
}

/** It as something to be chosen, with what it has in common with others. */
export function choosablePayable(item: Payable): Choosable & { readonly amount: MoneyJson } {
  const { payee, way, wayWord, entityId, entity, left, alone } = item
  return {
    id: payableKey(item),
    payee,
    way: { id: way, name: wayWord },
    entity: { id: entityId, name: entity },
    currency: left.currency,
    amount: left,
    isAlone: alone !== undefined,
  }
}

/** The order that its dialog makes. */
export function orderFor(item: Payable, unnumbered: string): ToPrepare {
  const { requestId, title, left } = item
  const number = payableNumber(item, unnumbered)
  return { requestId, number, title, currency: left.currency, payable: item, ...groundsOf(item) }
}

/** All that is left of it, as it was shown: an order for more is never made of what changed since. */
export function setItemFor(item: Payable) {
  const { requestId, left, title } = item
  return { requestId, minor: left.minor, purpose: title.slice(0, 140), ...groundsOf(item) }
}
