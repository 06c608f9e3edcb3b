import { formatMoney } from '../../kernel/format.ts'
import { budgetTexts } from '../../texts/budgets.ts'
import { fill, type Language, type TextValue } from '../../texts/text.ts'
import { nameOf, type Organisation } from '../access/index.ts'
import type { BudgetDeps } from './deps.ts'
import type { ChangeRow } from './tables.ts'

/** Who reads, and whose names are known. */
export type WordReader = {
  readonly language: Language
  readonly organisation: Organisation
  readonly forms: BudgetDeps['forms']
}

type Key = keyof typeof budgetTexts

/** A sentence about budgets in the reader's language. */
export function say(
  { language }: Pick<WordReader, 'language'>,
  key: Key,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(budgetTexts[key], language, params)
}

/** What happens beyond a budget, or without one. The database holds the list. */
export function answerWord(reader: Pick<WordReader, 'language'>, answer: string): string {
  return say(reader, `budget.answer.${answer as 'free'}`)
}

/** The name of a unit; nothing where there is none of that identifier. */
export function unitName({ organisation, language }: WordReader, unitId: string): string {
  const unit = organisation.units.get(unitId)
  return unit ? nameOf(unit, language) : unitId
}

/** The kinds of a stored list, each with its word; empty where all count. */
export function formWords(reader: WordReader, forms: string) {
  const words = new Map(reader.forms(reader.language).map(({ key, word }) => [key, word]))
  const keys = forms === '' ? [] : forms.split(',')
  return keys.map((key) => ({ key, word: words.get(key) ?? key }))
}

/** Period, unit and kinds in one line. */
export function scopeWords(
  reader: WordReader,
  { period, unit_id: unitId, forms }: Pick<ChangeRow, 'period' | 'unit_id' | 'forms'>,
): string {
  const kinds = formWords(reader, forms ?? '').map(({ word }) => word)
  const separator = reader.language === 'en' ? ', ' : '、'
  return [
    period ?? '',
    unitId === null ? say(reader, 'budget.all_units') : unitName(reader, unitId),
    kinds.length === 0 ? say(reader, 'budget.all_kinds') : kinds.join(separator),
  ].join(' · ')
}

/** What a proposal is about, in one line. */
export function changeWords(reader: WordReader, row: ChangeRow): string {
  const { what, name, period, planned_minor: planned, before_minor: before, answer } = row
  if (what === 'demand')
    return say(reader, 'budget.change.demand', { answer: answerWord(reader, answer ?? '') })
  if (what === 'end') return say(reader, 'budget.change.end', { name: name ?? '' })
  const currency = row.currency?.trim() ?? ''
  const params = {
    name: name ?? '',
    period: period ?? '',
    planned: formatMoney({ currency, minor: planned ?? 0n }),
  }
  if (before === null) return say(reader, 'budget.change.new', params)
  return say(reader, 'budget.change.amount', { ...params, before: formatMoney({ currency, minor: before }) })
}
