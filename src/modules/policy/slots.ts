import type { Facts } from '../../contract/facts.ts'
import { classesOf, derivedFacts, percentUnits } from './effective-facts.ts'
import { factCatalogue } from './fact-catalogue.ts'

/** A value that cells test: a scalar, several of them, or undefined for unknown. */
export type SlotValue =
  string | number | boolean | readonly (string | number | boolean | undefined)[] | undefined

/** One fact that some pack names: how to read it, and the given facts behind it. */
export type Slot = {
  readonly path: string
  readonly read: (facts: Facts) => SlotValue
  /** Given facts whose absence makes this one unknown; they are what `missing` names. */
  readonly from: readonly string[]
}

/** The path of the derived fact that only the second pass knows. */
export const allegedPath = 'derived.alleged'

/** Builds the reader of a fact. Throws when no such fact exists, which the loader has ruled out. */
export function slotOf(path: string): Slot {
  const derived = derivedFacts[path]
  if (derived) return { path, read: derived.read, from: derived.from }
  if (path === 'recipient.class') return { path, read: classesOf, from: [path] }
  if (path === allegedPath) return { path, read: () => undefined, from: [] }
  const entry = factCatalogue.get(path)
  if (!entry) throw new Error(`no such fact: ${path}`)
  const read = pathReader(path.split('.'))
  if (path.startsWith('recipient.relatedTo.') || path.startsWith('programme.peers.')) return listSlot(path)
  if (entry.kind === 'percent') return { path, read: (facts) => percentValue(read(facts)), from: [path] }
  if (entry.kind === 'money') return { path, read: (facts) => isPositive(read(facts)), from: [path] }
  if (entry.kind === 'list') return { path, read: (facts) => listLength(read(facts)), from: [path] }
  return { path, read: (facts) => plainValue(read(facts)), from: [path] }
}

type Reader = (facts: Facts) => unknown

function property(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined
}

function pathReader(parts: readonly string[]): Reader {
  const [a = '', b, c] = parts
  if (b === undefined) return (facts) => property(facts, a)
  if (c === undefined) return (facts) => property(property(facts, a), b)
  return (facts) => property(property(property(facts, a), b), c)
}

function plainValue(value: unknown): SlotValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  return Array.isArray(value) ? value.map(scalarOrNothing) : undefined
}

function scalarOrNothing(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? value
    : undefined
}

function percentValue(value: unknown): SlotValue {
  return typeof value === 'string' ? percentUnits(value) : undefined
}

/** Amounts are compared by measures; a cell only asks whether there is one at all. */
function isPositive(value: unknown): SlotValue {
  const minor = property(value, 'minor')
  return typeof minor === 'string' ? minor !== '0' : undefined
}

function listLength(value: unknown): SlotValue {
  return Array.isArray(value) ? value.length : undefined
}

function listSlot(path: string): Slot {
  const parts = path.split('.')
  const name = parts[2] ?? ''
  const list = pathReader(parts.slice(0, 2))
  return {
    path,
    from: [parts.slice(0, 2).join('.')],
    read: (facts) => {
      const items = list(facts)
      return Array.isArray(items) ? items.map((item) => scalarOrNothing(property(item, name))) : undefined
    },
  }
}
