import type { Money } from '../../../kernel/money.ts'
import type { OpenCase } from '../decide-again.ts'
import { findKind } from '../kinds.ts'
import { followingOf } from '../../policy/index.ts'
import { amountsOf, wholeOf, type Proposal } from '../proposal.ts'
import { proposalOf } from '../stored-proposal.ts'
import type { GivingRow } from '../tables.ts'
import { wayOf } from '../ways.ts'
import { wholeGiven, type Actual } from './actual.ts'
import { compare, type ComparedBy, type Difference, type Stated } from './compare.ts'
import { isThere, keyOf } from './guests.ts'
import { standingVendor, vendorOf, type Vendors } from './vendors.ts'

/** A giving beside what was approved. */
export type Comparison = {
  readonly approved: Stated
  readonly actual: Stated
  readonly differences: readonly Difference[]
  readonly whole: Money
}

/**
 * Compares what is given now with what was approved. A correction is compared with what was approved as well,
 * so that small ones do not add up to a large one.
 */
export function compareGiving(found: OpenCase, told: Actual | undefined): Comparison {
  const { request, situation, shared, vendors } = found
  const whole = wholeGiven(situation.proposal, told)
  const stated = statedOf(situation.proposal, vendors)
  const actual = { ...stated, whole, ...besides(found, told), people: presentOf(found) }
  const before = approvedOf(found)
  const day = before.day === '' ? actual.day : before.day
  const approved = { ...before, day, people: listedOf(found) }
  const differences = compare(approved, actual, {
    ...toleranceOf(found, approved.form),
    converted: (amount) => shared.policy.converted(amount, 'CNY', request.happened_on ?? situation.today),
  })
  return { approved, actual, differences, whole }
}

/** How far a giving of this kind may differ, by the matrix of the day. */
export function toleranceOf(
  { shared, situation }: Pick<OpenCase, 'shared' | 'situation'>,
  kindId: string | undefined,
): Pick<ComparedBy, 'tolerance' | 'otherThan'> {
  const tolerance = shared.policy.giving(situation.today)
  const form = findKind(kindId)?.form
  return {
    tolerance,
    otherThan: {
      place: followingOf(tolerance.place, form),
      vendor: followingOf(tolerance.vendor, form),
    },
  }
}

/**
 * Where it was and who sold it, as far as this call tells it otherwise than approved and the policy wants to
 * know why. What is on record so already was given its reason then.
 */
export function unexplained(
  found: OpenCase,
  told: Actual | undefined,
  differences: readonly Difference[],
): readonly Difference[] {
  const { giving, situation, vendors } = found
  const { otherThan } = toleranceOf(found, situation.proposal.kindId)
  const { place } = told ?? {}
  const vendor = vendorOf(vendors, told?.vendor)
  const known = vendorOf(vendors, vendorRecorded(giving))
  const isKnown =
    vendor?.id === known?.id && (vendor?.id !== undefined || vendor?.names[0] === known?.names[0])
  const isNews = {
    place: place !== undefined && place !== giving?.place,
    vendor: vendor !== undefined && !isKnown,
  }
  return differences.filter(
    ({ what }) => (what === 'place' || what === 'vendor') && otherThan[what] === 'reason' && isNews[what],
  )
}

/** What stands in the application; what it says nothing of is not compared. */
function statedOf(proposal: Proposal, vendors: Vendors): Omit<Stated, 'people'> {
  const kind = findKind(proposal.kindId)
  const amounts = amountsOf(proposal, kind)
  const { amount } = proposal
  if (!amount || !amounts.value) throw new Error('a complete proposal has a value')
  const hosts = proposal.facts?.['benefit.meal.hosts']
  return {
    form: proposal.kindId ?? '',
    each: { currency: amount.currency, minor: BigInt(amount.minor) },
    whole: wholeOf(amounts),
    count: kind?.counted ? (proposal.quantity ?? amounts.recipientCount) : 1,
    hosts: typeof hosts === 'number' ? hosts : undefined,
    day: proposal.happensOn ?? '',
    place: proposal.place,
    vendor: vendorOf(vendors, proposal.vendor),
    way: wayOf(proposal),
  }
}

/** Day, people and amounts of the approval; those of the first giving where this corrects one. */
function approvedOf(found: OpenCase): Omit<Stated, 'people'> {
  const { request, giving, vendors } = found
  if (giving && request.state === 'given') return approvedIn(giving, vendors)
  const stored = proposalOf(request)
  const stated = statedOf(stored, vendors)
  // Declared late and approved: whoever approved it read where it was, beside what had been planned.
  return giving ? { ...stated, ...whereOf(found, stored) } : stated
}

/** Where it took place and who sold it: as told, else as recorded, else as it was approved. */
function whereOf({ giving, vendors }: OpenCase, proposal: Proposal, told?: Actual) {
  return {
    place: told?.place ?? giving?.place ?? proposal.place,
    vendor: vendorOf(vendors, told?.vendor ?? vendorRecorded(giving) ?? proposal.vendor),
  }
}

/** Where it was, and how many of ours; what is not told now stays as recorded, else as it was approved. */
function besides(found: OpenCase, told: Actual | undefined) {
  const { hosts } = told ?? {}
  const { giving } = found
  const { proposal } = found.situation
  const stated = proposal.facts?.['benefit.meal.hosts']
  return {
    ...whereOf(found, proposal, told),
    hosts: hosts ?? (typeof stated === 'number' ? stated : (giving?.hosts ?? undefined)),
  }
}

/** The vendor of the last record of it. */
export function vendorRecorded(giving: OpenCase['giving']): Proposal['vendor'] {
  const { vendor_id: partyId = null, vendor_name: name = null } = giving ?? {}
  if (partyId !== null) return { partyId }
  return name === null ? undefined : { name }
}

/**
 * For whom it was approved: the recipient, or those who were there when it was declared late and approved.
 */
function listedOf({ request, situation, giving, attendees }: OpenCase): string[] {
  const { person } = situation.parties
  if (request.state === 'approved' && giving) return guestKeys(attendees, situation)
  return person ? [person.id] : []
}

/** Who was there, where anybody is named. */
function presentOf({ situation, guests, attendees }: OpenCase): string[] {
  const keys = guestKeys(attendees, situation)
  const { person } = situation.parties
  if (keys.length === 0 || !person || !isThere(situation, guests, attendees)) return keys
  return [...new Set([person.id, ...keys])]
}

function guestKeys(
  attendees: OpenCase['attendees'],
  { parties: { person } }: OpenCase['situation'],
): string[] {
  return attendees
    .filter(({ staffId }) => staffId === undefined)
    .map((one) => (person && one.name === person.name ? person.id : keyOf(one)))
}

/** What a giving was compared with, as its row keeps it; people are left to their own table. */
export function statedText(stated: Stated): string {
  const { each, whole } = stated
  return JSON.stringify({ ...stated, people: undefined, each: textOf(each), whole: textOf(whole) })
}

function textOf({ currency, minor }: Money) {
  return { currency, minor: minor.toString() }
}

type StoredMoney = { readonly currency: string; readonly minor: string }
type StoredStated = Omit<Stated, 'people' | 'each' | 'whole'> & {
  readonly each: StoredMoney
  readonly whole: StoredMoney
}

/** What a giving on record was compared with; `vendors` know into whom its vendor was merged since. */
export function approvedIn(giving: Pick<GivingRow, 'approved'>, vendors: Vendors): Omit<Stated, 'people'> {
  const { each, whole, vendor, ...rest } = storedIn(giving)
  const money = ({ currency, minor }: StoredMoney) => ({ currency, minor: BigInt(minor) })
  return { ...rest, vendor: standingVendor(vendors, vendor), each: money(each), whole: money(whole) }
}

/** The vendor that a giving on record was compared with, where it is one on record. */
export function vendorCompared(giving: Pick<GivingRow, 'approved'> | undefined): Proposal['vendor'] {
  const { id: partyId } = (giving && storedIn(giving).vendor) ?? {}
  return partyId === undefined ? undefined : { partyId }
}

function storedIn({ approved }: Pick<GivingRow, 'approved'>): StoredStated {
  // Written by `statedText` and stored under a check that it is an object.
  return JSON.parse(approved) as StoredStated
}
