import { daysBetween } from '../../../kernel/time.ts'
import type { Journal, WatchedLine } from '../domain.ts'
import { payeeOf } from './vendors.ts'

/** Limits that companies set for single spends, in minor units. */
const limits = [
  50_000n,
  100_000n,
  200_000n,
  300_000n,
  500_000n,
  1_000_000n,
  2_000_000n,
  3_000_000n,
  5_000_000n,
  10_000_000n,
]

/** Below a limit by at most three in a hundred, and not on it: what somebody writes who knows the limit. */
export function limitAbove(minor: bigint): bigint | undefined {
  return limits.find((limit) => minor < limit && (limit - minor) * 100n <= limit * 3n)
}

/** Spends that belong together by person, unit or payee, within so many days. */
const within = 31
const slicedWithin = 4

/**
 * How many spends stay just below the same limit: of one person, or for one payee, or of one unit within
 * some days.
 */
export function repeatsBelow(journal: Journal, isOpen: (at: number) => boolean): Map<number, number> {
  const groups = new Map<string, number[]>()
  const put = (key: string, at: number) => {
    const list = groups.get(key)
    if (list) list.push(at)
    else groups.set(key, [at])
  }
  for (const [at, line] of journal.watched.entries()) {
    const limit = line.minor > 0n && isOpen(at) ? limitAbove(line.minor) : undefined
    if (limit === undefined) continue
    const payee = payeeOf(line, journal)
    const staff = line.staff || (journal.vouchers[line.at]?.staff ?? '')
    if (staff !== '') put(`staff ${staff} ${limit} ${line.account}`, at)
    if (payee !== '') put(`payee ${payee} ${limit}`, at)
    if (line.unit !== '' && limit >= 500_000n) put(`unit ${line.unit} ${limit} ${line.account}`, at)
  }
  const found = new Map<number, number>()
  for (const [key, places] of groups) {
    const days = key.startsWith('unit') ? slicedWithin : within
    for (const at of places) {
      const near = places.filter((other) => apart(journal.watched[at], journal.watched[other]) <= days).length
      if (near > 1 && near > (found.get(at) ?? 0)) found.set(at, near)
    }
  }
  return found
}

function apart(one: WatchedLine | undefined, other: WatchedLine | undefined): number {
  return one && other ? Math.abs(daysBetween(one.day, other.day)) : Infinity
}
