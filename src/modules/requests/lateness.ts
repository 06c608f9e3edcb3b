import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import type { Asked } from '../facts/index.ts'
import type { RequestRow } from './tables.ts'
import type { Situation } from './situation.ts'

/** A filed request with the situation of what was filed. */
type Filed = { readonly request: RequestRow; readonly situation: Situation }

const stated = ['form', 'customerId', 'personId', 'happensOn', 'dealId', 'eventId'] as const

/**
 * Once its day is over, a benefit took place: whatever is told of it then that was not filed before is
 * declared late, like any other. Less of it, and an answer to what was asked, tells of the same benefit.
 */
export function isLateNow(filed: Filed, now: Situation): boolean {
  const { request, situation: before } = filed
  if (request.is_late || !now.asked || now.asked.happensOn >= now.today) return request.is_late
  return isOther(before, now) || isMore(before.asked, now.asked) || saysAnew(filed, now.asked)
}

/**
 * Declared late, it was given as it was declared: more of it can be told at any time, and less of it, or
 * something given to somebody else instead, is a reversal.
 */
export function takesAway({ request, situation: { asked: old } }: Filed, { asked: now }: Situation): boolean {
  if (!request.is_late || !old?.value || !now?.value) return false
  const isSame = stated.every((entry) => old[entry] === now[entry])
  return !isSame || old.value.currency !== now.value.currency || isMore(now, old)
}

/** Another kind, day, purpose, deal or event, or for somebody else. */
function isOther(before: Situation, after: Situation): boolean {
  const { asked: old } = before
  const { asked: now } = after
  if (!old || !now || before.proposal.kindId !== after.proposal.kindId) return true
  const entries = [...stated, 'purpose', 'context'] as const
  return entries.some((entry) => old[entry] !== now[entry])
}

/** More for each, or for more of them; amounts of two currencies are never the same. */
function isMore(before: Asked | undefined, after: Asked): boolean {
  if (!before?.value || !after.value || before.value.currency !== after.value.currency) return true
  const isDearer = BigInt(after.value.minor) > BigInt(before.value.minor)
  return isDearer || after.recipientCount > before.recipientCount
}

/**
 * True where the benefit is described otherwise than before. What is added answers a question where one was
 * asked; nobody asks on a change.
 */
function saysAnew({ request, situation }: Filed, now: Asked): boolean {
  const before = situation.asked?.said ?? {}
  const isAsked = request.state === 'more_information'
  const paths = isAsked ? Object.keys(before) : [...Object.keys(before), ...Object.keys(now.said)]
  return paths.some((path) => isOfBenefit(path) && textOf(before[path]) !== textOf(now.said[path]))
}

/** How many guests there are is compared as a number, wherever it was entered. */
function isOfBenefit(path: string): boolean {
  return path.startsWith('benefit.') && path !== 'benefit.meal.guests'
}

function textOf(value: unknown): string {
  return value === undefined ? '' : canonical(value as CanonicalValue)
}
