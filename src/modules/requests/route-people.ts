import type { LocalDate } from '../../kernel/time.ts'
import {
  entitiesOf,
  holdersOf,
  isEmployed,
  managersAbove,
  mayHold,
  type Organisation,
  type RouteRole,
  type RouteSubject,
} from '../access/index.ts'
import type { RoutePeople, RouteStep } from '../approvals/index.ts'
import type { PolicyInForce } from '../policy/index.ts'

/** Whom a route is looked up for: the subject with those who never decide it, on the day of asking. */
export type RouteAsking = Required<Pick<RouteSubject, 'requesterId' | 'entityId'>> & {
  /** Who is close to the recipient. */
  readonly closeIds: readonly string[]
  /** Who made the rules milder for the customer or the recipient. */
  readonly loosenedByIds: readonly string[]
  readonly today: LocalDate
  /** The day of the benefit, whose matrix counts. */
  readonly happensOn: LocalDate
}

/** Who decides the steps of a route: the holders of its roles, and those who may stand in for them. */
export function routePeopleFor(
  organisation: Organisation,
  policy: PolicyInForce,
  asking: RouteAsking,
): RoutePeople {
  const { requesterId, entityId, closeIds, loosenedByIds, today, happensOn } = asking
  const holdersBut = (role: string, excludedIds: readonly string[]) =>
    holdersOf(organisation, roleOf(role), { requesterId, entityId, excludedIds }, today).filter(
      (id) => id !== requesterId && !excludedIds.includes(id),
    )
  const holders = (role: string) => holdersBut(role, [...closeIds, ...loosenedByIds])
  return {
    holders,
    haveLoosened: (role) => holders(role).length === 0 && holdersBut(role, closeIds).length > 0,
    standIns: (step) => standIns(organisation, policy, asking, step),
    mayMerge: policy.isSmallCompany(happensOn),
  }
}

/**
 * The rules of a transfer: for a line manager those above, one by one, and other leaders of the entity; then
 * the roles of higher levels. Nobody who reports to the applicant.
 */
function standIns(
  organisation: Organisation,
  policy: PolicyInForce,
  { requesterId, entityId, closeIds, loosenedByIds, today, happensOn }: RouteAsking,
  { level, role }: RouteStep,
): string[][] {
  const excludedIds = [...closeIds, ...loosenedByIds]
  const subject = { requesterId, entityId, excludedIds }
  const isFree = (id: string) =>
    id !== requesterId &&
    !excludedIds.includes(id) &&
    isEmployed(organisation, id, today) &&
    entitiesOf(organisation, id, today).includes(entityId) &&
    !managersAbove(organisation, id, today).includes(requesterId)
  const above = role === 'line_manager' ? managersAbove(organisation, requesterId, today) : []
  const everybody = [...organisation.people.keys()].filter(isFree).toSorted()
  const ofRole = (each: RouteRole) =>
    everybody.filter((id) => mayHold(organisation, id, [each], subject, today))
  return [
    ...above.filter(isFree).map((id) => [id]),
    ...policy.rolesFrom(level, happensOn).map(ofRole),
  ].filter((group) => group.length > 0)
}

const routeRoles = ['line_manager', 'department_head', 'finance', 'compliance', 'general_manager'] as const

function roleOf(role: string): RouteRole {
  const known = routeRoles.find((each) => each === role)
  if (!known) throw new Error(`the authority matrix names a role that nobody can hold: ${role}`)
  return known
}
