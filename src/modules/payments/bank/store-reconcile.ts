import type { LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { StatementLineRow } from './tables.ts'

/** What lines of a kind come to: positive came in, negative went out. */
export type VerdictSum = { readonly verdict: string; readonly lines: number; readonly minor: bigint }

/** The booked lines of an account by what each is. */
export async function sumsByVerdict(tx: Transaction, accountId: string): Promise<VerdictSum[]> {
  const rows = await tx.sql<{ verdict: string; lines: number; minor: string }>(
    `select verdict,
  count(*)::int as lines,
  sum(case direction when 'in' then minor else -minor end)::text as minor
from payments.statement_line
where account_id = $1
  and status = 'booked'
group by verdict`,
    [accountId],
    'payments_sums_by_verdict',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/** What our records say was paid from an account since a day, and stands so. */
export async function paidSince(
  tx: Transaction,
  accountId: string,
  from: LocalDate,
): Promise<{ readonly orders: number; readonly minor: bigint }> {
  const [row] = await tx.sql<{ orders: number; minor: string }>(
    `select count(*)::int as orders, coalesce(sum(o.minor), 0)::text as minor
from payments.order as o
join payments.batch_line as left_in on left_in.order_id = o.id
join payments.batch as batch on batch.id = left_in.batch_id
where batch.account_id = $1
  and o.state = 'paid'
  and o.paid_on >= $2`,
    [accountId, from],
    'payments_paid_since',
  )
  return { orders: row?.orders ?? 0, minor: BigInt(row?.minor ?? '0') }
}

/** Which lines of an account a page holds. */
export type LinesAsked = {
  readonly accountId: string
  readonly isByPerson: boolean
  readonly lineId: string | undefined
  readonly after: { readonly on: LocalDate; readonly id: string } | undefined
  readonly limit: number
}

/** The lines of an account that are answered, by the product or by a person, the latest first. */
export async function answeredLines(tx: Transaction, asked: LinesAsked): Promise<StatementLineRow[]> {
  const rows = await tx.sql<StatementLineRow>(
    `select *
from payments.statement_line
where account_id = $1
  and (not (verdict in ('ask', 'never_made')) or answered_by is not null)
  and (not $2 or answered_by is not null)
  and ($3::date is null or (booked_on, id) < ($3, $4))
  and ($6::text is null or id = $6)
order by booked_on desc, id desc
limit $5`,
    [
      asked.accountId,
      asked.isByPerson,
      asked.after?.on ?? null,
      asked.after?.id ?? '',
      asked.limit,
      asked.lineId ?? null,
    ],
    'payments_answered_lines',
  )
  return rows.map((row) => ({ ...row, currency: row.currency.trim(), minor: BigInt(row.minor) }))
}

/** How many lines of an entity nobody has explained yet, of those that were booked by a day. */
export async function openUntil(tx: Transaction, entityId: string, until: LocalDate): Promise<number> {
  const [row] = await tx.sql<{ lines: number }>(
    `select count(*)::int as lines
from payments.statement_line
where entity_id = $1
  and verdict in ('ask', 'never_made')
  and answered_by is null
  and booked_on <= $2`,
    [entityId, until],
    'payments_open_until',
  )
  return row?.lines ?? 0
}
