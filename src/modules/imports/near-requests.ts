import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dayAt, type Organisation } from '../access/index.ts'
import { loadSubjectsOf, ownBook } from '../benefits/index.ts'
import { findCandidates, loadAskersOf } from '../parties/index.ts'
import { findAskers } from '../requests/index.ts'
import type { NormalisedRow, RowParty } from './domain.ts'
import { namedIn } from './own-situation.ts'
import { typedOf } from './own-parties.ts'
import { partsOf } from './parts.ts'
import { listBenefitsOf } from './store.ts'
import type { RunRow } from './tables.ts'

/** As many parties as are asked about at once: the people of each customer are asked about as well. */
const partiesAtOnce = 50

/** Who does something to history, and on which day. */
type By = { readonly actor: Pick<Actor, 'personId'>; readonly today: LocalDate }

/**
 * The objection to somebody who would undo our own history and asks for a benefit for somebody of whom it is:
 * what leaves the sums makes room for that request. A register of others counts in no sum of ours.
 */
export async function undoObjection(
  tx: Transaction,
  run: Pick<RunRow, 'id' | 'book' | 'entity_id'>,
  { actor, at }: { readonly actor: Pick<Actor, 'personId'>; readonly at: string },
  organisation: Organisation,
): Promise<Refusal | undefined> {
  if (run.book !== ownBook) return undefined
  const subjects = await loadSubjectsOf(tx, await listBenefitsOf(tx, run.id))
  return objectionTo(tx, subjects, { actor, today: dayAt(organisation, run.entity_id, at) })
}

/**
 * The objection to somebody who would say whom a row of our own history names, or that it stays out, and asks
 * for a benefit for anybody whom its names may stand for.
 */
export async function rowObjection(
  tx: Transaction,
  rows: readonly NormalisedRow[],
  said: readonly string[],
  by: By,
): Promise<Refusal | undefined> {
  const found = new Set(said)
  for (const row of rows) for (const id of await meantBy(tx, row)) found.add(id)
  return objectionTo(tx, [...found], by)
}

async function objectionTo(
  tx: Transaction,
  partyIds: readonly string[],
  { actor, today }: By,
): Promise<Refusal | undefined> {
  for (let at = 0; at < partyIds.length; at += partiesAtOnce) {
    const some = partyIds.slice(at, at + partiesAtOnce)
    const askers = await loadAskersOf(tx, findAskers, some, today)
    if (askers.includes(actor.personId)) return refuse('parties.of_own_request')
  }
  return undefined
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
