import type { Transaction } from '../../platform/db/transaction.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { EvidenceRow, RequestRow } from './tables.ts'

type Tables = { 'requests.request': RequestRow; 'requests.evidence': EvidenceRow }

const db = sqlFor<Tables>()

/** The driver gives `numeric` as text, so that nothing is rounded; our rows hold bigint. */
function withBigint(row: RequestRow): RequestRow {
  return { ...row, value_minor: row.value_minor === null ? null : BigInt(row.value_minor) }
}

/** Requests by id that the actor's entities may see, locked when they are to be changed. */
export async function loadRequests(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, RequestRow>> {
  if (ids.length === 0) return new Map()
  const query = db
    .selectFrom('requests.request')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
  const rows = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return new Map(rows.map((row) => [row.id, withBigint(row)]))
}

/** Files by id. */
export async function loadFiles(tx: Transaction, ids: readonly string[]): Promise<Map<string, EvidenceRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    db
      .selectFrom('requests.evidence')
      .selectAll()
      .where('id', 'in', [...ids]),
  )
  return new Map(rows.map((row) => [row.id, { ...row, bytes: BigInt(row.bytes) }]))
}

/** The files of requests that are not withdrawn, by request. */
export async function loadEvidence(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, EvidenceRow[]>> {
  if (requestIds.length === 0) return new Map()
  const rows = await tx.run(
    db
      .selectFrom('requests.evidence')
      .selectAll()
      .where('request_id', 'in', [...requestIds])
      .where('withdrawn_at', 'is', null)
      .orderBy('added_at')
      .orderBy('id'),
  )
  return Map.groupBy(
    rows.map((row) => ({ ...row, bytes: BigInt(row.bytes) })),
    (row) => row.request_id ?? '',
  )
}
