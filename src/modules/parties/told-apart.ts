import type { Instant } from '../../kernel/time.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import type { Lookalike } from './domain.ts'
import { toldApartTable } from './tables.ts'

/** Who told a new party apart from known ones, when, and why. */
export type Telling = {
  readonly partyId: string
  readonly by: string
  readonly at: Instant
  readonly reason: string
  readonly ids: readonly string[]
}

/**
 * The rows that keep it: one for each known party that the new one resembles and that was told apart. What it
 * does not resemble needs no telling, whatever was sent.
 */
export function toldApartRows(telling: Telling, lookalikes: readonly Lookalike[]): RowChange[] {
  const { partyId, by, at, reason, ids } = telling
  const close = lookalikes.filter((one) => one.verdict !== 'none' && ids.includes(one.id))
  return [...new Set(close.map(({ id }) => id))].map((otherId) =>
    insertRow(toldApartTable, {
      id: `${partyId}:${otherId}`,
      party_id: partyId,
      other_id: otherId,
      reason,
      told_by: by,
      told_at: at,
    }),
  )
}
