import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'

/** What tests read from the folder of reference material beside the checkout, and what they prove with it. */
const parts = {
  'data/cms-open-payments-iowa.csv.gz': 'the real register of 83,572 payments to physicians',
  'data/uk-ministers-gifts.csv': 'the real register of gifts of ministers',
  'data/tlog': 'published vectors of transparency logs',
  'contracts/iso20022': 'the schemas and samples of bank files',
  'law/facts.schema.json': 'the published form of facts',
  'law/decision.schema.json': 'the published form of decisions',
  'law/scenarios.public.json': 'the public scenarios of the rule base',
} as const

/** A part of the reference material. */
export type SharedPart = keyof typeof parts

/** The folder of reference material (`ABOVEBOARD_SHARED`), from the project's folder. */
export function sharedFolder(): string {
  return resolve(join(import.meta.dirname, '../..'), process.env['ABOVEBOARD_SHARED'] ?? '../shared')
}

/** Where a part of the reference material lies, or undefined with a visible line, so that its tests skip. */
export function sharedPart(part: SharedPart): string | undefined {
  const path = join(sharedFolder(), part)
  if (existsSync(path)) return path
  process.stderr.write(`skipped: ${part} is not beside the checkout (set ABOVEBOARD_SHARED)\n`)
  return undefined
}

/** What a run of the tests leaves out because the folder lacks it, in a line; undefined when all is there. */
export function leftOutWithout(folder: string): string | undefined {
  const absent = Object.entries(parts).filter(([part]) => !existsSync(join(folder, part)))
  if (absent.length === 0) return undefined
  const words = absent.map(([part, proves]) => `${proves} (${part})`).join(', ')
  return `Left out, because ${folder} lacks it (set ABOVEBOARD_SHARED): ${words}`
}
