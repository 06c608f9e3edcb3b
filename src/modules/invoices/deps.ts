import type { IdKind } from '../../kernel/id.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { FileStore } from '../../platform/files.ts'
import type { Organisation } from '../access/index.ts'

/** What the commands of this module are made with; filled in `app`. */
export type InvoiceDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  /** The legal day at a moment, in the company's own zone. */
  readonly dayAt: (at: Instant) => LocalDate
  readonly files: FileStore
}
