import type { Facts } from '../../contract/facts.ts'
import type { MoneyJson } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { overlay, type SaidFacts } from './overlay.ts'

type BenefitFacts = NonNullable<Facts['benefit']>

/** One benefit as it is asked for, with known parties. */
export type Asked = {
  readonly form: BenefitFacts['form']
  /** The value for one recipient. */
  readonly value: MoneyJson | undefined
  readonly recipientCount: number
  readonly happensOn: LocalDate
  readonly purpose: BenefitFacts['purpose']
  readonly context: BenefitFacts['context']
  readonly customerId: string | undefined
  /** The person who receives it; absent means the customer itself. */
  readonly personId: string | undefined
  readonly dealId: string | undefined
  readonly eventId: string | undefined
  /** What the applicant says about circumstances, by path of the facts. */
  readonly said: SaidFacts
}

/** What the organisation knows about the giver. */
export type GiverRecord = {
  readonly seat: string
  readonly listedIn: readonly string[]
  readonly nexus: readonly string[]
  readonly sector: NonNullable<Facts['giver']>['sector']
  readonly codes: readonly ('RDPAC' | 'PHRMA' | 'EFPIA' | 'ABPI' | 'MA')[]
  readonly group: string
}

/** What the register of parties knows about the customer. */
export type CustomerRecord = {
  readonly id: string
  readonly type: NonNullable<Facts['customer']>['type']
  readonly ownership: NonNullable<Facts['customer']>['ownership']
  readonly publicPurchaser: boolean | undefined
  readonly staffBenefitAuthorised: boolean | undefined
  readonly country: string
  readonly accountVerified: boolean
}

/** What the register of parties knows about a person who receives, as of the day of the benefit. */
export type PersonRecord = {
  readonly id: string
  readonly class: NonNullable<Facts['recipient']>['class']
  readonly classVerified: boolean
  readonly classSource: 'record' | 'document' | 'self'
  readonly country: string
  readonly employerId: string | undefined
  readonly decidesOnUs: boolean | undefined
  readonly managementDuty: boolean | undefined
  readonly nominatedBy: NonNullable<Facts['recipient']>['nominatedBy']
  readonly householdId: string | undefined
  readonly relatedTo: NonNullable<NonNullable<Facts['recipient']>['relatedTo']>
  readonly leftOfficeOn: LocalDate | undefined
}

/** What the register of deals knows. */
export type DealRecord = {
  readonly tender: NonNullable<Facts['tender']>
  /** True when an agreement in force on the day has a clause that provides for this form. */
  readonly hasClause: boolean
  readonly eventCountry: string | undefined
  readonly programme: NonNullable<Facts['programme']> | undefined
}

/** Everything that a decision looks at, already loaded. */
export type FactRecords = {
  readonly giver: GiverRecord
  readonly customer: CustomerRecord | undefined
  readonly person: PersonRecord | undefined
  readonly deal: DealRecord
  readonly history: NonNullable<Facts['history']>
  /** Evidence on file, by its key in the policy. */
  readonly evidence: readonly string[]
}

/** The people of the request; who does not exist yet is absent and not unknown. */
export type RequestPeople = {
  readonly requesterId: string
  readonly approverIds?: readonly string[]
  readonly isLate: boolean
}

/**
 * Builds the facts of one benefit as of its day: records first, what the applicant says last.
 * Each path that the applicant alone vouches for is marked as self-declared, so that it can only tighten.
 */
export function buildFacts(asked: Asked, records: FactRecords, people: RequestPeople): Facts {
  const known: Facts = {
    asOf: asked.happensOn,
    giver: { ...mutableGiver(records.giver), personId: people.requesterId },
    benefit: benefitFacts(asked, records),
    recipient: records.person ? personFacts(records.person) : entityFacts(records.customer),
    ...(records.customer ? { customer: customerFacts(records.customer) } : {}),
    payee: payeeFacts(asked, records.customer),
    tender: records.deal.tender,
    thirdParty: { role: 'none' },
    programme: records.deal.programme ?? { kind: 'none' },
    docs: Object.fromEntries(evidenceOf(records).map((name) => [name, true])),
    request: {
      kind: 'benefit',
      retroactive: people.isLate,
      requesterId: people.requesterId,
      ...(people.approverIds === undefined ? {} : { approverIds: [...people.approverIds] }),
    },
    history: records.history,
    sources: sourcesOf(records),
  }
  return overlay(known, asked.said)
}

function mutableGiver(giver: GiverRecord): NonNullable<Facts['giver']> {
  return {
    seat: giver.seat,
    listedIn: [...giver.listedIn],
    nexus: [...giver.nexus],
    codes: [...giver.codes],
    group: giver.group,
    ...(giver.sector === undefined ? {} : { sector: giver.sector }),
  }
}

/** A clause in force is evidence by itself: the agreement stands in the register of deals. */
function evidenceOf(records: FactRecords): string[] {
  return records.deal.hasClause ? [...records.evidence, 'contractClause'] : [...records.evidence]
}

function benefitFacts(asked: Asked, records: FactRecords): BenefitFacts {
  const zero = asked.value && { currency: asked.value.currency, minor: '0' }
  return defined({
    form: asked.form,
    value: asked.value,
    recipientCount: asked.recipientCount,
    purpose: asked.purpose,
    context: asked.context,
    country: records.deal.eventCountry ?? records.customer?.country ?? records.giver.seat,
    conditionalOn: asked.form === 'rebate' ? ['purchase_volume' as const] : [],
    inContract: records.deal.hasClause,
    recipientPays: zero,
    familyShare: zero,
    flags: {
      holidayLinked: asked.purpose === 'holiday_greeting' || asked.context === 'holiday',
      alcohol: false,
      luxury: false,
      requestedByRecipient: false,
      namedByRecipient: false,
      rewardForPastAct: asked.purpose === 'thanks',
      concealed: false,
      tokenPrice: false,
    },
    eventId: asked.eventId,
    dealId: asked.dealId,
  })
}

function entityFacts(customer: CustomerRecord | undefined): NonNullable<Facts['recipient']> {
  if (!customer) return { kind: 'entity' }
  return {
    id: customer.id,
    kind: 'entity',
    class: entityClass(customer),
    classVerified: true,
    identified: true,
    country: customer.country,
  }
}

function entityClass(customer: CustomerRecord): 'state_unit' | 'charity' | 'customer_entity' {
  if (customer.type === 'charity') return 'charity'
  const isState = customer.ownership === 'public_body' || customer.ownership === 'state_wholly_owned'
  return isState || customer.ownership === 'state_controlled' ? 'state_unit' : 'customer_entity'
}

function personFacts(person: PersonRecord): NonNullable<Facts['recipient']> {
  return defined({
    id: person.id,
    kind: 'person' as const,
    class: person.class,
    classVerified: person.classVerified,
    identified: true,
    country: person.country,
    employerId: person.employerId,
    decidesOnUs: person.decidesOnUs,
    managementDuty: person.managementDuty,
    nominatedBy: person.nominatedBy,
    householdId: person.householdId,
    relatedTo: person.relatedTo,
    leftOfficeOn: person.leftOfficeOn,
  })
}

function customerFacts(customer: CustomerRecord): NonNullable<Facts['customer']> {
  return defined({
    id: customer.id,
    type: customer.type,
    ownership: customer.ownership,
    publicPurchaser: customer.publicPurchaser,
    staffBenefitAuthorised: customer.staffBenefitAuthorised,
  })
}

/** Things are handed over; money goes to the contract party's own account. */
function payeeFacts(asked: Asked, customer: CustomerRecord | undefined): NonNullable<Facts['payee']> {
  const holder = asked.personId === undefined ? 'contract_party' : 'recipient'
  if (asked.form === 'discount' || asked.form === 'discount_coupon')
    return { holder, rail: 'invoice_deduction' }
  if (!isPaid(asked.form)) return { holder, rail: 'in_kind' }
  const isEntity = holder === 'contract_party'
  return {
    holder,
    rail: 'bank_transfer',
    accountType: isEntity ? 'entity' : 'personal',
    nameMatch: isEntity,
    verified: isEntity && (customer?.accountVerified ?? false),
    changedByEmailOnly: false,
  }
}

function isPaid(form: BenefitFacts['form']): boolean {
  const paid: readonly BenefitFacts['form'][] = [
    'rebate',
    'commission',
    'service_fee',
    'sponsorship',
    'donation',
    'cash',
  ]
  return paid.includes(form)
}

function sourcesOf(records: FactRecords): NonNullable<Facts['sources']> {
  const source = records.person?.classSource
  return source === undefined ? {} : { 'recipient.class': source }
}

/** Drops what is undefined: an absent fact is unknown. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}
