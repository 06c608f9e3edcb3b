import type { Cell, Scalar } from './domain.ts'
import { percentUnits } from './effective-facts.ts'
import type { SlotValue } from './slots.ts'

/** Three-valued truth. */
export const no = 0
export const yes = 1
export const open = 2
export type Truth = 0 | 1 | 2

/** A cell made ready: asks a value and answers yes, no or open. */
export type Test = (value: SlotValue) => Truth

/** Prepares a cell. Percent bounds come as text and are compared as whole units, never as fractions. */
export function testOf(cell: Cell, kind: string): Test {
  if (typeof cell !== 'object') return anyOf([cell])
  if (isScalars(cell)) return anyOf(cell)
  if ('not' in cell) return negated(anyOf(isScalars(cell.not) ? cell.not : [cell.not]))
  if ('exists' in cell)
    return cell.exists ? (value) => (isKnown(value) ? yes : no) : (value) => (isKnown(value) ? no : yes)
  if ('positive' in cell) return anyOf([cell.positive])
  const unit = (bound: string | number | undefined) =>
    kind === 'percent' && bound !== undefined ? percentUnits(String(bound)) : bound
  return between(unit(cell.from), unit(cell.to), unit(cell.above), unit(cell.below))
}

/** True for a list of values, as a cell writes a set. */
export function isScalars(value: unknown): value is readonly Scalar[] {
  return Array.isArray(value)
}

function isKnown(value: SlotValue): boolean {
  return value !== undefined && value !== 'unknown'
}

function anyOf(values: readonly Scalar[]): Test {
  const first = values[0]
  const single = values.length === 1
  const takesUnknown = values.includes('unknown')
  const whenUnknown: Truth = takesUnknown ? yes : open
  const wanted = new Set<unknown>(values)
  return (value) => {
    if (value === undefined || value === 'unknown') return whenUnknown
    if (typeof value !== 'object') return (single ? value === first : wanted.has(value)) ? yes : no
    let answer: Truth = no
    for (const item of value) {
      if (item === undefined || item === 'unknown') {
        if (takesUnknown) return yes
        answer = open
      } else if (wanted.has(item)) return yes
    }
    return answer
  }
}

function negated(test: Test): Test {
  return (value) => {
    const found = test(value)
    return found === open ? open : found === yes ? no : yes
  }
}

type Bound = string | number | undefined

function between(from: Bound, to: Bound, above: Bound, below: Bound): Test {
  return (value) => {
    if (value === undefined || typeof value === 'boolean' || typeof value === 'object') return open
    if (from !== undefined && value < from) return no
    if (to !== undefined && value > to) return no
    if (above !== undefined && value <= above) return no
    return below !== undefined && value >= below ? no : yes
  }
}
