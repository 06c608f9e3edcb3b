import type { Transaction } from '../../platform/db/transaction.ts'

/**
 * Which of these contents also belong to another request, by digest. Nobody sees more than their entities:
 * a copy in a sister company stays unknown here.
 */
export async function findDigestsElsewhere(
  tx: Transaction,
  requestId: string,
  files: readonly { readonly digest: string }[],
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set()
  const rows = await tx.sql<{ digest: string }>(
    `select distinct digest
from requests.evidence
where digest = any($1::text[])
and request_id is not null
and request_id <> $2
and withdrawn_at is null`,
    [files.map((file) => file.digest), requestId],
    'requests_digests_elsewhere',
  )
  return new Set(rows.map((row) => row.digest))
}

/** How many papers the requests of some benefits have, by benefit. */
export async function countEvidence(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (benefitIds.length === 0) return new Map()
  const rows = await tx.sql<{ benefit_id: string; count: string | bigint }>(
    `select r.benefit_id, count(*) as count
from requests.request r
join requests.evidence e on e.request_id = r.id
where r.benefit_id = any($1::text[])
  and e.withdrawn_at is null
group by r.benefit_id`,
    [benefitIds],
    'requests_count_evidence',
  )
  return new Map(rows.map((row) => [row.benefit_id, Number(row.count)]))
}
