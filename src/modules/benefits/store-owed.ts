import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** Which benefits: of these entities, given in this way, after the last one of the page before. */
export type OwedAsked = {
  readonly entityIds: readonly string[]
  readonly way: string
  readonly after: { readonly on: LocalDate; readonly id: string } | undefined
  readonly limit: number
}

/** A benefit that may still have to be paid. */
export type OwedBenefit = { readonly id: string; readonly happenedOn: LocalDate; readonly minor: bigint }

/** Approved and given benefits of our own in one way, oldest first: of them something may be owed. */
export async function findOwed(tx: Transaction, asked: OwedAsked): Promise<OwedBenefit[]> {
  const rows = await tx.sql<OwedBenefit>(
    `select id, happened_on as "happenedOn", value_minor as minor
from benefits.benefit
where entity_id = any($1::text[])
  and way = $2
  and book = 'own'
  and direction = 'given'
  and state in ('approved', 'given')
  and ($3::date is null or (happened_on, id) > ($3, $4))
order by happened_on, id
limit $5`,
    [asked.entityIds, asked.way, asked.after?.on ?? null, asked.after?.id ?? '', asked.limit],
    'benefits_owed',
  )
  // The driver gives `numeric` as text, so that nothing is rounded.
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}

/** Which benefits: given ones of these entities, after the last one of the page before. */
export type OnClaimAsked = Omit<OwedAsked, 'way'>

/** A given benefit of which a part may still be claimed. */
export type OnClaimBenefit = OwedBenefit & { readonly currency: string }

/**
 * Given benefits of our own that are paid on a claim, by a vendor's invoice or out of somebody's pocket,
 * oldest first. One without a way counts as paid out of a pocket, as everywhere.
 */
export async function findOnClaim(tx: Transaction, asked: OnClaimAsked): Promise<OnClaimBenefit[]> {
  const rows = await tx.sql<OnClaimBenefit>(
    `select id, happened_on as "happenedOn", value_minor as minor, value_currency as currency
from benefits.benefit
where entity_id = any($1::text[])
  and (way in ('vendor', 'reimbursement') or way is null)
  and book = 'own'
  and direction = 'given'
  and state = 'given'
  and ($2::date is null or (happened_on, id) > ($2, $3))
order by happened_on, id
limit $4`,
    [asked.entityIds, asked.after?.on ?? null, asked.after?.id ?? '', asked.limit],
    'benefits_on_claim',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor), currency: row.currency.trim() }))
}
