import type { z } from 'zod'
import { runCursors, type importRuns } from '../../contract/imports.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { entitiesFor, mayWith, type Permission } from '../access/index.ts'
import { ownBook } from '../benefits/index.ts'
import { listRuns, loadRun } from './store.ts'
import type { RunRow } from './tables.ts'

/** What is done to one import, or read of it. */
type OnRun =
  | 'imports.run'
  | 'imports.problems'
  | 'imports.problem_list'
  | 'imports.problem'
  | 'imports.correct'
  | 'imports.undo'

/**
 * Whether somebody may do this to an import: our own history is that of one entity, and a role watches over
 * the entities in which it is held; a register of others is nobody's of ours.
 */
export function mayOnRun(
  actor: Actor,
  operation: OnRun,
  run: Pick<RunRow, 'book' | 'entity_id'>,
): Permission {
  // Of our own history of before entities were kept nobody knows whose it was: it is that of none they serve.
  const object = run.book === ownBook ? { entityId: run.entity_id ?? '' } : {}
  return mayWith(actor, operation, object)
}

/** The run of that id; undefined where there is none that the reader may see. */
export async function readRun(
  tx: Transaction,
  actor: Actor,
  operation: OnRun,
  runId: string,
): Promise<RunRow | undefined> {
  const run = await loadRun(tx, runId)
  return run && mayOnRun(actor, operation, run).can ? run : undefined
}

/** A page of the runs that somebody may see, newest first, and where the next one begins. */
export async function readRuns(
  tx: Transaction,
  actor: Actor,
  { cursor: after, limit }: z.output<typeof importRuns.query>,
): Promise<{ readonly runs: RunRow[]; readonly next?: string }> {
  const served = entitiesFor(actor, 'imports.runs')
  const found = await listRuns(tx, { after, limit: limit + 1 }, served.includes('*') ? undefined : served)
  const runs = found.slice(0, limit)
  const last = runs.at(-1)
  return found.length > limit && last
    ? { runs, next: runCursors.write({ at: last.started_at, id: last.id }) }
    : { runs }
}
