import type { Pool } from 'pg'
import { z } from 'zod'
import { operations } from '../contract/index.ts'
import { idBytes, newId, type IdKind } from '../kernel/id.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import {
  authorise,
  authPort,
  dayFor,
  entitiesOf,
  findAccount,
  organisationCache,
  organisationNow,
  rolesOf,
  type RoleDeps,
  type AuthPort,
  type Organisation,
} from '../modules/access/index.ts'
import { bookingPort } from '../app/booking.ts'
import { masterKeyInUse } from '../app/master-key.ts'
import { roundsOf } from '../app/world.ts'
import { recorder } from '../modules/audit/index.ts'
import { lockStatement } from '../modules/benefits/index.ts'
import { act, type Door } from '../platform/act/act.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import type { Command } from '../platform/act/command.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import { openPool } from '../platform/db/connect.ts'
import { keyRing } from '../platform/keys.ts'
import { refusalText } from '../texts/refusals/index.ts'
import { fill } from '../texts/index.ts'
import { sayShape } from '../texts/shapes.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { withDatabase } from './with-database.ts'

/** What commands about people, roles and tokens work with. */
export type AccessTools = {
  readonly door: Door
  readonly deps: RoleDeps
  readonly auth: AuthPort
  readonly pool: Pool
  readonly at: Instant
  readonly random: (bytes: number) => Uint8Array
  readonly organisation: () => Promise<Organisation>
  /** Runs a command through the write door; the refusal when it says no. */
  readonly run: <Body, State, Answer>(
    command: Command<Body, State, Answer>,
    body: Body,
    actor?: Actor,
  ) => Promise<Answer | Refusal>
}

/**
 * Whoever may read the key file administers the installation: the log names the command line, and no person.
 */
const cliActor: Actor = { ...systemActor, via: 'cli' }

/** Runs `work` on the people and roles of the data folder. */
export async function withAccess(
  call: CliCall,
  work: (tools: AccessTools) => Promise<number>,
): Promise<number> {
  return withDatabase(call, async (database, config) => {
    const ring = keyRing(await masterKeyInUse(config, database))
    const pool = openPool(database.app, { max: 2, name: 'access', isPipelined: true })
    const cache = organisationCache()
    const auth = authPort({
      worker: database.worker,
      secret: ring.derive('session'),
      isSecure: false,
      organisation: cache,
    })
    const make = (kind: IdKind) => newId(kind, randomBytes(idBytes))
    const door: Door = {
      pool,
      authorise,
      record: recorder({ ring, random: (bytes) => Buffer.from(randomBytes(bytes)) }),
      lock: lockStatement,
      book: bookingPort({ newId: make, organisations: cache }),
      enqueue: noJobs,
    }
    const at = systemClock()()
    try {
      return await work({
        door,
        deps: { newId: make, organisation: cache, rounds: roundsOf(make) },
        auth,
        pool,
        at,
        random: randomBytes,
        organisation: () => organisationNow(pool, cache),
        run: (command, body, actor = cliActor) => runOne(door, command, body, actor, at),
      })
    } finally {
      await Promise.all([auth.close(), pool.end()])
    }
  })
}

/**
 * Tells a refusal with its way out; the exit code of a command that found an answer it cannot act on. Where
 * nothing has the name that was given, the call itself was wrong.
 */
export function tellRefusal(call: CliCall, refusal: Refusal): number {
  const text = refusalText(refusal.code)
  call.io.tell(text.says, refusal.params)
  call.io.tell(text.wayOut, refusal.params)
  if (call.io.json) call.io.answer({ refused: refusal.code, params: refusal.params }, () => [])
  return refusedExit(refusal)
}

/** The exit code of a refusal: wrong use where there is no such thing, else something was found. */
export function refusedExit({ code }: Refusal): number {
  return /[._](unknown|not_found|no_such)(_|$)|[._]entity_needed$/.test(code) ? exit.wrongUse : exit.found
}

/** An account by its address. */
export async function accountOf(
  call: CliCall,
  tools: AccessTools,
): Promise<{ accountId: string; personId: string; email: string }> {
  const email = needText(call, 'email').toLowerCase()
  const found = await findAccount(tools.pool, email)
  if (!found) throw new WrongUse(cliAccessTexts['cli.user.unknown'], { email })
  return { accountId: found.id, personId: found.person_id, email }
}

/** The account's person as who acts, so that nothing done for them reaches further than they do. */
export async function actorFor(
  call: CliCall,
  tools: AccessTools,
  { accountId, personId }: { readonly accountId: string; readonly personId: string },
): Promise<Actor> {
  const organisation = await tools.organisation()
  const date = dayFor(organisation, personId, tools.at)
  return {
    personId,
    accountId,
    roles: rolesOf(organisation, personId, date),
    entityIds: entitiesOf(organisation, personId, date),
    language: call.io.language,
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'cli',
  }
}

/** The name that a table shows for a person. */
export function shownName(call: CliCall, organisation: Organisation, personId: string): string {
  const person = organisation.people.get(personId)
  if (!person) return personId
  return fill({ zh: person.name_zh, en: person.name_en }, call.io.language)
}

async function runOne<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  body: Body,
  actor: Actor,
  at: Instant,
): Promise<Answer | Refusal> {
  checkValues(command.operation, body)
  const [outcome] = await act(door, command, [{ key: newKey(), actor, at, body }])
  if (outcome?.kind === 'done') return outcome.answer
  if (outcome?.kind === 'refused' || outcome?.kind === 'forbidden') return outcome.refusal
  throw new Error('a fresh key cannot be in use')
}

/** A key that no other call has: a command that is called again is another call. */
export function newKey(): string {
  return `cli-${Buffer.from(randomBytes(16)).toString('hex')}`
}

/** A text or a number that the same command over HTTP would not take is none at the command line either. */
export function checkValues(operationId: string, body: unknown): void {
  const contract = operations.find(({ id }) => id === operationId)?.body
  if (!(contract instanceof z.ZodObject) || typeof body !== 'object' || body === null) return
  for (const [name, value] of Object.entries(body)) {
    const schema = contract.shape[name]
    if (!(schema instanceof z.ZodType) || !['string', 'number'].includes(typeof value)) continue
    const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? []
    if (!issue) continue
    const says = { zh: sayShape(issue, 'zh-CN'), en: sayShape(issue, 'en') }
    throw new WrongUse({ zh: `${name}：${says.zh}`, en: `${name}: ${says.en}` })
  }
}

async function noJobs(_: unknown, jobs: readonly unknown[]): Promise<void> {
  if (jobs.length > 0) throw new Error('commands about people start no background work')
}
