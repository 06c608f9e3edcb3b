import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { withClosed } from './store.ts'
import type { OrderRow } from './tables.ts'

/** Who was paid before, on which account. */
export type PaidBefore = { readonly payee_id: string; readonly account_id: string }

/** The accounts on which these payees were paid before, in the entities that the reader sees. */
export async function accountsPaid(tx: Transaction, payeeIds: readonly string[]): Promise<PaidBefore[]> {
  return tx.sql<PaidBefore>(
    `select distinct payee_id, account_id
from payments.order
where payee_id = any($1::text[])
and state = 'paid'`,
    [payeeIds],
    'payments_accounts_paid',
  )
}

/** An order beside others to the same payee. */
export type Alike = Pick<
  OrderRow,
  'id' | 'number' | 'payee_id' | 'currency' | 'minor' | 'closes_currency' | 'closes_minor'
>

/** The orders to these payees since a moment that hold or held money, the oldest first. */
export async function ordersSince(
  tx: Transaction,
  payeeIds: readonly string[],
  since: Instant,
): Promise<Alike[]> {
  const rows = await tx.sql<Alike>(
    `select id, number, payee_id, currency, minor, closes_currency, closes_minor
from payments.order
where payee_id = any($1::text[])
and state not in ('failed', 'returned', 'stopped')
and made_at >= $2
order by made_at, id`,
    [payeeIds, since],
    'payments_orders_since',
  )
  return rows.map(withClosed)
}

/** One benefit of an accepted claim of which no live order holds all. */
export type OpenLine = {
  readonly lineId: string
  readonly claimId: string
  readonly requestId: string
  readonly filedAt: Instant
}

/** Which of them a page holds. */
export type OpenAsked = {
  readonly entityIds: readonly string[]
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/**
 * The lines of accepted claims of which something may be ordered, in the order in which they were filed. What
 * is ordered as a whole is left out by its benefit, and then by the live orders of the line itself.
 */
export async function openClaimLines(tx: Transaction, asked: OpenAsked): Promise<OpenLine[]> {
  return tx.sql<OpenLine>(
    `select line.id as "lineId", claim.id as "claimId", line.request_id as "requestId",
  claim.filed_at as "filedAt"
from payments.payable as payable
join payments.claim_line as line on line.benefit_id = payable.id
join payments.claim as claim on claim.id = line.claim_id
where payable.entity_id = any($1::text[])
and payable.payable_minor > payable.ordered_minor
and claim.state = 'accepted'
and ($2::timestamptz is null or (claim.filed_at, line.id) > ($2, $3))
and line.minor > (
  select coalesce(sum(coalesce(own.closes_minor, own.minor + own.withheld_minor)), 0)
  from payments.order as own
  join payments.order_state as state on state.name = own.state
  where own.claim_id = claim.id
  and own.benefit_id = line.benefit_id
  and state.is_live
)
order by claim.filed_at, line.id
limit $4`,
    [asked.entityIds, asked.after?.at ?? null, asked.after?.id ?? '', asked.limit],
    'payments_open_claim_lines',
  )
}

/** What a claim says of one benefit, with the number of the claim. */
export type LineNumbered = {
  readonly lineId: string
  readonly claimId: string
  readonly benefitId: string
  readonly number: string
  readonly currency: string
  readonly minor: bigint
}

/** The lines of these claims, each with the number of its claim. */
export async function claimLinesNumbered(
  tx: Transaction,
  claimIds: readonly string[],
): Promise<LineNumbered[]> {
  const rows = await tx.sql<LineNumbered>(
    `select line.id as "lineId", claim.id as "claimId", line.benefit_id as "benefitId", claim.number,
  line.currency, line.minor
from payments.claim as claim
join payments.claim_line as line on line.claim_id = claim.id
where claim.id = any($1::text[])
order by line.id`,
    [claimIds],
    'payments_claim_lines_numbered',
  )
  return rows.map((row) => ({ ...row, currency: row.currency.trim(), minor: BigInt(row.minor) }))
}

/** An account, in whose name it stands, and whose it is. */
export type AccountNumbered = { readonly id: string; readonly name: string; readonly number: string }

/**
 * The accounts of our own people and of natural persons that have one of these numbers, in the entities that
 * the reader sees. One that was refused is nobody's.
 */
export async function ownAccountsNumbered(
  tx: Transaction,
  numbers: readonly string[],
): Promise<AccountNumbered[]> {
  return tx.sql<AccountNumbered>(
    `select person_id as id, holder as name, number
from payments.staff_account
where number = any($1::text[])
and state <> 'refused'
union
select payee_id, holder, number
from payments.exception
where number = any($1::text[])
and state in ('proposed', 'confirmed')
order by id, name`,
    [numbers],
    'payments_accounts_numbered',
  )
}
