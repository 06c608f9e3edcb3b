import { rowsFor } from '../../platform/db/rows-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { AccountRow, CertificateRow, LineRow, RunRow, UnbookedRow } from './tables.ts'

const rowsBy = rowsFor<{
  'coverage.run': RunRow
  'coverage.account': AccountRow
  'coverage.line': LineRow
  'coverage.certificate': CertificateRow
  'coverage.unbooked': UnbookedRow
}>()

/** A comparison by its id, among those of the entities that the reader sees. */
export async function loadRun(tx: Transaction, id: string): Promise<RunRow | undefined> {
  const [row] = await rowsBy(tx, 'coverage.run', { column: 'id', values: [id] })
  return row && withSums(row)
}

/** The comparisons of an entity, newest first. */
export async function listRuns(tx: Transaction, entityId: string, max: number): Promise<RunRow[]> {
  const rows = await tx.sql<RunRow>(
    `select *
from coverage.run
where entity_id = $1
order by compared_at desc, id desc
limit $2`,
    [entityId, max],
    'coverage_runs',
  )
  return rows.map(withSums)
}

/** The latest comparison of an entity that had a list of e-invoices. */
export async function latestWithPool(tx: Transaction, entityId: string): Promise<RunRow | undefined> {
  const [row] = await tx.sql<RunRow>(
    `select *
from coverage.run
where entity_id = $1
and pool is not null
order by compared_at desc, id desc
limit 1`,
    [entityId],
    'coverage_latest_pool',
  )
  return row && withSums(row)
}

/** The lines from which this request was declared late, locked; those of every comparison that names it. */
export async function loadDeclared(tx: Transaction, requestId: string): Promise<LineRow[]> {
  const by = { column: 'request_id', values: [requestId], order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'coverage.line', by)
  return rows.map(withMinor)
}

/** The accounts of a comparison, in the order of their numbers. */
export async function loadAccounts(tx: Transaction, runId: string): Promise<AccountRow[]> {
  const rows = await rowsBy(tx, 'coverage.account', { column: 'run_id', values: [runId], order: 'place' })
  return rows.map((row) => ({ ...withParts(row), total_minor: BigInt(row.total_minor) }))
}

/** All lines of a comparison that a person should look at, locked while they are marked or summed. */
export async function loadLines(tx: Transaction, runId: string): Promise<LineRow[]> {
  const by = { column: 'run_id', values: [runId], order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'coverage.line', by)
  return rows.map(withMinor)
}

/** A page of lines behind a place, the strongest signs first; of one state, or of all. */
export async function pageOfLines(
  tx: Transaction,
  asked: {
    readonly runId: string
    readonly after: number
    readonly limit: number
    readonly state?: string | undefined
  },
): Promise<LineRow[]> {
  const rows = await tx.sql<LineRow>(
    `select *
from coverage.line
where run_id = $1
and place > $2
and ($3::text is null or state = $3)
order by place
limit $4`,
    [asked.runId, asked.after, asked.state ?? null, asked.limit],
    'coverage_lines',
  )
  return rows.map(withMinor)
}

/** What is on record and a journal does not bear out, in the order of its list. */
export async function loadUnbooked(tx: Transaction, runId: string): Promise<UnbookedRow[]> {
  const rows = await rowsBy(tx, 'coverage.unbooked', { column: 'run_id', values: [runId], order: 'place' })
  return rows.map((row) => ({ ...row, minor: bigOf(row.minor), found_minor: bigOf(row.found_minor) }))
}

/** The latest mark of lines that stood in an earlier journal already. */
export async function loadMarks(
  tx: Transaction,
  entityId: string,
  fingerprints: readonly string[],
): Promise<Map<string, LineRow>> {
  const rows = await tx.sql<LineRow>(
    `select distinct on (fingerprint) *
from coverage.line
where entity_id = $1
and fingerprint = any($2::text[])
and state in ('explained', 'matched', 'declared')
order by fingerprint, marked_at desc, id desc`,
    [entityId, fingerprints],
    'coverage_marks',
  )
  return new Map(rows.map((row) => [row.fingerprint, withMinor(row)]))
}

/** The certificate of a comparison. */
export async function loadCertificate(tx: Transaction, runId: string): Promise<CertificateRow | undefined> {
  const [row] = await rowsBy(tx, 'coverage.certificate', { column: 'run_id', values: [runId] })
  return row && withSums(row)
}

type Days = { readonly entityId: string; readonly from: string; readonly until: string }

/**
 * How many recorded numbers of these days are not borne out by the journal that was compared last and has
 * vouchers of them.
 */
export async function countUnfound(tx: Transaction, { entityId, from, until }: Days): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    `select count(*)::int as count
from coverage.unbooked
where entity_id = $1
and kind <> 'benefit'
and on_day between $2 and $3
and run_id = (
  select id
  from coverage.run
  where entity_id = $1
  and from_on <= $3
  and until_on >= $2
  order by compared_at desc, id desc
  limit 1)`,
    [entityId, from, until],
    'coverage_unfound',
  )
  return row?.count ?? 0
}

/**
 * The signed comparisons of an entity that cover these days, the latest signature first. A journal says no
 * more than when its first and last vouchers are: one may begin after the longest holiday, and end before
 * one, where it was taken once the days were over.
 */
export async function loadSigned(tx: Transaction, { entityId, from, until }: Days): Promise<RunRow[]> {
  const rows = await tx.sql<RunRow>(
    `select run.*
from coverage.run
join coverage.certificate on certificate.run_id = run.id
where run.entity_id = $1
and run.from_on <= $2::date + 9
and (run.until_on >= $3 or (run.until_on >= $3::date - 9 and run.compared_at >= $3::date + 1))
order by certificate.signed_at desc, run.id`,
    [entityId, from, until],
    'coverage_signed',
  )
  return rows.map(withParts)
}

/** Marks and the signature of one comparison are taken one after the other. */
export async function lockRun(tx: Transaction, runId: string): Promise<void> {
  if (tx.isReadOnly) return
  await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`coverage.run ${runId}`])
}

type Parts = {
  readonly matched_minor: bigint
  readonly explained_minor: bigint
  readonly ordinary_minor: bigint | null
  readonly unexplained_minor: bigint
}

/** The driver gives `numeric` as text, so that nothing is rounded; our rows hold bigint. */
function withParts<Row extends Parts>(row: Row): Row {
  return {
    ...row,
    matched_minor: BigInt(row.matched_minor),
    explained_minor: BigInt(row.explained_minor),
    ordinary_minor: bigOf(row.ordinary_minor),
    unexplained_minor: BigInt(row.unexplained_minor),
  }
}

function withSums<Row extends Parts & { readonly spend_minor: bigint }>(row: Row): Row {
  return { ...withParts(row), spend_minor: BigInt(row.spend_minor) }
}

function withMinor(row: LineRow): LineRow {
  return { ...row, minor: BigInt(row.minor), invoice_minor: bigOf(row.invoice_minor) }
}

function bigOf(value: bigint | null): bigint | null {
  return value === null ? null : BigInt(value)
}
