import type { Transaction } from '../../platform/db/transaction.ts'
import { loadCustomers, loadPeople, withMerged, type CustomerRow, type Families } from '../parties/index.ts'

/** The customers and people whom a set of deals names, as far as they are on record. */
export type Known = {
  readonly families: Families
  readonly known: ReadonlySet<string>
  readonly customers: ReadonlyMap<string, CustomerRow>
}

/** Looks up whom a set of deals names. */
export async function loadKnown(
  tx: Transaction,
  ids: { readonly customers: readonly string[]; readonly people: readonly string[] },
): Promise<Known> {
  const customers = await loadCustomers(tx, [...new Set(ids.customers)])
  const people = await loadPeople(tx, [...new Set(ids.people)])
  const families = await withMerged(tx, [...ids.customers, ...ids.people])
  return { families, customers, known: new Set([...customers.keys(), ...people.keys()]) }
}

/** True for a party on record. */
export function isKnown({ known }: Known, id: string): boolean {
  return known.has(id)
}
