import { fromHex } from './bytes.ts'
import type { RowStep } from './entry-scan.ts'

/** Where a row stands by its last entry. */
export type RowHead = {
  readonly version: number
  /** Number of the entry, −1 while it has none. */
  readonly seq: number
  readonly cols: number
  readonly isGone: boolean
}

/** How an entry's change fits the one before it; `late`: the first one that is known is not the first. */
export type HeadStep = 'follows' | 'late' | 'gap' | 'backwards'

/** How a stored row fits its last entry; `extra`: it should be gone, or was met before. */
export type Meeting = 'same' | 'other' | 'extra'

/**
 * The last digest of every row, packed: some 100 bytes a row, so that a million rows fit in a small process.
 * Class, because it guards growing arrays that belong together.
 */
export class RowHeads {
  readonly #tables = new Map<string, Map<string, number>>()
  #count = 0
  #digests = new Uint8Array(1024 * 32)
  #versions = new Uint32Array(1024)
  #seqs = new Float64Array(1024)
  #cols = new Uint16Array(1024)
  #states = new Uint8Array(1024)

  /** Takes note of a row's next change and tells whether a change before it is missing. */
  follow(row: RowStep, seq: number): HeadStep {
    const at = this.#slot(row.table, row.id)
    const before = this.#versions[at] ?? 0
    this.#versions[at] = row.version
    this.#seqs[at] = seq
    this.#cols[at] = row.cols ?? 1
    this.#states[at] = row.digest === null ? gone : live
    if (row.digest !== null) this.#digests.set(fromHex(row.digest) ?? noDigest, at * 32)
    if (row.version === before + 1) return 'follows'
    if (row.version <= before) return 'backwards'
    return before === 0 ? 'late' : 'gap'
  }

  /** The place of a row; −1 when no entry names it. */
  find(table: string, id: string): number {
    return this.#tables.get(table)?.get(id) ?? -1
  }

  /** The head at a place that `find` gave. */
  head(at: number): RowHead {
    return {
      version: this.#versions[at] ?? 0,
      seq: this.#seqs[at] ?? -1,
      cols: this.#cols[at] ?? 1,
      isGone: ((this.#states[at] ?? 0) & gone) !== 0,
    }
  }

  /** Takes note that the row was met, and tells whether its digest is the logged one. */
  meet(at: number, digest: Uint8Array): Meeting {
    const state = this.#states[at] ?? 0
    this.#states[at] = state | met
    if (state !== live) return 'extra'
    const start = at * 32
    for (let i = 0; i < 32; i++) if (this.#digests[start + i] !== digest[i]) return 'other'
    return 'same'
  }

  /** Rows that should be there and were not met. */
  *unmet(): Generator<{ readonly table: string; readonly id: string; readonly head: RowHead }> {
    for (const [table, ids] of this.#tables) {
      for (const [id, at] of ids) if (this.#states[at] === live) yield { table, id, head: this.head(at) }
    }
  }

  #slot(table: string, id: string): number {
    let ids = this.#tables.get(table)
    if (!ids) this.#tables.set(table, (ids = new Map()))
    const known = ids.get(id)
    if (known !== undefined) return known
    const at = this.#count++
    ids.set(id, at)
    if (at >= this.#versions.length) this.#grow()
    return at
  }

  #grow(): void {
    const size = this.#versions.length * 2
    this.#digests = copyInto(new Uint8Array(size * 32), this.#digests)
    this.#versions = copyInto(new Uint32Array(size), this.#versions)
    this.#seqs = copyInto(new Float64Array(size), this.#seqs)
    this.#cols = copyInto(new Uint16Array(size), this.#cols)
    this.#states = copyInto(new Uint8Array(size), this.#states)
  }
}

const live = 1
const gone = 2
const met = 4
const noDigest = new Uint8Array(32)

function copyInto<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(to: T, from: T): T {
  to.set(from)
  return to
}
