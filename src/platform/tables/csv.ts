import type { BrokenLine, ReadRow } from './read.ts'

/** Reads delimited text piece by piece; `push` and `end` give the lines that became complete. */
export type CsvScanner = {
  readonly push: (text: string) => (ReadRow | BrokenLine)[]
  readonly end: () => (ReadRow | BrokenLine)[]
}

/** A quoted cell may run over this many characters before its quotation mark counts as never closed. */
const openQuoteMax = 64 * 1024

/**
 * Our own scanner, because a line that breaks the rules must cost that line only: with a stray quotation mark
 * the common parsers swallow the lines up to the next one, and an import must not lose a line unsaid.
 */
export function csvScanner(delimiter: string): CsvScanner {
  let rest = ''
  let line = 1
  const take = (text: string, isLast: boolean): (ReadRow | BrokenLine)[] => {
    const reads: (ReadRow | BrokenLine)[] = []
    let at = 0
    while (at < text.length) {
      const record = scanRecord(text, at, delimiter, isLast)
      if (record === undefined) break
      reads.push(
        'cells' in record
          ? { kind: 'row', line, cells: record.cells }
          : {
              kind: 'broken',
              line,
              code: record.code,
              text: text.slice(at, Math.min(record.next, at + 200)).trim(),
            },
      )
      line += record.lines
      at = record.next
    }
    rest = text.slice(at)
    return reads
  }
  return { push: (text) => take(rest + text, false), end: () => take(rest, true) }
}

type Scanned =
  | { readonly cells: readonly string[]; readonly next: number; readonly lines: number }
  | { readonly code: string; readonly next: number; readonly lines: number }

/** One record from `at`, or undefined when the text ends before the record does. */
function scanRecord(text: string, at: number, delimiter: string, isLast: boolean): Scanned | undefined {
  const newline = text.indexOf('\n', at)
  if (newline === -1 && !isLast) return undefined
  const end = newline === -1 ? text.length : newline
  const line = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end)
  if (!line.includes('"')) return { cells: line.split(delimiter), next: end + 1, lines: 1 }
  const quoted = scanQuoted(text, at, delimiter, isLast)
  if (quoted === undefined || 'cells' in quoted) return quoted
  return { code: quoted.code, next: end + 1, lines: 1 }
}

type Quoted = Scanned | { readonly code: string }

function scanQuoted(text: string, start: number, delimiter: string, isLast: boolean): Quoted | undefined {
  const cells: string[] = []
  let at = start
  let lines = 1
  for (;;) {
    const cell = text[at] === '"' ? scanCell(text, at, isLast) : plainCell(text, at, delimiter)
    if (cell === undefined || 'code' in cell) return cell
    cells.push(cell.value)
    for (let i = cell.value.indexOf('\n'); i !== -1; i = cell.value.indexOf('\n', i + 1)) lines++
    at = cell.next
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length
      continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    if (at >= text.length && !isLast) return undefined
    if (at < text.length && text[at] !== '\n') return { code: 'line.quotes' }
    return { cells, next: at + 1, lines }
  }
}

type Cell = { readonly value: string; readonly next: number } | { readonly code: string }

/** A cell without quotation marks around it; marks inside it are letters like others. */
function plainCell(text: string, at: number, delimiter: string): Cell {
  const newline = text.indexOf('\n', at)
  const lineEnd = newline === -1 ? text.length : newline
  const found = text.indexOf(delimiter, at)
  if (found !== -1 && found < lineEnd) return { value: text.slice(at, found), next: found }
  const end = text[lineEnd - 1] === '\r' && lineEnd > at ? lineEnd - 1 : lineEnd
  return { value: text.slice(at, end), next: end }
}

function scanCell(text: string, at: number, isLast: boolean): Cell | undefined {
  let value = ''
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    const reached = quote === -1 ? text.length : quote
    if (reached - at > openQuoteMax) return { code: 'line.quote_open' }
    if (quote === -1) return isLast ? { code: 'line.quote_open' } : undefined
    if (quote + 1 === text.length && !isLast) return undefined
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, next: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

/**
 * The separator by which most of the first lines have the same number of columns, then the one with more
 * columns: so a table with decimal commas is not split at them. A comma when there is no sign of any.
 */
export function chooseDelimiter(sample: string): string {
  const lines = sample.split(/\r?\n|\r/, 20).map((line) => line.replace(/"[^"]*"/g, ''))
  const judged = [',', ';', '\t', '|'].map((delimiter) => {
    const widths = lines.map((line) => line.split(delimiter).length).filter((width) => width > 1)
    const alike = (width: number) => widths.filter((w) => w === width).length
    const width = widths.reduce((best, next) => (alike(next) > alike(best) ? next : best), 1)
    return { delimiter, lines: alike(width), width }
  })
  const better = (a: (typeof judged)[number], b: (typeof judged)[number]) =>
    a.lines > b.lines || (a.lines === b.lines && a.width > b.width)
  return judged.reduce((best, next) => (better(next, best) ? next : best)).delimiter
}
