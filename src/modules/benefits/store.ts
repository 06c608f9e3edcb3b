import type { QueryConfig } from 'pg'
import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { byDay, countingLines, dayColumns, settled, type DayRow, type HistoryLine } from './history-lines.ts'
import type { BenefitRow, LineRow } from './tables.ts'

type Tables = { 'benefits.benefit': BenefitRow; 'benefits.line': LineRow }

const rowsBy = rowsFor<Tables>()

/** The statement that locks subjects, for the write door. Those of no limit yet are locked as well. */
export function lockStatement(subjects: readonly string[]): QueryConfig {
  return {
    name: 'benefits_lock_subjects',
    text: 'select from benefits.lock_subjects($1::text[])',
    values: [subjects],
  }
}

/**
 * Locks the subjects of a set of benefits in sorted order, so that two commands about one person, household,
 * employer, deal or event run one after the other, and strangers never wait for each other.
 */
export async function lockSubjects(tx: Transaction, subjects: readonly string[]): Promise<void> {
  if (tx.isReadOnly || subjects.length === 0) return
  await tx.send(lockStatement(subjects))
}

/** The subjects for which earlier benefits are read. */
export type HistorySubjects = {
  readonly recipientIds: readonly string[]
  readonly householdIds: readonly string[]
  readonly orgIds: readonly string[]
  readonly dealIds: readonly string[]
  readonly eventIds: readonly string[]
}

function historyOf(subjects: string): string {
  return `select ${dayColumns}
from benefits.line
where book = $1
and (direction = 'given' or (direction = 'received' and book <> 'own'))
and (${subjects})
${byDay}`
}

const giverHistorySql = historyOf('giver_person_id = any($2)')

/** Where each kind of subject stands in a line. Only the kinds that are asked for are searched. */
const subjectColumns = [
  ['recipient_id', 'recipientIds'],
  ['household_id', 'householdIds'],
  ['org_id', 'orgIds'],
  ['deal_id', 'dealIds'],
  ['event_id', 'eventIds'],
] as const

/**
 * All benefits that count for any of the subjects, oldest first, in one book. What our own people received is
 * summed apart; an observed book names giver and recipient of each line, so there it counts all the same.
 */
export async function loadHistory(
  tx: Transaction,
  book: string,
  subjects: HistorySubjects,
): Promise<HistoryLine[]> {
  const asked = subjectColumns.filter(([, name]) => subjects[name].length > 0)
  if (asked.length === 0) return []
  const conditions = asked.map(([column], i) => `${column} = any($${i + 2})`).join(' or ')
  const values = [book, ...asked.map(([, name]) => subjects[name])]
  const name = `history ${asked.map(([column]) => column).join(' ')}`
  const rows = await tx.sql<DayRow>(historyOf(conditions), values, name)
  return settled(rows)
}

/** Everything that counts of what these people gave, oldest first; for limits of what one person gives. */
export async function loadGiverHistory(
  tx: Transaction,
  book: string,
  giverPersonIds: readonly string[],
): Promise<HistoryLine[]> {
  if (giverPersonIds.length === 0) return []
  const rows = await tx.sql<DayRow>(giverHistorySql, [book, giverPersonIds], 'benefits_giver_history')
  return settled(rows)
}

/** Benefits by id, locked when they are to be changed. */
export async function loadBenefits(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, BenefitRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'benefits.benefit', by)
  return new Map(rows.map((row) => [row.id, withBigint(row)]))
}

/** Under which record each of these benefits was decided last; those without one are left out. */
export async function loadDecisionIds(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<Map<string, string>> {
  if (benefitIds.length === 0) return new Map()
  const rows = await tx.sql<{ id: string; decision_id: string }>(
    `select id, decision_id
from benefits.benefit
where id = any($1::text[])
and decision_id is not null`,
    [benefitIds],
    'benefits_decision_ids',
  )
  return new Map(rows.map((row) => [row.id, row.decision_id]))
}

/**
 * An entry by its identifier or its readable number, with its last decision; undefined when there is none.
 */
export async function findEntry(
  tx: Transaction,
  name: string,
): Promise<{ readonly id: string; readonly decisionId: string | undefined } | undefined> {
  const [row] = await tx.sql<{ id: string; decision_id: string | null }>(
    `select id, decision_id
from benefits.benefit
where id = $1
or number = $1
order by id
limit 1`,
    [name],
    'benefits_entry',
  )
  return row && { id: row.id, decisionId: row.decision_id ?? undefined }
}

/** The lines of benefits that count now: those that no other line of the benefit has taken off. */
export async function loadCountingLines(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, LineRow[]>> {
  const rows = await rowsBy(tx, 'benefits.line', { column: 'benefit_id', values: ids, order: 'id' })
  const lines = rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
  const byBenefit = Map.groupBy(lines, (line) => line.benefit_id)
  return new Map([...byBenefit].map(([id, own]) => [id, countingLines(own)]))
}

/** The driver gives `numeric` as text, so that nothing is rounded; our rows hold bigint. */
function withBigint(row: BenefitRow): BenefitRow {
  return {
    ...row,
    value_minor: BigInt(row.value_minor),
    released_minor: BigInt(row.released_minor),
    refunded_minor: BigInt(row.refunded_minor),
  }
}

/** The next readable numbers, in order; gaps are allowed. */
export async function nextNumbers(tx: Transaction, count: number): Promise<bigint[]> {
  if (tx.isReadOnly) return Array.from({ length: count }, () => 0n)
  const rows = await tx.sql<{ n: string | bigint }>(
    `select nextval('benefits.number') as n from generate_series(1, $1)`,
    [count],
    'benefits_numbers',
  )
  return rows.map((row) => BigInt(row.n))
}
