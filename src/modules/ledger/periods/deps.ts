import type { IdKind } from '../../../kernel/id.ts'
import type { Instant, LocalDate } from '../../../kernel/time.ts'
import type { Door } from '../../../platform/act/act.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { RoundsPort } from '../../../platform/rounds.ts'
import type { Sentence } from '../../../texts/text.ts'
import type { Organisation } from '../../access/index.ts'
import type { Month } from './months.ts'

/** What keeps a month from being closed: how many such things there are, and what they are. */
export type Blocker = { readonly code: string; readonly says: Sentence; readonly count: number }

/** Looks for what has to be put right before a month is closed; undefined where all is well. */
export type BlockerPort = (
  tx: Transaction,
  of: { readonly entityId: string; readonly month: Month; readonly until: LocalDate },
) => Promise<Blocker | undefined>

/** What the commands about periods are made with; filled in `app`. */
export type PeriodDeps = {
  readonly newId: (kind: IdKind) => string
  readonly dayOf: (organisation: Organisation, entityId: string, at: Instant) => LocalDate
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly rounds: RoundsPort
  readonly blockers: readonly BlockerPort[]
  readonly door: Door
}

/**
 * Everything that keeps a month from being closed, on one snapshot: a command sees the register and the books
 * at different moments, between which somebody else books.
 */
export async function blockersOf(
  { blockers, door }: Pick<PeriodDeps, 'blockers' | 'door'>,
  tx: Transaction,
  of: Parameters<BlockerPort>[1],
): Promise<Blocker[]> {
  const look = async (on: Transaction) => {
    const found: Blocker[] = []
    for (const each of blockers) {
      const blocker = await each(on, of)
      if (blocker) found.push(blocker)
    }
    return found
  }
  return tx.isReadOnly ? look(tx) : readOnly(door.pool, [systemActor], look)
}
