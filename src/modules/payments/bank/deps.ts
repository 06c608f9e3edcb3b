import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { FileStore } from '../../../platform/files.ts'
import type { PaymentDeps } from '../deps.ts'

/** What the commands on bank files are made with; filled in `app`. */
export type BankDeps = PaymentDeps & {
  readonly files: FileStore
  readonly dayAt: (at: Instant) => LocalDate
}
