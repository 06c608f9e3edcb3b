import { saySet } from '../../../texts/payment-sets.ts'
import type { Language } from '../../../texts/text.ts'

/** Why something stands as it does, in a language. */
export type Why = (language: Language) => string

type Told = { readonly name: string; readonly why: Why }

/** So many names and reasons are read; more is a number. */
const namesMax = 5
const reasonsMax = 4

/** Items with their reasons as one text, in both languages: the same reason stands once, with its items. */
export function inBoth(told: readonly Told[]): { readonly what_zh: string; readonly what_en: string } {
  return { what_zh: listed(told, 'zh-CN'), what_en: listed(told, 'en') }
}

function listed(told: readonly Told[], language: Language): string {
  const groups = [...Map.groupBy(told, ({ why }) => why(language).replace(/[。.]$/, ''))]
  const shown = groups.slice(0, reasonsMax).map(([why, items]) =>
    saySet(language, 'listed.one', {
      names: namesOf(
        items.map(({ name }) => name),
        language,
      ),
      why,
    }),
  )
  const rest = groups.length - shown.length
  const all = rest === 0 ? shown : [...shown, saySet(language, 'listed.rest', { count: rest })]
  return all.join(saySet(language, 'listed.and'))
}

function namesOf(names: readonly string[], language: Language): string {
  const shown = names.slice(0, namesMax).join(saySet(language, 'listed.name'))
  return names.length <= namesMax
    ? shown
    : saySet(language, 'listed.more', { names: shown, count: names.length })
}
