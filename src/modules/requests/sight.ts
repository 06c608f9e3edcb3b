import type { Actor } from '../../platform/act/actor.ts'
import type { Instant } from '../../kernel/time.ts'
import {
  authorise,
  dayFor,
  deputiesOf,
  holdersOf,
  isEmployed,
  leadersOf,
  mayWith,
  rolesOf,
  type DelegatedTask,
  type Organisation,
  type Permission,
} from '../access/index.ts'
import type { Participants } from '../approvals/index.ts'
import type { OpenCase } from './decide-again.ts'
import { wholeValueOf } from './stored-proposal.ts'
import type { RequestRow } from './tables.ts'

/** Whoever wants to see something, at a moment. */
export type Onlooker = { readonly actor: Actor; readonly now: Instant; readonly organisation: Organisation }

const nobody: Participants = { asked: [], copied: [] }

/**
 * The people whose task the onlooker may take over today by delegation: within its kinds and its cap, and
 * never a request of the onlooker or of those who lead them. Screen and command ask the same.
 */
export function principalsOf({ actor, organisation }: Onlooker, found: OpenCase): string[] {
  const { request, flow, situation } = found
  const asked = [...new Set((flow?.tasks ?? []).map((task) => task.person_id))]
  const task = delegatedTask(request, flow?.flow.kind ?? '')
  return asked.filter((id) => deputiesOf(organisation, id, situation.today, task).includes(actor.personId))
}

/** A request as a delegation looks at it: its kind, its whole amount, and who asks. */
export function delegatedTask(request: RequestRow, kind: string): DelegatedTask {
  const amount = wholeValueOf(request)
  return { kind, requesterId: request.requester_id, ...(amount === undefined ? {} : { amount }) }
}

/** Whether somebody may see a request, or say something about it. */
export function maySee(
  onlooker: Onlooker,
  found: OpenCase,
  operation: 'requests.detail' | 'requests.comment',
  earlier: Participants = nobody,
): boolean {
  return sightOf(onlooker, found, operation, earlier).can
}

/**
 * Whether somebody stands to a request as an operation asks: the applicant, those who lead them, those who
 * are or were asked, and whoever watches the entity. Who got a copy reads and talks as those who were asked
 * do.
 */
export function sightOf(
  onlooker: Onlooker,
  found: OpenCase,
  operation: 'requests.detail' | 'requests.comment',
  earlier: Participants,
): Permission {
  const { request } = found
  const { actor, organisation } = onlooker
  if (copiedOf(found, earlier).includes(actor.personId)) {
    const refusal = authorise(actor, operation)
    return refusal ? { can: false, refusal } : { can: true }
  }
  return mayWith(actor, operation, {
    ownerId: request.requester_id,
    entityId: request.entity_id,
    state: request.state,
    leaderIds: leadersOf(
      organisation,
      request.requester_id,
      dayFor(organisation, actor.personId, onlooker.now),
    ),
    assignedIds: askedOf(found, earlier),
    deputyIds: principalsOf(onlooker, found).length > 0 ? [actor.personId] : [],
  })
}

function copiedOf({ flow }: OpenCase, earlier: Participants): string[] {
  return [...(flow?.copies ?? []).map((copy) => copy.person_id), ...earlier.copied]
}

function askedOf({ flow, duties }: OpenCase, earlier: Participants): string[] {
  const asked = (flow?.tasks ?? []).map((task) => task.person_id)
  return [...asked, ...duties.map((duty) => duty.person_id), ...earlier.asked]
}

/** Whoever leads somebody sees the team's requests by one of these roles. */
const leading: readonly string[] = ['sales_manager', 'department_head', 'programme_manager']
const watching = ['finance', 'compliance', 'general_manager'] as const

/**
 * Who may be spoken to about a request, those who are part of it first: all of them may see it already, so
 * that a mention opens nothing to anybody.
 */
export function audienceOf(found: OpenCase, earlier: Participants): string[] {
  const { request, situation, shared } = found
  const { organisation } = shared
  const subject = { requesterId: request.requester_id, entityId: request.entity_id }
  const everybody = [
    request.requester_id,
    ...askedOf(found, earlier),
    ...copiedOf(found, earlier),
    ...leadersOf(organisation, request.requester_id, situation.today).filter((id) =>
      rolesOf(organisation, id, situation.today).some((role) => leading.includes(role)),
    ),
    ...watching.flatMap((role) => holdersOf(organisation, role, subject, situation.today)),
  ]
  return [...new Set(everybody)].filter((id) => isEmployed(organisation, id, situation.today))
}
