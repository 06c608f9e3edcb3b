import { idBytes, newId, type IdKind } from '../../src/kernel/id.ts'
import {
  authorise,
  foundCompany,
  organisationCache,
  type RoleDeps,
  type Founded,
  type FoundingBody,
  type FoundingPerson,
} from '../../src/modules/access/index.ts'
import { bookingPort } from '../../src/app/booking.ts'
import { roundsOf } from '../../src/app/world.ts'
import { recorder } from '../../src/modules/audit/index.ts'
import { lockStatement } from '../../src/modules/benefits/index.ts'
import { act, type Door } from '../../src/platform/act/act.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { randomBytes } from '../../src/platform/clock.ts'
import { keyRing } from '../../src/platform/keys.ts'
import type { FreshDatabase } from './fresh-database.ts'

/** A company in the database of one test file, with the real write door. */
export type FoundedCompany = {
  readonly door: Door
  readonly deps: RoleDeps
  readonly founded: Founded
  /** The identifier of the person with this key; throws when there is none. */
  readonly personId: (key: string) => string
}

/** The master key of the companies of tests. */
export const masterKey = Buffer.alloc(32, 5)

/** Founds a company of one entity, `main`, with these people. */
export async function foundedCompany(
  database: FreshDatabase,
  people: readonly FoundingPerson[],
  more: Partial<FoundingBody> = {},
): Promise<FoundedCompany> {
  const random = (bytes: number) => Buffer.from(randomBytes(bytes))
  const make = (kind: IdKind) => newId(kind, randomBytes(idBytes))
  const organisations = organisationCache()
  const door: Door = {
    pool: database.pool('app'),
    authorise,
    record: recorder({ ring: keyRing(masterKey), random }),
    lock: lockStatement,
    book: bookingPort({ newId: make, organisations }),
    enqueue: async () => undefined,
  }
  const deps = { newId: make, organisation: organisations, rounds: roundsOf(make) }
  const main = { key: 'main', code: 'M', nameZh: '甲', nameEn: 'A', seat: 'CN-SH' }
  const body: FoundingBody = {
    foundedOn: '2024-01-01',
    entities: [{ ...main, currency: 'CNY', zone: 'Asia/Shanghai' }],
    units: [],
    people,
    ...more,
  }
  const call = { key: 'founding', actor: systemActor, at: '2024-01-01T00:00:00.000Z', body }
  const [outcome] = await act(door, foundCompany(deps), [call])
  if (outcome?.kind !== 'done') throw new Error(`the company of the test was not founded: ${outcome?.kind}`)
  const founded = outcome.answer
  return { door, deps, founded, personId: (key) => idOf(founded, key) }
}

/** A person of the founding with one role and an account `<key>@example.com`. */
export function founder(
  key: string,
  role: FoundingPerson['roles'][number],
  more: Partial<FoundingPerson> = {},
): FoundingPerson {
  return {
    key,
    entity: 'main',
    nameZh: `${key} 中文`,
    nameEn: key,
    titleZh: '职务',
    titleEn: 'Title',
    joinedOn: '2020-01-01',
    roles: [role],
    account: { email: `${key}@example.com`, language: 'en' },
    ...more,
  }
}

function idOf(founded: Founded, key: string): string {
  const id = founded.people[key]
  if (id === undefined) throw new Error(`the company of the test has no ${key}`)
  return id
}
