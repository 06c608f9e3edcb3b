import type { IdKind } from '../kernel/id.ts'
import { clauseInForce, loadDeals, tenderStanding, type DealRows } from '../modules/deals/index.ts'
import type { Asked, CustomerRecord, DealRecord, GiverRecord, PersonRecord } from '../modules/facts/index.ts'
import { resolveParties, type CustomerRow, type KnownPerson } from '../modules/parties/index.ts'
import type { ResolvedParties, WantedParties } from '../modules/requests/index.ts'
import type { Transaction } from '../platform/db/transaction.ts'

/** The group as a giver: one installation is one group of companies. */
export const giverRecord: GiverRecord = {
  seat: 'CN',
  listedIn: [],
  nexus: [],
  sector: 'general',
  codes: [],
  group: 'group',
}

/** The parties of a set of proposals, as records of the facts. */
export async function resolveRecords(
  tx: Transaction,
  wanted: readonly WantedParties[],
  make: (kind: IdKind) => string,
): Promise<ResolvedParties[]> {
  const resolved = await resolveParties(tx, wanted, make)
  return resolved.map((each) => ({
    customer: each.customer && customerRecord(each.customer),
    person: each.person && personRecord(each.person, each.relatives),
    changes: each.changes,
    ...(each.refusal === undefined ? {} : { refusal: each.refusal }),
  }))
}

/** An organisation as the facts read it. Lists are held by the database, so the texts are of them. */
function customerRecord(row: CustomerRow): CustomerRecord & { name: string } {
  return {
    id: row.id,
    name: row.short_name ?? row.name,
    type: row.type as CustomerRecord['type'],
    ownership: (row.ownership ?? undefined) as CustomerRecord['ownership'],
    publicPurchaser: row.public_purchaser ?? undefined,
    staffBenefitAuthorised: row.staff_benefit_authorised ?? undefined,
    country: row.country,
    accountVerified: row.account_verified,
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
    class: (classification?.class ?? 'unknown') as PersonRecord['class'],
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
  }
}

/** Tenders, clauses and events behind a set of benefits, in their order. */
export async function findDealRecords(tx: Transaction, asked: readonly Asked[]): Promise<DealRecord[]> {
  const rows = await loadDeals(tx, {
    customerIds: asked.flatMap((each) => each.customerId ?? []),
    personIds: asked.flatMap((each) => each.personId ?? []),
    eventIds: asked.flatMap((each) => each.eventId ?? []),
  })
  return asked.map((each) => dealRecord(rows, each))
}

function dealRecord(rows: DealRows, asked: Asked): DealRecord {
  const tenders = rows.tenders.filter((tender) => tender.customer_id === asked.customerId)
  const roles = rows.roles.filter((role) => role.person_id === asked.personId)
  const { awardedOn, ...standing } = tenderStanding(tenders, roles, asked.happensOn)
  const { customerId, form, happensOn } = asked
  const found =
    customerId === undefined || form === undefined
      ? undefined
      : clauseInForce(rows, { customerId, form, day: happensOn })
  return {
    tender: { ...standing, ...(awardedOn === undefined ? {} : { awardedOn }) },
    hasClause: found !== undefined,
    eventCountry: rows.events.find((event) => event.id === asked.eventId)?.country,
    programme: found && programmeOf(found),
  }
}

/** The terms of a clause, as the facts read a programme: fixed in writing on the day of signature. */
function programmeOf(found: NonNullable<ReturnType<typeof clauseInForce>>): DealRecord['programme'] {
  const { agreement, clause } = found
  return {
    id: agreement.id,
    kind: clause.form === 'rebate' ? 'rebate' : clause.form === 'discount' ? 'discount' : 'other',
    published: clause.is_published,
    startsOn: clause.from_on,
    termsFixedOn: agreement.signed_on,
    termsChangedAfterStart: false,
    earnedFrom: clause.from_on,
    discretionary: false,
    appliesToAllUnits: false,
    purchaseSharePercent: '0',
    peers: [],
    ...(clause.rate_percent === null ? {} : { ratePercent: clause.rate_percent }),
  }
}
