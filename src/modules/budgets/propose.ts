import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { MoneyJson } from '../../kernel/money.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { holdersOf, mayWith, nobodyObjection, type Organisation } from '../access/index.ts'
import type { BudgetDeps } from './deps.ts'
import { spanOf, type Answer, type Demand } from './domain.ts'
import { listChanges, loadBudgetsOf, loadDemands } from './store.ts'
import { changeTable, type BudgetRow, type ChangeRow, type DemandRow } from './tables.ts'

/** The kind of object of a round about a budget. */
export const changeType = 'budget_change'

/** Those who may answer: another of finance, or the general manager. */
const answering = ['finance', 'general_manager'] as const

/** A new budget, or another amount, name or answer of one that is set. */
type SetBody = {
  readonly what: 'set'
  readonly budgetId?: string | undefined
  readonly name: string
  readonly period: string
  readonly unitId?: string | undefined
  readonly forms: readonly string[]
  readonly planned: MoneyJson
  readonly answer: Answer
}

/** What is proposed about the budgets of an entity. */
export type ProposeBody = { readonly entityId: string; readonly reason: string } & (
  | SetBody
  | { readonly what: 'end'; readonly budgetId: string }
  | { readonly what: 'demand'; readonly answer: Demand }
)

type Found = {
  readonly organisation: Organisation
  readonly budgets: readonly BudgetRow[]
  readonly demand: DemandRow | undefined
  readonly waiting: readonly ChangeRow[]
}

type Proposed = { readonly changeId: string; readonly budgetId?: string }

/** Proposes to set, change or end a budget, or to demand one; a second person answers. */
export function proposeBudget(deps: BudgetDeps): Command<ProposeBody, readonly Found[], Proposed> {
  return {
    operation: 'budgets.propose',
    load: async (tx, calls) => {
      const found: Found[] = []
      for (const { body } of calls) found.push(await loadFound(deps, tx, body.entityId))
      return found
    },
    decide: (found, call) => decide(deps, found[0], call),
    constraints: {
      change_is_proposed_once: ({ body }) => ({
        refusal: refuse('budgets.waits'),
        object: { type: 'budgets', id: body.entityId },
      }),
    },
  }
}

async function loadFound(deps: BudgetDeps, tx: Transaction, entityId: string): Promise<Found> {
  const [organisation, budgets, demands, changes] = await Promise.all([
    deps.organisation(tx),
    loadBudgetsOf(tx, [entityId]),
    loadDemands(tx, [entityId]),
    listChanges(tx, { entityId, max: 1000 }),
  ])
  const waiting = changes.filter(({ state }) => state === 'proposed')
  return { organisation, budgets, demand: demands.get(entityId), waiting }
}

function decide(
  deps: BudgetDeps,
  found: Found | undefined,
  { body, actor, at }: Call<ProposeBody>,
): Decision<Proposed> {
  if (!found) throw new Error('what a proposal is decided on was loaded')
  const { entityId, reason } = body
  const { organisation, budgets } = found
  const isKnown = organisation.entities.has(entityId)
  const about = { object: { type: 'budgets', id: entityId }, ...(isKnown ? { entityId } : {}) }
  const today = deps.dayOf(organisation, entityId, at)
  const subject = { entityId, requesterId: actor.personId }
  const personIds = [...new Set(answering.flatMap((role) => holdersOf(organisation, role, subject, today)))]
  const objection = objectionTo(found, actor, body) ?? nobodyObjection(personIds, actor.personId)
  if (objection) return { ...about, refusal: objection }
  const id = deps.newId('budgetChange')
  const object = { type: changeType, id }
  const known = 'budgetId' in body ? budgets.find((each) => each.id === body.budgetId) : undefined
  const budgetId = body.what === 'demand' ? undefined : (known?.id ?? deps.newId('budget'))
  const row = insertRow(changeTable, {
    id,
    entity_id: entityId,
    what: body.what,
    budget_id: budgetId ?? null,
    ...columnsOf(body, known),
    reason,
    state: 'proposed',
    proposed_by: actor.personId,
    proposed_at: at,
    answered_by: null,
    answered_at: null,
  })
  const role = 'finance'
  const round = deps.rounds.open({ object, ...subject, kind: changeType, role, personIds, at })
  const answer = { changeId: id, ...(budgetId === undefined ? {} : { budgetId }) }
  return { answer, object, entityId, changes: [row, ...round], reason }
}

function columnsOf(body: ProposeBody, known: BudgetRow | undefined) {
  const none = { period: null, unit_id: null, forms: null, planned_minor: null, currency: null }
  const before = known?.planned_minor ?? null
  if (body.what === 'demand') return { ...none, name: null, answer: body.answer, before_minor: null }
  if (body.what === 'end') return { ...none, name: known?.name ?? null, answer: null, before_minor: before }
  return {
    name: body.name,
    period: body.period,
    unit_id: body.unitId ?? null,
    forms: formsText(body.forms),
    planned_minor: BigInt(body.planned.minor),
    before_minor: before,
    currency: body.planned.currency,
    answer: body.answer,
  }
}

/** Kinds as they are stored: each once, in one order, so that the same scope is the same text. */
function formsText(forms: readonly string[]): string {
  return [...new Set(forms)].toSorted().join(',')
}

function objectionTo(found: Found, actor: Actor, body: ProposeBody): Refusal | undefined {
  const permission = mayWith(actor, 'budgets.propose', { entityId: body.entityId })
  if (!permission.can) return permission.refusal
  const { budgets, demand, waiting } = found
  if (body.what === 'demand') {
    if (waiting.some(({ what }) => what === 'demand')) return refuse('budgets.waits')
    const isSame = (demand?.answer ?? 'free') === body.answer
    return isSame ? refuse('budgets.nothing_changes', {}, '/body/answer') : undefined
  }
  const known = budgets.find(({ id, state }) => id === body.budgetId && state === 'set')
  if (body.budgetId !== undefined && !known) return refuse('budgets.unknown', {}, '/body/budgetId')
  if (known && waiting.some((each) => each.budget_id === known.id)) return refuse('budgets.waits')
  return body.what === 'end' ? undefined : settingObjection(found, body, known)
}

function settingObjection(
  { organisation, budgets, waiting }: Found,
  body: Extract<ProposeBody, { what: 'set' }>,
  known: BudgetRow | undefined,
): Refusal | undefined {
  const { entityId, period, unitId, planned } = body
  const currency = organisation.entities.get(entityId)?.currency.trim() ?? ''
  if (planned.currency !== currency) {
    return refuse('budgets.currency_differs', { currency }, '/body/planned/currency')
  }
  const unit = unitId === undefined ? undefined : organisation.units.get(unitId)
  const isTheirs = unit && (unit.entity_id === null || unit.entity_id === entityId)
  if (unitId !== undefined && !isTheirs) return refuse('budgets.unit_unknown', {}, '/body/unitId')
  const scope = `${period} ${unitId ?? ''} ${formsText(body.forms)}`
  if (known) return changingObjection(body, known, scope)
  const other = budgets.find((each) => each.state === 'set' && scopeText(each) === scope)
  if (other) return refuse('budgets.taken', { budget: other.name }, '/body/period')
  const isAsked = waiting.some((each) => each.what === 'set' && scopeText(each) === scope)
  return isAsked ? refuse('budgets.waits') : undefined
}

function changingObjection(
  body: Extract<ProposeBody, { what: 'set' }>,
  known: BudgetRow,
  scope: string,
): Refusal | undefined {
  if (scopeText(known) !== scope) return refuse('budgets.other_scope', { budget: known.name }, '/body/period')
  const isSame =
    known.planned_minor === BigInt(body.planned.minor) &&
    known.name === body.name &&
    known.answer === body.answer
  return isSame ? refuse('budgets.nothing_changes', {}, '/body/planned') : undefined
}

/** What a row covers, as one text. */
function scopeText(row: Pick<BudgetRow | ChangeRow, 'period' | 'unit_id' | 'forms'>): string {
  return `${row.period ?? ''} ${row.unit_id ?? ''} ${row.forms ?? ''}`
}

/** The days of a stored period. */
export function daysOf(period: string): { readonly from_on: string; readonly until_on: string } {
  const { from, until } = spanOf(period)
  return { from_on: from, until_on: until }
}
