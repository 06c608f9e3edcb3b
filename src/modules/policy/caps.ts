import { policyTexts } from '../../texts/policy.ts'
import { fill, type Language } from '../../texts/index.ts'
import type { CompiledPacks, CompiledRule } from './compile.ts'
import type { Cell, Measure, Scalar } from './domain.ts'
import type { FiredEntry } from './record.ts'
import { clauseAndVersion, inLanguage, spokenRules, type Spoken } from './spoken.ts'

/** A limit of the company on a sum or a count, with what is used of it and what this benefit would add. */
export type Cap = {
  readonly ruleId: string
  readonly measure: string
  readonly title: string
  /** Over which time it adds up; empty for a limit of one occasion. */
  readonly window: string
  readonly clause: string
  /** The currency of a sum, in minor units; undefined for a count. */
  readonly currency: string | undefined
  readonly used: bigint
  readonly this: bigint
  readonly limit: bigint
  readonly isBreached: boolean
}

/**
 * The limits of the company's own pack behind the rules that spoke. Only rules that allow within a limit have
 * one to show; statutory limits are never shown as room to use.
 */
export function capsOf(compiled: CompiledPacks, spoken: Spoken, language: Language): Cap[] {
  const { entry, rule } = spoken
  const pack = compiled.packs[rule.pack]?.pack
  if (pack?.jurisdiction !== 'ORG' || rule.rule.match?.decision !== 'allow_with_conditions') return []
  return entry.limits.flatMap((limit) => {
    const measure = pack.measures[limit.measure]
    if (!measure || limit.max === '' || limit.before === '') return []
    return [
      {
        ruleId: rule.rule.id,
        measure: limit.measure,
        title: inLanguage(measure.title, language),
        window: windowWord(measure, language),
        clause: clauseAndVersion(compiled, rule, language),
        currency: measure.kind === 'sum' ? measure.currency : undefined,
        used: BigInt(limit.before),
        this: BigInt(limit.now),
        limit: BigInt(limit.max),
        isBreached: limit.breached,
      },
    ]
  })
}

/** The limits that a decision met, by the rules that spoke in it. */
export function capsOfRules(
  compiled: CompiledPacks,
  fired: readonly FiredEntry[],
  language: Language,
): Cap[] {
  return spokenRules(compiled, fired).flatMap((one) => capsOf(compiled, one, language))
}

function windowWord({ window }: Measure, language: Language): string {
  const { type, days = 365 } = window
  return type === 'occasion' ? '' : fill(policyTexts[`policy.window.${type}`], language, { days })
}

/** A benefit of a kind that the company limits over time: the facts of it that the rule asks for. */
export type CapProbe = {
  readonly form: string
  readonly currency: string
  /** Further facts of the benefit, by path. */
  readonly facts: Readonly<Record<string, Scalar>>
}

/**
 * For each rule of the company that limits a routine kind over time, the facts of such a benefit. Deciding
 * them for one recipient tells which limits speak of that recipient, and how much of each is used.
 */
export function capProbes(compiled: CompiledPacks, day: string): CapProbe[] {
  const rules = compiled.first.filter((rule) => rule.from <= day && day <= rule.to)
  const probes = rules.flatMap((rule) => {
    const measures = timedMeasures(compiled, rule)
    const [first] = measures
    if (!first) return []
    const currency = measures.find((measure) => measure.currency)?.currency ?? 'CNY'
    return rule.rule.when.flatMap((row) => {
      const form = scalarOf(row['benefit.form']) ?? first.forms?.[0]
      return typeof form === 'string' ? [{ form, currency, facts: factsOf(row) }] : []
    })
  })
  return [...new Map(probes.map((probe) => [JSON.stringify(probe), probe])).values()]
}

/** What a limit may add up over, to speak of somebody without a benefit at hand. */
const ofSomebody: readonly string[] = ['recipient', 'household', 'recipient_org', 'giver_group']

function timedMeasures(compiled: CompiledPacks, { pack, rule }: CompiledRule): Measure[] {
  const own = compiled.packs[pack]?.pack
  if (own?.jurisdiction !== 'ORG' || rule.match?.decision !== 'allow_with_conditions') return []
  const measures = rule.limits.flatMap((limit) => own.measures[limit.measure] ?? [])
  return measures.filter(
    ({ window, per }) => window.type !== 'occasion' && per.every((each) => ofSomebody.includes(each)),
  )
}

function factsOf(row: Readonly<Record<string, Cell>>): Record<string, Scalar> {
  const facts = Object.entries(row)
    .filter(([path]) => path.startsWith('benefit.') && path !== 'benefit.form')
    .flatMap(([path, cell]) => {
      const value = scalarOf(cell)
      return value === undefined ? [] : [[path, value] as const]
    })
  return Object.fromEntries(facts)
}

/** The value that a cell names, the first of several; undefined for ranges and negations. */
function scalarOf(cell: Cell | undefined): Scalar | undefined {
  if (cell === undefined || typeof cell !== 'object') return cell
  return Array.isArray(cell) ? (cell as readonly Scalar[])[0] : undefined
}
