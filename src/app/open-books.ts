import { findOpening, keepOpening, openBooksCommand, type Opening } from '../modules/ledger/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { inTransaction, readOnly } from '../platform/db/in-transaction.ts'
import { bookDeps, booksBehind } from './booking.ts'
import type { World } from './world.ts'

/** Objects of earlier days that are booked by one command. */
const setSize = 500

/**
 * Books what was promised or given before there were books, once, before anybody is served. Ended in the
 * middle it goes on where it was: a set that was booked already has no difference left.
 */
export async function openBooks(world: World): Promise<void> {
  for (const opening of booksBehind) await openBooksOf(world, opening)
}

async function openBooksOf(world: World, opening: Opening): Promise<void> {
  const { objectType } = opening
  const found = await readOnly(world.pool, [systemActor], (tx) => findOpening(tx, objectType))
  if (found?.is_done === true) return
  for (let reached = found?.reached ?? ''; ;) {
    const from = reached
    const standing = await readOnly(world.pool, [systemActor], (tx) => opening.after(tx, from, setSize))
    const ids = standing.filter(({ postings }) => postings.length > 0).map(({ id }) => id)
    if (ids.length > 0) await openSet(world, opening, ids)
    reached = standing.at(-1)?.id ?? reached
    const isDone = standing.length < setSize
    await inTransaction(world.pool, [systemActor], (tx) => keepOpening(tx, objectType, { reached, isDone }))
    if (isDone) return
  }
}

async function openSet(world: World, opening: Opening, ids: readonly string[]): Promise<void> {
  const command = openBooksCommand(bookDeps(world), opening)
  const key = `open-books:${ids[0] ?? ''}:${ids.at(-1) ?? ''}`
  const [outcome] = await act(world.door, command, [
    { key, actor: systemActor, body: { ids }, at: world.now() },
  ])
  if (outcome?.kind !== 'done') throw new Error('the books of earlier days were not opened')
}
