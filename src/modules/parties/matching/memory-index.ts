import { contextKeys, entryKeys, searchKeys } from './block.ts'
import { candidateFrom, matchFrom, scoreSubjects, type MatchScore, type MatchSubject } from './score.ts'

/** One party in the index. */
export type IndexEntry = { readonly id: string; readonly subject: MatchSubject }

/** One party that a query found. */
export type Found = MatchScore & { readonly id: string }

/** A search over parties held in memory, for imports and for the command line. */
export type MatchIndex = {
  /** Adds a party, for instance one that an import has just made. */
  readonly add: (entry: IndexEntry) => void
  /** The parties that may be meant, best first, at most `limit`. */
  readonly search: (query: MatchSubject, limit?: number) => Found[]
}

/** Builds the index; about 30 keys a name. */
export function createIndex(entries: Iterable<IndexEntry>): MatchIndex {
  const byKey = new Map<string, IndexEntry[]>()
  const add = (entry: IndexEntry) => {
    for (const key of new Set([...entry.subject.names.flatMap(entryKeys), ...contextKeys(entry.subject)])) {
      const filed = byKey.get(key)
      if (filed) filed.push(entry)
      else byKey.set(key, [entry])
    }
  }
  for (const entry of entries) add(entry)
  const search = (query: MatchSubject, limit = 10) => {
    const hits = new Set<IndexEntry>()
    for (const key of searchKeys(query)) {
      for (const entry of byKey.get(key) ?? []) hits.add(entry)
    }
    return ranked([...hits].map((entry) => ({ id: entry.id, ...scoreSubjects(query, entry.subject) }))).slice(
      0,
      limit,
    )
  }
  return { add, search }
}

/**
 * Best first. One that is clearly behind the best is a candidate at most, because a better one was found;
 * so is a mere surname (王工) that more than one person could mean.
 */
export function ranked(found: readonly Found[]): Found[] {
  const kept = found.filter((one) => one.score >= candidateFrom)
  kept.sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
  const best = kept[0]?.score ?? 0
  const bySurname = kept.filter((one) => one.score >= matchFrom && one.reasons.includes('name.surname'))
  return kept.map((one) => {
    const isBehind = one.score >= matchFrom && one.score < best - clearlyBehind
    return isBehind || (bySurname.length > 1 && bySurname.includes(one))
      ? { ...one, verdict: 'candidate' }
      : one
  })
}

const clearlyBehind = 0.08
