import type { LocalDate } from '../../kernel/time.ts'
import { delegationsInForce } from './delegation.ts'
import { grantsInForce, isEmployed, isInForce, unitsAbove, type Organisation } from './organisation.ts'
import { isGrantable, type GrantableRole } from './roles.ts'

/** What an actor may do and see on one day. */
type Reach = {
  readonly roles: readonly GrantableRole[]
  readonly entityIds: readonly string[]
  readonly roleEntities: Readonly<Record<string, readonly string[]>>
}

/** Every request asks for the reach of its person, and it changes with the snapshot or the day only. */
const reaches = new WeakMap<Organisation, Map<string, Reach>>()

/** The names of the person's roles on that day, each once. */
export function rolesOf(
  organisation: Organisation,
  personId: string,
  date: LocalDate,
): readonly GrantableRole[] {
  return reachOf(organisation, personId, date).roles
}

/**
 * The entities whose detail the person may see on that day: the employer's, those of their roles, those of
 * the people they lead, and those of whoever has delegated to them. A role without an entity reaches the
 * whole group.
 */
export function entitiesOf(organisation: Organisation, personId: string, date: LocalDate): readonly string[] {
  return reachOf(organisation, personId, date).entityIds
}

/**
 * The entities in which the person holds each role on that day. To serve two entities is not to watch over
 * both: finance of one who is employed in another sees no more there than any colleague.
 */
export function roleEntitiesOf(
  organisation: Organisation,
  personId: string,
  date: LocalDate,
): Readonly<Record<string, readonly string[]>> {
  return reachOf(organisation, personId, date).roleEntities
}

function reachOf(organisation: Organisation, personId: string, date: LocalDate): Reach {
  const known = reaches.get(organisation) ?? new Map<string, Reach>()
  reaches.set(organisation, known)
  const key = `${personId} ${date}`
  const found = known.get(key)
  if (found) return found
  const principals = delegationsInForce(organisation, personId, date).map((row) => row.from_id)
  const seen = [personId, ...principals].flatMap((each) => ownEntities(organisation, each, date))
  const grants = grantsInForce(organisation, personId, date)
  const reach = {
    roles: [...new Set(grants.map((grant) => grant.role))].filter(isGrantable),
    entityIds: ownFirst(organisation, personId, [...new Set(seen)].toSorted()),
    roleEntities: byRole(organisation, grants),
  }
  known.set(key, reach)
  return reach
}

/**
 * What names no entity is for the one that somebody works in, and not for whichever comes first by chance.
 */
function ownFirst(organisation: Organisation, personId: string, entityIds: readonly string[]): string[] {
  const own = organisation.people.get(personId)?.entity_id ?? ''
  return entityIds.includes(own) ? [own, ...entityIds.filter((id) => id !== own)] : [...entityIds]
}

function byRole(
  organisation: Organisation,
  grants: readonly { readonly role: string; readonly entity_id: string | null }[],
): Readonly<Record<string, readonly string[]>> {
  const all = [...organisation.entities.keys()]
  const roles = Map.groupBy(grants, (grant) => grant.role)
  return Object.fromEntries(
    [...roles].map(([role, held]) => [
      role,
      [...new Set(held.flatMap((grant) => (grant.entity_id === null ? all : [grant.entity_id])))].toSorted(),
    ]),
  )
}

function ownEntities(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const person = organisation.people.get(personId)
  if (!person || !isEmployed(organisation, personId, date)) return []
  const grants = grantsInForce(organisation, personId, date)
  const granted = grants.flatMap((grant) => {
    if (grant.role === 'department_head') return []
    return grant.entity_id === null ? [...organisation.entities.keys()] : [grant.entity_id]
  })
  const led = [...peopleBelow(organisation, personId, date), ...peopleOfUnits(organisation, personId, date)]
  return [person.entity_id, ...granted, ...led.flatMap((id) => organisation.people.get(id)?.entity_id ?? [])]
}

/** Everybody whom the person leads on that day, directly or through others. */
export function peopleBelow(
  organisation: Organisation,
  personId: string,
  date: LocalDate,
): ReadonlySet<string> {
  const below = new Set<string>()
  const waiting = [personId]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const row of organisation.ledBy.get(next) ?? []) {
      if (!isInForce(row, date) || below.has(row.person_id) || row.person_id === personId) continue
      below.add(row.person_id)
      waiting.push(row.person_id)
    }
  }
  return below
}

/** Everybody in the units that the person heads on that day, and in the units below them. */
function peopleOfUnits(organisation: Organisation, personId: string, date: LocalDate): string[] {
  const headed = grantsInForce(organisation, personId, date)
    .filter((grant) => grant.role === 'department_head')
    .map((grant) => grant.unit_id)
  if (headed.length === 0) return []
  return [...organisation.people.values()]
    .filter((person) => unitsAbove(organisation, person.unit_id).some((unit) => headed.includes(unit)))
    .map((person) => person.id)
}

/**
 * The largest amount that the person decides as routine on that day, in the currency of the role; none when
 * absent.
 */
export function routineLimitOf(
  organisation: Organisation,
  personId: string,
  currency: string,
  date: LocalDate,
): bigint | undefined {
  const limits = grantsInForce(organisation, personId, date).flatMap((grant) =>
    grant.limit_currency === currency && grant.limit_minor !== null ? [grant.limit_minor] : [],
  )
  return limits.length === 0 ? undefined : limits.reduce((most, each) => (each > most ? each : most))
}
