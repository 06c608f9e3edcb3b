/** The sheet of a set in front of its reader: the `times`th that was asked for, once it came. */
export type Asked<Sheet> = {
  readonly times: number
  readonly sheet?: Sheet
  readonly error?: unknown
}

type Happened<Sheet> =
  | { readonly what: 'came'; readonly times: number; readonly sheet: Sheet }
  | { readonly what: 'failed'; readonly times: number; readonly error: unknown }
  | { readonly what: 'again' }

/**
 * What stands in front of the reader then. Where the set changed, what is no more is not to be read, nor its
 * total typed, while the sheet of now is on its way; and an answer to what was asked before comes too late.
 */
export function askedAfter<Sheet>(now: Asked<Sheet>, happened: Happened<Sheet>): Asked<Sheet> {
  if (happened.what === 'again') return { times: now.times + 1 }
  const { what, times } = happened
  if (times !== now.times) return now
  return what === 'came' ? { times, sheet: happened.sheet } : { times, error: happened.error }
}
