import { sqlFor } from '../../platform/db/sql-for.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { UndoProposalRow } from './tables.ts'

const db = sqlFor<{ 'imports.undo_proposal': UndoProposalRow }>()

/** The proposal to undo a run that waits for its answer or was confirmed. */
export async function findUndoProposal(tx: Transaction, runId: string): Promise<UndoProposalRow | undefined> {
  const query = db
    .selectFrom('imports.undo_proposal')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', 'in', ['proposed', 'confirmed'])
  const [row] = await tx.run(tx.isReadOnly ? query : query.forUpdate())
  return row
}

/** Proposals by id, locked when they are to be answered. */
export async function loadUndoProposals(tx: Transaction, ids: readonly string[]): Promise<UndoProposalRow[]> {
  const query = db
    .selectFrom('imports.undo_proposal')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .orderBy('id')
  return tx.run(tx.isReadOnly ? query : query.forUpdate())
}
