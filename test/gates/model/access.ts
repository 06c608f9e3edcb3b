import {
  excludes,
  forbidden,
  grantsOf,
  holds,
  isBusiness,
  isEmployed,
  mayDoBusiness,
  refused,
  today,
  type Ruling,
} from './organisation.ts'
import { no, yes, type Actor, type Ruled } from './requests.ts'
import {
  daysAfter,
  type Day,
  type Delegation,
  type EntityKey,
  type Grant,
  type Kind,
  type World,
} from './state.ts'

/** A delegation that somebody wants. */
export type WantedDelegation = {
  readonly to: string
  readonly fromOn: Day
  readonly untilOn: Day
  readonly kind: Kind | undefined
  readonly cap: bigint | undefined
}

/** Hands decisions to a colleague for a time. */
export function delegate(world: World, actor: Actor, wanted: WantedDelegation): Ruled {
  const { to, fromOn, untilOn } = wanted
  const from = actor.person
  if (!mayDoBusiness(world, from)) return no(forbidden('access.role_needed'))
  if (from === to) return no(refused('access.delegation_to_self'))
  if (fromOn < today(world)) return no(refused('access.delegation_in_the_past'))
  if (untilOn < fromOn) return no(refused('access.delegation_dates'))
  if (!grantsOf(world, to, fromOn).some((grant) => isBusiness(grant.role)))
    return no(refused('access.deputy_unfit'))
  const isThere = world.delegations.some(
    (each) =>
      each.from === from &&
      each.to === to &&
      !each.isEnded &&
      each.fromOn <= untilOn &&
      fromOn <= each.untilOn,
  )
  if (isThere) return no(refused('access.delegation_exists'))
  return yes((id) => void world.delegations.push({ ...wanted, id, from, isEnded: false }))
}

/** Either of the two ends it; to others it does not exist. */
export function endDelegation(world: World, actor: Actor, delegation: Delegation): Ruled {
  const { person } = actor
  if (!mayDoBusiness(world, person)) return no(forbidden('access.role_needed'))
  if (delegation.from !== person && delegation.to !== person) return no(refused('platform.not_found'))
  if (delegation.isEnded || delegation.untilOn < today(world)) return no(refused('access.delegation_over'))
  return yes(() => void (delegation.isEnded = true))
}

/** A role that somebody proposes. */
export type WantedRole = {
  readonly person: string
  readonly role: string
  readonly entity: EntityKey
  readonly from: Day
  readonly until: Day | undefined
}

/** The first of two persons: an administrator, never for themselves, from tomorrow on at the earliest. */
export function proposeRole(world: World, actor: Actor, wanted: WantedRole): Ruled {
  const objection = administering(world, actor, ['administrator']) ?? proposalObjection(world, actor, wanted)
  if (objection) return no(objection)
  if (!isAnswerable(world, actor, wanted)) return no(refused('access.nobody_to_confirm'))
  const made = { ...wanted, proposedBy: actor.person, limit: undefined, state: 'proposed' as const }
  return yes((id) => void world.grants.push({ ...made, id }))
}

/** Somebody may confirm it: neither whoever proposes it nor the one who gets the role. */
function isAnswerable(world: World, actor: Actor, wanted: WantedRole): boolean {
  return [...world.people.keys()].some(
    (key) =>
      key !== actor.person &&
      key !== wanted.person &&
      (holds(world, key, 'administrator') || holds(world, key, 'compliance')),
  )
}

function administering(world: World, actor: Actor, roles: readonly string[]): Ruling | undefined {
  if (!roles.some((role) => holds(world, actor.person, role))) return forbidden('access.role_needed')
  return actor.isFresh ? undefined : forbidden('access.fresh_factor_needed')
}

function proposalObjection(world: World, actor: Actor, wanted: WantedRole): Ruling | undefined {
  if (wanted.person === actor.person) return refused('access.own_role')
  if (wanted.from <= today(world)) return refused('access.role_starts_too_early')
  if (wanted.until !== undefined && wanted.until < wanted.from) return refused('access.role_dates')
  return meeting(world, wanted)
}

/** Roles that would meet in one person: the same again, or one that excludes the other. */
function meeting(world: World, wanted: WantedRole, own?: Grant): Ruling | undefined {
  const others = world.grants.filter(
    (each) =>
      each !== own &&
      each.person === wanted.person &&
      each.state !== 'declined' &&
      (wanted.until === undefined || each.from <= wanted.until) &&
      (each.until === undefined || wanted.from <= each.until),
  )
  if (others.some((each) => excludes(each.role, wanted.role))) return refused('access.roles_exclude')
  const isHeld = others.some((each) => each.role === wanted.role && each.entity === wanted.entity)
  return isHeld ? refused('access.role_held') : undefined
}

/** The second person: neither the first nor the one who gets the role. It begins tomorrow at the earliest. */
export function answerRole(world: World, actor: Actor, grant: Grant, answer: 'confirm' | 'decline'): Ruled {
  const denied = administering(world, actor, ['administrator', 'compliance'])
  if (denied) return no(denied)
  if (grant.state !== 'proposed') return no(refused('access.role_answered'))
  if (grant.person === actor.person) return no(refused('access.own_role'))
  if (grant.proposedBy === actor.person) return no(refused('access.second_person_needed'))
  if (answer === 'decline') return yes(() => void (grant.state = 'declined'))
  const tomorrow = daysAfter(today(world), 1)
  if (grant.until !== undefined && grant.until < tomorrow) return no(refused('access.role_dates'))
  const from = grant.from < tomorrow ? tomorrow : grant.from
  const objection = meeting(world, { ...grant, from }, grant)
  if (objection) return no(objection)
  return yes(() => {
    grant.state = 'confirmed'
    grant.from = from
  })
}

/** One person may end a role: it takes rights away and gives none. Somebody must stay to administer. */
export function endRole(world: World, actor: Actor, grant: Grant, until: Day): Ruled {
  const denied = administering(world, actor, ['administrator'])
  if (denied) return no(denied)
  const isOver = grant.until !== undefined && grant.until < today(world)
  if (grant.state !== 'confirmed' || isOver) return no(refused('access.role_ended'))
  if (until < daysAfter(today(world), -1) || until < daysAfter(grant.from, -1))
    return no(refused('access.role_dates'))
  return yes(() => void (grant.until = until))
}

/**
 * The last working day of a person: roles, deputies and sessions end with it. A second person confirms it
 * where it chooses who decides instead, or has counted already.
 */
export function leave(world: World, actor: Actor, key: string, leftOn: Day): Ruled {
  const denied = administering(world, actor, ['administrator'])
  if (denied) return no(denied)
  const person = world.people.get(key)
  if (!person) return no(refused('access.not_in_organisation'))
  if (person.leftOn !== undefined) return no(refused('access.left_already'))
  return yes(() => void (person.leftOn = leftOn))
}

/** True when that end of an employment takes two. */
export function leavesByTwo(world: World, key: string, leftOn: Day): boolean {
  const day = today(world)
  const decides = world.grants.some(
    ({ person, role, state, until }) =>
      person === key &&
      state === 'confirmed' &&
      (until === undefined || until >= day) &&
      !['sales', 'trainer'].includes(role),
  )
  const leads = [...world.people.values()].some((each) => each.manager === key && isEmployed(world, each.key))
  const isAsked = world.requests.some(({ rounds }) =>
    rounds.some(({ steps }) =>
      steps.some(({ tasks }) => tasks.some((task) => task.person === key && task.state === 'active')),
    ),
  )
  return leftOn < day || decides || leads || isAsked
}
