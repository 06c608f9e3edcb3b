import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { leavesByTwo, leavingObjection } from './leaving.ts'
import { dayFor, type Organisation } from './organisation.ts'
import { answerProposal, askSecond, waiting, type ProposalRules } from './proposals.ts'
import { confirmersOf } from './role-commands.ts'
import { nobodyObjection } from './second-person.ts'
import { lockedSituation, type RoleDeps, type Situation } from './situation.ts'
import { waitingAbout } from './store.ts'
import { leavingProposalTable, personTable } from './tables.ts'

/** The last working day of a person, and why it is. */
export type LeaveBody = { readonly personId: string; readonly leftOn: LocalDate; readonly reason: string }

/** `confirmed`: it holds, without a proposal; `proposed`: a second person is asked. */
export type Leaving = {
  readonly personId: string
  readonly state: 'confirmed' | 'proposed'
  readonly proposalId?: string
}

/** What is asked beside the organisation, kept up to date while the items of a set are decided. */
type State = {
  readonly situation: Situation
  readonly waitingIds: Set<string>
  readonly askedIds: ReadonlySet<string>
}

/**
 * Ends an employment: roles, sessions, delegations and tasks as deputy end with that day by themselves. One
 * person may for whoever decides nothing and leaves today or later; else a second one confirms it.
 */
export function endEmployment(deps: RoleDeps): Command<LeaveBody, State, Leaving> {
  return {
    operation: 'access.end_employment',
    load: async (tx, calls) => {
      const situation = await lockedSituation(tx, deps)
      const personIds = calls.map(({ body }) => body.personId)
      const rows = await waitingAbout(tx, 'leaving_proposal', personIds)
      const waitingIds = new Set(rows.map((row) => row.person_id))
      return { situation, waitingIds, askedIds: await deps.rounds.asked(tx, personIds) }
    },
    decide: (state, call) => decideLeaving(deps, state, call),
  }
}

function decideLeaving(
  deps: RoleDeps,
  { situation, waitingIds, askedIds }: State,
  call: Call<LeaveBody>,
): Decision<Leaving> {
  const { personId, leftOn, reason } = call.body
  const object = { type: 'person', id: personId }
  const organisation = situation.organisation()
  const objection = leavingObjection(organisation, personId, leftOn)
  if (objection) return { refusal: objection, object }
  if (waitingIds.has(personId)) return { refusal: refuse('access.leaving_waits'), object }
  const today = dayFor(organisation, personId, call.at)
  if (!leavesByTwo(organisation, { personId, leftOn, today, isAsked: askedIds.has(personId) })) {
    const changes = situation.noting(leftChanges(organisation, personId, leftOn))
    return { answer: { personId, state: 'confirmed' }, object, changes, reason }
  }
  const asked = confirmersOf(organisation, [personId], today)
  const nobody = nobodyObjection(asked, call.actor.personId)
  if (nobody) return { refusal: nobody, object }
  waitingIds.add(personId)
  const id = deps.newId('relation')
  const proposal = { id, person_id: personId, left_on: leftOn, reason, ...waiting(call) }
  const round = askSecond(deps, { type: 'leaving_proposal', id }, call, asked)
  const changes = [insertRow(leavingProposalTable, proposal), ...round]
  return { answer: { personId, state: 'proposed', proposalId: id }, object, changes, reason }
}

function leftChanges(organisation: Organisation, personId: string, leftOn: LocalDate): RowChange[] {
  const person = organisation.people.get(personId)
  return person ? [updateRow(personTable, person, { left_on: leftOn })] : []
}

/** The second of the two persons. The rules are asked again: others may have left since. */
export const leavingRules: ProposalRules<'leaving_proposal'> = {
  kind: 'leaving_proposal',
  operation: 'access.answer_leaving',
  objection: (organisation, proposal, { answererId, isConfirmed }) => {
    if (proposal.state !== 'proposed') return refuse('access.leaving_answered')
    if (answererId === proposal.person_id) return refuse('access.own_leaving')
    if (answererId === proposal.proposed_by) return refuse('access.second_person_needed')
    return isConfirmed ? leavingObjection(organisation, proposal.person_id, proposal.left_on) : undefined
  },
  ended: (proposal, ending) => updateRow(leavingProposalTable, proposal, ending),
  gone: (organisation, { person_id: personId }) =>
    organisation.people.get(personId)?.left_on === null ? undefined : 'changed',
  confirmed: (_, organisation, proposal) => leftChanges(organisation, proposal.person_id, proposal.left_on),
  reason: (proposal) => proposal.reason,
}

/** Confirms or declines the end of an employment. */
export const answerLeaving = (deps: RoleDeps) => answerProposal(deps, leavingRules)
