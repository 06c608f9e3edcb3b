import { masterKeyInUse } from '../app/master-key.ts'
import { makeWorld, type World } from '../app/world.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import { systemClock } from '../platform/clock.ts'
import { openPool } from '../platform/db/connect.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliVoucherTexts } from '../texts/cli-vouchers.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { withDatabase } from './with-database.ts'

/** What a command about one of our legal entities works with. */
export type EntityTools = { readonly world: World; readonly actor: Actor; readonly entityId: string }

/** Opens the world for a command, and finds the entity that `--entity` names by its code or identifier. */
export async function withEntity(
  call: CliCall,
  name: string,
  work: (tools: EntityTools) => Promise<number>,
): Promise<number> {
  const wanted = needText(call, 'entity')
  return withDatabase(call, async (database, config) => {
    const pool = openPool(database.app, { max: 2, name, isPipelined: true })
    try {
      const masterKey = await masterKeyInUse(config, database)
      const parts = { pool, masterKey, data: config.data, now: systemClock(), enqueue: async () => undefined }
      const world = makeWorld(parts)
      // Whoever may read the key file acts for the installation, so the log names the command line.
      const actor: Actor = { ...systemActor, via: 'cli', language: call.io.language }
      return await work({ world, actor, entityId: await entityNamed(world, wanted) })
    } finally {
      await pool.end()
    }
  })
}

async function entityNamed(world: World, wanted: string): Promise<string> {
  const { entities } = await readOnly(world.pool, [systemActor], (tx) => world.requests.organisation(tx))
  const all = [...entities.values()]
  const found = all.find(({ id, code }) => wanted === code || wanted === id)
  if (found) return found.id
  const known = all.map(({ code }) => code).join(', ')
  throw new WrongUse(cliVoucherTexts['cli.vouchers.entity'], { entity: wanted, entities: known })
}
