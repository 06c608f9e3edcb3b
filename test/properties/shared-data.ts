import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The folder of reference data beside the checkout (`ABOVEBOARD_SHARED`), or undefined with a visible line,
 * so that a checkout without it says what it did not test.
 */
export function sharedData(part: string): string | undefined {
  const folder = resolve(process.env['ABOVEBOARD_SHARED'] ?? '../shared', 'data', part)
  if (existsSync(folder)) return folder
  console.warn(`skipped: no reference data at ${folder}; set ABOVEBOARD_SHARED`)
  return undefined
}
