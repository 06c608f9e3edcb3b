import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { PlannedStep } from './flow.ts'

/** A step as the authority matrix gives it. */
export type RouteStep = { readonly level: string; readonly role: string; readonly need: 'any' | 'all' }

/** Who asks, and who can never decide: the applicant, and people close to the recipient. */
export type Asking = {
  readonly requesterId: string
  readonly entityId: string
  readonly day: LocalDate
  readonly excluded: readonly string[]
}

/** Who holds a role for whoever asks; filled from the organisation as of the day. */
export type RoleHolders = (role: string, asking: Asking) => readonly string[]

/**
 * Puts people to the steps of a route. Nobody signs twice: whoever alone can decide a later step is kept for
 * it where others can decide the earlier one, and a step that only somebody who signs already could decide is
 * dropped. A route with a step for which nobody is there at all is refused, because no path may end with the
 * applicant alone.
 */
export function planRoute(
  route: readonly RouteStep[],
  holders: RoleHolders,
  asking: Asking,
): PlannedStep[] | Refusal {
  const never = new Set([asking.requesterId, ...asking.excluded])
  const able = route.map((step) => ({
    ...step,
    personIds: holders(step.role, asking).filter((id) => !never.has(id)),
  }))
  const empty = able.find(({ personIds }) => personIds.length === 0)
  if (empty) return refuse('approvals.nobody', { level: empty.level, role: empty.role })
  const signed = new Set<string>()
  const planned: PlannedStep[] = []
  for (const [i, step] of able.entries()) {
    const fresh = step.personIds.filter((id) => !signed.has(id))
    const personIds = step.need === 'any' ? sparing(fresh, able.slice(i + 1)) : fresh
    if (personIds.length === 0) continue
    planned.push({ ...step, personIds })
    if (personIds.length === 1 || step.need === 'all') for (const id of personIds) signed.add(id)
  }
  return planned
}

/** These people without those who alone can decide a later step, as long as somebody is left. */
function sparing(personIds: readonly string[], later: readonly PlannedStep[]): readonly string[] {
  const kept = new Set(later.flatMap((step) => (step.personIds.length === 1 ? step.personIds : [])))
  const free = personIds.filter((id) => !kept.has(id))
  return free.length > 0 ? free : personIds
}
