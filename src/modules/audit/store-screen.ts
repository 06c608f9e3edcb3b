import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/**
 * Where numbering stands: entries with a number, visible ones without, and how long the oldest has waited.
 */
export type Numbering = {
  readonly numbered: number
  readonly waiting: number
  readonly since: Instant | undefined
}

/**
 * Looks for waiting entries among the newest ids only. A command that committed late may hold an older one;
 * ten thousand ids back is minutes of the busiest company.
 */
export async function loadNumbering(tx: Transaction): Promise<Numbering> {
  const [row] = await tx.sql<{ numbered: bigint; waiting: bigint; since: Instant | null }>(
    `with last as (
  select number, entry_id from audit.leaf order by number desc limit 1
)
select coalesce((select number + 1 from last), 0)::bigint as numbered,
  count(*) as waiting, min(written_at) as since
from audit.entry
where entry.id > coalesce((select entry_id from last), 0) - 10000
and not exists (select from audit.leaf where leaf.entry_id = entry.id)`,
  )
  return {
    numbered: Number(row?.numbered ?? 0n),
    waiting: Number(row?.waiting ?? 0n),
    since: row?.since ?? undefined,
  }
}

/** An entry as the list of the log shows it. */
export type ListedEntry = {
  readonly id: bigint
  readonly number: bigint | null
  readonly at: Instant
  readonly operation: string
  readonly object_type: string
  readonly object_id: string
  readonly person_id: string
  readonly entity_id: string | null
  readonly is_refused: boolean
}

const listed = `entry.id, leaf.number, entry.at, entry.operation, entry.object_type, entry.object_id,
  entry.person_id, entry.entity_id, entry.is_refused`

/** Entries below `before`, newest first. */
export async function listEntries(
  tx: Transaction,
  filter: { objectId: string | undefined; onlyRefused: boolean; before: bigint; limit: number },
): Promise<ListedEntry[]> {
  const { objectId, onlyRefused, before, limit } = filter
  return tx.sql<ListedEntry>(
    `select ${listed}
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where entry.id < $1
${objectId === undefined ? '' : 'and entry.object_id = $3'}
${onlyRefused ? 'and entry.is_refused' : ''}
order by entry.id desc
limit $2`,
    objectId === undefined ? [before, limit] : [before, limit, objectId],
  )
}

/** Entries of these operations that went ahead, below `before`, newest first; the index holds no others. */
export async function listAdministration(
  tx: Transaction,
  { operations, before, limit }: { operations: readonly string[]; before: bigint; limit: number },
): Promise<ListedEntry[]> {
  return tx.sql<ListedEntry>(
    `select ${listed}
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where (operation like 'access.%' or operation like 'policy.%' or operation like 'ledger.%')
and entry.id < $1
and operation = any($3)
and not is_refused
order by entry.id desc
limit $2`,
    [before, limit, [...operations]],
  )
}

/** An entry with what its proof needs. */
export type ProvableEntry = ListedEntry & { readonly bytes: string; readonly hash: Buffer }

/** The entry of that number, if there is one. */
export async function findByNumber(tx: Transaction, number: number): Promise<ProvableEntry | undefined> {
  const [row] = await tx.sql<ProvableEntry>(
    `select ${listed}, entry.bytes, leaf.hash
from audit.leaf
join audit.entry on entry.id = leaf.entry_id
where leaf.number = $1`,
    [number],
  )
  return row
}

/** A stored verification. */
export type VerificationRow = {
  readonly job_id: string
  readonly started_by: string
  readonly at: Instant
  readonly is_ok: boolean
  readonly entries: bigint
  readonly rows: bigint
  readonly seconds: string
  readonly size: bigint
  readonly findings: string
}

const verificationColumns = 'job_id, started_by, at, is_ok, entries, rows, seconds, size, findings'

/** The newest verification, if any was run. */
export async function lastVerification(tx: Transaction): Promise<VerificationRow | undefined> {
  const [row] = await tx.sql<VerificationRow>(
    `select ${verificationColumns} from audit.verification order by at desc, job_id desc limit 1`,
  )
  return row
}

/** The verification of that job, once it is done. */
export async function findVerification(tx: Transaction, jobId: string): Promise<VerificationRow | undefined> {
  const [row] = await tx.sql<VerificationRow>(
    `select ${verificationColumns} from audit.verification where job_id = $1`,
    [jobId],
  )
  return row
}

/** Stores the result of a verification; a job that ran twice after a crash keeps its first result. */
export async function insertVerification(tx: Transaction, row: VerificationRow): Promise<void> {
  await tx.sql(
    `insert into audit.verification (${verificationColumns})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (job_id) do nothing`,
    [
      row.job_id,
      row.started_by,
      row.at,
      row.is_ok,
      row.entries,
      row.rows,
      row.seconds,
      row.size,
      row.findings,
    ],
  )
}
