import type { Facts } from '../../contract/facts.ts'
import type { Instant } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  countsOn,
  factLine,
  linesAdded,
  loadDecisionIds,
  raiseAlert,
  type HistoryLine,
} from '../benefits/index.ts'
import { concernedBy, limitsGivers, loadDecisions, recordedFacts } from '../policy/index.ts'
import type { RequestDeps } from './deps.ts'
import { isStricter } from './domain.ts'
import { historyFor, readAt, type Shared, type Situation } from './situation.ts'

/** The facts on which later benefits were decided, by benefit. It grows as the items of a set are decided. */
export type Later = Map<string, Facts>

/**
 * How many later benefits one entry weighs again at most, the next ones first: each costs two decisions. How
 * many it leaves stands in the entry (`laterLeft`), so that a person looks at those.
 */
export const laterMax = 100

/** On which rules and history later benefits are weighed again. */
type Weighed = Pick<Shared, 'policy' | 'history' | 'employed'>

/** What was decided about the benefits that count for the same subjects and are dated after one of these. */
export async function loadLater(
  tx: Transaction,
  shared: Shared,
  situations: readonly Situation[],
): Promise<Later> {
  const next = situations.flatMap((situation) => laterThan(shared, situation).slice(0, laterMax))
  return loadDecided(tx, [...new Set(next)])
}

/** The facts on which these benefits were decided; of what has no record there is nothing to weigh again. */
export async function loadDecided(tx: Transaction, benefitIds: readonly string[]): Promise<Later> {
  if (benefitIds.length === 0) return new Map()
  const decisionIds = await loadDecisionIds(tx, [...benefitIds])
  const decisions = await loadDecisions(tx, [...decisionIds.values()])
  const known = [...decisionIds].flatMap(([benefitId, decisionId]) => {
    const facts = recordedFacts(decisions.get(decisionId)?.record ?? '')
    return facts ? [[benefitId, facts] as const] : []
  })
  return new Map(known)
}

/** For the entry: how many later benefits were not weighed again; nothing where none was left. */
export function laterNote(
  { shared, later }: { readonly shared: Shared; readonly later: Later },
  situation: Situation,
  changes: readonly RowChange[],
): { readonly laterLeft?: number } {
  if (linesAdded(changes).length === 0) return {}
  const left = laterThan(shared, situation).slice(laterMax)
  const laterLeft = left.filter((id) => !later.has(id)).length
  return laterLeft === 0 ? {} : { laterLeft }
}

function laterThan(shared: Shared, situation: Situation): string[] {
  const { asked } = situation
  if (!asked) return []
  const employers = situation.parties.person?.employerIds ?? []
  const lines = (employers.length > 0 ? employers : [undefined])
    .flatMap((id) => historyFor(shared, situation, undefined, id))
    .filter((line) => line.happenedOn > asked.happensOn)
  const inOrder = lines.toSorted((a, b) => (a.happenedOn < b.happenedOn ? -1 : 1))
  return [...new Set(inOrder.map((line) => line.benefitId))]
}

/**
 * Weighs later benefits again now that an earlier one has entered: each as it was decided, once without
 * and once with the new lines. Where the rules are stricter with them, an alert is left for compliance;
 * no past decision changes.
 */
export function alertsOf(
  { newId, shared, later }: Pick<RequestDeps, 'newId'> & { readonly shared: Weighed; readonly later: Later },
  entered: { readonly changes: readonly RowChange[]; readonly at: Instant },
): RowChange[] {
  const added = linesAdded(entered.changes)
  const [first] = added
  if (!first) return []
  return [...later].flatMap(([id, facts]) => {
    if (id === first.benefitId || first.happenedOn >= facts.asOf) return []
    const after = stricterNow(shared, { id, facts }, added)
    if (!after) return []
    const because = { causeId: first.benefitId }
    return [raiseAlert({ id: newId('alert'), benefitId: id, because, verdict: after, at: entered.at })]
  })
}

function stricterNow(
  shared: Weighed,
  { id, facts }: { readonly id: string; readonly facts: Facts },
  added: readonly HistoryLine[],
) {
  const { policy, history } = shared
  // An organisation is read as itself, a person at the employer of whom the decision was made.
  const orgId = facts.recipient?.employerId ?? facts.customer?.id
  const read = (line: HistoryLine) => factLine(readAt(shared, line, orgId))
  const concerns = concernedBy(facts, limitsGivers(policy.packsOn(facts.asOf)))
  const decided = (lines: readonly HistoryLine[]) => {
    const counted = lines.filter((line) => line.benefitId !== id && countsOn(line, facts.asOf))
    return policy.decide({ ...facts, history: counted.map(read).filter(concerns) }).decision
  }
  if (!added.map(read).some(concerns)) return undefined
  // What was re-dated stood somewhere before: its old lines go where the new ones come.
  const others = history.filter((line) => line.benefitId !== added[0]?.benefitId)
  const before = decided(history)
  const after = decided([...others, ...added])
  const isWorse = isStricter(
    { outcome: before.outcome, level: before.level },
    { outcome: after.outcome, level: after.level },
  )
  return isWorse ? after : undefined
}
