import type { Transaction } from '../../platform/db/transaction.ts'
import { withBigint } from './store.ts'
import type { RequestRow } from './tables.ts'

/** Those of some benefits that have a paper of a kind, such as a red-letter invoice, that nobody withdrew. */
export async function benefitsWithPaper(
  tx: Transaction,
  benefitIds: readonly string[],
  kind: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ benefitId: string }>(
    `select distinct request.benefit_id as "benefitId"
from requests.request as request
join requests.evidence as evidence on evidence.request_id = request.id
where request.benefit_id = any($1::text[])
and evidence.kind = $2
and evidence.withdrawn_at is null`,
    [benefitIds, kind],
    'requests_benefits_with_paper',
  )
  return new Set(rows.map(({ benefitId }) => benefitId))
}

/** What somebody asked for that is paid and not completed yet: the latest day first. */
export async function loadPaidBy(
  tx: Transaction,
  personId: string,
  { requestId, limit }: { readonly requestId?: string | undefined; readonly limit: number },
): Promise<RequestRow[]> {
  const rows = await tx.sql<RequestRow>(
    `select *
from requests.request
where requester_id = $1
and state = 'paid'
and benefit_id is not null
and ($2::text is null or id = $2)
order by happened_on desc, id desc
limit $3`,
    [personId, requestId ?? null, limit],
    'requests_paid_by',
  )
  return rows.map(withBigint)
}

/** What somebody asked for that is given, or approved and still to be given: the latest day first. */
export async function loadGivenBy(
  tx: Transaction,
  personId: string,
  { requestId, limit }: { readonly requestId?: string | undefined; readonly limit: number },
): Promise<RequestRow[]> {
  const rows = await tx.sql<RequestRow>(
    `select *
from requests.request
where requester_id = $1
and state in ('approved', 'given')
and benefit_id is not null
and ($2::text is null or id = $2)
order by happened_on desc, id desc
limit $3`,
    [personId, requestId ?? null, limit],
    'requests_given_by',
  )
  return rows.map(withBigint)
}
