import type { Facts, HistoryLine } from '../src/contract/facts.ts'
import { toMoneyJson } from '../src/kernel/money.ts'
import type { Instant, LocalDate } from '../src/kernel/time.ts'
import { rateFor } from './agreements.ts'
import { submittedAt } from './plan.ts'
import { indexOf, type PlanIndex } from './plan-index.ts'
import { employerOn } from './scene.ts'
import type { DocKey, Plan, PlanCustomer, PlannedBenefit, PlanPerson, PlanProgramme } from './types.ts'

/**
 * The facts on which a planned benefit is decided, as the records of the sample stood at `knownAt` (when it
 * was submitted, unless said). Everything comes from records; the evidence is what the plan says is on file.
 */
export function planFacts(
  plan: Plan,
  benefit: PlannedBenefit,
  knownAt: Instant = submittedAt(benefit),
): Facts {
  const index = indexOf(plan)
  const person = benefit.recipient.kind === 'person' ? index.people.get(benefit.recipient.person) : undefined
  const customer = benefit.customer === undefined ? undefined : index.customers.get(benefit.customer)
  return {
    asOf: benefit.date,
    giver: giverFacts(plan, index, benefit),
    benefit: benefitFacts(benefit),
    recipient: recipientFacts(index, benefit, person, customer),
    customer: customerFacts(customer),
    payee: payeeFacts(benefit),
    tender: tenderFacts(index, customer?.key, benefit.date, knownAt),
    thirdParty: { role: 'none' },
    programme: programmeFacts(plan, index, benefit, customer),
    ...(benefit.invoice === undefined
      ? {}
      : { invoice: { number: benefit.invoice, alreadyBooked: false, matchesBusiness: true } }),
    docs: docsOnFile(benefit, knownAt),
    request: requestFacts(benefit, knownAt),
    history: historyOf(plan, index, benefit, person),
  }
}

/** Evidence that exists only once the benefit was given, because it proves that it was. */
const proofsOfGiving: readonly DocKey[] = [
  'attendeeList',
  'menu',
  'vendorInvoices',
  'distributionList',
  'deliverables',
  'ledgerAccount',
]

/** The evidence on file at a moment: proofs of giving come after it, forgotten papers with the answer. */
function docsOnFile(benefit: PlannedBenefit, knownAt: Instant): Part<'docs'> {
  const answeredAt = benefit.steps.find((step) => step.verb === 'answer')?.at ?? ''
  const givenAt = benefit.steps.find((step) => step.verb === 'give')?.at ?? '9999'
  const missing = [
    ...(knownAt < answeredAt ? (benefit.docsAdded ?? []) : []),
    ...(knownAt < givenAt ? proofsOfGiving : []),
  ]
  return Object.fromEntries(
    benefit.docs.filter((name) => !missing.includes(name)).map((name) => [name, true]),
  )
}

type Part<Name extends keyof Facts> = NonNullable<Facts[Name]>

function giverFacts(plan: Plan, index: PlanIndex, benefit: PlannedBenefit): Part<'giver'> {
  const entity = index.entities.get(benefit.entity)
  const { sector, listedIn = [], nexus = [], codes = [], reporting = [] } = entity?.facts ?? {}
  return {
    seat: entity?.country ?? 'CN',
    listedIn: [...listedIn],
    nexus: [...nexus],
    codes: [...codes],
    reporting: [...reporting],
    stateOwned: false,
    marketSharePercent: '8',
    group: plan.giverGroup,
    personId: benefit.requester,
    ...(sector === undefined ? {} : { sector }),
  }
}

function benefitFacts(benefit: PlannedBenefit): Part<'benefit'> {
  const { form, recipientCount, purpose, context, inContract, value } = benefit
  const zero = { currency: value.currency, minor: '0' }
  return {
    form,
    recipientCount,
    purpose,
    context,
    inContract,
    value: toMoneyJson(value),
    country: 'CN',
    valuation:
      form === 'gift_card' ? 'face' : form === 'logo_item' || form === 'gift' ? 'cost' : 'invoice_gross',
    conditionalOn: [...benefit.conditionalOn],
    recipientPays: zero,
    familyShare: zero,
    flags: {
      holidayLinked: false,
      alcohol: false,
      luxury: false,
      requestedByRecipient: false,
      namedByRecipient: false,
      rewardForPastAct: false,
      concealed: false,
      tokenPrice: false,
      ...benefit.flags,
    },
    ...(benefit.meal === undefined ? {} : { meal: { ...benefit.meal, actualHeadcount: true } }),
    ...(benefit.travel === undefined
      ? {}
      : { travel: { ...benefit.travel, paidToVendors: true, cashAllowance: zero } }),
    ...(benefit.event === undefined ? {} : { eventId: benefit.event }),
    ...(benefit.agreement === undefined ? {} : { dealId: benefit.agreement }),
    ...(benefit.place === undefined ? {} : { place: benefit.place }),
  }
}

function recipientFacts(
  index: PlanIndex,
  benefit: PlannedBenefit,
  person: PlanPerson | undefined,
  customer: PlanCustomer | undefined,
): Part<'recipient'> {
  if (person) return personFacts(index, person, benefit.date, customer?.country ?? 'CN')
  if (benefit.recipient.kind === 'public') {
    return {
      kind: 'person',
      class: 'consumer',
      classVerified: false,
      identified: false,
      country: 'CN',
      decidesOnUs: false,
      officialDealings: false,
      relatedTo: [],
    }
  }
  const isState = customer !== undefined && customer.ownership !== 'private'
  return {
    kind: 'entity',
    class: customer?.type === 'charity' ? 'charity' : isState ? 'state_unit' : 'customer_entity',
    classVerified: true,
    identified: true,
    country: customer?.country ?? 'CN',
    id: customer?.key ?? 'unknown',
  }
}

function personFacts(
  index: PlanIndex,
  person: PlanPerson,
  date: LocalDate,
  country: string,
): Part<'recipient'> {
  const employer = employerOn(person, date)
  const relatedTo = person.relatedTo.map((link) => {
    const other = index.people.get(link.person)
    return {
      relation: link.relation,
      class: other?.class ?? ('unknown' as const),
      decidesOnUs: other?.decidesOnUs ?? true,
    }
  })
  return {
    id: person.key,
    kind: 'person',
    class: person.class,
    classVerified: person.classVerified,
    identified: true,
    country,
    ...(employer === undefined ? {} : { employerId: employer }),
    decidesOnUs: person.decidesOnUs,
    managementDuty: person.managementDuty,
    nominatedBy: person.nominatedBy,
    officialDealings: person.officialDealings,
    householdId: person.household,
    relatedTo,
    ...(person.leftOfficeOn === undefined ? {} : { leftOfficeOn: person.leftOfficeOn }),
    ...(person.wasLeader === undefined ? {} : { wasLeader: person.wasLeader }),
  }
}

function customerFacts(customer: PlanCustomer | undefined): Part<'customer'> {
  if (!customer) return { type: 'consumer', ownership: 'private', publicPurchaser: false }
  const { key, type, ownership, publicPurchaser, staffBenefitAuthorised } = customer
  return { id: key, type, ownership, publicPurchaser, staffBenefitAuthorised, federalHealthProgramme: false }
}

function payeeFacts({ payee }: PlannedBenefit): Part<'payee'> {
  if (payee.rail === 'in_kind') return { ...payee }
  return { ...payee, nameMatch: true, verified: true, changedByEmailOnly: false }
}

function tenderFacts(
  index: PlanIndex,
  customer: string | undefined,
  date: LocalDate,
  knownAt: Instant,
): Part<'tender'> {
  const tender = index.tenderOn(customer, date)
  if (!tender || tender.recordedAt > knownAt) return { state: 'none', matter: 'none', recipientRole: 'none' }
  const isAwarded = tender.awardedOn !== undefined && tender.awardedOn <= date
  return {
    state: isAwarded ? 'awarded' : 'open',
    matter: tender.matter,
    recipientRole: 'none',
    governmentProcurement: tender.governmentProcurement,
    ...(isAwarded && tender.awardedOn !== undefined ? { awardedOn: tender.awardedOn } : {}),
  }
}

function programmeFacts(
  plan: Plan,
  index: PlanIndex,
  benefit: PlannedBenefit,
  customer: PlanCustomer | undefined,
): Part<'programme'> {
  const programme = index.programmes.get(benefit.programme ?? '')
  if (!programme) return { kind: 'none' }
  const { earned } = benefit
  const peers = earned && customer ? peersOf(plan, customer, peerRate(programme, customer)) : []
  return {
    id: programme.key,
    kind: programme.kind,
    published: programme.published,
    startsOn: programme.startsOn,
    termsFixedOn: programme.termsFixedOn,
    termsChangedAfterStart: false,
    discretionary: false,
    appliesToAllUnits: false,
    purchaseSharePercent: '0',
    peers,
    ...(programme.kind === 'points' ? { pointsEarnedBy: 'entity' as const } : {}),
    ...(earned ? { earnedFrom: earned.from, earnedTo: earned.to, ratePercent: earned.ratePercent } : {}),
  }
}

/** The rate that the grade has; a launch rebate is measured against the yearly one. */
function peerRate(programme: PlanProgramme, { grade }: PlanCustomer): string {
  return programme.kind === 'rebate' ? rateFor('rebate', grade) : programme.rates[grade]
}

/** The other customers of the same role and grade, who all have the rate of the grade. */
function peersOf(plan: Plan, customer: PlanCustomer, ratePercent: string) {
  return plan.customers
    .filter((one) => one.key !== customer.key && one.role === customer.role && one.grade === customer.grade)
    .map((one) => ({ orgId: one.key, equalTerms: true, ratePercent }))
}

/** Who has acted by `knownAt`; an approver or payer who is still to come is no fact. */
function requestFacts(benefit: PlannedBenefit, knownAt: Instant): Part<'request'> {
  const acted = benefit.steps.filter((step) => step.at <= knownAt)
  const approvers = acted.filter((step) => step.verb === 'approve').map((step) => step.by)
  const payer = acted.find((step) => step.verb === 'pay')?.by
  return {
    kind: 'benefit',
    retroactive: benefit.late,
    requesterId: benefit.requester,
    ...(approvers.length === 0 ? {} : { approverIds: [...new Set(approvers)] }),
    ...(payer === undefined ? {} : { payerId: payer }),
  }
}

function historyOf(
  plan: Plan,
  index: PlanIndex,
  benefit: PlannedBenefit,
  person: PlanPerson | undefined,
): HistoryLine[] {
  if (benefit.recipient.kind === 'public') return []
  const household = person && index.byHousehold.get(person.household)
  const mine = household ?? index.byCustomer.get(benefit.customer ?? '') ?? []
  const organisation = person ? (index.byCustomer.get(benefit.customer ?? '') ?? []) : []
  const at = submittedAt(benefit)
  return [...new Set([...mine, ...organisation])]
    .filter((other) => other !== benefit && submittedAt(other) < at && other.date <= benefit.date)
    .flatMap((other) => historyLines(plan, index, other))
}

/**
 * The share of the one with a name, and what guests without a name got, which stands on their organisation.
 */
function historyLines(plan: Plan, index: PlanIndex, other: PlannedBenefit): HistoryLine[] {
  const line = historyLine(plan, index, other)
  const others = BigInt(other.recipientCount - 1)
  if (others === 0n || other.customer === undefined) return [line]
  const { householdId: _, ...rest } = line
  const value = toMoneyJson({ ...other.value, minor: other.value.minor * others })
  return [line, { ...rest, recipientId: other.customer, value }]
}

function historyLine(plan: Plan, index: PlanIndex, other: PlannedBenefit): HistoryLine {
  const person = other.recipient.kind === 'person' ? index.people.get(other.recipient.person) : undefined
  return {
    id: other.key,
    date: other.date,
    form: other.form,
    value: toMoneyJson(other.value),
    giverGroup: plan.giverGroup,
    giverPersonId: other.requester,
    ...(person ? { recipientId: person.key, householdId: person.household } : {}),
    ...(person || other.customer === undefined ? {} : { recipientId: other.customer }),
    ...(other.customer === undefined ? {} : { orgId: other.customer }),
    ...(other.programme === undefined ? {} : { programmeId: other.programme }),
    ...(other.event === undefined ? {} : { eventId: other.event }),
    ...(other.agreement === undefined ? {} : { dealId: other.agreement }),
    ...(other.place === undefined ? {} : { place: other.place }),
  }
}
