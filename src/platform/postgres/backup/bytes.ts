/** A stream of bytes in pieces of any size. */
export type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>

/** Cuts a stream into blocks of `size` bytes and tells the last one, which may be shorter or empty. */
export async function* blocksOf(
  source: Bytes,
  size: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let held: Buffer[] = []
  let count = 0
  for await (const piece of source) {
    held.push(piece)
    count += piece.length
    if (count <= size) continue
    let all: Buffer = Buffer.concat(held)
    while (all.length > size) {
      yield { bytes: all.subarray(0, size), isLast: false }
      all = all.subarray(size)
    }
    held = [all]
    count = all.length
  }
  yield { bytes: Buffer.concat(held), isLast: true }
}

/** The first `count` bytes of a stream, and what follows them; undefined where it is shorter. */
export async function takeBytes(
  source: Bytes,
  count: number,
): Promise<{ readonly taken: Buffer | undefined; readonly rest: Bytes }> {
  const reader = new ByteReader(source)
  const taken = await reader.exactly(count)
  return { taken, rest: reader.rest() }
}

/** Reads a stream in the portions that its reader wants. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Buffer> | Iterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: Bytes) {
    this.#pieces = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  }

  /** Exactly `count` bytes, or undefined where the stream ends before. */
  async exactly(count: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    let missing = count
    while (missing > 0) {
      const part = await this.upTo(missing)
      if (part === undefined) return undefined
      parts.push(part)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }

  /** At least one and at most `most` bytes; undefined at the end. */
  async upTo(most: number): Promise<Buffer | undefined> {
    while (this.#held.length === 0) {
      const next = await this.#pieces.next()
      if (next.done === true) return undefined
      this.#held = next.value
    }
    const part = this.#held.subarray(0, most)
    this.#held = this.#held.subarray(part.length)
    return part
  }

  /** All that was not read yet. */
  async *rest(): AsyncGenerator<Buffer> {
    for (;;) {
      const part = await this.upTo(1 << 30)
      if (part === undefined) return
      yield part
    }
  }
}
