import { fromDecimal, toDecimal } from '../../../src/kernel/money.ts'
import type { Answer } from '../../shell/api.ts'

/** What a hand may change of an invoice. */
export type Typed = Answer<'invoiceDetail'>['correction']['typed']

/** What stands in the fields of a form, by the name of the fact. */
export type Words = Readonly<Partial<Record<keyof Typed, string>>>

const amounts: readonly (keyof Typed)[] = ['net', 'tax', 'total']

/** Whether a fact is an amount, which a form shows as a decimal number. */
export function isAmount(name: keyof Typed): boolean {
  return amounts.includes(name)
}

/** The facts as a form shows them. */
export function wordsOf(typed: Typed, currency: string): Words {
  const shown = Object.entries(typed) as [keyof Typed, string][]
  return Object.fromEntries(
    shown.map(([name, text]) => [name, isAmount(name) ? toDecimal({ currency, minor: BigInt(text) }) : text]),
  )
}

/**
 * What was typed, as an operation takes it: amounts in minor units. What is no amount goes as it is, and the
 * server says so at its field.
 */
export function typedOf(words: Words, currency: string): Typed {
  const typed = Object.entries(words) as [keyof Typed, string][]
  return Object.fromEntries(
    typed.map(([name, text]) => {
      if (!isAmount(name)) return [name, text.trim()]
      return [name, typedAmount(text, currency) ?? text]
    }),
  ) as Typed
}

/** Whether a field for an amount holds something else than one. */
export function isNoAmount(name: keyof Typed, text: string, currency: string): boolean {
  return isAmount(name) && text.trim() !== '' && typedAmount(text, currency) === undefined
}

function typedAmount(text: string, currency: string): string | undefined {
  return fromDecimal(currency, text.replaceAll(/[¥¥\s]/g, ''))?.minor.toString()
}

/**
 * Those of the words that differ from what stands there; one that was emptied is left as it is. In another
 * currency every amount is another one.
 */
export function changedWords(before: Words, now: Words): Words {
  const isOtherCurrency = (now.currency ?? '').trim() !== (before.currency ?? '')
  const changed = (Object.entries(now) as [keyof Typed, string][]).filter(
    ([name, text]) =>
      text.trim() !== '' && (text.trim() !== (before[name] ?? '') || (isOtherCurrency && isAmount(name))),
  )
  return Object.fromEntries(changed)
}
