import { createHash } from 'node:crypto'
import type { Statement, StatementLine } from './statement.ts'

/** A line with the key by which it counts once. */
export type KeyedLine = { readonly key: string; readonly line: StatementLine }

/**
 * The lines of a statement with their keys. A statement with a number of the bank counts as a whole, so its
 * number and the row are the key. Tables overlap, as somebody exports a week and then the month: there a line
 * is known by what it says and by the balance after it. Pending lines are no lines yet.
 */
export function keyedLines(statement: Statement): readonly KeyedLine[] {
  const times = new Map<string, number>()
  return statement.lines
    .filter(({ status }) => status === 'booked')
    .map((line, i) => {
      const text =
        statement.form === 'camt'
          ? `${statement.number} ${line.row} ${i}`
          : `${contentOf(line)} ${line.balance?.minor}`
      const nth = times.get(text) ?? 0
      times.set(text, nth + 1)
      return { key: digestOf(`${text} ${nth}`), line }
    })
}

/** What a statement says, whatever its file looks like: the same statement twice has the same digest. */
export function statementDigest({ account, number, opening, closing, lines }: Statement): string {
  return digestOf([account, number, opening.minor, closing.minor, ...lines.map(contentOf)].join('\n'))
}

function contentOf(line: StatementLine): string {
  const { bookedOn, direction, amount, endToEndId, bankReference, account, party, remark } = line
  return JSON.stringify([
    bookedOn,
    direction,
    amount.currency,
    amount.minor.toString(),
    endToEndId ?? '',
    bankReference ?? '',
    account ?? '',
    party ?? '',
    remark,
  ])
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
