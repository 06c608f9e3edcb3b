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
 * Puts people to the steps of a route. Nobody signs twice: whoever stands in an earlier step is left out
 * of a later one when others hold the role, and the step is dropped when nobody else does. A route in
 * which nobody at all is left is refused, because no path may end with the applicant alone.
 */
export function planRoute(
  route: readonly RouteStep[],
  holders: RoleHolders,
  asking: Asking,
): PlannedStep[] | Refusal {
  const never = new Set([asking.requesterId, ...asking.excluded])
  const signed = new Set<string>()
  const planned: PlannedStep[] = []
  for (const step of route) {
    const able = holders(step.role, asking).filter((id) => !never.has(id))
    const fresh = able.filter((id) => !signed.has(id))
    if (able.length === 0) return refuse('approvals.nobody', { level: step.level, role: step.role })
    if (fresh.length === 0) continue
    planned.push({ ...step, personIds: fresh })
    if (fresh.length === 1 || step.need === 'all') for (const id of fresh) signed.add(id)
  }
  return planned
}
