import { parseEntry, type LoggedRow } from './entry.ts'

/** What following a row through the log needs of its change. */
export type RowStep = Pick<LoggedRow, 'table' | 'id' | 'version' | 'digest' | 'cols'>

/**
 * Reads from an entry only what following its rows needs. Most of an entry is old and new values, which the
 * verifier of a million entries would build into objects and throw away: walking over the bytes takes a
 * third of the time. Whatever does not look as our own canonical writing is left to `parseEntry`, so both
 * always say the same. Class, because position and bytes belong together.
 */
export class EntryScanner {
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  readonly #text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #tables: { readonly bytes: Uint8Array; readonly text: string }[] = []

  /** The row changes of an entry; undefined when the bytes are no entry. */
  rows(bytes: Uint8Array): readonly RowStep[] | undefined {
    this.#bytes = bytes
    this.#at = 0
    const scanned = this.#entry()
    return scanned && this.#at === bytes.length ? scanned : parseEntry(bytes)?.rows
  }

  /** The keys of a canonical entry come sorted, so there is one order to look for. */
  #entry(): RowStep[] | undefined {
    const isHead =
      this.#take('{"actor":{') &&
      this.#restOfActor() &&
      this.#take(',"at":') &&
      this.#skipString() &&
      (!this.#take(',"entity":') || this.#skipString()) &&
      this.#take(',"key":') &&
      this.#skipString() &&
      (!this.#take(',"note":') || this.#skipValue(0)) &&
      this.#take(',"object":{"id":') &&
      this.#skipString() &&
      this.#take(',"type":') &&
      this.#skipString() &&
      this.#take('},"op":') &&
      this.#skipString() &&
      (this.#take(',"outcome":"done"') || this.#take(',"outcome":"refused"')) &&
      (!this.#take(',"reason":') || this.#skipString())
    // A refusal has no fixed inside, and refused entries are few.
    if (!isHead || !this.#take(',"rows":[')) return undefined
    const rows = this.#rowList()
    return rows && this.#take(',"v":1}') ? rows : undefined
  }

  #restOfActor(): boolean {
    for (const key of ['"account":', '"for":', '"person":', '"role":']) {
      if (this.#take(key) && !(this.#skipString() && this.#take(','))) return false
    }
    return this.#take('"via":') && this.#skipString() && this.#take('}')
  }

  #rowList(): RowStep[] | undefined {
    const rows: RowStep[] = []
    if (this.#take(']')) return rows
    do {
      const row = this.#row()
      if (!row) return undefined
      rows.push(row)
    } while (this.#take(','))
    return this.#take(']') ? rows : undefined
  }

  #row(): RowStep | undefined {
    // Other column lists than the first are rare enough for the whole parser.
    if (!this.#take('{"digest":')) return undefined
    const digest = this.#take('null') ? null : this.#digest()
    if (digest === undefined || !this.#take(',"id":')) return undefined
    const id = this.#plainString()
    if (id === undefined) return undefined
    if (this.#take(',"new":') && !this.#columns()) return undefined
    if (this.#take(',"old":') && !this.#columns()) return undefined
    if (!this.#take(',"table":')) return undefined
    const table = this.#tableName()
    if (table === undefined || !this.#take(',"version":')) return undefined
    const version = this.#count()
    return version !== undefined && this.#take('}') ? { table, id, version, digest } : undefined
  }

  /** Column values: texts, nulls and commitments, nothing else. */
  #columns(): boolean {
    if (!this.#take('{')) return false
    if (this.#take('}')) return true
    do {
      if (!this.#skipString() || !this.#take(':')) return false
      const isValue = this.#take('null') || this.#skipString() || this.#commitment()
      if (!isValue) return false
    } while (this.#take(','))
    return this.#take('}')
  }

  #commitment(): boolean {
    return this.#take('{"c":') && this.#skipString() && this.#take('}')
  }

  #digest(): string | undefined {
    const start = this.#at + 1
    const end = start + 64
    if (this.#bytes[this.#at] !== quote || this.#bytes[end] !== quote) return undefined
    for (let i = start; i < end; i++) if (!isHexDigit(this.#bytes[i] ?? 0)) return undefined
    this.#at = end + 1
    return this.#text.decode(this.#bytes.subarray(start, end))
  }

  #plainString(): string | undefined {
    const start = this.#at + 1
    if (!this.#skipString()) return undefined
    const bytes = this.#bytes.subarray(start, this.#at - 1)
    return bytes.includes(backslash) ? undefined : this.#text.decode(bytes)
  }

  /** There are few tables, so their names are known after the first rows. */
  #tableName(): string | undefined {
    for (const { bytes, text } of this.#tables) if (this.#takeBytes(bytes)) return text
    const start = this.#at
    const text = this.#plainString()
    if (text !== undefined && this.#tables.length < 200) {
      this.#tables.push({ bytes: this.#bytes.slice(start, this.#at), text })
    }
    return text
  }

  #count(): number | undefined {
    const start = this.#at
    let value = 0
    for (let c = this.#bytes[this.#at] ?? 0; c >= zero && c <= nine; c = this.#bytes[++this.#at] ?? 0) {
      value = value * 10 + c - zero
    }
    const digits = this.#at - start
    return digits > 0 && digits <= 9 && value > 0 && this.#bytes[start] !== zero ? value : undefined
  }

  #skipValue(depth: number): boolean {
    if (depth > 50) return false
    const c = this.#bytes[this.#at] ?? 0
    if (c === quote) return this.#skipString()
    if (c === 0x7b) return this.#skipList(depth, '{', '}', true)
    if (c === 0x5b) return this.#skipList(depth, '[', ']', false)
    return this.#take('null') || this.#take('true') || this.#take('false') || this.#skipInteger()
  }

  #skipList(depth: number, open: string, close: string, hasKeys: boolean): boolean {
    if (!this.#take(open)) return false
    if (this.#take(close)) return true
    do {
      if (hasKeys && !(this.#skipString() && this.#take(':'))) return false
      if (!this.#skipValue(depth + 1)) return false
    } while (this.#take(','))
    return this.#take(close)
  }

  #skipInteger(): boolean {
    this.#take('-')
    const start = this.#at
    while (isDigit(this.#bytes[this.#at] ?? 0)) this.#at++
    return this.#at > start && (this.#bytes[start] !== zero || this.#at === start + 1)
  }

  /** A string as JSON allows it, in well-formed UTF-8. */
  #skipString(): boolean {
    const bytes = this.#bytes
    let at = this.#at
    if (bytes[at] !== quote) return false
    for (at += 1; at < bytes.length;) {
      const c = bytes[at] ?? 0
      if (c === quote) {
        this.#at = at + 1
        return true
      }
      const length =
        c === backslash ? escapeLength(bytes, at) : c < 0x80 ? Number(c >= 0x20) : utf8Length(bytes, at)
      if (length === 0) return false
      at += length
    }
    return false
  }

  #take(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.#bytes[this.#at + i] !== text.charCodeAt(i)) return false
    this.#at += text.length
    return true
  }

  #takeBytes(wanted: Uint8Array): boolean {
    for (let i = 0; i < wanted.length; i++) if (this.#bytes[this.#at + i] !== wanted[i]) return false
    this.#at += wanted.length
    return true
  }
}

const quote = 0x22
const backslash = 0x5c
const zero = 0x30
const nine = 0x39

function isDigit(c: number): boolean {
  return c >= zero && c <= nine
}

function isHexDigit(c: number): boolean {
  return isDigit(c) || (c >= 0x61 && c <= 0x66)
}

/** Length of the escape at a backslash, 0 when JSON has none such. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const c = bytes[at + 1] ?? 0
  if (c !== 0x75) return '"\\/bfnrt'.includes(String.fromCharCode(c)) && c !== 0 ? 2 : 0
  for (let i = at + 2; i < at + 6; i++) {
    const digit = bytes[i] ?? 0
    if (!isHexDigit(digit) && !(digit >= 0x41 && digit <= 0x46)) return 0
  }
  return 6
}

/** Length of the well-formed UTF-8 sequence of more than one byte that begins here, 0 when there is none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  const isThird = ((bytes[at + 2] ?? 0) & 0xc0) === 0x80
  if (lead >= 0xc2 && lead <= 0xdf) return (second & 0xc0) === 0x80 ? 2 : 0
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80
    const high = lead === 0xed ? 0x9f : 0xbf
    return second >= low && second <= high && isThird ? 3 : 0
  }
  if (lead < 0xf0 || lead > 0xf4) return 0
  const low = lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xf4 ? 0x8f : 0xbf
  const isFourth = ((bytes[at + 3] ?? 0) & 0xc0) === 0x80
  return second >= low && second <= high && isThird && isFourth ? 4 : 0
}
