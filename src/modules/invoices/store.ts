import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import type { StandingInvoice } from './objections.ts'
import type { RedLetter } from './red-letters.ts'
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
export function loadInvoices(tx: Transaction, ids: readonly string[]): Promise<Map<string, StandingInvoice>> {
  return standingOf(tx, ids, true)
}

/** The invoices of an entity that have this number, as they stand now; older ones may share it. */
export async function findByNumber(
  tx: Transaction,
  entityId: string,
  number: string,
): Promise<StandingInvoice[]> {
  const found = await tx.sql<{ id: string }>(
    'select id from invoices.invoice where entity_id = $1 and number = $2 order by id',
    [entityId, number],
    'invoices_by_number',
  )
  const standing = await standingOf(
    tx,
    found.map(({ id }) => id),
    false,
  )
  return [...standing.values()]
}

async function standingOf(
  tx: Transaction,
  ids: readonly string[],
  isLocked: boolean,
): Promise<Map<string, StandingInvoice>> {
  if (ids.length === 0) return new Map()
  const values = [...new Set(ids)]
  // Sent in this order: what is used is read once the invoice is held.
  const [invoices, uses, alerts] = await Promise.all([
    rowsBy(tx, 'invoices.invoice', { column: 'id', values, order: 'id', isLocked }),
    rowsBy(tx, 'invoices.use', { column: 'invoice_id', values, order: 'id' }),
    alertsOn(tx, values),
  ])
  const usesOf = Map.groupBy(
    uses.map((use) => ({ ...use, minor: BigInt(use.minor) })),
    (use) => use.invoice_id,
  )
  const alertsOf = Map.groupBy(alerts, (alert) => alert.invoice_id)
  return new Map(
    invoices.map((row) => [
      row.id,
      { invoice: withAmounts(row), uses: usesOf.get(row.id) ?? [], alerts: alertsOf.get(row.id) ?? [] },
    ]),
  )
}

/** The alerts on invoices, oldest first, also those that another entity of the group noticed. */
async function alertsOn(tx: Transaction, invoiceIds: readonly string[]): Promise<InvoiceAlertRow[]> {
  if (invoiceIds.length === 0) return []
  return tx.sql<InvoiceAlertRow>(
    'select * from invoices.alerts_on($1::text[])',
    [invoiceIds],
    'invoices_alerts_on',
  )
}

/** Which invoices each of these things uses or used, by the thing. */
export async function invoicesUsedFor(
  tx: Transaction,
  forType: string,
  forIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await rowsBy(tx, 'invoices.use', { column: 'for_id', values: forIds, order: 'id' })
  const own = rows.filter((row) => row.for_type === forType && row.releases === null)
  const byThing = Map.groupBy(own, (row) => row.for_id)
  return new Map([...byThing].map(([id, uses]) => [id, uses.map((use) => use.invoice_id)]))
}

/** A part of an invoice that a thing uses, or used until it was given back. */
export type PartUsed = Pick<InvoiceRow, 'entity_id' | 'recorded_by' | 'number' | 'seller_name'> & {
  readonly for_id: string
  readonly invoice_id: string
  readonly currency: string
  readonly minor: bigint
}

/** Which part of which invoice each of these things uses or used, by the number of the invoice. */
export async function partsUsedFor(
  tx: Transaction,
  forType: string,
  forIds: readonly string[],
): Promise<PartUsed[]> {
  if (forIds.length === 0) return []
  const rows = await tx.sql<PartUsed>(
    `select used.for_id, used.invoice_id, used.minor, invoice.currency, invoice.number, invoice.entity_id,
  invoice.recorded_by, invoice.seller_name
from invoices.use as used
join invoices.invoice as invoice on invoice.id = used.invoice_id
where used.for_type = $1
and used.for_id = any($2::text[])
and used.releases is null
order by invoice.number, used.id`,
    [forType, forIds],
    'invoices_parts_used',
  )
  return rows.map((row) => ({ ...row, currency: row.currency.trim(), minor: BigInt(row.minor) }))
}

/** The row with its amounts as numbers: the driver gives a numeric as text. */
function withAmounts(row: InvoiceRow): InvoiceRow {
  return {
    ...row,
    net_minor: row.net_minor === null ? null : BigInt(row.net_minor),
    tax_minor: row.tax_minor === null ? null : BigInt(row.tax_minor),
    total_minor: BigInt(row.total_minor),
    used_minor: BigInt(row.used_minor),
    reversed_minor: BigInt(row.reversed_minor),
  }
}

/** The names and tax numbers of our entities as they stand on invoices, by entity, where they were stated. */
export async function loadBuyers(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<Map<string, BuyerRow>> {
  return buyersOf(tx, entityIds, false)
}

/** The same, locked: what stands on invoices is about to be stated anew. */
export async function lockBuyers(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<Map<string, BuyerRow>> {
  return buyersOf(tx, entityIds, true)
}

async function buyersOf(tx: Transaction, entityIds: readonly string[], isLocked: boolean) {
  const rows = await rowsBy(tx, 'invoices.buyer', {
    column: 'entity_id',
    values: [...new Set(entityIds)],
    order: 'entity_id',
    isLocked,
  })
  return new Map(rows.map((row) => [row.entity_id, row]))
}

/** An invoice number that is on record, in whichever entity of the group; nothing else is told of it. */
export type KnownInvoice = {
  readonly key: string
  readonly id: string
  readonly entity_id: string
  readonly currency: string
  readonly total_minor: bigint
  readonly recorded_by: string
  readonly recorded_at: string
}

/** Which of these keys are on record in the group, by key. */
export async function findKnown(
  tx: Transaction,
  keys: readonly string[],
): Promise<Map<string, KnownInvoice>> {
  if (keys.length === 0) return new Map()
  const rows = await tx.sql<KnownInvoice>(
    `select key, id, entity_id, currency, total_minor, recorded_by, recorded_at
from invoices.known($1::text[])`,
    [keys],
    'invoices_known',
  )
  return new Map(rows.map((row) => [row.key, { ...row, total_minor: BigInt(row.total_minor) }]))
}

/** An invoice from abroad that has a number which is looked for, in whichever entity of the group. */
export type AlikeInvoice = {
  readonly key: string
  readonly id: string
  readonly number: string
  readonly issued_on: string
  readonly currency: string
  readonly total_minor: bigint
}

/** Which invoices from abroad have one of these numbers; two people do not bring one at one moment. */
export async function findAlike(tx: Transaction, numbers: readonly string[]): Promise<AlikeInvoice[]> {
  if (numbers.length === 0) return []
  const sorted = [...new Set(numbers)].sort()
  await lockKeys(
    tx,
    sorted.map((number) => `abroad ${number}`),
  )
  const rows = await tx.sql<AlikeInvoice>(
    `select key, id, number, issued_on, currency, total_minor
from invoices.alike($1::text[])`,
    [sorted],
    'invoices_alike',
  )
  return rows.map((row) => ({ ...row, currency: row.currency.trim(), total_minor: BigInt(row.total_minor) }))
}

/** Invoices by their keys in the entities that the transaction sees, locked. */
export async function lockByKeys(tx: Transaction, keys: readonly string[]): Promise<Map<string, InvoiceRow>> {
  const rows = await rowsBy(tx, 'invoices.invoice', {
    column: 'key',
    values: [...new Set(keys)],
    order: 'id',
    isLocked: true,
  })
  return new Map(rows.map((row) => [row.key, withAmounts(row)]))
}

/** Holds these keys until the transaction ends: nobody else brings one of them, or what takes it back. */
export async function lockKeys(tx: Transaction, keys: readonly string[]): Promise<void> {
  for (const key of keys)
    await tx.sql(
      'select pg_advisory_xact_lock(hashtextextended($1, 0))',
      [`invoices.key ${key}`],
      'invoices_lock_key',
    )
}

/** The red letters of the group that take back one of these. */
export async function findRedLetters(tx: Transaction, keys: readonly string[]): Promise<RedLetter[]> {
  if (keys.length === 0) return []
  const rows = await tx.sql<{ id: string; refers_to: string; currency: string; total_minor: string }>(
    'select id, refers_to, currency, total_minor from invoices.red_letters($1::text[])',
    [keys],
    'invoices_red_letters',
  )
  return rows.map((row) => ({
    id: row.id,
    refersTo: row.refers_to,
    currency: row.currency.trim(),
    minor: -BigInt(row.total_minor),
  }))
}

/** An invoice that has one of these keys or takes one of them back, as far as the reader sees it. */
export async function listTied(
  tx: Transaction,
  { key, refersTo }: { readonly key: string; readonly refersTo: string | null },
): Promise<{ readonly redLetters: InvoiceRow[]; readonly original: InvoiceRow | undefined }> {
  const letters = await rowsBy(tx, 'invoices.invoice', { column: 'refers_to', values: [key], order: 'id' })
  const keys = refersTo === null ? [] : [refersTo]
  const [original] = await rowsBy(tx, 'invoices.invoice', { column: 'key', values: keys, order: 'id' })
  return {
    redLetters: letters.map(withAmounts).filter(({ total_minor: total }) => total < 0n),
    original,
  }
}

/** The files of these invoices, oldest first, by invoice. */
export async function loadInvoiceFiles(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<Map<string, InvoiceFileRow[]>> {
  const rows = await rowsBy(tx, 'invoices.file', {
    column: 'invoice_id',
    values: [...new Set(invoiceIds)],
    order: 'added_at',
  })
  return Map.groupBy(rows, (row) => row.invoice_id)
}

/** The official checks of an invoice, oldest first. */
export async function loadChecks(tx: Transaction, invoiceId: string): Promise<OfficialCheckRow[]> {
  return rowsBy(tx, 'invoices.official_check', {
    column: 'invoice_id',
    values: [invoiceId],
    order: 'recorded_at',
  })
}

/** Alerts by id, locked when they are to be answered, with whoever recorded the invoice of each. */
export async function loadAlerts(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, InvoiceAlertRow>> {
  const rows = await rowsBy(tx, 'invoices.alert', {
    column: 'id',
    values: [...new Set(ids)],
    order: 'id',
    isLocked: true,
  })
  return new Map(rows.map((row) => [row.id, row]))
}
