import type { HistoryLine as FactLine } from '../../contract/facts.ts'
import { factLine, type HistoryLine } from '../benefits/index.ts'
import { growingHistory, type GrowingHistory } from '../policy/index.ts'

/**
 * What counts in one book so far, kept in memory while a run holds the book: the database is asked once for
 * each subject and not once for each row. Lines of a set that is not committed yet can be taken back.
 */
export type BookHistory = {
  /** Subjects for which the database has not been asked yet. */
  readonly unseen: (subjects: readonly string[]) => string[]
  /** Adds what the database holds for subjects that were unseen. */
  readonly fill: (subjects: readonly string[], lines: readonly HistoryLine[]) => void
  /** Everything that counts for a recipient or their organisation. */
  readonly linesFor: (recipientId: string, orgId: string | undefined) => FactLine[]
  /** A line of the set that is being decided. */
  readonly append: (line: FactLine) => void
  /** The set is stored: its lines stay. */
  readonly commit: () => void
  /** The set was not stored: its lines go. */
  readonly rollBack: () => void
}

/** An empty history. */
export function newHistory(): BookHistory {
  const bySubject = new Map<string, GrowingHistory>()
  let pending: string[] = []

  function add(subject: string, line: FactLine): void {
    const known = bySubject.get(subject)
    const lines = known ?? growingHistory()
    if (!known) bySubject.set(subject, lines)
    lines.append(line)
  }

  return {
    unseen: (subjects) => [...new Set(subjects)].filter((subject) => !bySubject.has(subject)),
    fill: (subjects, lines) => {
      const wanted = new Set(subjects)
      for (const subject of wanted) bySubject.set(subject, growingHistory())
      for (const line of lines.map(factLine)) {
        for (const subject of subjectsOf(line)) if (wanted.has(subject)) add(subject, line)
      }
    },
    linesFor: (recipientId, orgId) => {
      const own = bySubject.get(recipientId)?.lines ?? []
      const others = orgId === undefined ? undefined : bySubject.get(orgId)?.lines
      if (!others || others.length === 0) return own
      return [...own, ...others.filter((line) => line.recipientId !== recipientId)]
    },
    append: (line) => {
      for (const subject of subjectsOf(line)) {
        add(subject, line)
        pending.push(subject)
      }
    },
    commit: () => {
      pending = []
    },
    rollBack: () => {
      for (const subject of pending) bySubject.get(subject)?.takeBack()
      pending = []
    },
  }
}

function subjectsOf(line: FactLine): string[] {
  return [...new Set([line.recipientId, line.orgId])].filter((subject) => subject !== undefined)
}
