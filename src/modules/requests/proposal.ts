import type { z } from 'zod'
import type { proposalJson } from '../../contract/proposal.ts'
import type { Money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Asked } from '../facts/index.ts'
import { conditionsOf, whyOf } from './circumstances.ts'
import { countsPeople, findKind, type Kind } from './kinds.ts'
import { contractObjection, revenueObjection } from './commission.ts'
import { wayObjection, wayOf } from './ways.ts'

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

function isFromOthers({ direction }: Proposal): boolean {
  return direction === 'received' || direction === 'offered'
}

/** A company is served by default; a kind that goes to people needs its person. */
function needsRecipient(proposal: Proposal): boolean {
  // What others give us goes to whoever declares it.
  if (isFromOthers(proposal)) return false
  return proposal.recipient === undefined && findKind(proposal.kindId)?.to === 'person'
}

/** A person files for the entities that they serve; anybody else's would be invisible to them at once. */
export function entityObjection(
  actor: Actor,
  { entityId }: Pick<Proposal, 'entityId'>,
  pointer = '/body/proposal/entityId',
): Refusal | undefined {
  const serves = entityId === undefined || actor.entityIds.includes(entityId) || actor.entityIds.includes('*')
  return serves ? undefined : refuse('access.other_entity', {}, pointer)
}

/** The first thing that keeps a proposal from being submitted. */
export function refuseIncomplete(proposal: Proposal): Refusal | undefined {
  const [first] = missingEntries(proposal)
  if (first) return refuse('requests.incomplete', { entry: first }, `/body/proposal/${first}`)
  if (!findKind(proposal.kindId)) return refuse('requests.unknown_kind', {}, '/body/proposal/kindId')
  return (
    impossibleEntry(proposal) ??
    contractObjection(proposal) ??
    reasonObjection(proposal) ??
    amountObjection(proposal)
  )
}

/** The first entry that is there and cannot be so. */
export function impossibleEntry(proposal: Proposal): Refusal | undefined {
  return (
    personObjection(proposal) ??
    zeroObjection(proposal) ??
    guestsObjection(proposal) ??
    wayObjection(proposal) ??
    revenueObjection(proposal) ??
    planObjection(proposal)
  )
}

/** A reason that the kind does not have would stand for one, and say nothing to whoever approves. */
function reasonObjection({ kindId, reasonChip }: Proposal): Refusal | undefined {
  const reasons = findKind(kindId)?.reasons ?? []
  const isKnown = reasonChip === undefined || reasons.some(({ key }) => key === reasonChip)
  return isKnown ? undefined : refuse('requests.unknown_reason', {}, '/body/proposal/reasonChip')
}

/** What only people enjoy is given to somebody: behind the name of an organisation nobody could be judged. */
export function personObjection(proposal: Proposal): Refusal | undefined {
  if (isFromOthers(proposal) || proposal.recipient?.to !== 'organisation') return undefined
  return findKind(proposal.kindId)?.to === 'person'
    ? refuse('requests.person_needed', {}, '/body/proposal/recipient')
    : undefined
}

/** The form may count guests in either of two places; where it counts them in both, one number is wrong. */
function guestsObjection(proposal: Proposal): Refusal | undefined {
  const { quantity } = proposal
  const guests = wholeFact(proposal, 'benefit.meal.guests')
  const isOne = quantity === undefined || guests === undefined || quantity === guests
  if (isOne || !countsPeople(findKind(proposal.kindId))) return undefined
  return refuse('requests.guests_differ', { quantity, guests }, '/body/proposal/quantity')
}

/** What others gave us was given where it was: there is nothing to plan, and nothing to compare later. */
function planObjection(proposal: Proposal): Refusal | undefined {
  const entry = (['place', 'vendor'] as const).find((each) => proposal[each] !== undefined)
  if (entry === undefined || !isFromOthers(proposal)) return undefined
  return refuse('requests.plan_of_received', {}, `/body/proposal/${entry}`)
}

/** The largest amount in minor units, of one entry and of all its pieces; `amountJson` holds it for one. */
const largestMinor = 10n ** 16n - 1n

/** Nothing is no benefit: an amount of zero would pass every limit, whatever is given under it. */
function zeroObjection({ amount }: Proposal): Refusal | undefined {
  return amount && BigInt(amount.minor) === 0n
    ? refuse('requests.amount_zero', {}, '/body/proposal/amount')
    : undefined
}

/** An amount that is fine each may be more than a record holds when it is multiplied. */
export function amountObjection(proposal: Proposal): Refusal | undefined {
  const amounts = amountsOf(proposal, findKind(proposal.kindId))
  const isHeld = amounts.value === undefined || wholeOf(amounts).minor <= largestMinor
  return isHeld ? undefined : refuse('requests.amount_too_large', {}, '/body/proposal/quantity')
}

/** What the proposal asks for, once its parties are known. `today` stands in for a day not yet entered. */
export function askedFrom(
  proposal: Proposal,
  kind: Kind,
  parties: { readonly customerId: string | undefined; readonly personId: string | undefined },
  today: LocalDate,
): Asked {
  const eventId = eventOf(proposal)
  return {
    form: kind.form,
    ...amountsOf(proposal, kind),
    happensOn: proposal.happensOn ?? today,
    ...whyOf(kind, proposal.reasonChip, eventId !== undefined),
    conditions: conditionsOf(kind),
    way: wayOf(proposal),
    customerId: parties.customerId,
    personId: parties.personId,
    dealId: dealOf(proposal),
    eventId,
    said: proposal.facts ?? {},
  }
}

/**
 * What one recipient gets, and how many recipients there are. Pieces add up for the one who gets them;
 * only guests are recipients of their own, and the form may count them in either of two places.
 */
export function amountsOf(
  proposal: Pick<Proposal, 'amount' | 'quantity' | 'facts'>,
  kind: Pick<Kind, 'counted'> | undefined,
): Pick<Asked, 'value' | 'recipientCount'> {
  const { amount, quantity } = proposal
  if (countsPeople(kind)) {
    return { value: amount, recipientCount: quantity ?? wholeFact(proposal, 'benefit.meal.guests') ?? 1 }
  }
  const minor = amount && (BigInt(amount.minor) * BigInt(quantity ?? 1)).toString()
  return { value: amount && minor !== undefined ? { ...amount, minor } : undefined, recipientCount: 1 }
}

/** All that is asked for, for all recipients together. */
export function wholeOf({ value, recipientCount }: Pick<Asked, 'value' | 'recipientCount'>): Money {
  if (!value) throw new Error('a complete proposal has a value')
  return { currency: value.currency, minor: BigInt(value.minor) * BigInt(recipientCount) }
}

function wholeFact(proposal: Pick<Proposal, 'facts'>, path: string): number | undefined {
  const value = proposal.facts?.[path]
  return typeof value === 'number' && value >= 1 ? value : undefined
}

function textFact(proposal: Proposal, path: string): string | undefined {
  const value = proposal.facts?.[path]
  return typeof value === 'string' ? value : undefined
}

/** The title in Chinese, as it stands in the register: the chosen reason, or the kind. */
export function titleOf(proposal: Proposal): string {
  const kind = findKind(proposal.kindId)
  const chip = kind?.reasons.find((reason) => reason.key === proposal.reasonChip)
  return [chip?.word.zh, kind?.word.zh].filter(Boolean).join(' · ')
}

/** The agreement or tender that a proposal names. */
export function dealOf(proposal: Proposal): string | undefined {
  return textFact(proposal, 'benefit.dealId')
}

/** The event that a proposal names. */
export function eventOf(proposal: Proposal): string | undefined {
  return textFact(proposal, 'benefit.eventId')
}
