import type { Transaction } from '../../platform/db/transaction.ts'
import { sqlFor } from '../../platform/db/sql-for.ts'
import type { DecisionRow, PackRow, ProposalRow } from './tables.ts'

type Tables = {
  'policy.pack': PackRow
  'policy.decision': DecisionRow
  'policy.proposal': ProposalRow
}

const db = sqlFor<Tables>()

/**
 * Which versions and rates there are, in one short text: it changes whenever one is adopted, ended or added.
 */
export async function packStamp(tx: Transaction): Promise<string> {
  const [row] = await tx.sql<{ stamp: string | null }>(
    `select string_agg(id || ':' || version, ',' order by id)
  || (select ' ' || version from policy.rates_version) as stamp
from policy.pack`,
    [],
    'policy_stamp',
  )
  return row?.stamp ?? ''
}

/** Every version of every pack and of the authority matrix. */
export async function loadPackRows(tx: Transaction): Promise<PackRow[]> {
  return tx.run(db.selectFrom('policy.pack').selectAll().orderBy('pack_id').orderBy('effective_from'))
}

/** One stored decision. */
export async function loadDecision(tx: Transaction, id: string): Promise<DecisionRow | undefined> {
  const [row] = await tx.run(db.selectFrom('policy.decision').selectAll().where('id', '=', id))
  return row
}

/** The first decision about an object: that of the day it was filed. */
export async function loadFirstDecision(
  tx: Transaction,
  object: { readonly type: string; readonly id: string },
): Promise<DecisionRow | undefined> {
  const [row] = await tx.run(
    db
      .selectFrom('policy.decision')
      .selectAll()
      .where('object_type', '=', object.type)
      .where('object_id', '=', object.id)
      .orderBy('at')
      .orderBy('id')
      .limit(1),
  )
  return row
}

/** Stored decisions by id. */
export async function loadDecisions(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, DecisionRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.run(
    db
      .selectFrom('policy.decision')
      .selectAll()
      .where('id', 'in', [...ids]),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Lets nobody else adopt or end a version until this transaction is over; whoever reads is not kept waiting.
 */
export async function lockVersions(tx: Transaction): Promise<void> {
  if (tx.isReadOnly) return
  await tx.sql('lock table policy.pack, policy.proposal in share row exclusive mode', [], 'policy_lock')
}

/** Proposals by state, newest first: all that wait, for what is filed is held against them; of others 200. */
export async function loadProposals(tx: Transaction, state?: string): Promise<ProposalRow[]> {
  const query = db.selectFrom('policy.proposal').selectAll()
  const wanted = (state === undefined ? query : query.where('state', '=', state))
    .orderBy('filed_at', 'desc')
    .orderBy('id', 'desc')
  return tx.run(state === 'proposed' ? wanted : wanted.limit(200))
}

/** One proposal. */
export async function loadProposal(tx: Transaction, id: string): Promise<ProposalRow | undefined> {
  const [row] = await tx.run(db.selectFrom('policy.proposal').selectAll().where('id', '=', id))
  return row
}
