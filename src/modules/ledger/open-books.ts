import { because } from '../../kernel/because.ts'
import type { Command } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { bookEntries, type BookDeps } from './book.ts'
import { difference, type Booking } from './domain.ts'
import type { Behind, Standing } from './proof.ts'
import { loadHeldOf } from './store-proof.ts'
import { entryTable } from './tables.ts'

/** What opening the books works with: the same register as the proof, with its rows locked. */
export type Opening = Behind & {
  readonly locked: (tx: Transaction, ids: readonly string[]) => Promise<readonly Standing[]>
}

type OpenBody = { readonly ids: readonly string[] }
type Opened = { readonly booked: number }

/**
 * Books what some objects stand for and the books do not hold: those that are older than the books. Run again
 * it finds nothing, because what is booked is the difference.
 */
export function openBooksCommand(
  deps: BookDeps,
  opening: Opening,
): Command<OpenBody, ReadonlyMap<OpenBody, readonly RowChange[]>, Opened> {
  return {
    operation: 'ledger.open_books',
    load: async (tx, calls) => {
      const made = new Map<OpenBody, readonly RowChange[]>()
      for (const { body, at } of calls) {
        const bookings = await missing(tx, opening, body.ids)
        const [changes = []] = await bookEntries(deps, tx, [{ bookings, at }])
        made.set(body, changes)
      }
      return made
    },
    decide: (made, { body }) => {
      const changes = made.get(body) ?? []
      const booked = changes.filter(({ table }) => table.name === entryTable.name).length
      const object = { type: 'books', id: opening.objectType }
      return { answer: { booked }, object, changes, reason: because('ledger.opened') }
    },
  }
}

/** What the books lack of some objects, as bookings. */
async function missing(tx: Transaction, opening: Opening, ids: readonly string[]): Promise<Booking[]> {
  const standing = await opening.locked(tx, ids)
  const beside = await Promise.all(opening.beside.map((of) => of(tx, ids)))
  const held = await loadHeldOf(tx, ids)
  return standing.flatMap(({ id, postings, documentOn }) => {
    const before = held.get(id) ?? []
    const after = [...postings, ...beside.flatMap((found) => found.get(id) ?? [])]
    if (difference(before, after).length === 0) return []
    const object = { type: opening.objectType, id }
    return [{ object, document: object, documentOn, before, after }]
  })
}
