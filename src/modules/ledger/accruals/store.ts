import type { LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { withApartAmounts, type DocumentApart, type DocumentApartRow } from '../documents-apart.ts'
import type { AccrualRow } from '../tables.ts'
import type { Promised, UpTo } from './deps.ts'

const rowsBy = rowsFor<{ 'ledger.accrual': AccrualRow }>()

/** The accruals of a month of an entity. */
export async function loadAccruals(
  tx: Transaction,
  { entityId, month }: { readonly entityId: string; readonly month: string },
): Promise<AccrualRow[]> {
  const rows = await tx.sql<AccrualRow>(
    `select *
from ledger.accrual
where entity_id = $1
and month = $2
order by id`,
    [entityId, month],
    'ledger_accruals',
  )
  return rows.map(withAmount)
}

/** Accruals by their own identifiers and by those of what takes them back. */
export async function findAccruals(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccrualRow>> {
  const own = await rowsBy(tx, 'ledger.accrual', { column: 'id', values: ids, order: 'id' })
  const back = await rowsBy(tx, 'ledger.accrual', { column: 'reversal_id', values: ids, order: 'id' })
  return new Map([
    ...own.map((row): [string, AccrualRow] => [row.id, withAmount(row)]),
    ...back.map((row): [string, AccrualRow] => [row.reversal_id, withAmount(row)]),
  ])
}

/** The driver gives `numeric` as text, so that nothing is rounded. */
function withAmount(row: AccrualRow): AccrualRow {
  return { ...row, minor: BigInt(row.minor) }
}

/**
 * What was given up to a day and is expense of a later one alone: its month was closed when it was recorded.
 * It is told at what it comes to, less what was released or came back, and not at all where it was reversed.
 * Where something of it is expense by then, the giving is in time and only its correction came late.
 */
export async function loadBookedLater(tx: Transaction, { entityId, until }: UpTo): Promise<Promised[]> {
  const rows = await tx.sql<Omit<Promised, 'minor' | 'isGivenLate'> & { readonly minor: string }>(
    `select entry.object_id as "benefitId",
  max(line.form) as form,
  line.currency,
  sum(line.minor)::text as minor,
  min(entry.document_on) filter (where entry.document_type in ('request', 'benefit')) as "happenedOn"
from ledger.line as line
join ledger.entry as entry on entry.id = line.entry_id
where line.entity_id = $1
and line.account = 'expense'
and line.booked_on > $2
and entry.document_type not in ('accrual', 'accrual_reversal', 'tax_charge')
and not exists (
  select from ledger.entry as before
  join ledger.line as spent on spent.entry_id = before.id
  where before.object_id = entry.object_id
  and before.document_type in ('request', 'benefit')
  and spent.account = 'expense'
  and spent.booked_on <= $2
)
group by entry.object_id, line.currency
having sum(line.minor) > 0
and min(entry.document_on) filter (where entry.document_type in ('request', 'benefit')) <= $2
order by entry.object_id, line.currency`,
    [entityId, until],
    'ledger_booked_later',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor), isGivenLate: true }))
}

/** An accrual that counts as expense of an entity at the end of a month. */
export type Accrued = {
  readonly benefitId: string
  readonly entityId: string
  readonly month: string
  readonly currency: string
  readonly minor: bigint
}

/** The accruals that stand at the ends of the months of some days, of one legal entity or of all. */
export async function loadAccruedIn(
  tx: Transaction,
  {
    from,
    to,
    entityId,
  }: { readonly from: LocalDate; readonly to: LocalDate; readonly entityId?: string | undefined },
): Promise<Accrued[]> {
  const rows = await tx.sql<Omit<Accrued, 'minor'> & { readonly minor: string }>(
    `select benefit_id as "benefitId",
  entity_id as "entityId",
  month,
  currency,
  minor::text as minor
from ledger.accrual
where month between to_char($1::date, 'YYYY-MM') and to_char($2::date, 'YYYY-MM')
and ($3::text is null or entity_id = $3)
and minor > 0
order by benefit_id, month, currency`,
    [from, to, entityId ?? null],
    'ledger_accrued_in',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/**
 * Accruals and what takes them back, row by row against the entries. Over all months they come to nothing, so
 * that the comparison by benefits finds neither of them missing. At most so many of each entity: whoever asks
 * for one of them is not kept from it by what is apart in another.
 */
export async function findAccrualsApart(tx: Transaction, max: number): Promise<DocumentApart[]> {
  const rows = await tx.sql<DocumentApartRow>(
    `with stands as (
  select id as document_id, entity_id, currency, form, month, -minor as minor
  from ledger.accrual
  union all
  select reversal_id, entity_id, currency, form,
    to_char((month || '-01')::date + interval '1 month', 'YYYY-MM'), minor
  from ledger.accrual
), booked as (
  select entry.document_id, line.entity_id, line.currency, line.form,
    to_char(line.booked_on, 'YYYY-MM') as month, sum(line.minor) as minor
  from ledger.entry as entry
  join ledger.line as line on line.entry_id = entry.id
  where entry.document_type in ('accrual', 'accrual_reversal')
  and line.account = 'accrual'
  group by 1, 2, 3, 4, 5
), apart as (
  select document_id, entity_id, currency, form,
    coalesce(stands.minor, 0) as register, coalesce(booked.minor, 0) as books,
    row_number() over (partition by entity_id order by document_id, currency, form) as place
  from stands
  full join booked using (document_id, entity_id, currency, form, month)
  where coalesce(stands.minor, 0) <> coalesce(booked.minor, 0)
)
select document_id as "documentId",
  entity_id as "entityId",
  currency,
  form,
  register::text as register,
  books::text as books
from apart
where place <= $1
order by document_id, entity_id, currency, form`,
    [max],
    'ledger_accruals_apart',
  )
  return rows.map(withApartAmounts)
}
