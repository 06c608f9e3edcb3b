import { stringify } from 'yaml'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { toDecimal } from '../../kernel/money.ts'
import type { AuthorityMatrix } from './authority.ts'
import type { Both, Pack, Rule } from './domain.ts'
import type { ReadVersion } from './read-version.ts'

/** One part that differs, with what stood there and what stands there now; absent where there was nothing. */
export type FieldDiff = { readonly field: string; readonly was?: string; readonly now?: string }

/** One rule that came, went or changed. */
export type RuleDiff = {
  readonly change: 'added' | 'removed' | 'changed'
  readonly ruleId: string
  readonly part?: string
  readonly title: Both
  /** Only for a changed rule: what of it changed. */
  readonly fields: readonly FieldDiff[]
}

/** How two versions differ: rules one by one, and everything beside the rules. */
export type VersionDiff = { readonly rules: readonly RuleDiff[]; readonly other: readonly FieldDiff[] }

/** Longer parts are cut, which a mark at their end says: whoever needs all of it reads the text itself. */
const shownMax = 2_000

/** How `after` differs from `before`; without `before` everything is new, without `after` everything goes. */
export function diffVersions(before: ReadVersion | undefined, after: ReadVersion | undefined): VersionDiff {
  const [one, two] = [packOf(before), packOf(after)]
  return {
    rules: ruleDiffs(one?.rules ?? [], two?.rules ?? []),
    other: [
      ...fieldDiffs(one && aroundRules(one), two && aroundRules(two)),
      ...matrixDiffs(matrixOf(before), matrixOf(after)),
    ],
  }
}

function packOf(version: ReadVersion | undefined): Pack | undefined {
  return version && 'pack' in version.loaded ? version.loaded.pack.pack : undefined
}

function matrixOf(version: ReadVersion | undefined): AuthorityMatrix | undefined {
  return version && 'matrix' in version.loaded ? version.loaded.matrix : undefined
}

function ruleDiffs(before: readonly Rule[], after: readonly Rule[]): RuleDiff[] {
  const [old, fresh] = [keyed(before), keyed(after)]
  const changed = [...fresh].flatMap(([key, rule]): RuleDiff[] => {
    const was = old.get(key)
    if (!was) return [{ ...named(rule), change: 'added', fields: [] }]
    const fields = fieldDiffs(partsOf(was), partsOf(rule))
    return fields.length === 0 ? [] : [{ ...named(rule), change: 'changed', fields }]
  })
  const gone = [...old].flatMap(([key, rule]): RuleDiff[] =>
    fresh.has(key) ? [] : [{ ...named(rule), change: 'removed', fields: [] }],
  )
  return [...changed, ...gone].toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0))
}

/** Rules by id, branch and first day: the same rule with another first day is another version of it. */
function keyed(rules: readonly Rule[]): Map<string, Rule> {
  return new Map(rules.map((rule) => [`${rule.id}/${rule.part ?? ''}/${rule.effective.from}`, rule]))
}

function named({ id, part, title }: Rule) {
  return { ruleId: id, title, ...(part === undefined ? {} : { part }) }
}

function partsOf(rule: Rule): Record<string, unknown> {
  return without({ ...rule }, ['id', 'part'])
}

function without(entries: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)))
}

/** Everything of a pack beside its rules; lists with names are compared name by name. */
function aroundRules(pack: Pack): Record<string, unknown> {
  const { measures, derived, counsel } = pack
  return {
    ...without({ ...pack }, ['rules', 'version', 'measures', 'derived', 'counsel']),
    ...prefixed('measures', measures),
    ...prefixed('derived', derived),
    ...prefixed('counsel', counsel),
  }
}

function prefixed(name: string, entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${name}.${key}`, value]))
}

function fieldDiffs(
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>> | undefined,
): FieldDiff[] {
  if (!before || !after) return []
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return fields.flatMap((field) => {
    const [was, now] = [shown(before[field]), shown(after[field])]
    if (isSame(before[field], after[field])) return []
    return [{ field, ...(was === undefined ? {} : { was }), ...(now === undefined ? {} : { now }) }]
  })
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonical(a as CanonicalValue) === canonical(b as CanonicalValue)
}

/** A part as its author writes it, on one line. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
  const whole = text.trim()
  return whole.length > shownMax ? `${whole.slice(0, shownMax)}…` : whole
}

function matrixDiffs(before: AuthorityMatrix | undefined, after: AuthorityMatrix | undefined): FieldDiff[] {
  if (!before && !after) return []
  const [one, two] = [before && aroundCells(before), after && aroundCells(after)]
  return [...fieldDiffs(one, two), ...cellDiffs(cellTexts(before), cellTexts(after))]
}

function aroundCells(matrix: AuthorityMatrix): Record<string, unknown> {
  return without({ ...matrix }, ['cells', 'version'])
}

function cellTexts(matrix: AuthorityMatrix | undefined): string[] {
  return (matrix?.cells ?? []).map(({ upTo, ...cell }) => {
    const limit = upTo === undefined ? {} : { upTo: `CNY ${toDecimal({ currency: 'CNY', minor: upTo })}` }
    return shown({ ...cell, ...limit }) ?? ''
  })
}

/**
 * The first cell that fits decides, so the order of cells is part of what they say: what stays in its order
 * is the longest common sequence, everything else came or went.
 */
function cellDiffs(before: readonly string[], after: readonly string[]): FieldDiff[] {
  const kept = commonSequence(before, after)
  const gone = before.flatMap((text, at) =>
    kept.before.has(at) ? [] : [{ field: `cells.${String(at + 1)}`, was: text }],
  )
  const come = after.flatMap((text, at) =>
    kept.after.has(at) ? [] : [{ field: `cells.${String(at + 1)}`, now: text }],
  )
  return [...gone, ...come]
}

function commonSequence(a: readonly string[], b: readonly string[]) {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from(b, () => 0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const kept = { before: new Set<number>(), after: new Set<number>() }
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      kept.before.add(i++)
      kept.after.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return kept
}
