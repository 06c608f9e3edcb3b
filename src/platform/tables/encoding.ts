import type { ByteSource } from './read.ts'

/** Encodings of text files that occur in practice, by their WHATWG names. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'

/**
 * The encoding of a text file from its first bytes: a byte order mark decides; then where zero bytes stand;
 * then the first of `candidates` in which the sample has no invalid byte. The last candidate is the way out.
 */
export function chooseEncoding(sample: Uint8Array, candidates: readonly TextEncoding[]): TextEncoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8'
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const wide = wideEncoding(sample)
  if (wide) return wide
  return candidates.find((name) => isValid(sample, name)) ?? candidates.at(-1) ?? 'utf-8'
}

/** UTF-16 without a mark: every second byte of Latin letters, digits and separators is zero. */
function wideEncoding(sample: Uint8Array): TextEncoding | undefined {
  const looked = Math.min(sample.length, 2_000)
  let even = 0
  let odd = 0
  for (let i = 0; i < looked; i++) {
    if (sample[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  if (odd > looked / 20 && even === 0) return 'utf-16le'
  if (even > looked / 20 && odd === 0) return 'utf-16be'
  return undefined
}

function isValid(sample: Uint8Array, name: TextEncoding): boolean {
  try {
    // `stream` lets a character that the sample cuts in two pass.
    new TextDecoder(name, { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * Decodes a file chunk by chunk. While only ASCII was seen, an invalid byte means that the first choice was
 * made on too little text: decoding goes on in `fallback`. Later, an invalid byte becomes U+FFFD, which the
 * mapping refuses row by row, so that no letter is guessed.
 */
export async function* decodeText(
  source: ByteSource,
  encoding: TextEncoding,
  fallback: TextEncoding,
): AsyncGenerator<string> {
  let decoder = new TextDecoder(encoding)
  let isCertain = encoding !== 'utf-8' || fallback === 'utf-8'
  for await (const chunk of source) {
    if (!isCertain && !isAscii(chunk)) {
      isCertain = true
      if (!isValid(chunk, 'utf-8') && isValid(chunk, fallback)) decoder = new TextDecoder(fallback)
    }
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}

function isAscii(chunk: Uint8Array): boolean {
  return chunk.every((byte) => byte < 0x80)
}
