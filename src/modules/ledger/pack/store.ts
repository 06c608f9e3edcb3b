import type { Transaction } from '../../../platform/db/transaction.ts'
import type { Span } from '../balances.ts'
import type { Account } from '../domain.ts'
import type { AccountLine } from '../store-balances.ts'

/** A line with the account that it stands on. */
export type MonthLine = AccountLine & { readonly account: Account }

/** Every line of an entity within a span, in the order of the books. */
export function listMonthLines(
  tx: Transaction,
  { entityId, from, until }: Span,
  max: number,
): Promise<MonthLine[]> {
  return tx.sql<MonthLine>(
    `select line.id, line.entry_id, line.account, line.booked_on, entry.document_on, entry.recorded_at,
  line.form, line.currency, line.minor::text as minor, entry.object_type, entry.object_id,
  entry.document_type, entry.document_id, array(
    select (case when own.minor > 0 then '+' else '-' end) || own.account
    from ledger.line as own
    where own.entry_id = entry.id
  ) as moved
from ledger.line as line
join ledger.entry as entry on entry.id = line.entry_id
where line.entity_id = $1
and line.booked_on between $2 and $3
order by line.booked_on, line.entry_id, line.position
limit $4`,
    [entityId, from, until, max],
    'ledger_month_lines',
  )
}
