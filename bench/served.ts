import process from 'node:process'
import { allRoutes } from '../src/app/routes.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { authPort } from '../src/modules/access/index.ts'
import { codeAt, stepAt } from '../src/modules/access/auth/totp.ts'
import { startSequencer } from '../src/modules/audit/index.ts'
import { randomBytes, systemClock } from '../src/platform/clock.ts'
import { httpServer } from '../src/platform/http/server.ts'
import { testKey } from '../test/properties/signing.ts'
import type { Company } from '../test/setup/company-on.ts'
import type { FreshDatabase } from '../test/setup/database-copy.ts'
import { serverOf, serverSeconds } from './processor.ts'

/** The product's server on a company, for the clients of a bench. */
export type Served = {
  readonly url: string
  /** Signs the owner of an account in with both factors; gives the cookie that the browser keeps. */
  readonly signIn: (accountId: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** Serves every route of the product, with the log numbered beside it. */
export async function serve({ world }: Company, database: FreshDatabase): Promise<Served> {
  const auth = authPort({
    worker: { connectionString: database.poolUrl('worker') },
    secret: Buffer.alloc(32, 9),
    isSecure: false,
    organisation: world.organisations,
  })
  const unused = () => Promise.reject(new Error('the bench signs nobody in through its routes'))
  const access = { auth: undefined, welcome: unused, random: randomBytes } as unknown as Parameters<
    typeof allRoutes
  >[0]['access']
  const server = await httpServer(allRoutes({ world, pool: world.pool, access }), {
    actorOf: auth.actorOf,
    authorise: world.door.authorise,
    now: world.now,
    requestNumber: () => Buffer.from(randomBytes(5)).toString('hex'),
    onFault: (fault) => process.stderr.write(`${String(fault)}\n`),
    onAnswer: () => undefined,
    origins: () => [],
    isSecure: false,
    requestsPerMinute: 100_000_000,
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const signer = testKey('aboveboard.bench')
  const sequencer = startSequencer({ pool: database.pool('worker', 2), signer, now: systemClock() })
  const signIn = async (accountId: string) => {
    const [email, password, now] = [`${accountId}@example.com`, 'a long enough password', world.now()]
    const passwordHash = await auth.hashPassword(password, true)
    if (isRefusal(passwordHash)) throw new Error('the password of the bench is too short')
    const factorSecret = 'the-secret-of-everybody-here'
    await auth.setCredentials({ accountId, email, passwordHash, factorSecret }, now)
    const device = { address: '127.0.0.1', userAgent: 'bench' }
    const first = await auth.signIn(email, password, device, now)
    if (first.kind !== 'factor_needed') throw new Error(`the bench could not sign in: ${first.kind}`)
    const code = codeAt(factorSecret, stepAt(now))
    const found = await auth.secondFactor(first.challenge, code, device, now)
    if (found.kind !== 'signed_in') throw new Error(`the bench could not sign in: ${found.kind}`)
    return auth.cookieFor('session', found.session).split(';')[0] ?? ''
  }
  const close = async () => {
    await sequencer.stop()
    await server.close()
    await auth.close()
  }
  return { url, signIn, close }
}

/** Gives the processor time of the database's server so far. */
export async function clockOf(database: FreshDatabase): Promise<() => number> {
  const { rows } = await database.pool('owner', 1).query<{ pid: number }>('select pg_backend_pid() as pid')
  const server = serverOf(rows[0]?.pid ?? 0)
  return () => serverSeconds(server)
}
