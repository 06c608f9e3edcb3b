import type { Transaction } from '../../platform/db/transaction.ts'
import {
  asSurvivors,
  inHouseholds,
  loadGiverHistory,
  loadHistory,
  lockSubjects,
  ownBook,
  type HistoryLine,
  type HistorySubjects,
  type ReadEmployers,
  withEmployers,
} from '../benefits/index.ts'
import {
  loadHouseholds,
  loadSharedWork,
  withMerged,
  type Families,
  type SharedWork,
} from '../parties/index.ts'

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
 * another, of a household or at work for several, and only then are the benefits read again, for all of them.
 * A household is that of the day of each line, so what its people had before it was recorded counts for it;
 * so are the employers of people who work for several at once. Who is in no hurry asks without `ahead`: then
 * a long history of somebody with a household is read once.
 */
export async function historyAndFamilies(
  tx: Transaction,
  subjects: HistorySubjects,
  giverPersonIds: readonly string[],
  ahead = true,
): Promise<{ history: HistoryLine[]; families: Families; employed: ReadEmployers }> {
  const unmerged = unmergedFamilies(subjects)
  const [homes, work, merged, direct] = await Promise.all([
    loadHouseholds(tx, subjects.householdIds),
    loadSharedWork(tx, subjects.orgIds),
    ahead ? withMerged(tx, unmerged.members) : undefined,
    ahead ? historyOf(tx, subjects, unmerged, giverPersonIds) : undefined,
  ])
  const near = [...homes.memberIds, ...work.personIds]
  const alone = { ...unmerged, members: [...new Set([...unmerged.members, ...near])] }
  const wanted = {
    ...subjects,
    householdIds: [...new Set([...subjects.householdIds, ...homes.ids])].sort(),
  }
  const isAlone = near.length === 0 && merged && direct
  const [all, history] = isAlone
    ? [merged, direct]
    : await Promise.all([withMerged(tx, alone.members), historyOf(tx, wanted, alone, giverPersonIds)])
  // Merged since its parties were read: what is decided for the survivor at this moment is waited for.
  const late = unmerged.members.map(all.survivorOf).filter((id) => !unmerged.members.includes(id))
  await lockSubjects(tx, [...new Set(late)].sort())
  const isSame = all.members.length === alone.members.length
  const read = isSame ? history : await historyOf(tx, wanted, all, giverPersonIds)
  const own = new Set(unmerged.members.map(all.survivorOf))
  const families = { ...all, members: all.members.filter((id) => own.has(all.survivorOf(id))) }
  const employed = readEmployers(work, all.survivorOf)
  return { families, history: inHouseholds(read, homes).map(employed), employed }
}

/** Reads the lines of people who work for several at once with all their employers of the day. */
function readEmployers(
  { personIds, employersOn }: SharedWork,
  survivorOf: (id: string) => string,
): ReadEmployers {
  if (personIds.length === 0) return (line) => line
  return (line) =>
    withEmployers(line, (recipientId, day) =>
      employersOn((id) => survivorOf(id) === recipientId, day).map(survivorOf),
    )
}

/** The parties of the subjects as they are while nobody is merged with another. */
export function unmergedFamilies({ recipientIds, orgIds }: HistorySubjects): Families {
  return { members: [...new Set([...recipientIds, ...orgIds])], survivorOf: (id) => id }
}

function lineKey(line: HistoryLine): string {
  return `${line.benefitId} ${line.recipientId}`
}
