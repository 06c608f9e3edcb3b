import { refuse } from '../../kernel/refusal.ts'
import { addDays } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { holdersOfRoles } from './holding.ts'
import { dayFor, isEmployed, type Organisation } from './organisation.ts'
import { askSecond, waiting, type ProposalRules } from './proposals.ts'
import { grantRow } from './role-commands.ts'
import { lockedSituation, type RoleDeps, type Situation } from './situation.ts'
import { waitingAbout } from './store.ts'
import { emergencyReviewTable, roleGrantTable } from './tables.ts'

/** Who needs the role of an administrator at once, and what happened. */
export type EmergencyBody = { readonly personId: string; readonly reason: string }

/** The role that was given, its last day, and how many people are asked to look at it. */
export type OpenedEmergency = { readonly grantId: string; readonly untilOn: string; readonly asked: number }

type State = { readonly situation: Situation; readonly waitingIds: Set<string> }

/**
 * Breaks the glass: whoever holds the machine gives somebody the role of an administrator at once and
 * without a second person. It ends by itself on the next day. It is never silent: everybody on the staff
 * sees it among the acts of administration, and compliance is asked whether it was justified. Only the
 * product itself runs it.
 */
export function openEmergency(deps: RoleDeps): Command<EmergencyBody, State, OpenedEmergency> {
  return {
    operation: 'access.open_emergency',
    load: async (tx, calls) => {
      const situation = await lockedSituation(tx, deps)
      const personIds = calls.map(({ body }) => body.personId)
      const rows = await waitingAbout(tx, 'emergency_review', personIds)
      return { situation, waitingIds: new Set(rows.map((row) => row.person_id)) }
    },
    decide: (state, call) => decideOpen(deps, state, call),
  }
}

function decideOpen(
  deps: RoleDeps,
  { situation, waitingIds }: State,
  call: Call<EmergencyBody>,
): Decision<OpenedEmergency> {
  const { personId, reason } = call.body
  const object = { type: 'person', id: personId }
  const organisation = situation.organisation()
  const today = dayFor(organisation, personId, call.at)
  if (!isEmployed(organisation, personId, today)) {
    return { refusal: refuse('access.not_in_organisation'), object }
  }
  if (waitingIds.has(personId)) return { refusal: refuse('access.emergency_waits'), object }
  waitingIds.add(personId)
  const grantId = deps.newId('role')
  const untilOn = addDays(today, 1)
  const given = grantRow(grantId, { personId, role: 'administrator', fromOn: today, untilOn })
  const bySystem = { proposed_by: call.actor.personId, proposed_at: call.at }
  const atOnce = { state: 'confirmed', answered_by: call.actor.personId, answered_at: call.at }
  const grant = insertRow(roleGrantTable, { ...given, ...bySystem, ...atOnce, is_emergency: true })
  const id = deps.newId('hold')
  const review = { id, person_id: personId, grant_id: grantId, reason, ...waiting(call) }
  const asked = reviewersOf(organisation, personId, today)
  const round = asked.length === 0 ? [] : askSecond(deps, { type: 'emergency_review', id }, call, asked)
  return {
    answer: { grantId, untilOn, asked: asked.length },
    object,
    reason,
    changes: [...situation.noting([grant]), insertRow(emergencyReviewTable, review), ...round],
  }
}

/** Compliance and the general manager, and administrators who did not need it: never whom it was for. */
function reviewersOf(organisation: Organisation, personId: string, today: string): string[] {
  const holders = holdersOfRoles(organisation, ['compliance', 'general_manager'], today)
  const others = holders.filter((id) => id !== personId)
  if (others.length > 0) return others
  return holdersOfRoles(organisation, ['administrator'], today).filter((id) => id !== personId)
}

/** What compliance says afterwards. It changes nothing that was done: it stands beside it for ever. */
export const emergencyRules: ProposalRules<'emergency_review'> = {
  kind: 'emergency_review',
  operation: 'access.answer_emergency',
  objection: (_, review, { answererId }) => {
    if (review.state !== 'proposed') return refuse('access.emergency_answered')
    return answererId === review.person_id ? refuse('access.own_emergency') : undefined
  },
  ended: (review, ending) => updateRow(emergencyReviewTable, review, ending),
  gone: () => undefined,
  confirmed: () => [],
  reason: (review) => review.reason,
}
