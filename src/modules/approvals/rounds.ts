import type { IdKind } from '../../kernel/id.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { AskingRound, OpenRound, RoundsPort } from '../../platform/rounds.ts'
import { approve, reject, type Deciding } from './domain.ts'
import { closeFlow, openFlow, type Flow } from './flow.ts'
import { loadAsked } from './store-asked.ts'
import { loadOpenFlows } from './store.ts'

/** What the rounds of other modules are made with. */
export type RoundsDeps = {
  readonly newId: (kind: IdKind) => string
  readonly dueFrom: (at: Instant) => Instant
}

/**
 * Approval as a service for what lies below this module: one step, one of several people, confirmed or
 * declined.
 */
export function rounds(deps: RoundsDeps): RoundsPort {
  return {
    open: (asking) => openRound(deps, asking),
    asked: loadAsked,
    load: async (tx, objectType, objectIds) => {
      const flows = await loadOpenFlows(tx, objectType, objectIds)
      return new Map([...flows].map(([id, flow]) => [id, openOf(deps, flow)]))
    },
  }
}

/** Nobody is asked about what they ask for themselves; with nobody left there is no round to open. */
function openRound(deps: RoundsDeps, asking: AskingRound): RowChange[] {
  const personIds = asking.personIds.filter((id) => id !== asking.requesterId)
  if (personIds.length === 0) return []
  const { object, entityId, requesterId, kind, role, at } = asking
  const route = [{ level: 'L1', role, need: 'any' as const, personIds }]
  return openFlow({ object, entityId, requesterId, kind, route, at, ...deps })
}

function openOf(deps: RoundsDeps, flow: Flow): OpenRound {
  return {
    answered: ({ personId, at, isConfirmed, reason }) => {
      const deciding: Deciding = { personId, deputyFor: [], at, ...(reason === undefined ? {} : { reason }) }
      const decided = isConfirmed
        ? approve(flow, deciding, deps.dueFrom)
        : reject(flow, { ...deciding, reason: reason ?? '-' })
      // Whoever may answer now and was not asked then has no task: the round ends with the object all the
      // same.
      return isRefusal(decided) ? closeFlow(flow, isConfirmed ? 'approved' : 'rejected', at) : decided.changes
    },
  }
}
