import type { z } from 'zod'
import type { peersJson } from '../../contract/screens.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RegisterReader } from './words.ts'

/** The requests behind benefits, by benefit, of those entities that the transaction sees. */
export type RequestsOf = (
  tx: Transaction,
  benefitIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>

/** A limit of the company on what one party gets over time, and how much of it is used. */
export type PartyCap = {
  readonly title: string
  readonly window: string
  readonly clause: string
  /** The currency of a sum; undefined where the limit counts times. */
  readonly currency: string | undefined
  readonly used: bigint
  readonly limit: bigint
}

type Peers = z.output<typeof peersJson>

/** A party as a register of others calls it. */
export type ObservedParty = {
  readonly id: string
  readonly book: string
  readonly name: string
  readonly by: 'code' | 'name'
}

/** What names a party of ours, to ask a register of others for it. */
export type NamedParty = {
  readonly kind: 'person' | 'organisation'
  readonly names: readonly string[]
  readonly codes: readonly string[]
}

/** What the register asks of the modules above; filled in `app`. */
export type RegisterPorts = {
  readonly requestsOf: RequestsOf
  /** The limits that speak of a person or of a customer itself, by the policy in force today. */
  readonly capsOf: (
    tx: Transaction,
    reader: RegisterReader,
    party: { readonly customerId?: string; readonly personId?: string },
  ) => Promise<readonly PartyCap[]>
  /** Where a customer stands among those alike within a year; undefined where they are few. */
  readonly peersOf: (
    tx: Transaction,
    reader: RegisterReader,
    customerId: string,
  ) => Promise<Peers | undefined>
  /** Whom of some observed books a party may be. */
  readonly observedParties: (
    tx: Transaction,
    books: readonly string[],
    party: NamedParty,
  ) => Promise<readonly ObservedParty[]>
  /** The names of parties of observed books, by their identifiers there. */
  readonly observedNames: (tx: Transaction, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}
