import { canonical, type CanonicalValue } from '../../../kernel/canonical.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { goesAhead, type Call, type Command, type Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import { looseningNote } from '../../access/index.ts'
import { customerTable, personTable } from '../../parties/index.ts'
import type { ImportDeps } from '../deps.ts'
import type { Remark } from '../domain.ts'
import type { BenefitOutcome } from '../observed-rows.ts'
import { problemOf } from '../read-file.ts'
import { correctionTable, runTable } from '../tables.ts'
import { cellsDigest } from './cells.ts'
import type { CellEdit, PartyEdit, What } from './edits.ts'
import { benefitIdIn, entryOf, type Entry } from './entry.ts'
import { loadOpen, type Open } from './open.ts'
import { runAfter, type LateRow } from './summary-after.ts'

/** What somebody puts right in one row that could not enter. */
export type CorrectBody = {
  readonly runId: string
  readonly problemId: string
  readonly cells: readonly CellEdit[]
  readonly parties: readonly PartyEdit[]
  /** It looks like a row that is in the register and is another benefit. */
  readonly isAnother: boolean
  /** It is no benefit to be loaded: it stays with its reason. */
  readonly isSetAside: boolean
  readonly reason: string
}

/** What came of it. A row that is still held or rejected keeps what was put right, and says what is left. */
export type CorrectAnswer = {
  readonly problemId: string
  readonly result: 'entered' | 'held' | 'rejected' | 'set_aside'
  readonly benefitId?: string
  readonly outcome?: BenefitOutcome
  readonly remarks: readonly Remark[]
}

type Ready = { readonly open: Open; readonly entry: Entry | undefined }
type State = { readonly refusal: Refusal } | Ready

/**
 * Puts a row right that an import held back or rejected: cells with another text, names that somebody judged.
 * Then it goes the way of every row of its file: read by the same profile, decided by the rules of its day,
 * stored under its run. The cells as the file has them stay, and the counts of the run go on adding up.
 */
export function correctRow(deps: ImportDeps): Command<CorrectBody, State, CorrectAnswer> {
  return {
    operation: 'imports.correct',
    load: async (tx, calls) => {
      const [call, ...more] = calls
      if (!call || more.length > 0) throw new Error('rows are put right one at a time')
      const open = await loadOpen(tx, call, await deps.own.organisation(tx))
      if ('refusal' in open) return open
      const { mapped } = open
      if (mapped?.kind !== 'ready') return { open, entry: undefined }
      const entry = await entryOf(deps, tx, call, { ...open, row: mapped.row })
      return 'refusal' in entry ? entry : { open, entry }
    },
    decide: (state, call) => decideOne(deps, state, call),
    constraints: {
      a_row_enters_once: (call) => ({
        refusal: refuse('imports.row_known', { key: call.body.problemId }),
        object: { type: 'import', id: call.body.runId },
      }),
    },
  }
}

function decideOne(deps: ImportDeps, state: State, call: Call<CorrectBody>): Decision<CorrectAnswer> {
  const object = { type: 'import', id: call.body.runId }
  if ('refusal' in state) return { refusal: state.refusal, object }
  const decided = outcomeOf(state)
  if ('refusal' in decided) return { refusal: decided.refusal, object }
  const { changes, late, ...came } = decided
  const { problemId, reason } = call.body
  return {
    answer: { problemId, ...came },
    object,
    reason,
    ...looseningNote(loosenedBy(state.open, call.body, decided)),
    changes: [...changes, correctionOf(deps, state.open, call, came), ...runChange(state.open, came, late)],
  }
}

/** A new party has limits of its own; what is told apart or stays out counts for nobody it may stand for. */
function loosenedBy({ profile, near, parties }: Open, body: CorrectBody, { changes }: Decided): string[] {
  if (profile.book !== 'own') return []
  const isParty = ({ table }: RowChange) => [customerTable.name, personTable.name].includes(table.name)
  const opened = changes.filter((change) => isParty(change) && change.old === undefined)
  const apart = parties.flatMap((edit) => ('isNew' in edit ? edit.ruledOut : []))
  return [...opened.map(({ row }) => row.id), ...apart, ...(body.isSetAside ? near : [])]
}

type Came = Omit<CorrectAnswer, 'problemId'>
type Decided = Came & { readonly changes: readonly RowChange[]; readonly late?: LateRow }

/** What becomes of the row as it stands now. */
function outcomeOf({ open: { mapped }, entry }: Ready): Decided | { readonly refusal: Refusal } {
  if (!mapped) return { result: 'set_aside', remarks: [], changes: [] }
  if (mapped.kind === 'held' || mapped.kind === 'rejected') {
    return { result: mapped.kind, remarks: problemOf(mapped).remarks, changes: [] }
  }
  if (mapped.kind !== 'ready' || !entry) return { refusal: refuse('imports.correction_empties') }
  const decision = entry.decide()
  if (!goesAhead(decision)) return { refusal: decision.refusal }
  const { answer, changes } = decision
  if ('held' in answer) return { result: 'held', remarks: answer.held, changes: [] }
  return {
    result: 'entered',
    benefitId: benefitIdIn(changes),
    outcome: answer.outcome,
    remarks: [],
    changes: [...entry.parties, ...changes],
    late: entry.late(answer),
  }
}

function correctionOf(deps: ImportDeps, open: Open, call: Call<CorrectBody>, came: Came): RowChange {
  const { problem, edited } = open
  const { parties, isAnother, reason } = call.body
  const what: What = { cells: edited, parties, isAnother }
  return insertRow(correctionTable, {
    id: deps.newId('importLine'),
    run_id: problem.run_id,
    problem_id: problem.id,
    what: canonical(what as unknown as CanonicalValue),
    reason,
    result: came.result,
    remarks: canonical(came.remarks as unknown as CanonicalValue),
    benefit_id: came.benefitId ?? null,
    cells_sha256: cellsDigest(JSON.parse(problem.cells) as readonly string[]),
    corrected_by: call.actor.personId,
    corrected_at: call.at,
  })
}

/** What is set aside counts among the rejected, as all that stays out with its reason. */
const countedAs = { entered: 'accepted', held: 'held', rejected: 'rejected', set_aside: 'rejected' } as const

function runChange({ run, before }: Open, came: Came, late: LateRow | undefined): RowChange[] {
  const move = { from: countedAs[before.state], to: countedAs[came.result] }
  if (move.from === move.to) return []
  return [updateRow(runTable, run, runAfter(run, { ...move, ...(late ? { entered: late } : {}) }))]
}
