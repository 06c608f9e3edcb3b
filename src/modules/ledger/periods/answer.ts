import { because, wordsOr } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { OpenRound } from '../../../platform/rounds.ts'
import { mayWith } from '../../access/index.ts'
import { closingTable, periodChangeTable, type ClosingRow, type PeriodChangeRow } from '../tables.ts'
import { blockersOf, type Check, type PeriodDeps } from './deps.ts'
import { closedAfter, periodObjection, type Standing, type Verb } from './domain.ts'
import { monthOf, type Month } from './months.ts'
import { blockedObjection, periodType, standingOf } from './propose.ts'
import { holdBooks, loadClosings, loadPeriodChanges } from './store.ts'

/** What the second person says. */
export type AnswerPeriodBody = {
  readonly periodChangeId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

/** A change of a month with all that its answer is decided on. */
export type ProposedChange = {
  readonly row: PeriodChangeRow
  readonly standing: Standing
  readonly blockers: readonly Check[]
  readonly closing: ClosingRow | undefined
}

type State = {
  readonly found: ReadonlyMap<string, ProposedChange>
  readonly open: ReadonlyMap<string, OpenRound>
}

/** The second of the two people: confirmed, the month takes no further entry, or takes entries again. */
export function answerPeriod(deps: PeriodDeps): Command<AnswerPeriodBody, State, { periodChangeId: string }> {
  return {
    operation: 'ledger.answer_period',
    load: async (tx, calls) => {
      const ids = calls.map(({ body }) => body.periodChangeId)
      const confirmed = calls.filter(({ body }) => body.answer === 'confirm')
      const found = await loadProposed(deps, tx, ids, {
        at: calls[0]?.at ?? '',
        isHeld: confirmed.length > 0,
      })
      return { found, open: await deps.rounds.load(tx, periodType, ids) }
    },
    decide: (state, call) => decide(deps, state, call),
  }
}

/** Loads changes of months. Held, nobody books for their entities until the transaction ends. */
export async function loadProposed(
  deps: PeriodDeps,
  tx: Transaction,
  ids: readonly string[],
  { at, isHeld }: { readonly at: Instant; readonly isHeld: boolean },
): Promise<ReadonlyMap<string, ProposedChange>> {
  const organisation = await deps.organisation(tx)
  const rows = await loadPeriodChanges(tx, ids)
  const entityIds = rows.map((row) => row.entity_id)
  const blocked = new Map<string, Check[]>()
  // Before the lock, because it may read all books: nobody waits for it.
  for (const row of rows) blocked.set(row.id, await blockersOfRow(deps, tx, row))
  if (isHeld) await holdBooks(tx, entityIds)
  const closings = await loadClosings(tx, entityIds)
  const found = new Map<string, ProposedChange>()
  for (const row of rows) {
    const standing = await standingOf(tx, row.entity_id, deps.dayOf(organisation, row.entity_id, at))
    const blockers = blocked.get(row.id) ?? []
    found.set(row.id, { row, standing, blockers, closing: closings.get(row.entity_id) })
  }
  return found
}

async function blockersOfRow(deps: PeriodDeps, tx: Transaction, row: PeriodChangeRow): Promise<Check[]> {
  const { entity_id: entityId, until, verb, state } = row
  if (verb !== 'close' || state !== 'proposed') return []
  return blockersOf(deps, tx, { entityId, month: monthOf(until), until })
}

/** The verb of a change. The database holds the list. */
export function verbOf({ verb }: Pick<PeriodChangeRow, 'verb'>): Verb {
  return verb as Verb
}

/** Why this person cannot answer, whatever they would say. */
export function answererObjection(row: PeriodChangeRow, actor: Actor): Refusal | undefined {
  const { entity_id: entityId } = row
  if (row.state !== 'proposed') return refuse('ledger.month_answered')
  if (row.proposed_by === actor.personId) return refuse('ledger.month_takes_two')
  const permission = mayWith(actor, 'ledger.answer_period', { entityId })
  return permission.can ? undefined : permission.refusal
}

/** Why nobody can confirm it as the books stand now. */
export function confirmObjection({ row, standing, blockers }: ProposedChange): Refusal | undefined {
  const month: Month = monthOf(row.until)
  return periodObjection(verbOf(row), month, standing) ?? blockedObjection(month, blockers)
}

function decide(
  deps: PeriodDeps,
  { found, open }: State,
  { body, actor, at }: Call<AnswerPeriodBody>,
): Decision<{ periodChangeId: string }> {
  const { periodChangeId, answer, reason } = body
  const object = { type: periodType, id: periodChangeId }
  const proposed = found.get(periodChangeId)
  if (!proposed) return { refusal: refuse('platform.not_found'), object }
  const { row } = proposed
  const about = { object, entityId: row.entity_id }
  const isConfirmed = answer === 'confirm'
  const unsaid = !isConfirmed && (reason ?? '').trim() === ''
  const objection =
    answererObjection(row, actor) ??
    (unsaid ? refuse('approvals.reason_needed', {}, '/body/reason') : undefined) ??
    (isConfirmed ? confirmObjection(proposed) : undefined)
  if (objection) return { ...about, refusal: objection }
  const answered = updateRow(periodChangeTable, row, {
    state: isConfirmed ? 'confirmed' : 'declined',
    answered_by: actor.personId,
    answered_at: at,
  })
  const said = { personId: actor.personId, at, isConfirmed, reason }
  const closing = isConfirmed ? [closingChange(deps, proposed, actor, at)] : []
  return {
    ...about,
    answer: { periodChangeId },
    changes: [answered, ...closing, ...(open.get(row.id)?.answered(said) ?? [])],
    reason: wordsOr(reason, because(`ledger.${row.verb}_confirmed`, { month: monthOf(row.until) })),
  }
}

function closingChange(deps: PeriodDeps, proposed: ProposedChange, actor: Actor, at: Instant): RowChange {
  const { row, closing } = proposed
  const changed = {
    closed_until: closedAfter(verbOf(row), monthOf(row.until)),
    changed_by: actor.personId,
    changed_at: at,
  }
  if (closing) return updateRow(closingTable, closing, changed)
  return insertRow(closingTable, { id: deps.newId('period'), entity_id: row.entity_id, ...changed })
}
