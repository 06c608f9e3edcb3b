import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'

/** What a tax on a benefit added to the expense of an entity in a month, and on which of its days last. */
export type TaxExpense = {
  readonly benefitId: string
  readonly entityId: string
  readonly on: LocalDate
  readonly currency: string
  readonly minor: bigint
}

/**
 * The taxes on some benefits that stand in the books as expense, by benefit. Vouchers are made by month, so
 * what a later month added to a tax stands by itself.
 */
export async function loadTaxExpenses(
  tx: Transaction,
  benefitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TaxExpense[]>> {
  const rows = await tx.sql<TaxExpense>(
    `select e.object_id as "benefitId",
  e.entity_id as "entityId",
  max(e.booked_on) as on,
  l.currency,
  sum(l.minor) as minor
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.object_id = any($1::text[])
  and e.document_type = 'tax_charge'
  and l.account = 'expense'
group by e.object_id, e.document_id, e.entity_id, l.currency, date_trunc('month', e.booked_on)
having sum(l.minor) > 0
order by e.object_id, e.document_id, max(e.booked_on)`,
    [benefitIds],
    'ledger_tax_expenses',
  )
  return Map.groupBy(
    rows.map((row) => ({ ...row, minor: BigInt(row.minor) })),
    ({ benefitId }) => benefitId,
  )
}
