import { hash } from 'node:crypto'
import type { Command } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { xlsxBytes, type Sheet, type SheetCell } from '../../../platform/sheets.ts'
import { fromMoneyJson, type MoneyJson } from '../../../kernel/money.ts'
import type { Language } from '../../../texts/text.ts'
import { headingsOf, isByPerson, sayTax, type Heading } from './headings.ts'
import { namesFor, type Named } from './present.ts'
import type { ReadYear } from './read-year.ts'

/** The schedule as a workbook: a summary, and each heading with all its benefits. */
export async function workbookOf(tx: Transaction, read: ReadYear, language: Language): Promise<Buffer> {
  const headings = headingsOf(read.schedule, language)
  const lines = headings.flatMap((heading) => heading.lines)
  const withheld = headings.flatMap((heading) => (isByPerson(heading.key) ? heading.lines : []))
  const named = await namesFor(tx, lines, withheld, read.benefits)
  const sheets = [
    summaryOf(headings, language),
    ...headings.map((one) => sheetOf(read, one, named, language)),
  ]
  const pieces: Uint8Array[] = []
  for await (const piece of xlsxBytes(sheets)) pieces.push(piece)
  return Buffer.concat(pieces)
}

function summaryOf(headings: readonly Heading[], language: Language): Sheet {
  const columns = ['section', 'spent', 'deductible', 'add_back', 'carried'] as const
  return {
    name: sayTax(language, 'tax.summary'),
    heading: [
      ...columns.map((column) => sayTax(language, `tax.summary.${column}`)),
      sayTax(language, 'tax.column.tax'),
      sayTax(language, 'tax.summary.law'),
    ],
    rows: headings.map((heading) => [
      heading.title,
      amount(heading.spent),
      amount(heading.deductible),
      amount(heading.addBack),
      amount(heading.carriedOut),
      amount(heading.tax),
      heading.laws.join('；'),
    ]),
  }
}

function amount(money: MoneyJson | undefined): SheetCell {
  return money === undefined ? null : { money: fromMoneyJson(money) }
}

/** A sheet of one heading; the tax that is withheld is declared by person, so there each has a row. */
function sheetOf(
  read: ReadYear,
  { key, title, tax, lines }: Heading,
  named: Named,
  language: Language,
): Sheet {
  const { currency } = read.schedule.year
  const money = (minor: bigint): SheetCell => ({ money: { currency, minor } })
  const hasPeople = isByPerson(key)
  const columns = [
    ...(['number', 'day', 'customer', 'matter', 'amount'] as const),
    ...(hasPeople ? (['recipient', 'people'] as const) : []),
    ...(tax === undefined ? [] : (['base', 'tax'] as const)),
  ]
  const rows = lines.flatMap((taxed): SheetCell[][] => {
    const { line, base, tax: on } = taxed
    const benefit = named.benefits.get(line.benefitId)
    const shared: SheetCell[] = [
      line.number,
      { date: line.happenedOn },
      named.parties.get(benefit?.customer_id ?? '')?.name ?? '',
      benefit?.title ?? '',
      money(line.minor),
    ]
    if (!hasPeople) return [[...shared, ...(tax === undefined ? [] : [money(base), money(on)])]]
    return (named.shares.get(taxed) ?? []).map(({ recipientId, unnamed, ...share }) => {
      const party = named.parties.get(recipientId ?? '')?.name ?? ''
      const name = unnamed === undefined ? party : `${party} ${sayTax(language, 'tax.unnamed')}`.trim()
      return [...shared, name, { number: unnamed ?? 1 }, money(share.base), money(share.tax)]
    })
  })
  return { name: title, heading: columns.map((column) => sayTax(language, `tax.column.${column}`)), rows }
}

/** A schedule that somebody takes away. */
export type Taken = {
  readonly year: number
  readonly entityId: string
  readonly digest: string
  readonly reason: string
}

/** Notes that somebody took a schedule away: which, why, and by its digest exactly what. */
export function recordTaxFile(): Command<Taken, null, null> {
  return {
    operation: 'payments.record_tax_file',
    load: async () => null,
    decide: (_, { body }) => ({
      answer: null,
      object: { type: 'tax_year', id: `${body.entityId}:${String(body.year)}` },
      entityId: body.entityId,
      changes: [],
      reason: body.reason,
      note: { digest: body.digest },
    }),
  }
}

/** The digest under which the log knows a file. */
export function digestOf(bytes: Buffer): string {
  return hash('sha256', bytes)
}
