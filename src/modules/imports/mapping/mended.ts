/** The signs of windows-1252 for the bytes 80 to BF, which follow the first byte of a letter in UTF-8. */
const following = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 64 }, (_, i) => 0x80 + i))
const misread = new RegExp(`[\u00c2-\u00c5][${escaped(following)}]|\u00e2[${escaped(following)}]{2}`, 'gu')
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * A cell whose file was once read in the wrong encoding and saved so: `Â£150` is `£150`, `â€“` a dash. Only
 * what cannot be meant as it stands is put right, and it can be wrong twice.
 */
export function mended(cell: string): string {
  if (!/[\u00c2-\u00c5\u00e2]/u.test(cell)) return cell
  const once = cell.replaceAll(misread, (found) => decoded(found) ?? found)
  return once === cell ? cell : mended(once)
}

/** Latin letters, signs, dashes, quotation marks and currencies; anything else was no such mistake. */
function decoded(found: string): string | undefined {
  const bytes = [...found].map((sign) => {
    const at = following.indexOf(sign)
    return at === -1 ? sign.charCodeAt(0) : 0x80 + at
  })
  try {
    const text = utf8.decode(Uint8Array.from(bytes))
    return /^[\u00a0-\u017f\u2010-\u203a\u20ac\u2122]$/u.test(text) ? text : undefined
  } catch {
    return undefined
  }
}

function escaped(signs: string): string {
  return signs.replaceAll(/[\\\]^-]/gu, '\\$&')
}
