import type { Facts } from '../../contract/facts.ts'
import { no, open, yes } from './cells.ts'
import type { CompiledPacks, CompiledRule } from './compile.ts'
import type { Both } from './domain.ts'
import { reachesForSure, startRun, truthOfRows, type Run } from './run.ts'
import { clauseOf } from './spoken.ts'

/** Why something is forbidden before the rest of it is known. */
export type ForbiddenAhead = { readonly rule: string; readonly clause: Both; readonly message: Both }

/**
 * The gravest rule that forbids whatever is still to be said: it matches on the facts that are there, and
 * no rule that could still match takes its place. Undefined where the answer may depend on anything
 * unknown.
 */
export function forbiddenAhead(compiled: CompiledPacks, facts: Facts): ForbiddenAhead | undefined {
  const run = runOfKnown(compiled, facts)
  const { asOf } = run.facts
  const rules = compiled.first.filter(({ from, to, pack }) => from <= asOf && asOf <= to && run.applies[pack])
  const mayReplace = rules.filter((each) => each.rule.override && truthOfRows(run, each.rows) !== no)
  const replaced = new Set(mayReplace.flatMap(({ rule }) => rule.override?.of ?? []))
  const [first] = rules
    .filter(({ matchRank, pack }) => matchRank === 7 && isForSure(compiled, run, pack))
    .filter(({ rule, rows }) => !replaced.has(rule.id) && truthOfRows(run, rows) === yes)
    .toSorted(bySeverity)
  return (
    first && {
      rule: first.rule.id,
      clause: { zh: clauseOf(first, 'zh-CN'), en: clauseOf(first, 'en') },
      message: first.rule.match?.message ?? first.rule.title,
    }
  )
}

/** A run in which what is unknown leaves every cell open, also one that asks whether it is unknown. */
function runOfKnown(compiled: CompiledPacks, facts: Facts): Run {
  const run = startRun(compiled, facts, undefined)
  for (const [at, cell] of compiled.cells.entries()) {
    if ('slot' in cell && isUnknown(run.slots[cell.slot])) run.truths[at] = open
  }
  return run
}

function isUnknown(value: unknown): boolean {
  return value === undefined || value === 'unknown' || (Array.isArray(value) && value.includes('unknown'))
}

function isForSure(compiled: CompiledPacks, { facts }: Run, at: number): boolean {
  const pack = compiled.packs[at]?.pack
  return pack !== undefined && reachesForSure(facts, pack)
}

const severities = { critical: 0, high: 1, medium: 2, low: 3 } as const

function bySeverity(a: CompiledRule, b: CompiledRule): number {
  return severities[a.rule.severity] - severities[b.rule.severity]
}
