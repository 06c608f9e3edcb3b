import type { IdKind } from '../../../kernel/id.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { FileStore } from '../../../platform/files.ts'
import type { Organisation } from '../../access/index.ts'
import type { Subject } from './dimension-book.ts'
import type { BehindBenefit, DimensionKind } from './dimensions.ts'
import type { BookedBenefit } from './make.ts'

/** What vouchers are made with; filled in `app`, for the ledger itself knows no benefit. */
export type VoucherDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly dayAt: (at: Instant) => LocalDate
  readonly files: FileStore
  /** What the register says of some benefits. */
  readonly benefitsOf: (
    tx: Transaction,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, BookedBenefit>>
  /** The benefits of some numbers of the register, by number. */
  readonly benefitsNumbered: (
    tx: Transaction,
    numbers: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
  /** The numbers by which people know some documents, by identifier; some have none. */
  readonly documentNumbers: (
    tx: Transaction,
    documentIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
  /** Who and what is behind some benefits, for accounts that carry it. */
  readonly behindOf: (tx: Transaction, ids: readonly string[]) => Promise<ReadonlyMap<string, BehindBenefit>>
  /** How we call units, people, organisations and projects, by kind and identifier; some may be gone. */
  readonly subjectNames: (
    tx: Transaction,
    subjects: readonly Subject[],
  ) => Promise<ReadonlyMap<string, string>>
  /** Ours of a kind by their identifiers or by their whole names; several may have one name. */
  readonly subjectsCalled: (
    tx: Transaction,
    kind: DimensionKind,
    texts: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>
}
