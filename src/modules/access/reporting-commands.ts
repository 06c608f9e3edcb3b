import { refuse } from '../../kernel/refusal.ts'
import { addDays } from '../../kernel/time.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { everybody, type OpenRound } from '../../platform/rounds.ts'
import { managerAnswerObjection, managerProposalObjection, startOf, type WantedManager } from './domain.ts'
import { dayFor, type Organisation } from './organisation.ts'
import { confirmersOf } from './role-commands.ts'
import { lockedSituation, type AccessDeps, type RoleDeps, type Situation } from './situation.ts'
import { lockRows } from './store.ts'
import { managerProposalTable, managerTable, type ManagerProposalRow } from './tables.ts'

type Proposed = { readonly proposalId: string }

/** The first of the two persons whom a line manager needs: they decide first on every request. */
export function proposeManager(deps: RoleDeps): Command<WantedManager, Situation, Proposed> {
  return {
    operation: 'access.propose_manager',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, actor, at }) => {
      const { personId, managerId, fromOn } = body
      const object = { type: 'person', id: personId }
      const organisation = state.organisation()
      const today = dayFor(organisation, personId, at)
      const objection = managerProposalObjection(organisation, body, actor.personId, today)
      if (objection) return { refusal: objection, object }
      const id = deps.newId('relation')
      const proposal = insertRow(managerProposalTable, {
        id,
        person_id: personId,
        manager_id: managerId,
        from_on: fromOn,
        state: 'proposed',
        proposed_by: actor.personId,
        proposed_at: at,
        answered_by: null,
        answered_at: null,
      })
      const round = deps.rounds.open({
        object: { type: 'manager_proposal', id },
        entityId: everybody,
        requesterId: actor.personId,
        kind: 'manager_proposal',
        role: 'administrator',
        personIds: confirmersOf(organisation, [personId, managerId], today),
        at,
      })
      return { answer: { proposalId: id }, object, changes: [proposal, ...round] }
    },
  }
}

type AnswerBody = {
  readonly proposalId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState = {
  readonly situation: Situation
  readonly proposals: ReadonlyMap<string, ManagerProposalRow>
  readonly rounds: ReadonlyMap<string, OpenRound>
}

/** The second of the two persons; the manager before ends the day before the new one begins. */
export function answerManager(deps: RoleDeps): Command<AnswerBody, AnswerState, Proposed> {
  return {
    operation: 'access.answer_manager',
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.proposalId)
      return {
        situation: await lockedSituation(tx, deps),
        proposals: await lockRows(tx, 'manager_proposal', ids),
        rounds: await deps.rounds.load(tx, 'manager_proposal', ids),
      }
    },
    decide: (state, call) => decideAnswer(deps, state, call),
  }
}

function decideAnswer(
  deps: AccessDeps,
  { situation, proposals, rounds }: AnswerState,
  { body, actor, at }: Call<AnswerBody>,
): Decision<Proposed> {
  const { proposalId, reason } = body
  const isConfirmed = body.answer === 'confirm'
  const proposal = proposals.get(proposalId)
  if (!proposal) {
    return { refusal: refuse('access.not_in_organisation'), object: { type: 'person', id: proposalId } }
  }
  const { person_id: personId, manager_id: managerId } = proposal
  const object = { type: 'person', id: personId }
  const organisation = situation.organisation()
  const fromOn = startOf(proposal, dayFor(organisation, personId, at))
  const { personId: answererId } = actor
  const confirmsFrom = isConfirmed ? fromOn : undefined
  const objection = managerAnswerObjection(organisation, proposal, answererId, confirmsFrom)
  if (objection) return { refusal: objection, object }
  const answered = updateRow(managerProposalTable, proposal, {
    state: isConfirmed ? 'confirmed' : 'declined',
    answered_by: answererId,
    answered_at: at,
  })
  const wanted = { personId, managerId, fromOn }
  const leading = isConfirmed ? situation.noting(leadingChanges(organisation, deps, wanted)) : []
  const closed = rounds.get(proposalId)?.answered({ personId: answererId, at, isConfirmed, reason }) ?? []
  return {
    answer: { proposalId },
    object,
    changes: [answered, ...leading, ...closed],
    ...(reason === undefined ? {} : { reason }),
  }
}

function leadingChanges(organisation: Organisation, deps: AccessDeps, wanted: WantedManager): RowChange[] {
  const open = (organisation.managersOf.get(wanted.personId) ?? []).find((row) => row.until_on === null)
  const ending = open ? [updateRow(managerTable, open, { until_on: addDays(wanted.fromOn, -1) })] : []
  return [...ending, managerChange(deps.newId('relation'), wanted)]
}

/** The row that makes a person lead another. */
export function managerChange(id: string, wanted: WantedManager): RowChange {
  return insertRow(managerTable, {
    id,
    person_id: wanted.personId,
    manager_id: wanted.managerId,
    from_on: wanted.fromOn,
    until_on: null,
  })
}
