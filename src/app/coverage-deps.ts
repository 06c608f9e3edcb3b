import { dayIn } from '../kernel/time.ts'
import { timelineOf } from '../modules/audit/index.ts'
import type { CoverageDeps } from '../modules/coverage/index.ts'
import { homeZone, type World } from './world.ts'

/** What the comparison with the general ledger takes from the rest. */
export function coverageDeps({ door, files, newId, now, requests }: World): CoverageDeps {
  return {
    door,
    files,
    newId,
    now,
    dayAt: (at) => dayIn(homeZone, at),
    organisation: requests.organisation,
    entriesOf: timelineOf,
  }
}
