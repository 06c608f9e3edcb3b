import type { Transaction } from '../../platform/db/transaction.ts'

/** A request whose evidence is among the given contents, by its readable number. */
type WithFile = { readonly digest: string; readonly number: string }

/** The requests to which files with these contents belong; a file may belong to several, or to none. */
export function requestsOfFiles(tx: Transaction, digests: readonly string[]): Promise<WithFile[]> {
  return tx.sql<WithFile>(
    `select distinct evidence.digest, coalesce(request.number, request.id) as number
from requests.evidence
join requests.request on request.id = evidence.request_id
where evidence.digest = any($1)
order by number, digest`,
    [[...digests]],
  )
}
