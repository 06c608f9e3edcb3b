import type { Transaction } from '../../platform/db/transaction.ts'
import type { PartyIds } from './party-ids.ts'
import { loadObservedParties } from './store-observed.ts'

/** What names a party of ours, to ask a register of others for it. */
export type AskedParty = {
  readonly kind: 'person' | 'organisation'
  readonly names: readonly string[]
  readonly codes: readonly string[]
}

/** A party as a register of others calls it, and why it may be the one that was asked for. */
export type FoundParty = {
  readonly id: string
  readonly book: string
  readonly name: string
  readonly by: 'code' | 'name'
}

/**
 * Whom of some observed books a party of ours may be: by credit code, or by the very same name. The
 * identifier of a party is made of its book and key, so nothing is searched and nothing is joined; a number
 * that only the register gives, such as that of a physician, leads to nobody of ours.
 */
export async function findObservedParties(
  tx: Transaction,
  ids: PartyIds,
  books: readonly string[],
  party: AskedParty,
): Promise<FoundParty[]> {
  const kind = party.kind === 'person' ? ('person' as const) : ('entity' as const)
  const keys = [
    ...party.codes.map((code) => ({ by: 'code' as const, row: { kind, name: '', ids: { uscc: code } } })),
    ...party.names.map((name) => ({ by: 'name' as const, row: { kind, name, ids: {} } })),
  ]
  const byId = new Map(
    books.flatMap((book) =>
      keys.flatMap(({ by, row }) => [
        [ids.olderIdOf(book, row), by] as const,
        [ids.idOf(book, row), by] as const,
      ]),
    ),
  )
  const rows = await loadObservedParties(tx, [...byId.keys()])
  return rows
    .filter((row) => row.kind === kind || row.kind === 'unknown')
    .map((row) => ({ id: row.id, book: row.book, name: row.name, by: byId.get(row.id) ?? 'name' }))
}

/** The names of parties of observed books; somebody whose name was erased has none. */
export async function findObservedNames(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await loadObservedParties(tx, ids)
  return new Map(rows.map((row) => [row.id, row.name]))
}
