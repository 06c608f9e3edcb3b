import { z } from 'zod'
import { fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from '../kernel/bytes.ts'
import { sha256 } from '../kernel/hash.ts'

/** Where the next page begins; opaque to the client, who sends it back as it came. */
export const cursor = z.string().min(1).max(400)

/**
 * The cursors of one list, in which a place is `place`. A cursor carries a check over its place and the name
 * of its list: a damaged one, or one of another list, is told as wrong. Taken for the first page or for an
 * empty one, it would let a client read for ever or believe that there is nothing.
 */
export function cursorsOf<Place extends z.ZodType>(list: string, place: Place) {
  return {
    /** For the query of the operation: the place behind which the page begins. */
    query: cursor
      .transform((text, context): z.output<Place> => {
        const read = place.safeParse(placeIn(list, text))
        if (read.success) return read.data
        context.issues.push({ code: 'custom', message: 'cursor', input: text })
        return z.NEVER
      })
      .optional(),
    /** The cursor that begins behind a place. */
    write: (at: z.output<Place>): string => {
      const text = JSON.stringify(at)
      return `${toBase64Url(text)}.${checkOf(list, text)}`
    },
  }
}

/** The place in a cursor of that list; undefined when it is not one that we gave. */
function placeIn(list: string, cursorText: string): unknown {
  const [letters = '', check, ...more] = cursorText.split('.')
  const text = more.length === 0 ? fromBase64Url(letters) : undefined
  if (text === undefined || check !== checkOf(list, text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Eight hexadecimal digits against damage; it keeps no secret, for a place gives none away. */
function checkOf(list: string, text: string): string {
  return toHex(sha256(toUtf8(`${list}\n${text}`)).subarray(0, 4))
}

function toBase64Url(text: string): string {
  return toBase64(toUtf8(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(letters: string): string | undefined {
  if (/[+/=]/.test(letters)) return undefined
  const standard = letters.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
  return bytes && fromUtf8(bytes)
}
