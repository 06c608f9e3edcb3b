import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import { lastAdministrator } from './domain.ts'
import { grantsInForce, isEmployed, type Organisation } from './organisation.ts'

/** An end of an employment, as the rules look at it. */
export type WantedLeaving = {
  readonly personId: string
  readonly leftOn: LocalDate
  /** The day on which it is asked for. */
  readonly today: LocalDate
  /** True when something waits for the person's decision. */
  readonly isAsked: boolean
}

/** The objection to this being somebody's last day, or undefined. */
export function leavingObjection(
  organisation: Organisation,
  personId: string,
  leftOn: LocalDate,
): Refusal | undefined {
  const person = organisation.people.get(personId)
  if (!person) return refuse('access.not_in_organisation')
  if (person.left_on !== null) return refuse('access.left_already')
  if (leftOn < person.joined_on) return refuse('access.leaves_before_joining')
  const isAdministrator = grantsInForce(organisation, personId, leftOn).some(
    (grant) => grant.role === 'administrator',
  )
  return isAdministrator ? lastAdministrator(organisation, personId, addDays(leftOn, 1)) : undefined
}

/**
 * True when it takes two: on a past day it rearranges what has counted, and of whoever decides, leads or is
 * asked for a decision it chooses who decides instead.
 */
export function leavesByTwo(organisation: Organisation, wanted: WantedLeaving): boolean {
  const { personId, leftOn, today, isAsked } = wanted
  return leftOn < today || isAsked || decides(organisation, personId, today) || leads(organisation, wanted)
}

/** The roles with which nobody decides on the matters of others. */
const plain: readonly string[] = ['sales', 'trainer']

function decides(organisation: Organisation, personId: string, today: LocalDate): boolean {
  return (organisation.grantsOf.get(personId) ?? []).some(
    (grant) => grant.state === 'confirmed' && isOpenOn(grant, today) && !plain.includes(grant.role),
  )
}

function leads(organisation: Organisation, { personId, today }: WantedLeaving): boolean {
  return (organisation.ledBy.get(personId) ?? []).some(
    (row) => isOpenOn(row, today) && isEmployed(organisation, row.person_id, today),
  )
}

/** What has not ended yet: what begins later counts as well. */
function isOpenOn({ until_on: untilOn }: { readonly until_on: LocalDate | null }, today: LocalDate): boolean {
  return untilOn === null || untilOn >= today
}
