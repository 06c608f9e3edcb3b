import type { Instant } from '../../kernel/time.ts'
import type { FeedEntry } from '../../platform/feed.ts'

/** A person whose account has another password, which they hear of. */
export type PasswordTold = {
  readonly personId: string
  readonly accountId: string
  readonly what: 'password'
  readonly at: Instant
}

/**
 * Whose own password an entry of the log set. It may have been somebody else who knew the former one, so the
 * person hears of it wherever it was done; the command line starts no work, and leaves its entry.
 */
export function passwordsIn(entry: FeedEntry & { readonly object: { readonly id: string } }): PasswordTold[] {
  if (entry.operation !== 'access.set_password' || entry.refusal !== undefined) return []
  return [{ personId: entry.personId, accountId: entry.object.id, what: 'password', at: entry.at }]
}
