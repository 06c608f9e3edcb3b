import type { NewcomerGround } from '../approvals/index.ts'
import type { OpenCase } from './decide-again.ts'

/** What is looked at before somebody is asked about this request who is not of its route. */
export function groundOf({ shared, situation, request }: OpenCase): NewcomerGround {
  const day = request.happened_on ?? situation.today
  return {
    organisation: shared.organisation,
    day: situation.today,
    closeIds: situation.closeStaff,
    loosenedByIds: situation.loosenings.loosenedBy,
    rolesFor: (level) => shared.policy.rolesFrom(level, day),
  }
}
