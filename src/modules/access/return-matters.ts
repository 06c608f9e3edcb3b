import { act, type Door } from '../../platform/act/act.ts'
import type { Matter, MatterReader, MattersPort } from '../../platform/matters.ts'
import { peopleTexts } from '../../texts/access.ts'
import { fill } from '../../texts/text.ts'
import type { Organisation } from './organisation.ts'
import { nameOf } from './present.ts'
import { answerReturn, returnObjection } from './return-commands.ts'
import type { RoleDeps } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { lockRows } from './store.ts'
import { authorise } from './table.ts'
import type { ReturnProposalRow } from './tables.ts'

/** Ends of employments that are to be taken back, in the inbox of those who may answer. */
export function returnMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'return_proposal',
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const proposals = await lockRows(tx, 'return_proposal', ids)
      return new Map([...proposals].map(([id, row]) => [id, matterOf(organisation, reader, row)]))
    },
    answer: async (call, proposalId, { isConfirmed, reason }) => {
      const body = { proposalId, answer: isConfirmed ? ('confirm' as const) : ('decline' as const), reason }
      const [outcome] = await act(deps.door, answerReturn(deps), [{ ...call, body }])
      if (!outcome) throw new Error('every item of a set has its outcome')
      return outcome
    },
  }
}

function matterOf(organisation: Organisation, { actor }: MatterReader, proposal: ReturnProposalRow): Matter {
  const { language, personId } = actor
  const person = organisation.people.get(proposal.person_id)
  const name = person ? nameOf(person, language) : proposal.person_id
  const say = (key: `matter.return${'' | '.title' | '.last_day' | '.none'}`) =>
    fill(peopleTexts[key], language, { name })
  return {
    version: proposal.version,
    kind: say('matter.return'),
    title: say('matter.return.title'),
    heading: name,
    reason: proposal.reason,
    loggedUnder: { type: 'person', id: proposal.person_id },
    facts: [],
    changes: [
      { name: say('matter.return.last_day'), before: proposal.left_on, after: say('matter.return.none') },
    ],
    objection:
      authorise({ ...actor, hasFreshFactor: true }, 'access.answer_return') ??
      returnObjection(person, proposal, personId, true),
    needsFactor: !actor.hasFreshFactor,
  }
}
