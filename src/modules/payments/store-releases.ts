import type { Transaction } from '../../platform/db/transaction.ts'
import { withBigint } from './store.ts'
import type { ReleaseRow } from './tables.ts'

/** Which releases a page holds. */
export type ReleasesAsked = {
  readonly entityIds: readonly string[]
  readonly state: string | undefined
  readonly releaseId: string | undefined
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** The releases of entities in a keyset page, the newest first. */
export async function listReleases(tx: Transaction, asked: ReleasesAsked): Promise<ReleaseRow[]> {
  const rows = await tx.sql<ReleaseRow>(
    `select *
from payments.release
where entity_id = any($1::text[])
and ($2::text is null or state = $2)
and ($3::timestamptz is null or (made_at, id) < ($3, $4))
and ($6::text is null or id = $6)
order by made_at desc, id desc
limit $5`,
    [
      asked.entityIds,
      asked.state ?? null,
      asked.after?.at ?? null,
      asked.after?.id ?? '',
      asked.limit,
      asked.releaseId ?? null,
    ],
    'payments_releases',
  )
  return rows.map(withBigint)
}

/** How many releases there are of one state in one currency, and how much. */
export type ReleasesCounted = {
  readonly state: string
  readonly currency: string
  readonly count: number
  readonly minor: bigint
}

/** The releases of entities counted and summed, by state and currency. */
export async function countReleases(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<ReleasesCounted[]> {
  const rows = await tx.sql<{ state: string; currency: string; count: string; minor: string }>(
    `select state, currency, count(*) as count, sum(minor)::text as minor
from payments.release
where entity_id = any($1::text[])
group by state, currency
order by state, currency`,
    [entityIds],
    'payments_release_counts',
  )
  return rows.map((row) => ({
    state: row.state,
    currency: row.currency.trim(),
    count: Number(row.count),
    minor: BigInt(row.minor),
  }))
}
