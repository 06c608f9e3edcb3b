import { compare, fromDecimal, money, type Money } from '../../../kernel/money.ts'
import { readRmbWords } from '../../../kernel/rmb-words.ts'
import type { RowValue } from '../domain.ts'
import { readPlainAmount } from './plain-amount.ts'
import { missing, plainText, quoted, read, unreadable, type Finding, type Reading } from './reading.ts'
import { boundIn, peel } from './value-words.ts'

/** A word of the profile that stands in place of an amount. */
export type ValueWord = {
  readonly pattern: RegExp
  readonly known: 'at_least' | 'at_most' | 'not_said'
  readonly amount?: string
}

export type ValueContext = {
  readonly currency: string
  readonly words: readonly ValueWord[]
  /** Power of ten of the heading, for example 4 for 金额(万元). */
  readonly power: number
}

/**
 * Reads a value in the spellings people use: exact, estimated, known only from below or above, or between two
 * amounts. A bound stays a bound. Nothing is rounded and no number is made of words that leave a choice.
 */
export function readValue(cell: string, context: ValueContext): Reading<RowValue> {
  const text = plainText(cell)
  if (text === '') return missing('value.missing')
  const word = context.words.find((w) => w.pattern.test(text))
  if (word) return fromWord(word, cell, context)
  const quick =
    /^\d{1,12}\.\d{2}$/.test(text) && context.power === 0 ? fromDecimal(context.currency, text) : undefined
  return quick ? exact(quick, []) : fromPhrase(text, cell, context)
}

function exact(amount: Money, notes: readonly Finding[]): Reading<RowValue> {
  return read(
    { known: 'exact', money: amount },
    amount.minor === 0n ? [...notes, { code: 'value.zero' }] : notes,
  )
}

function fromWord(word: ValueWord, cell: string, context: ValueContext): Reading<RowValue> {
  const amount = word.amount === undefined ? undefined : fromDecimal(context.currency, word.amount)
  const marker = quoted(cell)
  if (word.known === 'not_said' || amount === undefined) return missing('value.not_said', { text: marker })
  return bound(word.known, amount, marker, [])
}

function bound(
  known: 'at_least' | 'at_most',
  amount: Money,
  marker: string,
  notes: readonly Finding[],
): Reading<RowValue> {
  return read({ known, money: amount, marker }, [
    ...notes,
    { code: `value.${known}`, params: { text: marker } },
  ])
}

function fromPhrase(text: string, cell: string, context: ValueContext): Reading<RowValue> {
  const { text: bare, notes } = peel(text)
  const range = betweenTwo(bare, context)
  if (range) return read(range, [...notes, { code: 'value.between', params: { text: quoted(cell) } }])
  const limit = boundIn(bare)
  if (limit) {
    const found = oneAmount(limit.amount, context)
    if ('code' in found) return unreadable(found.code, { text: quoted(cell) })
    return bound(limit.known, found.money, quoted(cell), [...notes, ...found.notes])
  }
  const found = confirmed(bare, context) ?? product(bare, context) ?? oneAmount(bare, context)
  if ('code' in found) return unreadable(found.code, { text: quoted(cell) })
  return exact(found.money, [...notes, ...found.notes])
}

function betweenTwo(text: string, context: ValueContext): RowValue | undefined {
  const found = /^(?:between |from )?(.*\d.*?) ?(?:-| to | and |至|到) ?(.*\d.*)$/i.exec(text)
  if (!found) return undefined
  const [low, high] = [oneAmount(found[1] ?? '', context), oneAmount(found[2] ?? '', context)]
  if ('code' in low || 'code' in high) return undefined
  if (low.money.currency !== high.money.currency || compare(low.money, high.money) >= 0) return undefined
  return { known: 'between', low: low.money, high: high.money }
}

type Amount = { readonly money: Money; readonly notes: readonly Finding[] } | { readonly code: string }

/** "£100 (2 x £50)": two ways to say one amount, which agree. */
function confirmed(text: string, context: ValueContext): Amount | undefined {
  const found = /^([^()]*\d) ?\(([^()]*\d[^()]*)\)$/.exec(text)
  if (!found) return undefined
  const [total, parts] = [oneAmount(found[1] ?? '', context), product(found[2] ?? '', context)]
  if ('code' in total || !parts || 'code' in parts) return undefined
  const { money: one } = total
  return one.currency === parts.money.currency && compare(one, parts.money) === 0 ? parts : undefined
}

const things = '(?:tickets?|places?|seats?|people|persons|guests)'
const countFirst = new RegExp(
  `^(\\d{1,3})(?: ?[x×*@] ?| ${things} ?(?:[x×*@]|at) ?)(\\D.*|\\d+\\.\\d{2})$`,
  'i',
)
const priceFirst = new RegExp(
  `^(.*\\d)(?: ?each| ?pp| (?:per|a) [a-z]+)? ?[x×*] ?(\\d{1,3})(?: ${things})?$`,
  'i',
)
const numbers = ['two', 'three', 'four'] as const

/** "2 x £50", "£50 x 2" and "Two tickets at £50". */
function product(words: string, context: ValueContext): Amount | undefined {
  const text = words.replace(/^(?:two|three|four)\b/i, (word) => numberOf(word))
  const found = countFirst.exec(text) ?? priceFirst.exec(text)
  if (!found) return undefined
  const isCountFirst = /^\d{1,3}$/.test(found[1] ?? '') && !/^\d{1,3}$/.test(found[2] ?? '')
  const [count, each] = isCountFirst ? [found[1], found[2]] : [found[2], found[1]]
  const amount = oneAmount(each ?? '', context)
  if ('code' in amount) return amount
  const total = money(amount.money.currency, amount.money.minor * BigInt(count ?? '1'))
  return { money: total, notes: [...amount.notes, { code: 'value.product', params: { text } }] }
}

function numberOf(word: string): string {
  return String(numbers.findIndex((each) => each === word.toLowerCase()) + 2)
}

function oneAmount(text: string, context: ValueContext): Amount {
  const plain = readPlainAmount(text, context)
  if (plain && 'code' in plain) return plain
  const amount = plain?.money ?? capitalFigures(text)
  if (!amount) return { code: whyNot(text) }
  const isForeign = plain?.hasOwnCurrency === true
  return {
    money: amount,
    notes: isForeign ? [{ code: 'value.currency_own', params: { currency: amount.currency } }] : [],
  }
}

/** 大写 as on vouchers. Everyday numerals are left out: 一千二 may mean 1,200 or 1,002. */
function capitalFigures(text: string): Money | undefined {
  const fen = readRmbWords(text.replace(/[ :]/g, '').replace(/^(人民币)?[(]?大写[)]?/, ''))
  return fen === undefined ? undefined : money('CNY', fen)
}

function isColloquial(text: string): boolean {
  return /^(?:人民币|约|大约)?[一二两三四五六七八九十百千万亿零〇半几多]{2,}(?:元|块|块钱)?(?:左右)?$/u.test(
    text,
  )
}

function whyNot(text: string): string {
  if (isColloquial(text.replaceAll(' ', ''))) return 'value.words'
  if (/^\(.*\d.*\)$/.test(text) || /^[£$€¥]? ?-/.test(text)) return 'value.negative'
  if ((text.match(/\d[\d,.]*/g)?.length ?? 0) > 1) return 'value.several'
  if (/\d[.]\d{3},\d/.test(text) || /\d,\d{1,2}$/.test(text)) return 'value.grouping'
  return 'value.unreadable'
}
