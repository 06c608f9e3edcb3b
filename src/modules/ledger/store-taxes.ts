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
 * The taxes on benefits that the months of some days show as expense, of one legal entity or of all. Vouchers
 * are made by month, so what a later month added to a tax stands by itself, and a month is taken whole.
 */
export async function loadTaxExpenses(
  tx: Transaction,
  {
    from,
    to,
    entityId,
  }: { readonly from: LocalDate; readonly to: LocalDate; readonly entityId?: string | undefined },
): Promise<TaxExpense[]> {
  const rows = await tx.sql<TaxExpense>(
    `select e.object_id as "benefitId",
  e.entity_id as "entityId",
  max(e.booked_on) as on,
  l.currency,
  sum(l.minor) as minor
from ledger.entry e
join ledger.line l on l.entry_id = e.id
where e.booked_on >= date_trunc('month', $1::date)::date
  and e.booked_on < (date_trunc('month', $2::date) + interval '1 month')::date
  and ($3::text is null or e.entity_id = $3)
  and e.document_type = 'tax_charge'
  and l.account = 'expense'
group by e.object_id, e.document_id, e.entity_id, l.currency, date_trunc('month', e.booked_on)
having sum(l.minor) > 0
order by e.object_id, e.document_id, max(e.booked_on)`,
    [from, to, entityId ?? null],
    'ledger_tax_expenses',
  )
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}
