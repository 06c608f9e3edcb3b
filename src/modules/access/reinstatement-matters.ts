import type { Door } from '../../platform/act/act.ts'
import type { MattersPort } from '../../platform/matters.ts'
import { matterWord, staffName } from './present.ts'
import { proposalMatters } from './proposals.ts'
import { reinstatementRules } from './reinstatement-commands.ts'
import type { RoleDeps } from './situation.ts'

/** Ends of employments that are to be taken back, in the inbox of those who may answer. */
export function reinstatementMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return proposalMatters(deps, reinstatementRules, (organisation, { actor }, proposal) => {
    const { language } = actor
    const name = staffName(organisation, proposal.person_id, language)
    return {
      kind: matterWord('matter.reinstatement', language),
      title: matterWord('matter.reinstatement.title', language, { name }),
      heading: name,
      reason: proposal.reason,
      facts: [],
      changes: [
        {
          name: matterWord('matter.reinstatement.last_day', language),
          before: proposal.left_on,
          after: matterWord('matter.reinstatement.none', language),
        },
      ],
    }
  })
}
