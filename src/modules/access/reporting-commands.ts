import { because, type Because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import { addDays } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import { underRound } from '../../platform/rounds.ts'
import { managerAnswerObjection, managerProposalObjection, startOf, type WantedManager } from './domain.ts'
import { dayFor, type Organisation } from './organisation.ts'
import { answerProposal, askSecond, leftOf, waiting, type Proposed, type ProposalRules } from './proposals.ts'
import { confirmersOf } from './role-commands.ts'
import { nobodyObjection } from './second-person.ts'
import { lockedSituation, type AccessDeps, type RoleDeps, type Situation } from './situation.ts'
import { waitingAbout } from './store.ts'
import { managerProposalTable, managerTable } from './tables.ts'

/** People whose new manager waits already, kept up to date while the items of a set are decided. */
type State = { readonly situation: Situation; readonly waitingIds: Set<string> }

/** The first of the two persons whom a line manager needs: they decide first on every request. */
export function proposeManager(deps: RoleDeps): Command<WantedManager, State, Pick<Proposed, 'proposalId'>> {
  return {
    operation: 'access.propose_manager',
    load: async (tx, calls) => {
      const situation = await lockedSituation(tx, deps)
      const personIds = calls.map(({ body }) => body.personId)
      const rows = await waitingAbout(tx, 'manager_proposal', personIds)
      const open = await underRound(tx, deps.rounds, 'manager_proposal', rows)
      return { situation, waitingIds: new Set(open.map((row) => row.person_id)) }
    },
    decide: ({ situation, waitingIds }, call) => {
      const { personId, managerId, fromOn } = call.body
      const object = { type: 'person', id: personId }
      const organisation = situation.organisation()
      const today = dayFor(organisation, personId, call.at)
      const asked = confirmersOf(organisation, [personId, managerId], today)
      const objection =
        managerProposalObjection(organisation, call.body, call.actor.personId, today) ??
        (waitingIds.has(personId) ? refuse('access.manager_waits') : undefined) ??
        nobodyObjection(asked, call.actor.personId)
      if (objection) return { refusal: objection, object }
      waitingIds.add(personId)
      const id = deps.newId('relation')
      const proposal = { id, person_id: personId, manager_id: managerId, from_on: fromOn, ...waiting(call) }
      const round = askSecond(deps, { type: 'manager_proposal', id }, call, asked)
      return {
        answer: { proposalId: id },
        object,
        reason: leads(managerId, fromOn),
        changes: [insertRow(managerProposalTable, proposal), ...round],
      }
    },
  }
}

/** The second of the two persons; the manager before ends the day before the new one begins. */
export const managerRules: ProposalRules<'manager_proposal'> = {
  kind: 'manager_proposal',
  operation: 'access.answer_manager',
  objection: (organisation, proposal, { answererId, at, isConfirmed }) =>
    managerAnswerObjection(
      organisation,
      proposal,
      answererId,
      isConfirmed ? startOf(proposal, dayFor(organisation, proposal.person_id, at)) : undefined,
    ),
  ended: (proposal, ending) => updateRow(managerProposalTable, proposal, ending),
  gone: (organisation, { person_id: personId, manager_id: managerId }, at) =>
    leftOf(organisation, [personId, managerId], at),
  confirmed: (deps, organisation, proposal, at) => {
    const { person_id: personId, manager_id: managerId } = proposal
    const fromOn = startOf(proposal, dayFor(organisation, personId, at))
    return leadingChanges(organisation, deps, { personId, managerId, fromOn })
  },
  reason: ({ manager_id: managerId, from_on: fromOn }) => leads(managerId, fromOn),
}

/** Confirms or declines a line manager. */
export const answerManager = (deps: RoleDeps) => answerProposal(deps, managerRules)

/** What a proposal of a line manager is for. */
function leads(manager: string, from: string): Because {
  return because('access.leads', { manager, from })
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
