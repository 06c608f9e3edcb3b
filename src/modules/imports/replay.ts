import type { Facts } from '../../contract/facts.ts'
import { factsJson } from '../../contract/facts.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { countsOn, factLine, loadHistory } from '../benefits/index.ts'
import { decide } from '../policy/index.ts'
import { digestOf } from './decide-row.ts'
import type { ImportDeps } from './deps.ts'
import { findEntered, findRowOfBenefit } from './store.ts'

/**
 * Takes the decision of an imported row again, from its stored facts and from what had entered its book
 * before it, and says whether it is the same. Undefined when no import brought the benefit.
 */
export async function replayRow(
  deps: Pick<ImportDeps, 'pool' | 'policy'>,
  actor: Actor,
  benefitId: string,
): Promise<{ readonly isSame: boolean } | undefined> {
  return readOnly(deps.pool, [actor], async (tx) => {
    const row = await findRowOfBenefit(tx, benefitId)
    if (!row) return undefined
    const facts = factsJson.parse(JSON.parse(row.facts))
    const history = await historyBefore(tx, row, facts)
    const policy = await deps.policy(tx)
    const decision = decide(policy.packsOn(facts.asOf), { ...facts, history }, { rates: policy.rates })
    return { isSame: digestOf(decision) === row.decision_sha256 }
  })
}

type Row = NonNullable<Awaited<ReturnType<typeof findRowOfBenefit>>>

async function historyBefore(tx: Transaction, row: Row, facts: Facts) {
  const { id, employerId } = facts.recipient ?? {}
  const orgIds = [id, employerId].filter((subject) => subject !== undefined)
  const subjects = {
    recipientIds: id === undefined ? [] : [id],
    orgIds,
    householdIds: [],
    dealIds: [],
    eventIds: [],
  }
  const lines = await loadHistory(tx, row.book, subjects)
  const entered = await findEntered(
    tx,
    row,
    lines.map((line) => line.benefitId),
  )
  return lines.filter((line) => entered.has(line.benefitId) && countsOn(line, facts.asOf)).map(factLine)
}
