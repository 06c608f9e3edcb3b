import { join } from 'node:path'
import { adoptShippedCommand, readShipped } from '../modules/policy/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import type { World } from './world.ts'

const folder = join(import.meta.dirname, '../../policies')

/** Adopts the shipped policies that the database does not have yet, so that no decision is taken without rules. */
export async function adoptShippedPolicies(world: Pick<World, 'door' | 'now'>): Promise<void> {
  const packs = await readShipped(folder)
  const key = `adopt:${packs.map((pack) => pack.sha256).join(',')}`
  const [outcome] = await act(world.door, adoptShippedCommand, [
    { key, actor: systemActor, body: { packs }, at: world.now() },
  ])
  if (outcome?.kind !== 'done') throw new Error('the shipped policies were not adopted')
}
