import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Outcome } from '../../platform/act/command.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import { answer, fromOutcome, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import type { HttpCall } from '../../platform/http/route.ts'
import { otpauthUri } from './auth/totp.ts'
import type { AccessRouteDeps } from './route-deps.ts'
import { lockRows } from './store.ts'
import type { AccountRow } from './tables.ts'

type Deps = Pick<AccessRouteDeps, 'pool' | 'auth' | 'random'>
type AnyCall = HttpCall<unknown, unknown, unknown>
type Done = Outcome<{ readonly accountId: string }>

/**
 * Sets the password of an account that the caller opened or reset, while the account is as that act left it:
 * asked again after a later reset, it must not bring the password of before back. Answers of former versions
 * do not know how it left the account.
 */
export async function setPassword(
  deps: Deps,
  call: AnyCall,
  outcome: Outcome<{ readonly accountId: string; readonly version?: number }>,
  passwordHash: string,
): Promise<HttpAnswer> {
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  const { accountId, version } = outcome.answer
  const isTheirs = (row: AccountRow) =>
    row.password_by === call.actor.personId &&
    row.factor_by === null &&
    (version ?? row.version) === row.version
  const set = await whileTheirs(deps, call, accountId, isTheirs, async ({ email }) =>
    deps.auth.setCredentials({ accountId, email, passwordHash }, call.at),
  )
  return isRefusal(set) ? refused(set) : answer({ accountId })
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
