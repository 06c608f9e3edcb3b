import { z } from 'zod'
import type { Facts } from '../../contract/facts.ts'
import { factAt, isSayable } from '../../contract/said-facts.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'

/** What the applicant says, by dotted path of the facts. */
export type SaidFacts = Readonly<Record<string, unknown>>

/**
 * What only the application itself can say: what is given, who else takes part, who asked for it, on what it
 * depends. The application is the record of that, and its author answers for it. All else, such as who
 * somebody is or whose an account is, has a register, and one's own word about it only tightens.
 */
function isOfTheRequest(path: string, { benefit }: Facts): boolean {
  if (path === 'benefit.inContract') return false
  // Whoever earns a commission is a third party: that there is none is a word, and relaxes nothing.
  if (path === 'thirdParty.role') return benefit?.form !== 'commission'
  return path.startsWith('benefit.') || ofTheApplication.includes(path)
}

const ofTheApplication: readonly string[] = [
  'tender.state',
  'thirdParty.contract',
  'thirdParty.contractRevenue',
]

/**
 * Lays what the applicant says over the facts, each with its source: the request, or their word alone, which
 * the engine lets tighten the outcome and never relax it. What a record knows stays; where they say something
 * else, that stands beside it, and the stricter of both counts. What does not fit the facts is left out.
 */
export function overlay(known: Facts, said: SaidFacts): Facts {
  // Earlier benefits may be thousands, and nobody's word touches them.
  const { history, ...rest } = known
  let facts: Facts = rest
  for (const [path, value] of Object.entries(said)) {
    const next = laid(facts, path, value)
    if (next) facts = next
  }
  return history === undefined ? facts : { ...facts, history }
}

function laid(facts: Facts, path: string, value: unknown): Facts | undefined {
  if (!isSayable(path)) return undefined
  const names = path.split('.')
  const recorded = getAt(facts, names)
  if (recorded !== undefined && recorded !== 'unknown') return besideRecord(facts, path, { recorded, value })
  const changed = setAt(facts, names, value)
  const source = isOfTheRequest(path, facts) ? ('request' as const) : ('self' as const)
  return fits(changed, names) ? { ...changed, sources: { ...facts.sources, [path]: source } } : undefined
}

/** A word against a record. Of a list, what is said is there besides what is on record. */
function besideRecord(
  facts: Facts,
  path: string,
  { recorded, value }: { readonly recorded: unknown; readonly value: unknown },
): Facts | undefined {
  const said = Array.isArray(recorded) && Array.isArray(value) ? union(recorded, value) : value
  if (canonical(said as CanonicalValue) === canonical(recorded as CanonicalValue)) return undefined
  const names = path.split('.')
  if (!fits(setAt(facts, names, said), names)) return undefined
  return { ...facts, saidOtherwise: { ...facts.saidOtherwise, [path]: said as never } }
}

/** Whether the object that was changed is one of the facts; the others are as they were. */
function fits(changed: Facts, [name = '']: readonly string[]): boolean {
  const shape = factAt(name)
  return shape !== undefined && z.safeParse(shape, changed[name as keyof Facts]).success
}

function union(recorded: readonly unknown[], said: readonly unknown[]): unknown[] {
  const known = new Set(recorded.map((item) => canonical(item as CanonicalValue)))
  return [...recorded, ...said.filter((item) => !known.has(canonical(item as CanonicalValue)))]
}

function getAt(target: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined) return target
  if (typeof target !== 'object' || target === null || !Object.hasOwn(target, name)) return undefined
  return getAt((target as Record<string, unknown>)[name], rest)
}

function setAt<Target extends object>(target: Target, path: readonly string[], value: unknown): Target {
  const [name, ...rest] = path
  if (name === undefined) return target
  const inner: unknown = (target as Record<string, unknown>)[name]
  const next = rest.length === 0 ? value : setAt(typeof inner === 'object' && inner ? inner : {}, rest, value)
  return { ...target, [name]: next }
}
