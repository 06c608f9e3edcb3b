import { factsJson, type Facts } from '../../contract/facts.ts'

/** What the applicant says, by dotted path of the facts. */
export type SaidFacts = Readonly<Record<string, unknown>>

/** Objects that only records may fill: nobody talks their way past them. */
const recordsOnly = ['asOf', 'giver', 'request', 'history', 'sources', 'docs', 'record', 'programme']

/** What describes the request itself, as its amount does: the request is the record of it. */
const ofTheRequest = ['benefit.meal.', 'benefit.travel.', 'benefit.prize.', 'benefit.card.']

/**
 * Lays what the applicant says over the facts and marks it as self-declared, so that the engine lets it
 * tighten the outcome and never relax it. What a record already knows for certain stays, and what does not
 * fit the facts is left out.
 */
export function overlay(known: Facts, said: SaidFacts): Facts {
  let facts = known
  for (const [path, value] of Object.entries(said)) {
    const next = laid(facts, path, value)
    if (next) facts = next
  }
  return facts
}

function laid(facts: Facts, path: string, value: unknown): Facts | undefined {
  const [object, ...rest] = path.split('.')
  if (object === undefined || rest.length === 0 || recordsOnly.includes(object)) return undefined
  const changed = setAt(facts, [object, ...rest], value)
  const isOfRequest = ofTheRequest.some((prefix) => path.startsWith(prefix))
  const sources = isOfRequest ? facts.sources : { ...facts.sources, [path]: 'self' as const }
  const read = factsJson.safeParse({ ...changed, sources })
  return read.success ? read.data : undefined
}

function setAt(target: object, path: readonly string[], value: unknown): object {
  const [name, ...rest] = path
  if (name === undefined) return target
  const inner: unknown = (target as Record<string, unknown>)[name]
  const next = rest.length === 0 ? value : setAt(typeof inner === 'object' && inner ? inner : {}, rest, value)
  return { ...target, [name]: next }
}
