import { z } from 'zod'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { newNameRefusal, type Lookalike } from './domain.ts'
import type { MatchClaimRow } from './tables.ts'

/** A new party as it is asked for, before it exists. */
export const newcomerJson = z.strictObject({
  name: z.string(),
  creditCode: z.string().optional(),
  employerId: z.string().optional(),
  position: z.string().optional(),
  isOfficial: z.enum(['yes', 'no', 'unknown']).optional(),
})

/** A new party that is asked about. */
export type Newcomer = z.output<typeof newcomerJson>

/**
 * What keeps a name from being laid before compliance: known names that nobody looked at, no reason, or
 * nothing that needs compliance, because a mere likeness is told apart by whoever enters the name.
 */
export function askApartObjection(
  lookalikes: readonly Lookalike[],
  told: { readonly ids: readonly string[]; readonly reason: string },
): Refusal | undefined {
  const objection = newNameRefusal(lookalikes, { ...told, byCompliance: true }, '/body/party/name')
  if (objection) return objection
  const isCertain = lookalikes.some((one) => one.verdict === 'match')
  return isCertain ? undefined : refuse('parties.nothing_to_confirm')
}

/**
 * What keeps a person from answering a claim: whoever asked it, or asks for a benefit for a party that it is
 * about, gains by the answer.
 */
export function claimObjection(
  claim: MatchClaimRow | undefined,
  askerIds: readonly string[] | undefined,
  answererId: string,
): Refusal | undefined {
  if (!claim) return refuse('platform.not_found')
  if (claim.state !== 'proposed') return refuse('parties.claim_answered')
  if (claim.asked_by === answererId) return refuse('parties.claim_needs_another')
  return askerIds?.includes(answererId) ? refuse('parties.of_own_request') : undefined
}

type Question = Pick<MatchClaimRow, 'kind' | 'schema' | 'subject' | 'others'>

/** True where two questions are one: about one newcomer by name and employer, or about the same records. */
export function asksTheSame(one: Question, other: Question): boolean {
  if (one.kind !== other.kind || one.schema !== other.schema) return false
  if (one.kind === 'apart') {
    const [newcomer, known] = [one, other].map(({ subject }) => newcomerJson.parse(JSON.parse(subject)))
    return newcomer?.name === known?.name && newcomer?.employerId === known?.employerId
  }
  return othersOf(one).toSorted().join() === othersOf(other).toSorted().join()
}

/** The known parties that a claim is about. */
export function othersOf(claim: Pick<MatchClaimRow, 'others'>): string[] {
  return z.array(z.string()).parse(JSON.parse(claim.others))
}
