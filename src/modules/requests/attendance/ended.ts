import type { Instant } from '../../../kernel/time.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import { raiseAlert } from '../../benefits/index.ts'
import type { OpenCase } from '../decide-again.ts'
import type { RequestDeps } from '../deps.ts'

/**
 * An approved benefit that ends, or is asked for anew, as if it had not been given, although guests signed in
 * to it: where one of them holds a public office, or did not say that they hold none, compliance finds an
 * alert beside it. To end it is the shortest way to hide that they were there.
 */
export function endedWithGuests(
  deps: Pick<RequestDeps, 'newId'>,
  { request, benefit, signIns, weighing }: OpenCase,
  at: Instant,
): RowChange[] {
  const isDoubtful = signIns.some(({ is_official: said }) => said !== 'no')
  if (request.state !== 'approved' || !benefit || !isDoubtful || !weighing) return []
  const because = { reason: 'doubtful_guest' as const }
  const id = deps.newId('alert')
  return [raiseAlert({ id, benefitId: benefit.id, because, verdict: weighing.decision, at })]
}
