import type { Pool } from 'pg'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Door } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { PolicyInForce, RateFinder } from '../policy/index.ts'
import type { RequestDeps } from '../requests/index.ts'
import type { FactSetting } from './domain.ts'

/** What imports are made with; filled in `app`. */
export type ImportDeps = {
  readonly door: Door
  readonly pool: Pool
  readonly now: () => Instant
  readonly newId: (kind: IdKind) => string
  readonly policy: (tx: Transaction) => Promise<PolicyInForce>
  /** Dated rates, for decisions that keep no record. */
  readonly rates: RateFinder
  /** Parties, agreements and the giver of our own history: those that requests use. */
  readonly own: Pick<RequestDeps, 'giver' | 'resolveParties' | 'findDeals'>
  /** Facts about our own entities that hold for each row of our own history. */
  readonly ownFacts: readonly FactSetting[]
}

/** Who imports, on which day, and whether anything is stored. */
export type ImportBy = {
  readonly actor: Actor
  readonly today: LocalDate
  readonly isDryRun: boolean
}
