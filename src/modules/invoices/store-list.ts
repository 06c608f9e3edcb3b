import type { LocalDate } from '../../kernel/time.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { InvoiceAlertRow, InvoiceRow } from './tables.ts'

const db = sqlFor<{ 'invoices.invoice': InvoiceRow; 'invoices.alert': InvoiceAlertRow }>()

/** Whose invoices: those that the person brought, and all of the entities that they watch over. */
export type InvoiceSight = { readonly personId: string; readonly entityIds: readonly string[] }

/** Which invoices, and where the page begins. */
export type InvoicePage = {
  readonly q?: string | undefined
  readonly check?: string | undefined
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
  readonly after?: { readonly on: LocalDate; readonly id: string } | undefined
  readonly limit: number
}

/** The place of an invoice in the list. */
export type InvoicePlace = Pick<InvoiceRow, 'id' | 'issued_on'>

/** A page of invoices, the latest day of issue first. */
export async function listInvoices(
  tx: Transaction,
  { personId, entityIds }: InvoiceSight,
  { q, check, from, to, after, limit }: InvoicePage,
): Promise<InvoicePlace[]> {
  let query = db
    .selectFrom('invoices.invoice')
    .select(['id', 'issued_on'])
    .where((eb) => eb.or([eb('recorded_by', '=', personId), eb('entity_id', 'in', [...entityIds, ''])]))
  if (check !== undefined) query = query.where('check_state', '=', check)
  if (from !== undefined) query = query.where('issued_on', '>=', from)
  if (to !== undefined) query = query.where('issued_on', '<=', to)
  if (q !== undefined) {
    const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) =>
      eb.or([eb('number', 'like', part), eb('code', 'like', part), eb('seller_name', 'ilike', part)]),
    )
  }
  if (after !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('issued_on', '<', after.on),
        eb.and([eb('issued_on', '=', after.on), eb('id', '<', after.id)]),
      ]),
    )
  }
  return tx.run(query.orderBy('issued_on', 'desc').orderBy('id', 'desc').limit(limit))
}

/** Which of these invoices are used for something, by their keys; of one entity, or of all that are seen. */
export async function claimedKeys(
  tx: Transaction,
  entityId: string | undefined,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await tx.sql<{ key: string }>(
    `select key
from invoices.invoice
where ($1::text is null or entity_id = $1)
and key = any($2::text[])
and used_minor > 0`,
    [entityId ?? null, keys],
    'invoices_claimed',
  )
  return new Set(rows.map(({ key }) => key))
}

/** Which alerts, and where the page begins. */
export type AlertPage = {
  readonly isOpen?: boolean | undefined
  readonly after?: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** A page of alerts in these entities, the newest first. */
export async function listAlerts(
  tx: Transaction,
  entityIds: readonly string[],
  { isOpen, after, limit }: AlertPage,
): Promise<InvoiceAlertRow[]> {
  let query = db
    .selectFrom('invoices.alert')
    .selectAll()
    .where('entity_id', 'in', [...entityIds, ''])
  if (isOpen !== undefined) query = query.where('answer', isOpen ? 'is' : 'is not', null)
  if (after !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('raised_at', '<', after.at),
        eb.and([eb('raised_at', '=', after.at), eb('id', '<', after.id)]),
      ]),
    )
  }
  return tx.run(query.orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(limit))
}
