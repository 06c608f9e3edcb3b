import type { IdKind } from '../../../kernel/id.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Command } from '../../../platform/act/command.ts'
import { insertRow, rowAfter, updateRow } from '../../../platform/act/rows.ts'
import { mayWith } from '../../access/index.ts'
import type { WatchKind } from '../domain.ts'
import { watchedAccountTable, type WatchedAccountRow } from '../tables.ts'
import { loadWatched, loadWatches } from './store.ts'

/** Which accounts an entity wants looked at, by the beginning of their number, as what, and why. */
export type WatchBody = {
  readonly entityId: string
  readonly code: string
  readonly kind: WatchKind
  readonly reason: string
}

/** What became of it. */
export type Watched = { readonly watchId: string; readonly version: number }

/** Adds an account to those that comparisons look at. It only tightens, so that one person is enough. */
export function watchAccount(
  newId: (kind: IdKind) => string,
): Command<WatchBody, Map<string, readonly WatchedAccountRow[]>, Watched> {
  return {
    operation: 'coverage.watch_account',
    load: async (tx, calls) => {
      const entityIds = [...new Set(calls.map(({ body }) => body.entityId))].sort()
      const known = new Map<string, readonly WatchedAccountRow[]>()
      for (const entityId of entityIds) known.set(entityId, await loadWatched(tx, entityId))
      return known
    },
    decide: (known, { body, actor, at }) => {
      const { entityId, code, kind, reason } = body
      const own = known.get(entityId) ?? []
      const id = newId('watchedAccount')
      const object = { type: 'coverage_account', id }
      const may = mayWith(actor, 'coverage.watch_account', { entityId })
      if (!may.can) return { refusal: may.refusal, object }
      if (own.some((row) => row.state === 'watched' && row.code === code)) {
        return { refusal: alreadyWatched(code), object, entityId }
      }
      const row = insertRow(watchedAccountTable, {
        id,
        entity_id: entityId,
        code,
        kind,
        reason,
        state: 'watched',
        added_by: actor.personId,
        added_at: at,
        ended_by: null,
        ended_at: null,
        end_reason: null,
      })
      known.set(entityId, [...own, rowAfter(watchedAccountTable, row)])
      return { answer: { watchId: id, version: 1 }, object, entityId, reason, changes: [row] }
    },
    constraints: {
      account_is_watched_once: ({ body }) => ({
        refusal: alreadyWatched(body.code),
        object: { type: 'coverage_account', id: 'new' },
      }),
    },
  }
}

function alreadyWatched(code: string): Refusal {
  return refuse('coverage.watched_already', { code }, '/body/code')
}

/** Which added account is left out again, as somebody saw it, and why. */
export type EndWatchBody = { readonly watchId: string; readonly version: number; readonly reason: string }

/** Leaves an added account out again, which loosens and is compliance's. */
export const endWatch: Command<EndWatchBody, Map<string, WatchedAccountRow>, Watched> = {
  operation: 'coverage.end_watch',
  load: (tx, calls) =>
    loadWatches(
      tx,
      calls.map(({ body }) => body.watchId),
    ),
  decide: (watches, { body, actor, at }) => {
    const row = watches.get(body.watchId)
    const object = { type: 'coverage_account', id: body.watchId }
    if (!row) return { refusal: refuse('platform.not_found'), object }
    const about = { object, entityId: row.entity_id }
    const may = mayWith(actor, 'coverage.end_watch', { entityId: row.entity_id })
    if (!may.can) return { ...about, refusal: may.refusal }
    if (row.state === 'ended') return { ...about, refusal: refuse('coverage.watch_ended') }
    if (row.version !== body.version) return { ...about, refusal: refuse('platform.stale') }
    const change = updateRow(watchedAccountTable, row, {
      state: 'ended',
      ended_by: actor.personId,
      ended_at: at,
      end_reason: body.reason,
    })
    watches.set(row.id, rowAfter(watchedAccountTable, change))
    return {
      ...about,
      answer: { watchId: row.id, version: row.version + 1 },
      reason: body.reason,
      changes: [change],
    }
  },
}
