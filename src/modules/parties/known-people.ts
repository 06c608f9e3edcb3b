import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  loadCustomers,
  loadPeople,
  loadPersonDetails,
  loadPersonSpans,
  lockPeople,
  withMerged,
  type Families,
} from './store.ts'
import type {
  ClassificationRow,
  CustomerRow,
  EmploymentRow,
  HouseholdMemberRow,
  PersonDetailRow,
  PersonRow,
  RelationRow,
} from './tables.ts'

/** What a set of commands about people is decided on; grows with the items that are decided. */
export type Known = {
  readonly families: Families
  readonly people: ReadonlyMap<string, PersonRow>
  readonly details: Map<string, PersonDetailRow>
  readonly customers: ReadonlyMap<string, CustomerRow>
  classifications: readonly ClassificationRow[]
  employments: readonly EmploymentRow[]
  households: readonly HouseholdMemberRow[]
  relations: readonly RelationRow[]
}

/** Loads and locks the people of a set, with the customers that it names. */
export async function loadKnown(
  tx: Transaction,
  personIds: readonly string[],
  customerIds: readonly string[] = [],
): Promise<Known> {
  const families = await withMerged(tx, personIds)
  await lockPeople(tx, families.members)
  return {
    families,
    people: await loadPeople(tx, personIds),
    details: new Map(await loadPersonDetails(tx, families.members)),
    customers: await loadCustomers(tx, customerIds),
    ...(await loadPersonSpans(tx, families.members)),
  }
}

/** The survivor that an identifier stands for, or a refusal when nobody has it. */
export function personOf(known: Known, id: string): string | Refusal {
  const survivor = known.families.survivorOf(id)
  return known.people.has(survivor) ? survivor : refuse('parties.unknown', {}, '/path/partyId')
}

/** The rows of one person, those of merged records too. */
export function ofFamily<Row extends { readonly person_id: string }>(
  known: Known,
  rows: readonly Row[],
  personId: string,
): Row[] {
  return rows.filter((row) => known.families.survivorOf(row.person_id) === personId)
}
