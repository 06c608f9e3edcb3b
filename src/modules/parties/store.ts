import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { rowInForce } from './classes.ts'
import { fromTheOtherSide } from './relations.ts'
import { inOrder } from './work.ts'
import { familiesAmong, withFurther, type Families } from './store-families.ts'
import { loadHouseholds } from './store-households.ts'
import type {
  ClassificationRow,
  CustomerRow,
  EmploymentRow,
  HouseholdMemberRow,
  PersonDetailRow,
  PersonRow,
  RelationRow,
} from './tables.ts'

type Tables = {
  'parties.customer': CustomerRow
  'parties.person': PersonRow
  'parties.person_detail': PersonDetailRow
  'parties.employment': EmploymentRow
  'parties.classification': ClassificationRow
  'parties.household_member': HouseholdMemberRow
  'parties.relation': RelationRow
}

const rowsBy = rowsFor<Tables>()

export { withMerged, type Families } from './store-families.ts'

/** Organisations by id. Of a merged one the survivor is given too, so that sums follow it. */
export async function loadCustomers(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, CustomerRow>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsBy(tx, 'parties.customer', { column: 'id', values: ids })
  const survivors = rows.flatMap((row) => row.merged_into ?? []).filter((id) => !ids.includes(id))
  const more = await loadCustomers(tx, survivors)
  return new Map([...rows.map((row) => [row.id, row] as const), ...more])
}

/** People by id, with what names them. */
export async function loadPeople(tx: Transaction, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsBy(tx, 'parties.person', { column: 'id', values: ids })
  const survivors = rows.flatMap((row) => row.merged_into ?? []).filter((id) => !ids.includes(id))
  const more = await loadPeople(tx, survivors)
  return new Map([...rows.map((row) => [row.id, row] as const), ...more])
}

/** What names the people of these ids; nothing for those whose data was erased. */
export async function loadPersonDetails(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, PersonDetailRow>> {
  const rows = await rowsBy(tx, 'parties.person_detail', { column: 'id', values: ids })
  return new Map(rows.map((row) => [row.id, row]))
}

/** What is known of people as of a day. */
export type PersonSituation = {
  /** All of that day, the longest-standing first: a second employer takes nothing over from the first. */
  readonly employments: readonly EmploymentRow[]
  readonly classification: ClassificationRow | undefined
  readonly householdId: string | undefined
  readonly relations: readonly RelationRow[]
}

const holdsOn = (row: { from_on: LocalDate; until_on: LocalDate | null }, day: LocalDate) =>
  row.from_on <= day && (row.until_on === null || day <= row.until_on)

/**
 * Employment, class, household and relations of people; each question takes its day. A relation counts for
 * both of its people. What is known of a merged record counts for its survivor, so that a merge never takes a
 * strict class away, and a merged employer is named by its survivor. Merges that the caller has read with the
 * same people are not asked for again.
 */
export async function loadPersonSituations(
  tx: Transaction,
  ids: readonly string[],
  known?: Families,
): Promise<(personId: string, day: LocalDate) => PersonSituation> {
  const people = await familiesAmong(tx, known, ids)
  const [spans, told] = await Promise.all([
    loadPersonSpans(tx, people.members),
    rowsBy(tx, 'parties.relation', { column: 'other_id', values: people.members, order: 'from_on' }),
  ])
  const relations = [...spans.relations, ...told.map(fromTheOtherSide)]
  const workAt = spans.employments.map((row) => row.customer_id)
  const [employers, homes] = await Promise.all([
    withFurther(tx, known ?? people, workAt),
    loadHouseholds(
      tx,
      spans.households.map((row) => row.household_id),
    ),
  ])
  // A hall full of guests is read at once: each of them looks at their own rows alone.
  const bySurvivor = <Row extends { person_id: string }>(rows: readonly Row[]) =>
    Map.groupBy(rows, (row) => people.survivorOf(row.person_id))
  const work = bySurvivor(spans.employments)
  const classes = bySurvivor(spans.classifications)
  const ties = bySurvivor(relations)
  return (personId, day) => {
    const survivor = people.survivorOf(personId)
    const mine = <Row extends { from_on: LocalDate; until_on: LocalDate | null }>(
      rows: ReadonlyMap<string, readonly Row[]>,
    ) => (rows.get(survivor) ?? []).filter((row) => holdsOn(row, day))
    return {
      employments: inOrder(mine(work)).map((row) => ({
        ...row,
        customer_id: employers.survivorOf(row.customer_id),
      })),
      classification: rowInForce(mine(classes), day),
      householdId: homes.homeOn(personId, day),
      relations: mine(ties),
    }
  }
}

/** Locks people in sorted order, so that what is known of them changes one command after the other. */
export async function lockPeople(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (tx.isReadOnly || ids.length === 0) return
  await tx.sql(
    `select id
from parties.person
where id = any($1::text[])
order by id
for update`,
    [ids],
    'parties_lock_people',
  )
}

/** Locks customers in sorted order. */
export async function lockCustomers(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (tx.isReadOnly || ids.length === 0) return
  await tx.sql(
    `select id
from parties.customer
where id = any($1::text[])
order by id
for update`,
    [ids],
    'parties_lock_customers',
  )
}

/**
 * New names are entered one command after the other, so that two of them at once cannot be one party twice.
 */
export async function lockNewNames(tx: Transaction): Promise<void> {
  if (!tx.isReadOnly) await tx.sql(`select pg_advisory_xact_lock(hashtext('parties.new_names'))`)
}

/** The dated rows about people, as they are stored. */
export type PersonSpans = {
  readonly classifications: readonly ClassificationRow[]
  readonly employments: readonly EmploymentRow[]
  readonly households: readonly HouseholdMemberRow[]
  readonly relations: readonly RelationRow[]
}

/** All spans of these people, oldest first; the caller names every member of a family. */
export async function loadPersonSpans(tx: Transaction, ids: readonly string[]): Promise<PersonSpans> {
  const by = { column: 'person_id', values: ids, order: 'from_on' } as const
  const [classifications, employments, households, relations] = await Promise.all([
    rowsBy(tx, 'parties.classification', by),
    rowsBy(tx, 'parties.employment', by),
    rowsBy(tx, 'parties.household_member', by),
    rowsBy(tx, 'parties.relation', by),
  ])
  return { classifications, employments, households, relations }
}

/** Where people worked, with the days; a benefit to them looks at each employer of its day. */
export async function loadWorkOf(tx: Transaction, personIds: readonly string[]): Promise<EmploymentRow[]> {
  return rowsBy(tx, 'parties.employment', { column: 'person_id', values: personIds, order: 'from_on' })
}

/** One span of work by its identifier. */
export async function loadEmployments(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, EmploymentRow>> {
  const rows = await rowsBy(tx, 'parties.employment', { column: 'id', values: ids })
  return new Map(rows.map((row) => [row.id, row]))
}

/** The living people who work at one of these customers on a day. */
export async function loadPeopleOf(
  tx: Transaction,
  customerIds: readonly string[],
  day: LocalDate,
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select person.id
from parties.employment as employment
join parties.person as person on person.id = employment.person_id
where employment.customer_id = any($1::text[])
and employment.from_on <= $2
and (employment.until_on is null or employment.until_on >= $2)
and person.merged_into is null
group by person.id
order by min(employment.from_on), person.id`,
    [customerIds, day],
  )
  return rows.map((row) => row.id)
}

/** The other people of a household on a day. */
export async function loadHousehold(tx: Transaction, householdId: string, day: LocalDate): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select distinct member.person_id as id
from parties.household_member as member
where member.household_id = $1
and member.from_on <= $2
and (member.until_on is null or member.until_on >= $2)
order by 1`,
    [householdId, day],
  )
  return rows.map((row) => row.id)
}
