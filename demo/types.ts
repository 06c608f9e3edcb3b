import type { recipientClasses } from '../src/contract/facts.ts'
import type { Money } from '../src/kernel/money.ts'
import type { Instant, LocalDate } from '../src/kernel/time.ts'
import type { PlanClaim } from './claim-ends.ts'

/** A text in both languages. */
export type Bilingual = { readonly zh: string; readonly en: string }

/** The roles that the sample company's people hold; `sales` is everybody who files benefits. */
export type StaffRole =
  | 'sales'
  | 'sales_manager'
  | 'department_head'
  | 'finance'
  | 'compliance'
  | 'general_manager'
  | 'programme_manager'
  | 'auditor'
  | 'outside_auditor'
  | 'trainer'
  | 'administrator'

/** One legal entity of the sample group. */
export type PlanEntity = {
  readonly key: string
  readonly name: Bilingual
  readonly short: Bilingual
  readonly country: string
  readonly currency: string
  readonly zone: string
  readonly creditCode?: string
  readonly parent?: string
  /** What the rules ask of it; empty lists say that there is none. */
  readonly facts: {
    readonly sector: 'general'
    readonly listedIn: readonly string[]
    readonly nexus: readonly string[]
    readonly codes: readonly []
    readonly reporting: readonly ('CAS' | 'IFRS')[]
  }
}

/** One organisation unit. */
export type PlanUnit = { readonly key: string; readonly name: Bilingual; readonly parent?: string }

/** One person on the staff. `limit` is what the person may approve alone. */
export type PlanStaff = {
  readonly key: string
  readonly name: Bilingual
  readonly title: Bilingual
  readonly entity: string
  readonly unit: string
  readonly manager?: string
  readonly roles: readonly StaffRole[]
  readonly email: string
  readonly limit?: Money
  /** Set for the people whose log-in the demonstration prints. */
  readonly sampleLogin?: boolean
}

/** What kind of organisation a customer is, as the facts name it. */
export type CustomerType =
  | 'company'
  | 'state_organ'
  | 'public_institution'
  | 'public_hospital'
  | 'private_clinic'
  | 'public_school'
  | 'charity'
  | 'consumer'
  | 'foreign_government'
  | 'intl_organisation'

export type Ownership =
  'private' | 'state_wholly_owned' | 'state_controlled' | 'state_participated' | 'public_body'

/** One customer organisation. `dealer` buys to sell on; `consumer` sells to households. */
export type PlanCustomer = {
  readonly key: string
  readonly name: Bilingual
  readonly short: Bilingual
  readonly role: 'dealer' | 'user' | 'consumer' | 'supplier'
  readonly type: CustomerType
  readonly ownership: Ownership
  readonly publicPurchaser: boolean
  /** A sealed letter lets its staff take benefits; the sample has none on file. */
  readonly staffBenefitAuthorised: boolean
  readonly country: string
  readonly city: Bilingual
  readonly creditCode?: string
  readonly grade: 'A' | 'B' | 'C'
  readonly entity: string
  /** The sales person in charge. */
  readonly owner: string
  readonly phone: string
  readonly bank: { readonly accountName: string; readonly account: string; readonly verified: boolean }
}

/** The classes of the facts that people have: all but those of organisations. */
export type PersonClass = Exclude<
  (typeof recipientClasses)[number],
  'customer_entity' | 'state_unit' | 'charity'
>

export type Evidence = { readonly kind: string; readonly note: Bilingual; readonly checkedOn: LocalDate }

/** One span at one employer; without `to` it lasts. */
export type Employment = {
  readonly customer: string
  readonly position: Bilingual
  readonly from: LocalDate
  readonly to?: LocalDate
}

/** One person at a customer, or a relative of one. */
export type PlanPerson = {
  readonly key: string
  readonly name: Bilingual
  readonly class: PersonClass
  readonly classVerified: boolean
  readonly evidence: readonly Evidence[]
  readonly employments: readonly Employment[]
  readonly household: string
  readonly decidesOnUs: boolean
  readonly managementDuty: boolean
  readonly nominatedBy: 'private_owner' | 'state_body' | 'state_shareholder' | 'party_body' | 'none'
  readonly officialDealings: boolean
  readonly relatedTo: readonly {
    readonly person: string
    readonly relation: 'spouse' | 'sibling' | 'parent'
  }[]
  readonly leftOfficeOn?: LocalDate
  readonly wasLeader?: boolean
  readonly phone: string
  readonly email?: string
}

/** One dated clause of an agreement. */
export type Clause = {
  readonly number: string
  readonly kind: 'rebate' | 'discount' | 'free_goods' | 'training' | 'points' | 'equipment_loan'
  readonly text: Bilingual
  readonly ratePercent?: string
  readonly from: LocalDate
  readonly to: LocalDate
}

export type PlanAgreement = {
  readonly key: string
  readonly number: string
  readonly customer: string
  readonly entity: string
  readonly title: Bilingual
  readonly signedOn: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
  readonly clauses: readonly Clause[]
}

/** A tender or deal; `changes` are dated, and `recordedAt` may lie after a request that it later stops. */
export type PlanTender = {
  readonly key: string
  readonly title: Bilingual
  readonly customer: string
  readonly matter: 'tender' | 'renewal' | 'inspection' | 'licence' | 'audit' | 'dispute'
  readonly governmentProcurement: boolean
  readonly openedOn: LocalDate
  readonly recordedAt: Instant
  readonly awardedOn?: LocalDate
  readonly outcome?: 'won' | 'lost' | 'cancelled'
  readonly value: Money
}

export type PlanEvent = {
  readonly key: string
  readonly title: Bilingual
  readonly place: Bilingual
  readonly from: LocalDate
  readonly to: LocalDate
  readonly agenda: readonly Bilingual[]
}

export type PlanProgramme = {
  readonly key: string
  readonly number: string
  readonly title: Bilingual
  readonly kind: 'rebate' | 'discount' | 'points' | 'gift' | 'other'
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly termsFixedOn: LocalDate
  /** Rate by customer grade, percent of sales. */
  readonly rates: Readonly<Record<'A' | 'B' | 'C', string>>
  readonly published: boolean
}

/** Everything of the sample except its benefits. */
export type PlanFrame = {
  readonly seed: string
  readonly scale: number
  /** The legal day on which the demonstration stands. */
  readonly today: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
  readonly giverGroup: string
  readonly entities: readonly PlanEntity[]
  readonly units: readonly PlanUnit[]
  readonly staff: readonly PlanStaff[]
  readonly customers: readonly PlanCustomer[]
  readonly suppliers: readonly PlanCustomer[]
  /** Where the sample eats; paid as vendors, never given anything. */
  readonly restaurants: readonly PlanCustomer[]
  readonly people: readonly PlanPerson[]
  readonly agreements: readonly PlanAgreement[]
  readonly tenders: readonly PlanTender[]
  readonly events: readonly PlanEvent[]
  readonly programmes: readonly PlanProgramme[]
}

/** The whole sample company. */
export type Plan = PlanFrame & { readonly benefits: readonly PlannedBenefit[] }

/** What is asked, before it has a key, a course and an end. */
export type Draft = Omit<
  PlannedBenefit,
  'key' | 'direction' | 'ordinary' | 'planted' | 'late' | 'steps' | 'state' | 'received' | 'dueAt'
>

export type Form =
  | 'discount'
  | 'discount_coupon'
  | 'rebate'
  | 'gift_with_purchase'
  | 'free_goods'
  | 'free_service'
  | 'equipment_loan'
  | 'gift'
  | 'logo_item'
  | 'meal'
  | 'travel'
  | 'entertainment'
  | 'points_award'
  | 'points_redemption'
  | 'sponsorship'
  | 'donation'
  | 'gift_card'
  | 'cash'

type Purpose =
  | 'volume_rebate'
  | 'promotion'
  | 'advertising'
  | 'loyalty'
  | 'working_meal'
  | 'product_demonstration'
  | 'contract_performance'
  | 'holiday_greeting'
  | 'thanks'
  | 'other'

type Context = 'sale' | 'advertising_random' | 'business_meeting' | 'product_meeting' | 'holiday' | 'none'

/** The patterns that were planted for monitoring to find. */
export type Pattern =
  | 'split_dinner'
  | 'one_buyer_three_sellers'
  | 'festival_cluster'
  | 'just_under_cap'
  | 'tender_period_gift'
  | 'official_relative'

/** Where a planned benefit ends; `refused_attempt` was prohibited when it was submitted. */
export type FinalState =
  | 'submitted'
  | 'more_information'
  | 'approved'
  | 'given'
  | 'paid'
  | 'completed'
  | 'rejected'
  | 'withdrawn'
  | 'cancelled'
  | 'declined'
  | 'reversed'
  | 'refused_attempt'

/** What became of a thing that was offered to our own staff. */
export type ReceivedOutcome = 'declined' | 'returned' | 'handed_in' | 'kept'

export type Recipient =
  | { readonly kind: 'entity'; readonly customer: string }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'public' }
  | { readonly kind: 'staff'; readonly staff: string }

/** One act in the life of a planned benefit. */
export type Step = {
  readonly at: Instant
  readonly by: string
  readonly verb:
    | 'submit'
    | 'approve'
    | 'return'
    | 'answer'
    | 'reject'
    | 'withdraw'
    | 'cancel'
    | 'give'
    | 'pay'
    | 'complete'
    | 'decline'
    | 'reverse'
    | 'hand_in'
    | 'keep'
  readonly reason?: Bilingual
}

export type Payee = {
  readonly holder: 'contract_party' | 'recipient' | 'vendor' | 'intermediary'
  readonly accountType: 'entity' | 'none'
  readonly rail: 'bank_transfer' | 'offset' | 'invoice_deduction' | 'in_kind'
}

export type DocKey =
  | 'contractClause'
  | 'calculationSheet'
  | 'redInvoice'
  | 'ledgerAccount'
  | 'customerStatement'
  | 'serviceContract'
  | 'deliverables'
  | 'fairValue'
  | 'agenda'
  | 'attendeeList'
  | 'menu'
  | 'officialLetter'
  | 'agencyNomination'
  | 'vendorInvoices'
  | 'principalPermission'
  | 'programmeTerms'
  | 'distributionList'
  | 'deviationReason'

/** One benefit of the plan: what is asked, by whom, with which evidence, and what became of it. */
export type PlannedBenefit = {
  readonly key: string
  readonly direction: 'given' | 'received'
  readonly ordinary: boolean
  readonly planted?: Pattern
  /** Declared after the fact (事后补报). */
  readonly late: boolean
  readonly entity: string
  readonly requester: string
  /** The customer, or for a received benefit the giver; absent for the public at a fair. */
  readonly customer?: string
  readonly recipient: Recipient
  readonly form: Form
  /** Per recipient. */
  readonly value: Money
  readonly recipientCount: number
  readonly date: LocalDate
  readonly purpose: Purpose
  readonly context: Context
  readonly title: Bilingual
  readonly reason: Bilingual
  readonly inContract: boolean
  readonly conditionalOn: readonly ('purchase' | 'purchase_volume')[]
  readonly flags: Readonly<
    Partial<Record<'holidayLinked' | 'alcohol' | 'luxury' | 'requestedByRecipient', boolean>>
  >
  readonly meal?: {
    readonly kind: 'breakfast' | 'lunch' | 'dinner'
    readonly guests: number
    readonly hosts: number
  }
  readonly travel?: { readonly workDays: number; readonly leisureDays: number }
  readonly place?: string
  readonly event?: string
  readonly agreement?: string
  readonly tender?: string
  readonly programme?: string
  readonly earned?: {
    readonly from: LocalDate
    readonly to: LocalDate
    readonly ratePercent: string
    readonly base: Money
  }
  readonly payee: Payee
  readonly invoice?: string
  readonly docs: readonly DocKey[]
  /** Those of `docs` that came only with the answer to a question. */
  readonly docsAdded?: readonly DocKey[]
  readonly steps: readonly Step[]
  readonly state: FinalState
  readonly received?: ReceivedOutcome
  /** Of a dinner of the last weeks: what becomes of its claim. */
  readonly claim?: PlanClaim
  /** When a waiting request must be decided. */
  readonly dueAt?: Instant
}
