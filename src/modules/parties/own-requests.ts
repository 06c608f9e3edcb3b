import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type Instant, type LocalDate } from '../../kernel/time.ts'
import type { Call } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadReach } from './store-reach.ts'

/** Who asked for a benefit for one of these parties: what is under way, or was for a day since `since`. */
export type FindAskers = (
  tx: Transaction,
  partyIds: readonly string[],
  since: LocalDate,
) => Promise<readonly string[]>

/** What the commands are made with that are nobody's own to take who asks for a benefit; filled in `app`. */
export type AskDeps = {
  /** The legal day at a moment, in the company's own zone. */
  readonly dayAt: (at: Instant) => LocalDate
  readonly findAskers: FindAskers
}

/** The askers of each party of a set. */
export type Askers = ReadonlyMap<string, readonly string[]>

/** A benefit stays near for as long as a tender does, and so does what was made milder for its recipient. */
export const nearDays = 90

/** Who has a near interest in what is on record of each of some parties: whoever asks within its reach. */
export async function loadAskers(
  tx: Transaction,
  findAskers: FindAskers,
  partyIds: readonly string[],
  today: LocalDate,
): Promise<Askers> {
  const found = new Map<string, readonly string[]>()
  for (const id of new Set(partyIds)) found.set(id, await loadAskersOf(tx, findAskers, [id], today))
  return found
}

/** Who asks for a benefit for any of some parties, or for somebody within their reach. */
export async function loadAskersOf(
  tx: Transaction,
  findAskers: FindAskers,
  partyIds: readonly string[],
  today: LocalDate,
): Promise<readonly string[]> {
  const since = addDays(today, -nearDays)
  return findAskers(tx, await loadReach(tx, partyIds, since), since)
}

/** Who asks for a benefit for the parties that each call of a set is about. */
export function askersOf<Body>(
  deps: AskDeps,
  tx: Transaction,
  calls: readonly Call<Body>[],
  partiesOf: (body: Body) => string | undefined | readonly string[],
): Promise<Askers> {
  const ids = calls.flatMap(({ body }) => partiesOf(body) ?? [])
  return loadAskers(tx, deps.findAskers, ids, deps.dayAt(calls[0]?.at ?? ''))
}

/**
 * The objection to somebody who asks for a benefit for one of some parties and would put on record what makes
 * the rules milder for it.
 */
export function askerObjection(
  askers: Askers,
  partyIds: string | readonly string[],
  personId: string,
): Refusal | undefined {
  return isAsking(askers, [partyIds].flat(), personId) ? refuse('parties.of_own_request') : undefined
}

/** Whether somebody asks for a benefit for one of some parties. */
export function isAsking(askers: Askers, partyIds: readonly string[], personId: string): boolean {
  return partyIds.some((id) => askers.get(id)?.includes(personId))
}
