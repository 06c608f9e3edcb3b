import type { HistoryLine } from '../benefits/index.ts'

/**
 * What a dry run has decided so far. Nothing of it is stored, so the rows of one set would otherwise be
 * decided as if the sets before them did not exist, and what the rules stop would be told too low.
 */
export type DryMemory = {
  readonly add: (lines: readonly HistoryLine[]) => void
  /** The lines that concern one of these parties or people of ours, each once. */
  readonly of: (subjects: readonly string[]) => HistoryLine[]
}

/** Remembers nothing yet. */
export function newDryMemory(): DryMemory {
  const bySubject = new Map<string, HistoryLine[]>()
  return {
    add: (lines) => {
      for (const line of lines) {
        const { recipientId, orgId, householdId, giverPersonId } = line
        for (const subject of new Set([recipientId, orgId, householdId, giverPersonId])) {
          if (subject === undefined) continue
          const known = bySubject.get(subject)
          if (known) known.push(line)
          else bySubject.set(subject, [line])
        }
      }
    },
    of: (subjects) => [...new Set(subjects.flatMap((subject) => bySubject.get(subject) ?? []))],
  }
}
