import type { Instant, LocalDate } from '../../kernel/time.ts'
import {
  rowAfter,
  type Columns,
  type GovernedTable,
  type RowChange,
  type RowOf,
} from '../../platform/act/rows.ts'
import type { GrantableRole, RouteRole } from './roles.ts'
import {
  delegationTable,
  entityProfileTable,
  entityTable,
  managerTable,
  personTable,
  roleGrantTable,
  unitTable,
  type DelegationRow,
  type EntityProfileRow,
  type EntityRow,
  type ManagerRow,
  type PersonRow,
  type RoleGrantRow,
  type UnitRow,
} from './tables.ts'
import { dayAt } from './zone.ts'

/** The rows of which a snapshot is made. */
export type OrganisationRows = {
  readonly entities: readonly EntityRow[]
  readonly units: readonly UnitRow[]
  readonly people: readonly PersonRow[]
  readonly grants: readonly RoleGrantRow[]
  readonly managers: readonly ManagerRow[]
  readonly delegations: readonly DelegationRow[]
  readonly profiles: readonly EntityProfileRow[]
}

/** The organisation as of one version, held in memory. Pure: every question takes its date. */
export type Organisation = {
  readonly rows: OrganisationRows
  readonly entities: ReadonlyMap<string, EntityRow>
  readonly units: ReadonlyMap<string, UnitRow>
  readonly people: ReadonlyMap<string, PersonRow>
  readonly grantsOf: ReadonlyMap<string, readonly RoleGrantRow[]>
  readonly grantsByRole: ReadonlyMap<string, readonly RoleGrantRow[]>
  readonly managersOf: ReadonlyMap<string, readonly ManagerRow[]>
  readonly ledBy: ReadonlyMap<string, readonly ManagerRow[]>
  readonly delegationsFrom: ReadonlyMap<string, readonly DelegationRow[]>
  readonly delegationsTo: ReadonlyMap<string, readonly DelegationRow[]>
  readonly profilesOf: ReadonlyMap<string, readonly EntityProfileRow[]>
}

/** Makes a snapshot of the rows. */
export function organisationOf(rows: OrganisationRows): Organisation {
  return {
    rows,
    entities: new Map(rows.entities.map((row) => [row.id, row])),
    units: new Map(rows.units.map((row) => [row.id, row])),
    people: new Map(rows.people.map((row) => [row.id, row])),
    grantsOf: Map.groupBy(rows.grants, (row) => row.person_id),
    grantsByRole: Map.groupBy(rows.grants, (row) => row.role),
    managersOf: Map.groupBy(rows.managers, (row) => row.person_id),
    ledBy: Map.groupBy(rows.managers, (row) => row.manager_id),
    delegationsFrom: Map.groupBy(rows.delegations, (row) => row.from_id),
    delegationsTo: Map.groupBy(rows.delegations, (row) => row.to_id),
    profilesOf: Map.groupBy(rows.profiles, (row) => row.entity_id),
  }
}

/**
 * The organisation after these changes, so that the next item of a set is decided on what the last one did.
 */
export function organisationAfter(organisation: Organisation, changes: readonly RowChange[]): Organisation {
  const { rows } = organisation
  return organisationOf({
    entities: changed(rows.entities, entityTable, changes),
    units: changed(rows.units, unitTable, changes),
    people: changed(rows.people, personTable, changes),
    grants: changed(rows.grants, roleGrantTable, changes),
    managers: changed(rows.managers, managerTable, changes),
    delegations: changed(rows.delegations, delegationTable, changes),
    profiles: changed(rows.profiles, entityProfileTable, changes),
  })
}

function changed<C extends Columns>(
  rows: readonly RowOf<GovernedTable<C>>[],
  table: GovernedTable<C>,
  changes: readonly RowChange[],
): RowOf<GovernedTable<C>>[] {
  const own = changes.filter((change) => change.table.name === table.name)
  const ids = new Set(own.map((change) => change.row.id))
  return [...rows.filter((row) => !ids.has(row.id)), ...own.map((change) => rowAfter(table, change))]
}

/** The legal day on which `at` falls for a person: the day of the entity that employs them. */
export function dayFor(organisation: Organisation, personId: string, at: Instant): LocalDate {
  return dayAt(organisation, organisation.people.get(personId)?.entity_id, at)
}

/** True when the person has joined and not left on that day. The last day counts. */
export function isEmployed(organisation: Organisation, personId: string, date: LocalDate): boolean {
  const person = organisation.people.get(personId)
  return (
    person !== undefined && person.joined_on <= date && (person.left_on === null || date <= person.left_on)
  )
}

/** True once a person's last day is over; of somebody who is none of our people that is never so. */
export function hasLeft(organisation: Organisation, personId: string, at: Instant): boolean {
  const leftOn = organisation.people.get(personId)?.left_on ?? null
  return leftOn !== null && leftOn < dayFor(organisation, personId, at)
}

type Dated = { readonly from_on: LocalDate; readonly until_on: LocalDate | null }

/** True when a dated row holds on that day. First and last day count. */
export function isInForce(row: Dated, date: LocalDate): boolean {
  return row.from_on <= date && (row.until_on === null || date <= row.until_on)
}

/** The person's confirmed roles on that day, with their entity and unit. None after leaving. */
export function grantsInForce(
  organisation: Organisation,
  personId: string,
  date: LocalDate,
): readonly RoleGrantRow[] {
  return (organisation.grantsOf.get(personId) ?? []).filter((grant) => isHeld(organisation, grant, date))
}

/** A confirmed role holds while its dates and its person's employment do. */
function isHeld(organisation: Organisation, grant: RoleGrantRow, date: LocalDate): boolean {
  return (
    grant.state === 'confirmed' && isInForce(grant, date) && isEmployed(organisation, grant.person_id, date)
  )
}

/** The person's line manager on that day, if there is one. */
export function lineManagerOf(
  organisation: Organisation,
  personId: string,
  date: LocalDate,
): string | undefined {
  const row = (organisation.managersOf.get(personId) ?? []).find((each) => isInForce(each, date))
  return row?.manager_id
}

/**
 * The person's managers on that day, the nearest first. Ends at a circle, which the commands refuse anyway.
 */
export function managersAbove(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const above: string[] = []
  let next = lineManagerOf(organisation, personId, date)
  while (next !== undefined && next !== personId && !above.includes(next)) {
    above.push(next)
    next = lineManagerOf(organisation, next, date)
  }
  return above
}

/** The unit and those above it, the nearest first. */
export function unitsAbove(organisation: Organisation, unitId: string | null): string[] {
  const above: string[] = []
  let next = unitId
  while (next !== null && !above.includes(next)) {
    above.push(next)
    next = organisation.units.get(next)?.parent_id ?? null
  }
  return above
}

/** A unit and all units below it, in the order of their identifiers. */
export function unitsBelow(organisation: Organisation, unitId: string): string[] {
  const units = [...organisation.units.keys()]
  return units.filter((id) => unitsAbove(organisation, id).includes(unitId)).toSorted()
}

/**
 * Those who lead the person on that day: line managers and heads of their unit and those above. They are the
 * `leaderIds` of an object that the person owns.
 */
export function leadersOf(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const above = managersAbove(organisation, personId, date)
  return [...new Set([...above, ...headsAbove(organisation, personId, date)])]
}

/** The heads of the person's unit and of the units above it on that day, the nearest first. */
export function headsAbove(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const unitId = organisation.people.get(personId)?.unit_id ?? null
  return unitsAbove(organisation, unitId)
    .flatMap((unit) => headsOf(organisation, unit, date))
    .filter((head) => head !== personId)
}

function headsOf(organisation: Organisation, unitId: string, date: LocalDate): string[] {
  return holders(organisation, 'department_head', date, (grant) => grant.unit_id === unitId)
}

function holders(
  organisation: Organisation,
  role: GrantableRole,
  date: LocalDate,
  fits: (grant: RoleGrantRow) => boolean,
): string[] {
  const grants = (organisation.grantsByRole.get(role) ?? []).filter(
    (grant) => isHeld(organisation, grant, date) && fits(grant),
  )
  return [...new Set(grants.map((grant) => grant.person_id))].toSorted()
}

/** Whom a route is looked up for. */
export type RouteSubject = {
  readonly requesterId: string
  /** The entity that gives; holders of group-wide roles serve every entity. */
  readonly entityId: string
  /** The unit that gives; the requester's own when absent. */
  readonly unitId?: string
  /**
   * Those who never decide this, because they are close to the recipient; the next one up is asked instead.
   */
  readonly excludedIds?: readonly string[]
}

/**
 * Who holds a role for this subject on that day, sorted, never the requester. A line manager who has left or
 * is close to the recipient is passed over for the next one up; a department head is the nearest head above
 * the unit.
 */
export function holdersOf(
  organisation: Organisation,
  role: RouteRole,
  subject: RouteSubject,
  date: LocalDate,
): string[] {
  const { requesterId, excludedIds = [] } = subject
  if (role === 'line_manager' || role === 'sales_manager') {
    const manager = managersAbove(organisation, requesterId, date).find(
      (id) => isEmployed(organisation, id, date) && !excludedIds.includes(id),
    )
    return manager === undefined ? [] : [manager]
  }
  if (role === 'department_head') return departmentHeads(organisation, subject, date)
  return holders(
    organisation,
    role,
    date,
    (grant) =>
      grant.person_id !== requesterId &&
      !excludedIds.includes(grant.person_id) &&
      (grant.entity_id === null || grant.entity_id === subject.entityId),
  )
}

function departmentHeads(organisation: Organisation, subject: RouteSubject, date: LocalDate): string[] {
  const own = organisation.people.get(subject.requesterId)?.unit_id ?? null
  const never = [subject.requesterId, ...(subject.excludedIds ?? [])]
  for (const unit of unitsAbove(organisation, subject.unitId ?? own)) {
    const heads = headsOf(organisation, unit, date).filter((head) => !never.includes(head))
    if (heads.length > 0) return heads
  }
  return []
}
