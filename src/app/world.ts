import { join } from 'node:path'
import type { Pool } from 'pg'
import { newId, idBytes, type IdKind } from '../kernel/id.ts'
import { dayIn, type Instant } from '../kernel/time.ts'
import {
  authorise,
  dayAt,
  homeZone,
  organisationCache,
  organisationIn,
  type OrganisationCache,
} from '../modules/access/index.ts'
import { rounds } from '../modules/approvals/index.ts'
import { findLoosened, recorder } from '../modules/audit/index.ts'
import { askedTexts, lockStatement, type AskedTexts } from '../modules/benefits/index.ts'
import { policyCache, policyIn } from '../modules/policy/index.ts'
import type { RequestDeps } from '../modules/requests/index.ts'
import type { Door } from '../platform/act/act.ts'
import type { EnqueuePort } from '../platform/act/ports.ts'
import { addWorkingDays, chinaCalendar } from '../platform/calendar.ts'
import { randomBytes, type Clock } from '../platform/clock.ts'
import type { FileStore } from '../platform/files.ts'
import type { RoundsPort } from '../platform/rounds.ts'
import { keyRing, type KeyRing } from '../platform/keys.ts'
import { dailyRate, sampleRates } from '../platform/rates.ts'
import { bookingPort } from './booking.ts'
import { completing } from './completing.ts'
import { findDealRecords } from './deal-records.ts'
import { readAhead } from './read-ahead.ts'
import { giverOn, resolveRecords } from './records.ts'

/** Everything that commands and queries are made with: the door, the ids, the clock, and the loaded rules. */
export type World = {
  readonly door: Door
  readonly pool: Pool
  readonly now: Clock
  readonly ring: KeyRing
  readonly files: FileStore
  readonly newId: (kind: IdKind) => string
  readonly requests: RequestDeps
  readonly organisations: OrganisationCache
  /** The texts that were asked for in the register, for the background to keep those of many titles. */
  readonly asked: AskedTexts
  /** Rounds of approval for what lies below `approvals`. */
  readonly rounds: RoundsPort
}

/** What a world is built on. */
export type WorldParts = {
  readonly pool: Pool
  readonly masterKey: Buffer
  readonly data: string
  readonly now: Clock
  readonly enqueue: EnqueuePort
}

/** Wires the modules to each other and to the platform. */
export function makeWorld(parts: WorldParts): World {
  const { pool, now } = parts
  const ring = keyRing(parts.masterKey)
  const random = (bytes: number) => Buffer.from(randomBytes(bytes))
  const make = (kind: IdKind) => newId(kind, randomBytes(idBytes))
  const organisations = organisationCache()
  const requests = requestDeps(make, organisations)
  const door: Door = {
    pool,
    authorise,
    record: recorder({ ring, random }),
    lock: lockStatement,
    book: bookingPort({ newId: make, organisations }),
    follow: completing(requests, () => door),
    enqueue: parts.enqueue,
  }
  return {
    pool,
    now,
    ring,
    newId: make,
    files: { folder: join(parts.data, 'files'), ring, random },
    door,
    organisations,
    asked: askedTexts(),
    rounds: roundsOf(make),
    requests,
  }
}

function requestDeps(make: (kind: IdKind) => string, organisations: OrganisationCache): RequestDeps {
  const rates = sampleRates()
  const policies = policyCache((base, quote, on) => dailyRate(rates, base, quote, on))
  return {
    newId: make,
    organisation: (tx) => organisationIn(tx, organisations),
    policy: (tx) => policyIn(tx, policies),
    giver: giverOn,
    readAhead: (tx, named) => readAhead(tx, named, make),
    resolveParties: (tx, wanted) => resolveRecords(tx, wanted, make),
    findDeals: findDealRecords,
    findLoosened,
    dueFrom: dueAfterOneWorkingDay,
    dayOf: dayAt,
  }
}

/** Approval for what lies below it, with the deadlines of everything else. */
export function roundsOf(make: (kind: IdKind) => string): RoundsPort {
  return rounds({ newId: make, dueFrom: dueAfterOneWorkingDay })
}

export { homeZone }

/** An approver has until the end of office hours (18:00) of the next working day, festivals and 调休 included. */
function dueAfterOneWorkingDay(at: Instant): Instant {
  const { date } = addWorkingDays(chinaCalendar, dayIn(homeZone, at), 1)
  return `${date}T10:00:00.000Z`
}
