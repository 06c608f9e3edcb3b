import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision, JobDraft } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { everybody, type OpenRound } from '../../platform/rounds.ts'
import { dayAt, holdersOf, loosens, type Organisation } from '../access/index.ts'
import { loadSubjectsOf, ownBook } from '../benefits/index.ts'
import type { ImportDeps } from './deps.ts'
import { askersAmong } from './near-requests.ts'
import { listBenefitsOf, loadRun } from './store.ts'
import { findUndoProposal, loadUndoProposals } from './store-undo.ts'
import { undoProposalTable, type RunRow, type UndoProposalRow } from './tables.ts'

/** The kind of object of a round that confirms the undoing of an import. */
export const undoType = 'import_undo'

/** Who may confirm that an import leaves the sums: the role that is asked, and its people. */
type Confirmers = {
  readonly role: 'compliance' | 'general_manager'
  readonly personIds: readonly string[]
}

/** What undoing an import takes off, and who has a part in it. */
export type Undoing = {
  /** True where rows of our own history count in sums. */
  readonly counts: boolean
  readonly proposal: UndoProposalRow | undefined
  /** Who asks for a benefit for a party of it. */
  readonly askers: readonly string[]
  /** The parties whose history it is, where it counts. */
  readonly subjects: readonly string[]
  readonly organisation: Organisation
}

/** Loads what undoing an import would take off. A register of others counts in no sum of ours. */
export async function loadUndoing(
  deps: Pick<ImportDeps, 'own'>,
  tx: Transaction,
  run: RunRow,
  at: string,
): Promise<Undoing> {
  const organisation = await deps.own.organisation(tx)
  const proposal = await findUndoProposal(tx, run.id)
  if (run.book !== ownBook) return { counts: false, proposal, askers: [], subjects: [], organisation }
  const benefitIds = await listBenefitsOf(tx, run.id)
  const subjects = await loadSubjectsOf(tx, benefitIds)
  const askers = await askersAmong(tx, subjects, dayAt(organisation, run.entity_id, at))
  return { counts: benefitIds.length > 0, proposal, askers, subjects, organisation }
}

/** The objection to somebody who asks for a benefit for a party whose history would leave the sums. */
export function interestIn({ askers }: Undoing, { personId }: Pick<Actor, 'personId'>): Refusal | undefined {
  return askers.includes(personId) ? refuse('parties.of_own_request') : undefined
}

/** Whether a second person must confirm first: what counts leaves the sums by two. */
export function needsSecond({ counts, proposal }: Undoing): boolean {
  return counts && proposal?.state !== 'confirmed'
}

/**
 * Compliance of the entity, and the general manager where nobody of compliance is left: never whoever asks,
 * whoever imported it, or anybody who asks for a benefit for one of its parties.
 */
function confirmersOf(
  { organisation, askers }: Undoing,
  run: Pick<RunRow, 'started_by' | 'entity_id'>,
  { askedBy, at }: { readonly askedBy: string; readonly at: string },
): Confirmers {
  const excludedIds = [askedBy, run.started_by, ...askers]
  const subject = { requesterId: askedBy, entityId: run.entity_id ?? everybody, excludedIds }
  const today = dayAt(organisation, run.entity_id, at)
  const of = (role: Confirmers['role']): Confirmers => ({
    role,
    personIds: holdersOf(organisation, role, subject, today),
  })
  const compliance = of('compliance')
  return compliance.personIds.length > 0 ? compliance : of('general_manager')
}

/** Asks a second person. Until the answer everything counts as before. */
export function askSecond(
  deps: Pick<ImportDeps, 'newId' | 'rounds'>,
  undoing: Undoing,
  run: RunRow,
  { body, actor, at }: Pick<Call<{ readonly reason: string }>, 'body' | 'actor' | 'at'>,
): { readonly id: string; readonly changes: readonly RowChange[] } | Refusal {
  if (undoing.proposal) return refuse('imports.undo_waits')
  const { role, personIds } = confirmersOf(undoing, run, { askedBy: actor.personId, at })
  if (personIds.length === 0) return refuse('imports.nobody_to_undo')
  const id = deps.newId('reversal')
  const row = insertRow(undoProposalTable, {
    id,
    run_id: run.id,
    reason: body.reason,
    state: 'proposed',
    asked_by: actor.personId,
    asked_at: at,
    answered_by: null,
    answered_at: null,
  })
  const round = deps.rounds.open({
    object: { type: undoType, id },
    entityId: run.entity_id ?? everybody,
    requesterId: actor.personId,
    kind: undoType,
    role,
    personIds,
    at,
  })
  return { id, changes: [row, ...round] }
}

/** What the second person says. */
export type AnswerUndoBody = {
  readonly proposalId: string
  readonly isConfirmed: boolean
  readonly reason?: string | undefined
}

/** A proposal with the import that it would undo. */
export type Proposed = {
  readonly proposal: UndoProposalRow
  readonly run: RunRow
  readonly undoing: Undoing
}

/** Loads proposals by id, each with its import. */
export async function loadProposed(
  deps: Pick<ImportDeps, 'own'>,
  tx: Transaction,
  ids: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, Proposed>> {
  const found = new Map<string, Proposed>()
  for (const proposal of await loadUndoProposals(tx, ids)) {
    const run = await loadRun(tx, proposal.run_id)
    if (run) found.set(proposal.id, { proposal, run, undoing: await loadUndoing(deps, tx, run, at) })
  }
  return found
}

/** What keeps somebody from answering: it is their own, or nobody asks them. */
export function answerObjection(
  { proposal, run, undoing }: Proposed,
  actor: Pick<Actor, 'personId'>,
  at: string,
): Refusal | undefined {
  const { personId } = actor
  if (proposal.state !== 'proposed') return refuse('imports.undo_answered')
  if ([proposal.asked_by, run.started_by].includes(personId)) return refuse('imports.undo_takes_two')
  const { personIds } = confirmersOf(undoing, run, { askedBy: proposal.asked_by, at })
  return (
    interestIn(undoing, actor) ?? (personIds.includes(personId) ? undefined : refuse('approvals.not_asked'))
  )
}

type AnswerState = {
  readonly found: ReadonlyMap<string, Proposed>
  readonly open: ReadonlyMap<string, OpenRound>
}

type Answered = { readonly proposalId: string }

/** The second of the two people: confirmed, the undoing begins; declined, everything stays as it was. */
export function answerUndo(
  deps: ImportDeps,
  jobFor: (runId: string, reason: string, call: Pick<Call<unknown>, 'actor' | 'at'>) => JobDraft,
): Command<AnswerUndoBody, AnswerState, Answered> {
  return {
    operation: 'imports.answer_undo',
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.proposalId)
      const found = await loadProposed(deps, tx, ids, calls[0]?.at ?? '')
      return { found, open: await deps.rounds.load(tx, undoType, ids) }
    },
    decide: (state, call): Decision<Answered> => {
      const { proposalId, isConfirmed, reason } = call.body
      const { actor, at } = call
      const proposed = state.found.get(proposalId)
      if (!proposed)
        return { refusal: refuse('platform.not_found'), object: { type: undoType, id: proposalId } }
      const { proposal, run } = proposed
      const object = { type: 'import', id: run.id }
      const unsaid = !isConfirmed && !reason?.trim()
      const objection =
        answerObjection(proposed, actor, at) ??
        (unsaid ? refuse('approvals.reason_needed', {}, '/body/reason') : undefined)
      if (objection) return { refusal: objection, object }
      const answered = updateRow(undoProposalTable, proposal, {
        state: isConfirmed ? 'confirmed' : 'declined',
        answered_by: actor.personId,
        answered_at: at,
      })
      const answer = { personId: actor.personId, at, isConfirmed, reason }
      return {
        answer: { proposalId },
        object,
        reason: reason ?? proposal.reason,
        note: {
          undo: isConfirmed ? 'confirmed' : 'declined',
          ...(isConfirmed ? loosens(proposed.undoing.subjects) : {}),
        },
        changes: [answered, ...(state.open.get(proposalId)?.answered(answer) ?? [])],
        jobs: isConfirmed ? [jobFor(run.id, proposal.reason, call)] : [],
      }
    },
  }
}
