import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { everybody, type OpenRound } from '../../platform/rounds.ts'
import { dayFor, type Organisation } from './organisation.ts'
import { confirmersOf } from './role-commands.ts'
import { lockedSituation, type RoleDeps, type Situation } from './situation.ts'
import { lockRows } from './store.ts'
import { personTable, returnProposalTable, type PersonRow, type ReturnProposalRow } from './tables.ts'

/** An employment whose end was a mistake. */
export type ReturnBody = { readonly personId: string; readonly reason: string }

/** `confirmed`: the person is employed again as if nothing had been; `proposed`: a second person is asked. */
export type Returned = { readonly proposalId: string; readonly state: 'proposed' | 'confirmed' | 'declined' }

/**
 * Takes back the end of an employment. Until the last day is over it has not counted, and one person may;
 * afterwards it takes two.
 */
export function takeBackLeave(deps: RoleDeps): Command<ReturnBody, Situation, Returned> {
  return {
    operation: 'access.take_back_leave',
    load: (tx) => lockedSituation(tx, deps),
    decide: (situation, { body, actor, at }) => {
      const { personId, reason } = body
      const object = { type: 'person', id: personId }
      const organisation = situation.organisation()
      const leaving = leavingOf(organisation, personId, actor.personId)
      if (isRefusal(leaving)) return { refusal: leaving, object }
      const { person, leftOn } = leaving
      const today = dayFor(organisation, personId, at)
      const id = deps.newId('relation')
      if (today <= leftOn) {
        const back = situation.noting([updateRow(personTable, person, { left_on: null })])
        return { answer: { proposalId: id, state: 'confirmed' }, object, changes: back, reason }
      }
      const proposal = insertRow(returnProposalTable, {
        id,
        person_id: personId,
        left_on: leftOn,
        reason,
        state: 'proposed',
        proposed_by: actor.personId,
        proposed_at: at,
        answered_by: null,
        answered_at: null,
      })
      const round = deps.rounds.open({
        object: { type: 'return_proposal', id },
        entityId: everybody,
        requesterId: actor.personId,
        kind: 'return_proposal',
        role: 'administrator',
        personIds: confirmersOf(organisation, [personId], today),
        at,
      })
      return { answer: { proposalId: id, state: 'proposed' }, object, changes: [proposal, ...round], reason }
    },
  }
}

function leavingOf(
  organisation: Organisation,
  personId: string,
  actorId: string,
): { readonly person: PersonRow; readonly leftOn: LocalDate } | Refusal {
  const person = organisation.people.get(personId)
  if (!person) return refuse('access.not_in_organisation')
  if (person.left_on === null) return refuse('access.not_leaving')
  return personId === actorId ? refuse('access.own_return') : { person, leftOn: person.left_on }
}

type AnswerBody = {
  readonly proposalId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState = {
  readonly situation: Situation
  readonly proposals: ReadonlyMap<string, ReturnProposalRow>
  readonly rounds: ReadonlyMap<string, OpenRound>
}

/** The second of the two persons. */
export function answerReturn(deps: RoleDeps): Command<AnswerBody, AnswerState, Returned> {
  return {
    operation: 'access.answer_return',
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.proposalId)
      return {
        situation: await lockedSituation(tx, deps),
        proposals: await lockRows(tx, 'return_proposal', ids),
        rounds: await deps.rounds.load(tx, 'return_proposal', ids),
      }
    },
    decide: decideAnswer,
  }
}

function decideAnswer(
  { situation, proposals, rounds }: AnswerState,
  { body, actor, at }: Call<AnswerBody>,
): Decision<Returned> {
  const { proposalId, reason } = body
  const isConfirmed = body.answer === 'confirm'
  const proposal = proposals.get(proposalId)
  const object = { type: 'person', id: proposal?.person_id ?? proposalId }
  if (!proposal) return { refusal: refuse('access.not_in_organisation'), object }
  const person = situation.organisation().people.get(proposal.person_id)
  const objection = returnObjection(person, proposal, actor.personId, isConfirmed)
  if (objection || !person) return { refusal: objection ?? refuse('access.not_in_organisation'), object }
  const state = isConfirmed ? 'confirmed' : 'declined'
  const answered = { state, answered_by: actor.personId, answered_at: at }
  const back = isConfirmed ? situation.noting([updateRow(personTable, person, { left_on: null })]) : []
  const closed = rounds.get(proposalId)?.answered({ personId: actor.personId, at, isConfirmed, reason }) ?? []
  return {
    answer: { proposalId, state },
    object,
    changes: [updateRow(returnProposalTable, proposal, answered), ...back, ...closed],
    reason: reason ?? proposal.reason,
  }
}

/** The objection to `answererId` answering it, or undefined. The last day may have been changed since. */
export function returnObjection(
  person: PersonRow | undefined,
  proposal: ReturnProposalRow,
  answererId: string,
  isConfirmed: boolean,
): Refusal | undefined {
  if (proposal.state !== 'proposed') return refuse('access.return_answered')
  if (answererId === proposal.person_id) return refuse('access.own_return')
  if (answererId === proposal.proposed_by) return refuse('access.second_person_needed')
  return isConfirmed && person?.left_on !== proposal.left_on ? refuse('access.not_leaving') : undefined
}
