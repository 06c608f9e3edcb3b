import { statutoryAccounts } from '../../../contract/states.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { EntryLine } from './pieces.ts'
import type { ChartRow, FixedVoucherRow, VoucherExportRow, VoucherRow } from './tables.ts'

const rowsBy = rowsFor<{
  'ledger.chart': ChartRow
  'ledger.fixed_voucher': FixedVoucherRow
  'ledger.voucher': VoucherRow
  'ledger.voucher_export': VoucherExportRow
}>()

/** Numbers of an entity are taken one after the other, so that no document gets two at once. */
export async function lockVouchers(tx: Transaction, entityIds: readonly string[]): Promise<void> {
  if (tx.isReadOnly) return
  for (const id of [...new Set(entityIds)].sort()) {
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`ledger.vouchers ${id}`])
  }
}

/** An entity's own lines of the chart. */
export function loadChart(tx: Transaction, entityId: string): Promise<ChartRow[]> {
  return rowsBy(tx, 'ledger.chart', { column: 'entity_id', values: [entityId], order: 'id', isLocked: true })
}

/** The same, by whoever only looks something up in it. */
export function findChart(tx: Transaction, entityId: string): Promise<ChartRow[]> {
  return rowsBy(tx, 'ledger.chart', { column: 'entity_id', values: [entityId], order: 'id' })
}

/** The months of an entity whose vouchers are asked for. */
export type Span = { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate }

/** What the entries of these days booked on accounts that have a counterpart in the lawful books. */
export async function loadBooked(tx: Transaction, { entityId, from, until }: Span): Promise<EntryLine[]> {
  const rows = await tx.sql<EntryLine>(
    `select *
from (
  select e.object_id as "benefitId",
    e.document_type as "documentType",
    e.document_id as "documentId",
    e.booked_on as "bookedOn",
    l.account,
    l.currency,
    l.minor,
    null as "lineId",
    e.id as "entryId",
    e.recorded_at as "recordedAt",
    l.position
  from ledger.entry e
  join ledger.line l on l.entry_id = e.id
  where e.entity_id = $1
    and e.booked_on between $2 and $3
    and e.object_type = 'benefit'
    and l.account = any($4::text[])
  union all
  select t.benefit_id, t.document_type, t.document_id, t.booked_on,
    case when side.account = 'expense' then 'expense'
      when t.document_type = 'input_tax_out' then 'input_tax_out' else 'input_tax' end,
    t.currency, side.sign * t.minor, t.line_id, t.id, t.recorded_at, side.position
  from ledger.input_tax t
  cross join (values ('input_tax', 1, 1), ('expense', -1, 2)) as side (account, sign, position)
  where t.entity_id = $1
    and t.booked_on between $2 and $3
    and t.minor <> 0
) as booked
order by "bookedOn", "entryId", position`,
    [entityId, from, until, statutoryAccounts],
    'ledger_booked',
  )
  // The driver gives `numeric` as text, so that nothing is rounded.
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/** What some benefits booked in an entity's books, whenever that was, on such accounts. */
export async function loadBookedOf(
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<EntryLine[]> {
  const rows = await tx.sql<EntryLine>(
    `select e.object_id as "benefitId",
  e.document_type as "documentType",
  e.document_id as "documentId",
  e.booked_on as "bookedOn",
  l.account,
  l.currency,
  l.minor,
  e.id as "entryId",
  e.recorded_at as "recordedAt"
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.entity_id = $1
  and e.object_id = any($2::text[])
  and l.account = any($3::text[])
union all
select t.benefit_id, t.document_type, t.document_id, t.booked_on,
  case when side.account = 'expense' then 'expense'
    when t.document_type = 'input_tax_out' then 'input_tax_out' else 'input_tax' end,
  t.currency, side.sign * t.minor, t.id, t.recorded_at
from ledger.input_tax t
cross join (values ('input_tax', 1), ('expense', -1)) as side (account, sign)
where t.entity_id = $1
  and t.benefit_id = any($2::text[])
  and t.minor <> 0`,
    [entityId, benefitIds, statutoryAccounts],
    'ledger_booked_of',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/** What the vouchers of some benefits of an entity hold that left or have a number. */
export async function loadFixed(
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<FixedVoucherRow[]> {
  const by = { column: 'benefit_id', values: benefitIds, order: 'id' } as const
  return (await rowsBy(tx, 'ledger.fixed_voucher', by)).filter((row) => row.entity_id === entityId)
}

/** The files of an entity that were made before it was kept what their vouchers hold, oldest first. */
export function loadOldFiles(tx: Transaction, entityId: string): Promise<VoucherExportRow[]> {
  return tx.sql<VoucherExportRow>(
    `select *
from ledger.voucher_export
where entity_id = $1
  and fixes is null
order by exported_at, id`,
    [entityId],
    'ledger_old_files',
  )
}

/** A document that booked before a day. */
export type EarlierDocument = { readonly benefitId: string; readonly documentId: string }

/** The documents of some benefits that booked before a day in an entity's books. */
export function loadEarlier(
  tx: Transaction,
  { entityId, from }: Pick<Span, 'entityId' | 'from'>,
  benefitIds: readonly string[],
): Promise<EarlierDocument[]> {
  return tx.sql<EarlierDocument>(
    `select e.object_id as "benefitId",
  case when e.document_type in ('request', 'benefit') then e.object_id else e.document_id end as "documentId"
from ledger.entry e
where e.entity_id = $1
  and e.object_id = any($2::text[])
  and e.booked_on < $3
  and exists (select from ledger.line l where l.entry_id = e.id and l.account = any($4::text[]))
union
select t.benefit_id, t.document_id
from ledger.input_tax t
where t.entity_id = $1
  and t.benefit_id = any($2::text[])
  and t.booked_on < $3
  and t.minor <> 0`,
    [entityId, benefitIds, from, statutoryAccounts],
    'ledger_earlier',
  )
}

/** The numbers that count of some benefits of an entity: those that none replaces. */
export function loadVouchersOf(
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<VoucherRow[]> {
  return tx.sql<VoucherRow>(
    `select v.*
from ledger.voucher v
where v.entity_id = $1
  and v.benefit_id = any($2::text[])
  and not exists (select from ledger.voucher r where r.entity_id = v.entity_id and r.replaces = v.id)
order by v.id`,
    [entityId, benefitIds],
    'ledger_vouchers_of',
  )
}

/** A document that stands in a file of vouchers of a month. */
export type LeftDocument = { readonly documentId: string; readonly period: string }

/** What stands in a file that was made after it was booked: benefits, and input tax with its own voucher. */
export function loadLeft(
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<LeftDocument[]> {
  return tx.sql<LeftDocument>(
    `select distinct booked.document_id as "documentId", x.period
from (
  select e.object_id as document_id, e.booked_on, e.recorded_at
  from ledger.entry e
  where e.entity_id = $1
    and e.object_id = any($2::text[])
    and e.document_type in ('request', 'benefit')
  union all
  select t.document_id, t.booked_on, t.recorded_at
  from ledger.input_tax t
  where t.entity_id = $1
    and t.benefit_id = any($2::text[])
    and t.document_type = 'input_tax'
    and t.minor <> 0
) as booked
join ledger.voucher_export x on x.entity_id = $1
  and x.period = to_char(booked.booked_on, 'YYYY-MM')
  and x.exported_at >= booked.recorded_at
order by 1, 2`,
    [entityId, benefitIds],
    'ledger_left',
  )
}

/** The numbers that count of an entity with a day in these days. */
export function loadVouchersIn(tx: Transaction, { entityId, from, until }: Span): Promise<VoucherRow[]> {
  return tx.sql<VoucherRow>(
    `select v.*
from ledger.voucher v
where v.entity_id = $1
  and v.voucher_date between $2 and $3
  and not exists (select from ledger.voucher r where r.entity_id = v.entity_id and r.replaces = v.id)
order by v.voucher_date, v.number collate "C", v.id`,
    [entityId, from, until],
    'ledger_vouchers_in',
  )
}

/** The vouchers of these statutory numbers that count. */
export function loadVouchersNumbered(
  tx: Transaction,
  entityId: string,
  numbers: readonly string[],
): Promise<VoucherRow[]> {
  return tx.sql<VoucherRow>(
    `select v.*
from ledger.voucher v
where v.entity_id = $1
  and v.number = any($2::text[])
  and not exists (select from ledger.voucher r where r.entity_id = v.entity_id and r.replaces = v.id)
order by v.id`,
    [entityId, numbers],
    'ledger_vouchers_numbered',
  )
}

/** A recorded number by its id. */
export async function loadVoucher(tx: Transaction, id: string): Promise<VoucherRow | undefined> {
  const [row] = await rowsBy(tx, 'ledger.voucher', { column: 'id', values: [id] })
  return row
}

/** A file of vouchers by its id. */
export async function loadExport(tx: Transaction, id: string): Promise<VoucherExportRow | undefined> {
  const [row] = await rowsBy(tx, 'ledger.voucher_export', { column: 'id', values: [id] })
  return row
}

/** The files of vouchers of a month, the latest first. */
export function loadExports(tx: Transaction, entityId: string, period: string): Promise<VoucherExportRow[]> {
  return tx.sql<VoucherExportRow>(
    `select *
from ledger.voucher_export
where entity_id = $1
  and period = $2
order by exported_at desc, id desc
limit 100`,
    [entityId, period],
    'ledger_voucher_exports',
  )
}

/** Files of vouchers by their ids. */
export async function loadExportsOf(
  tx: Transaction,
  entityId: string,
  ids: readonly string[],
): Promise<VoucherExportRow[]> {
  const rows = await rowsBy(tx, 'ledger.voucher_export', { column: 'id', values: ids, order: 'id' })
  return rows.filter((row) => row.entity_id === entityId)
}

/** The files of an entity with this digest, or of these months. */
export function loadOwnFiles(
  tx: Transaction,
  entityId: string,
  { digest, periods }: { readonly digest: string; readonly periods: readonly string[] },
): Promise<VoucherExportRow[]> {
  return tx.sql<VoucherExportRow>(
    `select *
from ledger.voucher_export
where entity_id = $1
  and (digest = $2 or period = any($3::text[]))
order by exported_at desc, id desc`,
    [entityId, digest, periods],
    'ledger_own_files',
  )
}

/** What is owed for a benefit in the books of an entity. */
export type OwedFor = {
  readonly entityId: string
  readonly benefitId: string
  readonly currency: string
  readonly payable: bigint
}

/** What is owed for some benefits; what has booked nothing is left out. */
export async function loadOwed(tx: Transaction, benefitIds: readonly string[]): Promise<OwedFor[]> {
  const rows = await tx.sql<OwedFor>(
    `select e.entity_id as "entityId",
  e.object_id as "benefitId",
  l.currency,
  coalesce(sum(l.minor) filter (where l.account = 'payable'), 0) as payable
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.object_id = any($1::text[])
  and e.document_type not in ('accrual', 'accrual_reversal')
  and l.account = any($2::text[])
group by e.entity_id, e.object_id, l.currency`,
    [benefitIds, statutoryAccounts],
    'ledger_owed_for',
  )
  return rows.map((row) => ({ ...row, payable: BigInt(row.payable) }))
}
