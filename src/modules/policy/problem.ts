import { problemWords, type ProblemKey } from '../../texts/policy-problems.ts'
import { fill, type Language, type TextValue } from '../../texts/text.ts'
import type { Both } from './domain.ts'

/** Where in a pack something stands: keys and positions from the top. */
export type Place = readonly (string | number)[]

/** What is wrong in a pack or matrix: which rule, where in it, and what. */
export type PackProblem = {
  readonly file: string
  readonly rule?: string
  readonly path: Place
  /** The line in the file, counted from one; absent where the problem lies between files. */
  readonly line?: number
  readonly message: Both
}

/** Notes a problem of one pack at a place. */
export type Say = (path: Place, key: ProblemKey, params?: Readonly<Record<string, TextValue>>) => void

/** A problem in both languages. */
export function packProblem(
  at: { readonly file: string; readonly path: Place; readonly rule?: string | undefined },
  key: ProblemKey,
  params?: Readonly<Record<string, TextValue>>,
): PackProblem {
  const { file, path, rule } = at
  return { file, path, message: problemWords(key, params), ...(rule === undefined ? {} : { rule }) }
}

/** One line for a problem: file with its line, rule, place, what is wrong. */
export function problemLine(problem: PackProblem, language: Language = 'en'): string {
  const { file, line, rule, path, message } = problem
  const where = line === undefined ? file : `${file}:${String(line)}`
  return [where, rule, path.join('.')].filter(Boolean).join(' · ') + `: ${fill(message, language)}`
}
