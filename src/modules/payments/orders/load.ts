import { addDays, type Instant } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadDuties, type DutyRow } from '../../access/index.ts'
import { loadDeals, type DealRows } from '../../deals/index.ts'
import {
  loadAccounts,
  loadCustomers,
  withMerged,
  type AccountRow,
  type CustomerRow,
  type Families,
} from '../../parties/index.ts'
import { loadCases, type OpenCase } from '../../requests/index.ts'
import { executeWithinDays } from '../bank/payment-days.ts'
import { loadForStored, type ForLines } from '../claims/invoice-use.ts'
import type { PaymentDeps } from '../deps.ts'
import type { Payables } from '../payable.ts'
import {
  exceptionsOf,
  exceptionsTo,
  type ConfirmedAccount,
  loadClaimLines,
  loadClaims,
  loadPayables,
  loadStaffAccounts,
  ordersOf,
} from '../store.ts'
import { loadTaxYears } from '../store-tax.ts'
import type {
  ClaimLineRow,
  ClaimRow,
  ExceptionRow,
  OrderRow,
  StaffAccountRow,
  TaxYearRow,
} from '../tables.ts'
import { wayOf } from './domain.ts'
import type { Joined } from './payee.ts'
import { loadServices, type Services } from './services.ts'
import { taxYearOn } from './withheld.ts'

/** What a set of calls about payments is decided on, locked: request before benefit before payable. */
export type Paying = {
  readonly cases: ReadonlyMap<string, OpenCase>
  readonly payables: Payables
  /** All orders of the benefits; kept up to date as the items of the set are decided. */
  readonly orders: Map<string, OrderRow>
  readonly claims: ReadonlyMap<string, ClaimRow>
  readonly lines: readonly ClaimLineRow[]
  readonly exceptions: ReadonlyMap<string, ExceptionRow>
  /** All exceptions by which those whom these name are paid, whatever the benefit and the company. */
  readonly exceptionsTo: readonly ConfirmedAccount[]
  /** What is ordered as pay for services to whom the exceptions name, whatever its benefit. */
  readonly services: Services
  /** What was stated for the tax years of today, where a natural person is paid. */
  readonly taxYears: ReadonlyMap<string, TaxYearRow>
  readonly customers: ReadonlyMap<string, CustomerRow>
  readonly survivorOf: (id: string) => string
  /** The records that were merged into this one. */
  readonly joinedTo: (id: string) => readonly Joined[]
  readonly accounts: ReadonlyMap<string, readonly AccountRow[]>
  readonly staffAccounts: ReadonlyMap<string, readonly StaffAccountRow[]>
  /** Who had which part in the claims. */
  readonly claimDuties: readonly DutyRow[]
  readonly deals: DealRows
  /** The invoices behind the claims. */
  readonly proofs: ForLines
}

/** What a call about a payment names. */
export type PayingNamed = { readonly requestId: string; readonly claimId?: string | undefined }

/** Loads all that decides on payments of some requests, each weighed anew on today's sums. */
export async function loadPaying(
  deps: PaymentDeps,
  tx: Transaction,
  calls: readonly Call<PayingNamed>[],
): Promise<Paying> {
  const cases = await loadCases(deps.requests, tx, calls)
  const benefits = [...cases.values()].flatMap(({ benefit }) => benefit ?? [])
  const benefitIds = benefits.map(({ id }) => id).sort()
  const claimIds = [...new Set(calls.flatMap(({ body }) => body.claimId ?? []))].sort()
  // What an employee laid out is paid to the employee: whatever is known of the customer decides nothing.
  const outside = benefits.filter((benefit) => wayOf(benefit) !== 'reimbursement')
  const customerIds = outside.flatMap(({ customer_id: id }) => id ?? [])
  // Sent in this order: what is payable is locked before the orders, the claims and the accounts are read.
  const [payables, orders, claims, lines, exceptions, ofCustomers] = await Promise.all([
    loadPayables(tx, benefitIds),
    ordersOf(tx, benefitIds),
    loadClaims(tx, claimIds),
    loadClaimLines(tx, claimIds),
    exceptionsOf(tx, benefitIds),
    withMerged(tx, customerIds),
  ])
  const payeesBy = (way: string) =>
    [...claims.values()].flatMap((claim) => (claim.way === way ? claim.payee_id : []))
  const vendors = payeesBy('vendor').filter((id) => !customerIds.includes(id))
  const entityIds = [...claims.values()].map((claim) => claim.entity_id)
  const [services, toPeople, staffAccounts, ofVendors, proofs, taxYears, claimDuties] = await Promise.all([
    loadServices(tx, cases, exceptions),
    exceptionsTo(tx, personsOf(exceptions, ofCustomers)),
    loadStaffAccounts(tx, payeesBy('reimbursement'), 'shared'),
    withMerged(tx, vendors),
    loadForStored(deps, tx, lines, entityIds),
    loadTaxYears(tx, yearsOf(cases, exceptions), 'shared'),
    loadDuties(tx, 'claim', claimIds),
  ])
  return {
    ...(await loadPayees(tx, [ofCustomers, ofVendors])),
    cases,
    payables,
    orders: new Map(orders.map((row) => [row.id, row])),
    claims,
    lines,
    exceptions: new Map(exceptions.map((row) => [row.id, row])),
    exceptionsTo: toPeople,
    services,
    staffAccounts,
    proofs,
    taxYears,
    claimDuties,
  }
}

/** Whom exceptions name, with the records that are the same person. */
function personsOf(exceptions: readonly ExceptionRow[], { members, survivorOf }: Families): string[] {
  const named = exceptions.map(({ payee_id: id }) => id)
  const survivors = new Set(named.map(survivorOf))
  return [...new Set([...named, ...members.filter((id) => survivors.has(survivorOf(id)))])].sort()
}

/** The tax years that say who bears the tax of whom these exceptions pay, today or as late as a batch may. */
function yearsOf(cases: Paying['cases'], exceptions: readonly ExceptionRow[]): string[] {
  const incidental = exceptions.filter((row) => row.tax_treatment === 'incidental_income')
  const ids = incidental.flatMap((row) => {
    const today = cases.get(row.request_id)?.situation.today
    if (today === undefined) return []
    return [today, addDays(today, executeWithinDays)].map((day) => taxYearOn(row.entity_id, day))
  })
  return [...new Set(ids)].sort()
}

/** The customers and vendors as they stand after every merge, with their accounts and agreements. */
async function loadPayees(tx: Transaction, families: readonly Families[]) {
  const customerIds = [...new Set(families.flatMap(({ members }) => members))].sort()
  const [customers, accounts, deals] = await Promise.all([
    loadCustomers(tx, customerIds),
    loadAccounts(tx, customerIds),
    loadDeals(tx, { customerIds, personIds: [], eventIds: [] }),
  ])
  const survivorOf = (id: string) =>
    families.find(({ members }) => members.includes(id))?.survivorOf(id) ?? id
  // An agreement with a record that was merged away is one with its survivor.
  const agreements = deals.agreements.map((row) => ({ ...row, customer_id: survivorOf(row.customer_id) }))
  const joinedTo = (id: string) =>
    customerIds
      .filter((other) => other !== id && survivorOf(other) === id)
      .map((other) => ({ accounts: accounts.get(other) ?? [], mergedAt: mergedAt(customers, other) }))
  return { customers, accounts, survivorOf, joinedTo, deals: { ...deals, agreements } }
}

/** When a record came to its survivor: by the latest of the merges that lead there. */
function mergedAt(customers: ReadonlyMap<string, CustomerRow>, id: string): Instant | null {
  const way: string[] = []
  for (let row = customers.get(id); row?.merged_into; row = customers.get(row.merged_into)) {
    way.push(row.merged_at ?? '')
  }
  return way.toSorted().at(-1) || null
}

/** Who approved the benefit, by their duties in its request. */
export function approversOf({ duties }: OpenCase): string[] {
  return duties.filter(({ duty }) => duty === 'approver').map((row) => row.person_id)
}
