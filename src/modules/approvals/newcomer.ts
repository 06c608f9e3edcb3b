import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import {
  entitiesOf,
  isEmployed,
  managersAbove,
  mayHold,
  type Organisation,
  type RouteRole,
} from '../access/index.ts'
import { activeStep, type Flow } from './flow.ts'

/** What is looked at before somebody is asked who is not of the route. */
export type NewcomerGround = {
  readonly organisation: Organisation
  readonly day: LocalDate
  /** Those who are close to the recipient: relatives, and owners of the customer. */
  readonly closeIds: readonly string[]
  /** Those who made the rules milder for the recipient. */
  readonly loosenedByIds: readonly string[]
  /** The roles that may hold a step of that level: its own, and those of higher levels. */
  readonly rolesFor: (level: string) => readonly RouteRole[]
}

/**
 * The objection to asking somebody in addition or instead: never the applicant or whoever reports to them,
 * nobody who has a part in this round already or is close to the recipient, nobody without the standing for
 * the step.
 */
export function newcomerObjection(
  flow: Flow,
  personId: string,
  ground: NewcomerGround,
  pointer: string,
): Refusal | undefined {
  const { organisation, day, closeIds, loosenedByIds } = ground
  const { requester_id: requesterId, entity_id: entityId } = flow.flow
  const no = (code: string) => refuse(code, {}, pointer)
  if (personId === requesterId) return no('approvals.not_to_requester')
  if (isPart(flow, personId)) return no('approvals.already_asked')
  const reader = readerObjection(flow, personId, ground, pointer)
  if (reader) return reader
  if (managersAbove(organisation, personId, day).includes(requesterId))
    return no('approvals.newcomer_below_requester')
  if (closeIds.includes(personId)) return no('approvals.newcomer_close')
  if (loosenedByIds.includes(personId)) return no('approvals.newcomer_loosened')
  const step = activeStep(flow)
  const subject = { requesterId, entityId }
  const isAble = step && mayHold(organisation, personId, ground.rolesFor(step.level), subject, day)
  return isAble ? undefined : no('approvals.newcomer_without_standing')
}

/** The objection to somebody reading a round of this entity: they are not there, or serve another entity. */
export function readerObjection(
  flow: Flow,
  personId: string,
  { organisation, day }: Pick<NewcomerGround, 'organisation' | 'day'>,
  pointer: string,
): Refusal | undefined {
  if (!isEmployed(organisation, personId, day)) return refuse('approvals.newcomer_not_there', {}, pointer)
  const isNear = entitiesOf(organisation, personId, day).includes(flow.flow.entity_id)
  return isNear ? undefined : refuse('approvals.newcomer_other_entity', {}, pointer)
}

/** A task that lapsed before it was decided is no part; one that was handed on or decided is. */
function isPart(flow: Flow, personId: string): boolean {
  return flow.tasks.some(
    (task) => (task.person_id === personId && task.state !== 'lapsed') || task.decided_by === personId,
  )
}
