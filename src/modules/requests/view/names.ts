import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadCustomers, loadPersonDetails } from '../../parties/index.ts'
import type { RequestRow } from '../tables.ts'

/** The names behind the identifiers of a list of requests, found in two queries. */
export type Names = {
  readonly customer: (id: string | null) => string
  readonly person: (id: string | null) => string
}

/** Loads the names of the customers and people of `requests`. */
export async function namesOf(tx: Transaction, requests: readonly RequestRow[]): Promise<Names> {
  const ids = (pick: (row: RequestRow) => string | null) => [
    ...new Set(requests.flatMap((row) => pick(row) ?? [])),
  ]
  const customers = await loadCustomers(
    tx,
    ids((row) => row.customer_id),
  )
  const people = await loadPersonDetails(
    tx,
    ids((row) => row.person_id),
  )
  return {
    customer: (id) => {
      const row = customers.get(id ?? '')
      return row?.short_name ?? row?.name ?? ''
    },
    person: (id) => people.get(id ?? '')?.name ?? '',
  }
}
