import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import { rowInForce } from './classes.ts'
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

const db = sqlFor<Tables>()

/** Organisations by id. Of a merged one the survivor is given too, so that sums follow it. */
export async function loadCustomers(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, CustomerRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    db
      .selectFrom('parties.customer')
      .selectAll()
      .where('id', 'in', [...ids]),
  )
  const survivors = rows.flatMap((row) => row.merged_into ?? []).filter((id) => !ids.includes(id))
  const more = await loadCustomers(tx, survivors)
  return new Map([...rows.map((row) => [row.id, row] as const), ...more])
}

/** People by id, with what names them. */
export async function loadPeople(tx: Transaction, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    db
      .selectFrom('parties.person')
      .selectAll()
      .where('id', 'in', [...ids]),
  )
  const survivors = rows.flatMap((row) => row.merged_into ?? []).filter((id) => !ids.includes(id))
  const more = await loadPeople(tx, survivors)
  return new Map([...rows.map((row) => [row.id, row] as const), ...more])
}

/** What names the people of these ids; nothing for those whose data was erased. */
export async function loadPersonDetails(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, PersonDetailRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    db
      .selectFrom('parties.person_detail')
      .selectAll()
      .where('id', 'in', [...ids]),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** What is known of people as of a day. */
export type PersonSituation = {
  readonly employment: EmploymentRow | undefined
  readonly classification: ClassificationRow | undefined
  readonly householdId: string | undefined
  readonly relations: readonly RelationRow[]
}

const holdsOn = (row: { from_on: LocalDate; until_on: LocalDate | null }, day: LocalDate) =>
  row.from_on <= day && (row.until_on === null || day <= row.until_on)

/** Employment, class, household and relations of people; each question takes its day. */
export async function loadPersonSituations(
  tx: Transaction,
  ids: readonly string[],
): Promise<(personId: string, day: LocalDate) => PersonSituation> {
  const given = [...ids, '']
  const employments = await tx.run(
    db
      .selectFrom('parties.employment')
      .selectAll()
      .where('person_id', 'in', given)
      .orderBy('from_on', 'desc'),
  )
  const classes = await tx.run(
    db
      .selectFrom('parties.classification')
      .selectAll()
      .where('person_id', 'in', given)
      .orderBy('from_on', 'desc'),
  )
  const members = await tx.run(
    db.selectFrom('parties.household_member').selectAll().where('person_id', 'in', given),
  )
  const relations = await tx.run(
    db.selectFrom('parties.relation').selectAll().where('person_id', 'in', given),
  )
  return (personId, day) => {
    const mine = <Row extends { person_id: string; from_on: LocalDate; until_on: LocalDate | null }>(
      rows: readonly Row[],
    ) => rows.filter((row) => row.person_id === personId && holdsOn(row, day))
    return {
      employment: mine(employments)[0],
      classification: rowInForce(mine(classes), day),
      householdId: mine(members)[0]?.household_id,
      relations: mine(relations),
    }
  }
}

/** How many keys a row shares with the query: where many share one by chance, the likeliest come first. */
function sharedKeys(column: string): string {
  return `(select count(*) from unnest(string_to_array(${column}, ' ')) as key where key = any($1::text[]))`
}

/** Organisations that share a blocking key or a code with what was typed; the caller scores them. */
export async function findCustomersByKeys(tx: Transaction, keys: readonly string[]): Promise<CustomerRow[]> {
  return tx.sql<CustomerRow>(
    `select *
from parties.customer
where string_to_array(name_keys, ' ') && $1::text[]
and merged_into is null
order by ${sharedKeys('name_keys')} desc, id
limit 300`,
    [keys],
    'parties_customers_by_keys',
  )
}

/** People who share a blocking key with what was typed; the caller scores them. */
export async function findPeopleByKeys(tx: Transaction, keys: readonly string[]): Promise<PersonDetailRow[]> {
  return tx.sql<PersonDetailRow>(
    `select detail.*
from parties.person_detail as detail
join parties.person as person on person.id = detail.id
where string_to_array(detail.name_keys, ' ') && $1::text[]
and person.merged_into is null
order by ${sharedKeys('detail.name_keys')} desc, detail.id
limit 300`,
    [keys],
    'parties_people_by_keys',
  )
}
