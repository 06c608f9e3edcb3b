import type { ApiCalls } from './api-calls.ts'
import type { Company } from './company-on.ts'
import { roomsIn } from './budget-rooms.ts'

/** What a budget of a test is set with, beside what every one has. */
export type BudgetGiven = {
  readonly name?: string
  readonly period?: string
  readonly planned: string
  readonly answer?: 'warn' | 'step' | 'refuse'
  readonly forms?: readonly string[]
  readonly unitId?: string
  readonly budgetId?: string
}

/** Sets a budget by two people and gives its identifier. */
export async function setBudget(company: Company, api: ApiCalls, given: BudgetGiven): Promise<string> {
  const { changeId, budgetId } = await proposeBudget(company, api, given)
  await confirmChange(company, api, changeId)
  return budgetId
}

/** Proposes a budget in the name of finance. */
export async function proposeBudget(company: Company, api: ApiCalls, given: BudgetGiven) {
  const { planned, ...rest } = given
  const { changeId, budgetId } = await api.good(personOf(company, 'finance'), 'budgets.propose', {
    body: {
      what: 'set',
      entityId: entityOf(company),
      name: '业务招待费',
      period: '2026',
      answer: 'refuse',
      reason: '年度预算会议决定',
      planned: { currency: 'CNY', minor: planned },
      ...rest,
    },
  })
  return { changeId: String(changeId), budgetId: String(budgetId) }
}

/** The general manager confirms what finance proposed. */
export async function confirmChange(company: Company, api: ApiCalls, changeId: string): Promise<void> {
  const given = { params: { changeId }, body: { answer: 'confirm' } }
  await api.good(personOf(company, 'boss'), 'budgets.answer', given)
}

/** Ends every budget of the company, so that a test begins without any. */
export async function endBudgets(company: Company, api: ApiCalls): Promise<void> {
  for (const { row } of await roomsIn(company)) {
    const { changeId } = await api.good(personOf(company, 'finance'), 'budgets.propose', {
      body: { what: 'end', entityId: entityOf(company), budgetId: row.id, reason: '测试结束后停用' },
    })
    await confirmChange(company, api, String(changeId))
  }
}

/** The entity of a test company whose budgets are set. */
export function entityOf(company: Company): string {
  return company.founded.entities['suzhou'] ?? ''
}

/** Somebody of the founding by key. */
export function personOf(company: Company, key: string): string {
  return company.founded.people[key] ?? ''
}
