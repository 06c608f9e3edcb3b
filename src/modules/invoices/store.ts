import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { StandingInvoice } from './objections.ts'
import type {
  BuyerRow,
  InvoiceAlertRow,
  InvoiceFileRow,
  InvoiceRow,
  InvoiceUseRow,
  OfficialCheckRow,
} from './tables.ts'

const rowsBy = rowsFor<{
  'invoices.invoice': InvoiceRow
  'invoices.file': InvoiceFileRow
  'invoices.use': InvoiceUseRow
  'invoices.official_check': OfficialCheckRow
  'invoices.alert': InvoiceAlertRow
  'invoices.buyer': BuyerRow
}>()

/**
 * Invoices by id with their uses and alerts, locked in the order of their ids when they are to be used.
 * One that the reader's entities do not hold is not found.
 */
export async function loadInvoices(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, StandingInvoice>> {
  const values = [...new Set(ids)]
  const invoices = await rowsBy(tx, 'invoices.invoice', { column: 'id', values, order: 'id', isLocked: true })
  const uses = await rowsBy(tx, 'invoices.use', { column: 'invoice_id', values, order: 'id' })
  const alerts = await rowsBy(tx, 'invoices.alert', { column: 'invoice_id', values, order: 'raised_at' })
  const usesOf = Map.groupBy(uses, (use) => use.invoice_id)
  const alertsOf = Map.groupBy(alerts, (alert) => alert.invoice_id)
  return new Map(
    invoices.map((invoice) => [
      invoice.id,
      { invoice, uses: usesOf.get(invoice.id) ?? [], alerts: alertsOf.get(invoice.id) ?? [] },
    ]),
  )
}

/**
 * The names and tax numbers of our entities as they stand on invoices, by entity, where somebody stated
 * them.
 */
export async function loadBuyers(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<Map<string, BuyerRow>> {
  const rows = await rowsBy(tx, 'invoices.buyer', {
    column: 'entity_id',
    values: [...new Set(entityIds)],
    order: 'entity_id',
    isLocked: true,
  })
  return new Map(rows.map((row) => [row.entity_id, row]))
}
