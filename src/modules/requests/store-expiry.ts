import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { withBigint } from './store.ts'
import type { RequestRow } from './tables.ts'

/**
 * Requests that may have expired, oldest first: approved and not used, or asked and not answered, before
 * these days; and what still waits of those who have left. What was declared late is not among them: it was
 * given. Which ones have expired is decided on the legal days.
 */
export async function loadOpenSince(
  tx: Transaction,
  of: {
    readonly approvedBefore: LocalDate
    readonly askedBefore: LocalDate
    readonly leftIds: readonly string[]
  },
): Promise<RequestRow[]> {
  const rows = await tx.sql<RequestRow>(
    `select *
from requests.request
where not is_late
and ((state = 'approved'
    and greatest((changed_at at time zone 'UTC')::date, coalesce(happened_on, '-infinity')) < $1::date)
  or (state = 'more_information'
    and waiting_on = 'applicant'
    and (changed_at at time zone 'UTC')::date < $2::date)
  or (state in ('submitted', 'more_information') and requester_id = any($3::text[])))
order by changed_at, id
limit 500`,
    [of.approvedBefore, of.askedBefore, of.leftIds],
    'requests_open_since',
  )
  return rows.map(withBigint)
}
