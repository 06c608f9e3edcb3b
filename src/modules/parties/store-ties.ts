import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Families } from './store.ts'
import type { StaffTieRow } from './tables.ts'

type Tables = { 'parties.staff_tie': StaffTieRow }

const db = sqlFor<Tables>()

/** The ties of staff to these parties, oldest first, locked where they are to be changed. */
export async function loadTiesTo(tx: Transaction, partyIds: readonly string[]): Promise<StaffTieRow[]> {
  return tx.run(
    db
      .selectFrom('parties.staff_tie')
      .selectAll()
      .where('party_id', 'in', [...partyIds, ''])
      .orderBy('from_on')
      .orderBy('id'),
  )
}

/** Ties by id, each locked. */
export async function loadTies(tx: Transaction, ids: readonly string[]): Promise<Map<string, StaffTieRow>> {
  const query = db
    .selectFrom('parties.staff_tie')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .orderBy('id')
  const rows = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return new Map(rows.map((row) => [row.id, row]))
}

type NearRow = {
  readonly root: string
  readonly staff_id: string
  from_on: LocalDate
  until_on: LocalDate | null
}

/** A household and relatives are near as well: the mother of an approver's spouse is no stranger. */
const nearSql = `with asked (id) as (
  select unnest($1::text[])
), near (root, id) as (
  select id, id
  from asked
  union
  select one.person_id, other.person_id
  from parties.household_member as one
  join parties.household_member as other on other.household_id = one.household_id
  where one.person_id in (select id from asked)
  union
  select person_id, other_id
  from parties.relation
  where person_id in (select id from asked)
  union
  select other_id, person_id
  from parties.relation
  where other_id in (select id from asked)
)
select near.root, tie.staff_id, tie.from_on, tie.until_on
from near
join parties.staff_tie as tie on tie.party_id = near.id`

/**
 * Who of the staff is close to parties: their relatives, those of their household and of their relatives, and
 * whoever owns or runs a part of a customer. What is known of a merged record counts for its survivor.
 */
export async function loadStaffNear(
  tx: Transaction,
  families: Families,
): Promise<(partyIds: readonly (string | undefined)[], day: LocalDate) => string[]> {
  const rows =
    families.members.length === 0
      ? []
      : await tx.sql<NearRow>(nearSql, [families.members], 'parties_staff_near')
  return (partyIds, day) => {
    const wanted = new Set(partyIds.flatMap((id) => (id === undefined ? [] : families.survivorOf(id))))
    const near = rows.filter(
      (row) =>
        wanted.has(families.survivorOf(row.root)) &&
        row.from_on <= day &&
        (row.until_on === null || day <= row.until_on),
    )
    return [...new Set(near.map((row) => row.staff_id))].sort()
  }
}
