import { factLine, findEntry, loadHistoryAsOf } from '../modules/benefits/index.ts'
import { replayRow } from '../modules/imports/index.ts'
import {
  loadDecision,
  loadPackRows,
  policyCache,
  policyIn,
  replayDecision,
  type HistoryThen,
  type Replay,
} from '../modules/policy/index.ts'
import { openPool } from '../platform/db/connect.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { dailyRate, sampleRates } from '../platform/rates.ts'
import { fill, type Language } from '../texts/index.ts'
import { policyTexts } from '../texts/policy.ts'
import { WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { withDatabase } from './with-database.ts'

/**
 * Takes a stored decision again: by its own number the bytes of its record are compared, by that of a benefit
 * the last decision on it. A row of a register of others keeps a digest where it keeps no record.
 */
export async function replayStored(call: CliCall, id: string): Promise<number> {
  return withDatabase(call, async (database) => {
    const pool = openPool(database.auditor, { max: 1, name: 'replay' })
    try {
      const found = await readOnly(pool, [], (tx) => replayed(tx, id))
      if (!found) throw new WrongUse(policyTexts['policy.cli.no_decision'], { id })
      call.io.answer({ same: found.same, hash: found.sha256 }, () => [replayWords(found, call.io.language)])
      return found.same ? exit.done : exit.found
    } finally {
      await pool.end()
    }
  })
}

async function replayed(tx: Transaction, id: string): Promise<Replay | undefined> {
  const recorded = await replayRecord(tx, id)
  if (recorded) return recorded
  const entry = await findEntry(tx, id)
  if (!entry) return undefined
  return entry.decisionId === undefined ? replayDigest(tx, entry.id) : replayRecord(tx, entry.decisionId)
}

async function replayRecord(tx: Transaction, decisionId: string): Promise<Replay | undefined> {
  const stored = await loadDecision(tx, decisionId)
  if (!stored) return undefined
  const { at } = stored
  const then: HistoryThen = async (ids, asOf) => (await loadHistoryAsOf(tx, ids, { at, asOf })).map(factLine)
  return replayDecision(await loadPackRows(tx), stored, then)
}

async function replayDigest(tx: Transaction, benefitId: string): Promise<Replay | undefined> {
  const sample = sampleRates()
  const policy = await policyIn(
    tx,
    policyCache((base, quote, on) => dailyRate(sample, base, quote, on)),
  )
  const found = await replayRow(tx, policy, benefitId)
  if (!found) return undefined
  const { isSame, sha256 } = found
  return isSame ? { same: true, sha256 } : { same: false, sha256, why: 'outcome' }
}

function replayWords(found: Replay, language: Language): string {
  if (found.same) return fill(policyTexts['policy.cli.same'], language, { hash: found.sha256 })
  const why = fill(policyTexts[`policy.replay.${found.why}`], language)
  return fill(policyTexts['policy.cli.changed'], language, { why })
}
