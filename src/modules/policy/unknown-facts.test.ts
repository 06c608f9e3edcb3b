import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsJson, type Facts } from '../../contract/facts.ts'
import { caseFacts } from './cases.ts'
import { isScalars, testOf } from './cells.ts'
import { changedFacts } from './change-facts.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import type { Cell, LoadedPack, Pack, Row, Rule } from './domain.ts'
import { effectiveFacts } from './effective-facts.ts'
import { derivedCatalogue, factCatalogue } from './fact-catalogue.ts'
import { loadPackFolder } from './load-pack.ts'
import { allegedPath, slotOf } from './slots.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const packs = 'packs' in loaded ? loaded.packs : []

type Truth = 'yes' | 'no' | 'open'

/** Rows that are yes, no or open, worked out here and not by the engine: any row, and all cells of a row. */
function truthOf(pack: Pack, rows: readonly Row[], facts: Facts): Truth {
  const each = rows.map((row) => {
    const cells = Object.entries(row).map(([path, cell]) => truthOfCell(pack, path, cell, facts))
    if (cells.includes('no')) return 'no'
    return cells.includes('open') ? 'open' : 'yes'
  })
  if (each.includes('yes')) return 'yes'
  return each.includes('open') ? 'open' : 'no'
}

function truthOfCell(pack: Pack, path: string, cell: Cell, facts: Facts): Truth {
  const rows = path.startsWith('derived.') ? pack.derived[path.slice('derived.'.length)] : undefined
  if (rows) {
    const truth = truthOf(pack, rows, facts)
    if (cell !== false) return truth
    return truth === 'open' ? 'open' : truth === 'yes' ? 'no' : 'yes'
  }
  const kind = (factCatalogue.get(path) ?? derivedCatalogue.get(path))?.kind ?? 'text'
  const value = slotOf(path).read(effectiveFacts(facts))
  if (value === undefined && !isAboutUnknown(cell)) return 'open'
  const found = testOf(cell, kind)(value)
  return found === 1 ? 'yes' : found === 0 ? 'no' : 'open'
}

/** A cell that says something of a fact that nobody knows. */
function isAboutUnknown(cell: Cell): boolean {
  if (typeof cell !== 'object') return cell === 'unknown'
  if (isScalars(cell)) return cell.includes('unknown')
  return 'exists' in cell || ('not' in cell && isAboutUnknown(cell.not))
}

/**
 * The facts that a rule looks at, through what its pack and the engine derive; those that can be taken away.
 */
function factsBehind(pack: Pack, rows: readonly Row[]): string[] {
  const found = rows.flatMap((row) =>
    Object.keys(row).flatMap((path) => {
      const inner = path.startsWith('derived.') ? pack.derived[path.slice('derived.'.length)] : undefined
      if (inner) return factsBehind(pack, inner)
      return path === allegedPath ? [] : [...slotOf(path).from]
    }),
  )
  return [...new Set(found)].filter((path) => path !== 'asOf')
}

type Tried = { readonly pack: LoadedPack; readonly rule: Rule; readonly facts: Facts; readonly gone: string }

/**
 * Every shipped rule in every case in which it speaks, with each fact that it looks at taken away in turn.
 */
const tried: readonly Tried[] = packs.flatMap((pack) =>
  pack.pack.rules.flatMap((rule) =>
    rule.cases
      .filter(({ asks }) => asks !== 'nothing')
      .flatMap((one) => {
        const facts = caseFacts(pack.pack.baseline, rule, one)
        return factsBehind(pack.pack, rule.when).flatMap((gone) => {
          const parsed = factsJson.safeParse(changedFacts(facts, { [gone]: null }))
          return parsed.success ? [{ pack, rule, facts: parsed.data, gone }] : []
        })
      }),
  ),
)

function alone({ pack, rule }: Pick<Tried, 'pack' | 'rule'>) {
  const shared = new Set(rule.limits.flatMap(({ percentOf }) => (percentOf ? [percentOf.rule] : [])))
  const rules = pack.pack.rules
    .filter((it) => it === rule || shared.has(it.id))
    .map((it) => ({ ...it, enabled: it === rule }))
  return compilePacks([{ ...pack, pack: { ...pack.pack, rules } }])
}

/** Whether something is forbidden is known only once the other rules have spoken. */
const restsOnAlleged = (rule: Rule) => rule.when.some((row) => Object.hasOwn(row, allegedPath))

describe('an unknown fact means to every shipped rule what its author wrote', () => {
  test('hold waits and names what is missing, ignore is silent, assume the worst speaks', () => {
    const seen = { hold: 0, ignore: 0, assume_worst: 0, matched: 0, unmatched: 0 }
    for (const each of tried) {
      const { pack, rule, facts, gone } = each
      if (restsOnAlleged(rule)) continue
      const decision = decide(alone(each), facts, { explain: true })
      const speaks = decision.ruleIds.includes(rule.id)
      const asks = [rule.match, rule.breach].some((ask) => ask && ask.decision !== 'none')
      const isIdle = !asks && rule.evidence.length === 0
      const name = `${rule.id} ${rule.part ?? ''} without ${gone}`
      const truth = truthOf(pack.pack, rule.when, facts)
      if (truth === 'no') {
        seen.unmatched++
        expect(speaks, name).toBe(false)
      } else if (truth === 'yes') {
        seen.matched++
      } else if (rule.unknown === 'ignore' || (rule.unknown === 'hold' && isIdle)) {
        seen.ignore++
        expect(speaks, name).toBe(false)
      } else if (rule.unknown === 'hold') {
        seen.hold++
        expect(`${name}: ${decision.outcome}`).toBe(`${name}: hold`)
        expect(decision.missing.length, name).toBeGreaterThan(0)
      } else {
        expect(decision.outcome, name).not.toBe('hold')
        // A rule with limits alone says nothing while they are kept.
        if (rule.match?.decision === undefined && rule.effects.length === 0) continue
        seen.assume_worst++
        expect(speaks, name).toBe(true)
      }
    }
    const least = { hold: 100, ignore: 5, assume_worst: 4, matched: 20, unmatched: 1 }
    for (const [what, count] of Object.entries(least))
      expect(seen[what as keyof typeof seen], what).toBeGreaterThanOrEqual(count)
  })

  test('a rule that forbids or waits is never silenced by a fact that is taken away', () => {
    let strict = 0
    const softened = tried.filter((each) => {
      const { pack, rule, facts } = each
      const isStrict = rule.match?.decision === 'prohibit' && rule.unknown !== 'ignore'
      if (!isStrict || truthOf(pack.pack, rule.when, facts) === 'no') return false
      strict++
      const { outcome } = decide(alone(each), facts)
      return outcome !== 'prohibit' && outcome !== 'hold'
    })
    expect(strict).toBeGreaterThan(100)
    expect(softened.map(({ rule, gone }) => `${rule.id} without ${gone}`)).toEqual([])
  })

  test('the prohibitions that ignore an unknown fact are these few: papers, cash, who asked for a ' +
    'thing', () => {
    const ignoring = packs
      .flatMap(({ pack }) => pack.rules)
      .filter((rule) => rule.match?.decision === 'prohibit' && rule.unknown === 'ignore')
    expect(ignoring.map(({ id }) => id).toSorted()).toEqual([
      'CN-ACC-01',
      'CN-CASH-01',
      'CN-INV-01',
      'CN-INV-02',
      'RCV-ASKED',
    ])
  })
})
