import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Account, Posting } from './domain.ts'
import type { Postings } from './proof.ts'

type Held = {
  readonly object_id: string
  readonly entity_id: string
  readonly account: string
  readonly currency: string
  readonly form: string
  readonly minor: string
}

/** A part of the objects of one type: after `from`, up to `until` where there is one. */
type Range = { readonly from: string; readonly until: string | undefined }

/** What the books hold of the objects of one type within a range. */
export async function loadHeld(
  tx: Transaction,
  objectType: string,
  { from, until }: Range,
): Promise<Postings> {
  const rows = await tx.sql<Held>(
    `select entry.object_id, line.entity_id, line.account, line.currency, line.form,
  sum(line.minor)::text as minor
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.object_type = $1
and entry.object_id > $2
and ($3::text is null or entry.object_id <= $3)
group by entry.object_id, line.entity_id, line.account, line.currency, line.form
having sum(line.minor) <> 0`,
    [objectType, from, until ?? null],
  )
  return byObject(rows)
}

/** What the books hold of some objects. */
export async function loadHeldOf(tx: Transaction, objectIds: readonly string[]): Promise<Postings> {
  const rows = await tx.sql<Held>(
    `select entry.object_id, line.entity_id, line.account, line.currency, line.form,
  sum(line.minor)::text as minor
from ledger.entry as entry
join ledger.line as line on line.entry_id = entry.id
where entry.object_id = any($1::text[])
group by entry.object_id, line.entity_id, line.account, line.currency, line.form
having sum(line.minor) <> 0`,
    [objectIds],
    'ledger_held_of',
  )
  return byObject(rows)
}

function byObject(rows: readonly Held[]): Postings {
  const found = new Map<string, Posting[]>()
  for (const { object_id: id, entity_id: entityId, account, currency, form, minor } of rows) {
    // The database holds the list of accounts.
    const posting = { entityId, account: account as Account, currency, form, minor: BigInt(minor) }
    const known = found.get(id)
    if (known) known.push(posting)
    else found.set(id, [posting])
  }
  return found
}

/**
 * Entries that do not add up to zero by currency, or have not the lines that they say; of one entity where it
 * is named. The constraints let none in.
 */
export async function findBroken(tx: Transaction, max: number, entityId?: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `with by_currency as (
  select entry_id, currency, sum(minor) as minor, count(*) as lines
  from ledger.line
  where $2::text is null or entity_id = $2
  group by entry_id, currency
), by_entry as (
  select entry_id, sum(lines) as lines, bool_and(minor = 0) as balances
  from by_currency
  group by entry_id
)
select entry.id
from ledger.entry as entry
left join by_entry on by_entry.entry_id = entry.id
where ($2::text is null or entry.entity_id = $2)
and (by_entry.entry_id is null or by_entry.lines <> entry.lines or not by_entry.balances)
order by entry.id
limit $1`,
    [max, entityId ?? null],
  )
  return rows.map(({ id }) => id)
}

/** How many entries the books hold. */
export async function countEntries(tx: Transaction): Promise<number> {
  const [row] = await tx.sql<{ count: string }>('select count(*)::text as count from ledger.entry')
  return Number(row?.count ?? 0)
}

/** How far the objects of earlier days have been booked; undefined before the first start with books. */
export async function findOpening(
  tx: Transaction,
  objectType: string,
): Promise<{ readonly reached: string; readonly is_done: boolean } | undefined> {
  const [row] = await tx.sql<{ reached: string; is_done: boolean }>(
    'select reached, is_done from ledger.opening where object_type = $1',
    [objectType],
  )
  return row
}

/** Says how far the objects of earlier days have been booked. */
export async function keepOpening(
  tx: Transaction,
  objectType: string,
  { reached, isDone }: { readonly reached: string; readonly isDone: boolean },
): Promise<void> {
  await tx.sql(
    `insert into ledger.opening (object_type, reached, is_done)
values ($1, $2, $3)
on conflict (object_type) do update
set reached = excluded.reached, is_done = excluded.is_done`,
    [objectType, reached, isDone],
  )
}

/** The last entry about an object. */
export type LastEntry = { readonly object_id: string; readonly id: string; readonly booked_on: LocalDate }

/**
 * The last entry about each of some objects, by object; none where nothing was booked. An accrual says
 * nothing of where its object stands: it is taken back by itself.
 */
export async function loadLastEntries(
  tx: Transaction,
  objectIds: readonly string[],
): Promise<ReadonlyMap<string, LastEntry>> {
  const rows = await tx.sql<LastEntry>(
    `select distinct on (object_id) object_id, id, booked_on
from ledger.entry
where object_id = any($1::text[])
and document_type not in ('accrual', 'accrual_reversal')
order by object_id, recorded_at desc, id desc`,
    [objectIds],
  )
  return new Map(rows.map((row) => [row.object_id, row]))
}
