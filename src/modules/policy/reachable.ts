import { isScalars, testOf, yes } from './cells.ts'
import type { Cell, Pack, Row, Rule, Scalar } from './domain.ts'
import { derivedFacts } from './effective-facts.ts'
import { derivedCatalogue, factCatalogue } from './fact-catalogue.ts'

/** What the form and the registers give to the rules. */
export type Obtainable = {
  /** The values that somebody can give to each fact; `any` for numbers, days, amounts and texts. */
  readonly values: ReadonlyMap<string, 'any' | ReadonlySet<Scalar>>
  /** The facts that are always known: a cell that asks for an unknown one is never met. */
  readonly always: ReadonlySet<string>
}

/**
 * A rule that cannot do its work yet: `never` speaks, or `waits` for a fact that nobody can supply; of a rule
 * that speaks, a `row` that never does. The facts are those to blame.
 */
export type Unreachable = {
  readonly rule: Rule
  readonly how: 'never' | 'waits' | 'row'
  /** Which row never speaks, counted from one. */
  readonly row?: number
  readonly facts: readonly string[]
}

/**
 * How far a cell, a row or a rule can get: met, open for ever, or never met. What is met has facts where it
 * is met by their being unknown, for nobody can ever know them.
 */
type Reach = { readonly how: 'met' | 'open' | 'never'; readonly facts: readonly string[] }

const met: Reach = { how: 'met', facts: [] }

/**
 * The rules of a pack that no entry of the form and no record can make speak, or that wait for ever in one of
 * their rows, and the dead rows of the others. Cells are looked at one by one, so a row whose cells exclude
 * each other is not found.
 */
export function unreachableRules(pack: Pack, obtainable: Obtainable): Unreachable[] {
  return pack.rules
    .filter((rule) => rule.enabled)
    .flatMap((rule): Unreachable[] => {
      const rows = rule.when.map((row) => reachOfRow(pack, row, obtainable))
      const waiting = rows.filter(({ how }) => how === 'open')
      const speaking = rows.filter(({ how }) => how === 'met')
      const speaks = speaking.length > 0
      const awaited = [
        ...(rule.unknown === 'hold' && asks(rule) ? factsOf(waiting) : []),
        ...(rule.match?.decision === 'hold' ? factsOf(speaking) : []),
        ...(speaks ? evidenceOutOfReach(rule, obtainable) : []),
      ]
      const isAlive = speaks || (waiting.length > 0 && rule.unknown === 'assume_worst')
      const dead = isAlive || awaited.length > 0 ? deadRows(rule, rows) : []
      if (awaited.length > 0)
        return [{ rule, how: 'waits', facts: [...new Set(awaited)].toSorted() }, ...dead]
      return isAlive ? dead : [{ rule, how: 'never', facts: factsOf(rows) }]
    })
}

/** Rows of a rule that can never match; one that stays open does what the rule makes of the unknown. */
function deadRows(rule: Rule, rows: readonly Reach[]): Unreachable[] {
  return rows.flatMap(({ how, facts }, i) => {
    const isDead = how === 'never' || (how === 'open' && rule.unknown === 'ignore')
    return isDead ? [{ rule, how: 'row' as const, row: i + 1, facts }] : []
  })
}

/** Evidence that nobody can ever show to be there. */
function evidenceOutOfReach(rule: Rule, obtainable: Obtainable): string[] {
  return rule.evidence.flatMap(({ need }) => {
    const values = obtainable.values.get(need)
    return values === 'any' || values?.has(true) ? [] : [need]
  })
}

function asks(rule: Rule): boolean {
  const isAsked = [rule.match, rule.breach].some((ask) => ask && ask.decision !== 'none')
  return isAsked || rule.evidence.length > 0
}

function factsOf(reaches: readonly Reach[]): string[] {
  return [...new Set(reaches.flatMap(({ facts }) => facts))].toSorted()
}

function reachOfRow(pack: Pack, row: Row, obtainable: Obtainable): Reach {
  const cells = Object.entries(row).map(([path, cell]) => reachOfCell(pack, path, cell, obtainable))
  const never = cells.filter(({ how }) => how === 'never')
  if (never.length > 0) return { how: 'never', facts: factsOf(never) }
  const open = cells.filter(({ how }) => how === 'open')
  return open.length > 0 ? { how: 'open', facts: factsOf(open) } : { how: 'met', facts: factsOf(cells) }
}

function reachOfCell(pack: Pack, path: string, cell: Cell, obtainable: Obtainable): Reach {
  const name = path.startsWith('derived.') ? path.slice('derived.'.length) : undefined
  const rows = name === undefined ? undefined : pack.derived[name]
  if (rows) return cell === false ? met : best(rows.map((row) => reachOfRow(pack, row, obtainable)))
  if (name !== undefined) return cell === false ? met : reachOfDerived(path, obtainable)
  const values = obtainable.values.get(path)
  if (takesUnknown(cell) && !obtainable.always.has(path))
    return values === undefined ? { how: 'met', facts: [path] } : met
  if (values === undefined) return { how: 'open', facts: [path] }
  if (values === 'any') return met
  const entry = factCatalogue.get(path) ?? derivedCatalogue.get(path)
  const test = testOf(cell, entry?.kind ?? 'text')
  // A list may be empty, which is an answer too.
  const isMet = [...values].some((value) => test(value) === yes) || (entry?.many === true && test([]) === yes)
  return isMet ? met : { how: 'never', facts: [path] }
}

function best(reaches: readonly Reach[]): Reach {
  const found = reaches.find(({ how }) => how === 'met')
  if (found) return found
  const open = reaches.filter(({ how }) => how === 'open')
  return open.length > 0 ? { how: 'open', facts: factsOf(open) } : { how: 'never', facts: factsOf(reaches) }
}

/** Facts of which the absence says "no" and not "unknown", by what has to be known for a "yes". */
const sayNo: Readonly<Record<string, readonly string[]>> = {
  'derived.dutiesCollide': ['request.approverIds', 'request.payerId', 'request.policyEditorIds'],
  'derived.selfBenefit': ['request.requesterIsClose', 'request.payerId', 'request.approverIds'],
}

function reachOfDerived(path: string, obtainable: Obtainable): Reach {
  const needed = sayNo[path]
  if (needed) {
    const isKnown = needed.some((each) => obtainable.values.has(each))
    return isKnown ? met : { how: 'never', facts: needed }
  }
  const missing = (derivedFacts[path]?.from ?? []).filter((each) => !obtainable.values.has(each))
  return missing.length === 0 ? met : { how: 'open', facts: missing }
}

/** A cell that an unknown fact meets: `unknown` stands in its set, or it asks that there be none. */
function takesUnknown(cell: Cell): boolean {
  if (typeof cell !== 'object') return cell === 'unknown'
  if (isScalars(cell)) return cell.includes('unknown')
  return 'exists' in cell && !cell.exists
}
