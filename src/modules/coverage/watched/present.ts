import type { z } from 'zod'
import type { watchedAccounts } from '../../../contract/coverage-accounts.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { mayWith } from '../../access/index.ts'
import type { OwnAccount, WatchKind } from '../domain.ts'
import { permissionOf, personName, type CoverageReader } from '../present.ts'
import { loadWatched } from './store.ts'

/** The accounts that an entity added, and whether the reader may add or end one. */
export async function watchedOf(
  tx: Transaction,
  entityId: string,
  reader: CoverageReader,
): Promise<z.output<typeof watchedAccounts.answer>> {
  const rows = await loadWatched(tx, entityId)
  const may = (operation: string) => {
    const given = mayWith(reader.actor, operation, { entityId })
    return permissionOf(given.can ? undefined : given.refusal, reader)
  }
  return {
    items: rows.map((row) => ({
      watchId: row.id,
      version: row.version,
      code: row.code,
      // The database holds the list of kinds.
      kind: row.kind as WatchKind,
      reason: row.reason,
      isWatched: row.state === 'watched',
      addedBy: personName(row.added_by, reader),
      addedAt: row.added_at,
      ...(row.ended_by === null ? {} : { endedBy: personName(row.ended_by, reader) }),
      ...(row.end_reason === null ? {} : { endReason: row.end_reason }),
    })),
    add: may('coverage.watch_account'),
    end: may('coverage.end_watch'),
  }
}

/** What comparisons of an entity look at beside what names tell. */
export async function ownAccounts(tx: Transaction, entityId: string): Promise<OwnAccount[]> {
  const rows = await loadWatched(tx, entityId)
  return rows
    .filter(({ state }) => state === 'watched')
    .map(({ code, kind }) => ({ code, kind: kind as WatchKind }))
}
