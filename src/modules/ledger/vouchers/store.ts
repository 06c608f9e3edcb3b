import { statutoryAccounts } from '../../../contract/states.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { BookedLine } from './make.ts'
import type { ChartRow, VoucherExportRow, VoucherRow } from './tables.ts'

const rowsBy = rowsFor<{
  'ledger.chart': ChartRow
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

/** The months of an entity whose vouchers are asked for. */
export type Span = { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate }

/** What the entries of these days booked on accounts that have a counterpart in the lawful books. */
export async function loadBooked(tx: Transaction, { entityId, from, until }: Span): Promise<BookedLine[]> {
  const rows = await tx.sql<BookedLine>(
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
    e.id,
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
    t.currency, side.sign * t.minor, t.line_id, t.id, side.position
  from ledger.input_tax t
  cross join (values ('input_tax', 1, 1), ('expense', -1, 2)) as side (account, sign, position)
  where t.entity_id = $1
    and t.booked_on between $2 and $3
    and t.minor <> 0
) as booked
order by "bookedOn", id, position`,
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
): Promise<BookedLine[]> {
  const rows = await tx.sql<BookedLine>(
    `select e.object_id as "benefitId",
  e.document_type as "documentType",
  e.document_id as "documentId",
  e.booked_on as "bookedOn",
  l.account,
  l.currency,
  l.minor
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.entity_id = $1
  and e.object_id = any($2::text[])
  and l.account = any($3::text[])
union all
select t.benefit_id, t.document_type, t.document_id, t.booked_on,
  case when side.account = 'expense' then 'expense'
    when t.document_type = 'input_tax_out' then 'input_tax_out' else 'input_tax' end,
  t.currency, side.sign * t.minor
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

/** A document of a benefit, and until when it booked. */
export type BookedDocument = Pick<BookedLine, 'benefitId' | 'documentType' | 'documentId'> & {
  readonly lastOn: LocalDate
}

/** The documents of some benefits in the books of an entity. */
export function loadDocuments(
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<BookedDocument[]> {
  return tx.sql<BookedDocument>(
    `select e.object_id as "benefitId",
  e.document_type as "documentType",
  e.document_id as "documentId",
  max(e.booked_on) as "lastOn"
from ledger.entry e
where e.entity_id = $1
  and e.object_id = any($2::text[])
  and exists (select from ledger.line l where l.entry_id = e.id and l.account = any($3::text[]))
group by e.object_id, e.document_type, e.document_id
union all
select t.benefit_id, t.document_type, t.document_id, max(t.booked_on)
from ledger.input_tax t
where t.entity_id = $1
  and t.benefit_id = any($2::text[])
  and t.minor <> 0
group by t.benefit_id, t.document_type, t.document_id`,
    [entityId, benefitIds, statutoryAccounts],
    'ledger_documents',
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

/** Where a benefit stands in the books, ours and the lawful ones. */
export type BooksStanding = {
  /** Nobody is owed anything for it any more. */
  readonly isSettled: boolean
  /**
   * Its own voucher has a statutory number, or it has booked nothing that would need one. The number of a
   * payment, of a tax on it or of an accrual says nothing of the benefit.
   */
  readonly isNumbered: boolean
}

/** Where some benefits stand in the books; what has booked nothing is left out. */
export async function loadStandings(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, BooksStanding>> {
  const rows = await tx.sql<{ benefit_id: string; is_settled: boolean; is_numbered: boolean }>(
    `select benefit_id,
  bool_and(payable = 0) as is_settled,
  exists (
    select from ledger.voucher v where v.benefit_id = sums.benefit_id and v.document_id = v.benefit_id
  ) as is_numbered
from (
  select e.object_id as benefit_id,
    l.currency,
    coalesce(sum(l.minor) filter (where l.account = 'payable'), 0) as payable
  from ledger.entry e
  join ledger.line l on l.entry_id = e.id
  where e.object_id = any($1::text[])
    and e.document_type not in ('accrual', 'accrual_reversal')
    and l.account = any($2::text[])
  group by e.object_id, l.currency
) as sums
group by benefit_id`,
    [benefitIds, statutoryAccounts],
    'ledger_standings',
  )
  return new Map(
    rows.map((row) => [row.benefit_id, { isSettled: row.is_settled, isNumbered: row.is_numbered }]),
  )
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
