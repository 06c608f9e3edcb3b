import type { Money } from '../../kernel/money.ts'
import { toMoneyJson, type MoneyJson } from '../../kernel/money.ts'
import type { Language } from '../../texts/text.ts'
import type { OutcomeCounts } from './summary.ts'

type RuleWords = { readonly title: string; readonly text: string; readonly clause: string }

/** A rule that stopped a row, in words. */
export type StopTexts = { readonly ruleId: string; readonly zh: RuleWords; readonly en: RuleWords }

/** A rule that would have stopped rows: how many, worth how much, by which clause. */
export type StopRule = {
  readonly ruleId: string
  readonly outcome: keyof OutcomeCounts
  readonly title: string
  readonly clause: string
  readonly text: string
  readonly rows: number
  readonly sums: readonly MoneyJson[]
}

/** Counts outcomes, and the rules behind those that stop. */
export type StopTally = {
  readonly add: (
    outcome: keyof OutcomeCounts,
    stops: readonly string[],
    value: Money,
    missing: readonly string[],
  ) => void
  readonly learn: (texts: readonly StopTexts[]) => void
  readonly outcomes: () => OutcomeCounts
  readonly rules: (language: Language) => StopRule[]
  /** Facts that the register does not say and a rule needs, with the rows that wait for each. */
  readonly missing: () => { readonly path: string; readonly rows: number }[]
}

type Counted = { rows: number; readonly sums: Map<string, bigint> }

/** Starts counting. */
export function newStopTally(): StopTally {
  const outcomes = { prohibit: 0, hold: 0, escalate: 0, allow_with_conditions: 0, allow: 0 }
  const counted = new Map<string, Counted>()
  const words = new Map<string, StopTexts>()
  const missing = new Map<string, number>()
  return {
    add: (outcome, stops, value, paths) => {
      outcomes[outcome]++
      for (const path of paths) missing.set(path, (missing.get(path) ?? 0) + 1)
      for (const ruleId of stops) {
        const key = `${outcome} ${ruleId}`
        const one = counted.get(key) ?? { rows: 0, sums: new Map<string, bigint>() }
        one.rows++
        one.sums.set(value.currency, (one.sums.get(value.currency) ?? 0n) + value.minor)
        counted.set(key, one)
      }
    },
    learn: (texts) => {
      for (const text of texts) if (!words.has(text.ruleId)) words.set(text.ruleId, text)
    },
    outcomes: () => ({ ...outcomes }),
    rules: (language) => [...counted].map(([key, one]) => ruleOf(key, one, words, language)).toSorted(byRows),
    missing: () =>
      [...missing].map(([path, rows]) => ({ path, rows })).toSorted((a, b) => b.rows - a.rows),
  }
}

function ruleOf(
  key: string,
  one: Counted,
  words: ReadonlyMap<string, StopTexts>,
  language: Language,
): StopRule {
  const [outcome, ruleId = ''] = key.split(' ')
  const said = words.get(ruleId)?.[language === 'zh-CN' ? 'zh' : 'en']
  return {
    ruleId,
    // Every key is made of an outcome and a rule just above.
    outcome: outcome as keyof OutcomeCounts,
    title: said?.title ?? '',
    clause: said?.clause ?? '',
    text: said?.text ?? '',
    rows: one.rows,
    sums: [...one.sums].map(([currency, minor]) => toMoneyJson({ currency, minor })),
  }
}

const weight = { prohibit: 0, hold: 1, escalate: 2, allow_with_conditions: 3, allow: 4 }

/** Forbidden first, then what waits, then what needs judgement; within these the commonest rule first. */
function byRows(a: StopRule, b: StopRule): number {
  return weight[a.outcome] - weight[b.outcome] || b.rows - a.rows || (a.ruleId < b.ruleId ? -1 : 1)
}
