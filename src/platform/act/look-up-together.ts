import type { Pool } from 'pg'
import { readOnly } from '../db/in-transaction.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Actor } from './actor.ts'

/** Finds something by its identifier as somebody may see it; undefined where there is nothing to see. */
export type LookUp<Found> = (actor: Actor, id: string) => Promise<Found | undefined>

type Asked<Found> = {
  readonly actor: Actor
  readonly id: string
  readonly resolve: (found: Found | undefined) => void
  readonly reject: (fault: unknown) => void
}

/**
 * What is looked up before a command is known, such as the object behind a round. Alone, it is read at once;
 * what is asked for while a reading runs shares the next one, with whoever sees the same legal entities. Each
 * reading begins after all that it answers was asked, so nobody is told what was true before they asked.
 */
export function lookUpTogether<Found>(
  pool: Pool,
  find: (tx: Transaction, ids: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): LookUp<Found> {
  const waiting = new Map<string, Asked<Found>[]>()
  const running = new Set<string>()

  async function readNext(sight: string): Promise<void> {
    const asked = waiting.get(sight)
    const [first] = asked ?? []
    if (!asked || !first || running.has(sight)) return
    waiting.delete(sight)
    running.add(sight)
    const ids = [...new Set(asked.map(({ id }) => id))].sort()
    try {
      const found = await readOnly(pool, [first.actor], (tx) => find(tx, ids))
      for (const { id, resolve } of asked) resolve(found.get(id))
    } catch (fault) {
      for (const { reject } of asked) reject(fault)
    } finally {
      running.delete(sight)
      void readNext(sight)
    }
  }

  return (actor, id) =>
    new Promise((resolve, reject) => {
      const sight = [...actor.entityIds].sort().join(' ')
      waiting.set(sight, [...(waiting.get(sight) ?? []), { actor, id, resolve, reject }])
      void readNext(sight)
    })
}
