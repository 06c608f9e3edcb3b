import type { RefusalValue } from './refusal.ts'

/**
 * Why something was done where nobody wrote it down: the system says why it acted, and an act of a person
 * what it fulfils. `code` is stable and has its sentence in `src/texts/because.ts`; `params` fill it and name
 * nobody but by an identifier. The log keeps it as an object, so no text that a person writes passes for one.
 */
export type Because = { readonly code: string; readonly params: Readonly<Record<string, RefusalValue>> }

/** The reason of an entry: the words of a person, or what the act itself carries. */
export type Reason = string | Because

/** Builds the reason that an act carries. */
export function because(code: string, params: Because['params'] = {}): Because {
  return { code, params }
}

/** What the person wrote; where they wrote nothing, what the act carries. */
export function wordsOr(words: string | undefined, carried: Reason): Reason {
  return words === undefined || words.trim() === '' ? carried : words
}

/** True when nobody wrote the reason. */
export function isBecause(reason: Reason): reason is Because {
  return typeof reason !== 'string'
}
