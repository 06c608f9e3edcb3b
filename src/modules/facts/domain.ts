import type { Facts } from '../../contract/facts.ts'
import { overlay } from './overlay.ts'
import { thirdPartyFacts } from './third-party.ts'
import type {
  Asked,
  CustomerRecord,
  FactRecords,
  GiverRecord,
  PersonRecord,
  RequestPeople,
} from './records.ts'

type BenefitFacts = NonNullable<Facts['benefit']>

/**
 * Builds the facts of one benefit as of its day: records first, what the applicant says last. A fact that is
 * neither on record nor said stays absent: unknown, never "no"; the policy says what that means.
 */
export function buildFacts(asked: Asked, records: FactRecords, people: RequestPeople): Facts {
  const inContract = records.deal.hasClause && records.deal.clauseCheckedBy !== people.requesterId
  const known: Facts = {
    asOf: asked.happensOn,
    giver: giverFacts(records.giver, people.requesterId),
    benefit: { ...benefitFacts(asked, records), inContract },
    recipient: recipientFacts(asked, records),
    ...(records.customer ? { customer: customerFacts(records.customer) } : {}),
    payee: payeeFacts(asked, records.customer, people.requesterId),
    tender: tenderOnRecord(records),
    ...thirdPartyFacts(asked, records.deal, people.requesterId),
    programme: records.deal.programme ?? { kind: 'none' },
    docs: Object.fromEntries(evidenceOf(asked, records, inContract).map((name) => [name, true])),
    request: {
      kind: 'benefit',
      retroactive: people.isLate,
      requesterId: people.requesterId,
      ...(people.requesterIsClose === true ? { requesterIsClose: true } : {}),
      ...(people.approverIds === undefined ? {} : { approverIds: [...people.approverIds] }),
    },
    history: records.history,
    sources: sourcesOf(records),
  }
  return withNoMatter(overlay(known, asked.said))
}

/** That nobody recorded an open matter does not say that there is none: whoever asks knows, and is asked. */
function tenderOnRecord({ deal }: FactRecords): NonNullable<Facts['tender']> {
  return deal.tender.state === 'none' ? {} : deal.tender
}

/** Where no matter is open, there is none to name and nobody plays a part in it. */
function withNoMatter(facts: Facts): Facts {
  if (facts.tender?.state !== 'none') return facts
  return { ...facts, tender: { ...facts.tender, matter: 'none', recipientRole: 'none' } }
}

function giverFacts(giver: GiverRecord, personId: string): NonNullable<Facts['giver']> {
  const { seat, listedIn, nexus, sector, codes, reporting, group } = giver
  return defined({
    seat,
    sector,
    listedIn: listedIn && [...listedIn],
    nexus: nexus && [...nexus],
    codes: codes && [...codes],
    reporting: reporting && [...reporting],
    group,
    personId,
  })
}

/**
 * A clause in force is evidence by itself: the agreement stands in the register of deals, checked against its
 * document by somebody who does not ask for the benefit.
 */
function evidenceOf({ form }: Pick<Asked, 'form'>, records: FactRecords, inContract: boolean): string[] {
  if (!inContract) return [...records.evidence]
  // What provides for a commission is the contract by which its middleman serves.
  const contract = form === 'commission' ? ['contractClause', 'serviceContract'] : ['contractClause']
  return [...records.evidence, ...contract]
}

function benefitFacts(asked: Asked, records: FactRecords): BenefitFacts {
  return defined({
    form: asked.form,
    value: asked.value,
    recipientCount: asked.recipientCount,
    purpose: asked.purpose,
    context: asked.context,
    country: records.deal.eventCountry ?? records.customer?.country ?? records.person?.country,
    conditionalOn: asked.conditions && [...asked.conditions],
    flags: flagsOf(asked),
    eventId: asked.eventId,
    dealId: asked.dealId,
  })
}

/** What the chosen reason says by itself. A reason that names no festival does not say that there is none. */
function flagsOf({ purpose, context }: Asked): BenefitFacts['flags'] {
  const isFestive = purpose === 'holiday_greeting' || context === 'holiday'
  const isThanks = purpose === 'thanks'
  if (!isFestive && !isThanks) return undefined
  return {
    ...(isFestive ? { holidayLinked: true } : {}),
    ...(isThanks ? { rewardForPastAct: true } : {}),
  }
}

/**
 * What only people enjoy goes to somebody, whoever is named: where that is the organisation, it is somebody
 * there of whom nobody knows who and what they are, and never the organisation itself.
 */
function recipientFacts(asked: Asked, { person, customer }: FactRecords): NonNullable<Facts['recipient']> {
  if (person) return personFacts(person)
  return isEnjoyedByPeople(asked.form) ? somebodyAt(customer) : entityFacts(customer)
}

const enjoyedByPeople: readonly BenefitFacts['form'][] = [
  'cash',
  'cash_equivalent',
  'gift_card',
  'gift',
  'logo_item',
  'meal',
  'travel',
  'entertainment',
  'favour',
]

/** Whether a benefit of this form can only reach people, though a register may name their organisation. */
export function isEnjoyedByPeople(form: BenefitFacts['form']): boolean {
  return enjoyedByPeople.includes(form)
}

function somebodyAt(customer: CustomerRecord | undefined): NonNullable<Facts['recipient']> {
  return defined({
    kind: 'person' as const,
    class: 'unknown' as const,
    country: customer?.country,
    authority: customer === undefined || customer.country === 'US' ? undefined : ('other' as const),
    employerId: customer?.id,
  })
}

function entityFacts(customer: CustomerRecord | undefined): NonNullable<Facts['recipient']> {
  if (!customer) return { kind: 'entity' }
  const found = entityClass(customer)
  return {
    id: customer.id,
    kind: 'entity',
    identified: true,
    country: customer.country,
    ...(found === undefined ? {} : { class: found, classVerified: true }),
  }
}

type EntityClass = 'state_unit' | 'charity' | 'customer_entity'

const publicTypes: readonly CustomerRecord['type'][] = [
  'state_organ',
  'public_institution',
  'public_hospital',
  'public_school',
]

/** What an organisation is to the rules; undefined while nobody has looked whose it is. */
function entityClass({ type, ownership }: CustomerRecord): EntityClass | undefined {
  if (type === 'charity') return 'charity'
  if (publicTypes.includes(type)) return 'state_unit'
  if (ownership === undefined) return undefined
  return ownership === 'private' || ownership === 'state_participated' ? 'customer_entity' : 'state_unit'
}

function personFacts(person: PersonRecord): NonNullable<Facts['recipient']> {
  return defined({
    // Somebody who is known by name alone has no record.
    id: person.id === '' ? undefined : person.id,
    kind: 'person' as const,
    class: person.class,
    classVerified: person.classVerified,
    identified: true,
    country: person.country,
    authority: person.country === 'US' ? undefined : ('other' as const),
    employerId: person.employerId,
    decidesOnUs: person.decidesOnUs,
    managementDuty: person.managementDuty,
    nominatedBy: person.nominatedBy,
    householdId: person.householdId,
    relatedTo: person.relatedTo.length === 0 ? undefined : person.relatedTo,
    leftOfficeOn: person.leftOfficeOn,
    wasLeader: person.wasLeader,
  })
}

function customerFacts(customer: CustomerRecord): NonNullable<Facts['customer']> {
  return defined({
    id: customer.id,
    type: customer.type,
    ownership: customer.ownership,
    publicPurchaser: customer.publicPurchaser,
    staffBenefitAuthorised: customer.staffBenefitAuthorised,
    // The federal health programmes of the United States pay American providers alone.
    federalHealthProgramme: customer.country === 'US' ? customer.federalHealthProgramme : false,
  })
}

/**
 * Things are handed over, and whoever sold them is paid by us; money goes to the contract party's own
 * account, as the register has it.
 */
function payeeFacts(
  asked: Asked,
  customer: CustomerRecord | undefined,
  requesterId: string,
): NonNullable<Facts['payee']> {
  const isToPeople = asked.personId !== undefined || isEnjoyedByPeople(asked.form)
  const holder = isToPeople ? 'recipient' : 'contract_party'
  const isDeducted = asked.form === 'discount' || asked.form === 'discount_coupon'
  if (isDeducted || asked.way === 'on_invoice') return { holder, rail: 'invoice_deduction' }
  // Our employee who is reimbursed keeps nothing: what was bought goes to its recipient. Money in hand stays
  // money.
  if (asked.form !== 'cash' && asked.way === 'vendor') return { holder: 'vendor', rail: 'in_kind' }
  if (!isPaid(asked.form)) return { holder, rail: 'in_kind' }
  // No register keeps the accounts of people, so nothing is known of one.
  if (isToPeople) return { holder, rail: 'bank_transfer', accountType: 'personal' }
  const account = customer?.account
  if (!account) return { holder, rail: 'bank_transfer', accountType: 'entity', verified: false }
  return {
    holder,
    rail: 'bank_transfer',
    accountType: 'entity',
    nameMatch: account.nameMatches,
    // Whoever asks for the benefit does not vouch for where it goes.
    verified: account.isVerified && account.checkedBy !== requesterId,
    changedByEmailOnly: account.isChangedByMessage,
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
