import type { Pool, PoolClient } from 'pg'
import type { Instant } from '../../../kernel/time.ts'
import type { Language } from '../../../texts/text.ts'
import type { Credentials } from './port.ts'
import type { AttemptDecision, Attempts } from './throttle.ts'

/** An open session with its account, as one look-up gives it. */
export type SessionRow = {
  readonly accountId: string
  readonly personId: string
  readonly language: Language
  readonly isOpen: boolean
  /** True when somebody else set the password and the second factor is still to be given. */
  readonly waitsForFactor: boolean
  readonly startedAt: Instant
  readonly activeAt: Instant
  readonly factorAt: Instant | null
  /** True until its first request after a second factor opened it: then its cookie has arrived. */
  readonly isUnused: boolean
  readonly organisationVersion: bigint
}

const waitsForFactorSql = `coalesce(a.password_by <> a.person_id, false)
  and (a.factor_by is null or not exists (select from auth."twoFactor" as f where f."userId" = a.id))
  as "waitsForFactor"`

const findSessionSql = `select s."userId" as "accountId", a.person_id as "personId", a.language,
  a.is_open as "isOpen", ${waitsForFactorSql}, s."createdAt" as "startedAt", s."activeAt", s."factorAt",
  s.challenge is not null as "isUnused", v.version as "organisationVersion"
from auth.session as s
join access.account as a on a.id = s."userId"
cross join access.organisation_version as v
where s.token = $1`

/** The session of a token, whatever its age. */
export async function findSession(pool: Pool, token: string): Promise<SessionRow | undefined> {
  const found = await pool.query<SessionRow>({
    name: 'auth_find_session',
    text: findSessionSql,
    values: [token],
  })
  return found.rows[0]
}

/** A script's token with its account. */
export type TokenOwner = Omit<SessionRow, 'startedAt' | 'activeAt' | 'factorAt' | 'isUnused'> & {
  readonly operations: string
  readonly expiresAt: Instant
}

const findTokenSql = `select t.account_id as "accountId", a.person_id as "personId", a.language,
  a.is_open as "isOpen", ${waitsForFactorSql}, t.operations, t.expires_at as "expiresAt",
  v.version as "organisationVersion"
from access.api_token as t
join access.account as a on a.id = t.account_id
cross join access.organisation_version as v
where t.token_hash = $1
and t.revoked_at is null`

/** The owner of a token by the digest of its secret; revoked ones are not found. */
export async function findToken(pool: Pool, tokenHash: string): Promise<TokenOwner | undefined> {
  const found = await pool.query<TokenOwner>({
    name: 'auth_find_token',
    text: findTokenSql,
    values: [tokenHash],
  })
  return found.rows[0]
}

/** Notes that a session was used: whoever opened it has its cookie, and its challenge is nothing any more. */
export async function touchSession(pool: Pool, token: string, now: Instant): Promise<void> {
  await pool.query(
    `update auth.session set "activeAt" = $2, challenge = null, "challengeStep" = null
where token = $1`,
    [token, now],
  )
}

/** The challenge and the code that opened a session. */
export type Opening = { readonly challenge: string; readonly step: number }

/** Starts the clocks of a session that the library just made; `opening` when it saw the second factor. */
export async function startSession(
  pool: Pool,
  token: string,
  now: Instant,
  opening?: Opening,
): Promise<void> {
  await pool.query(
    `update auth.session set "createdAt" = $2, "activeAt" = $2, "factorAt" = $3, challenge = $4,
  "challengeStep" = $5
where token = $1`,
    [token, now, opening ? now : null, opening?.challenge ?? null, opening?.step ?? null],
  )
}

/** Ends one session. */
export async function endSession(pool: Pool, token: string): Promise<void> {
  await pool.query('delete from auth.session where token = $1', [token])
}

/** Ends every session of these accounts. */
export async function endSessionsOf(pool: Pool, accountIds: readonly string[]): Promise<void> {
  await pool.query('delete from auth.session where "userId" = any($1)', [accountIds])
}

/** The account that waits behind a challenge, with its address and encrypted secret. */
export type Waiting = {
  readonly accountId: string
  readonly personId: string
  readonly organisationVersion: bigint
  readonly email: string
  readonly sealedSecret: string
  readonly expiresAt: Instant
}

/** Whose second factor a challenge asks for. */
export async function findWaiting(pool: Pool, challenge: string): Promise<Waiting | undefined> {
  const found = await pool.query<Waiting>(
    `select u.id as "accountId", a.person_id as "personId", o.version as "organisationVersion", u.email,
  f.secret as "sealedSecret", v."expiresAt"
from auth.verification as v
join auth."user" as u on u.id = v.value
join auth."twoFactor" as f on f."userId" = u.id
join access.account as a on a.id = u.id
cross join access.organisation_version as o
where v.identifier = $1`,
    [challenge],
  )
  return found.rows[0]
}

/** Lets a challenge end at `until`, by our clock and not by the library's. */
export async function limitChallenge(pool: Pool, challenge: string, until: Instant): Promise<void> {
  await pool.query('update auth.verification set "expiresAt" = $2 where identifier = $1', [challenge, until])
}

/** Uses a challenge up. False when another request did so first. */
export async function spendChallenge(pool: Pool, challenge: string): Promise<boolean> {
  const spent = await pool.query('delete from auth.verification where identifier = $1', [challenge])
  await pool.query('delete from auth.verification where identifier = $1', [`2fa-attempts-${challenge}`])
  return spent.rowCount === 1
}

/** Removes what has ended: sessions begun before `begunBefore` and challenges over at `now`. */
export async function sweep(pool: Pool, begunBefore: Instant, now: Instant): Promise<void> {
  await pool.query('delete from auth.session where "createdAt" < $1', [begunBefore])
  await pool.query('delete from auth.verification where "expiresAt" < $1', [now])
}

/** The second factor of an account. */
export type Factor = Pick<Waiting, 'accountId' | 'email' | 'sealedSecret'>

/** The address and encrypted secret of an account with a second factor. */
export async function findFactor(pool: Pool, accountId: string): Promise<Factor | undefined> {
  const found = await pool.query<Factor>(
    `select u.id as "accountId", u.email, f.secret as "sealedSecret"
from auth."user" as u
join auth."twoFactor" as f on f."userId" = u.id
where u.id = $1`,
    [accountId],
  )
  return found.rows[0]
}

type FailureRow = { count: number; last_at: Instant; paused_until: Instant | null }

/** Runs `decide` on what is known of a subject's attempts, one at a time, and keeps what it says. */
export async function countAttempt(
  pool: Pool,
  subject: string,
  now: Instant,
  decide: (known: Attempts | undefined) => AttemptDecision,
): Promise<AttemptDecision> {
  return inOneTransaction(pool, async (client) => {
    await client.query(
      'insert into auth.failure (subject, count, last_at) values ($1, 0, $2) on conflict do nothing',
      [subject, now],
    )
    const found = await client.query<FailureRow>(
      'select count, last_at, paused_until from auth.failure where subject = $1 for update',
      [subject],
    )
    const row = found.rows[0]
    const decided = decide(
      row && row.count > 0
        ? { count: row.count, lastAt: row.last_at, pausedUntil: row.paused_until }
        : undefined,
    )
    if (decided.allowed) await keepAttempts(client, subject, decided.attempts)
    return decided
  })
}

async function keepAttempts(client: PoolClient, subject: string, attempts: Attempts): Promise<void> {
  await client.query(
    'update auth.failure set count = $2, last_at = $3, paused_until = $4 where subject = $1',
    [subject, attempts.count, attempts.lastAt, attempts.pausedUntil],
  )
}

/** Forgets a subject's attempts after a success. */
export async function forgetAttempts(pool: Pool, subject: string): Promise<void> {
  await pool.query('delete from auth.failure where subject = $1', [subject])
}

/** Sets or replaces the means of log-in of an account, and ends its sessions. */
export async function keepCredentials(
  pool: Pool,
  credentials: Omit<Credentials, 'factorSecret'> & { readonly sealedSecret?: string },
  now: Instant,
): Promise<void> {
  const { accountId, email, passwordHash, sealedSecret } = credentials
  await inOneTransaction(pool, async (client) => {
    await client.query(
      `insert into auth."user" (id, name, email, "emailVerified", "twoFactorEnabled", "createdAt",
  "updatedAt")
values ($1, $1, $2, true, $3, $4, $4)
on conflict (id) do update
set email = excluded.email, "twoFactorEnabled" = excluded."twoFactorEnabled",
  "updatedAt" = excluded."updatedAt"`,
      [accountId, email, sealedSecret !== undefined, now],
    )
    await client.query(
      `insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
values ($1, $1, 'credential', $1, $2, $3, $3)
on conflict (id) do update
set password = excluded.password, "updatedAt" = excluded."updatedAt"`,
      [accountId, passwordHash, now],
    )
    await replaceFactor(client, accountId, sealedSecret)
    await client.query('delete from auth.password_call where user_id = $1', [accountId])
    await client.query('delete from auth.session where "userId" = $1', [accountId])
  })
}

/** The address and the password of an account, as its digest. */
export async function findPassword(
  pool: Pool,
  accountId: string,
): Promise<{ readonly email: string; readonly passwordHash: string } | undefined> {
  const found = await pool.query<{ email: string; passwordHash: string }>(
    `select u.email, k.password as "passwordHash"
from auth."user" as u
join auth.account as k on k."userId" = u.id
where u.id = $1
and k."providerId" = 'credential'`,
    [accountId],
  )
  return found.rows[0]
}

/** Replaces a password, keeps which call did so, and ends the sessions of its account but for one. */
export async function keepPassword(
  pool: Pool,
  kept: { accountId: string; passwordHash: string; seal: string; now: Instant; besides: string },
): Promise<void> {
  await inOneTransaction(pool, async (client) => {
    await client.query(
      `update auth.account set password = $2, "updatedAt" = $3
where "userId" = $1
and "providerId" = 'credential'`,
      [kept.accountId, kept.passwordHash, kept.now],
    )
    await client.query(
      `insert into auth.password_call (user_id, seal)
values ($1, $2)
on conflict (user_id) do update
set seal = excluded.seal`,
      [kept.accountId, kept.seal],
    )
    await client.query('delete from auth.session where "userId" = $1 and token <> $2', [
      kept.accountId,
      kept.besides,
    ])
  })
}

/** True where the account has the password that this call wrote. */
export async function isPasswordOf(pool: Pool, accountId: string, seal: string): Promise<boolean> {
  const found = await pool.query('select from auth.password_call where user_id = $1 and seal = $2', [
    accountId,
    seal,
  ])
  return found.rowCount === 1
}

/** True for an account that was opened and never got its password, because something broke in between. */
export async function lacksPassword(pool: Pool, accountId: string): Promise<boolean> {
  const found = await pool.query(
    `select a.id
from access.account as a
where a.id = $1
and not exists (select from auth."user" as u where u.id = a.id)`,
    [accountId],
  )
  return found.rows.length > 0
}

/** Sets or replaces the second factor of an account that has a password, and ends its sessions. */
export async function keepFactor(
  pool: Pool,
  accountId: string,
  sealedSecret: string,
  now: Instant,
): Promise<void> {
  await inOneTransaction(pool, async (client) => {
    await client.query('update auth."user" set "twoFactorEnabled" = true, "updatedAt" = $2 where id = $1', [
      accountId,
      now,
    ])
    await replaceFactor(client, accountId, sealedSecret)
    await client.query('delete from auth.session where "userId" = $1', [accountId])
  })
}

async function replaceFactor(
  client: PoolClient,
  accountId: string,
  secret: string | undefined,
): Promise<void> {
  await client.query('delete from auth."twoFactor" where "userId" = $1', [accountId])
  if (secret === undefined) return
  await client.query(
    `insert into auth."twoFactor" (id, "userId", secret, "backupCodes", verified)
values ($1, $1, $2, '', true)`,
    [accountId, secret],
  )
}

/** Runs `work` in one transaction. */
export async function inOneTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (fault) {
    client.release(true)
    throw fault
  }
}
