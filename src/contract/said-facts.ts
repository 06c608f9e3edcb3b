import { z } from 'zod'
import { factsJson } from './facts.ts'
import { factValue } from './screens.ts'

/**
 * Further facts by path: those of the benefit itself count as asked for, all others as one's own word. A path
 * that is no fact is told by its name; a value that a fact cannot have says nothing of it, so that it waits.
 */
export const saidFacts = z.record(z.string().max(100), factValue).check(({ value: said, issues }) => {
  const keys = Object.keys(said).filter((path) => !isFact(path.split('.')))
  if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: said, path: [] })
})

/** Whether the facts have one of that path. */
function isFact(names: readonly string[]): boolean {
  let fact: z.core.$ZodType = factsJson
  for (const name of names) {
    if (fact instanceof z.ZodOptional) fact = fact.unwrap()
    const next: unknown = fact instanceof z.ZodObject ? fact.shape[name] : undefined
    if (!(next instanceof z.ZodType)) return false
    fact = next
  }
  return true
}
