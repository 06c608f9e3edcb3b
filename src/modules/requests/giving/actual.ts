import type { z } from 'zod'
import type { actualFields, attendeeGiven } from '../../../contract/giving.ts'
import type { Money } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { countsPeople, findKind } from '../kinds.ts'
import { amountsOf, impossibleEntry, wholeOf, type Proposal } from '../proposal.ts'

/** Somebody who was there, as whoever records it names them. */
export type AttendeeGiven = z.output<typeof attendeeGiven>

/** What really happened; whatever is left out was as it was approved. */
export type Actual = {
  readonly [K in keyof typeof actualFields]?: z.output<(typeof actualFields)[K]> | undefined
}

/**
 * A giving as it is sent: what happened otherwise than approved apart from the rest; nothing where nothing
 * did.
 */
export function givingOf<Body extends Actual>(
  body: Body,
): Omit<Body, keyof Actual> & { readonly actual?: Actual } {
  const { amount, quantity, hosts, attendees, leftOut, place, vendor, way, kindId, invoiceNumber, ...rest } =
    body
  const actual = { amount, quantity, hosts, attendees, leftOut, place, vendor, way, kindId, invoiceNumber }
  const isTold = Object.values(actual).some((value) => value !== undefined)
  return isTold ? { ...rest, actual } : rest
}

/** The longest list of attendees: that of a larger event comes as a signed paper, with the head count. */
const attendeesMax = 500

/**
 * The proposal as it was really given. The amount of one is that of the whole in equal parts, rounded up,
 * because a limit is held against what one of them may have got. Where it was and who sold it stand with the
 * record of the giving alone: nothing is weighed by them, and the proposal goes on saying what was planned.
 */
export function actualProposal(
  proposal: Proposal,
  { givenOn, actual }: { readonly givenOn?: LocalDate | undefined; readonly actual?: Actual | undefined },
): Proposal {
  const dated = givenOn === undefined ? proposal : { ...proposal, happensOn: givenOn }
  if (!actual) return dated
  const { kindId, way, amount, hosts } = actual
  const isPeople = countsPeople(findKind(kindId ?? proposal.kindId))
  const count = countOf(proposal, actual)
  const isCounted = count !== undefined && count !== countBefore(proposal)
  const each =
    amount && ('each' in amount ? amount.each : shareOf(amount.whole, count ?? countBefore(proposal)))
  return {
    ...dated,
    ...(kindId === undefined ? {} : { kindId }),
    ...(way === undefined ? {} : { way }),
    ...(each === undefined ? {} : { amount: each }),
    ...(isCounted ? { quantity: count } : {}),
    ...facts(proposal, { guests: isCounted && isPeople ? count : undefined, hosts }),
  }
}

/** How many there were: as it is said, else as many as are named where those are more than were approved. */
function countOf(proposal: Proposal, { quantity, attendees = [] }: Actual): number | undefined {
  if (quantity !== undefined) return quantity
  if (!countsPeople(findKind(proposal.kindId))) return undefined
  const guests = attendees.filter((one) => !('staffId' in one)).length
  return guests > countBefore(proposal) ? guests : undefined
}

function countBefore(proposal: Proposal): number {
  const kind = findKind(proposal.kindId)
  return countsPeople(kind) ? amountsOf(proposal, kind).recipientCount : (proposal.quantity ?? 1)
}

function shareOf({ currency, minor }: { readonly currency: string; readonly minor: string }, count: number) {
  const parts = BigInt(count)
  return { currency, minor: ((BigInt(minor) + parts - 1n) / parts).toString() }
}

function facts(
  proposal: Proposal,
  said: { readonly guests: number | undefined; readonly hosts: number | undefined },
): Pick<Proposal, 'facts'> {
  const isMeal = findKind(proposal.kindId)?.fields.includes('benefit.meal.guests') === true
  if (!isMeal || (said.guests === undefined && said.hosts === undefined)) return {}
  return {
    facts: {
      ...proposal.facts,
      ...(said.guests === undefined ? {} : { 'benefit.meal.guests': said.guests }),
      ...(said.hosts === undefined ? {} : { 'benefit.meal.hosts': said.hosts }),
    },
  }
}

/** The whole of what was given: as it is said, else the amount of each for all of them. */
export function wholeGiven(proposal: Proposal, actual: Actual | undefined): Money {
  const { amount } = actual ?? {}
  if (amount && 'whole' in amount) {
    return { currency: amount.whole.currency, minor: BigInt(amount.whole.minor) }
  }
  return wholeOf(amountsOf(proposal, findKind(proposal.kindId)))
}

/** The first thing about it that cannot be so, as the body of a giving names it. */
export function actualObjection(proposal: Proposal, actual: Actual | undefined): Refusal | undefined {
  if (!actual) return undefined
  const { attendees = [], kindId, hosts } = actual
  if (attendees.length > attendeesMax)
    return refuse(
      'requests.attendees_too_many',
      { count: attendees.length, most: attendeesMax },
      '/body/attendees',
    )
  if (kindId !== undefined && !findKind(kindId)) return refuse('requests.unknown_kind', {}, '/body/kindId')
  const whole = actual.amount && 'whole' in actual.amount ? actual.amount.whole : undefined
  if (whole && BigInt(whole.minor) === 0n) return refuse('requests.amount_zero', {}, '/body/amount')
  const staff = attendees.filter((one) => 'staffId' in one).length
  if (hosts !== undefined && staff > hosts)
    return refuse('requests.hosts_differ', { named: staff, hosts }, '/body/hosts')
  const impossible = impossibleEntry(proposal)
  return isRefusal(impossible) ? { ...impossible, pointer: bodyPointer(impossible.pointer) } : undefined
}

/** A giving has the entries of the proposal at the top of its body. */
function bodyPointer(pointer = ''): string {
  return pointer.replace('/body/proposal/', '/body/')
}
