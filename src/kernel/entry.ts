import type { Reason } from './because.ts'
import { fromUtf8, toUtf8 } from './bytes.ts'
import { canonical, type CanonicalValue, type KnownText } from './canonical.ts'
import type { RefusalValue } from './refusal.ts'
import type { Instant } from './time.ts'

/** A personal value as the log shows it: an HMAC under the key of its subject, in hexadecimal. */
export type Commitment = { readonly c: string }

/** A column value as PostgreSQL prints it, or the commitment that stands for a personal one. */
export type LoggedValue = string | null | Commitment

/** Column values by name. */
export type LoggedColumns = { readonly [column: string]: LoggedValue }

/**
 * One change of one governed row. `version` counts the row's changes from 1, so a missing entry leaves a gap.
 * `digest` is that of the row after the change (row-line.ts), null when the row is gone. `cols` names the
 * column list under which the digest was taken, 1 when absent. A new row logs all its columns under `new`,
 * a changed one those that changed under `old` and `new`.
 */
export type LoggedRow = {
  readonly table: string
  readonly id: string
  readonly version: number
  readonly digest: string | null
  readonly cols?: number
  readonly old?: LoggedColumns
  readonly new?: LoggedColumns
}

/** Who acted. `for` is the person whose task a deputy took; deputies act as themselves. */
export type LoggedActor = {
  readonly person?: string
  readonly account?: string
  readonly role?: string
  readonly via: string
  readonly for?: string
}

/** One entry of the log: what was asked, by whom, what came of it, and every row that it changed. */
export type Entry = {
  readonly v: 1
  /** The operation, as the contract names it. */
  readonly op: string
  readonly at: Instant
  readonly actor: LoggedActor
  /** Hash of the idempotency key. */
  readonly key: string
  readonly entity?: string
  readonly object: { readonly type: string; readonly id: string }
  readonly outcome: 'done' | 'refused'
  readonly refusal?: { readonly code: string; readonly params: Readonly<Record<string, RefusalValue>> }
  /** The words of a person, or a code with parameters where nobody had to write any. */
  readonly reason?: Reason
  readonly note?: CanonicalValue
  readonly rows: readonly LoggedRow[]
}

/** An entry about to be written, whose rows have been put into canonical text already. */
export type NewEntry = Omit<Entry, 'rows'> & { readonly rows: readonly KnownText[] }

/** The text of an entry, as it is stored. Throws on a fraction. */
export function entryText(entry: Entry | NewEntry): string {
  return canonical(entry)
}

/** The bytes of an entry: those that are stored are those that are hashed. */
export function entryBytes(entry: Entry | NewEntry): Uint8Array {
  return toUtf8(entryText(entry))
}

/**
 * Reads an entry; undefined when the bytes are none. Unknown keys stay, so that older readers go on working.
 */
export function parseEntry(bytes: Uint8Array): Entry | undefined {
  const text = fromUtf8(bytes)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isEntry(value) ? value : undefined
  } catch {
    return undefined
  }
}

type Fields = { readonly [key: string]: unknown }

function isEntry(value: unknown): value is Entry {
  if (!isFields(value) || value['v'] !== 1 || !Array.isArray(value['rows'])) return false
  const { actor, object, outcome, refusal } = value
  if (!hasTexts(value, 'op', 'at', 'key') || !isFields(actor) || !hasTexts(actor, 'via')) return false
  if (!isFields(object) || !hasTexts(object, 'type', 'id')) return false
  if (outcome !== 'done' && outcome !== 'refused') return false
  if (refusal !== undefined && !(isFields(refusal) && hasTexts(refusal, 'code'))) return false
  return value['rows'].every(isLoggedRow)
}

function isLoggedRow(value: unknown): value is LoggedRow {
  if (!isFields(value) || !hasTexts(value, 'table', 'id')) return false
  const { version, digest, cols } = value
  if (!isCount(version) || !(cols === undefined || isCount(cols))) return false
  if (digest !== null && !(typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest))) return false
  return isColumns(value['old']) && isColumns(value['new'])
}

function isColumns(value: unknown): boolean {
  if (value === undefined) return true
  return isFields(value) && Object.values(value).every(isLoggedValue)
}

function isLoggedValue(value: unknown): boolean {
  return value === null || typeof value === 'string' || (isFields(value) && typeof value['c'] === 'string')
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) < 2 ** 32
}

function hasTexts(value: Fields, ...keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === 'string')
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
