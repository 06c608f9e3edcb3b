import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { OpenCase } from './decide-again.ts'
import { isTheApplicants } from './domain.ts'
import type { Proposal } from './proposal.ts'
import { proposalOf } from './stored-proposal.ts'

/**
 * What keeps compliance from answering for somebody else: they state facts that are not the applicant's to
 * state. What is asked for, for whom, why and with which papers is the applicant's, so that nobody approves
 * what they wrote themselves.
 */
export function supplyObjection(found: OpenCase, answer: Proposal): Refusal | undefined {
  const before = proposalOf(found.request)
  const known = found.evidence.map((file) => file.id)
  const isSame = restOf(before) === restOf({ ...answer, entityId: before.entityId })
  const addsPaper = (answer.fileIds ?? []).some((id) => !known.includes(id))
  const theirs = changedFacts(before, answer).filter(isTheApplicants)
  if (isSame && !addsPaper && theirs.length === 0) return undefined
  return refuse('requests.answer_is_the_applicants', {}, '/body/proposal')
}

/** A proposal without what may be stated beside it. */
function restOf(proposal: Proposal): string {
  const { facts: _, fileIds: __, ...rest } = proposal
  return canonical(rest as CanonicalValue)
}

function changedFacts(before: Proposal, after: Proposal): string[] {
  const paths = new Set([...Object.keys(before.facts ?? {}), ...Object.keys(after.facts ?? {})])
  const text = (value: unknown) => (value === undefined ? '' : canonical(value as CanonicalValue))
  return [...paths].filter((path) => text(before.facts?.[path]) !== text(after.facts?.[path]))
}
