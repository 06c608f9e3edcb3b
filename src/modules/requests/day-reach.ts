import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { PolicyInForce } from '../policy/index.ts'

/** Further ahead nothing is planned, and the rules of that day are not written yet. */
const yearsAhead = 3

/**
 * What keeps a day from being one of a benefit: no matrix tells who decides on it, or it lies years ahead. A
 * year that is still being typed passes through both.
 */
export function dayObjection(
  policy: Pick<PolicyInForce, 'decidesOn'>,
  day: LocalDate,
  today: LocalDate,
  pointer = '/body/proposal/happensOn',
): Refusal | undefined {
  const last = addDays(today, yearsAhead * 365)
  const isWithin = day <= last && policy.decidesOn(day)
  return isWithin ? undefined : refuse('requests.day_out_of_reach', { day, last }, pointer)
}
