import { z } from 'zod'
import { payableWays } from './states.ts'
import { resultFields, resultOutcomes, templateFields } from './template-fields.ts'

/** More columns than a bank asks for; a file with more is no template. */
export const templateColumnsMax = 60
const text = (most: number) => z.string().trim().min(1).max(most)
const words = z.array(text(60)).min(1).max(20)

/** One column of a template. */
const templateColumn = z.strictObject({
  title: text(60),
  field: z.enum(templateFields),
  /** What stands in a column that holds the same in every row. */
  text: z.string().trim().max(60).optional(),
  /** The bank's words for what our payments are for. */
  words: z.partialRecord(z.enum(payableWays), text(30)).optional(),
  cell: z.enum(['text', 'number']).optional(),
  /** Letters that the bank takes. */
  most: z.int().min(1).max(200).optional(),
  needed: z.boolean().optional(),
})

const totalsCell = z.union([
  z.enum(['count', 'total', 'payer_account', 'day']),
  z.strictObject({ text: z.string().max(60) }),
])

/** How the result file of a bank is read: its headings, and its words for what became of a payment. */
const templateResults = z.strictObject({
  columns: z.partialRecord(z.enum(resultFields), words),
  words: z.partialRecord(z.enum(resultOutcomes), words),
})

/** A template of a bank, as somebody writes it down. */
export const templateContent = z.strictObject({
  name: z.strictObject({ zh: text(60), en: text(60) }),
  file: z.enum(['text', 'xlsx']),
  encoding: z.enum(['utf-8', 'utf-8-mark', 'gbk', 'gb18030']).default('utf-8'),
  separator: z.enum(['comma', 'bar', 'semicolon', 'tab']).default('comma'),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  heading: z.boolean().default(true),
  /** Rows of fixed text above the heading, as the bank has them. */
  above: z
    .array(z.array(z.string().max(2000)).max(templateColumnsMax))
    .max(20)
    .default([]),
  columns: z.array(templateColumn).min(1).max(templateColumnsMax),
  /** Payments of one file at most. */
  rows: z.int().min(1).max(10_000),
  /** Payments within the bank and to others in files of their own. */
  split: z.boolean().default(false),
  totals: z
    .strictObject({ place: z.enum(['first', 'last']), cells: z.array(totalsCell).min(1).max(20) })
    .optional(),
  results: templateResults.optional(),
})
