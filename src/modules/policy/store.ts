import type { Instant } from '../../kernel/time.ts'
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

/** The SHA-256 of every text that was ever adopted, as hexadecimal digits. */
export async function adoptedHashes(tx: Transaction): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<{ sha256: string }>(
    `select encode(sha256(convert_to(content, 'UTF8')), 'hex') as sha256 from policy.pack`,
    [],
    'adopted_hashes',
  )
  return new Set(rows.map(({ sha256 }) => sha256))
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

/** Of which state, and for a page where it begins and how long it is. */
export type WantedProposals = {
  readonly state?: string | undefined
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly limit?: number
}

/** Proposals, newest first: a page of them, or all of a state where no limit is given. */
export async function loadProposals(
  tx: Transaction,
  { state, after, limit }: WantedProposals,
): Promise<ProposalRow[]> {
  let query = db.selectFrom('policy.proposal').selectAll()
  if (state !== undefined) query = query.where('state', '=', state)
  if (after)
    query = query.where((row) =>
      row.or([
        row('filed_at', '<', after.at),
        row.and([row('filed_at', '=', after.at), row('id', '<', after.id)]),
      ]),
    )
  const wanted = query.orderBy('filed_at', 'desc').orderBy('id', 'desc')
  return tx.run(limit === undefined ? wanted : wanted.limit(limit))
}

/** One proposal. */
export async function loadProposal(tx: Transaction, id: string): Promise<ProposalRow | undefined> {
  const [row] = await tx.run(db.selectFrom('policy.proposal').selectAll().where('id', '=', id))
  return row
}
