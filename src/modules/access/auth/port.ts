import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'

/** The headers of a request that matter here. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** How far a sign-in has come. Session and challenge are values of cookies, signed. */
export type SignIn =
  | { readonly kind: 'signed_in'; readonly session: string; readonly accountId: string }
  | { readonly kind: 'factor_needed'; readonly challenge: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Where a request came from, as the list of one's own sessions shows it. */
export type Device = { readonly address: string; readonly userAgent: string }

/** The second factor of a session. */
export type FactorState = { readonly hasFactor: boolean; readonly freshUntil?: Instant }

/** What an account needs to sign in. */
export type Credentials = {
  readonly accountId: string
  readonly email: string
  /** From `hashPassword`, which also checks the length. */
  readonly passwordHash: string
  /** The secret of the second factor; absent for an account that has none. */
  readonly factorSecret?: string
}

/** A new password of one's own, as its digest, with the seal of the call that asks for it. */
export type PasswordChange = {
  readonly accountId: string
  readonly passwordHash: string
  readonly seal: string
}

/**
 * Everything that the product knows of log-ins. Behind it stands a library (docs/decisions); nothing else of
 * the product imports it, so that it can be exchanged.
 */
export type AuthPort = {
  /**
   * Who sends this request: by session cookie, or by a script's bearer token. A refusal where the session is
   * good and its person does not work here (any more).
   */
  readonly actorOf: (headers: RequestHeaders, now: Instant) => Promise<Actor | Refusal | undefined>
  readonly signIn: (email: string, password: string, device: Device, now: Instant) => Promise<SignIn>
  readonly secondFactor: (challenge: string, code: string, device: Device, now: Instant) => Promise<SignIn>
  /** Shows the second factor again in an open session; undefined when it was right. */
  readonly freshFactor: (headers: RequestHeaders, code: string, now: Instant) => Promise<Refusal | undefined>
  /** Whether the session's account has a second factor, and until when it is fresh. */
  readonly factorState: (headers: RequestHeaders, now: Instant) => Promise<FactorState>
  readonly signOut: (headers: RequestHeaders) => Promise<void>
  /** Ends the sessions of these accounts at once. */
  readonly endSessions: (accountIds: readonly string[]) => Promise<void>
  /** A refusal when the password is too short: 15 characters, or 8 with a second factor. */
  readonly hashPassword: (password: string, hasFactor: boolean) => Promise<string | Refusal>
  /** Sets or replaces the credentials of an account; ends its sessions. Safe to repeat. */
  readonly setCredentials: (credentials: Credentials, now: Instant) => Promise<void>
  /** The objection where this is not the account's password; counted like an attempt to sign in. */
  readonly provePassword: (accountId: string, password: string, now: Instant) => Promise<Refusal | undefined>
  /**
   * A digest of passwords that may be kept: the same for the same call, slow, and under the key file, so that
   * the database alone tells nobody whether a guess is right.
   */
  readonly sealPasswords: (call: string, passwords: readonly string[]) => Promise<string>
  /** Replaces the password of an account and ends its sessions, but for the one that asks. */
  readonly keepPassword: (change: PasswordChange, headers: RequestHeaders, now: Instant) => Promise<void>
  /** True where the account's password is the one that the call of this seal wrote. */
  readonly isPasswordOf: (accountId: string, seal: string) => Promise<boolean>
  /** The objection where the account has a second factor and this is not its code, which is spent by it. */
  readonly proveFactor: (accountId: string, code: string, now: Instant) => Promise<Refusal | undefined>
  /** Whether an account has a second factor. */
  readonly hasFactor: (accountId: string) => Promise<boolean>
  /** True for an account that was opened and never got its password. */
  readonly lacksPassword: (accountId: string) => Promise<boolean>
  /** Gives an account a second factor, in place of one that it has; ends its sessions. */
  readonly giveFactor: (accountId: string, factorSecret: string, now: Instant) => Promise<void>
  /** The header that keeps a session or a challenge in the browser. */
  readonly cookieFor: (kind: 'session' | 'challenge', value: string) => string
  /** The headers that make the browser forget both. */
  readonly clearedCookies: () => readonly string[]
  /** The challenge that a request carries, if any. */
  readonly challengeOf: (headers: RequestHeaders) => string | undefined
  readonly close: () => Promise<void>
}
