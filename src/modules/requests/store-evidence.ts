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
