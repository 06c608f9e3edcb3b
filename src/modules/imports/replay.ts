import { factsJson, type Facts } from '../../contract/facts.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { countsOn, factLine, loadBookAsOf, type HistoryLine } from '../benefits/index.ts'
import { decide, limitsGivers, type PolicyInForce } from '../policy/index.ts'
import { digestOf } from './decide-row.ts'
import { findEntered, findRowOfBenefit } from './store.ts'

/** What came of taking the decision of an imported row again; the digest is that of the day. */
export type RowReplay = { readonly isSame: boolean; readonly sha256: string }

/**
 * Takes the decision of an imported row again, from its stored facts and from what had entered its book
 * before it, and says whether it is the same. Undefined when no import brought the benefit.
 */
export async function replayRow(
  tx: Transaction,
  policy: PolicyInForce,
  benefitId: string,
): Promise<RowReplay | undefined> {
  const row = await findRowOfBenefit(tx, benefitId)
  if (!row) return undefined
  const facts = factsJson.parse(JSON.parse(row.facts))
  const packs = policy.packsOn(facts.asOf)
  const earlier = await enteredBefore(tx, row, facts, limitsGivers(packs))
  const history = earlier.filter((line) => countsOn(line, facts.asOf)).map(factLine)
  const decision = decide(packs, { ...facts, history }, { rates: policy.rates })
  return { isSame: digestOf(decision) === row.decision_sha256, sha256: row.decision_sha256 }
}

type Row = NonNullable<Awaited<ReturnType<typeof findRowOfBenefit>>>

/** What stood in the book when the row entered. A run is one act: its rows count for those behind them. */
async function enteredBefore(
  tx: Transaction,
  row: Row,
  { recipient, giver }: Facts,
  countsGivers: boolean,
): Promise<HistoryLine[]> {
  const present = (...ids: (string | undefined)[]) => ids.filter((id) => id !== undefined)
  const subjects = {
    recipientIds: present(recipient?.id, recipient?.employerId),
    orgIds: present(recipient?.id, recipient?.employerId),
    giverPersonIds: countsGivers ? present(giver?.personId) : [],
  }
  const lines = await loadBookAsOf(tx, row.book, subjects, row.entered_at)
  const ids = lines.map((line) => line.benefitId)
  const entered = await findEntered(tx, row, ids)
  return lines.filter((line) => entered.has(line.benefitId))
}
