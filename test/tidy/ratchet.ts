import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './source.ts'

/** How many findings of each rule a file may still have: `rule → path → number`. It only shrinks. */
export type Ratchet = Readonly<Record<string, Readonly<Record<string, number>>>>

const file = join(import.meta.dirname, 'ratchet.json')

/** The ratchet as it is committed. */
export function readRatchet(): Ratchet {
  // The file is written by `tighten` alone.
  return JSON.parse(readFileSync(file, 'utf8')) as Ratchet
}

/** The findings of files that have more of them than the ratchet lets them have. */
export function beyond(known: Readonly<Record<string, number>>, findings: readonly Finding[]): Finding[] {
  const counts = countsOf(findings)
  return findings.filter(({ path }) => (counts[path] ?? 0) > (known[path] ?? 0))
}

/** The ratchet with every number lowered to what there is; no number ever rises. */
export function tightened(
  known: Readonly<Record<string, number>>,
  findings: readonly Finding[],
): Readonly<Record<string, number>> {
  const counts = countsOf(findings)
  const lower = Object.entries(known).map(
    ([path, most]) => [path, Math.min(most, counts[path] ?? 0)] as const,
  )
  return Object.fromEntries(lower.filter(([, most]) => most > 0))
}

/** Writes the ratchet, rules without findings left out, so that a later change shows as one line. */
export function writeRatchet(ratchet: Ratchet): void {
  const filled = Object.entries(ratchet).filter(([, files]) => Object.keys(files).length > 0)
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(filled), undefined, 2)}\n`)
}

/** How many findings each file has. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { path } of findings) counts[path] = (counts[path] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
