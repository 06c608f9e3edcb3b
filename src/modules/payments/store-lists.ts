import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { withAmounts, withPay } from './store.ts'
import type { ClaimRow, ExceptionRow, OrderRow, StaffAccountRow } from './tables.ts'

/**
 * Whose claims: those of entities that somebody watches over, or somebody's own, which are those that they
 * filed and those by which they are reimbursed.
 */
export type ClaimsOf = {
  readonly entityIds: readonly string[] | undefined
  readonly claimantId: string | undefined
}

/** Which claims a page holds. */
export type ClaimsAsked = ClaimsOf & {
  readonly claimId: string | undefined
  readonly states: readonly string[]
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
  readonly isNewestFirst: boolean
}

/** Claims in a keyset page, the oldest or the newest first. */
export async function listClaims(tx: Transaction, asked: ClaimsAsked): Promise<ClaimRow[]> {
  const { isNewestFirst } = asked
  const [beyond, order] = isNewestFirst ? ['<', 'filed_at desc, id desc'] : ['>', 'filed_at, id']
  const rows = await tx.sql<ClaimRow>(
    `select *
from payments.claim
where ($1::text[] is null or entity_id = any($1))
and ($2::text is null or claimant_id = $2 or (payee_id = $2 and on_behalf is not null))
and state = any($3::text[])
and ($4::timestamptz is null or (filed_at, id) ${beyond} ($4, $5))
and ($7::text is null or id = $7)
order by ${order}
limit $6`,
    [
      asked.entityIds ?? null,
      asked.claimantId ?? null,
      asked.states,
      asked.after?.at ?? null,
      asked.after?.id ?? '',
      asked.limit,
      asked.claimId ?? null,
    ],
    isNewestFirst ? 'payments_claims_newest' : 'payments_claims',
  )
  return rows.map(withPay)
}

/** How many claims stand in each state, and how many of them came late. */
export async function countClaims(
  tx: Transaction,
  { entityIds, claimantId }: ClaimsOf,
): Promise<Map<string, { readonly count: number; readonly late: number }>> {
  const rows = await tx.sql<{ state: string; count: string | bigint; late: string | bigint }>(
    `select state, count(*) as count, count(*) filter (where is_late) as late
from payments.claim
where ($1::text[] is null or entity_id = any($1))
and ($2::text is null or claimant_id = $2 or (payee_id = $2 and on_behalf is not null))
group by state`,
    [entityIds ?? null, claimantId ?? null],
    'payments_claim_counts',
  )
  return new Map(rows.map((row) => [row.state, { count: Number(row.count), late: Number(row.late) }]))
}

/** Which accounts of our own people a page holds. */
export type StaffAccountsAsked = Pick<ClaimsAsked, 'states' | 'after' | 'limit' | 'isNewestFirst'> & {
  readonly entityIds: readonly string[]
}

/** Accounts of our own people in a keyset page, by the moment in which they were stated. */
export async function listStaffAccounts(
  tx: Transaction,
  asked: StaffAccountsAsked,
): Promise<StaffAccountRow[]> {
  const { isNewestFirst } = asked
  const [beyond, order] = isNewestFirst ? ['<', 'stated_at desc, id desc'] : ['>', 'stated_at, id']
  return tx.sql<StaffAccountRow>(
    `select *
from payments.staff_account
where entity_id = any($1::text[])
and state = any($2::text[])
and ($3::timestamptz is null or (stated_at, id) ${beyond} ($3, $4))
order by ${order}
limit $5`,
    [asked.entityIds, asked.states, asked.after?.at ?? null, asked.after?.id ?? '', asked.limit],
    isNewestFirst ? 'payments_staff_accounts_newest' : 'payments_staff_accounts',
  )
}

/** How many accounts of our own people stand in each state. */
export async function countStaffAccounts(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ state: string; count: string | bigint }>(
    `select state, count(*) as count
from payments.staff_account
where entity_id = any($1::text[])
group by state`,
    [entityIds],
    'payments_staff_account_counts',
  )
  return new Map(rows.map((row) => [row.state, Number(row.count)]))
}

/** How many accounts wait to be verified in these entities, without those that they stated or own. */
export async function countStaffAccountsFor(
  tx: Transaction,
  { entityIds, personId }: { readonly entityIds: readonly string[] | undefined; readonly personId: string },
): Promise<number> {
  const [found] = await tx.sql<{ count: number }>(
    `select count(*)::int as count
from payments.staff_account
where state = 'stated'
and ($1::text[] is null or entity_id = any($1))
and person_id <> $2
and stated_by <> $2`,
    [entityIds ?? null, personId],
    'payments_staff_accounts_waiting',
  )
  return found?.count ?? 0
}

const exceptionsMax = 1000

/** The exceptions of entities, the newest first. */
export async function listExceptions(
  tx: Transaction,
  entityIds: readonly string[],
  state: string | undefined,
): Promise<ExceptionRow[]> {
  return tx.sql<ExceptionRow>(
    `select *
from payments.exception
where entity_id = any($1::text[])
and ($2::text is null or state = $2)
order by asked_at desc, id desc
limit ${exceptionsMax}`,
    [entityIds, state ?? null],
    'payments_exceptions',
  )
}

/** The live orders that rest on these exceptions. */
export async function ordersByException(
  tx: Transaction,
  exceptionIds: readonly string[],
): Promise<Map<string, OrderRow[]>> {
  if (exceptionIds.length === 0) return new Map()
  const rows = await tx.sql<OrderRow>(
    `select payment.*
from payments.order as payment
join payments.order_state as state on state.name = payment.state
where payment.exception_id = any($1::text[])
and state.is_live
order by payment.id`,
    [exceptionIds],
    'payments_by_exception',
  )
  return Map.groupBy(rows.map(withAmounts), (row) => row.exception_id ?? '')
}

/** When each payment order of an entity went to the bank that has no answer yet. */
export async function unansweredSince(tx: Transaction, entityId: string): Promise<Instant[]> {
  const rows = await tx.sql<{ sent_at: Instant }>(
    `select sent_at
from payments.order
where entity_id = $1
and state in ('sent', 'unknown')
order by sent_at`,
    [entityId],
    'payments_unanswered',
  )
  return rows.map(({ sent_at: at }) => at)
}

/** The orders of an entity that were paid within some days, in the order of their payment. */
export async function listPaidWithin(
  tx: Transaction,
  of: { readonly entityId: string; readonly from: LocalDate; readonly until: LocalDate },
): Promise<OrderRow[]> {
  const rows = await tx.sql<OrderRow>(
    `select *
from payments.order
where entity_id = $1
and state = 'paid'
and paid_on between $2 and $3
order by paid_on, number`,
    [of.entityId, of.from, of.until],
    'payments_paid_within',
  )
  return rows.map(withAmounts)
}
