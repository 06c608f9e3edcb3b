import { fill, type Language } from '../../texts/text.ts'
import { importProblems } from '../../texts/import-problems.ts'
import { importNotes } from '../../texts/imports.ts'
import type { Remark } from './domain.ts'

/** A reason with what puts it right, as one text for a person. Throws on an unknown code. */
export function sayProblem(remark: Remark, language: Language): { reason: string; repair: string } {
  const text = isProblem(remark.code) ? importProblems[remark.code] : undefined
  if (!text) throw new Error(`no text for the import problem ${remark.code}`)
  return {
    reason: fill(text.says, language, remark.params),
    repair: fill(text.wayOut, language, remark.params),
  }
}

/** How a cell was read, as a sentence. Throws on an unknown code. */
export function sayNote(remark: Remark, language: Language): string {
  if (!isNote(remark.code)) throw new Error(`no text for the import note ${remark.code}`)
  return fill(importNotes[remark.code], language, remark.params)
}

function isProblem(code: string): code is keyof typeof importProblems {
  return Object.hasOwn(importProblems, code)
}

function isNote(code: string): code is keyof typeof importNotes {
  return Object.hasOwn(importNotes, code)
}
