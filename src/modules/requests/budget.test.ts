import { expect, test } from 'vitest'
import type { BudgetWord } from '../budgets/index.ts'
import { budgetObjection, budgetStep } from './budget.ts'
import type { Weighing } from './weigh.ts'

const line = {
  budgetId: 'bud_a',
  name: '香港业务招待',
  currency: 'HKD',
  planned: 100n,
  left: 100n,
  takes: undefined,
  freed: 0n,
  fits: false,
  answer: 'refuse',
} as const
const beyond: BudgetWord = { lines: [line], isUncovered: false, answer: 'refuse' }

function weighed(budget: BudgetWord, isLate: boolean): Weighing {
  // Only what the budget says and whether it was given already is looked at.
  return { budget, isLate } as Weighing
}

test('what no rate tells the worth of is refused where the budget refuses', () => {
  expect(budgetObjection(weighed(beyond, false))?.code).toBe('budgets.no_rate')
})

test('what was given already is not refused: one more person signs it', () => {
  expect(budgetObjection(weighed(beyond, true))).toBeUndefined()
  expect(budgetStep(beyond, [], true)).toEqual([{ level: 'L1', role: 'finance', need: 'any' }])
})

test('whoever signs anyway is not asked twice', () => {
  const step = { ...beyond, answer: 'step' } as const
  const finance = { level: 'L2', role: 'finance', need: 'any' } as const
  const boss = { level: 'L3', role: 'general_manager', need: 'any' } as const
  expect(budgetStep(step, [finance], false)).toEqual([{ ...boss, level: 'L2' }])
  expect(budgetStep(step, [finance, boss], false)).toEqual([])
})
