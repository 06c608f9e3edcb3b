import {
  entitiesOf,
  grantsOf,
  holdersOf,
  isEmployed,
  managersAbove,
  refused,
  type Ruling,
} from './organisation.ts'
import { idIn } from './company.ts'
import type { EntityKey, World } from './state.ts'

/** The role that decides at each level. */
const roleOf = ['', 'line_manager', 'finance', 'compliance', 'general_manager'] as const

/** One level of a route with those who may decide it. */
export type Planned = { readonly level: string; readonly role: string; readonly people: readonly string[] }

/** For whom a route is planned. */
export type RouteOf = { readonly requester: string; readonly entity: EntityKey }

type Level = { readonly level: number; people: readonly string[]; own: string | undefined }

/**
 * Puts people to the levels above `above` up to `top`. Each level has a person of its own, the highest first;
 * who stands in for whom follows the rules of a transfer. Whoever is the own person of a level with fewer
 * people than there are levels is asked there only. Without anybody at all, or without anybody of its own, a
 * level stops the route: no path ends with fewer people than the matrix asks for.
 */
export function planRoute(
  world: World,
  asking: RouteOf,
  { top, above = 0, signed = [] }: { top: number; above?: number; signed?: readonly string[] },
): readonly Planned[] | Ruling {
  const free = (people: readonly string[]) => people.filter((person) => !signed.includes(person))
  const levels = [1, 2, 3, 4].slice(above, top).map((level): Level => ({
    level,
    people: holdersOf(world, roleOf[level] ?? '', asking.requester, asking.entity),
    own: undefined,
  }))
  if (levels.some(({ people }) => people.length === 0)) return refused('approvals.nobody')
  for (const each of levels) each.people = free(each.people)
  for (const each of levels.toReversed()) {
    const groups = [each.people, ...standIns(world, asking, each.level).map(free)]
    const isFound = groups.some((group) => {
      each.people = group
      return findOwn(levels, each, [])
    })
    if (!isFound) return refused('approvals.one_for_two')
  }
  return withoutOwnOfOthers(levels).map(({ level, people }) => ({
    level: `L${level}`,
    role: roleOf[level] ?? '',
    people: people.toSorted((a, b) => (idIn(world, a) < idIn(world, b) ? -1 : 1)),
  }))
}

/** Whoever has it already moves on to another of their level, where one is free. */
function findOwn(levels: readonly Level[], level: Level, tried: string[]): boolean {
  const count = (person: string) => levels.filter(({ people }) => people.includes(person)).length
  for (const person of level.people.toSorted((a, b) => count(a) - count(b))) {
    if (tried.includes(person)) continue
    tried.push(person)
    const other = levels.find(({ own }) => own === person)
    if (other && !findOwn(levels, other, tried)) continue
    level.own = person
    return true
  }
  return false
}

function withoutOwnOfOthers(levels: readonly Level[]): Level[] {
  const kept: string[] = []
  const left = ({ people, own }: Level) => people.filter((person) => person === own || !kept.includes(person))
  for (const _ of levels) {
    for (const level of levels) {
      if (left(level).length < levels.length && level.own !== undefined) kept.push(level.own)
    }
  }
  return levels.map((level) => ({ ...level, people: left(level) }))
}

/** Those above the requester one by one and other leaders, for the first level; then each higher role. */
function standIns(world: World, asking: RouteOf, level: number): string[][] {
  const isFree = (person: string) =>
    person !== asking.requester &&
    isEmployed(world, person) &&
    entitiesOf(world, person).has(asking.entity) &&
    !managersAbove(world, person).includes(asking.requester)
  const everybody = [...world.people.keys()]
    .filter(isFree)
    .toSorted((a, b) => (idIn(world, a) < idIn(world, b) ? -1 : 1))
  const above = level === 1 ? managersAbove(world, asking.requester).filter(isFree) : []
  const roles = roleOf.slice(level)
  return [
    ...above.map((person) => [person]),
    ...roles.map((role) => everybody.filter((person) => hasStanding(world, asking, [role], person))),
  ].filter((group) => group.length > 0)
}

/** Whoever may hold a step of that level: who has its role or a higher one; at the first also a leader. */
export function mayHold(world: World, asking: RouteOf, level: string, person: string): boolean {
  return hasStanding(world, asking, roleOf.slice(Number(level.slice(1))), person)
}

function hasStanding(world: World, asking: RouteOf, roles: readonly string[], person: string): boolean {
  const isFirst = roles.includes('line_manager')
  if (isFirst && managersAbove(world, asking.requester).includes(person)) return true
  const fitting = isFirst ? [...roles, 'sales_manager', 'department_head'] : roles
  return grantsOf(world, person).some(
    (grant) => fitting.includes(grant.role) && grant.entity === asking.entity,
  )
}
