import { z } from 'zod'
import { factsJson } from './facts.ts'
import { factValue } from './screens.ts'

/**
 * Further facts by path: those of the benefit itself count as asked for, all others as one's own word. What
 * would count for nothing is told and not dropped: a path that is no fact, one that is for records alone, and
 * a value that its fact cannot have.
 */
export const saidFacts = z.record(z.string().max(100), factValue).check(({ value: said, issues }) => {
  const told = new Set(issues.map(({ path }) => path?.[0]))
  const keys = Object.keys(said).filter((path) => !factAt(path))
  if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: said, path: [] })
  for (const [path, value] of Object.entries(said)) {
    if (!told.has(path)) issues.push(...misfits(path, value))
  }
})

/** Objects that only records may fill: nobody talks their way past them. */
const recordsOnly = [
  'asOf',
  'giver',
  'request',
  'history',
  'sources',
  'saidOtherwise',
  'docs',
  'record',
  'programme',
]

/** Whether a path is one that somebody may say; the rest is for records alone. */
export function isSayable(path: string): boolean {
  const [object, ...rest] = path.split('.')
  if (object === undefined || rest.length === 0 || recordsOnly.includes(object)) return false
  // What was received has rules of its own; a gift to others is not received because somebody says so.
  return path !== 'benefit.direction'
}

/** The shape of the fact of that path; undefined where the facts have none. */
export function factAt(path: string): z.core.$ZodType | undefined {
  let fact: z.core.$ZodType = factsJson
  for (const name of path.split('.')) {
    const next: unknown = fact instanceof z.ZodObject ? fact.shape[name] : undefined
    if (!(next instanceof z.ZodType)) return undefined
    fact = next instanceof z.ZodOptional ? next.unwrap() : next
  }
  return fact
}

/** What keeps a value from being one of the fact that is said, at the path by which it was said. */
function misfits(path: string, value: unknown): z.core.$ZodRawIssue[] {
  const fact = factAt(path)
  if (!fact) return []
  if (!isSayable(path)) return [{ code: 'custom', message: 'of_records', input: value, path: [path] }]
  const issues = z.safeParse(fact, value, { reportInput: true }).error?.issues ?? []
  // What one reading found is found again by the other, a step further down; the library types the two apart.
  return issues.map((issue) => ({ ...issue, path: [path, ...issue.path] }) as z.core.$ZodRawIssue)
}
