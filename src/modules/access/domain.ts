import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import { isInForce, managersAbove, type Organisation } from './organisation.ts'
import { rolesExclude, isGrantable, type GrantableRole } from './roles.ts'
import type { AccountRow, ManagerProposalRow, RoleGrantRow } from './tables.ts'

/** A role that somebody proposes for a person. */
export type WantedRole = {
  readonly personId: string
  readonly role: GrantableRole
  readonly entityId: string | null
  readonly unitId: string | null
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate | null
}

/** The objection to `proposerId` proposing this role on `today`, or undefined. */
export function proposalObjection(
  organisation: Organisation,
  wanted: WantedRole,
  proposerId: string,
  today: LocalDate,
): Refusal | undefined {
  const { personId, role, entityId, unitId, fromOn, untilOn } = wanted
  const isKnown =
    organisation.people.has(personId) &&
    (entityId === null || organisation.entities.has(entityId)) &&
    (unitId === null || organisation.units.has(unitId))
  if (!isKnown) return refuse('access.not_in_organisation')
  if (proposerId === personId) return refuse('access.own_role')
  const earliest = addDays(today, 1)
  if (fromOn < earliest) return refuse('access.role_starts_too_early', { earliest }, '/body/fromOn')
  if (untilOn !== null && untilOn < fromOn) return refuse('access.role_dates', {}, '/body/untilOn')
  if (role === 'department_head' && unitId === null)
    return refuse('access.head_needs_unit', {}, '/body/unitId')
  return meetsObjection(organisation, wanted, undefined)
}

/**
 * The objection to `answererId` confirming a proposed role on `confirmsOn`, or declining it when that is
 * absent. The second person is neither the first nor the one who gets the role, and the rules are asked
 * again: other roles may have come since.
 */
export function answerObjection(
  organisation: Organisation,
  grant: RoleGrantRow,
  answererId: string,
  confirmsOn: LocalDate | undefined,
): Refusal | undefined {
  if (grant.state !== 'proposed') return refuse('access.role_answered')
  if (answererId === grant.person_id) return refuse('access.own_role')
  if (answererId === grant.proposed_by) return refuse('access.second_person_needed')
  if (confirmsOn === undefined) return undefined
  // A role that would be over before it begins is none: it waited too long for its second person.
  const from_on = startOf(grant, confirmsOn)
  if (grant.until_on !== null && grant.until_on < from_on) return refuse('access.role_dates')
  return meetsObjection(organisation, { ...wantedOf(grant), fromOn: from_on }, grant.id)
}

/** The day on which what was confirmed begins: the day after the confirmation at the earliest. */
export function startOf(proposed: { readonly from_on: LocalDate }, today: LocalDate): LocalDate {
  const earliest = addDays(today, 1)
  return proposed.from_on < earliest ? earliest : proposed.from_on
}

/** The objection to ending a role with `untilOn`, or undefined. Yesterday ends it at once. */
export function endObjection(
  organisation: Organisation,
  grant: RoleGrantRow,
  untilOn: LocalDate,
  today: LocalDate,
): Refusal | undefined {
  const isOver = grant.until_on !== null && grant.until_on < today
  if (grant.state !== 'confirmed' || isOver) return refuse('access.role_ended')
  if (untilOn < addDays(today, -1) || untilOn < addDays(grant.from_on, -1)) {
    return refuse('access.role_dates', {}, '/body/untilOn')
  }
  const isAdministrator = grant.role === 'administrator'
  return isAdministrator ? lastAdministrator(organisation, grant.person_id, addDays(untilOn, 1)) : undefined
}

/** A refusal when nobody but `leavingId` would administer the company on that day. */
export function lastAdministrator(
  organisation: Organisation,
  leavingId: string,
  date: LocalDate,
): Refusal | undefined {
  const others = (organisation.grantsByRole.get('administrator') ?? []).filter(
    (grant) => grant.person_id !== leavingId && grant.state === 'confirmed' && isInForce(grant, date),
  )
  const stays = others.some((grant) => {
    const person = organisation.people.get(grant.person_id)
    return person !== undefined && (person.left_on === null || date <= person.left_on)
  })
  return stays ? undefined : refuse('access.last_administrator')
}

/** Why somebody may not act on that day: they have left, or have not begun. */
export function employmentObjection(
  organisation: Organisation,
  personId: string,
  date: LocalDate,
): Refusal | undefined {
  const person = organisation.people.get(personId)
  if (!person) return refuse('access.not_signed_in')
  const { joined_on: joinedOn, left_on: leftOn } = person
  if (date < joinedOn) return refuse('access.not_joined_yet', { joinedOn })
  return leftOn !== null && date > leftOn ? refuse('access.employment_ended', { leftOn }) : undefined
}

/**
 * The objection to `giverId` giving this account its second factor. Whoever holds both halves of a log-in can
 * decide in the name of its person, so the two halves come from two people.
 */
export function factorObjection(account: AccountRow, giverId: string): Refusal | undefined {
  if (!account.is_open) return refuse('access.account_closed')
  const isOneOfTwo = giverId !== account.person_id && giverId !== account.password_by
  return isOneOfTwo ? undefined : refuse('access.factor_by_another')
}

/** True while only somebody else knows how to open this account: its second factor was not given yet. */
export function waitsForFactor(account: AccountRow): boolean {
  const { password_by: passwordBy, factor_by: factorBy, person_id: personId } = account
  return passwordBy !== null && passwordBy !== personId && factorBy === null
}

/** Somebody who is to lead a person from a day on. */
export type WantedManager = {
  readonly personId: string
  readonly managerId: string
  readonly fromOn: LocalDate
}

/** The objection to `proposerId` proposing this manager on `today`, or undefined. */
export function managerProposalObjection(
  organisation: Organisation,
  wanted: WantedManager,
  proposerId: string,
  today: LocalDate,
): Refusal | undefined {
  const { personId, managerId, fromOn } = wanted
  if (proposerId === personId || proposerId === managerId) return refuse('access.own_manager')
  const earliest = addDays(today, 1)
  if (fromOn < earliest) return refuse('access.manager_starts_too_early', { earliest }, '/body/fromOn')
  return managerObjection(organisation, wanted)
}

/**
 * The objection to `answererId` confirming a proposed manager from `fromOn` on, or declining one when that is
 * absent. Neither whoever proposed it nor one of the two whom it is about; the rules are asked again.
 */
export function managerAnswerObjection(
  organisation: Organisation,
  proposal: ManagerProposalRow,
  answererId: string,
  fromOn: LocalDate | undefined,
): Refusal | undefined {
  const { person_id: personId, manager_id: managerId } = proposal
  if (proposal.state !== 'proposed') return refuse('access.manager_answered')
  if (answererId === personId || answererId === managerId) return refuse('access.own_manager')
  if (answererId === proposal.proposed_by) return refuse('access.second_person_needed')
  return fromOn === undefined ? undefined : managerObjection(organisation, { personId, managerId, fromOn })
}

/** The objection to `managerId` leading `personId` from that day, or undefined. */
export function managerObjection(
  organisation: Organisation,
  { personId, managerId, fromOn }: WantedManager,
): Refusal | undefined {
  if (!organisation.people.has(personId) || !organisation.people.has(managerId)) {
    return refuse('access.not_in_organisation')
  }
  const above = managersAbove(organisation, managerId, fromOn)
  if (personId === managerId || above.includes(personId))
    return refuse('access.manager_circle', {}, '/body/managerId')
  const open = (organisation.managersOf.get(personId) ?? []).find((row) => row.until_on === null)
  return open && fromOn < open.from_on
    ? refuse('access.manager_dates', { fromOn: open.from_on }, '/body/fromOn')
    : undefined
}

/** True for a time zone that this machine knows by its IANA name. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function wantedOf(grant: RoleGrantRow): WantedRole {
  if (!isGrantable(grant.role)) throw new Error(`${grant.role} is no role that can be granted`)
  return {
    personId: grant.person_id,
    role: grant.role,
    entityId: grant.entity_id,
    unitId: grant.unit_id,
    fromOn: grant.from_on,
    untilOn: grant.until_on,
  }
}

/** Roles that would meet in the person while this one holds: the same one again, or one that excludes it. */
function meetsObjection(
  organisation: Organisation,
  wanted: WantedRole,
  ownId: string | undefined,
): Refusal | undefined {
  const meeting = (organisation.grantsOf.get(wanted.personId) ?? []).filter(
    (grant) => grant.id !== ownId && stands(grant) && overlaps(grant, wanted),
  )
  const apart = meeting.find((grant) => isGrantable(grant.role) && rolesExclude(grant.role, wanted.role))
  if (apart) return refuse('access.roles_exclude')
  const held = meeting.some(
    (grant) =>
      grant.role === wanted.role && grant.entity_id === wanted.entityId && grant.unit_id === wanted.unitId,
  )
  return held ? refuse('access.role_held') : undefined
}

/** A role that holds, or may yet: one that was declined or taken back stands in nobody's way. */
function stands({ state }: RoleGrantRow): boolean {
  return state === 'confirmed' || state === 'proposed'
}

function overlaps(grant: RoleGrantRow, wanted: WantedRole): boolean {
  const beginsBeforeEnd = wanted.untilOn === null || grant.from_on <= wanted.untilOn
  return beginsBeforeEnd && (grant.until_on === null || wanted.fromOn <= grant.until_on)
}
