import { betterAuth } from 'better-auth'
import { hashPassword, symmetricDecrypt, symmetricEncrypt, verifyPassword } from 'better-auth/crypto'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { Device } from './port.ts'

/**
 * What we use of the log-in library: passwords, the challenge between the two steps of a sign-in, sessions,
 * and encryption of secrets. Codes we check ourselves, because the library takes one code twice (better-auth
 * #10387) and counts failures by challenge.
 */
export type Library = {
  /** The values of the cookies that the step sets, by our names; undefined when the library says no. */
  readonly signIn: (email: string, password: string, device: Device) => Promise<LibraryStep | undefined>
  /** Opens a session without asking anything, and gives its token. */
  readonly openSession: (accountId: string, device: Device) => Promise<string>
  readonly hashPassword: (password: string) => Promise<string>
  readonly isPassword: (password: string, hash: string) => Promise<boolean>
  readonly seal: (text: string) => Promise<string>
  readonly open: (sealed: string) => Promise<string>
}

/** Either an open session or a challenge for the second factor. */
type LibraryStep = { readonly session?: string; readonly challenge?: string }

const prefix = 'aboveboard'

/**
 * better-auth, with its pool of the worker role. Cookie cache, magic links, mail codes, sign-up and its own
 * HTTP routes stay off; its logger is silent, because it writes mail addresses.
 */
export function library(pool: Pool, secret: string): Library {
  const auth = betterAuth({
    appName: 'Aboveboard',
    // Only used to build links, of which we use none.
    baseURL: 'http://localhost',
    secret,
    database: {
      db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }).withSchema('auth'),
      type: 'postgres',
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 200 },
    session: { expiresIn: 12 * 3600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    advanced: { useSecureCookies: false, cookiePrefix: prefix },
    plugins: [twoFactor({ issuer: 'Aboveboard', twoFactorCookieMaxAge: 600 })],
    logger: { disabled: true },
    telemetry: { enabled: false },
  })
  return {
    signIn: (email, password, device) =>
      stepOf(() =>
        auth.api.signInEmail({ body: { email, password }, headers: headersOf(device), returnHeaders: true }),
      ),
    openSession: async (accountId, device) => {
      const { internalAdapter } = await auth.$context
      const from = { ipAddress: device.address, userAgent: device.userAgent }
      return (await internalAdapter.createSession(accountId, false, from)).token
    },
    hashPassword,
    isPassword: (password, hash) => verifyPassword({ password, hash }),
    seal: (data) => symmetricEncrypt({ key: secret, data }),
    open: (data) => symmetricDecrypt({ key: secret, data }),
  }
}

function headersOf(device: Device): Headers {
  return new Headers({ 'user-agent': device.userAgent, 'x-forwarded-for': device.address })
}

/**
 * Runs a step. The library says "no" by throwing an error with a client's status; anything else is a fault.
 */
async function stepOf(step: () => Promise<{ headers: Headers }>): Promise<LibraryStep | undefined> {
  try {
    const { headers } = await step()
    const cookies = headers.getSetCookie()
    const session = valueIn(cookies, `${prefix}.session_token`)
    const challenge = valueIn(cookies, `${prefix}.two_factor`)
    if (challenge !== undefined) return { challenge }
    return session === undefined ? undefined : { session }
  } catch (fault) {
    if (isClientError(fault)) return undefined
    throw fault
  }
}

function valueIn(cookies: readonly string[], name: string): string | undefined {
  const values = cookies
    .filter((cookie) => cookie.startsWith(`${name}=`))
    .map((cookie) => cookie.slice(name.length + 1).split(';')[0] ?? '')
  return values.findLast((value) => value !== '')
}

function isClientError(fault: unknown): boolean {
  const status = typeof fault === 'object' && fault !== null && 'statusCode' in fault ? fault.statusCode : 500
  return typeof status === 'number' && status >= 400 && status < 500
}
