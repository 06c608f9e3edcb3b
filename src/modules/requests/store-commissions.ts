import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** A commission that counts, with the contract on which it was earned. */
export type CommissionRow = {
  readonly benefit_id: string
  readonly request_id: string
  readonly entity_id: string
  readonly contract: string
  readonly minor: bigint
  readonly currency: string
  readonly state: string
  readonly filed_at: Instant
  /** What the contract is worth, in the least units of the same currency. */
  readonly revenue: string | null
}

/** The commissions of some entities that are asked for, approved or given; none where no entity is named. */
export async function loadCommissions(
  tx: Transaction,
  entityIds: readonly string[],
): Promise<CommissionRow[]> {
  if (entityIds.length === 0) return []
  const rows = await tx.sql<Omit<CommissionRow, 'minor'> & { readonly minor: string }>(
    `select benefit_id, id as request_id, entity_id,
  application::json #>> '{facts,thirdParty.contract}' as contract,
  value_minor::text as minor, trim(value_currency) as currency, state,
  coalesce(submitted_at, created_at) as filed_at,
  application::json #>> '{facts,thirdParty.contractRevenue,minor}' as revenue
from requests.request
where entity_id = any($1::text[])
and form = 'commission'
and benefit_id is not null
and value_minor is not null
and application::json #>> '{facts,thirdParty.contract}' is not null
and state in ('submitted', 'more_information', 'approved', 'given', 'paid', 'completed')
order by benefit_id`,
    [[...new Set(entityIds)].sort()],
    'requests_commissions',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}
