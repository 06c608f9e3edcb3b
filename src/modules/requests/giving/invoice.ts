import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Organisation } from '../../access/index.ts'
import { issuedStanding, type IssuedStanding } from '../../invoices/index.ts'
import { loadCustomers } from '../../parties/index.ts'
import { countNaming } from '../store-giving.ts'
import type { GivingRow } from '../tables.ts'
import type { Actual } from './actual.ts'

/** The invoice on which a benefit is said to stand, and how many other givings name it too. */
export type NamedInvoice = Pick<IssuedStanding, 'stops'> & {
  readonly number: string
  readonly doubts: readonly (IssuedStanding['doubts'][number] | 'unnamed')[]
  readonly others: number
}

/** A paper was brought for an invoice, and nobody said its number, by which it would be looked up. */
export const unnamedInvoice: NamedInvoice = { number: '', stops: undefined, doubts: ['unnamed'], others: 0 }

/** Whose giving names it, and when it was given. */
export type Naming = {
  readonly number: string
  readonly requestId: string
  readonly entityId: string
  readonly customerId: string | null
  readonly form: string
  readonly day: LocalDate
}

/** A number as it is kept and compared: in plain signs, without blanks. */
function plainNumber(number: string): string {
  return number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
}

/** The invoice that a giving names now, or named when it was recorded before. */
export function invoiceNamed(
  told: Pick<Actual, 'invoiceNumber'> | undefined,
  giving: Pick<GivingRow, 'invoice_number'> | undefined,
): string | null {
  const named = told?.invoiceNumber ?? giving?.invoice_number ?? null
  return named === null ? null : plainNumber(named)
}

/** What is on record of the invoice that a giving names. */
export async function loadNamedInvoice(
  tx: Transaction,
  organisation: Organisation,
  { number, requestId, entityId, customerId, form, day }: Naming,
): Promise<NamedInvoice> {
  const known = await loadCustomers(tx, customerId === null ? [] : [customerId])
  const rows = [...known.values()]
  const names = rows.flatMap((row) => [row.name, row.short_name ?? [], row.latin_name ?? []].flat())
  const taxNumbers = rows.flatMap((row) => row.credit_code ?? [])
  const entityName = organisation.entities.get(entityId)?.name_zh ?? ''
  const issued = { entityId, number, entityName, customer: { names, taxNumbers }, form, day }
  const standing = await issuedStanding(tx, issued)
  const others = await countNaming(tx, { entityId, number, exceptRequestId: requestId })
  return { ...standing, number, others }
}
