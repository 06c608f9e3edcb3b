import { act, type Door } from '../../platform/act/act.ts'
import type { Matter, MatterReader, MattersPort } from '../../platform/matters.ts'
import { peopleTexts } from '../../texts/access.ts'
import { fill, type Language } from '../../texts/text.ts'
import { managerAnswerObjection, startOf } from './domain.ts'
import { answerManager } from './reporting-commands.ts'
import { dayFor, lineManagerOf, type Organisation } from './organisation.ts'
import { nameOf } from './present.ts'
import type { RoleDeps } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { lockRows } from './store.ts'
import { authorise } from './table.ts'
import type { ManagerProposalRow } from './tables.ts'

/** Line managers that wait for their second person, in the inbox of those who may answer. */
export function managerMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'manager_proposal',
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const proposals = await lockRows(tx, 'manager_proposal', ids)
      return new Map([...proposals].map(([id, row]) => [id, matterOf(organisation, reader, row)]))
    },
    answer: async (call, proposalId, { isConfirmed, reason }) => {
      const body = { proposalId, answer: isConfirmed ? ('confirm' as const) : ('decline' as const), reason }
      const [outcome] = await act(deps.door, answerManager(deps), [{ ...call, body }])
      if (!outcome) throw new Error('every item of a set has its outcome')
      return outcome
    },
  }
}

function matterOf(
  organisation: Organisation,
  { actor, now }: MatterReader,
  proposal: ManagerProposalRow,
): Matter {
  const { language } = actor
  const { person_id: personId } = proposal
  const fromOn = startOf(proposal, dayFor(organisation, personId, now))
  const before = lineManagerOf(organisation, personId, fromOn)
  const name = staffName(organisation, personId, language)
  const manager = staffName(organisation, proposal.manager_id, language)
  return {
    version: proposal.version,
    kind: say('matter.manager', language),
    title: say('matter.manager.title', language, { name, manager }),
    heading: name,
    reason: '',
    loggedUnder: { type: 'person', id: personId },
    facts: [{ name: say('matter.from', language), text: proposal.from_on }],
    changes: [
      {
        name: say('matter.manager', language),
        before:
          before === undefined ? say('matter.no_role', language) : staffName(organisation, before, language),
        after: manager,
      },
    ],
    objection:
      authorise({ ...actor, hasFreshFactor: true }, 'access.answer_manager') ??
      managerAnswerObjection(organisation, proposal, actor.personId, fromOn),
    needsFactor: !actor.hasFreshFactor,
  }
}

function staffName(organisation: Organisation, personId: string, language: Language): string {
  const person = organisation.people.get(personId)
  return person ? nameOf(person, language) : personId
}

type Key = Extract<keyof typeof peopleTexts, `matter.${string}`>

function say(key: Key, language: Language, params: Record<string, string> = {}): string {
  return fill(peopleTexts[key], language, params)
}
