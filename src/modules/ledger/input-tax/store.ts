import type { LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { withApartAmounts, type DocumentApart, type DocumentApartRow } from '../documents-apart.ts'
import type { InputTaxOutRow, InputTaxRow, InputTaxRuleRow } from './tables.ts'

const rowsBy = rowsFor<{
  'ledger.input_tax': InputTaxRow
  'ledger.input_tax_out': InputTaxOutRow
  'ledger.input_tax_rule': InputTaxRuleRow
}>()

function taxOf(row: InputTaxRow): InputTaxRow {
  const { tax_minor, minor, currency } = row
  return { ...row, tax_minor: BigInt(tax_minor), minor: BigInt(minor), currency: currency.trim() }
}

/** What some entities say of the input tax on kinds of benefit. */
export function loadCreditRules(tx: Transaction, entityIds: readonly string[]): Promise<InputTaxRuleRow[]> {
  const values = [...new Set(entityIds)].sort()
  return rowsBy(tx, 'ledger.input_tax_rule', { column: 'entity_id', values, order: 'id', isLocked: true })
}

/** What stands of the tax of these lines of claims. */
export async function loadInputTaxOfLines(
  tx: Transaction,
  lineIds: readonly string[],
): Promise<InputTaxRow[]> {
  const rows = await rowsBy(tx, 'ledger.input_tax', { column: 'line_id', values: lineIds, order: 'id' })
  return rows.map(taxOf)
}

/** What stands of the tax behind these benefits. */
export async function loadInputTaxOf(tx: Transaction, benefitIds: readonly string[]): Promise<InputTaxRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id' } as const
  return (await rowsBy(tx, 'ledger.input_tax', by)).map(taxOf)
}

/** The tax of special invoices that came up in some days of an entity, credited or not. */
export async function loadInputTaxIn(
  tx: Transaction,
  {
    entityId,
    from,
    until,
  }: { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate },
): Promise<InputTaxRow[]> {
  const rows = await tx.sql<InputTaxRow>(
    `select *
from ledger.input_tax
where entity_id = $1
  and booked_on between $2 and $3
order by booked_on, line_id, invoice_id, recorded_at, minor desc, id`,
    [entityId, from, until],
    'ledger_input_tax_in',
  )
  return rows.map(taxOf)
}

/** Rows of input tax by their identifiers. */
export async function findInputTax(tx: Transaction, ids: readonly string[]): Promise<InputTaxRow[]> {
  return (await rowsBy(tx, 'ledger.input_tax', { column: 'id', values: ids, order: 'id' })).map(taxOf)
}

/** What stands of the tax of these invoices. */
export async function loadInputTaxOfInvoices(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<InputTaxRow[]> {
  const by = { column: 'invoice_id', values: invoiceIds, order: 'id' } as const
  return (await rowsBy(tx, 'ledger.input_tax', by)).map(taxOf)
}

/** Documents that turn input tax out, by their identifiers. */
export async function findTurnOuts(tx: Transaction, ids: readonly string[]): Promise<InputTaxOutRow[]> {
  return (await rowsBy(tx, 'ledger.input_tax_out', { column: 'id', values: ids, order: 'id' })).map(outOf)
}

/** What takes these documents back. */
export async function findTakenBack(tx: Transaction, ids: readonly string[]): Promise<InputTaxOutRow[]> {
  const by = { column: 'takes_back', values: ids, order: 'id' } as const
  return (await rowsBy(tx, 'ledger.input_tax_out', by)).map(outOf)
}

/** The parts of a document that turns input tax out. */
export async function loadPartsOfTurnOut(tx: Transaction, outId: string): Promise<InputTaxRow[]> {
  const by = { column: 'document_id', values: [outId], order: 'id' } as const
  return (await rowsBy(tx, 'ledger.input_tax', by)).map(taxOf)
}

function outOf(row: InputTaxOutRow): InputTaxOutRow {
  return { ...row, minor: BigInt(row.minor) }
}

/** Input tax that vouchers of their own put back on the expense of a benefit, document by document. */
export type InputTaxBack = {
  readonly benefitId: string
  readonly currency: string
  readonly minor: bigint
  readonly on: LocalDate
}

/** The input tax that the months of some days show turned out or taken back, of one entity or of all. */
export async function loadInputTaxBackIn(
  tx: Transaction,
  {
    from,
    to,
    entityId,
  }: { readonly from: LocalDate; readonly to: LocalDate; readonly entityId?: string | undefined },
): Promise<InputTaxBack[]> {
  const rows = await tx.sql<InputTaxBack>(
    `select benefit_id as "benefitId",
  max(booked_on) as on,
  currency,
  -sum(minor) as minor
from ledger.input_tax
where booked_on >= date_trunc('month', $1::date)::date
  and booked_on < (date_trunc('month', $2::date) + interval '1 month')::date
  and ($3::text is null or entity_id = $3)
  and document_type in ('input_tax', 'input_tax_out')
group by benefit_id, document_id, currency, date_trunc('month', booked_on)
having sum(minor) < 0
order by benefit_id, document_id, max(booked_on)`,
    [from, to, entityId ?? null],
    'ledger_input_tax_back',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/**
 * Documents that turn input tax out against their parts, and credits of which more was turned out than there
 * was. Neither is booked in the memorandum ledger, so no comparison of entries finds it. At most so many of
 * each entity.
 */
export async function findInputTaxApart(tx: Transaction, max: number): Promise<DocumentApart[]> {
  const rows = await tx.sql<DocumentApartRow>(
    `with parts as (
  select entity_id, document_id, max(currency) as currency, max(form) as form, -sum(minor) as minor
  from ledger.input_tax
  where document_type = 'input_tax_out'
  group by entity_id, document_id
), remains as (
  select entity_id, min(id) filter (where why = 'credited') as id, currency, form,
    coalesce(sum(minor) filter (where why = 'credited'), 0) as credited, sum(minor) as minor
  from ledger.input_tax
  where minor <> 0
  group by entity_id, line_id, invoice_id, currency, form
), apart as (
  select entity_id, document_id, coalesce(parts.currency, 'CNY') as currency,
    coalesce(parts.form, '') as form,
    coalesce(made.minor, 0) as register, coalesce(parts.minor, 0) as books
  from (select entity_id, id as document_id, minor from ledger.input_tax_out) as made
  full join parts using (entity_id, document_id)
  where coalesce(made.minor, 0) <> coalesce(parts.minor, 0)
  union all
  select entity_id, coalesce(id, ''), currency, form, credited, minor
  from remains
  where minor < 0 or minor > credited
)
select document_id as "documentId", entity_id as "entityId", currency, form, register::text, books::text
from (
  select *, row_number() over (partition by entity_id order by document_id, currency, form) as place
  from apart
) as found
where place <= $1
order by document_id, entity_id, currency, form`,
    [max],
    'ledger_input_tax_apart',
  )
  return rows.map(withApartAmounts)
}
