import { toHex, toUtf8 } from './bytes.ts'
import type { Sha256 } from './hash.ts'
import type { Instant, LocalDate } from './time.ts'

/** A column kind together with a value of it, as the application holds it. */
export type PgValue =
  | readonly ['text', string]
  | readonly ['int', number]
  | readonly ['bigint', bigint]
  | readonly ['numeric', bigint | string]
  | readonly ['bool', boolean]
  | readonly ['date', LocalDate]
  | readonly ['instant', Instant]

/**
 * The canonical line of a row: its column values as PostgreSQL prints them, in COPY text format, without the
 * line break. `COPY (select …) TO STDOUT` gives the same bytes, so a verifier hashes what the server sends.
 */
export function rowLine(values: readonly (string | null)[]): string {
  let line = ''
  let tab = ''
  for (const value of values) {
    line +=
      tab + (value === null ? '\\N' : isSpecial.test(value) ? value.replace(special, escapeSpecial) : value)
    tab = '\t'
  }
  return line
}

/** The column values of a line; undefined when a backslash stands before a letter that COPY never writes. */
export function parseRowLine(line: string): (string | null)[] | undefined {
  const cells = line.split('\t')
  if (cells.some((cell) => cell !== '\\N' && !wellEscaped.test(cell))) return undefined
  return cells.map((cell) =>
    cell === '\\N' ? null : cell.replace(/\\([bfnrtv\\])/g, (_, letter: string) => letters[letter] ?? letter),
  )
}

/** The digest that a row's last entry carries: SHA-256 over the UTF-8 bytes of its line, in hexadecimal. */
export function rowDigest(line: string, sha256: Sha256): string {
  return toHex(sha256(toUtf8(line)))
}

/**
 * A value as PostgreSQL prints it (DateStyle ISO, time zone UTC; `instant` is timestamptz(3)).
 * Throws for text with a zero byte and for a number that PostgreSQL would print otherwise.
 */
export function pgText(...[kind, value]: PgValue): string {
  if (kind === 'bool') return value ? 't' : 'f'
  if (kind === 'instant') return instantText(value)
  if (kind === 'text' && value.includes('\0')) throw new Error('PostgreSQL text holds no zero byte')
  if (kind === 'int' && !Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`)
  if (kind === 'numeric' && !numericText.test(String(value))) throw new Error(`not numeric: ${value}`)
  if (kind === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) throw new Error(`not a date: ${value}`)
  return kind === 'int' && value === 0 ? '0' : String(value)
}

/** PostgreSQL has no negative zero. */
const numericText = /^(?!-0(\.0*)?$)-?(0|[1-9]\d*)(\.\d+)?$/
const special = /[\b\f\n\r\t\v\\]/g
/** Looking costs a quarter of replacing nothing, and few values hold such a sign. */
const isSpecial = /[\b\f\n\r\t\v\\]/
const wellEscaped = /^(?:[^\\]|\\[bfnrtv\\])*$/
const letters: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' }
const escapes = new Map(Object.entries(letters).map(([letter, char]) => [char, `\\${letter}`]))

function escapeSpecial(char: string): string {
  return escapes.get(char) ?? char
}

function instantText(at: Instant): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.(\d{3})Z$/.exec(at)
  if (!found) throw new Error(`not an instant: ${at}`)
  const [, day = '', time = '', thousandths = ''] = found
  const fraction = thousandths.replace(/0+$/, '')
  return `${day} ${time}${fraction === '' ? '' : `.${fraction}`}+00`
}
