import { createHash, createHmac, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Pool } from 'pg'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { openPool, type Connection } from '../../../platform/db/connect.ts'
import { employmentObjection } from '../domain.ts'
import { dayFor } from '../organisation.ts'
import { runnerOf, type OrganisationCache } from '../snapshot.ts'
import { actorOfSession, actorOfToken, freshMs, isLive, wholeMs } from './actor.ts'
import { cookieHeader, cookieIn, signed, tokenIn } from './cookies.ts'
import { library, type Library } from './library.ts'
import type { AuthPort, Device, FactorState, RequestHeaders, SignIn } from './port.ts'
import * as codes from './store-factor.ts'
import * as store from './store.ts'
import { nextAttempt } from './throttle.ts'
import { stepOfCode } from './totp.ts'

/** What log-ins need. */
type AuthSettings = {
  /** The worker role: the role that serves requests cannot read password hashes. */
  readonly worker: Connection
  /** From the key file; signs cookies and encrypts second factors. */
  readonly secret: Buffer
  /** True behind https. */
  readonly isSecure: boolean
  readonly organisation: OrganisationCache
}

type Parts = {
  readonly pool: Pool
  readonly library: Library
  readonly secret: string
  readonly isSecure: boolean
  readonly organisation: OrganisationCache
}

/**
 * A session is noted as used at most once a minute: a write for every click would cost more than it tells.
 */
const touchEveryMs = 60_000

/** scrypt with the parameters that Node sets: 16 MB and some 50 ms for each guess. */
const slowDigest: (text: string, salt: Buffer, length: number) => Promise<Buffer> = promisify(scrypt)

/** How long a sign-in waits for its second step. */
const challengeMs = 10 * 60_000

/** Log-ins on better-auth. Opens its own pools in the worker role; `close` ends them. */
export function authPort(settings: AuthSettings): AuthPort {
  const secret = settings.secret.toString('hex')
  const pool = openPool(settings.worker, { max: 4, name: 'sessions' })
  const libraryPool = openPool(settings.worker, { max: 4, name: 'sign-in', values: 'library' })
  const parts = { ...settings, secret, pool, library: library(libraryPool, secret) }
  const token = (headers: RequestHeaders) => sessionToken(parts, headers)
  return {
    actorOf: (headers, now) => findActor(parts, headers, now),
    signIn: (email, password, device, now) => signIn(parts, { email, password, device, now }),
    secondFactor: (challenge, code, device, now) => secondFactor(parts, { challenge, code, device, now }),
    freshFactor: (headers, code, now) => freshFactor(parts, token(headers), code, now),
    factorState: (headers, now) => factorState(parts, token(headers), now),
    signOut: async (headers) => {
      const open = token(headers)
      if (open !== undefined) await store.endSession(pool, open)
    },
    endSessions: (accountIds) => store.endSessionsOf(pool, accountIds),
    hashPassword: async (password, hasFactor) => {
      const characters = hasFactor ? 8 : 15
      if ([...password].length < characters) return refuse('access.password_too_short', { characters })
      return parts.library.hashPassword(password)
    },
    setCredentials: async ({ factorSecret, ...rest }, now) => {
      const sealed =
        factorSecret === undefined ? {} : { sealedSecret: await parts.library.seal(factorSecret) }
      await store.keepCredentials(pool, { ...rest, email: rest.email.toLowerCase(), ...sealed }, now)
    },
    provePassword: (accountId, password, now) => provePassword(parts, accountId, password, now),
    sealPasswords: (call, passwords) => sealPasswords(parts, call, passwords),
    keepPassword: (change, headers, now) =>
      store.keepPassword(pool, { ...change, now, besides: token(headers) ?? '' }),
    isPasswordOf: (accountId, seal) => store.isPasswordOf(pool, accountId, seal),
    proveFactor: (accountId, code, now) => proveFactor(parts, accountId, code, now),
    hasFactor: async (accountId) => (await store.findFactor(pool, accountId)) !== undefined,
    lacksPassword: (accountId) => store.lacksPassword(pool, accountId),
    giveFactor: async (accountId, factorSecret, now) => {
      await store.keepFactor(pool, accountId, await parts.library.seal(factorSecret), now)
    },
    cookieFor: (kind, value) => cookieHeader(kind, value, parts.isSecure),
    clearedCookies: () => [
      cookieHeader('session', '', parts.isSecure),
      cookieHeader('challenge', '', parts.isSecure),
    ],
    challengeOf: (headers) => cookieIn(headers, 'challenge', parts.isSecure),
    close: async () => {
      await Promise.all([pool.end(), libraryPool.end()])
    },
  }
}

function sessionToken(parts: Parts, headers: RequestHeaders): string | undefined {
  const value = cookieIn(headers, 'session', parts.isSecure)
  return value === undefined ? undefined : tokenIn(value, parts.secret)
}

async function findActor(parts: Parts, headers: RequestHeaders, now: Instant) {
  const { authorization } = headers
  if (typeof authorization === 'string') return findScript(parts, authorization, now)
  const token = sessionToken(parts, headers)
  if (token === undefined) return undefined
  const session = await store.findSession(parts.pool, token)
  if (!session || !isLive(session, now)) return undefined
  if (session.isUnused || Date.parse(now) - Date.parse(session.activeAt) >= touchEveryMs) {
    await store.touchSession(parts.pool, token, now)
  }
  const organisation = await parts.organisation.at(session.organisationVersion, runnerOf(parts.pool))
  return actorOfSession(session, organisation, now)
}

async function findScript(parts: Parts, authorization: string, now: Instant) {
  const [, secret] = /^Bearer (\S+)$/.exec(authorization) ?? []
  if (secret === undefined) return undefined
  const owner = await store.findToken(parts.pool, createHash('sha256').update(secret).digest('hex'))
  if (!owner) return undefined
  const organisation = await parts.organisation.at(owner.organisationVersion, runnerOf(parts.pool))
  return actorOfToken(owner, organisation, now)
}

type PasswordStep = { email: string; password: string; device: Device; now: Instant }

async function signIn(parts: Parts, step: PasswordStep): Promise<SignIn> {
  const email = step.email.trim().toLowerCase()
  const paused = await takeAttempt(parts, email, step.now)
  if (paused) return { kind: 'refused', refusal: paused }
  const done = await parts.library.signIn(email, step.password, step.device)
  if (!done) return { kind: 'refused', refusal: refuse('access.wrong_credentials') }
  // The attempts are not forgotten before the second factor: whoever knows the password still has to guess
  // it.
  if (done.challenge !== undefined) return challenged(parts, done.challenge, step.now)
  const token = done.session === undefined ? undefined : tokenIn(done.session, parts.secret)
  if (token === undefined) throw new Error('the log-in library gave neither a session nor a challenge')
  return startSession(parts, token, email, step.now)
}

async function challenged(parts: Parts, challenge: string, now: Instant): Promise<SignIn> {
  const identifier = tokenIn(challenge, parts.secret)
  if (identifier === undefined) throw new Error('the log-in library signed a challenge with another key')
  // Whoever has left is told so before they look for the code.
  const waiting = await store.findWaiting(parts.pool, identifier)
  const objection = waiting && (await objectionTo(parts, waiting, now))
  if (objection) {
    await store.spendChallenge(parts.pool, identifier)
    return { kind: 'refused', refusal: objection }
  }
  const until = new Date(Date.parse(now) + challengeMs).toISOString()
  await store.limitChallenge(parts.pool, identifier, until)
  return { kind: 'factor_needed', challenge }
}

const challengeOver: SignIn = { kind: 'refused', refusal: refuse('access.challenge_over') }

type FactorStep = { challenge: string; code: string; device: Device; now: Instant }

async function secondFactor(parts: Parts, step: FactorStep): Promise<SignIn> {
  const { code, now } = step
  const challenge = tokenIn(step.challenge, parts.secret)
  if (challenge === undefined) return challengeOver
  const waiting = await store.findWaiting(parts.pool, challenge)
  if (!waiting) return openedBefore(parts, challenge, code, now)
  if (waiting.expiresAt <= now) return challengeOver
  const spent = await spendCode(parts, waiting, code, now)
  if (isRefusal(spent)) return { kind: 'refused', refusal: spent }
  if (!(await store.spendChallenge(parts.pool, challenge))) return challengeOver
  const token = await parts.library.openSession(waiting.accountId, step.device)
  return startSession(parts, token, waiting.email, now, { challenge, step: spent })
}

/**
 * The answer that a challenge had when it opened its session, where that answer was lost. It opens no second
 * session: it gives the very one. It asks for all that the first time asked for, the signed challenge, which
 * stands for the password, and the same code while it lives, a minute and a half at most; whoever has both
 * could have come first. It ends with the first request in the session, since then the answer has arrived, so
 * that a challenge and a code that somebody saw lead into no session that is in use. A try counts as one.
 */
async function openedBefore(parts: Parts, challenge: string, code: string, now: Instant): Promise<SignIn> {
  const opened = await codes.findOpened(parts.pool, challenge)
  if (!opened) return challengeOver
  const step = await stepTyped(parts, opened, code, now)
  if (isRefusal(step) && step.code === 'access.too_many_attempts') return { kind: 'refused', refusal: step }
  const session = step === opened.step ? await store.findSession(parts.pool, opened.token) : undefined
  if (!session?.isUnused || !isLive(session, now)) return challengeOver
  const objection = await objectionTo(parts, session, now)
  if (objection) return { kind: 'refused', refusal: objection }
  return { kind: 'signed_in', session: signed(opened.token, parts.secret), accountId: opened.accountId }
}

/**
 * Shows the second factor in an open session. The same code again in the same session, while the code lives,
 * has the good answer that it had: it proves nothing new, so that the factor stays fresh no longer than from
 * the first time, and in any other session it stays spent. A code that opened the session was not shown in
 * it.
 */
async function freshFactor(
  parts: Parts,
  token: string | undefined,
  code: string,
  now: Instant,
): Promise<Refusal | undefined> {
  const session = token === undefined ? undefined : await store.findSession(parts.pool, token)
  if (token === undefined || !session || !isLive(session, now)) return refuse('access.not_signed_in')
  const factor = await store.findFactor(parts.pool, session.accountId)
  if (!factor) return refuse('access.no_factor')
  const step = await stepTyped(parts, factor, code, now)
  if (isRefusal(step)) return step
  const shown = { accountId: session.accountId, step, token }
  if (!(await codes.showFactor(parts.pool, shown, now))) {
    return (await codes.isShown(parts.pool, shown)) ? undefined : refuse('access.wrong_factor')
  }
  await store.forgetAttempts(parts.pool, subjectOf(parts, factor.email))
  return undefined
}

async function provePassword(
  parts: Parts,
  accountId: string,
  password: string,
  now: Instant,
): Promise<Refusal | undefined> {
  const known = await store.findPassword(parts.pool, accountId)
  if (!known) return refuse('access.wrong_password')
  const paused = await takeAttempt(parts, known.email, now)
  if (paused) return paused
  if (!(await parts.library.isPassword(password, known.passwordHash))) return refuse('access.wrong_password')
  await store.forgetAttempts(parts.pool, subjectOf(parts, known.email))
  return undefined
}

async function proveFactor(
  parts: Parts,
  accountId: string,
  code: string,
  now: Instant,
): Promise<Refusal | undefined> {
  const factor = await store.findFactor(parts.pool, accountId)
  const spent = factor && (await spendCode(parts, factor, code, now))
  return isRefusal(spent) ? spent : undefined
}

/** Whoever lacks the secret does not know the salt; whoever has it still needs long for each guess. */
async function sealPasswords(parts: Parts, call: string, passwords: readonly string[]): Promise<string> {
  const salt = createHmac('sha256', parts.secret).update(`passwords\n${call}`).digest()
  return (await slowDigest(JSON.stringify(passwords), salt, 32)).toString('base64url')
}

async function factorState(parts: Parts, token: string | undefined, now: Instant): Promise<FactorState> {
  const session = token === undefined ? undefined : await store.findSession(parts.pool, token)
  const factor = session && (await store.findFactor(parts.pool, session.accountId))
  if (!session || !factor || session.factorAt === null) return { hasFactor: factor !== undefined }
  const until = Date.parse(session.factorAt) + freshMs
  if (until <= Date.parse(now)) return { hasFactor: true }
  return { hasFactor: true, freshUntil: new Date(until).toISOString() }
}

/** Checks a code and spends its time step, so that it opens nothing a second time; gives the step. */
async function spendCode(
  parts: Parts,
  factor: store.Factor,
  code: string,
  now: Instant,
): Promise<number | Refusal> {
  const step = await stepTyped(parts, factor, code, now)
  if (isRefusal(step)) return step
  return (await codes.spendStep(parts.pool, factor.accountId, step)) ? step : refuse('access.wrong_factor')
}

/** The time step of a code that counts now, spent or not. */
async function stepTyped(
  parts: Parts,
  factor: store.Factor,
  code: string,
  now: Instant,
): Promise<number | Refusal> {
  const paused = await takeAttempt(parts, factor.email, now)
  if (paused) return paused
  const secret = await parts.library.open(factor.sealedSecret)
  return stepOfCode(secret, code, now) ?? refuse('access.wrong_factor')
}

/** Starts a session that the library has just made; the account may have been closed meanwhile. */
async function startSession(
  parts: Parts,
  token: string,
  email: string,
  now: Instant,
  opening?: store.Opening,
): Promise<SignIn> {
  const { pool, secret } = parts
  await store.startSession(pool, token, now, opening)
  const session = await store.findSession(pool, token)
  if (!session?.isOpen) {
    await store.endSession(pool, token)
    return { kind: 'refused', refusal: refuse('access.wrong_credentials') }
  }
  const objection = await objectionTo(parts, session, now)
  if (objection) {
    await store.endSession(pool, token)
    return { kind: 'refused', refusal: objection }
  }
  await store.forgetAttempts(pool, subjectOf(parts, email))
  await store.sweep(pool, new Date(Date.parse(now) - wholeMs).toISOString(), now)
  return { kind: 'signed_in', session: signed(token, secret), accountId: session.accountId }
}

/**
 * Why the person behind a log-in may not act today. Asked after the password is proved right, so that nobody
 * learns from it who works or worked here.
 */
async function objectionTo(
  parts: Parts,
  { personId, organisationVersion }: Pick<store.SessionRow, 'personId' | 'organisationVersion'>,
  now: Instant,
): Promise<Refusal | undefined> {
  const organisation = await parts.organisation.at(organisationVersion, runnerOf(parts.pool))
  return employmentObjection(organisation, personId, dayFor(organisation, personId, now))
}

/** Counts an attempt before it is checked; a refusal while the account pauses. */
async function takeAttempt(parts: Parts, email: string, now: Instant): Promise<Refusal | undefined> {
  const decided = await store.countAttempt(parts.pool, subjectOf(parts, email), now, (known) =>
    nextAttempt(known, now),
  )
  return decided.allowed ? undefined : refuse('access.too_many_attempts', { minutes: decided.minutes })
}

/** Addresses that nobody has are counted too, so the table must not list addresses in clear. */
function subjectOf(parts: Parts, email: string): string {
  return createHmac('sha256', parts.secret).update(`attempts\n${email}`).digest('hex')
}
