import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { findCandidates, loadAskersOf } from '../parties/index.ts'
import { findAskers } from '../requests/index.ts'
import type { NormalisedRow, RowParty } from './domain.ts'
import { namedIn } from './own-situation.ts'
import { typedOf } from './own-parties.ts'
import { partsOf } from './parts.ts'

/** As many parties as are asked about at once: the people of each customer are asked about as well. */
const partiesAtOnce = 50

/** Who does something to history, and on which day. */
type By = { readonly actor: Pick<Actor, 'personId'>; readonly today: LocalDate }

/** Everybody on record for whom rows of our own history may stand, beside those who were said. */
export async function meantByRows(
  tx: Transaction,
  rows: readonly NormalisedRow[],
  said: readonly string[],
): Promise<readonly string[]> {
  const found = new Set(said)
  for (const row of rows) for (const id of await meantBy(tx, row)) found.add(id)
  return [...found]
}

/**
 * The objection to somebody who would say whom a row of our own history names, or that it stays out, and asks
 * for a benefit for anybody whom its names may stand for.
 */
export async function rowObjection(
  tx: Transaction,
  partyIds: readonly string[],
  { actor, today }: By,
): Promise<Refusal | undefined> {
  const askers = await askersAmong(tx, partyIds, today)
  return askers.includes(actor.personId) ? refuse('parties.of_own_request') : undefined
}

/** Who asks for a benefit for any of these parties, or had one given lately. */
export async function askersAmong(
  tx: Transaction,
  partyIds: readonly string[],
  today: LocalDate,
): Promise<string[]> {
  const found = new Set<string>()
  for (let at = 0; at < partyIds.length; at += partiesAtOnce) {
    const some = partyIds.slice(at, at + partiesAtOnce)
    for (const id of await loadAskersOf(tx, findAskers, some, today)) found.add(id)
  }
  return [...found]
}

/** Everybody on record whom the names of a row may stand for, near or certain. */
async function meantBy(tx: Transaction, row: NormalisedRow): Promise<string[]> {
  const day = row.day.from
  const { org } = namedIn(row)
  const idsOf = async (party: RowParty, schema: 'organisation' | 'person', employerId?: string) =>
    (await findCandidates(tx, typedOf(party, { schema, employerId }), day)).map(({ id }) => id)
  const customers = org ? await idsOf(org, 'organisation') : []
  const found = new Set(customers)
  for (const { human } of partsOf(row).map(namedIn)) {
    if (!human) continue
    // Beside an employer a short name is like more people than alone.
    for (const employerId of [undefined, ...customers]) {
      for (const id of await idsOf(human, 'person', employerId)) found.add(id)
    }
  }
  return [...found]
}
