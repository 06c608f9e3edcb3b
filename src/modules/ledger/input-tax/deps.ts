import type { turnOutGrounds } from '../../../contract/states.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'
import type { VoucherDeps } from '../vouchers/deps.ts'

/** Why credited input tax is turned out. */
export type TurnOutGround = (typeof turnOutGrounds)[number]

/** What is wrong with an invoice that credited input tax. */
export type InvoiceFault = {
  readonly invoiceId: string
  readonly ground: Extract<TurnOutGround, 'void' | 'red_letter' | 'false'>
  /** How much of what was used of it a red letter takes back; absent where all of it counts no more. */
  readonly share?: { readonly part: bigint; readonly of: bigint }
}

/** What input tax is read and turned out with; filled in `app`: the ledger knows no invoice and no claim. */
export type InputTaxDeps = Pick<VoucherDeps, 'newId' | 'organisation' | 'benefitsOf'> & {
  readonly dayOf: (organisation: Organisation, entityId: string, at: Instant) => LocalDate
  /** The invoices of an entity that were used and are not what they were taken for. */
  readonly invoiceFaults: (tx: Transaction, entityId: string) => Promise<readonly InvoiceFault[]>
  /** Who filed the claims of some lines and whom they pay, by line. */
  readonly claimantsOf: (
    tx: Transaction,
    lineIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>
}
