import { dayIn, type Instant, type LocalDate } from '../../kernel/time.ts'
import { isGrantable, type GrantableRole, type RouteRole } from './roles.ts'
import type {
  DelegationRow,
  EntityRow,
  ManagerRow,
  PersonRow,
  RoleGrantRow,
  UnitRow,
} from './tables.ts'

/** The rows of which a snapshot is made. */
export type OrganisationRows = {
  readonly entities: readonly EntityRow[]
  readonly units: readonly UnitRow[]
  readonly people: readonly PersonRow[]
  readonly grants: readonly RoleGrantRow[]
  readonly managers: readonly ManagerRow[]
  readonly delegations: readonly DelegationRow[]
}

/** The organisation as of one version, held in memory. Pure: every question takes its date. */
export type Organisation = {
  readonly entities: ReadonlyMap<string, EntityRow>
  readonly units: ReadonlyMap<string, UnitRow>
  readonly people: ReadonlyMap<string, PersonRow>
  readonly grantsOf: ReadonlyMap<string, readonly RoleGrantRow[]>
  readonly managersOf: ReadonlyMap<string, readonly ManagerRow[]>
  readonly delegationsFrom: ReadonlyMap<string, readonly DelegationRow[]>
  readonly delegationsTo: ReadonlyMap<string, readonly DelegationRow[]>
}

/** Makes a snapshot of the rows. */
export function organisationOf(rows: OrganisationRows): Organisation {
  return {
    entities: new Map(rows.entities.map((row) => [row.id, row])),
    units: new Map(rows.units.map((row) => [row.id, row])),
    people: new Map(rows.people.map((row) => [row.id, row])),
    grantsOf: Map.groupBy(rows.grants, (row) => row.person_id),
    managersOf: Map.groupBy(rows.managers, (row) => row.person_id),
    delegationsFrom: Map.groupBy(rows.delegations, (row) => row.from_id),
    delegationsTo: Map.groupBy(rows.delegations, (row) => row.to_id),
  }
}

/** The legal day on which `at` falls for a person: the day of the entity that employs them. */
export function dayFor(organisation: Organisation, personId: string, at: Instant): LocalDate {
  const entityId = organisation.people.get(personId)?.entity_id ?? ''
  return dayIn(organisation.entities.get(entityId)?.zone ?? 'Asia/Shanghai', at)
}

/** True when the person has joined and not left on that day. The last day counts. */
export function isEmployed(organisation: Organisation, personId: string, date: LocalDate): boolean {
  const person = organisation.people.get(personId)
  return person !== undefined && person.joined_on <= date && (person.left_on === null || date <= person.left_on)
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
  if (!isEmployed(organisation, personId, date)) return []
  const grants = organisation.grantsOf.get(personId) ?? []
  return grants.filter((grant) => grant.state === 'confirmed' && isInForce(grant, date))
}

/** The names of the person's roles on that day, each once. */
export function rolesOf(organisation: Organisation, personId: string, date: LocalDate): GrantableRole[] {
  const names = grantsInForce(organisation, personId, date).map((grant) => grant.role)
  return [...new Set(names)].filter(isGrantable)
}

/**
 * The entities whose detail the person may see on that day: the employer's and those of their roles. A role
 * without an entity reaches the whole group.
 */
export function entitiesOf(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const person = organisation.people.get(personId)
  if (!person || !isEmployed(organisation, personId, date)) return []
  const grants = grantsInForce(organisation, personId, date)
  if (grants.some((grant) => grant.entity_id === null)) return [...organisation.entities.keys()].sort()
  return [...new Set([person.entity_id, ...grants.flatMap((grant) => grant.entity_id ?? [])])].sort()
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

/** The person's managers on that day, the nearest first. Ends at a circle, which the commands refuse anyway. */
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

/** The heads of the person's unit and of the units above it on that day, the nearest first. */
export function headsAbove(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const unitId = organisation.people.get(personId)?.unit_id ?? null
  return unitsAbove(organisation, unitId)
    .flatMap((unit) => headsOf(organisation, unit, date))
    .filter((head) => head !== personId)
}

function headsOf(organisation: Organisation, unitId: string, date: LocalDate): string[] {
  return [...organisation.people.keys()]
    .filter((personId) =>
      grantsInForce(organisation, personId, date).some(
        (grant) => grant.role === 'department_head' && grant.unit_id === unitId,
      ),
    )
    .sort()
}

/** Whom a route is looked up for. */
export type RouteSubject = {
  readonly requesterId: string
  /** The entity that gives; holders of group-wide roles serve every entity. */
  readonly entityId: string
  /** The unit that gives; the requester's own when absent. */
  readonly unitId?: string
}

/**
 * Who holds a role for this subject on that day, sorted, never the requester. A line manager who has left is
 * passed over for the next one up; a department head is the nearest head above the unit.
 */
export function holdersOf(
  organisation: Organisation,
  role: RouteRole,
  subject: RouteSubject,
  date: LocalDate,
): string[] {
  const { requesterId } = subject
  if (role === 'line_manager' || role === 'sales_manager') {
    const manager = managersAbove(organisation, requesterId, date).find((id) =>
      isEmployed(organisation, id, date),
    )
    return manager === undefined ? [] : [manager]
  }
  if (role === 'department_head') return departmentHeads(organisation, subject, date)
  return [...organisation.people.keys()]
    .filter((personId) => personId !== requesterId)
    .filter((personId) =>
      grantsInForce(organisation, personId, date).some(
        (grant) => grant.role === role && (grant.entity_id === null || grant.entity_id === subject.entityId),
      ),
    )
    .sort()
}

function departmentHeads(organisation: Organisation, subject: RouteSubject, date: LocalDate): string[] {
  const own = organisation.people.get(subject.requesterId)?.unit_id ?? null
  for (const unit of unitsAbove(organisation, subject.unitId ?? own)) {
    const heads = headsOf(organisation, unit, date).filter((head) => head !== subject.requesterId)
    if (heads.length > 0) return heads
  }
  return []
}

/** What a deputy's task is about. */
export type DelegatedTask = {
  readonly kind: string
  /** In the currency's minor units; absent where the task has no amount. */
  readonly amount?: { readonly currency: string; readonly minor: bigint }
}

/**
 * The delegations that let `toId` take over such a task on that day. Ended ones, those of people who have
 * left, and those whose cap is lower or in another currency do not count. Delegations do not chain.
 */
export function delegationsInForce(
  organisation: Organisation,
  toId: string,
  date: LocalDate,
  task?: DelegatedTask,
): DelegationRow[] {
  if (!isEmployed(organisation, toId, date)) return []
  return (organisation.delegationsTo.get(toId) ?? []).filter(
    (row) => isDelegating(organisation, row, date) && (task === undefined || covers(row, task)),
  )
}

/** The people who may take over such a task from `fromId` on that day, sorted. */
export function deputiesOf(
  organisation: Organisation,
  fromId: string,
  date: LocalDate,
  task?: DelegatedTask,
): string[] {
  const rows = (organisation.delegationsFrom.get(fromId) ?? []).filter(
    (row) =>
      isDelegating(organisation, row, date) &&
      isEmployed(organisation, row.to_id, date) &&
      (task === undefined || covers(row, task)),
  )
  return [...new Set(rows.map((row) => row.to_id))].sort()
}

function isDelegating(organisation: Organisation, row: DelegationRow, date: LocalDate): boolean {
  return row.ended_at === null && isInForce(row, date) && isEmployed(organisation, row.from_id, date)
}

function covers(row: DelegationRow, task: DelegatedTask): boolean {
  const isOfKind = row.kinds === '*' || row.kinds.split(',').includes(task.kind)
  if (!isOfKind) return false
  if (row.cap_minor === null || task.amount === undefined) return true
  return row.cap_currency === task.amount.currency && task.amount.minor <= row.cap_minor
}
