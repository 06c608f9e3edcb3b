import type { Pool, PoolClient } from 'pg'
import type { Instant } from '../../../kernel/time.ts'
import { inOneTransaction, type Factor } from './store.ts'

/** A session that nobody has used yet, with the account whose challenge opened it. */
type Opened = Factor & { readonly token: string; readonly step: number }

/** The session that a challenge has opened; nothing once it was used. */
export async function findOpened(pool: Pool, challenge: string): Promise<Opened | undefined> {
  const found = await pool.query<Opened>(
    `select u.id as "accountId", u.email, f.secret as "sealedSecret", s.token,
  s."challengeStep"::int as step
from auth.session as s
join auth."user" as u on u.id = s."userId"
join auth."twoFactor" as f on f."userId" = u.id
where s.challenge = $1`,
    [challenge],
  )
  return found.rows[0]
}

/**
 * Spends a time step's code. False when this or a later one was spent before: the row lock lets exactly one
 * of any number of concurrent uses through.
 */
export async function spendStep(pool: Pool | PoolClient, accountId: string, step: number): Promise<boolean> {
  const spent = await pool.query(
    `insert into auth.factor_step as known (user_id, last_step)
values ($1, $2)
on conflict (user_id) do update
set last_step = excluded.last_step
where known.last_step < excluded.last_step`,
    [accountId, step],
  )
  return spent.rowCount === 1
}

/** A code that is shown in an open session. */
type Shown = { readonly accountId: string; readonly step: number; readonly token: string }

/** Spends a code and notes in which session, in one: whoever sends it twice at once waits for the first. */
export async function showFactor(pool: Pool, shown: Shown, now: Instant): Promise<boolean> {
  return inOneTransaction(pool, async (client) => {
    if (!(await spendStep(client, shown.accountId, shown.step))) return false
    await client.query(
      'update auth.session set "factorAt" = $2, "activeAt" = $2, "shownStep" = $3 where token = $1',
      [shown.token, now, shown.step],
    )
    return true
  })
}

/** True where this very code was the last that was shown in this session. */
export async function isShown(pool: Pool, { token, step }: Shown): Promise<boolean> {
  const found = await pool.query('select from auth.session where token = $1 and "shownStep" = $2', [
    token,
    step,
  ])
  return found.rowCount === 1
}
