import type { LocalDate } from '../kernel/time.ts'
import {
  clauseInForce,
  findOtherRates,
  loadDeals,
  tenderStanding,
  thirdPartyOn,
  type ClauseInForce,
  type DealRows,
  type OtherRate,
} from '../modules/deals/index.ts'
import type { Asked, DealRecord } from '../modules/facts/index.ts'
import { holdsOn, loadWorkOf, withMerged, type Families } from '../modules/parties/index.ts'
import type { Transaction } from '../platform/db/transaction.ts'

const isThere = (id: string | undefined): id is string => id !== undefined

/** Whom and what a set of benefits names. */
export type Named = {
  readonly customerIds: readonly string[]
  readonly personIds: readonly string[]
  readonly eventIds: readonly string[]
}

/**
 * Reads the tenders, clauses and events of whoever a set of benefits names; what it gives makes the records
 * of each benefit, in their order. Tenders are those of the customer and of everybody for whom the recipient
 * works that day, whoever is named as the customer, and those in which the recipient plays a part; what
 * stands with a merged record stands with its survivor.
 */
export async function readDeals(
  tx: Transaction,
  named: Named,
  merges: Promise<Families> = mergesOf(tx, named),
): Promise<(asked: readonly Asked[]) => Promise<DealRecord[]>> {
  const { around, deals } = await loadAroundAndDeals(tx, named, merges)
  const rows = asSurvivors(around, deals)
  return async (asked) => {
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
}

/** The records of a set of benefits that are known with their days. */
export async function findDealRecords(tx: Transaction, asked: readonly Asked[]): Promise<DealRecord[]> {
  const dealsOf = await readDeals(tx, {
    customerIds: sorted(asked.map(({ customerId }) => customerId)),
    personIds: sorted(asked.map(({ personId }) => personId)),
    eventIds: sorted(asked.map(({ eventId }) => eventId)),
  })
  return dealsOf(asked)
}

/** Whose deals matter to a set of benefits, with all that was merged into them. */
type Around = {
  readonly customerIds: readonly string[]
  readonly personIds: readonly string[]
  readonly survivorOf: (id: string) => string
  /** For whom a person works on a day, as survivors. */
  readonly employersOf: (personId: string | undefined, day: LocalDate) => readonly string[]
}

/**
 * The deals together with whose they may be: where nobody is merged and no person works elsewhere, those of
 * the named parties are all; only then are they read again.
 */
async function loadAroundAndDeals(
  tx: Transaction,
  { customerIds, personIds, eventIds }: Named,
  merges: Promise<Families>,
): Promise<{ around: Around; deals: DealRows }> {
  const [around, named] = await Promise.all([
    loadAround(tx, personIds, merges),
    loadDeals(tx, { customerIds, personIds, eventIds }),
  ])
  const isAll =
    around.customerIds.every((id) => customerIds.includes(id)) &&
    around.personIds.every((id) => personIds.includes(id))
  if (isAll) return { around, deals: named }
  const { customerIds: wider, personIds: people } = around
  return { around, deals: await loadDeals(tx, { customerIds: wider, personIds: people, eventIds }) }
}

const sorted = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.filter(isThere))].sort()

/** The merges of whoever is named. */
export function mergesOf(tx: Transaction, { customerIds, personIds }: Named): Promise<Families> {
  return withMerged(tx, [...customerIds, ...personIds])
}

async function loadAround(
  tx: Transaction,
  people: readonly string[],
  merges: Promise<Families>,
): Promise<Around> {
  const families = await merges
  const namedPeople = new Set(people.map(families.survivorOf))
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

/** Rows with every customer and person as the one that it stands for now. */
function asSurvivors({ survivorOf }: Around, rows: DealRows): DealRows {
  return {
    ...rows,
    agreements: rows.agreements.map((row) => ({ ...row, customer_id: survivorOf(row.customer_id) })),
    tenders: rows.tenders.map((row) => ({ ...row, customer_id: survivorOf(row.customer_id) })),
    roles: rows.roles.map((row) => ({ ...row, person_id: survivorOf(row.person_id) })),
    thirdParties: rows.thirdParties.map((row) => ({ ...row, customer_id: survivorOf(row.customer_id) })),
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
    thirdParty: thirdPartyFor(around, rows, asked),
  }
}

/** What a verified record says of the customer of a benefit as a third party of the entity that gives. */
function thirdPartyFor(
  { survivorOf }: Around,
  { thirdParties }: DealRows,
  { customerId, entityId, happensOn }: Asked,
): DealRecord['thirdParty'] {
  if (customerId === undefined) return undefined
  const row = thirdPartyOn(thirdParties, { customerId: survivorOf(customerId), entityId, day: happensOn })
  if (!row?.verified_by) return undefined
  return {
    // The database holds the list of roles.
    role: row.role as NonNullable<DealRecord['thirdParty']>['role'],
    licensed: row.is_licensed,
    independent: row.is_independent,
    ownerKnown: row.is_owner_known,
    relatedToCustomerStaff: row.is_tied_to_staff ?? undefined,
    relatedToOfficial: row.is_tied_to_official ?? undefined,
    dueDiligenceClean: row.is_clean ?? undefined,
    verifiedBy: row.verified_by,
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
