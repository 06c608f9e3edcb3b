import type { Transaction } from '../../platform/db/transaction.ts'
import { rowsFor } from '../../platform/db/rows-for.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { EvidenceRow, RequestRow } from './tables.ts'

type Tables = { 'requests.request': RequestRow; 'requests.evidence': EvidenceRow }

const db = sqlFor<Tables>()
const rowsBy = rowsFor<Tables>()

/** The driver gives `numeric` as text, so that nothing is rounded; our rows hold bigint. */
export function withBigint(row: RequestRow): RequestRow {
  return { ...row, value_minor: row.value_minor === null ? null : BigInt(row.value_minor) }
}

/** Requests by id that the actor's entities may see, locked when they are to be changed. */
export async function loadRequests(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, RequestRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'requests.request', by)
  return new Map(rows.map((row) => [row.id, withBigint(row)]))
}

/** Files by id, locked when they are to be tied to a request. */
export async function loadFiles(tx: Transaction, ids: readonly string[]): Promise<Map<string, EvidenceRow>> {
  const by = { column: 'id', values: ids, order: 'id', isLocked: true } as const
  const rows = await rowsBy(tx, 'requests.evidence', by)
  return new Map(rows.map((row) => [row.id, { ...row, bytes: BigInt(row.bytes) }]))
}

/** The files of requests that are not withdrawn, by request. */
export async function loadEvidence(
  tx: Transaction,
  requestIds: readonly string[],
): Promise<Map<string, EvidenceRow[]>> {
  if (requestIds.length === 0) return new Map()
  const rows = await tx.sql<EvidenceRow>(
    `select *
from requests.evidence
where request_id = any($1::text[])
and withdrawn_at is null
order by added_at, id`,
    [requestIds],
    'requests_evidence',
  )
  return Map.groupBy(
    rows.map((row) => ({ ...row, bytes: BigInt(row.bytes) })),
    (row) => row.request_id ?? '',
  )
}

/** A person's own requests, most recently changed first, in a keyset page. */
export async function loadMine(
  tx: Transaction,
  asked: { personId: string; states: readonly string[]; before?: { at: string; id: string }; limit: number },
): Promise<RequestRow[]> {
  let query = db
    .selectFrom('requests.request')
    .selectAll()
    .where('requester_id', '=', asked.personId)
    .where('state', 'in', [...asked.states])
    // A draft that was deleted was never filed: the log keeps it, the list does not.
    .where((where) => where.or([where('state', '<>', 'cancelled'), where('submitted_at', 'is not', null)]))
  const { before } = asked
  if (before) {
    query = query.where((where) =>
      where.or([
        where('changed_at', '<', before.at),
        where.and([where('changed_at', '=', before.at), where('id', '<', before.id)]),
      ]),
    )
  }
  const rows = await tx.run(query.orderBy('changed_at', 'desc').orderBy('id', 'desc').limit(asked.limit))
  return rows.map(withBigint)
}

/** How many of a person's requests stand in each state. */
export async function countMine(tx: Transaction, personId: string): Promise<Map<string, number>> {
  const rows = await tx.sql<{ state: string; count: string | bigint }>(
    `select state, count(*) as count
from requests.request
where requester_id = $1
  and (state <> 'cancelled' or submitted_at is not null)
group by state`,
    [personId],
    'requests_count_mine',
  )
  return new Map(rows.map((row) => [row.state, Number(row.count)]))
}

/** The customers and people of a person's latest requests, newest first. */
export async function loadRecentParties(tx: Transaction, personId: string): Promise<string[]> {
  const rows = await tx.sql<{ party: string }>(
    `select party
from (
  select unnest(array[customer_id, person_id]) as party, changed_at
  from requests.request
  where requester_id = $1
  order by changed_at desc
  limit 100
) as recent
where party is not null
group by party
order by max(changed_at) desc
limit 10`,
    [personId],
    'requests_recent_parties',
  )
  return rows.map((row) => row.party)
}

/** The readable number of a request, for letters. */
export async function requestNumber(tx: Transaction, requestId: string): Promise<string> {
  const [row] = await tx.run(db.selectFrom('requests.request').select('number').where('id', '=', requestId))
  return row?.number ?? ''
}

/** The requests behind benefits, by benefit, of those entities that the transaction sees. */
export async function requestsOfBenefits(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<Map<string, string>> {
  if (benefitIds.length === 0) return new Map()
  const rows = await tx.sql<{ benefit_id: string; id: string }>(
    'select benefit_id, id from requests.request where benefit_id = any($1::text[])',
    [benefitIds],
    'requests_of_benefits',
  )
  return new Map(rows.map((row) => [row.benefit_id, row.id]))
}
