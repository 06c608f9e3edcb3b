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
  const asked = [...new Set([...subjects.recipientIds, ...subjects.orgIds])]
  const alone = { members: asked, survivorOf: (id: string) => id }
  const [families, history] = await Promise.all([
    withMerged(tx, asked),
    historyOf(tx, subjects, alone, giverPersonIds),
  ])
  const isAlone = families.members.length === asked.length
  return { families, history: isAlone ? history : await historyOf(tx, subjects, families, giverPersonIds) }
}

function lineKey(line: HistoryLine): string {
  return `${line.benefitId} ${line.recipientId}`
}
