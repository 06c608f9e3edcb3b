import type { IdKind } from '../../../kernel/id.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Door } from '../../../platform/act/act.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'

/** A benefit that a month owes: what it is worth, and the day on which it was to be given. */
export type Promised = {
  readonly benefitId: string
  readonly form: string
  readonly currency: string
  readonly minor: bigint
  readonly happenedOn: LocalDate
  /** True where it stands as given, and as expense of a later month, since its own was closed by then. */
  readonly isGivenLate?: boolean
}

/** Up to the last day of a month, of one entity. */
export type UpTo = { readonly entityId: string; readonly until: LocalDate }

/** What is promised, for a day up to this one, and stands as given nowhere. Filled in `app`. */
export type PromisedPort = (tx: Transaction, upTo: UpTo) => Promise<readonly Promised[]>

/** What accruals are made with; the register is known to `app`. */
export type AccrualDeps = {
  readonly door: Door
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly dayOf: (organisation: Organisation, entityId: string, at: Instant) => LocalDate
  readonly promised: PromisedPort
}
