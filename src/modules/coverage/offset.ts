import { daysBetween } from '../../kernel/time.ts'
import type { Journal } from './domain.ts'

/**
 * A wrong entry is taken back within so many days, else two strangers of one amount would cancel each
 * other.
 */
const takenBackWithin = 120

/**
 * Lines that a later entry of the opposite amount takes back, both of them: the same account, and the same
 * party, person
 * or text. Closings of a month are none.
 */
export function offsetLines({ watched, vouchers }: Journal): Set<number> {
  const open = new Map<string, number[]>()
  const offset = new Set<number>()
  const isSpent = (at: number) => vouchers[watched[at]?.at ?? -1]?.isClosing !== true
  for (const [at, line] of watched.entries()) {
    if (line.minor <= 0n || !isSpent(at)) continue
    const key = `${line.account} ${line.minor}`
    const list = open.get(key)
    if (list) list.push(at)
    else open.set(key, [at])
  }
  for (const [at, line] of watched.entries()) {
    if (line.minor >= 0n || !isSpent(at)) continue
    const list = open.get(`${line.account} ${-line.minor}`) ?? []
    const found = list.findIndex((other) => isTakenBack(watched[other], line))
    if (found === -1) continue
    for (const other of list.splice(found, 1)) offset.add(other)
    offset.add(at)
  }
  return offset
}

type Line = Journal['watched'][number]

function isTakenBack(one: Line | undefined, back: Line): boolean {
  if (!one) return false
  const days = daysBetween(one.day, back.day)
  if (days < 0 || days > takenBackWithin) return false
  const isNamed = (a: string, b: string) => a !== '' && a === b
  return (
    isNamed(one.party, back.party) ||
    isNamed(one.staff, back.staff) ||
    (one.text !== '' && back.text.includes(one.text)) ||
    (one.voucher !== '' && back.text.includes(one.voucher))
  )
}
