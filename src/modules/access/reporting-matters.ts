import type { Door } from '../../platform/act/act.ts'
import type { MattersPort } from '../../platform/matters.ts'
import { startOf } from './domain.ts'
import { dayFor, lineManagerOf } from './organisation.ts'
import { matterWord, staffName } from './present.ts'
import { proposalMatters } from './proposals.ts'
import { managerRules } from './reporting-commands.ts'
import type { RoleDeps } from './situation.ts'

/** Line managers that wait for their second person, in the inbox of those who may answer. */
export function managerMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return proposalMatters(deps, managerRules, (organisation, { actor, now }, proposal) => {
    const { language } = actor
    const { person_id: personId } = proposal
    const fromOn = startOf(proposal, dayFor(organisation, personId, now))
    const before = lineManagerOf(organisation, personId, fromOn)
    const name = staffName(organisation, personId, language)
    const manager = staffName(organisation, proposal.manager_id, language)
    return {
      kind: matterWord('matter.manager', language),
      title: matterWord('matter.manager.title', language, { name, manager }),
      heading: name,
      reason: '',
      facts: [{ name: matterWord('matter.from', language), text: proposal.from_on }],
      changes: [
        {
          name: matterWord('matter.manager', language),
          before:
            before === undefined
              ? matterWord('matter.no_role', language)
              : staffName(organisation, before, language),
          after: manager,
        },
      ],
    }
  })
}
