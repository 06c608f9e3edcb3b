import type { GivingWay } from '../../../contract/common.ts'
import type { Money } from '../../../kernel/money.ts'
import { daysBetween, type LocalDate } from '../../../kernel/time.ts'
import { isSameVenue } from '../../parties/index.ts'
import type { Following, GivingTolerance } from '../../policy/index.ts'
import { isSameVendor, type Vendor } from './vendors.ts'

/** What a giving is compared in. */
export type Stated = {
  readonly form: string
  /** Of one guest or piece. */
  readonly each: Money
  /** Of all of them together. */
  readonly whole: Money
  readonly count: number
  readonly hosts: number | undefined
  readonly day: LocalDate
  readonly place: string | undefined
  readonly vendor: Vendor | undefined
  readonly way: GivingWay | undefined
  /** For whom it was approved, or who was there: identifiers, or names where there is none. */
  readonly people: readonly string[]
}

/** In what a giving differs from its approval; the texts are numbers, days, names and words of ours. */
export type Difference = {
  readonly what:
    'form' | 'whole' | 'each' | 'count' | 'hosts' | 'day' | 'place' | 'vendor' | 'way' | 'absent' | 'unlisted'
  readonly approved: string
  readonly actual: string
  /** True where it goes beyond what the policy lets pass. */
  readonly isBeyond: boolean
}

/** What the comparison is made by: the tolerance, and what an amount is in the currency of the matrix. */
export type ComparedBy = {
  readonly tolerance: GivingTolerance
  /** What follows where it was elsewhere, or from another vendor, than was named. */
  readonly otherThan: Readonly<Record<'place' | 'vendor', Following>>
  readonly converted: (amount: Money) => bigint | undefined
}

/**
 * In what was given differs from what was approved. Less is fine and is shown; more goes back to approval
 * once it is beyond the tolerance. Another kind of thing, and somebody else in place of whoever it was
 * approved for, always do; another way is shown, because the decision is taken anew with it. A place and a
 * vendor are compared where the approval names them, and the policy says what follows. Pure.
 */
export function compare(approved: Stated, actual: Stated, by: ComparedBy): Difference[] {
  const { tolerance } = by
  const between = (what: Difference['what'], isBeyond: boolean, one: unknown, other: unknown) =>
    one === other || other === undefined
      ? []
      : [{ what, isBeyond, approved: one === undefined ? '' : String(one), actual: String(other) }]
  const apart = Math.abs(daysBetween(approved.day, actual.day))
  return [
    ...between('form', true, approved.form, actual.form),
    ...amounts('whole', approved.whole, actual.whole, by),
    ...amounts('each', approved.each, actual.each, by),
    ...between('count', actual.count > approved.count + tolerance.guests, approved.count, actual.count),
    ...between('hosts', isMoreHosts(approved, actual, tolerance), approved.hosts, actual.hosts),
    ...between('day', apart > tolerance.days, approved.day, actual.day),
    ...otherPlace(approved.place, actual.place, by),
    ...otherVendor(approved.vendor, actual.vendor, by),
    ...between('way', false, approved.way, actual.way),
    ...people(approved, actual),
  ]
}

/** Elsewhere than was named; where none was named there is nothing to be elsewhere than. */
function otherPlace(approved: string | undefined, actual: string | undefined, by: ComparedBy): Difference[] {
  if (approved === undefined || actual === undefined || isSameVenue(approved, actual)) return []
  return [{ what: 'place', approved, actual, isBeyond: by.otherThan.place === 'back' }]
}

/** From somebody else than was named. */
function otherVendor(approved: Vendor | undefined, actual: Vendor | undefined, by: ComparedBy): Difference[] {
  if (approved === undefined || actual === undefined || isSameVendor(approved, actual)) return []
  const isBeyond = by.otherThan.vendor === 'back'
  return [{ what: 'vendor', approved: approved.names[0], actual: actual.names[0], isBeyond }]
}

/** Hosts that nobody approved are compared with none; the policy has limits of its own for them. */
function isMoreHosts(approved: Stated, actual: Stated, tolerance: GivingTolerance): boolean {
  return (actual.hosts ?? 0) > (approved.hosts ?? 0) + tolerance.guests
}

function amounts(what: 'whole' | 'each', one: Money, other: Money, by: ComparedBy): Difference[] {
  const isSame = one.currency === other.currency && one.minor === other.minor
  return isSame
    ? []
    : [{ what, approved: moneyText(one), actual: moneyText(other), isBeyond: isTooMuch(one, other, by) }]
}

/**
 * More by both the share and the amount that the policy names is too much by either; so is another
 * currency.
 */
function isTooMuch(one: Money, other: Money, { tolerance, converted }: ComparedBy): boolean {
  if (one.currency !== other.currency) return true
  const excess = other.minor - one.minor
  if (excess <= 0n) return false
  const inMatrix = converted({ currency: one.currency, minor: excess })
  const isOverAmount = inMatrix === undefined || inMatrix > BigInt(tolerance.amountMinor)
  return isOverAmount || excess * 100n > one.minor * BigInt(tolerance.amountPercent)
}

/** An amount as a difference keeps it; the reader's language makes words of it. */
function moneyText({ currency, minor }: Money): string {
  return `${currency} ${minor}`
}

/** Counted and not named: names stay with the list of those who were there. */
function people(approved: Stated, actual: Stated): Difference[] {
  if (actual.people.length === 0) return []
  const listed = String(approved.people.length)
  const present = approved.people.filter((who) => actual.people.includes(who)).length
  const unlisted = actual.people.filter((who) => !approved.people.includes(who)).length
  return [
    ...(present < approved.people.length
      ? [{ what: 'absent' as const, approved: listed, actual: String(present), isBeyond: true }]
      : []),
    ...(unlisted > 0
      ? [{ what: 'unlisted' as const, approved: listed, actual: String(unlisted), isBeyond: false }]
      : []),
  ]
}
