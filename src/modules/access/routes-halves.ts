import { hash } from 'node:crypto'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Outcome } from '../../platform/act/command.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import type { HttpCall } from '../../platform/http/route.ts'
import { otpauthUri } from './auth/totp.ts'
import { setOwnPassword } from './commands.ts'
import { actOn, type AccessRouteDeps } from './route-deps.ts'
import { lockRows } from './store.ts'
import type { AccountRow } from './tables.ts'

type Deps = Pick<AccessRouteDeps, 'door' | 'pool' | 'auth' | 'random'>
type AnyCall = HttpCall<unknown, unknown, unknown>
type Done = Outcome<{ readonly accountId: string }>

/** Sets the password of an account that the caller opened or reset. */
export async function setPassword(
  deps: Deps,
  call: AnyCall,
  outcome: Done,
  passwordHash: string,
): Promise<HttpAnswer> {
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  const { accountId } = outcome.answer
  const isTheirs = (row: AccountRow) => row.password_by === call.actor.personId && row.factor_by === null
  const set = await whileTheirs(deps, call, accountId, isTheirs, async ({ email }) =>
    deps.auth.setCredentials({ accountId, email, passwordHash }, call.at),
  )
  return isRefusal(set) ? refused(set) : answer({ accountId })
}

/**
 * Sets the caller's own password, and notes it afterwards; of their sessions this one goes on. When it breaks
 * in between, the account still names whoever set the last password, who gives no second factor then. Noted
 * first, they might give it while theirs is the password.
 */
export async function setOwn(deps: Deps, call: AnyCall, passwordHash: string): Promise<HttpAnswer> {
  const { auth } = deps
  const { accountId } = call.actor
  const set = await whileTheirs(
    deps,
    call,
    accountId,
    (row) => row.person_id === call.actor.personId,
    () => auth.keepPassword(accountId, passwordHash, call.headers, call.at),
  )
  if (isRefusal(set)) return refused(set)
  const note = setOwnPassword((id) => auth.hasPassword(id, passwordHash))
  // Nothing is replayed: a password that was written is noted, also where its key was used before.
  const key = `${call.key}:${hash('sha256', passwordHash)}`
  return fromOutcome(await actOn(deps, note, { ...call, key }, { accountId }))
}

/**
 * Gives the second factor that the caller was noted for. A retry with the same key gives another secret, so
 * that a lost answer locks nobody out.
 */
export async function setFactor(deps: Deps, call: AnyCall, outcome: Done): Promise<HttpAnswer> {
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  const { accountId } = outcome.answer
  const secret = newFactorSecret(deps.random)
  const isTheirs = (row: AccountRow) => row.factor_by === call.actor.personId
  const uri = await whileTheirs(deps, call, accountId, isTheirs, async ({ email }) => {
    await deps.auth.giveFactor(accountId, secret, call.at)
    return otpauthUri(secret, email)
  })
  return isRefusal(uri) ? refused(uri) : answer({ accountId, otpauthUri: uri })
}

/**
 * Writes a half of a log-in only while the account names the caller for it. A key that is used again gives
 * the outcome of back then, and somebody may have reset the account since, the caller as well: what was
 * noted then is no leave to write now. The lock holds back whoever would change it meanwhile.
 */
async function whileTheirs<T>(
  deps: Deps,
  { actor }: AnyCall,
  accountId: string,
  isTheirs: (row: AccountRow) => boolean,
  write: (row: AccountRow) => Promise<T>,
): Promise<T | Refusal> {
  return inTransaction(deps.pool, [actor], async (tx) => {
    const row = (await lockRows(tx, 'account', [accountId])).get(accountId)
    return row?.is_open && isTheirs(row) ? write(row) : refuse('platform.stale')
  })
}

/** The secret of a new second factor: 192 random bits as text. */
export function newFactorSecret(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(24)).toString('base64url')
}
