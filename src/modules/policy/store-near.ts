import type { Instant, LocalDate } from '../../kernel/time.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { NearLimitRow } from './tables.ts'

const db = sqlFor<{ 'policy.near_limit': NearLimitRow }>()

/** One amount tried near a limit, told apart from others by digests. */
type Try = {
  readonly personId: string
  readonly matter: string
  readonly amount: string
  readonly at: Instant
  readonly minutes: number
}

/** How many different amounts were tried in the window, since when, and whether that was recorded already. */
export type Tries = { readonly count: number; readonly firstAt: Instant; readonly isRecorded: boolean }

/** Counts one try and gives all of its window. What is older than a day is of no use and goes. */
export async function countTry(tx: Transaction, tried: Try): Promise<Tries> {
  const { personId, matter, amount, at, minutes } = tried
  await tx.sql(
    `delete from policy.near_try where person_id = $1 and at < $2::timestamptz - interval '1 day'`,
    [personId, at],
    'policy_forget_tries',
  )
  await tx.sql(
    `insert into policy.near_try (person_id, matter, amount, at)
values ($1, $2, $3, $4)
on conflict (person_id, matter, amount) do update
set at = excluded.at`,
    [personId, matter, amount, at],
    'policy_count_try',
  )
  const [row] = await tx.sql<{ count: string | bigint; first_at: Instant | null; recorded: boolean }>(
    `select count(*) as count, min(at) as first_at,
  exists (
    select from policy.near_limit
    where person_id = $1
    and matter = $2
    and at > $3::timestamptz - make_interval(mins => $4)
  ) as recorded
from policy.near_try
where person_id = $1
and matter = $2
and at > $3::timestamptz - make_interval(mins => $4)
and at <= $3::timestamptz`,
    [personId, matter, at, minutes],
    'policy_tries',
  )
  return { count: Number(row?.count ?? 0), firstAt: row?.first_at ?? at, isRecorded: row?.recorded ?? false }
}

/** Of which days, where the page begins, and how long it is. */
export type NearLimitPage = {
  readonly from?: LocalDate | undefined
  readonly until?: LocalDate | undefined
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit: number
}

/** A page of the recorded searches for a limit in the entities that the transaction sees, newest first. */
export async function loadNearLimits(
  tx: Transaction,
  { after, limit, ...days }: NearLimitPage,
): Promise<NearLimitRow[]> {
  let query = db.selectFrom('policy.near_limit').selectAll()
  if (days.from !== undefined) query = query.where('at', '>=', `${days.from}T00:00:00.000Z`)
  if (days.until !== undefined) query = query.where('at', '<=', `${days.until}T23:59:59.999Z`)
  if (after)
    query = query.where((row) =>
      row.or([row('at', '<', after.at), row.and([row('at', '=', after.at), row('id', '<', after.id)])]),
    )
  return tx.run(query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit))
}
