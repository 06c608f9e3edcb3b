import type { IdKind } from '../kernel/id.ts'
import type { LocalDate } from '../kernel/time.ts'
import { countryOf, factsOfProfile, profileOn, type Organisation } from '../modules/access/index.ts'
import type { CustomerRecord, GiverRecord, PersonRecord } from '../modules/facts/index.ts'
import {
  accountStanding,
  classBesideRelatives,
  familyOn,
  loadAccounts,
  loadCustomerFiles,
  loadCustomers,
  readParties,
  workOf,
  type CustomerFiles,
  type CustomerRow,
  type Families,
  type KnownPerson,
} from '../modules/parties/index.ts'
import type { NamedParties, ResolvedParties, WantedParties } from '../modules/requests/index.ts'
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

/** Reads whoever a set of proposals names; what it gives makes their records, as the facts read them. */
export async function readRecords(
  tx: Transaction,
  given: readonly NamedParties[],
  make: (kind: IdKind) => string,
  merges?: Promise<Families>,
): Promise<(wanted: readonly WantedParties[]) => Promise<ResolvedParties[]>> {
  const named = given.flatMap(({ customer }) => (customer && 'partyId' in customer ? customer.partyId : []))
  const [resolve, files, early] = await Promise.all([
    readParties(tx, given, make, merges),
    loadCustomerFiles(tx, [...new Set(named)], merges),
    loadAccounts(tx, [...new Set(named)]),
  ])
  return async (wanted) => {
    const resolved = await resolve(wanted)
    // A merged customer stands for its survivor, whose account it is that is paid.
    const survivors = resolved
      .flatMap(({ customer }) => customer?.id ?? [])
      .filter((id) => !named.includes(id))
    const late = await loadAccounts(tx, [...new Set(survivors)])
    const accountsOf = (id: string) => early.get(id) ?? late.get(id) ?? []
    const isStateStaff = await stateStaff(tx, resolved)
    return resolved.map((each, i) => ({
      customer:
        each.customer &&
        customerRecord(each.customer, files, accountsOf(each.customer.id), wanted[i]?.day ?? ''),
      person:
        each.person && personRecord(each.person, each.relatives, isStateStaff(each, wanted[i]?.day ?? '')),
      changes: each.changes,
      ...(each.refusal === undefined ? {} : { refusal: each.refusal }),
    }))
  }
}

/** The parties of a set of proposals, as records of the facts. */
export async function resolveRecords(
  tx: Transaction,
  wanted: readonly WantedParties[],
  make: (kind: IdKind) => string,
): Promise<ResolvedParties[]> {
  const resolve = await readRecords(tx, wanted, make)
  return resolve(wanted)
}

type Resolved = Awaited<ReturnType<Awaited<ReturnType<typeof readParties>>>>[number]

/**
 * Whether a person works for somebody whom the state owns a part of, beside the customer that is named: the
 * customer's own ownership says nothing of somebody who works elsewhere too.
 */
async function stateStaff(
  tx: Transaction,
  resolved: readonly Resolved[],
): Promise<(each: Resolved, day: LocalDate) => boolean> {
  const othersOf = ({ person, customer }: Resolved) =>
    workOf(person?.situation.employments ?? []).employerIds.filter((id) => id !== customer?.id)
  const ids = [...new Set(resolved.flatMap(othersOf))].sort()
  if (ids.length === 0) return () => false
  const [rows, files] = await Promise.all([loadCustomers(tx, ids), loadCustomerFiles(tx, ids)])
  return (each, day) =>
    othersOf(each)
      .flatMap((id) => rows.get(id) ?? [])
      .map((row) => familyOn({ row, facts: files.factsOf(row.id) }, files.mergedInto(row.id), day).ownership)
      .some((ownership) => ownership !== null && ownership !== 'private')
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
  isStateStaff: boolean,
): PersonRecord & { name: string; employerIds: readonly string[] } {
  const { employments, classification, householdId } = person.situation
  const { employerIds, decidesOnUs, managementDuty, nominatedBy } = workOf(employments)
  const isDoubtful = classification?.class === 'private_staff' && !classification.is_verified
  // Nobody has proved that this employee of a state firm is private staff, whoever is named as the customer.
  const known = isStateStaff && isDoubtful ? 'unknown' : classification?.class
  return {
    id: person.row.id,
    name: person.name,
    class: classBesideRelatives(known ?? 'unknown', relatives) as PersonRecord['class'],
    classVerified: classification?.is_verified ?? false,
    classSource: (classification?.source ?? 'record') as PersonRecord['classSource'],
    country: person.row.country,
    employerId: employerIds[0],
    employerIds,
    decidesOnUs,
    managementDuty,
    nominatedBy: nominatedBy as PersonRecord['nominatedBy'],
    householdId,
    relatedTo: relatives.map((relative) => ({
      relation: relative.relation,
      class: relative.class ?? 'unknown',
    })) as PersonRecord['relatedTo'],
    leftOfficeOn: classification?.left_office_on ?? undefined,
    wasLeader: classification?.was_leader ?? undefined,
  }
}
