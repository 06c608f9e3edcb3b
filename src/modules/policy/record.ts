import { hash } from 'node:crypto'
import type { Decision } from '../../contract/decision.ts'
import type { Facts } from '../../contract/facts.ts'
import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { no, yes } from './cells.ts'
import type { CompiledRow, CompiledRule } from './compile.ts'
import type { Fired } from './decide.ts'
import { outcomeOf } from './domain.ts'
import { percentUnits } from './effective-facts.ts'
import { factCatalogue } from './fact-catalogue.ts'
import { truthOfCell, truthOfRow, truthOfRows, valueOf, type Run } from './run.ts'

/** The engine's version; a change that can change a decision raises it. */
const engineVersion = 'aboveboard-policy/1'

type Found = {
  readonly kept: readonly Fired[]
  readonly overridden: readonly Fired[]
  readonly decision: Decision
}

/**
 * The decision record: everything that a stranger needs to take the same decision again, with its hash.
 * Same input, same bytes.
 */
export function decisionRecord(run: Run, facts: Facts, found: Found): NonNullable<Decision['record']> {
  const { decision } = found
  const body = {
    engine: engineVersion,
    asOf: facts.asOf,
    factsSha256: hashOf(facts as unknown as CanonicalValue),
    outcome: decision.outcome,
    ...(decision.level ? { level: decision.level } : {}),
    packs: decision.packs ?? [],
    fired: found.kept.map(firedEntry),
    overridden: found.overridden.map((fired) => fired.rule.rule.id),
    near: nearMisses(run, new Set(found.kept.map(({ rule }) => rule))),
    measures: measureEntries(run),
    rates: [...run.ratesUsed.values()].sort((a, b) => (rateKey(a) < rateKey(b) ? -1 : 1)),
  }
  return { ...body, sha256: hashOf(body as unknown as CanonicalValue) }
}

/** SHA-256 over the canonical bytes of a value, in hexadecimal. */
export function hashOf(value: CanonicalValue): string {
  return hash('sha256', canonical(value))
}

function rateKey(rate: { base: string; quote: string; date: string }): string {
  return `${rate.base}/${rate.quote}/${rate.date}`
}

/** One rule that spoke, as a record keeps it. */
export type FiredEntry = NonNullable<Decision['record']>['fired'][number]

/** A rule that spoke, with the values it saw. */
export function firedEntry(fired: Fired): FiredEntry {
  const { rule, run } = fired
  const law = rule.rule.law[0]
  const asked = outcomeOf(fired.rank)
  const saw = new Map<string, unknown>()
  for (const row of rule.rows) if (truthOfRow(run, row) !== no) sawRow(run, row, saw)
  for (const { slot } of rule.evidence) saw.set(run.compiled.slots[slot]?.path ?? '', run.slots[slot])
  return {
    ruleId: rule.rule.id,
    ...(rule.rule.part === undefined ? {} : { part: rule.rule.part }),
    pack: run.compiled.packs[rule.pack]?.pack.pack ?? '',
    from: rule.from,
    // As it stands in the law's own language: a record is the same for every reader.
    clause: law ? `${law.instrument.zh} ${law.article.zh}` : '',
    state: fired.state,
    asks: asked.outcome,
    ...(asked.level ? { level: asked.level } : {}),
    missing: [...new Set(fired.missing)].sort(),
    breached: fired.breached.length > 0,
    saw: Object.fromEntries([...saw].map(([path, value]) => [path, shown(path, value)])),
    limits: rule.limits.map((limit) => ({
      measure: limit.limit.measure,
      before: valueOf(run, limit.measure)?.before.toString() ?? '',
      now: valueOf(run, limit.measure)?.now.toString() ?? '',
      max: maxAt(limit.values, run.facts.asOf),
      breached: fired.breached.includes(limit),
    })),
  }
}

function maxAt(values: readonly { from: string; to: string; max: bigint }[], asOf: string): string {
  return values.find((value) => value.from <= asOf && asOf <= value.to)?.max.toString() ?? ''
}

function sawRow(run: Run, row: CompiledRow, saw: Map<string, unknown>): void {
  for (const at of row) {
    const cell = run.compiled.cells[at]
    if (!cell) continue
    if ('rows' in cell) for (const inner of cell.rows) sawRow(run, inner, saw)
    else saw.set(run.compiled.slots[cell.slot]?.path ?? '', run.slots[cell.slot])
  }
}

/** A value as canonical bytes can hold it; an unknown fact is null, so that it shows. */
function shown(path: string, value: unknown): CanonicalValue {
  if (typeof value === 'number' && factCatalogue.get(path)?.kind === 'percent') return percentText(value)
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  return Array.isArray(value) ? value.map((item) => shown(path, item)) : null
}

function percentText(units: number): string {
  const text = `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`.replace(
    /\.?0+$/,
    '',
  )
  return percentUnits(text) === units ? text : String(units)
}

/** Rules in force that did not speak and would have, had one fact been different. */
function nearMisses(run: Run, fired: ReadonlySet<CompiledRule>) {
  const { asOf } = run.facts
  const near: { ruleId: string; fact: string; saw: CanonicalValue }[] = []
  for (const rule of [...run.compiled.first, ...run.compiled.second]) {
    if (fired.has(rule) || asOf < rule.from || asOf > rule.to || !run.applies[rule.pack]) continue
    if (truthOfRows(run, rule.rows) === yes) continue
    const seen = new Set<string>()
    for (const row of rule.rows) {
      const failing = row.filter((at) => truthOfCell(run, at) !== yes)
      const [only] = failing
      const cell = failing.length === 1 && only !== undefined ? run.compiled.cells[only] : undefined
      if (!cell || !('slot' in cell)) continue
      const fact = run.compiled.slots[cell.slot]?.path ?? ''
      if (seen.has(fact)) continue
      seen.add(fact)
      near.push({ ruleId: rule.rule.id, fact, saw: shown(fact, run.slots[cell.slot]) })
    }
  }
  return near
}

function measureEntries(run: Run) {
  return run.compiled.measures.flatMap((compiled, at) => {
    const measured = run.measured[at]
    if (!measured) return []
    return [
      {
        measure: compiled.id,
        pack: compiled.pack,
        unit: compiled.measure.kind === 'count' ? 'count' : (compiled.measure.currency ?? ''),
        before: measured.before.toString(),
        now: measured.now.toString(),
        total: measured.total.toString(),
        lines: measured.lines,
        missing: measured.missing.length > 0 ? [...new Set(measured.missing)] : [],
      },
    ]
  })
}
