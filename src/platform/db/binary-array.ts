import { addDays, daysBetween, isLocalDate, type Instant, type LocalDate } from '../../kernel/time.ts'

/** The element types of arrays that are sent in binary, with a value of each. */
export type ArrayItems =
  | readonly ['text', readonly (string | null)[]]
  /** Texts that are in UTF-8 already. */
  | readonly ['utf8', readonly (Buffer | null)[]]
  | readonly ['int4', readonly (number | null)[]]
  | readonly ['numeric', readonly (bigint | null)[]]
  | readonly ['bool', readonly (boolean | null)[]]
  | readonly ['date', readonly (LocalDate | null)[]]
  | readonly ['timestamptz', readonly (Instant | null)[]]
  | readonly ['bytea', readonly (Buffer | null)[]]

/** The element types by PostgreSQL's own numbers, which never change. */
const typeNumber = {
  bool: 16,
  bytea: 17,
  int4: 23,
  text: 25,
  utf8: 25,
  date: 1082,
  timestamptz: 1184,
  numeric: 1700,
}

/** Dimensions, null flag, element type, length and lower bound. */
const headerBytes = 20

/**
 * A one-dimensional array as PostgreSQL takes it in binary. The text form escapes each element here and
 * parses it again there; sets of some hundred rows, and the texts of decisions and entries, spend most of
 * their time on that.
 */
export function binaryArray(...given: ArrayItems): Buffer {
  const [type, items] = given
  const bytes = Buffer.allocUnsafe(headerBytes + sizeOf(given))
  let at = 0
  for (const word of [1, 1, typeNumber[type], items.length, 1]) at = bytes.writeInt32BE(word, at)
  return bytes.subarray(0, writeItems(given, bytes, at))
}

/**
 * Room for all elements: exact for long ones, because memory outside the heap makes V8 collect more often.
 */
function sizeOf([type, items]: ArrayItems): number {
  if (type === 'text') {
    return items.reduce((sum, item) => sum + 4 + (item === null ? 0 : Buffer.byteLength(item)), 0)
  }
  if (type === 'bytea' || type === 'utf8')
    return items.reduce((sum, item) => sum + 4 + (item === null ? 0 : item.length), 0)
  return items.length * (4 + numericBytesMax)
}

function writeItems([type, items]: ArrayItems, bytes: Buffer, from: number): number {
  switch (type) {
    case 'text':
      return writeEach(items, bytes, from, (item, at) => bytes.write(item, at, 'utf8'))
    case 'bytea':
    case 'utf8':
      return writeEach(items, bytes, from, (item, at) => item.copy(bytes, at))
    case 'int4':
      return writeEach(items, bytes, from, (item, at) => bytes.writeInt32BE(item, at) - at)
    case 'bool':
      return writeEach(items, bytes, from, (item, at) => bytes.writeUInt8(item ? 1 : 0, at) - at)
    case 'numeric':
      return writeEach(items, bytes, from, (item, at) => writeNumeric(item, bytes, at) - at)
    case 'date':
      return writeEach(
        items,
        bytes,
        from,
        sameOften(dayNumber, (day, at) => bytes.writeInt32BE(day, at) - at),
      )
    case 'timestamptz':
      return writeEach(
        items,
        bytes,
        from,
        sameOften(microseconds, (n, at) => bytes.writeBigInt64BE(n, at) - at),
      )
  }
}

/** Writes elements, each behind its length; `write` gives the length. */
function writeEach<Item>(
  items: readonly (Item | null)[],
  bytes: Buffer,
  from: number,
  write: (item: Item, at: number) => number,
): number {
  let at = from
  for (const item of items) {
    const length = item === null ? -1 : write(item, at + 4)
    bytes.writeInt32BE(length, at)
    at += 4 + Math.max(length, 0)
  }
  return at
}

/** Most elements of a set have the day or the moment of the one before. */
function sameOften<Value>(
  read: (text: string) => Value,
  write: (value: Value, at: number) => number,
): (text: string, at: number) => number {
  let last: { readonly text: string; readonly value: Value } | undefined
  return (text, at) => {
    if (last?.text !== text) last = { text, value: read(text) }
    return write(last.value, at)
  }
}

const firstDay = '2000-01-01'

/** Days since the first of January 2000. Throws for a day that does not exist. */
function dayNumber(text: LocalDate): number {
  const days = isLocalDate(text) ? daysBetween(firstDay, text) : NaN
  if (Number.isNaN(days) || addDays(firstDay, days) !== text) throw new Error(`not a date: ${text}`)
  return days
}

/** Microseconds since the first moment of 2000, UTC. Throws for a moment that is not written as ours are. */
function microseconds(text: Instant): bigint {
  const at = Date.parse(text)
  if (Number.isNaN(at) || new Date(at).toISOString() !== text) throw new Error(`not an instant: ${text}`)
  return BigInt(at - Date.parse(`${firstDay}T00:00:00.000Z`)) * 1000n
}

/** Money has twenty digits at most; there is room for 64. */
const numericBytesMax = 8 + 2 * 16
const group = 10_000n
const negative = 0x4000

/** A whole number in PostgreSQL's groups of four decimal digits, trailing zero groups left out. */
function writeNumeric(value: bigint, bytes: Buffer, from: number): number {
  const groups: number[] = []
  for (let rest = value < 0n ? -value : value; rest > 0n; rest /= group) groups.unshift(Number(rest % group))
  const weight = Math.max(groups.length - 1, 0)
  while (groups.at(-1) === 0) groups.pop()
  if (8 + 2 * groups.length > numericBytesMax) throw new Error(`more than 64 digits: ${value}`)
  let at = from
  for (const word of [groups.length, weight, value < 0n ? negative : 0, 0, ...groups]) {
    at = bytes.writeUInt16BE(word, at)
  }
  return at
}
