import {
  dayOf,
  type Day,
  type Delegation,
  type EntityKey,
  type Grant,
  type Kind,
  type World,
} from './state.ts'

/** What the rules say of a command: it goes ahead, or the reason why not. */
export type Ruling =
  { readonly kind: 'done' } | { readonly kind: 'refused' | 'forbidden'; readonly code: string }

export const done: Ruling = { kind: 'done' }

/** A business "no". */
export function refused(code: string): Ruling {
  return { kind: 'refused', code }
}

/** A "no" of the access table or of a stale second factor: nothing is recorded. */
export function forbidden(code: string): Ruling {
  return { kind: 'forbidden', code }
}

/** Roles that ask for benefits and decide on them. Whoever administers or audits holds none of these. */
const business = [
  'sales',
  'sales_manager',
  'department_head',
  'finance',
  'compliance',
  'general_manager',
  'programme_manager',
  'trainer',
]

/** True for a role of those who ask and decide. */
export function isBusiness(role: string): boolean {
  return business.includes(role)
}

/** Today, for everybody of a run. */
export function today(world: World): Day {
  return dayOf(world.now)
}

/** True when the person works here on that day; the last day counts. */
export function isEmployed(world: World, key: string, day: Day = today(world)): boolean {
  const person = world.people.get(key)
  return person !== undefined && (person.leftOn === undefined || day <= person.leftOn)
}

/**
 * The roles that a person holds on a day: confirmed by a second person, begun, not over, and still employed.
 */
export function grantsOf(world: World, key: string, day: Day = today(world)): Grant[] {
  if (!isEmployed(world, key, day)) return []
  return world.grants.filter((grant) => grant.person === key && holdsOn(grant, day))
}

function holdsOn(grant: Grant, day: Day): boolean {
  const isOver = grant.until !== undefined && grant.until < day
  return grant.state === 'confirmed' && grant.from <= day && !isOver
}

/** True when the person holds a role of those who ask and decide. */
export function mayDoBusiness(world: World, key: string): boolean {
  return grantsOf(world, key).some((grant) => isBusiness(grant.role))
}

/** True when the person holds that role today, for whichever entity. */
export function holds(world: World, key: string, role: string): boolean {
  return grantsOf(world, key).some((grant) => grant.role === role)
}

/** The largest amount that the person decides as routine. */
export function routineLimit(world: World, key: string): bigint | undefined {
  const limits = grantsOf(world, key).flatMap((grant) => grant.limit ?? [])
  return limits.length === 0 ? undefined : limits.reduce((most, each) => (each > most ? each : most))
}

/** The managers above a person, the nearest first. */
export function managersAbove(world: World, key: string): string[] {
  const manager = world.people.get(key)?.manager
  return manager === undefined ? [] : [manager, ...managersAbove(world, manager)]
}

/** The nearest manager above who still works here. */
export function managerNow(world: World, key: string): string | undefined {
  return managersAbove(world, key).find((each) => isEmployed(world, each))
}

/** Who holds a role of a route for this requester and entity, never the requester. */
export function holdersOf(world: World, role: string, requester: string, entity: EntityKey): string[] {
  if (role === 'line_manager') return [managerNow(world, requester)].filter((key) => key !== undefined)
  return [...world.people.keys()].filter(
    (key) =>
      key !== requester &&
      grantsOf(world, key).some((grant) => grant.role === role && grant.entity === entity),
  )
}

/** The delegations that let `to` take over the tasks of `from` today; they do not chain. */
function delegationsBetween(world: World, from: string, to: string): Delegation[] {
  const day = today(world)
  return world.delegations.filter(
    (each) =>
      each.from === from &&
      each.to === to &&
      !each.isEnded &&
      each.fromOn <= day &&
      day <= each.untilOn &&
      isEmployed(world, from) &&
      isEmployed(world, to),
  )
}

/** What a deputy would decide about. */
type Matter = { readonly requester: string; readonly kind: Kind; readonly whole: bigint }

/** True when `to` may decide this for `from`: never the requester, nor somebody whom the requester leads. */
export function isDeputy(world: World, from: string, to: string, matter: Matter): boolean {
  if (to === matter.requester || managersAbove(world, to).includes(matter.requester)) return false
  return delegationsBetween(world, from, to).some(
    (each) =>
      (each.kind === undefined || each.kind === matter.kind) &&
      (each.cap === undefined || matter.whole <= each.cap),
  )
}

/**
 * The entities whose requests a person sees: their own, those of their roles, of whom they lead, of
 * principals.
 */
export function entitiesOf(world: World, key: string): Set<EntityKey> {
  const principals = [...world.people.keys()].filter(
    (from) => delegationsBetween(world, from, key).length > 0,
  )
  return new Set([key, ...principals].flatMap((each) => ownEntities(world, each)))
}

function ownEntities(world: World, key: string): EntityKey[] {
  const person = world.people.get(key)
  if (!person || !isEmployed(world, key)) return []
  const led = [...world.people.values()].filter((each) => managersAbove(world, each.key).includes(key))
  return [
    person.entity,
    ...grantsOf(world, key).map((grant) => grant.entity),
    ...led.map((each) => each.entity),
  ]
}

/** True when two roles must not meet in one person. */
export function excludes(one: string, other: string): boolean {
  return one !== other && (!isBusiness(one) || !isBusiness(other))
}
