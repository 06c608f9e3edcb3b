import type { z } from 'zod'
import type { taxSchedule } from '../../../contract/tax.ts'
import { toMoneyJson, type MoneyJson } from '../../../kernel/money.ts'
import { taxTexts } from '../../../texts/tax.ts'
import { fill, type Language, type TextValue } from '../../../texts/text.ts'
import type { Schedule, Section, TaxedLine, TaxLine } from './schedule.ts'
import type { Bearing } from './withholding.ts'

type SectionJson = z.output<typeof taxSchedule.answer>['sections'][number]

/** A heading in the order of the schedule, with all its lines. */
export type Heading = Omit<SectionJson, 'lines'> & { readonly lines: readonly TaxedLine[] }

/** The headings under which tax is declared by person. */
export function isByPerson(key: SectionJson['key']): boolean {
  return key === 'withholding' || key === 'labour'
}

type TaxText = keyof typeof taxTexts

/** A text of the schedule in the reader's language. */
export function sayTax(
  language: Language,
  key: TaxText,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(taxTexts[key], language, params)
}

/** The headings of a schedule that have anything in them, in the reader's words. */
export function headingsOf(schedule: Schedule, language: Language): Heading[] {
  const { entertainment, publicity, year } = schedule
  const make = maker(year.currency, language)
  const all = [
    ...(entertainment
      ? [make.limited('entertainment', `tax.says.${entertainment.binding}`, entertainment)]
      : []),
    ...(publicity ? [make.limited('publicity', 'tax.says.publicity', publicity, publicity.carriedOut)] : []),
    make.limited('commission', 'tax.says.commission', schedule.commission),
    make.limited('not_deductible', 'tax.says.not_deductible', schedule.notDeductible),
    make.taxed('deemed_sale', 'tax.says.deemed_sale', schedule.deemedSales),
    make.taxed('withholding', `tax.says.withholding.${borneBy(schedule)}`, schedule.withheld),
    make.taxed('labour', 'tax.says.labour', schedule.labour),
    make.taxed('red_letter', 'tax.says.red_letter', schedule.redLetter),
    make.taxed('no_red_letter', 'tax.says.no_red_letter', schedule.noRedLetter),
    make.plain('no_input_credit', 'tax.says.no_input_credit', schedule.noInputCredit),
  ]
  return all.filter(({ count }) => count > 0)
}

/** Who bears the tax of all lines; what a payment withheld was taken off what its recipient got. */
function borneBy({ withheld, year }: Schedule): Bearing | 'both' {
  const [first = year.bearing, ...others] = new Set(withheld.map(({ bearing = 'recipient' }) => bearing))
  return others.length === 0 ? first : 'both'
}

function maker(currency: string, language: Language) {
  const money = (minor: bigint): MoneyJson => toMoneyJson({ currency, minor })
  const heading = (key: SectionJson['key'], says: TaxText, lines: readonly TaxedLine[]): Heading => ({
    key,
    title: sayTax(language, `tax.${key}`),
    says: sayTax(language, says),
    spent: money(sumOf(lines.map(({ line }) => line.minor))),
    laws: [],
    count: lines.length,
    lines,
  })
  return {
    plain: (key: SectionJson['key'], says: TaxText, lines: readonly TaxLine[]) =>
      heading(key, says, untaxed(lines)),
    taxed: (key: SectionJson['key'], says: TaxText, lines: readonly TaxedLine[]): Heading => ({
      ...heading(key, says, lines),
      tax: money(sumOf(lines.map(({ tax }) => tax))),
    }),
    limited: (key: SectionJson['key'], says: TaxText, section: Section, carriedOut?: bigint): Heading => ({
      ...heading(key, says, untaxed(section.lines)),
      spent: money(section.spent),
      deductible: money(section.deductible),
      addBack: money(section.addBack),
      ...(carriedOut === undefined ? {} : { carriedOut: money(carriedOut) }),
      laws: [...section.laws],
    }),
  }
}

/** Lines of a heading that reckons no tax on each. */
function untaxed(lines: readonly TaxLine[]): TaxedLine[] {
  return lines.map((line) => ({ line, base: line.minor, tax: 0n }))
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, minor) => sum + minor, 0n)
}
