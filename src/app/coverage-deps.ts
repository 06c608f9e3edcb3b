import { timelineOf } from '../modules/audit/index.ts'
import type { CoverageDeps } from '../modules/coverage/index.ts'
import type { World } from './world.ts'

/** What the comparison with the general ledger takes from the rest. */
export function coverageDeps({ door, files, newId, now, requests }: World): CoverageDeps {
  return { door, files, newId, now, organisation: requests.organisation, entriesOf: timelineOf }
}
