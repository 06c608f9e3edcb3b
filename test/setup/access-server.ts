import type { FastifyInstance } from 'fastify'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { codeAt, stepAt } from '../../src/modules/access/auth/totp.ts'
import { accessRoutes, authorise, authPort, type AuthPort } from '../../src/modules/access/index.ts'
import { fixedClock, randomBytes } from '../../src/platform/clock.ts'
import { httpServer } from '../../src/platform/http/server.ts'
import { foundedCompany, founder, type FoundedCompany } from './founded-company.ts'
import { freshDatabase } from './fresh-database.ts'
import { closeTold } from './whys.ts'

/** The password of everybody on this server. */
export const password = 'a long password'

/** The second factor of everybody but of `rep`. */
export const factorSecret = 'the-secret-of-every-sample-person'

/** What a call brings with it; it has a key of its own where none is named. */
export type Session = { cookie?: string; authorization?: string; 'idempotency-key'?: string }

/** A server of people, accounts and roles alone: two administrators, one of sales and their manager. */
export type AccessServer = Awaited<ReturnType<typeof accessServer>>

/** Starts the server on a database of its own. */
export async function accessServer() {
  const clock = fixedClock(new Date().toISOString())
  const database = await freshDatabase()
  const company = await foundedCompany(database, [
    founder('rep', { role: 'sales', entity: 'main' }),
    founder('lead', { role: 'sales_manager', entity: 'main', limit: { currency: 'CNY', minor: 2_000_000n } }),
    founder('one', { role: 'administrator' }),
    founder('two', { role: 'administrator' }),
  ])
  const { founded } = company
  const auth = authPort({
    worker: { connectionString: database.workerUrl },
    secret: Buffer.alloc(32, 9),
    isSecure: false,
    organisation: company.deps.organisation,
  })
  const passwordHash = await auth.hashPassword(password, false)
  if (isRefusal(passwordHash)) throw new Error('the password of the test is too short')
  for (const [key, accountId] of Object.entries(founded.accounts)) {
    const factor = key === 'rep' ? {} : { factorSecret }
    await auth.setCredentials({ accountId, email: `${key}@example.com`, passwordHash, ...factor }, clock())
  }
  const server = await serverOf(company, auth, clock)
  const close = async () => {
    await server.close()
    await auth.close()
    await closeTold(database)
  }
  return { database, founded, clock, ...callsOn(server, clock), close }
}

type Clock = ReturnType<typeof fixedClock>

async function serverOf({ door, deps }: FoundedCompany, auth: AuthPort, clock: Clock) {
  const welcome = async () => ({
    company: { zh: '甲公司', en: 'Company A' },
    isDemo: true,
    sampleLogIns: async () => [{ email: 'rep@example.com', password, name: 'rep', title: 'Title' }],
  })
  const me = {
    counts: async () => ({ inbox: 3 }),
    matterKinds: () => [{ key: 'rebate', word: 'Rebate' }],
    objectionsTo: async () => new Map<string, string>(),
    canRequest: async () => ({ can: true, needsReason: false, needsFactor: false }) as const,
  }
  return httpServer(
    accessRoutes({ ...deps, door, pool: door.pool, auth, random: randomBytes, welcome, me }),
    {
      actorOf: auth.actorOf,
      authorise,
      now: clock,
      requestNumber: () => 'R1',
      onFault: (fault) => {
        throw fault
      },
      onAnswer: () => undefined,
      origins: () => ['http://localhost'],
      isSecure: false,
      requestsPerMinute: 10_000,
    },
  )
}

function callsOn(server: FastifyInstance, clock: Clock) {
  let sequence = 0
  const call = async (method: 'GET' | 'POST' | 'PUT', url: string, session: Session, body?: object) => {
    const response = await server.inject({
      method,
      url,
      headers: { 'idempotency-key': `key-number-${sequence++}`, ...session },
      ...(body === undefined ? {} : { payload: body }),
    })
    const set = response.headers['set-cookie']
    return {
      status: response.statusCode,
      body: response.body === '' ? undefined : response.json(),
      cookies: set === undefined ? [] : [set].flat(),
    }
  }

  const signIn = async (key: string): Promise<Session> => {
    const first = await call('POST', '/v1/session', {}, { email: `${key}@example.com`, password })
    if (first.body.next === 'done') return kept(first.cookies)
    // A code opens one session, so the next sign-in waits for the next code.
    clock.set(new Date(Date.parse(clock()) + 30_000).toISOString())
    const code = codeAt(factorSecret, stepAt(clock()))
    const second = await call('POST', '/v1/session/factor', kept(first.cookies), { code })
    if (second.status !== 200) throw new Error(`${key} could not sign in: ${JSON.stringify(second.body)}`)
    return kept(second.cookies)
  }
  return { call, signIn }
}

/** The cookies that a browser would send again. */
export function kept(cookies: readonly string[]): Session {
  return { cookie: cookies.map((each) => each.split(';')[0]).join('; ') }
}

/** The secret that an authenticator takes from its address. */
export function secretIn(uri: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const letters = [...(new URL(uri).searchParams.get('secret') ?? '')]
  const bits = letters.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  return Buffer.from(bytes).toString('utf8')
}
