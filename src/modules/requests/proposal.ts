import type { z } from 'zod'
import type { proposalJson } from '../../contract/requests.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Asked } from '../facts/index.ts'
import { findKind, type Kind } from './kinds.ts'

/** A benefit as the form sends it. */
export type Proposal = z.output<typeof proposalJson>

/** The entries of the form, in its order, by the JSON pointer that a refusal names. */
const entries = ['customer', 'kindId', 'amount', 'recipient', 'happensOn', 'reason'] as const
type Entry = (typeof entries)[number]

/** The entries that are still missing; a submit needs all six, a preview only the first three. */
export function missingEntries(proposal: Proposal): Entry[] {
  return entries.filter((entry) => {
    if (entry === 'recipient') return needsRecipient(proposal)
    if (entry === 'reason') return !proposal.reason?.trim() && proposal.reasonChip === undefined
    return proposal[entry] === undefined
  })
}

/** A company is served by default; a kind that goes to people needs its person. */
function needsRecipient(proposal: Proposal): boolean {
  return proposal.recipient === undefined && findKind(proposal.kindId)?.to === 'person'
}

/** A person files for the entities that they serve; anybody else's would be invisible to them at once. */
export function entityObjection(actor: Actor, { entityId }: Proposal): Refusal | undefined {
  const serves = entityId === undefined || actor.entityIds.includes(entityId) || actor.entityIds.includes('*')
  return serves ? undefined : refuse('access.other_entity', {}, '/body/proposal/entityId')
}

/** The first thing that keeps a proposal from being submitted. */
export function refuseIncomplete(proposal: Proposal): Refusal | undefined {
  const [first] = missingEntries(proposal)
  if (first) return refuse('requests.incomplete', { entry: first }, `/body/proposal/${first}`)
  if (!findKind(proposal.kindId)) return refuse('requests.unknown_kind', {}, '/body/proposal/kindId')
  return undefined
}

/** What the proposal asks for, once its parties are known. `today` stands in for a day not yet entered. */
export function askedFrom(
  proposal: Proposal,
  kind: Kind,
  parties: { readonly customerId: string | undefined; readonly personId: string | undefined },
  today: LocalDate,
): Asked {
  const isFestival = proposal.reasonChip === 'festival'
  return {
    form: kind.form,
    value: proposal.amount,
    recipientCount: proposal.quantity ?? 1,
    happensOn: proposal.happensOn ?? today,
    purpose: isFestival ? 'holiday_greeting' : proposal.reasonChip === 'thanks' ? 'thanks' : kind.purpose,
    context: isFestival ? 'holiday' : kind.context,
    customerId: parties.customerId,
    personId: parties.personId,
    dealId: textFact(proposal, 'benefit.dealId'),
    eventId: textFact(proposal, 'benefit.eventId'),
    said: proposal.facts ?? {},
  }
}

function textFact(proposal: Proposal, path: string): string | undefined {
  const value = proposal.facts?.[path]
  return typeof value === 'string' ? value : undefined
}
