import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { dayFor, type Organisation } from './organisation.ts'
import { answerProposal, askSecond, waiting, type Proposed, type ProposalRules } from './proposals.ts'
import { confirmersOf } from './role-commands.ts'
import { nobodyObjection } from './second-person.ts'
import { lockedSituation, type RoleDeps, type Situation } from './situation.ts'
import { waitingAbout } from './store.ts'
import { personTable, reinstatementProposalTable, type PersonRow } from './tables.ts'

/** An employment whose end was a mistake. */
export type ReinstatementBody = { readonly personId: string; readonly reason: string }

/** `confirmed`: employed as if nothing had been, without a proposal; `proposed`: a second person is asked. */
export type Reinstated = Partial<Proposed> & Pick<Proposed, 'state'>

/** People whose reinstatement waits already, kept up to date while the items of a set are decided. */
type State = { readonly situation: Situation; readonly waitingIds: Set<string> }

/**
 * Takes back the end of an employment. Until the last day is over it has not counted, and one person may;
 * afterwards it takes two.
 */
export function reinstate(deps: RoleDeps): Command<ReinstatementBody, State, Reinstated> {
  return {
    operation: 'access.reinstate',
    load: async (tx, calls) => {
      const situation = await lockedSituation(tx, deps)
      const personIds = calls.map(({ body }) => body.personId)
      const rows = await waitingAbout(tx, 'reinstatement_proposal', personIds)
      return { situation, waitingIds: new Set(rows.map((row) => row.person_id)) }
    },
    decide: (state, call) => decideReinstate(deps, state, call),
  }
}

function decideReinstate(
  deps: RoleDeps,
  { situation, waitingIds }: State,
  call: Call<ReinstatementBody>,
): Decision<Reinstated> {
  const { personId, reason } = call.body
  const object = { type: 'person', id: personId }
  const organisation = situation.organisation()
  const leaving = leavingOf(organisation, personId, call.actor.personId)
  if (isRefusal(leaving)) return { refusal: leaving, object }
  if (waitingIds.has(personId)) return { refusal: refuse('access.reinstatement_waits'), object }
  const { person, leftOn } = leaving
  const today = dayFor(organisation, personId, call.at)
  if (today <= leftOn) {
    const back = situation.noting([updateRow(personTable, person, { left_on: null })])
    return { answer: { state: 'confirmed' }, object, changes: back, reason }
  }
  const asked = confirmersOf(organisation, [personId], today)
  const nobody = nobodyObjection(asked, call.actor.personId)
  if (nobody) return { refusal: nobody, object }
  waitingIds.add(personId)
  const id = deps.newId('relation')
  const proposal = { id, person_id: personId, left_on: leftOn, reason, ...waiting(call) }
  const round = askSecond(deps, { type: 'reinstatement_proposal', id }, call, asked)
  const changes = [insertRow(reinstatementProposalTable, proposal), ...round]
  return { answer: { proposalId: id, state: 'proposed' }, object, changes, reason }
}

function leavingOf(
  organisation: Organisation,
  personId: string,
  actorId: string,
): { readonly person: PersonRow; readonly leftOn: LocalDate } | Refusal {
  const person = organisation.people.get(personId)
  if (!person) return refuse('access.not_in_organisation')
  if (person.left_on === null) return refuse('access.not_leaving')
  return personId === actorId ? refuse('access.own_reinstatement') : { person, leftOn: person.left_on }
}

/** The second of the two persons. The last day may have been changed since. */
export const reinstatementRules: ProposalRules<'reinstatement_proposal'> = {
  kind: 'reinstatement_proposal',
  operation: 'access.answer_reinstatement',
  objection: (organisation, proposal, { answererId, isConfirmed }) => {
    if (proposal.state !== 'proposed') return refuse('access.reinstatement_answered')
    if (answererId === proposal.person_id) return refuse('access.own_reinstatement')
    if (answererId === proposal.proposed_by) return refuse('access.second_person_needed')
    const leftOn = organisation.people.get(proposal.person_id)?.left_on
    return isConfirmed && leftOn !== proposal.left_on ? refuse('access.not_leaving') : undefined
  },
  ended: (proposal, ending) => updateRow(reinstatementProposalTable, proposal, ending),
  gone: (organisation, { person_id: personId, left_on: leftOn }) =>
    organisation.people.get(personId)?.left_on === leftOn ? undefined : 'changed',
  confirmed: (_, organisation, proposal) => {
    const person = organisation.people.get(proposal.person_id)
    return person ? [updateRow(personTable, person, { left_on: null })] : []
  },
  reason: (proposal) => proposal.reason,
}

/** Confirms or declines that an employment goes on. */
export const answerReinstatement = (deps: RoleDeps) => answerProposal(deps, reinstatementRules)
