import { budgets, plannedMinor } from '../../../demo/budgets.ts'
import { toMoneyJson } from '../../kernel/money.ts'
import { dayIn } from '../../kernel/time.ts'
import { answerBudget, proposeBudget } from '../../modules/budgets/index.ts'
import { budgetDeps } from '../budget-deps.ts'
import { homeZone } from '../world.ts'
import { later } from './course.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000

/**
 * The budgets of the year in which the sample is begun, each proposed by one person of finance and confirmed
 * by another. They are set after the history, which nobody asked them about.
 */
export async function setBudgets(stage: Stage): Promise<void> {
  const { world, plan, founded, begunAt } = stage
  const year = dayIn(homeZone, begunAt).slice(0, 4)
  for (const [i, budget] of budgets.entries()) {
    const at = later(begunAt, -(30 - i) * hour)
    const planned = { currency: 'CNY', minor: plannedMinor(plan, budget, year) }
    const body = {
      what: 'set' as const,
      entityId: idOf(founded.entities, budget.entity),
      name: budget.name,
      period: year,
      ...(budget.unit === undefined ? {} : { unitId: idOf(founded.units, budget.unit) }),
      forms: budget.forms,
      planned: toMoneyJson(planned),
      answer: budget.answer,
      reason: budget.reason,
    }
    const proposes = { key: `demo:${budget.key}`, actor: staffActor(stage, 'gao-yun'), at, body }
    const [proposed] = await actAll(world, proposeBudget(budgetDeps(world)), [proposes])
    const confirms = {
      key: `demo:${budget.key}:confirm`,
      actor: staffActor(stage, 'lin-xiao'),
      at: later(at, hour / 2),
      body: { changeId: proposed?.changeId ?? '', answer: 'confirm' as const },
    }
    await actAll(world, answerBudget(budgetDeps(world)), [confirms])
  }
}
