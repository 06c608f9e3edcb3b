import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { factsObjection } from './customer-family.ts'
import { decideMerge } from './merging.ts'
import { loadCustomers, loadPeople, lockCustomers, lockPeople } from './store.ts'
import { loadCustomerFiles, type CustomerFiles } from './store-files.ts'
import { customerTable, personTable, type CustomerRow, type PersonRow } from './tables.ts'

/** What a merge is decided on. Whoever changes the records holds their locks. */
export type MergeRecords = {
  readonly customers: Map<string, CustomerRow>
  readonly people: Map<string, PersonRow>
  readonly files: CustomerFiles
}

/**
 * Locks what is counted for some parties, as whoever files a benefit for one of them does. The sums stand
 * above the parties, so `app` fills it in.
 */
export type LockSubjects = (tx: Transaction, ids: readonly string[]) => Promise<void>

/** Locks and reads the records of some ids. */
export async function loadMergeRecords(tx: Transaction, ids: readonly string[]): Promise<MergeRecords> {
  const asked = [...new Set(ids)].sort()
  await lockCustomers(tx, asked)
  await lockPeople(tx, asked)
  const customers = await loadCustomers(tx, asked)
  return {
    customers: new Map(customers),
    people: new Map(await loadPeople(tx, asked)),
    files: await loadCustomerFiles(tx, [...customers.keys()]),
  }
}

/** Two records that are said to be one party, and when. */
export type Pair = {
  readonly keptId: string
  readonly goneId: string
  readonly reason: string
  readonly at: Instant
}

/** Decides a merge, of customers or of people: the pointer of the record that goes, or what is against it. */
export function mergeChange(
  records: MergeRecords,
  { keptId, goneId, reason, at }: Pair,
): RowChange | Refusal {
  const { customers, people, files } = records
  const [customer, goneCustomer] = [customers.get(keptId), customers.get(goneId)]
  const [person, gonePerson] = [people.get(keptId), people.get(goneId)]
  if (customer && goneCustomer) {
    const decided = decideMerge(customer, goneCustomer, reason)
    if (isRefusal(decided)) return decided
    const families = { kept: files.familyOf(customer), gone: files.familyOf(goneCustomer) }
    return (
      factsObjection(families) ??
      updateRow(customerTable, goneCustomer, { merged_into: keptId, merged_at: at })
    )
  }
  if (person && gonePerson) {
    const decided = decideMerge(person, gonePerson, reason)
    return isRefusal(decided) ? decided : updateRow(personTable, gonePerson, { merged_into: keptId })
  }
  return refuse('parties.unknown', {}, '/body/goneId')
}
