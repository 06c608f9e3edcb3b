import type { Door } from '../../platform/act/act.ts'
import type { MattersPort } from '../../platform/matters.ts'
import { emergencyRules } from './emergency.ts'
import { matterWord, staffName } from './present.ts'
import { proposalMatters } from './proposals.ts'
import type { RoleDeps } from './situation.ts'

/** Emergency access in the inbox of those who say whether it was justified. */
export function emergencyMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return proposalMatters(deps, emergencyRules, (organisation, { actor }, review) => {
    const { language } = actor
    const name = staffName(organisation, review.person_id, language)
    const grant = organisation.rows.grants.find(({ id }) => id === review.grant_id)
    return {
      kind: matterWord('matter.emergency', language),
      title: matterWord('matter.emergency.title', language, { name }),
      heading: name,
      reason: review.reason,
      facts: [
        { name: matterWord('matter.from', language), text: grant?.from_on ?? '' },
        { name: matterWord('matter.until', language), text: grant?.until_on ?? '' },
      ],
      changes: [],
    }
  })
}
