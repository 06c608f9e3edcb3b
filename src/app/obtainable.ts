import { recipientClasses, type Facts } from '../contract/facts.ts'
import {
  buildFacts,
  receivedFacts,
  type Asked,
  type CustomerRecord,
  type DealRecord,
  type FactRecords,
  type GiverRecord,
  type PersonRecord,
} from '../modules/facts/index.ts'
import { uncheckedAgreement } from '../modules/deals/index.ts'
import { effectiveFacts, factCatalogue, type Obtainable } from '../modules/policy/index.ts'
import { formFacts, type FormFacts } from '../modules/requests/index.ts'
import { programmeOf } from './deal-records.ts'

type Values = Map<string, 'any' | Set<string | number | boolean>>

let known: Obtainable | undefined

/**
 * The values that the form and the registers can give to each fact, worked out by building the facts of every
 * kind of benefit with every value that a register may hold. A path that is absent nobody can supply.
 */
export function obtainableFacts(): Obtainable {
  known ??= sampled()
  return known
}

function sampled(): Obtainable {
  return { values: sampledValues(), always: alwaysKnown() }
}

/** What is known of every kind although nobody recorded anything and nobody answered anything. */
function alwaysKnown(): Set<string> {
  const [first = new Map(), ...others] = formFacts().map((form): Values => {
    const found: Values = new Map()
    note(found, effectiveFacts(factsOf(form, bare(form))), '')
    return found
  })
  const isKnown = (found: Values, path: string) => {
    const values = found.get(path)
    return values === 'any' || (values !== undefined && !values.has('unknown'))
  }
  return new Set([...first.keys()].filter((path) => [first, ...others].every((each) => isKnown(each, path))))
}

function sampledValues(): Values {
  const found: Values = new Map()
  for (const form of formFacts()) {
    for (const records of variants(form)) note(found, factsOf(form, records), '')
    for (const [path, value] of form.answers) note(found, factsOf(form, base(form), { [path]: value }), '')
    note(found, factsOf(form, base(form), contractOf(form)), '')
    note(found, receivedFacts(askedFor(form), base(form), { personId: 'per_staff', country: 'CN' }), '')
  }
  return found
}

/** A contract of which a commission can be a share: those of the answers are too small or nothing. */
function contractOf({ asked }: FormFacts): Asked['said'] {
  const revenue = { currency: 'CNY', minor: '10000' }
  return asked.form === 'commission' ? { 'thirdParty.contractRevenue': revenue } : {}
}

function askedFor(form: FormFacts, said: Asked['said'] = {}): Asked {
  return {
    ...form.asked,
    value: { currency: 'CNY', minor: '100' },
    recipientCount: 1,
    happensOn: '2026-01-05',
    customerId: 'party_customer',
    personId: form.to === 'person' ? 'party_person' : undefined,
    dealId: 'agr_agreement',
    eventId: 'evt_event',
    said,
  }
}

/** A late declaration comes with its papers here, and from somebody close, so that both are seen. */
function factsOf(form: FormFacts, records: FactRecords, said?: Asked['said']): Facts {
  const isLate = records.evidence.length > 0
  const people = { requesterId: 'per_staff', requesterIsClose: isLate, isLate }
  return buildFacts(askedFor(form, said), records, people)
}

/** Any paper can be uploaded under the name by which the policy asks for it. */
const evidence = [...factCatalogue.keys()].flatMap((path) =>
  path.startsWith('docs.') ? path.slice('docs.'.length) : [],
)

const account = { isVerified: true, nameMatches: true, isChangedByMessage: false, checkedBy: 'per_other' }
const customer: CustomerRecord = {
  id: 'party_customer',
  type: 'company',
  ownership: 'private',
  publicPurchaser: false,
  staffBenefitAuthorised: false,
  country: 'CN',
  account,
}
const person: PersonRecord = {
  id: 'party_person',
  class: 'private_staff',
  classVerified: true,
  classSource: 'record',
  country: 'CN',
  employerId: 'party_customer',
  decidesOnUs: true,
  managementDuty: false,
  nominatedBy: 'none',
  householdId: 'hh_home',
  relatedTo: [],
  leftOfficeOn: '2020-01-01',
  wasLeader: false,
}
const giver: GiverRecord = {
  seat: 'CN',
  listedIn: [],
  nexus: [],
  sector: 'general',
  codes: [],
  reporting: ['CAS'],
  group: 'group',
}
const noTender = {
  state: 'none',
  matter: 'none',
  governmentProcurement: false,
  recipientRole: 'none',
} as const
const noDeal: DealRecord = {
  tender: noTender,
  hasClause: false,
  eventCountry: undefined,
  programme: undefined,
}

function base({ to }: FormFacts): FactRecords {
  const records = { giver, customer, deal: noDeal, history: [], evidence: [] }
  return { ...records, person: to === 'person' ? person : undefined }
}

/** Records of which nobody has stated more than they must. */
function bare({ to }: FormFacts): FactRecords {
  const nobody = { householdId: undefined, leftOfficeOn: undefined, wasLeader: undefined }
  const unsaid = { decidesOnUs: undefined, managementDuty: undefined, nominatedBy: undefined }
  const stranger = { ...person, ...nobody, ...unsaid, class: 'unknown', classVerified: false } as const
  return {
    giver: { seat: undefined, group: 'group' },
    customer: {
      ...customer,
      ownership: undefined,
      publicPurchaser: undefined,
      staffBenefitAuthorised: undefined,
      account: undefined,
    },
    person: to === 'person' ? { ...stranger, employerId: undefined } : undefined,
    deal: noDeal,
    history: [],
    evidence: [],
  }
}

/** The records with each value that a register may hold, one at a time. */
function variants(form: FormFacts): FactRecords[] {
  const plain = base(form)
  return [
    plain,
    { ...plain, evidence },
    ...customers().map((each) => ({ ...plain, customer: each })),
    ...(form.to === 'person' ? people().map((each) => ({ ...plain, person: each })) : []),
    ...givers().map((each) => ({ ...plain, giver: each })),
    ...deals(form).map((deal) => ({ ...plain, deal })),
  ]
}

type CustomerFacts = NonNullable<Facts['customer']>
type GiverFacts = NonNullable<Facts['giver']>
type TenderFacts = NonNullable<Facts['tender']>

function customers(): CustomerRecord[] {
  const types = choicesOf<NonNullable<CustomerFacts['type']>>('customer.type')
  const owners = choicesOf<NonNullable<CustomerFacts['ownership']>>('customer.ownership')
  return [
    ...types.map((type) => ({ ...customer, type })),
    ...owners.map((ownership) => ({ ...customer, ownership })),
    { ...customer, publicPurchaser: true, staffBenefitAuthorised: true },
    ...[true, false].map((yes) => ({ ...customer, country: 'US', federalHealthProgramme: yes })),
    { ...customer, account: undefined },
    { ...customer, account: { ...account, isVerified: false, nameMatches: false, isChangedByMessage: true } },
  ]
}

function people(): PersonRecord[] {
  const placed = choicesOf<NonNullable<PersonRecord['nominatedBy']>>('recipient.nominatedBy')
  return [
    ...recipientClasses.flatMap((each): PersonRecord[] => [
      { ...person, class: each },
      { ...person, relatedTo: [{ relation: 'spouse', class: each }] },
    ]),
    ...placed.map((nominatedBy) => ({ ...person, nominatedBy })),
    { ...person, decidesOnUs: false, managementDuty: true, wasLeader: true, classVerified: false },
    { ...person, country: 'US' },
  ]
}

function givers(): GiverRecord[] {
  const sectors = choicesOf<NonNullable<GiverFacts['sector']>>('giver.sector')
  const codes = choicesOf<NonNullable<GiverFacts['codes']>[number]>('giver.codes')
  const reporting = choicesOf<NonNullable<GiverFacts['reporting']>[number]>('giver.reporting')
  return [
    ...sectors.map((sector) => ({ ...giver, sector })),
    { ...giver, codes, reporting, listedIn: ['US'], nexus: ['GB'] },
  ]
}

function deals({ asked }: FormFacts): DealRecord[] {
  const states: readonly TenderFacts['state'][] = ['open', 'objection_period', 'awarded']
  const matters = choicesOf<NonNullable<TenderFacts['matter']>>('tender.matter')
  const roles = choicesOf<NonNullable<TenderFacts['recipientRole']>>('tender.recipientRole')
  const tenders: readonly TenderFacts[] = [
    ...states.map((state) => ({ ...noTender, state, awardedOn: '2026-01-04' })),
    ...matters.map((matter) => ({
      ...noTender,
      state: 'open' as const,
      matter,
      governmentProcurement: true,
    })),
    ...roles.map((recipientRole) => ({ ...noTender, state: 'open' as const, recipientRole })),
  ]
  const clauses = [true, false].flatMap((isPublished) =>
    [null, '2'].map((ratePercent) => programmeWith(asked.form ?? 'rebate', isPublished, ratePercent)),
  )
  return [
    ...(asked.form === 'commission' ? thirdParties() : []),
    ...tenders.map((tender) => ({ ...noDeal, tender })),
    ...clauses.map((programme) => ({ ...noDeal, hasClause: true, programme })),
  ]
}

/** Every record of whoever earns a commission: nobody records one without a role. */
function thirdParties(): DealRecord[] {
  const roles = choicesOf<NonNullable<DealRecord['thirdParty']>['role'] | 'none'>('thirdParty.role')
  return roles.flatMap((role) =>
    role === 'none' || role === 'event_vendor'
      ? []
      : [true, false].map((yes) => ({
          ...noDeal,
          thirdParty: {
            role,
            licensed: yes,
            independent: yes,
            ownerKnown: yes,
            relatedToCustomerStaff: yes,
            relatedToOfficial: yes,
            dueDiligenceClean: yes,
            verifiedBy: 'per_other',
          },
        })),
  )
}

function programmeWith(form: string, isPublished: boolean, ratePercent: string | null) {
  const days = { from_on: '2026-01-01', until_on: null }
  const agreement = {
    ...days,
    ...uncheckedAgreement,
    id: 'agr_1',
    version: 1,
    entity_id: 'ent_1',
    customer_id: 'party_customer',
  }
  const clause = { ...days, id: 'clause_1', version: 1, agreement_id: 'agr_1', number: '1', text: '' }
  const terms = { form, rate_percent: ratePercent, is_published: isPublished, terms_group: null }
  return programmeOf(
    {
      agreement: { ...agreement, number: '1', title: '', signed_on: '2025-12-01', state: 'active' },
      clause: { ...clause, ...terms },
    },
    [{ orgId: 'party_other', equalTerms: true, ratePercent: '1' }],
  )
}

/** The values of a list of the facts, as the contract has them. */
function choicesOf<Choice extends string>(path: string): Choice[] {
  // The contract's lists are the types of the records.
  return [...(factCatalogue.get(path)?.values ?? [])] as Choice[]
}

/**
 * Notes every value of some facts under its path; numbers, days, amounts and texts stand for all of theirs.
 */
function note(found: Values, value: unknown, path: string): void {
  if (value === undefined || path === 'sources' || path === 'history') return
  if (path === 'saidOtherwise') {
    // What is said against a record is decided on as well.
    for (const [said, part] of Object.entries(value as object)) note(found, part, said)
    return
  }
  const kind = factCatalogue.get(path)?.kind
  if (Array.isArray(value)) {
    if (kind === 'list') found.set(path, 'any')
    else if (!found.has(path)) found.set(path, new Set())
    for (const item of value) note(found, item, path)
  } else if (typeof value === 'object' && value !== null && kind !== 'money') {
    for (const [name, part] of Object.entries(value))
      note(found, part, path === '' ? name : `${path}.${name}`)
  } else if (kind === 'bool' || kind === 'enum') {
    const values = found.get(path) ?? new Set()
    if (values !== 'any') found.set(path, values.add(value as string | boolean))
  } else found.set(path, 'any')
}
