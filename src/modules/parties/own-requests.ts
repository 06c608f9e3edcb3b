import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadPeopleOf, withMerged } from './store.ts'

/** Who asked for a benefit for one of these parties: what is under way, or was for a day since `since`. */
export type FindAskers = (
  tx: Transaction,
  partyIds: readonly string[],
  since: LocalDate,
) => Promise<readonly string[]>

/** The askers of each party of a set. */
export type Askers = ReadonlyMap<string, readonly string[]>

/** A benefit stays near for as long as a tender does. */
const nearDays = 90

/**
 * Who has a near interest in what is on record of some parties: whoever asks for a benefit for one of them,
 * for a record that was merged with it, or for the people of a customer.
 */
export async function loadAskers(
  tx: Transaction,
  findAskers: FindAskers,
  partyIds: readonly string[],
  today: LocalDate,
): Promise<Askers> {
  const found = new Map<string, readonly string[]>()
  for (const id of new Set(partyIds)) {
    const { members } = await withMerged(tx, [id])
    const people = await loadPeopleOf(tx, members, today)
    found.set(id, await findAskers(tx, [...members, ...people], addDays(today, -nearDays)))
  }
  return found
}

/**
 * The objection to somebody who asks for a benefit for a party and would put on record what makes the rules
 * milder for it.
 */
export function askerObjection(askers: Askers, partyId: string, personId: string): Refusal | undefined {
  return askers.get(partyId)?.includes(personId) ? refuse('parties.of_own_request') : undefined
}
