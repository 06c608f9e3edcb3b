import type { ProfileField, When } from '../profiles/profile.ts'

/** Gives the cell of a field in the row at hand, trimmed; empty when there is none. */
export type Cells = (field: ProfileField) => string

/** A condition on the cells of a row, made ready once for a whole file. */
export type Condition = (cells: Cells) => boolean

/** Makes a condition of a profile ready: every named field must match. No condition always holds. */
export function condition(when: When | undefined): Condition {
  const parts = Object.entries(when ?? {}).flatMap(([field, text]) =>
    text === undefined ? [] : [{ field: field as ProfileField, pattern: new RegExp(text, 'iu') }],
  )
  return (cells) => parts.every(({ field, pattern }) => pattern.test(cells(field)))
}

/** One pattern of several; one that never matches for none. */
export function anyOf(patterns: readonly string[]): RegExp {
  return patterns.length === 0 ? /(?!)/u : new RegExp(patterns.map((p) => `(?:${p})`).join('|'), 'iu')
}

/** Answers again what was answered for the same text; forgets all when it holds too many. */
export function remembering<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    // 20,000 short texts take a few megabytes; registers repeat days and kinds far less variedly.
    if (known.size > 20_000) known.clear()
    const fresh = answer(text)
    known.set(text, fresh)
    return fresh
  }
}
