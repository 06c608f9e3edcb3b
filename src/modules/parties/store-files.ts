import type { LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { familyOn, type CustomerFile } from './customer-family.ts'
import { loadCustomers, withMerged, type Families } from './store.ts'
import { loadCustomerFacts } from './store-record.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'

/** The files of customers and of all that were merged into them. */
export type CustomerFiles = {
  /** The corrections of one record, in the order in which they were recorded. */
  readonly factsOf: (id: string) => readonly CustomerFactRow[]
  /** The files of the records that stand for this survivor beside its own. */
  readonly mergedInto: (survivorId: string) => readonly CustomerFile[]
  /** The survivor's file and those that were merged into it. */
  readonly familyOf: (row: CustomerRow) => readonly CustomerFile[]
}

/**
 * Reads what the rules ask of some customers, together with the merges, unless the caller asks for those;
 * what belongs to merged records is read only where there are any.
 */
export async function loadCustomerFiles(
  tx: Transaction,
  ids: readonly string[],
  merges: Promise<Families> = withMerged(tx, ids),
): Promise<CustomerFiles> {
  const [{ members, survivorOf }, asked] = await Promise.all([merges, loadCustomerFacts(tx, ids)])
  const own = new Set(ids.map(survivorOf))
  const family = members.filter((id) => own.has(survivorOf(id)))
  const gone = family.filter((id) => survivorOf(id) !== id)
  const others = family.filter((id) => !ids.includes(id))
  const [rows, more] = await Promise.all([loadCustomers(tx, gone), loadCustomerFacts(tx, others)])
  const factsOf = (id: string) => asked.get(id) ?? more.get(id) ?? []
  const fileOf = (row: CustomerRow): CustomerFile => ({ row, facts: factsOf(row.id) })
  const mergedInto = (survivorId: string) =>
    gone
      .filter((id) => survivorOf(id) === survivorId)
      .flatMap((id) => rows.get(id) ?? [])
      .map(fileOf)
  return { factsOf, mergedInto, familyOf: (row) => [fileOf(row), ...mergedInto(row.id)] }
}

/**
 * Customers as the rules see them on a day: what a record that was merged into one says of kind and owner
 * counts, so whoever looks at the customer is warned of it too.
 */
export async function loadCustomersOn(
  tx: Transaction,
  ids: readonly string[],
  day: LocalDate,
): Promise<Map<string, CustomerRow>> {
  const rows = await loadCustomers(tx, ids)
  const files = await loadCustomerFiles(tx, [...rows.keys()])
  return new Map(
    [...rows].map(([id, row]) => {
      const own = { row, facts: files.factsOf(id) }
      const { type, ownership, publicPurchaser } = familyOn(own, files.mergedInto(id), day)
      return [id, { ...row, type, ownership, public_purchaser: publicPurchaser }]
    }),
  )
}
