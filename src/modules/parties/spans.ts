import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { overlaps } from './domain.ts'
import type { EmploymentRow, HouseholdMemberRow, RelationRow, StaffTieRow } from './tables.ts'

/** A row before it is stored. */
type New<Row> = Omit<Row, 'version'>

/**
 * Decides that a person joins a household. One household at a time: a benefit counts for one household, and a
 * second would let a family count twice or not at all.
 */
export function decideJoin(
  rows: readonly HouseholdMemberRow[],
  joining: New<HouseholdMemberRow>,
): New<HouseholdMemberRow> | Refusal {
  const refusal = datesRefusal(joining)
  if (refusal) return refusal
  const other = rows.find((row) => overlaps(row, joining))
  if (!other) return joining
  return other.household_id === joining.household_id
    ? refuse('parties.in_this_household', { day: other.from_on })
    : refuse('parties.in_other_household', { day: other.from_on }, '/body/fromOn')
}

/**
 * Decides that a person leaves a household after `lastDay`; what was given until then keeps counting for it.
 */
export function decideLeave(row: HouseholdMemberRow, lastDay: LocalDate): HouseholdMemberRow | Refusal {
  return ended(row, lastDay)
}

/**
 * Decides that a person works for an employer; several employers at a time are possible, the same one twice
 * is not.
 */
export function decideEmployment(
  rows: readonly EmploymentRow[],
  starting: New<EmploymentRow>,
): New<EmploymentRow> | Refusal {
  const refusal = datesRefusal(starting)
  if (refusal) return refusal
  const same = rows.find((row) => row.customer_id === starting.customer_id && overlaps(row, starting))
  return same ? refuse('parties.employed_already', { day: same.from_on }, '/body/fromOn') : starting
}

/** Decides that a person leaves an employer after `lastDay`. */
export function decideLeaveEmployer(row: EmploymentRow, lastDay: LocalDate): EmploymentRow | Refusal {
  return ended(row, lastDay)
}

/** Decides that two people are related. */
export function decideRelation(
  rows: readonly RelationRow[],
  relating: New<RelationRow>,
): New<RelationRow> | Refusal {
  if (relating.person_id === relating.other_id) return refuse('parties.related_to_self', {}, '/body/otherId')
  const refusal = datesRefusal(relating)
  if (refusal) return refusal
  const same = rows.find(
    (row) =>
      row.other_id === relating.other_id && row.relation === relating.relation && overlaps(row, relating),
  )
  return same ? refuse('parties.nothing_changes') : relating
}

const familyTies = ['spouse', 'child', 'parent', 'sibling', 'in_law', 'close_associate'] as const
const companyTies = ['owner', 'officer'] as const

/**
 * How somebody of the staff is close to a party: as family of a person, as owner or officer of a customer.
 */
export type Tie = (typeof familyTies)[number] | (typeof companyTies)[number]

/** Decides that a member of staff is close to a party. */
export function decideTie(
  rows: readonly StaffTieRow[],
  kind: 'person' | 'organisation',
  tying: New<StaffTieRow>,
): New<StaffTieRow> | Refusal {
  const fitting: readonly string[] = kind === 'person' ? familyTies : companyTies
  if (!fitting.includes(tying.tie)) return refuse('parties.tie_does_not_fit', {}, '/body/tie')
  const refusal = datesRefusal(tying)
  if (refusal) return refusal
  const same = rows.find(
    (row) =>
      row.staff_id === tying.staff_id &&
      row.party_id === tying.party_id &&
      row.tie === tying.tie &&
      overlaps(row, tying),
  )
  return same ? refuse('parties.nothing_changes') : tying
}

/** Decides that a tie ended after `lastDay`. */
export function decideEndOfTie(row: StaffTieRow, lastDay: LocalDate): StaffTieRow | Refusal {
  return ended(row, lastDay)
}

/**
 * Ends a span; a span that has ended before may be ended earlier or later only by a correction of its own.
 */
function ended<Row extends { readonly from_on: LocalDate; readonly until_on: LocalDate | null }>(
  row: Row,
  lastDay: LocalDate,
): Row | Refusal {
  if (row.until_on !== null) return refuse('parties.ended_already', { day: row.until_on })
  return datesRefusal({ from_on: row.from_on, until_on: lastDay }) ?? { ...row, until_on: lastDay }
}

function datesRefusal(span: { from_on: LocalDate; until_on: LocalDate | null }): Refusal | undefined {
  return span.until_on !== null && span.until_on < span.from_on
    ? refuse('parties.ends_before_it_begins', { from: span.from_on, until: span.until_on }, '/body/untilOn')
    : undefined
}
