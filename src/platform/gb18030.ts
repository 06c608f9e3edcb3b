/**
 * Encodes text as GB18030, which finance and bank programs in China read; Node only decodes it. The table is
 * made from that decoder at the first use, so both ways agree letter by letter. Half of a surrogate pair and
 * the few letters of private use that no code stands for become a question mark.
 */
export function encodeGb18030(text: string): Buffer {
  const known = table()
  const bytes: number[] = []
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0
    if (point < 0x80) bytes.push(point)
    else if (point >= 0x10000) bytes.push(...fourBytes(point - 0x10000 + supplementaryFrom))
    else bytes.push(...(known.get(letter) ?? [questionMark]))
  }
  return Buffer.from(bytes)
}

const questionMark = 0x3f
/** Where the letters beyond the basic plane begin in the order of the four-byte codes. */
const supplementaryFrom = 189_000
/** How many four-byte codes come before the end of the basic plane. */
const basicCodes = 39_420

let made: ReadonlyMap<string, readonly number[]> | undefined

function table(): ReadonlyMap<string, readonly number[]> {
  made ??= new Map([...lettersOf(fourByteCodes()), ...lettersOf(twoByteCodes())])
  return made
}

function* twoByteCodes(): Generator<readonly number[]> {
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) yield [lead, trail]
  }
}

function* fourByteCodes(): Generator<readonly number[]> {
  for (let pointer = 0; pointer < basicCodes; pointer++) yield fourBytes(pointer)
}

function fourBytes(pointer: number): readonly number[] {
  return [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1_260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ]
}

/** Decodes all codes in one go, a line each, and turns what is a single letter round. */
function lettersOf(codes: Iterable<readonly number[]>): [string, readonly number[]][] {
  const list = [...codes]
  const text = new TextDecoder('gb18030').decode(Uint8Array.from(list.flatMap((code) => [...code, 0x0a])))
  return text.split('\n').flatMap((letter, i): [string, readonly number[]][] => {
    const code = list[i]
    return code !== undefined && letter.length === 1 && letter !== '\ufffd' ? [[letter, code]] : []
  })
}
