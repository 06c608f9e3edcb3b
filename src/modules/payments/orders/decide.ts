import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { clauseInForce } from '../../deals/index.ts'
import { pendingObjection, stopsPayment, type OpenCase } from '../../requests/index.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import { turnedBad } from '../claims/invoice-use.ts'
import type { ClaimRow } from '../tables.ts'
import { isLive, isPayableWay, owedBy, paysOut, wayOf, type PayableWay } from './domain.ts'
import type { Paying } from './load.ts'
import { customerPayee, employeePayee, personalPayee, vendorPayee, type Payee } from './payee.ts'

/** On what an order rests: a benefit that may be paid, and the claim or exception that is named for it. */
export type Basis = {
  readonly found: OpenCase
  readonly benefit: BenefitRow
  readonly way: PayableWay
  readonly claim: ClaimRow | undefined
  /** How much of it no live order holds yet, in the currency of the benefit. */
  readonly left: bigint
  /** In which currency it is paid, and how much of that no live order holds yet. */
  readonly pays: { readonly currency: string; readonly left: bigint; readonly isOther: boolean }
}

/** What a payment order is to rest on. */
export type Named = {
  readonly requestId: string
  readonly claimId?: string | undefined
  readonly exceptionId?: string | undefined
}

/**
 * The basis of an order as it stands now: approved for a company account, given and claimed otherwise, not
 * about to be reversed, and no worse by the rules and sums of today than when it was approved.
 */
export function basisOf(paying: Paying, named: Named): Basis | Refusal {
  const found = paying.cases.get(named.requestId)
  const benefit = found?.benefit
  if (!found || !benefit) return refuse('platform.not_found')
  const way = wayOf(benefit)
  if (benefit.direction !== 'given' || !isPayableWay(way)) return refuse('payments.nothing_to_pay_out')
  const isOpen = benefit.state === 'given' || (benefit.state === 'approved' && way === 'company_account')
  if (!isOpen || found.request.state !== benefit.state) {
    return refuse(way === 'company_account' ? 'payments.not_approved' : 'payments.not_given')
  }
  const stopped = pendingObjection(found) ?? stopsPayment(found)
  if (stopped) return stopped
  const claim = claimOf(paying, benefit, way, named.claimId)
  if (isRefusal(claim)) return claim
  const bad = claim && proofObjection(paying, benefit, claim)
  if (bad) return bad
  return { found, benefit, way, claim, ...leftFor(paying, benefit, way, claim) }
}

/** What of a benefit no live order holds yet, and what is paid of that, whatever holds it back. */
export function leftFor(
  paying: Pick<Paying, 'payables' | 'orders' | 'lines'>,
  benefit: BenefitRow,
  way: PayableWay,
  claim: ClaimRow | undefined,
): Pick<Basis, 'left' | 'pays'> {
  const left = leftOf(paying, benefit, way, claim)
  return { left, pays: paysOf(paying, benefit, claim, left) }
}

/** The accepted claim on which a vendor or an employee is paid; none for a company account. */
function claimOf(
  paying: Paying,
  benefit: BenefitRow,
  way: PayableWay,
  claimId: string | undefined,
): ClaimRow | undefined | Refusal {
  if (way === 'company_account') {
    return claimId === undefined ? undefined : refuse('payments.no_claim_here', {}, '/body/claimId')
  }
  const claim = paying.claims.get(claimId ?? '')
  const isOfBenefit = paying.lines.some(
    (line) => line.claim_id === claim?.id && line.benefit_id === benefit.id,
  )
  if (!claim || !isOfBenefit || claim.way !== way) return refuse('payments.needs_claim', {}, '/body/claimId')
  return claim.state === 'accepted' ? claim : refuse('payments.claim_not_accepted', {}, '/body/claimId')
}

/** What stands by now against an invoice that shows what is to be paid. */
function proofObjection(
  { lines, customers, proofs }: Paying,
  benefit: BenefitRow,
  claim: ClaimRow,
): Refusal | undefined {
  return turnedBad(proofs, {
    lines: lines.filter((line) => line.claim_id === claim.id && line.benefit_id === benefit.id),
    benefits: new Map([[benefit.id, benefit]]),
    vendor: customers.get(claim.payee_id),
  })
}

function leftOf(
  { payables, orders, lines }: Pick<Paying, 'payables' | 'orders' | 'lines'>,
  benefit: BenefitRow,
  way: PayableWay,
  claim: ClaimRow | undefined,
): bigint {
  const counted = payables.get(benefit.id)
  const payable = way === 'company_account' ? benefit.value_minor : (counted?.payable_minor ?? 0n)
  const whole = payable - (counted?.ordered_minor ?? 0n)
  if (!claim) return whole
  const ordered = liveOf({ orders }, benefit, claim).reduce((sum, order) => sum + owedBy(order), 0n)
  const ofClaim = (lineOf({ lines }, benefit, claim)?.minor ?? 0n) - ordered
  return ofClaim < whole ? ofClaim : whole
}

function lineOf({ lines }: Pick<Paying, 'lines'>, benefit: BenefitRow, claim: ClaimRow | undefined) {
  return lines.find((line) => line.claim_id === claim?.id && line.benefit_id === benefit.id)
}

function liveOf({ orders }: Pick<Paying, 'orders'>, benefit: BenefitRow, claim: ClaimRow) {
  return [...orders.values()].filter(
    (order) => order.claim_id === claim.id && order.benefit_id === benefit.id && isLive(order.state),
  )
}

/** What is paid is in the currency that the claim says; that of the benefit where it says none. */
function paysOf(
  paying: Pick<Paying, 'orders' | 'lines'>,
  benefit: BenefitRow,
  claim: ClaimRow | undefined,
  left: bigint,
): Basis['pays'] {
  const line = lineOf(paying, benefit, claim)
  const own = { currency: benefit.value_currency.trim(), left, isOther: false }
  if (!claim || line?.pay_currency == null || line.pay_minor === null) return own
  const ordered = liveOf(paying, benefit, claim).reduce((sum, order) => sum + paysOut(order), 0n)
  // What the benefit does not hold any more is not paid in another currency either.
  return { currency: line.pay_currency, left: left > 0n ? line.pay_minor - ordered : 0n, isOther: true }
}

/** The payee that the way of a benefit provides for, on their current account; or why nobody is paid. */
export function payeeOf(paying: Paying, basis: Basis, exceptionId: string | undefined): Payee | Refusal {
  const { found, benefit, way, claim } = basis
  const { today } = found.situation
  const cooling = { today, days: found.shared.policy.payments(today).coolingDays }
  if (exceptionId !== undefined) {
    const known = { all: paying.exceptionsTo, survivorOf: paying.survivorOf, cooling }
    return personalPayee(paying.exceptions.get(exceptionId), benefit.id, known)
  }
  const customerId = benefit.customer_id === null ? undefined : paying.survivorOf(benefit.customer_id)
  if (way === 'reimbursement' && claim) {
    return employeePayee(claim, paying.staffAccounts.get(claim.payee_id) ?? [], cooling)
  }
  const partyId = way === 'vendor' ? paying.survivorOf(claim?.payee_id ?? '') : (customerId ?? '')
  const party = paying.customers.get(partyId)
  if (!party) return refuse('payments.no_payee')
  const accounts = { own: paying.accounts.get(partyId) ?? [], joined: paying.joinedTo(partyId) }
  return way === 'vendor'
    ? vendorPayee(party, accounts, cooling, customerId)
    : customerPayee(party, accounts, cooling)
}

/** The clause that gives the customer the right to this form on the day of the benefit, or its absence. */
export function clauseOf(paying: Paying, { benefit }: Basis, payee: Payee): string | undefined | Refusal {
  if (payee.kind !== 'customer') return undefined
  const found = clauseInForce(paying.deals, {
    customerId: payee.id,
    form: benefit.form,
    day: benefit.happened_on,
    entityId: benefit.entity_id ?? '',
  })
  return found ? found.clause.id : refuse('payments.no_agreement')
}
