import { factsJson, type Facts } from '../../contract/facts.ts'

/** What the applicant says, by dotted path of the facts. */
export type SaidFacts = Readonly<Record<string, unknown>>

/** Objects that only records may fill: nobody talks their way past them. */
const recordsOnly = ['asOf', 'giver', 'request', 'history', 'sources', 'docs', 'record', 'programme']

/**
 * What only the application itself can say: what is given, who else takes part, who asked for it, on what it
 * depends. The application is the record of that, and its author answers for it. All else, such as who
 * somebody is or whose an account is, has a register, and one's own word about it only tightens.
 */
function isOfTheRequest(path: string): boolean {
  if (path === 'benefit.inContract') return false
  return path.startsWith('benefit.') || path === 'thirdParty.role'
}

/** Where a "yes" can only make the outcome stricter, so that it is heard although a record says "no". */
const tightening = [
  'benefit.flags.',
  'payee.changedByEmailOnly',
  'recipient.decidesOnUs',
  'recipient.managementDuty',
  'recipient.officialDealings',
  'recipient.wasLeader',
  'customer.publicPurchaser',
  'customer.federalHealthProgramme',
  'thirdParty.relatedToCustomerStaff',
  'thirdParty.relatedToOfficial',
]

/**
 * Lays what the applicant says over the facts, each with its source: the request, or their word alone, which
 * the engine lets tighten the outcome and never relax it. What a record knows stays, and what does not fit
 * the facts is left out.
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
  const [object, ...rest] = path.split('.')
  if (object === undefined || rest.length === 0 || recordsOnly.includes(object)) return undefined
  // What was received has rules of its own; a gift to others is not received because somebody says so.
  if (path === 'benefit.direction') return undefined
  if (isSettled(path, getAt(facts, [object, ...rest]), value)) return undefined
  const changed = setAt(facts, [object, ...rest], value)
  const source = isOfTheRequest(path) ? ('request' as const) : ('self' as const)
  const read = factsJson.safeParse({ ...changed, sources: { ...facts.sources, [path]: source } })
  return read.success ? read.data : undefined
}

/** What a record knows stays as it is. */
function isSettled(path: string, recorded: unknown, said: unknown): boolean {
  if (recorded === undefined || recorded === 'unknown') return false
  const isHeard = said === true && recorded === false && tightening.some((it) => path.startsWith(it))
  return !isHeard
}

function getAt(target: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined) return target
  if (typeof target !== 'object' || target === null || !Object.hasOwn(target, name)) return undefined
  return getAt((target as Record<string, unknown>)[name], rest)
}

function setAt(target: object, path: readonly string[], value: unknown): object {
  const [name, ...rest] = path
  if (name === undefined) return target
  const inner: unknown = (target as Record<string, unknown>)[name]
  const next = rest.length === 0 ? value : setAt(typeof inner === 'object' && inner ? inner : {}, rest, value)
  return { ...target, [name]: next }
}
