import type { Pool } from 'pg'
import { isRefusal } from '../kernel/refusal.ts'
import { dayIn, type Instant } from '../kernel/time.ts'
import { accessRoutes, authorise, organisationNow, type AccessRouteDeps } from '../modules/access/index.ts'
import { auditRoutes, lastVerified, type AuditRouteDeps } from '../modules/audit/index.ts'
import { lockSubjects, registerRoutes, type RegisterPorts } from '../modules/benefits/index.ts'
import { dealRoutes, standingsOf } from '../modules/deals/index.ts'
import { findObservedNames, findObservedParties, importRoutes } from '../modules/imports/index.ts'
import { budgetRoutes } from '../modules/budgets/index.ts'
import { accrualRoutes, ledgerRoutes, voucherRoutes } from '../modules/ledger/index.ts'
import { coverageRoutes } from '../modules/coverage/index.ts'
import { invoiceRoutes } from '../modules/invoices/index.ts'
import { partyRoutes, waitingAccountsToCheck } from '../modules/parties/index.ts'
import { bankRoutes } from '../modules/payments/bank/routes.ts'
import { paymentRoutes, staffAccountsToCheck, takesPayeePhone } from '../modules/payments/index.ts'
import { policyRoutes, rateRoutes } from '../modules/policy/index.ts'
import {
  approvalRoutes,
  attendanceRoutes,
  capsOfParty,
  peersOf,
  findCase,
  inboxCount,
  kinds,
  loadRecentParties,
  newcomerObjections,
  readerOf,
  findAskers,
  requestRoutes,
  requestsOfBenefits,
  secretBy,
  type AttendanceDeps,
  type ViewDeps,
} from '../modules/requests/index.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Route } from '../platform/http/route.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { fill } from '../texts/text.ts'
import { mattersOf } from './four-eyes.ts'
import { importDeps, partyIdsOf } from './import-deps.ts'
import { budgetDeps } from './budget-deps.ts'
import { coverageDeps } from './coverage-deps.ts'
import { accrualDeps, ledgerDeps } from './ledger-deps.ts'
import { jobWords } from './long-jobs.ts'
import { namedTimeline } from './naming.ts'
import { obtainableFacts } from './obtainable.ts'
import { explain } from './policy-words.ts'
import { voucherDeps } from './voucher-deps.ts'
import { homeZone, type World } from './world.ts'

/** What the routes need beside the world. */
export type RouteParts = {
  readonly world: World
  readonly pool: Pool
  readonly access: Pick<AccessRouteDeps, 'auth' | 'welcome' | 'random'>
  /** Where the product is reached: the codes of guests lead there. */
  readonly origin?: () => string
}

/** What the sign-in of guests is made with; the secrets of its links are derived and stand nowhere. */
export function attendanceDeps({ world, origin }: Pick<RouteParts, 'world' | 'origin'>): AttendanceDeps {
  const secretOf = secretBy(world.ring.derive('guest-link'))
  const links = { secretOf, origin: origin ?? (() => 'http://localhost') }
  return { views: viewDeps(world), door: world.door, links }
}

/** The views' dependencies: those of the commands, and the ports to the log and to the policy's words. */
export function viewDeps(world: World): ViewDeps {
  const { organisations, pool } = world
  const names = async () => organisations.last() ?? organisationNow(pool, organisations)
  return {
    ...world.requests,
    organisationForNames: names,
    timeline: namedTimeline,
    verified: lastVerified,
    matters: mattersOf(world),
    explain,
  }
}

/** What the register and the pages of parties ask of the modules above them. */
export function registerPorts(world: World): RegisterPorts {
  const views = viewDeps(world)
  const ids = partyIdsOf(world)
  return {
    requestsOf: requestsOfBenefits,
    capsOf: async (tx, { actor, now, today, language }, party) => {
      const reader = await readerOf(views, tx, actor, now)
      return capsOfParty(views, tx, { ...reader, language }, today, party)
    },
    peersOf: async (tx, { actor, now, today, language }, customerId) => {
      const reader = await readerOf(views, tx, actor, now)
      const policy = await views.policy(tx)
      return peersOf(tx, { ...reader, language }, policy, { customerId, day: today, currency: 'CNY' })
    },
    observedParties: (tx, books, party) => findObservedParties(tx, ids, books, party),
    observedNames: findObservedNames,
  }
}

/** What parties ask of the other modules. */
const partyPorts = {
  recentParties: loadRecentParties,
  openMatters: standingsOf,
  lockSubjects,
  findAskers,
  takesPhone: takesPayeePhone,
}

/** Every route of the product. */
export function allRoutes(parts: RouteParts): Route[] {
  const { world, pool, access } = parts
  const views = viewDeps(world)
  const { door, files, newId, organisations, requests, rounds } = world
  const common = { door, pool, newId, dayAt: (at: Instant) => dayIn(homeZone, at) }
  const { organisation } = requests
  return [
    ...accessRoutes({
      ...access,
      newId,
      organisation: organisations,
      rounds: world.rounds,
      door,
      pool,
      me: meParts(world, views),
    }),
    ...askingRoutes(parts, views),
    ...partyRoutes({
      ...common,
      organisation,
      zone: homeZone,
      ...partyPorts,
      rounds: world.rounds,
    }),
    ...dealRoutes({ ...common, organisation, findAskers, rounds: world.rounds }),
    ...invoiceRoutes({ ...common, organisation, files }),
    ...bookRoutes(world),
    ...paymentRoutes({ ...common, requests, rounds }),
    ...bankRoutes({ ...common, requests, rounds, files }),
    ...policyRoutes({
      ...common,
      organisation,
      rounds: world.rounds,
      zone: homeZone,
      obtainable: obtainableFacts,
    }),
    ...rateRoutes({ ...common, organisation, rounds: world.rounds }),
    ...importRoutes({ ...importDeps(world), files }),
    ...voucherRoutes({ ...voucherDeps(world), door }),
    ...registerRoutes({
      ...common,
      organisation,
      files,
      ports: registerPorts(world),
      asked: world.asked,
      jobWords,
    }),
    ...auditRoutes({
      door,
      newId,
      organisation: organisations,
      zone: homeZone,
      mayRead: mayRead(world, views),
    }),
  ]
}

/** The routes of requests: filed, attended, decided. */
function askingRoutes(parts: RouteParts, views: ViewDeps): Route[] {
  const { door, files } = parts.world
  return [
    ...requestRoutes({ views, door, files }),
    ...attendanceRoutes(attendanceDeps(parts)),
    ...approvalRoutes({ views, door, files }),
  ]
}

function meParts(world: World, views: ViewDeps): AccessRouteDeps['me'] {
  return {
    counts: (actor) =>
      readOnly(world.pool, [actor], async (tx) => {
        const [inbox, ofStaff, ofPayees] = await Promise.all([
          readerOf(views, tx, actor, world.now()).then((reader) => inboxCount(tx, reader)),
          staffAccountsToCheck(tx, actor),
          waitingAccountsToCheck(tx, actor),
        ])
        return { inbox, staff_accounts: ofStaff, payee_accounts: ofPayees }
      }),
    matterKinds: (language) => kinds.map((kind) => ({ key: kind.id, word: fill(kind.word, language) })),
    objectionsTo: async (actor, query, personIds) => {
      const { approvalId, for: purpose } = query
      if (approvalId === undefined || purpose === 'delegate') return new Map()
      return readOnly(world.pool, [actor], async (tx) =>
        newcomerObjections(views, tx, await readerOf(views, tx, actor, world.now()), {
          approvalId,
          purpose,
          personIds,
        }),
      )
    },
    canRequest: async (actor) => {
      const refusal = authorise(actor, 'requests.submit')
      if (refusal) return { can: false, why: sayRefusal(refusal, actor.language).says }
      return { can: true, needsReason: false, needsFactor: false }
    },
  }
}

/** The bytes of an entry about a request are for those who may see the request; other entries are for auditors. */
function mayRead(world: World, views: ViewDeps): AuditRouteDeps['mayRead'] {
  return async (tx, actor, object) => {
    if (object.type !== 'request')
      return actor.roles.includes('auditor') || actor.roles.includes('compliance')
    const reader = await readerOf(views, tx, actor, world.now())
    return !isRefusal(await findCase(views, tx, reader, object.id))
  }
}

/** The routes of the memorandum ledger, and of what compares the lawful books with the register. */
function bookRoutes(world: World): Route[] {
  return [
    ...ledgerRoutes(ledgerDeps(world)),
    ...accrualRoutes(accrualDeps(world)),
    ...budgetRoutes(budgetDeps(world)),
    ...coverageRoutes(coverageDeps(world)),
  ]
}
