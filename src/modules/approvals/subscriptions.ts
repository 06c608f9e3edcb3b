import type { FeedEntry } from '../../platform/feed.ts'
import { taskTable } from './tables.ts'

/** A task that somebody was just given, and when. */
export type Given = { readonly taskId: string; readonly at: string }

/**
 * The tasks that an entry of the log put before somebody: those of a first step, of the next one, and what
 * was handed on or added. An escalation has a letter of its own.
 */
export function givenBy(entry: FeedEntry): readonly Given[] {
  return entry.rows
    .filter(({ table, new: row }) => {
      return table === taskTable.name && row?.['state'] === 'active' && row['source'] !== 'escalation'
    })
    .map((row) => ({ taskId: row.id, at: entry.at }))
}
