import { hash } from 'node:crypto'
import { join } from 'node:path'
import { adoptShippedCommand, readShipped, type ShippedPack } from '../modules/policy/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import type { World } from './world.ts'

const folder = join(import.meta.dirname, '../../policies')

/**
 * Adopts the shipped policies that the database does not have yet, so that no decision is taken without
 * rules. The sample company takes them with its own choices.
 */
export async function adoptShippedPolicies(
  world: Pick<World, 'door' | 'now'>,
  { isSample = false }: { readonly isSample?: boolean } = {},
): Promise<void> {
  const shipped = await readShipped(folder)
  const packs = isSample ? shipped.map(asSample) : shipped
  const key = `adopt:${packs.map((pack) => pack.sha256).join(',')}`
  const [outcome] = await act(world.door, adoptShippedCommand, [
    { key, actor: systemActor, body: { packs }, at: world.now() },
  ])
  if (outcome?.kind !== 'done') throw new Error('the shipped policies were not adopted')
}

/**
 * The sample company approves its small routine things in batches; a new company has none until it names
 * them.
 */
function asSample(pack: ShippedPack): ShippedPack {
  const content = pack.content.replace(
    /^batch: \[\]$/m,
    'batch: [logo_item, meal, discount_coupon, points_redemption]',
  )
  return content === pack.content ? pack : { ...pack, content, sha256: hash('sha256', content) }
}
