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
  familyOn,
  holdsOn,
  loadAccounts,
  loadCustomerFiles,
  loadCustomers,
  loadWorkOf,
  resolveParties,
  withMerged,
  type CustomerFiles,
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
  const [resolved, files, early] = await Promise.all([
    resolveParties(tx, wanted, make),
    loadCustomerFiles(tx, [...new Set(named)]),
    loadAccounts(tx, [...new Set(named)]),
  ])
  // A merged customer stands for its survivor, whose account it is that is paid.
  const survivors = resolved.flatMap(({ customer }) => customer?.id ?? []).filter((id) => !named.includes(id))
  const late = await loadAccounts(tx, [...new Set(survivors)])
  const accountsOf = (id: string) => early.get(id) ?? late.get(id) ?? []
  const ownershipOf = await employerOwnerships(tx, resolved)
  return resolved.map((each, i) => ({
    customer:
      each.customer &&
      customerRecord(each.customer, files, accountsOf(each.customer.id), wanted[i]?.day ?? ''),
    person: each.person && personRecord(each.person, each.relatives, ownershipOf(each, wanted[i]?.day ?? '')),
    changes: each.changes,
    ...(each.refusal === undefined ? {} : { refusal: each.refusal }),
  }))
}

type Resolved = Awaited<ReturnType<typeof resolveParties>>[number]

/**
 * Who owns the employer of each person, where another customer is named: the customer's own ownership says
 * nothing of somebody who works elsewhere.
 */
async function employerOwnerships(
  tx: Transaction,
  resolved: readonly Resolved[],
): Promise<(each: Resolved, day: LocalDate) => string | null> {
  const employerOf = ({ person, customer }: Resolved) => {
    const id = person?.situation.employment?.customer_id
    return id === customer?.id ? undefined : id
  }
  const ids = [...new Set(resolved.map(employerOf).filter(isThere))].sort()
  if (ids.length === 0) return () => null
  const [rows, files] = await Promise.all([loadCustomers(tx, ids), loadCustomerFiles(tx, ids)])
  return (each, day) => {
    const row = rows.get(employerOf(each) ?? '')
    if (!row) return null
    return familyOn({ row, facts: files.factsOf(row.id) }, files.mergedInto(row.id), day).ownership
  }
}

/** An organisation as the facts read it. Lists are held by the database, so the texts are of them. */
function customerRecord(
  row: CustomerRow,
  files: CustomerFiles,
  accounts: Parameters<typeof accountStanding>[1],
  day: LocalDate,
): CustomerRecord & { name: string } {
  const standing = familyOn({ row, facts: files.factsOf(row.id) }, files.mergedInto(row.id), day)
  return {
    id: row.id,
    name: row.short_name ?? row.name,
    type: standing.type as CustomerRecord['type'],
    ownership: (standing.ownership ?? undefined) as CustomerRecord['ownership'],
    publicPurchaser: standing.publicPurchaser ?? undefined,
    staffBenefitAuthorised: standing.staffBenefitAuthorised ?? undefined,
    federalHealthProgramme: standing.federalHealthProgramme ?? undefined,
    country: standing.country,
    account: accountStanding(row, accounts),
  }
}

function personRecord(
  person: KnownPerson,
  relatives: readonly { readonly relation: string; readonly class: string | undefined }[],
  employerOwnership: string | null,
): PersonRecord & { name: string } {
  const { employment, classification, householdId } = person.situation
  const isStateEmployer = employerOwnership !== null && employerOwnership !== 'private'
  const isDoubtful = classification?.class === 'private_staff' && !classification.is_verified
  // Nobody has proved that this employee of a state firm is private staff, whoever is named as the customer.
  const known = isStateEmployer && isDoubtful ? 'unknown' : classification?.class
  return {
    id: person.row.id,
    name: person.name,
    class: classBesideRelatives(known ?? 'unknown', relatives) as PersonRecord['class'],
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

/**
 * Tenders, clauses and events behind a set of benefits, in their order. Tenders are those of the customer and
 * of everybody for whom the recipient works that day, whoever is named as the customer, and those in which
 * the recipient plays a part; what stands with a merged record stands with its survivor.
 */
export async function findDealRecords(tx: Transaction, asked: readonly Asked[]): Promise<DealRecord[]> {
  const around = await loadAround(tx, asked)
  const rows = asSurvivors(
    around,
    await loadDeals(tx, {
      customerIds: around.customerIds,
      personIds: around.personIds,
      eventIds: asked.flatMap((each) => each.eventId ?? []),
    }),
  )
  const clauses = asked.map((each) => clauseFor(around, rows, each))
  const peers = await peersOfAll(
    tx,
    asked.flatMap((each, i) => {
      const found = clauses[i]
      return found ? [{ clause: found.clause, day: each.happensOn }] : []
    }),
  )
  return asked.map((each, i) => dealRecord(around, rows, each, clauses[i], peers))
}

/** Whose deals matter to a set of benefits, with all that was merged into them. */
type Around = {
  readonly customerIds: readonly string[]
  readonly personIds: readonly string[]
  readonly survivorOf: (id: string) => string
  /** For whom a person works on a day, as survivors. */
  readonly employersOf: (personId: string | undefined, day: LocalDate) => readonly string[]
}

async function loadAround(tx: Transaction, asked: readonly Asked[]): Promise<Around> {
  const named = asked.flatMap(({ customerId, personId }) => [customerId, personId]).filter(isThere)
  const families = await withMerged(tx, named)
  const namedPeople = new Set(asked.flatMap(({ personId }) => personId ?? []).map(families.survivorOf))
  const personIds = families.members.filter((id) => namedPeople.has(families.survivorOf(id)))
  const work = await loadWorkOf(tx, personIds)
  const unread = work.map((row) => row.customer_id).filter((id) => !families.members.includes(id))
  const employers = await withMerged(tx, unread)
  const survivorOf = (id: string) => employers.survivorOf(families.survivorOf(id))
  return {
    personIds,
    customerIds: [...new Set([...families.members, ...employers.members])]
      .filter((id) => !personIds.includes(id))
      .sort(),
    survivorOf,
    employersOf: (personId, day) =>
      work
        .filter((row) => personId !== undefined && survivorOf(row.person_id) === survivorOf(personId))
        .filter((row) => holdsOn(row, day))
        .map((row) => survivorOf(row.customer_id)),
  }
}

const isThere = (id: string | undefined): id is string => id !== undefined

/** Rows with every customer and person as the one that it stands for now. */
function asSurvivors({ survivorOf }: Around, rows: DealRows): DealRows {
  return {
    ...rows,
    agreements: rows.agreements.map((row) => ({ ...row, customer_id: survivorOf(row.customer_id) })),
    tenders: rows.tenders.map((row) => ({ ...row, customer_id: survivorOf(row.customer_id) })),
    roles: rows.roles.map((row) => ({ ...row, person_id: survivorOf(row.person_id) })),
  }
}

function clauseFor(
  { survivorOf }: Around,
  rows: DealRows,
  { customerId, entityId, form, happensOn }: Asked,
): ClauseInForce | undefined {
  if (customerId === undefined || form === undefined) return undefined
  return clauseInForce(rows, { customerId: survivorOf(customerId), form, day: happensOn, entityId })
}

function dealRecord(
  around: Around,
  rows: DealRows,
  asked: Asked,
  found: ClauseInForce | undefined,
  peers: ReadonlyMap<string, readonly OtherRate[]>,
): DealRecord {
  const { awardedOn, ...standing } = standingAround(around, rows, asked)
  return {
    tender: { ...standing, ...(awardedOn === undefined ? {} : { awardedOn }) },
    hasClause: found !== undefined,
    clauseCheckedBy: found?.agreement.checked_by ?? undefined,
    eventCountry: rows.events.find((event) => event.id === asked.eventId)?.country,
    programme: found && programmeOf(found, peersOf(around, peers, found, asked.happensOn)),
  }
}

function standingAround(around: Around, rows: DealRows, { customerId, personId, happensOn }: Asked) {
  const person = personId === undefined ? undefined : around.survivorOf(personId)
  const roles = rows.roles.filter((role) => role.person_id === person)
  const played = new Set(roles.map((role) => role.tender_id))
  const orgs = new Set(around.employersOf(personId, happensOn))
  if (customerId !== undefined) orgs.add(around.survivorOf(customerId))
  const tenders = rows.tenders.filter((tender) => orgs.has(tender.customer_id) || played.has(tender.id))
  return tenderStanding(tenders, roles, happensOn)
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
  { survivorOf }: Around,
  peers: ReadonlyMap<string, readonly OtherRate[]>,
  { agreement, clause }: ClauseInForce,
  day: LocalDate,
): Programme['peers'] {
  if (!compared.includes(clause.form)) return undefined
  if (clause.rate_percent === null) return clause.is_published ? [] : undefined
  const of = comparedOf(clause, day)
  if (!of) return undefined
  return (peers.get(JSON.stringify(of)) ?? []).flatMap(({ customerIds, ratePercent }) => {
    const orgId = customerIds.find((id) => survivorOf(id) !== agreement.customer_id)
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
