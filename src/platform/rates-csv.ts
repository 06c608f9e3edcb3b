import { parse } from 'csv-parse/sync'
import { isLocalDate } from '../kernel/time.ts'
import { homeCurrency, isPositiveDecimal, type Rate } from './rates.ts'

/** One line of a rate file that was not taken, and why. `line` counts from 1 and includes the header. */
export type RateProblem = {
  readonly line: number
  readonly field: 'file' | 'date' | 'to' | 'currency' | 'rate' | 'per'
  readonly code:
    | 'no_header'
    | 'not_a_date'
    | 'ends_before_it_begins'
    | 'not_a_currency'
    | 'not_a_rate'
    | 'not_a_unit'
    | 'covered_twice'
    | 'unreadable'
  readonly found: string
}

/** What a rate file gave: the rates that can be used, and each line that cannot. */
export type RateFile = { readonly rates: readonly Rate[]; readonly problems: readonly RateProblem[] }

const columns = {
  date: ['date', '日期'],
  to: ['to', '截止日期'],
  currency: ['currency', '币种'],
  rate: ['rate', '汇率'],
  per: ['per', '单位'],
} as const

type Column = keyof typeof columns
type Row = Readonly<Record<Column, string>>

/**
 * Reads rates from CSV: columns date, currency, rate and, where wanted, to (last day) and per (units).
 * A line without `to` holds for its own day only. No line is guessed or dropped silently.
 */
export function parseRatesCsv(text: string, home = homeCurrency): RateFile {
  const lines = readLines(text)
  if (lines === undefined) return refusedFile('unreadable', text.slice(0, 40))
  const header = lines[0]
  const at = header && findColumns(header)
  if (!at) return refusedFile('no_header', header?.join(',') ?? '')
  const rates: Rate[] = []
  const problems: RateProblem[] = []
  const taken = new Map<string, Rate[]>()
  for (const [i, cells] of lines.entries()) {
    if (i === 0) continue
    const row = rowOf(cells, at)
    const problem = problemOf(row, home) ?? coveredTwice(row, taken)
    if (problem) {
      problems.push({ line: i + 1, ...problem })
      continue
    }
    const rate = rateOf(row)
    taken.set(rate.currency, [...(taken.get(rate.currency) ?? []), rate])
    rates.push(rate)
  }
  return { rates, problems }
}

type Found = Omit<RateProblem, 'line'>

function readLines(text: string): string[][] | undefined {
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true })
  } catch {
    return undefined
  }
}

function refusedFile(code: RateProblem['code'], found: string): RateFile {
  return { rates: [], problems: [{ line: 1, field: 'file', code, found }] }
}

function findColumns(header: readonly string[]): Readonly<Record<Column, number>> | undefined {
  const names = header.map((name) => name.toLowerCase())
  const find = (column: Column) => names.findIndex((name) => columns[column].some((word) => word === name))
  const at = {
    date: find('date'),
    to: find('to'),
    currency: find('currency'),
    rate: find('rate'),
    per: find('per'),
  }
  return at.date < 0 || at.currency < 0 || at.rate < 0 ? undefined : at
}

function rowOf(cells: readonly string[], at: Readonly<Record<Column, number>>): Row {
  const cell = (column: Column) => cells[at[column]] ?? ''
  const date = cell('date')
  return {
    date,
    to: cell('to') || date,
    currency: cell('currency').toUpperCase(),
    rate: cell('rate'),
    per: cell('per') || '1',
  }
}

function rateOf(row: Row): Rate {
  return { currency: row.currency, per: Number(row.per), rate: row.rate, from: row.date, to: row.to }
}

function problemOf(row: Row, home: string): Found | undefined {
  if (!isLocalDate(row.date)) return { field: 'date', code: 'not_a_date', found: row.date }
  if (!isLocalDate(row.to)) return { field: 'to', code: 'not_a_date', found: row.to }
  if (row.to < row.date) return { field: 'to', code: 'ends_before_it_begins', found: row.to }
  if (!/^[A-Z]{3}$/.test(row.currency) || row.currency === home) {
    return { field: 'currency', code: 'not_a_currency', found: row.currency }
  }
  if (!isPositiveDecimal(row.rate)) return { field: 'rate', code: 'not_a_rate', found: row.rate }
  if (!/^[1-9]\d{0,5}$/.test(row.per)) return { field: 'per', code: 'not_a_unit', found: row.per }
  return undefined
}

function coveredTwice(row: Row, taken: ReadonlyMap<string, readonly Rate[]>): Found | undefined {
  const other = taken.get(row.currency)?.some((rate) => rate.from <= row.to && row.date <= rate.to)
  return other ? { field: 'date', code: 'covered_twice', found: row.date } : undefined
}
