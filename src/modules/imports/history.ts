import type { HistoryLine as FactLine } from '../../contract/facts.ts'
import { factLine, type HistoryLine } from '../benefits/index.ts'
import { growingHistory, type GrowingHistory } from '../policy/index.ts'

/** Whose earlier benefits are asked for: recipients and organisations, and people as givers. */
type Asked = { readonly subjects: readonly string[]; readonly givers: readonly string[] }

/** What was received by those subjects, and what those people gave; one line may be both. */
type Found = { readonly received: readonly HistoryLine[]; readonly given: readonly HistoryLine[] }

/**
 * What counts in one book so far, kept in memory while a run holds the book: the database is asked once for
 * each subject and not once for each row. Lines of a set that is not committed yet can be taken back.
 */
export type BookHistory = {
  /** Subjects for which the database has not been asked yet. */
  readonly unseen: (subjects: readonly string[]) => string[]
  /** People whose giving the database has not been asked for yet. */
  readonly unseenGivers: (personIds: readonly string[]) => string[]
  /** Adds what the database holds for those that were unseen. */
  readonly fill: (asked: Asked, found: Found) => void
  /** Everything that counts for a recipient or their organisation, or was given by the same person. */
  readonly linesFor: (recipientId: string, orgId: string | undefined, giverId?: string) => FactLine[]
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
  const unseen = (subjects: readonly string[]) =>
    [...new Set(subjects)].filter((subject) => !bySubject.has(subject))

  function linesFor(recipientId: string, orgId: string | undefined, giverId?: string): FactLine[] {
    const own = bySubject.get(recipientId)?.lines ?? []
    const ofOrg = orgId === undefined ? [] : (bySubject.get(orgId)?.lines ?? [])
    const given = giverId === undefined ? [] : (bySubject.get(giverSubject(giverId))?.lines ?? [])
    if (ofOrg.length + given.length === 0) return own
    const others = ofOrg.filter((line) => line.recipientId !== recipientId)
    const known = new Set([recipientId, ...(orgId === undefined ? [] : [orgId])])
    return [...own, ...others, ...given.filter((line) => !concerns(known, line))]
  }

  return {
    unseen,
    unseenGivers: (ids) => {
      const open = new Set(unseen(ids.map(giverSubject)))
      return [...new Set(ids)].filter((id) => open.has(giverSubject(id)))
    },
    fill: ({ subjects, givers }, { received, given }) => {
      const wanted = new Set([...subjects, ...givers.map(giverSubject)])
      const asked = new Set(subjects)
      for (const subject of wanted) bySubject.set(subject, growingHistory())
      const others = given.map(factLine).filter((line) => !concerns(asked, line))
      for (const line of [...received.map(factLine), ...others]) {
        for (const subject of subjectsOf(line)) if (wanted.has(subject)) bySubject.get(subject)?.append(line)
      }
    },
    linesFor,
    append: (line) => {
      for (const subject of subjectsOf(line)) {
        // Of somebody whose other giving was never asked for, one line would pass for all of it.
        const lines = bySubject.get(subject)
        if (!lines) continue
        lines.append(line)
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

/** One person may be a recipient in a book, and a giver. */
function giverSubject(personId: string): string {
  return `giver ${personId}`
}

function subjectsOf({ recipientId, orgId, giverPersonId }: FactLine): string[] {
  const giver = giverPersonId === undefined ? undefined : giverSubject(giverPersonId)
  return [...new Set([recipientId, orgId, giver])].filter((subject) => subject !== undefined)
}

/** Whether a line was received by one of these, or at one of them. */
function concerns(subjects: ReadonlySet<string>, { recipientId, orgId }: FactLine): boolean {
  return subjects.has(recipientId ?? '') || (orgId !== undefined && subjects.has(orgId))
}
