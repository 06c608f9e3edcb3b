import { fromDecimal } from '../../../kernel/money.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { isLocalDate, type LocalDate } from '../../../kernel/time.ts'
import { factsInWords } from '../../../texts/invoices.ts'
import type { FactName, InvoiceFacts } from '../domain.ts'
import { stopRead } from './stop.ts'

/** Facts that grow while a file is read. */
export type GrowingFacts = { -readonly [Name in keyof InvoiceFacts]: InvoiceFacts[Name] }

const textMax = 200

/**
 * A name or number as a file has it: no control characters, at most 200 letters; undefined where there is
 * none.
 */
export function textFact(text: string | undefined): string | undefined {
  const plain = (text ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, textMax)
    .toWellFormed()
  return plain === '' ? undefined : plain
}

/** A number of an invoice or of a taxpayer: blanks left out. */
export function numberFact(text: string | undefined): string | undefined {
  return textFact(text?.normalize('NFKC').replace(/\s+/g, ''))
}

/**
 * An amount in yuan as minor units; a text that is none stops the reading, because half an amount is a
 * wrong one.
 */
export function amountFact(name: FactName, text: string | undefined): bigint | undefined {
  const plain = textFact(text)
    ?.normalize('NFKC')
    .replace(/^[¥￥]\s*|,/g, '')
  if (plain === undefined) return undefined
  const amount = /^-?\d{1,16}(\.\d{1,4})?$/.test(plain) ? fromDecimal('CNY', plain) : undefined
  return amount ? amount.minor : unreadable(name, plain)
}

/**
 * The tax of an invoice. One that is exempt has stars or the word for it in place of an amount, as it is
 * printed: that is no tax.
 */
export function taxFact(text: string | undefined): bigint | undefined {
  const plain = textFact(text)?.normalize('NFKC').replace(/\s+/g, '')
  return plain !== undefined && /^(\*+|免税|不征税|免征|零税率)$/.test(plain) ? 0n : amountFact('tax', text)
}

/** A day as `2026-01-15`, `20260115`, `2026年01月15日`, with or without a time behind it. */
export function dayFact(name: FactName, text: string | undefined): LocalDate | undefined {
  const plain = textFact(text)
  if (plain === undefined) return undefined
  const found = /^(\d{4})\s?[-/.年]?\s?(\d{1,2})\s?[-/.月]?\s?(\d{1,2})日?(?:[T ].{0,30})?$/.exec(plain)
  const day = found ? `${found[1]}-${found[2]?.padStart(2, '0')}-${found[3]?.padStart(2, '0')}` : ''
  return isLocalDate(day) ? day : unreadable(name, plain)
}

function unreadable(name: FactName, found: string): never {
  return stopRead(
    refuse('invoices.fact_unreadable', { ...factsInWords('fact', [name]), found: found.slice(0, 40) }),
  )
}

/** One value where a file may say it more than once: all the same, or the file contradicts itself. */
export function sameFact(name: FactName, texts: readonly (string | undefined)[]): string | undefined {
  const said = [...new Set(texts.map(textFact).filter((text) => text !== undefined))]
  const [first, second] = said
  if (first !== undefined && second !== undefined) contradicts(name, first, second)
  return first
}

/** Stops a file that says two things of one fact. */
export function contradicts(name: FactName, first: string, second: string): never {
  return stopRead(refuse('invoices.file_contradicts', { ...factsInWords('fact', [name]), first, second }))
}
