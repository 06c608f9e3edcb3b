import { dayIn, type Instant } from '../kernel/time.ts'
import {
  emergencyMatters,
  leavingMatters,
  managerMatters,
  profileMatters,
  reinstatementMatters,
  roleMatters,
} from '../modules/access/index.ts'
import { lockSubjects } from '../modules/benefits/index.ts'
import { budgetMatters } from '../modules/budgets/index.ts'
import { agreementMatters, thirdPartyMatters } from '../modules/deals/index.ts'
import { undoMatters } from '../modules/imports/index.ts'
import { periodMatters } from '../modules/ledger/index.ts'
import { matchMatters } from '../modules/parties/index.ts'
import { exceptionMatters } from '../modules/payments/index.ts'
import { proposalMatters, rateMatters } from '../modules/policy/index.ts'
import { findAskers, reversalMatters } from '../modules/requests/index.ts'
import type { MattersPort } from '../platform/matters.ts'
import { budgetDeps } from './budget-deps.ts'
import { importDeps } from './import-deps.ts'
import { periodDeps } from './ledger-deps.ts'
import { homeZone, type World } from './world.ts'

/**
 * Everything beside requests that needs a second person, each with the command of the module that holds it.
 */
export function mattersOf(world: World): readonly MattersPort[] {
  const { door, newId, organisations, rounds } = world
  const common = { door, newId, rounds }
  const dayAt = (at: Instant) => dayIn(homeZone, at)
  return [
    roleMatters({ ...common, organisation: organisations }),
    managerMatters({ ...common, organisation: organisations }),
    reinstatementMatters({ ...common, organisation: organisations }),
    leavingMatters({ ...common, organisation: organisations }),
    emergencyMatters({ ...common, organisation: organisations }),
    profileMatters({ ...common, organisation: organisations }),
    proposalMatters({ ...common, dayAt, organisation: world.requests.organisation, zone: homeZone }),
    rateMatters({ ...common, dayAt, organisation: world.requests.organisation }),
    periodMatters(periodDeps(world)),
    budgetMatters(budgetDeps(world)),
    agreementMatters({ ...common, dayAt, organisation: world.requests.organisation }),
    thirdPartyMatters({ ...common, dayAt, organisation: world.requests.organisation, findAskers }),
    matchMatters({ ...common, dayAt, organisation: world.requests.organisation, lockSubjects, findAskers }),
    reversalMatters({ ...world.requests, door }),
    undoMatters(importDeps(world)),
    exceptionMatters({ newId, requests: world.requests, rounds, door }),
  ]
}
