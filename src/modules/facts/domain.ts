import type { Application } from '../../contract/application.ts'
import type { Facts } from '../../contract/facts.ts'
import type { LocalDate } from '../../kernel/time.ts'

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
export function buildFacts(
  asked: Application & { happenedOn: LocalDate },
  records: FactRecords,
  people: RequestPeople,
): Facts {
  return {
    asOf: asked.happenedOn,
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

function benefitFacts(asked: Application, records: FactRecords): NonNullable<Facts['benefit']> {
  const zero = asked.value && { currency: asked.value.currency, minor: '0' }
  const flags = asked.declared ?? {}
  return defined({
    form: asked.form,
    value: asked.value,
    recipientCount: asked.recipientCount,
    purpose: asked.purpose,
    context: asked.context ?? usualContext(asked),
    country: records.deal.eventCountry ?? records.customer?.country ?? records.giver.seat,
    conditionalOn: asked.form === 'rebate' ? ['purchase_volume'] : [],
    inContract: records.deal.hasClause,
    recipientPays: zero,
    familyShare: zero,
    flags: {
      holidayLinked: flags.holidayLinked ?? asked.purpose === 'holiday_greeting',
      alcohol: flags.alcohol ?? false,
      luxury: flags.luxury ?? false,
      requestedByRecipient: flags.requestedByRecipient ?? false,
      namedByRecipient: flags.namedByRecipient ?? false,
      rewardForPastAct: flags.rewardForPastAct ?? asked.purpose === 'thanks',
      concealed: flags.concealed ?? false,
      tokenPrice: false,
    },
    meal: asked.form === 'meal' ? asked.meal : undefined,
    eventId: asked.eventId,
    dealId: asked.agreementId ?? asked.tenderId,
    place: placeKey(asked.place),
  })
}

/** The occasion that a form has when nobody says otherwise. */
function usualContext(asked: Application): Application['context'] {
  if (asked.form === 'rebate' || asked.form === 'discount') return 'sale'
  if (asked.purpose === 'holiday_greeting') return 'holiday'
  if (asked.form === 'meal') return 'business_meeting'
  return undefined
}

/** A place as a key: the same restaurant is one place however it is spaced. */
function placeKey(place: string | undefined): string | undefined {
  if (!place) return undefined
  const key = [...place.normalize('NFKC').toLowerCase()]
    .map((char) => (/[a-z0-9]/.test(char) ? char : /\s/.test(char) ? '' : char.codePointAt(0)?.toString(36)))
    .join('')
  return key === '' ? undefined : key.slice(0, 64)
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

/** Things are handed over; money goes to the contract party's own account unless the applicant says otherwise. */
function payeeFacts(asked: Application, customer: CustomerRecord | undefined): NonNullable<Facts['payee']> {
  const isMoney = asked.form === 'rebate' || asked.form === 'commission' || asked.form === 'sponsorship'
  const rail = asked.rail ?? (asked.form === 'discount' ? 'invoice_deduction' : isMoney ? 'bank_transfer' : 'in_kind')
  const holder = asked.payeeHolder ?? (asked.personId ? 'recipient' : 'contract_party')
  if (rail === 'in_kind' || rail === 'invoice_deduction') return { holder, rail }
  const isEntity = holder === 'contract_party' || holder === 'vendor'
  return {
    holder,
    rail,
    accountType: isEntity ? 'entity' : 'personal',
    nameMatch: isEntity,
    verified: isEntity && (customer?.accountVerified ?? false),
    changedByEmailOnly: false,
  }
}

/** Only what a person says and no record holds is self-declared. */
function sourcesOf(records: FactRecords): NonNullable<Facts['sources']> {
  const flags = ['holidayLinked', 'alcohol', 'luxury', 'requestedByRecipient', 'namedByRecipient', 'concealed']
  const said = Object.fromEntries(flags.map((name) => [`benefit.flags.${name}`, 'self' as const]))
  const source = records.person?.classSource
  return source === undefined ? said : { ...said, 'recipient.class': source }
}

/** Drops what is undefined: an absent fact is unknown. */
function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}
