import type { FeedEntry } from '../../platform/feed.ts'
import type { Flow } from './flow.ts'
import { flowTable, taskTable } from './tables.ts'

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

/** The rounds that an entry of the log brought to an end. */
export function endedIn(entry: FeedEntry): string[] {
  return entry.rows
    .filter(({ table, old, new: row }) => {
      return table === flowTable.name && old?.['state'] === 'open' && row?.['state'] !== 'open'
    })
    .map(({ id }) => id)
}

/** Who hears what became of a proposal. */
export type OutcomeTold = {
  readonly flowId: string
  readonly personId: string
  readonly how: 'approved' | 'rejected' | 'withdrawn' | 'stopped'
  readonly at: string
}

/**
 * Whoever proposed it hears the answer; those who were asked hear that it waits for them no more; and that it
 * lapsed is news for both.
 */
export function outcomesTold({ flow, tasks }: Flow): OutcomeTold[] {
  const { id: flowId, requester_id: proposerId, state: how, closed_at: at } = flow
  if (at === null || (how !== 'approved' && how !== 'rejected' && how !== 'withdrawn' && how !== 'stopped'))
    return []
  const isAnswered = how === 'approved' || how === 'rejected'
  const asked = isAnswered
    ? []
    : tasks.filter(({ state }) => state === 'lapsed').map((task) => task.person_id)
  const personIds = how === 'withdrawn' ? asked : [proposerId, ...asked]
  return [...new Set(personIds)].map((personId) => ({ flowId, personId, how, at }))
}
