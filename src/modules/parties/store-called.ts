import type { Transaction } from '../../platform/db/transaction.ts'

/** An organisation, by the text that named it. */
export type CalledCustomer = { readonly text: string; readonly id: string }

/**
 * The organisations that some texts name whole, by identifier or by name; what was merged into another one
 * stands for that one.
 */
export function findCustomersCalled(tx: Transaction, texts: readonly string[]): Promise<CalledCustomer[]> {
  return tx.sql<CalledCustomer>(
    `select id as text, coalesce(merged_into, id) as id
from parties.customer
where id = any($1::text[])
union
select name, coalesce(merged_into, id)
from parties.customer
where name = any($1::text[])
order by 1, 2`,
    [texts],
    'parties_customers_called',
  )
}
