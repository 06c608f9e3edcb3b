/** The width and height that an image says it has, before anybody unpacks it. */
export type ImageSize = { readonly width: number; readonly height: number }

/**
 * The size in the header of a PNG or JPEG whose file is whole; undefined for one that is cut off or
 * damaged.
 */
export function imageSize(bytes: Buffer): ImageSize | undefined {
  return bytes[0] === 0x89 ? pngSize(bytes) : jpegSize(bytes)
}

function pngSize(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/**
 * Walks the segments of a JPEG to the frame header; behind the scan that follows, the end mark has to
 * stand.
 */
function jpegSize(bytes: Buffer): ImageSize | undefined {
  let at = 2
  let size: ImageSize | undefined
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const mark = bytes[at + 1] ?? 0
    if (mark === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (mark === 0xda) return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > at ? size : undefined
    if (isFrame(mark)) {
      if (at + 9 > bytes.length || size !== undefined) return undefined
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    if (length < 2) return undefined
    at += 2 + length
  }
  return undefined
}

/** SOF0 to SOF15 without the three marks in between that are tables. */
function isFrame(mark: number): boolean {
  return mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc
}
