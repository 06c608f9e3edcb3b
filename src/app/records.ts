import type { IdKind } from '../kernel/id.ts'
import type { LocalDate } from '../kernel/time.ts'
import { countryOf, factsOfProfile, profileOn, type Organisation } from '../modules/access/index.ts'
import {
  clauseInForce,
  findOtherRates,
  type OtherRate,
  loadDeals,
  tenderStanding,
  type ClauseInForce,
  type DealRows,
} from '../modules/deals/index.ts'
import type { Asked, CustomerRecord, DealRecord, GiverRecord, PersonRecord } from '../modules/facts/index.ts'
import {
  accountStanding,
  classBesideRelatives,
  customerOn,
  loadAccounts,
  loadCustomerFacts,
  resolveParties,
  type CustomerRow,
  type KnownPerson,
} from '../modules/parties/index.ts'
import type { ResolvedParties, WantedParties } from '../modules/requests/index.ts'
import type { Transaction } from '../platform/db/transaction.ts'

/** One installation is one group of companies: what its entities give is added up. */
const group = 'group'

const farFuture: LocalDate = '9999-12-31'

/** What is on record of the entity that gives, as of a day. What nobody has stated stays unknown. */
export function giverOn(
  organisation: Organisation,
  entityId: string,
  day: LocalDate = farFuture,
): GiverRecord {
  const profile = profileOn(organisation, entityId, day)
  return { ...(profile ? factsOfProfile(profile) : {}), seat: countryOf(organisation, entityId), group }
}

/** The parties of a set of proposals, as records of the facts. */
export async function resolveRecords(
  tx: Transaction,
  wanted: readonly WantedParties[],
  make: (kind: IdKind) => string,
): Promise<ResolvedParties[]> {
  const named = wanted.flatMap(({ customer }) => (customer && 'partyId' in customer ? customer.partyId : []))
  const [resolved, early] = await Promise.all([
    resolveParties(tx, wanted, make),
    loadRecords(tx, [...new Set(named)]),
  ])
  // A merged customer stands for its survivor, whose record it is that counts.
  const survivors = resolved.flatMap(({ customer }) => customer?.id ?? []).filter((id) => !named.includes(id))
  const late = await loadRecords(tx, [...new Set(survivors)])
  return resolved.map((each, i) => ({
    customer: each.customer && customerRecord(each.customer, [early, late], wanted[i]?.day ?? ''),
    person: each.person && personRecord(each.person, each.relatives),
    changes: each.changes,
    ...(each.refusal === undefined ? {} : { refusal: each.refusal }),
  }))
}

type Records = {
  readonly facts: Awaited<ReturnType<typeof loadCustomerFacts>>
  readonly accounts: Awaited<ReturnType<typeof loadAccounts>>
}

async function loadRecords(tx: Transaction, customerIds: readonly string[]): Promise<Records> {
  const [facts, accounts] = await Promise.all([
    loadCustomerFacts(tx, customerIds),
    loadAccounts(tx, customerIds),
  ])
  return { facts, accounts }
}

/** An organisation as the facts read it. Lists are held by the database, so the texts are of them. */
function customerRecord(
  row: CustomerRow,
  records: readonly Records[],
  day: LocalDate,
): CustomerRecord & { name: string } {
  const standing = customerOn(
    row,
    records.flatMap(({ facts }) => facts.get(row.id) ?? []),
    day,
  )
  return {
    id: row.id,
    name: row.short_name ?? row.name,
    type: standing.type as CustomerRecord['type'],
    ownership: (standing.ownership ?? undefined) as CustomerRecord['ownership'],
    publicPurchaser: standing.publicPurchaser ?? undefined,
    staffBenefitAuthorised: standing.staffBenefitAuthorised ?? undefined,
    federalHealthProgramme: standing.federalHealthProgramme ?? undefined,
    country: standing.country,
    account: accountStanding(
      row,
      records.flatMap(({ accounts }) => accounts.get(row.id) ?? []),
    ),
  }
}

function personRecord(
  person: KnownPerson,
  relatives: readonly { readonly relation: string; readonly class: string | undefined }[],
): PersonRecord & { name: string } {
  const { employment, classification, householdId } = person.situation
  return {
    id: person.row.id,
    name: person.name,
    class: classBesideRelatives(classification?.class ?? 'unknown', relatives) as PersonRecord['class'],
    classVerified: classification?.is_verified ?? false,
    classSource: (classification?.source ?? 'record') as PersonRecord['classSource'],
    country: person.row.country,
    employerId: employment?.customer_id,
    decidesOnUs: employment?.decides_on_us ?? undefined,
    managementDuty: employment?.management_duty ?? undefined,
    nominatedBy: (employment?.nominated_by ?? undefined) as PersonRecord['nominatedBy'],
    householdId,
    relatedTo: relatives.map((relative) => ({
      relation: relative.relation,
      class: relative.class ?? 'unknown',
    })) as PersonRecord['relatedTo'],
    leftOfficeOn: classification?.left_office_on ?? undefined,
    wasLeader: classification?.was_leader ?? undefined,
  }
}

/** Tenders, clauses and events behind a set of benefits, in their order. */
export async function findDealRecords(tx: Transaction, asked: readonly Asked[]): Promise<DealRecord[]> {
  const rows = await loadDeals(tx, {
    customerIds: asked.flatMap((each) => each.customerId ?? []),
    personIds: asked.flatMap((each) => each.personId ?? []),
    eventIds: asked.flatMap((each) => each.eventId ?? []),
  })
  const clauses = asked.map((each) => clauseFor(rows, each))
  const peers = await peersOfAll(
    tx,
    asked.flatMap((each, i) => {
      const found = clauses[i]
      return found ? [{ clause: found.clause, day: each.happensOn }] : []
    }),
  )
  return asked.map((each, i) => dealRecord(rows, each, clauses[i], peers))
}

function clauseFor(rows: DealRows, { customerId, form, happensOn }: Asked): ClauseInForce | undefined {
  if (customerId === undefined || form === undefined) return undefined
  return clauseInForce(rows, { customerId, form, day: happensOn })
}

function dealRecord(
  rows: DealRows,
  asked: Asked,
  found: ClauseInForce | undefined,
  peers: ReadonlyMap<string, readonly OtherRate[]>,
): DealRecord {
  const tenders = rows.tenders.filter((tender) => tender.customer_id === asked.customerId)
  const roles = rows.roles.filter((role) => role.person_id === asked.personId)
  const { awardedOn, ...standing } = tenderStanding(tenders, roles, asked.happensOn)
  return {
    tender: { ...standing, ...(awardedOn === undefined ? {} : { awardedOn }) },
    hasClause: found !== undefined,
    eventCountry: rows.events.find((event) => event.id === asked.eventId)?.country,
    programme: found && programmeOf(found, peersOf(peers, found, asked.happensOn)),
  }
}

type Programme = NonNullable<DealRecord['programme']>

/** The forms whose rates are compared between customers of one role and grade. */
const compared: readonly string[] = ['rebate', 'discount', 'discount_coupon', 'points_award']

type Clause = ClauseInForce['clause']

/** What a clause is compared by; undefined where its terms are compared with nobody's. */
function comparedOf(clause: Clause, day: LocalDate) {
  const { form, rate_percent: ratePercent, terms_group: termsGroup, is_published: isPublished } = clause
  if (!compared.includes(form) || ratePercent === null || termsGroup === null) return undefined
  return { form, termsGroup, ratePercent, isPublished, day }
}

/** Other rates beside those of a set of clauses, asked once for all that compare alike. */
async function peersOfAll(
  tx: Transaction,
  asked: readonly { readonly clause: Clause; readonly day: LocalDate }[],
): Promise<ReadonlyMap<string, readonly OtherRate[]>> {
  const wanted = new Map(
    asked.flatMap(({ clause, day }) => {
      const of = comparedOf(clause, day)
      return of ? [[JSON.stringify(of), of] as const] : []
    }),
  )
  const found = await Promise.all([...wanted.values()].map((of) => findOtherRates(tx, of)))
  return new Map([...wanted.keys()].map((key, i) => [key, found[i] ?? []]))
}

/**
 * The customers on equal terms whose rate is another; none when all have the same. Unknown where the terms
 * of a clause are compared with nobody's: it belongs to no group, or names no rate and is not open to all.
 * Whoever has the published terms need not explain that somebody else has better ones.
 */
function peersOf(
  peers: ReadonlyMap<string, readonly OtherRate[]>,
  { agreement, clause }: ClauseInForce,
  day: LocalDate,
): Programme['peers'] {
  if (!compared.includes(clause.form)) return undefined
  if (clause.rate_percent === null) return clause.is_published ? [] : undefined
  const of = comparedOf(clause, day)
  if (!of) return undefined
  return (peers.get(JSON.stringify(of)) ?? []).flatMap(({ customerIds, ratePercent }) => {
    const orgId = customerIds.find((id) => id !== agreement.customer_id)
    return orgId === undefined ? [] : [{ orgId, equalTerms: true, ratePercent }]
  })
}

const kindOf: Readonly<Record<string, NonNullable<Programme['kind']>>> = {
  rebate: 'rebate',
  discount: 'discount',
  points_award: 'points',
  points_redemption: 'points',
}

/** The terms of a clause, as the facts read a programme: fixed in writing on the day of signature. */
export function programmeOf({ agreement, clause }: ClauseInForce, peers: Programme['peers']): Programme {
  const kind = kindOf[clause.form] ?? 'other'
  return {
    id: agreement.id,
    kind,
    published: clause.is_published,
    startsOn: clause.from_on,
    termsFixedOn: agreement.signed_on,
    earnedFrom: clause.from_on,
    // What an agreement with a company promises is earned by its purchases.
    ...(kind === 'points' ? { pointsEarnedBy: 'entity' as const } : {}),
    // A rate that stands in the clause leaves nothing to our discretion; without one nobody has said.
    ...(clause.rate_percent === null ? {} : { ratePercent: clause.rate_percent, discretionary: false }),
    ...(peers === undefined ? {} : { peers }),
  }
}
