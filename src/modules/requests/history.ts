import type { Transaction } from '../../platform/db/transaction.ts'
import {
  asSurvivors,
  loadGiverHistory,
  loadHistory,
  ownBook,
  type HistoryLine,
  type HistorySubjects,
} from '../benefits/index.ts'
import { withMerged, type Families } from '../parties/index.ts'

/** The earlier benefits of these subjects; what merged parties received counts as their survivors'. */
export async function historyOf(
  tx: Transaction,
  subjects: HistorySubjects,
  families: Families,
  giverPersonIds: readonly string[],
): Promise<HistoryLine[]> {
  const wanted = { ...subjects, recipientIds: families.members, orgIds: families.members }
  const [received, given] = await Promise.all([
    loadHistory(tx, ownBook, wanted),
    loadGiverHistory(tx, ownBook, giverPersonIds),
  ])
  const known = new Set(received.map(lineKey))
  const lines = [...received, ...given.filter((line) => !known.has(lineKey(line)))]
  return asSurvivors(lines, families.survivorOf)
}

/**
 * The earlier benefits and the merges, asked for together: hardly ever is one of the subjects merged with
 * another, and only then are the benefits read again, for the whole family.
 */
export async function historyAndFamilies(
  tx: Transaction,
  subjects: HistorySubjects,
  giverPersonIds: readonly string[],
): Promise<{ history: HistoryLine[]; families: Families }> {
  const unmerged = unmergedFamilies(subjects)
  const [families, history] = await Promise.all([
    withMerged(tx, unmerged.members),
    historyOf(tx, subjects, unmerged, giverPersonIds),
  ])
  const isSame = families.members.length === unmerged.members.length
  return { families, history: isSame ? history : await historyOf(tx, subjects, families, giverPersonIds) }
}

/** The parties of the subjects as they are while nobody is merged with another. */
export function unmergedFamilies({ recipientIds, orgIds }: HistorySubjects): Families {
  return { members: [...new Set([...recipientIds, ...orgIds])], survivorOf: (id) => id }
}

function lineKey(line: HistoryLine): string {
  return `${line.benefitId} ${line.recipientId}`
}
