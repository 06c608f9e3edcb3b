import type { vendorGiven } from '../../../contract/giving.ts'
import type { z } from 'zod'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { isSameVenue, loadCustomers, type CustomerRow } from '../../parties/index.ts'

/** Who sells it, as a proposal or a giving names it. */
type VendorGiven = z.output<typeof vendorGiven>

/** A vendor under every name by which it is known, the usual one first; one on record has its identifier. */
export type Vendor = { readonly id?: string; readonly names: readonly [string, ...string[]] }

/** Parties that are named as vendors, with those into which they were merged. */
export type Vendors = ReadonlyMap<string, CustomerRow>

/** The parties on record among the vendors that are named; most name none. */
export function loadVendors(tx: Transaction, named: readonly (VendorGiven | undefined)[]): Promise<Vendors> {
  const ids = named.flatMap((one) => (one && 'partyId' in one ? [one.partyId] : []))
  return loadCustomers(tx, [...new Set(ids)].sort())
}

/** The vendor that is named. Whoever was merged goes by the names of both. */
export function vendorOf(vendors: Vendors, given: VendorGiven | undefined): Vendor | undefined {
  if (given === undefined) return undefined
  if ('name' in given) return { names: [given.name] }
  const rows = mergedFrom(vendors, given.partyId)
  const names = rows
    .toReversed()
    .flatMap((row) => [row.name, row.short_name ?? '', row.latin_name ?? ''])
    .filter((each) => each !== '')
  const [first = given.partyId, ...more] = names
  return { id: rows.at(-1)?.id ?? given.partyId, names: [first, ...more] }
}

/** A vendor as it was approved, by the record that stands for it by now; its name is that of the approval. */
export function standingVendor(vendors: Vendors, approved: Vendor | undefined): Vendor | undefined {
  const { id } = approved ?? {}
  if (!approved || id === undefined || !vendors.has(id)) return approved
  const now = vendorOf(vendors, { partyId: id })
  const [first, ...more] = approved.names
  const names = [...new Set([...more, ...(now?.names ?? [])])].filter((name) => name !== first)
  return { id: now?.id ?? id, names: [first, ...names] }
}

function mergedFrom(vendors: Vendors, id: string): CustomerRow[] {
  const row = vendors.get(id)
  if (!row) return []
  return row.merged_into === null ? [row] : [row, ...mergedFrom(vendors, row.merged_into)]
}

/** One record, or a name that both go by: a typed name is that of the record that has it. */
export function isSameVendor(one: Vendor, other: Vendor): boolean {
  if (one.id !== undefined && other.id !== undefined) return one.id === other.id
  return one.names.some((name) => other.names.some((known) => isSameVenue(name, known)))
}

/** A vendor by an identifier that nobody has. */
export function vendorObjection(
  vendors: Vendors,
  given: VendorGiven | undefined,
  pointer: string,
): Refusal | undefined {
  const isUnknown = given !== undefined && 'partyId' in given && !vendors.has(given.partyId)
  return isUnknown ? refuse('requests.vendor_unknown', {}, pointer) : undefined
}
