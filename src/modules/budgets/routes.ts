import * as contract from '../../contract/budgets.ts'
import { actAlone } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { answer, forbidden, fromOutcome, notFound, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import { mayWith } from '../access/index.ts'
import { answerBudget } from './answer.ts'
import { benefitsBehindFigure } from './behind.ts'
import type { BudgetDeps } from './deps.ts'
import { proposeBudget } from './propose.ts'
import { budgetList } from './queries.ts'
import { loadBudgets } from './store.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of budgets. */
export function budgetRoutes(deps: BudgetDeps): Route[] {
  return [
    route(contract.budgets, async (call) => {
      const { entityId, year } = call.query
      const permission = mayWith(call.actor, 'budgets.list', { entityId })
      if (!permission.can) return forbidden(permission.refusal)
      return readOnly(deps.door.pool, [call.actor], async (tx) => {
        const organisation = await deps.organisation(tx)
        const today = deps.dayOf(organisation, entityId, call.at)
        const { actor, language } = call
        const { forms } = deps
        return answer(
          await budgetList(deps, tx, { actor, language, organisation, today, entityId, year, forms }),
        )
      })
    }),
    route(contract.budgetBenefits, (call) => behind(deps, call, call.params.budgetId, call.query)),
    route(contract.proposeBudget, (call) => run(deps, proposeBudget(deps), call, call.body)),
    route(contract.answerBudget, (call) =>
      run(deps, answerBudget(deps), call, { ...call.params, ...call.body }),
    ),
  ]
}

type Query = Omit<Parameters<typeof benefitsBehindFigure>[3], 'row' | 'after'> & {
  readonly cursor?: Parameters<typeof benefitsBehindFigure>[3]['after']
}

async function behind(deps: BudgetDeps, call: AnyCall, budgetId: string, query: Query): Promise<HttpAnswer> {
  const { actor, language, at } = call
  return readOnly(deps.door.pool, [actor], async (tx) => {
    const row = (await loadBudgets(tx, [budgetId])).get(budgetId)
    if (!row) return notFound()
    const permission = mayWith(actor, 'budgets.benefits', { entityId: row.entity_id })
    if (!permission.can) return forbidden(permission.refusal)
    const organisation = await deps.organisation(tx)
    const today = deps.dayOf(organisation, row.entity_id, at)
    const converted = await deps.converted(tx)
    const reader = { language, organisation, today, converted, forms: deps.forms }
    const { figure, limit, cursor: after } = query
    return answer(await benefitsBehindFigure(deps, tx, reader, { row, figure, limit, after }))
  })
}

async function run<Body, State, Answer>(
  deps: BudgetDeps,
  command: Command<Body, State, Answer>,
  { key, actor, at }: AnyCall,
  body: Body,
): Promise<HttpAnswer> {
  return fromOutcome(await actAlone(deps.door, command, { key, actor, at, body }))
}
