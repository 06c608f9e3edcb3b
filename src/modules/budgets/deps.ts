import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Door } from '../../platform/act/act.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RoundsPort } from '../../platform/rounds.ts'
import type { Language } from '../../texts/text.ts'
import type { Organisation } from '../access/index.ts'
import type { Converted } from './rooms.ts'

/** What the commands and queries about budgets are made with; filled in `app`. */
export type BudgetDeps = {
  readonly newId: (kind: IdKind) => string
  readonly dayOf: (organisation: Organisation, entityId: string, at: Instant) => LocalDate
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly converted: (tx: Transaction) => Promise<Converted>
  readonly rounds: RoundsPort
  readonly door: Door
  /** The kinds of benefit by their forms, with the word of each. */
  readonly forms: (language: Language) => readonly { readonly key: string; readonly word: string }[]
  /** The requests behind benefits, where the reader's transaction sees them. */
  readonly requestsOf: (
    tx: Transaction,
    benefitIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
}
