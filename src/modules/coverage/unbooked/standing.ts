import { z } from 'zod'
import type { LineRow, RunRow, UnbookedRow } from '../tables.ts'

/** How much is on record and not in a journal, as it stands once lines are matched by hand. */
export type UnbookedStanding = {
  /** Benefits that no line shows. */
  readonly benefits: number
  /** Statutory numbers that were looked up, and those that the journal does not bear out. */
  readonly numbers?: { readonly checked: number; readonly missing: number }
}

/** The rows that still stand: a benefit to which somebody matched a line is in the books. */
export function standingUnbooked(
  rows: readonly UnbookedRow[],
  lines: readonly LineRow[],
): readonly UnbookedRow[] {
  const matched = new Set(
    lines.flatMap(({ state, benefit_id: id }) => (state === 'matched' && id ? [id] : [])),
  )
  return rows.filter(({ kind, benefit_id: id }) => kind !== 'benefit' || !matched.has(id))
}

/** Counts what stands; what is beyond the list of a comparison is counted with it. */
export function unbookedStanding(
  run: RunRow,
  rows: readonly UnbookedRow[],
  lines: readonly LineRow[],
): UnbookedStanding {
  const { numbers: checked, numbers_missing: missing } = run
  const isSettled = rows.length - standingUnbooked(rows, lines).length
  return {
    benefits: run.unbooked - isSettled,
    ...(checked !== null && missing !== null && { numbers: { checked, missing } }),
  }
}

/** What a certificate keeps. */
export function unbookedText(standing: UnbookedStanding): string {
  return JSON.stringify(standing)
}

const stored = z.object({
  benefits: z.number(),
  numbers: z.object({ checked: z.number(), missing: z.number() }).optional(),
})

/** Reads what a certificate keeps; undefined where it is older than this figure. */
export function storedUnbooked(text: string | null): UnbookedStanding | undefined {
  if (text === null) return undefined
  const { benefits, numbers } = stored.parse(JSON.parse(text))
  return { benefits, ...(numbers && { numbers }) }
}
