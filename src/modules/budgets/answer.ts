import { because, wordsOr } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { OpenRound } from '../../platform/rounds.ts'
import { mayWith } from '../access/index.ts'
import type { BudgetDeps } from './deps.ts'
import { changeType, daysOf } from './propose.ts'
import { holdBudgets, loadBudgets, loadBudgetsOf, loadChanges, loadDemands } from './store.ts'
import {
  budgetTable,
  changeTable,
  demandTable,
  type BudgetRow,
  type ChangeRow,
  type DemandRow,
} from './tables.ts'

/** What the second person says. */
export type AnswerBody = {
  readonly changeId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

/** A proposal with all that its answer is decided on. */
export type ProposedChange = {
  readonly row: ChangeRow
  readonly budget: BudgetRow | undefined
  readonly demand: DemandRow | undefined
  /** The names of budgets in force that cover the very same. */
  readonly taken: string | undefined
}

type State = {
  readonly found: ReadonlyMap<string, ProposedChange>
  readonly open: ReadonlyMap<string, OpenRound>
}

/** The second of the two people: confirmed, the budget holds from this moment on. */
export function answerBudget(deps: BudgetDeps): Command<AnswerBody, State, { changeId: string }> {
  return {
    operation: 'budgets.answer',
    load: async (tx, calls) => {
      const ids = calls.map(({ body }) => body.changeId)
      return { found: await loadProposed(tx, ids), open: await deps.rounds.load(tx, changeType, ids) }
    },
    decide: (state, call) => decide(deps, state, call),
    constraints: {
      budget_is_one_a_scope: ({ body }) => ({
        refusal: refuse('budgets.taken', { budget: '' }),
        object: { type: changeType, id: body.changeId },
      }),
    },
  }
}

/** Proposals with the budgets they are about, which are held: whoever takes from them waits. */
export async function loadProposed(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ProposedChange>> {
  const rows = [...(await loadChanges(tx, ids)).values()]
  const budgetIds = rows.flatMap(({ budget_id: id }) => id ?? [])
  const entityIds = [...new Set(rows.map(({ entity_id: id }) => id))].sort()
  // Sent in this order: they are read once they are held.
  const [, budgets, all, demands] = await Promise.all([
    holdBudgets(tx, budgetIds),
    loadBudgets(tx, budgetIds),
    loadBudgetsOf(tx, entityIds),
    loadDemands(tx, entityIds),
  ])
  return new Map(
    rows.map((row) => [
      row.id,
      {
        row,
        budget: budgets.get(row.budget_id ?? ''),
        demand: demands.get(row.entity_id),
        taken: all.find((each) => each.state === 'set' && isSameScope(each, row))?.name,
      },
    ]),
  )
}

function isSameScope(budget: BudgetRow, row: ChangeRow): boolean {
  return (
    row.what === 'set' &&
    budget.id !== row.budget_id &&
    budget.entity_id === row.entity_id &&
    budget.period === row.period &&
    budget.unit_id === row.unit_id &&
    budget.forms === row.forms
  )
}

/** Why this person cannot answer, whatever they would say. */
export function answererObjection(row: ChangeRow, actor: Actor): Refusal | undefined {
  if (row.state !== 'proposed') return refuse('budgets.answered')
  if (row.proposed_by === actor.personId) return refuse('budgets.takes_two')
  const permission = mayWith(actor, 'budgets.answer', { entityId: row.entity_id })
  return permission.can ? undefined : permission.refusal
}

/** Why nobody can confirm it as the budgets stand now. */
export function confirmObjection({ row, budget, taken }: ProposedChange): Refusal | undefined {
  if (taken !== undefined) return refuse('budgets.taken', { budget: taken })
  const isOld = row.before_minor !== null
  const stands = !isOld || (budget?.state === 'set' && budget.planned_minor === row.before_minor)
  return stands ? undefined : refuse('budgets.changed_meanwhile')
}

function decide(
  deps: BudgetDeps,
  { found, open }: State,
  { body, actor, at }: Call<AnswerBody>,
): Decision<{ changeId: string }> {
  const { changeId, answer, reason } = body
  const object = { type: changeType, id: changeId }
  const proposed = found.get(changeId)
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
  const answered = updateRow(changeTable, row, {
    state: isConfirmed ? 'confirmed' : 'declined',
    answered_by: actor.personId,
    answered_at: at,
  })
  const said = { personId: actor.personId, at, isConfirmed, reason }
  const changed = isConfirmed ? [changeOf(deps, proposed, { actor, at })] : []
  return {
    ...about,
    answer: { changeId },
    changes: [answered, ...changed, ...(open.get(row.id)?.answered(said) ?? [])],
    reason: wordsOr(reason, because('budgets.confirmed', { change: row.id })),
  }
}

type Answering = { readonly actor: Actor; readonly at: Instant }

/** The row of the budget, or of what is demanded, once it is confirmed. */
function changeOf(deps: BudgetDeps, proposed: ProposedChange, { actor, at }: Answering): RowChange {
  const { row, budget, demand } = proposed
  const changed = { changed_by: actor.personId, changed_at: at }
  if (row.what === 'demand') {
    const answer = row.answer ?? 'free'
    if (demand) return updateRow(demandTable, demand, { answer, ...changed })
    const id = deps.newId('budget')
    return insertRow(demandTable, { id, entity_id: row.entity_id, answer, ...changed })
  }
  if (row.what === 'end' && budget) return updateRow(budgetTable, budget, { state: 'ended', ...changed })
  const { name, period, forms, planned_minor: planned, currency, answer } = row
  if (name === null || period === null || forms === null || planned === null || answer === null) {
    throw new Error('the database holds what a change says')
  }
  if (budget) return updateRow(budgetTable, budget, { name, planned_minor: planned, answer, ...changed })
  return insertRow(budgetTable, {
    id: row.budget_id ?? '',
    entity_id: row.entity_id,
    name,
    period,
    ...daysOf(period),
    unit_id: row.unit_id,
    forms,
    planned_minor: planned,
    currency: currency ?? '',
    answer,
    state: 'set',
    ...changed,
  })
}
