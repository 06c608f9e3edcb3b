import type { IdKind } from '../../kernel/id.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Organisation } from '../access/index.ts'
import type { PolicyInForce } from '../policy/index.ts'
import type { Asked, CustomerRecord, DealRecord, GiverRecord, PersonRecord } from '../facts/index.ts'
import type { FindLoosened } from './loosening.ts'
import type { Proposal } from './proposal.ts'

/** Whom a proposal names, and the event. */
export type NamedParties = {
  readonly customer: Proposal['customer']
  readonly recipient: Proposal['recipient']
  readonly eventId?: string | undefined
}

/** What a proposal says about its parties. */
export type WantedParties = NamedParties & {
  readonly day: LocalDate
  readonly at: Instant
  readonly actor: Actor
}

/** A person with all for whom they work that day, the longest-standing employer first. */
type ResolvedPerson = PersonRecord & { readonly name: string; readonly employerIds: readonly string[] }

/** The parties behind a proposal: known ones as records, new ones with the rows that make them. */
export type ResolvedParties = {
  readonly customer: (CustomerRecord & { readonly name: string }) | undefined
  readonly person: ResolvedPerson | undefined
  readonly changes: readonly RowChange[]
  readonly refusal?: Refusal
}

/** What is on record of whoever a set of proposals names, read before it is known of which days they are. */
export type ReadAhead = {
  readonly resolve: (wanted: readonly WantedParties[]) => Promise<ResolvedParties[]>
  readonly dealsOf: (asked: readonly Asked[]) => Promise<DealRecord[]>
}

/** What the commands of requests are made with; filled in `app`. */
export type RequestDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly policy: (tx: Transaction) => Promise<PolicyInForce>
  /** What is on record of the entity that gives, as of a day; as of now when none is named. */
  readonly giver: (organisation: Organisation, entityId: string, day?: LocalDate) => GiverRecord
  readonly readAhead: (tx: Transaction, named: readonly NamedParties[]) => Promise<ReadAhead>
  readonly resolveParties: (tx: Transaction, wanted: readonly WantedParties[]) => Promise<ResolvedParties[]>
  readonly findDeals: (tx: Transaction, asked: readonly Asked[]) => Promise<DealRecord[]>
  readonly findLoosened: FindLoosened
  /** When a step that becomes active at `at` must be decided. */
  readonly dueFrom: (at: Instant) => Instant
  /** The legal day of an entity at a moment. */
  readonly dayOf: (organisation: Organisation, entityId: string, at: Instant) => LocalDate
}
