import type { Transaction } from '../../platform/db/transaction.ts'
import { factLine, loadReceivedHistory, type HistoryLine } from '../benefits/index.ts'
import { receivedFacts } from '../facts/index.ts'
import type { Outcome, RequestState } from './domain.ts'
import type { Proposal } from './proposal.ts'
import type { Shared, Situation } from './situation.ts'
import type { Weighing } from './weigh.ts'

/** What became of a thing that our staff received. */
export type Disposal = NonNullable<Proposal['disposal']>

/** True for what others give or offer to our own staff. */
export function isReceived({ direction }: Pick<Proposal, 'direction'>): boolean {
  return direction === 'received' || direction === 'offered'
}

/** What became of it, as it was declared; an offer that was not taken was declined. */
export function disposalOf(proposal: Pick<Proposal, 'direction' | 'disposal'>): Disposal | undefined {
  return proposal.direction === 'offered' ? 'declined' : proposal.disposal
}

/**
 * Earlier things that these members of staff received, by person; items of one set are added as they are
 * decided.
 */
export type ReceivedBefore = ReadonlyMap<string, HistoryLine[]>

/** Reads what these members of staff received before. Whoever writes has locked them as subjects. */
export async function loadReceivedBefore(
  tx: Transaction,
  staffIds: readonly string[],
): Promise<ReceivedBefore> {
  const distinct = [...new Set(staffIds)].sort()
  const lines = await loadReceivedHistory(tx, distinct)
  return new Map(distinct.map((id) => [id, lines.filter((line) => line.recipientId === id)]))
}

/** Whose thing it is, what they received before, and the benefit's own lines to leave out. */
export type ReceivedBy = {
  readonly staffId: string
  readonly before: ReceivedBefore
  readonly exceptBenefitId?: string | undefined
}

/**
 * Weighs a thing that was received by the packs about receiving. It has happened, so nothing is ever refused:
 * the verdict says whether it may be kept. Undefined while it names no kind.
 */
export function weighReceived(shared: Shared, situation: Situation, by: ReceivedBy): Weighing | undefined {
  const { asked, deal, giver, parties, evidence } = situation
  if (!asked) return undefined
  const history = (by.before.get(by.staffId) ?? []).filter((line) => line.benefitId !== by.exceptBenefitId)
  const facts = receivedFacts(
    asked,
    {
      // Things of one outside party are summed together, so that party stands as the giver's group.
      giver: { ...giver, group: parties.customer?.id ?? giver.group },
      customer: parties.customer,
      deal,
      evidence,
      history: history.map(factLine),
    },
    { personId: by.staffId, country: giver.seat },
  )
  const weighed = shared.policy.decide(facts)
  return {
    ...weighed,
    facts,
    history,
    isLate: false,
    effect: 'record',
    isRegisterOnly: false,
    route: [],
    routeAbove: () => [],
    budget: undefined,
    review: undefined,
  }
}

/** True when the company's rules let the thing be kept. */
export function mayBeKept(outcome: Outcome): boolean {
  return outcome === 'allow' || outcome === 'allow_with_conditions'
}

/** Where a declared thing stands, and whom it waits for. */
export type Standing = {
  readonly state: Extract<RequestState, 'given' | 'completed' | 'declined'>
  readonly waitingOn: 'applicant' | 'compliance' | null
}

/**
 * What a declaration leads to. Declined and returned things are settled at once, and so is what may be kept;
 * what was handed in waits for compliance to confirm it, and what may not be kept waits for its owner.
 */
export function standingOf(disposal: Disposal | undefined, outcome: Outcome): Standing {
  if (disposal === 'declined') return { state: 'declined', waitingOn: null }
  if (disposal === 'returned') return { state: 'completed', waitingOn: null }
  if (disposal === 'handed_in') return { state: 'given', waitingOn: 'compliance' }
  if (disposal !== 'kept' || outcome === 'prohibit') return { state: 'given', waitingOn: 'applicant' }
  return mayBeKept(outcome)
    ? { state: 'completed', waitingOn: null }
    : { state: 'given', waitingOn: 'compliance' }
}
