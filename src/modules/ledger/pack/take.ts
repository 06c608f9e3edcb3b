import { hash } from 'node:crypto'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { actAlone, type Door } from '../../../platform/act/act.ts'
import type { Command } from '../../../platform/act/command.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { filingPack, type PackAsked, type PackDeps, type Packed } from './pack.ts'

/**
 * Makes the filing pack of a closed month and notes in the log who takes it, why, and its digest. Nobody
 * takes one away without that entry.
 */
export async function takePack(
  deps: PackDeps & { readonly door: Door },
  { reason, ...asked }: PackAsked & { readonly reason: string },
): Promise<Buffer | Refusal> {
  const { actor, at, entityId, month } = asked
  const pack = await readOnly(deps.door.pool, [actor], (tx) => filingPack(deps, tx, asked))
  if (isRefusal(pack)) return pack
  const body = { entityId, month, reason, digest: hash('sha256', pack) }
  // The same pack taken twice at one moment for one reason is one act; for two reasons it is two.
  const key = hash('sha256', JSON.stringify(['filing-pack', body, actor.personId, at]))
  const noted = await actAlone(deps.door, recordPack, { key, actor, at, body })
  if (noted.kind === 'refused' || noted.kind === 'forbidden') return noted.refusal
  if (noted.kind !== 'done') throw new Error(`a filing pack was made without its entry: ${noted.kind}`)
  return pack
}

/** A pack that somebody takes away. */
type PackTaken = Pick<Packed, 'entityId' | 'month'> & {
  readonly digest: string
  readonly reason: string
}

/** Notes that somebody took a pack away: of which month, why, and by its digest exactly what. */
const recordPack: Command<PackTaken, undefined, { readonly digest: string }> = {
  operation: 'ledger.record_pack',
  load: async () => undefined,
  decide: (_, { body }) => ({
    answer: { digest: body.digest },
    object: { type: 'filing_pack', id: `${body.entityId}:${body.month}` },
    entityId: body.entityId,
    reason: body.reason,
    changes: [],
    note: { digest: body.digest },
  }),
}
