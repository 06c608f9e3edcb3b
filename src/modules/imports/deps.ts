import type { Pool } from 'pg'
import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Door } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RoundsPort } from '../../platform/rounds.ts'
import type { PolicyInForce } from '../policy/index.ts'
import type { RequestDeps } from '../requests/index.ts'
import type { Language } from '../../texts/text.ts'
import type { PartyIds } from './party-ids.ts'
import type { Profile } from './profiles/profile.ts'
import type { ByteSource } from '../../platform/tables/read.ts'

/** What imports are made with; filled in `app`. */
export type ImportDeps = {
  readonly door: Door
  readonly pool: Pool
  readonly now: () => Instant
  readonly newId: (kind: IdKind) => string
  readonly policy: (tx: Transaction) => Promise<PolicyInForce>
  /** Names the parties of registers that are nobody on record. */
  readonly partyIds: PartyIds
  /** Asks the second person before our own history leaves the sums. */
  readonly rounds: RoundsPort
  /** Parties, agreements and the giver of our own history: those that requests use. */
  readonly own: Pick<RequestDeps, 'organisation' | 'giver' | 'resolveParties' | 'findDeals'>
}

/** A file to import. */
export type ImportFile = { readonly name: string; readonly open: () => ByteSource }

/** What an import is asked to do. */
export type ImportCall = {
  readonly profile: Profile
  readonly file: ImportFile
  readonly actor: Actor
  /** The day of the import; else that of the entity whose history it is. */
  readonly today?: LocalDate
  /** Decides each row and stores nothing. */
  readonly isDryRun: boolean
  /** Made before the first try; a new one opens a new run unless one of the same file is unfinished. */
  readonly key: string
  readonly language: Language
  /** The legal entity whose history it is; an observed book has none. */
  readonly entityId?: string | undefined
  /** The sheet of a workbook; must be named where several hold something. */
  readonly sheet?: string | undefined
  /** Names every row that could not enter, however many; else the first thousand of each kind. */
  readonly isListedWhole?: boolean
  /** Hears how far it is; false asks the run to stop after the set that is under way. */
  readonly onProgress?: (done: number, total: number) => Promise<boolean>
}
