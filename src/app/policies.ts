import { hash } from 'node:crypto'
import { join } from 'node:path'
import {
  adoptedHashes,
  adoptShippedCommand,
  checkShipped,
  shippedTexts,
  type ShippedText,
} from '../modules/policy/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { World } from './world.ts'

const folder = join(import.meta.dirname, '../../policies')

/**
 * Adopts the shipped policies that the database does not have yet, so that no decision is taken without
 * rules. The sample company takes them with its own choices. A text that was adopted passed its checks then:
 * only what is new is read, since reading all of them takes half a second of every start.
 */
export async function adoptShippedPolicies(
  world: Pick<World, 'door' | 'now' | 'pool'>,
  { isSample = false }: { readonly isSample?: boolean } = {},
): Promise<void> {
  const texts = await shippedTexts(folder)
  const adopted = await readOnly(world.pool, [systemActor], adoptedHashes)
  const fresh = (isSample ? texts.map(asSample) : texts).filter(({ sha256 }) => !adopted.has(sha256))
  if (fresh.length === 0) return
  const packs = checkShipped(fresh)
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
function asSample(text: ShippedText): ShippedText {
  const content = text.content.replace(
    /^batch: \[\]$/m,
    'batch: [logo_item, meal, discount_coupon, points_redemption]',
  )
  return content === text.content ? text : { ...text, content, sha256: hash('sha256', content) }
}
