import type { Door } from '../../platform/act/act.ts'
import type { MattersPort } from '../../platform/matters.ts'
import { leavingRules } from './leaving-commands.ts'
import { dayFor } from './organisation.ts'
import { matterWord, roleWord, staffName } from './present.ts'
import { proposalMatters } from './proposals.ts'
import { rolesOf } from './reach.ts'
import type { RoleDeps } from './situation.ts'

/** Ends of employments that wait for a second person, in the inbox of those who may answer. */
export function leavingMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return proposalMatters(deps, leavingRules, (organisation, { actor, now }, proposal) => {
    const { language } = actor
    const { person_id: personId } = proposal
    const name = staffName(organisation, personId, language)
    const held = rolesOf(organisation, personId, dayFor(organisation, personId, now))
    const words = held.map((role) => roleWord(role, language)).join(matterWord('matter.separator', language))
    return {
      kind: matterWord('matter.leaving', language),
      title: matterWord('matter.leaving.title', language, { name, leftOn: proposal.left_on }),
      heading: name,
      reason: proposal.reason,
      facts: [
        {
          name: matterWord('matter.roles', language),
          text: words === '' ? matterWord('matter.no_role', language) : words,
        },
      ],
      changes: [
        {
          name: matterWord('matter.reinstatement.last_day', language),
          before: matterWord('matter.reinstatement.none', language),
          after: proposal.left_on,
        },
      ],
    }
  })
}
