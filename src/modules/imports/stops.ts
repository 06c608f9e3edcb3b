import { toMoneyJson, type Money, type MoneyJson } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Language } from '../../texts/text.ts'
import { lawOf, type CompiledPacks } from '../policy/index.ts'
import { strictness } from '../requests/index.ts'
import { partsOnDay, readStop } from './stop-name.ts'
import type { OutcomeCounts } from './summary.ts'

/** A part of a rule that would have stopped rows: how many, worth how much, by which clause. */
export type StopRule = {
  readonly ruleId: string
  /** Empty for a part without a name; left out where earlier rows say only the rule. */
  readonly part?: string | undefined
  readonly outcome: keyof OutcomeCounts
  readonly title: string
  /** Empty for a rule of the company's own. */
  readonly clause: string
  readonly text: string
  readonly rows: number
  readonly sums: readonly MoneyJson[]
}

/** One decided row, as the tally needs it. */
export type Decided = {
  readonly outcome: keyof OutcomeCounts
  /** The rules with their parts, as `stopName` writes them. */
  readonly stops: readonly string[]
  readonly value: Money
  readonly day: LocalDate
  readonly missing: readonly string[]
}

/** Counts outcomes, and the parts of rules behind those that stop. */
export type StopTally = {
  readonly add: (decided: Decided) => void
  readonly outcomes: () => OutcomeCounts
  /** `packsOn` finds the words of a rule as it stood on a day. */
  readonly rules: (packsOn: (day: LocalDate) => CompiledPacks, language: Language) => StopRule[]
  /** Facts that the register does not say and a rule needs, with the rows that wait for each. */
  readonly missing: () => { readonly path: string; readonly rows: number }[]
}

/** Rows of one day that one part of a rule stopped. */
type Counted = {
  readonly outcome: keyof OutcomeCounts
  readonly stop: string
  readonly day: LocalDate
  rows: number
  readonly sums: Map<string, bigint>
}

/** Starts counting. */
export function newStopTally(): StopTally {
  const outcomes = { prohibit: 0, hold: 0, escalate: 0, allow_with_conditions: 0, allow: 0 }
  const counted = new Map<string, Counted>()
  const missing = new Map<string, number>()
  return {
    add: ({ outcome, stops, value, day, missing: paths }) => {
      outcomes[outcome]++
      for (const path of paths) missing.set(path, (missing.get(path) ?? 0) + 1)
      for (const stop of stops) {
        const key = `${outcome} ${stop} ${day}`
        const one = counted.get(key) ?? { outcome, stop, day, rows: 0, sums: new Map<string, bigint>() }
        one.rows++
        one.sums.set(value.currency, (one.sums.get(value.currency) ?? 0n) + value.minor)
        counted.set(key, one)
      }
    },
    outcomes: () => ({ ...outcomes }),
    rules: (packsOn, language) =>
      addRules(
        [],
        [...counted.values()].map((one) => ruleOf(one, packsOn(one.day), language)),
      ),
    missing: () => [...missing].map(([path, rows]) => ({ path, rows })).toSorted((a, b) => b.rows - a.rows),
  }
}

/** The rule in words: of its parts in force on that day the one that stopped the row. */
function ruleOf(one: Counted, packs: CompiledPacks, language: Language): StopRule {
  const stop = readStop(one.stop)
  const parts = partsOnDay(packs, stop, one.day)
  const asks = parts.flatMap((rule) => [rule.match, rule.breach].map((ask) => ({ rule, ask })))
  // Of a row that names the rule alone, the first part that asks for the outcome stands for them all.
  const found = asks.find(({ ask }) => ask?.decision === one.outcome) ?? asks[0]
  const law = found?.rule.law[0]
  const title = found?.rule.title
  const message = found?.ask?.message ?? title
  const spoken = language === 'zh-CN' ? 'zh' : 'en'
  return {
    ruleId: stop.ruleId,
    ...(stop.part === undefined ? {} : { part: stop.part }),
    outcome: one.outcome,
    title: title?.[spoken] ?? stop.ruleId,
    clause: law ? lawOf(law, language) : '',
    text: message?.[spoken] ?? '',
    rows: one.rows,
    sums: [...one.sums].map(([currency, minor]) => toMoneyJson({ currency, minor })),
  }
}

/** The strictest of the outcomes of one line, which may go to several people. */
export function strictest(outcomes: readonly (keyof OutcomeCounts)[]): keyof OutcomeCounts {
  const [first, ...more] = outcomes
  if (first === undefined) throw new Error('a line has one part at least')
  return more.reduce((one, other) => (strictness[other] > strictness[one] ? other : one), first)
}

/** Forbidden first, then what waits, then what needs judgement; within these the commonest rule first. */
function byWeight(a: StopRule, b: StopRule): number {
  return strictness[b.outcome] - strictness[a.outcome] || b.rows - a.rows || (a.ruleId < b.ruleId ? -1 : 1)
}

/** Rules that stopped rows, together with those of later rows. */
export function addRules(before: readonly StopRule[], later: readonly StopRule[]): StopRule[] {
  const all = new Map(before.map((rule) => [nameOf(rule), rule]))
  for (const rule of later) {
    const known = all.get(nameOf(rule))
    const sums = known ? addSums(known.sums, rule.sums) : rule.sums
    all.set(nameOf(rule), { ...(known ?? rule), rows: (known?.rows ?? 0) + rule.rows, sums })
  }
  return [...all.values()].toSorted(byWeight)
}

/** What a later law says of a rule counts for itself. */
function nameOf({ outcome, ruleId, part, title, clause, text }: StopRule): string {
  return JSON.stringify([outcome, ruleId, part ?? null, title, clause, text])
}

function addSums(before: readonly MoneyJson[], later: readonly MoneyJson[]): MoneyJson[] {
  const sums = new Map<string, bigint>()
  for (const { currency, minor } of [...before, ...later]) {
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor))
  }
  return [...sums].map(([currency, minor]) => toMoneyJson({ currency, minor }))
}
