import { createHmac, hash } from 'node:crypto'

/** What the links of guests are made with. */
export type GuestLinks = {
  /** The secret of a link: made anew each time its code is shown, and kept nowhere. */
  readonly secretOf: (linkId: string) => string
  /** Where the product is reached, without a path. */
  readonly origin: () => string
}

/**
 * The secret of a link as 256 bits that only the master key makes of its identifier: the code can be shown
 * again after a page was left, and the database, which knows the identifier and the hash, cannot make it.
 */
export function secretBy(key: Buffer): GuestLinks['secretOf'] {
  return (linkId) => createHmac('sha256', key).update(`guest link\n${linkId}`).digest('base64url')
}

/** What is kept of a secret. A secret of 256 bits is not guessed, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return hash('sha256', secret)
}
