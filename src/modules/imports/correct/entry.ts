import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { benefitTable } from '../../benefits/index.ts'
import type { ImportDeps } from '../deps.ts'
import type { NormalisedRow, Remark, RowParty } from '../domain.ts'
import { newHistory } from '../history.ts'
import { storeObservedRows, type RowAnswer, type RowBody } from '../observed-rows.ts'
import { findKnown } from '../known-rows.ts'
import { newOwnParties } from '../own-parties.ts'
import { storeOwnRows } from '../own-rows.ts'
import { observedIds } from '../party-ids.ts'
import { boundOf, prepareObserved } from '../prepare.ts'
import { findParties } from '../store.ts'
import { nextPlace } from '../store-corrections.ts'
import { partyTable } from '../tables.ts'
import type { CorrectBody } from './command.ts'
import { judgementsOf } from './edits.ts'
import type { Open } from './open.ts'
import type { LateRow } from './summary-after.ts'

/** A row that reads well now, on its way into the register by the same commands as the rows of its file. */
export type Entry = {
  readonly decide: () => Decision<RowAnswer>
  /** Parties of an observed book that it names first. */
  readonly parties: readonly RowChange[]
  /** What the summary of its run learns of it. */
  readonly late: (answer: Extract<RowAnswer, { outcome: unknown }>) => LateRow
}

/** Loads everything on which the row is decided. */
export async function entryOf(
  deps: ImportDeps,
  tx: Transaction,
  call: Call<CorrectBody>,
  open: Open & { readonly row: NormalisedRow },
): Promise<Entry | { readonly refusal: Refusal }> {
  const { run, problem } = open
  const [known] = await findKnown(tx, run.book, open.profile, [open.row])
  if (known && !call.body.isAnother) return { refusal: refuse('imports.row_known', { key: open.row.key }) }
  const key = known ? `${open.row.key}~${problem.id}` : open.row.key
  const row = { ...open.row, key }
  const missing: string[] = []
  const taken: Remark[] = []
  const from = {
    // What is put right is recorded now, and not as of the run.
    run: { ...run, started_at: call.at },
    heard: (_: string, paths: readonly string[]) => void missing.push(...paths),
    isPutRight: true as const,
  }
  const policy = await deps.policy(tx)
  const body = { runId: run.id, key, line: row.line, place: await nextPlace(tx, run.id), factsSha256: '' }
  const late: Entry['late'] = ({ outcome, stops }) => ({
    outcome,
    stops,
    missing,
    taken,
    line: row.line,
    value: boundOf(row.whole),
    day: row.day.from,
    policy,
  })
  if (open.profile.book === 'own') {
    const judged = judgementsOf(open.parties, call.body.reason)
    const rows = new Map([[key, row]])
    const entityId = run.entity_id ?? undefined
    const took = (_: string, remarks: readonly Remark[]) => void taken.push(...remarks)
    const command = storeOwnRows(deps, { ...from, rows, parties: newOwnParties(), took, entityId, judged })
    return { decide: await ready(command, tx, { ...call, body }), parties: [], late }
  }
  const named = [row.giver, row.recipient, row.org].filter((party) => party !== undefined)
  const idOf = await observedIds(tx, deps.partyIds, run.book, named)
  const prepared = prepareObserved(idOf, row, await deps.own.organisation(tx))
  const rows = new Map([[key, prepared]])
  const command = storeObservedRows(deps, { ...from, rows, history: newHistory() })
  const pinned = { ...body, factsSha256: prepared.factsSha256 }
  return {
    decide: await ready(command, tx, { ...call, body: pinned }),
    parties: await newObservedParties(tx, run.book, new Map(named.map((party) => [idOf(party), party]))),
    late,
  }
}

async function ready<State>(
  command: Command<RowBody, State, RowAnswer>,
  tx: Transaction,
  call: Call<RowBody>,
): Promise<() => Decision<RowAnswer>> {
  const state = await command.load(tx, [call])
  return () => command.decide(state, call)
}

async function newObservedParties(
  tx: Transaction,
  book: string,
  parties: ReadonlyMap<string, RowParty>,
): Promise<RowChange[]> {
  const known = await findParties(tx, [...parties.keys()])
  return [...parties].flatMap(([id, { kind, name }]) =>
    known.has(id) ? [] : [insertRow(partyTable, { id, book, kind, name })],
  )
}

/** The entry of the register among what is stored. */
export function benefitIdIn(changes: readonly RowChange[]): string {
  const benefit = changes.find((change) => change.table.name === benefitTable.name)
  if (!benefit) throw new Error('a row that enters has its benefit')
  return benefit.row.id
}
