import type { LocalDate } from '../../../kernel/time.ts'
import { rowsFor } from '../../../platform/db/rows-for.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { ClosingRow, PeriodChangeRow } from '../tables.ts'

type Tables = { 'ledger.closing': ClosingRow; 'ledger.period_change': PeriodChangeRow }

const rowsBy = rowsFor<Tables>()

/** Waits for whoever is booking for these entities and keeps others from it; a preview waits for nobody. */
export async function holdBooks(tx: Transaction, entityIds: readonly string[]): Promise<void> {
  if (tx.isReadOnly) return
  const sorted = [...new Set(entityIds)].sort()
  await tx.sql('select ledger.hold_books(id) from unnest($1::text[]) as id', [sorted], 'ledger_hold_books')
}

/** How far each of these entities has closed its books, by entity; locked when it is to be changed. */
export async function loadClosings(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<ReadonlyMap<string, ClosingRow>> {
  const by = { column: 'entity_id', values: entityIds, order: 'entity_id', isLocked: true } as const
  const rows = await rowsBy(tx, 'ledger.closing', by)
  return new Map(rows.map((row) => [row.entity_id, row]))
}

/** The first day of an entity that holds an entry. */
export async function firstBookedOn(tx: Transaction, entityId: string): Promise<LocalDate | undefined> {
  const [row] = await tx.sql<{ day: LocalDate | null }>(
    'select min(booked_on) as day from ledger.entry where entity_id = $1',
    [entityId],
  )
  return row?.day ?? undefined
}

/** Changes of months by their identifiers, locked when they are to be answered. */
export async function loadPeriodChanges(tx: Transaction, ids: readonly string[]): Promise<PeriodChangeRow[]> {
  return rowsBy(tx, 'ledger.period_change', { column: 'id', values: ids, order: 'id', isLocked: true })
}

/** What was proposed for an entity, the newest first. */
export async function listPeriodChanges(
  tx: Transaction,
  entityId: string,
  max: number,
): Promise<PeriodChangeRow[]> {
  return tx.sql<PeriodChangeRow>(
    `select *
from ledger.period_change
where entity_id = $1
order by proposed_at desc, id desc
limit $2`,
    [entityId, max],
  )
}

/** Whether this very change of a month waits for its answer already. */
export async function isProposed(
  tx: Transaction,
  { entityId, until, verb }: { readonly entityId: string; readonly until: LocalDate; readonly verb: string },
): Promise<boolean> {
  const rows = await tx.sql(
    `select from ledger.period_change
where entity_id = $1
and until = $2
and verb = $3
and state = 'proposed'`,
    [entityId, until, verb],
  )
  return rows.length > 0
}

/** How many entries a month holds, and how many of them have a document of an earlier month. */
export type MonthCount = { readonly month: string; readonly entries: number; readonly late: number }

/** The entries of an entity by month. */
export async function countByMonth(tx: Transaction, entityId: string): Promise<MonthCount[]> {
  return tx.sql<MonthCount>(
    `select to_char(booked_on, 'YYYY-MM') as month, count(*)::int as entries,
  (count(*) filter (where document_on < date_trunc('month', booked_on::timestamp)))::int as late
from ledger.entry
where entity_id = $1
group by 1
order by 1`,
    [entityId],
  )
}
