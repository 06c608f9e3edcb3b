import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { actAlone, type Door } from '../../platform/act/act.ts'
import type { Call, Outcome } from '../../platform/act/command.ts'
import type { AuthPort, RequestHeaders } from './auth/port.ts'
import { setOwnPassword } from './commands.ts'

/** The password that somebody has, and the one that they want. */
export type Passwords = { readonly currentPassword: string; readonly newPassword: string }

/** A change of one's own password: by whom, under which key, and from which session, which goes on. */
export type OwnPasswordCall = Pick<Call<unknown>, 'key' | 'actor' | 'at'> & {
  readonly passwords: Passwords
  readonly hasFactor: boolean
  readonly headers: RequestHeaders
}

/** What spoke against the change, or what the write door answered. */
export type OwnPasswordOutcome =
  { readonly kind: 'objection'; readonly refusal: Refusal } | Outcome<{ readonly accountId: string }>

/**
 * Sets the caller's own password through the write door. The passwords are hashed and kept nowhere but as a
 * seal, by which the door knows the same call again.
 */
export async function changeOwnPassword(
  { door, auth }: { readonly door: Door; readonly auth: AuthPort },
  { key, actor, at, ...asked }: OwnPasswordCall,
): Promise<OwnPasswordOutcome> {
  const { accountId } = actor
  const { currentPassword, newPassword } = asked.passwords
  const seal = await auth.sealPasswords(`${accountId}\n${key}`, [currentPassword, newPassword])
  let objection: Refusal | undefined
  const command = setOwnPassword(async () => {
    objection = await write(auth, { ...asked, accountId, seal, at })
    return objection
  })
  const outcome = await actAlone(door, command, { key, actor, at, body: { accountId, seal } })
  return objection ? { kind: 'objection', refusal: objection } : outcome
}

type Written = Omit<OwnPasswordCall, 'key' | 'actor'> & { readonly accountId: string; readonly seal: string }

/** Proves the former password and writes the new one; nothing where this very call did so before. */
async function write(auth: AuthPort, change: Written): Promise<Refusal | undefined> {
  const { accountId, seal, at, hasFactor, passwords, headers } = change
  if (await auth.isPasswordOf(accountId, seal)) return undefined
  const wrong = await auth.provePassword(accountId, passwords.currentPassword, at)
  if (wrong) return wrong
  if (passwords.newPassword === passwords.currentPassword) return refuse('access.same_password')
  const passwordHash = await auth.hashPassword(passwords.newPassword, hasFactor)
  if (isRefusal(passwordHash)) return passwordHash
  await auth.keepPassword({ accountId, passwordHash, seal }, headers, at)
  return undefined
}
