import { fromDecimal, toDecimal, type Money } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { ReadRow } from '../../../platform/tables/read.ts'
import { amountCell, type BankTable } from './bank-table.ts'

/** What the rows of a table make, which a bank prints below them under one of these words. */
export type Sum = { readonly words: readonly string[] } & (
  { readonly amounts: readonly Money[] } | { readonly counts: readonly number[] }
)

const whole = /^(合计|总计|共计|total)(?=$|[\s:：\d])/i

function firstText({ cells }: ReadRow): string {
  return cells.map((cell) => cell.normalize('NFKC').trim()).find((cell) => cell !== '') ?? ''
}

/** Does a row below the others begin with one of these words? */
export function beginsWith(row: ReadRow, words: RegExp): boolean {
  return words.test(firstText(row))
}

/**
 * What a bank prints below a table must be what the rows make, so that no row is missing at an end, where no
 * balance tells. Words that are none of these, and figures of one page, are passed over.
 */
export function printedRefusal(footers: readonly ReadRow[], sums: readonly Sum[]): Refusal | undefined {
  for (const row of footers) {
    const text = row.cells.map((cell) => cell.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '')).join(' ')
    for (const sum of sums) {
      for (const word of sum.words) {
        const refusal = wordRefusal(text, word, sum)
        if (refusal) return refusal
      }
    }
  }
  return undefined
}

/** The figures after a word; several of them are a count and a sum, of which one is this. */
function wordRefusal(text: string, word: string, sum: Sum): Refusal | undefined {
  const figures = new RegExp(
    `(?<![\\u4e00-\\u9fff])${word}[:\\s(元人民币)¥]*((?:-?\\d[\\d.]*\\s*(?:笔|元)?\\s*)+)`,
  )
  const printed = figures.exec(text)?.[1]?.match(/-?\d[\d.]*/g) ?? []
  const [first] = printed
  if (first === undefined) return undefined
  const isSaid = printed.some((figure) =>
    'counts' in sum
      ? sum.counts.includes(Number(figure))
      : sum.amounts.some(({ currency, minor }) => fromDecimal(currency, figure)?.minor === minor),
  )
  return isSaid ? undefined : refuse('bank.footer_differs', { word, printed: first, found: foundIn(sum) })
}

function foundIn(sum: Sum): string {
  if ('counts' in sum) return String(sum.counts[0] ?? 0)
  const [amount] = sum.amounts
  return amount === undefined ? '0' : toDecimal(amount)
}

/** A column of a table, in the currency of its rows. */
export type SummedColumn = { readonly name: string; readonly word: string; readonly currency: string }

/**
 * A row of totals says under a column what its cells make: all of the table, or those since the totals of the
 * page before.
 */
export function totalsRefusal(
  table: BankTable,
  { footers, rows }: { readonly footers: readonly ReadRow[]; readonly rows: readonly ReadRow[] },
  columns: readonly SummedColumn[],
): Refusal | undefined {
  let since = 0
  for (const footer of footers.filter((row) => beginsWith(row, whole))) {
    const above = rows.filter(({ line }) => line < footer.line)
    const ways = [rows, above, above.filter(({ line }) => line > since)]
    for (const column of columns) {
      const printed = amountCell(table, footer, column)
      if (printed === undefined || isRefusal(printed)) continue
      const made = ways.map((each) => columnSum(table, each, column))
      if (made.some((sum) => sum.minor === printed.minor || sum.absolute === printed.minor)) continue
      const found = toDecimal({ currency: column.currency, minor: made[0]?.minor ?? 0n })
      return refuse('bank.footer_differs', { word: column.word, printed: toDecimal(printed), found })
    }
    since = footer.line
  }
  return undefined
}

/** What the cells of a column make, with their signs and without them, and how many are not zero. */
export function columnSum(
  table: BankTable,
  rows: readonly ReadRow[],
  column: Omit<SummedColumn, 'word'>,
): { readonly minor: bigint; readonly absolute: bigint; readonly count: number } {
  let [minor, absolute, count] = [0n, 0n, 0]
  for (const row of rows) {
    const cell = amountCell(table, row, column)
    if (cell === undefined || isRefusal(cell)) continue
    minor += cell.minor
    absolute += cell.minor < 0n ? -cell.minor : cell.minor
    if (cell.minor !== 0n) count++
  }
  return { minor, absolute, count }
}
