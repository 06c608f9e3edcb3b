import { describe, expect, test } from 'vitest'
import { factsJson } from '../src/contract/facts.ts'
import { compilePacks, decide, loadPackFolder, rankOf, type RateFinder } from '../src/modules/policy/index.ts'
import { dailyRate, sampleRates } from '../src/platform/rates.ts'
import { planFacts } from './facts.ts'
import { samplePlan } from './plan.ts'
import type { PlannedBenefit } from './types.ts'

const plan = samplePlan()
const loaded = await loadPackFolder(new URL('../policies', import.meta.url).pathname)
if ('problems' in loaded) throw new Error(`packs do not load: ${JSON.stringify(loaded.problems[0])}`)
const packs = compilePacks(loaded.packs)
const table = sampleRates()
const rates: RateFinder = (base, quote, on) => dailyRate(table, base, quote, on)

function outcomeOf(benefit: PlannedBenefit, knownAt?: string) {
  const decision = decide(packs, planFacts(plan, benefit, knownAt), { rates })
  return decision.level === undefined ? decision.outcome : `${decision.outcome} ${decision.level}`
}

test('the facts of every given benefit have the shape of the contract', () => {
  for (const benefit of plan.benefits) {
    if (benefit.direction === 'given')
      expect(factsJson.safeParse(planFacts(plan, benefit)).error).toBeUndefined()
  }
})

test('at least 85 % of the ordinary requests pass the shipped packs without hold', () => {
  const ordinary = plan.benefits.filter((benefit) => benefit.ordinary)
  const counts: Record<string, number> = {}
  let passed = 0
  for (const benefit of ordinary) {
    const decision = decide(packs, planFacts(plan, benefit), { rates })
    counts[decision.outcome] = (counts[decision.outcome] ?? 0) + 1
    if (rankOf(decision) < 6) passed += 1
  }
  const share = passed / ordinary.length
  const figure = { name: 'ordinary requests without hold', value: share, unit: 'share', limit: 0.85, counts }
  console.log(JSON.stringify(figure))
  expect(share).toBeGreaterThanOrEqual(0.85)
})

test('an ordinary request that waits for evidence passes once the answer is in', () => {
  const incomplete = plan.benefits.filter((benefit) => benefit.ordinary && outcomeOf(benefit) === 'hold')
  expect(incomplete.length).toBeGreaterThan(20)
  for (const benefit of incomplete) {
    expect(benefit.docsAdded).toBeDefined()
    expect(outcomeOf(benefit, '2026-11-25T00:00:00.000Z')).not.toBe('hold')
  }
})

test('whatever was completed has the evidence that the packs ask for before paying', () => {
  for (const benefit of plan.benefits.filter((one) => one.ordinary && one.state === 'completed')) {
    expect([benefit.key, outcomeOf(benefit, '2026-11-25T00:00:00.000Z')]).not.toEqual([benefit.key, 'hold'])
  }
})

test('every request that the plan calls a refused attempt is forbidden', () => {
  for (const benefit of plan.benefits.filter((one) => one.state === 'refused_attempt')) {
    expect([benefit.key, outcomeOf(benefit)]).toEqual([benefit.key, 'prohibit'])
  }
})

test('no planted pattern would have passed as allowed, had it been asked for as it is declared', () => {
  for (const benefit of plan.benefits.filter((one) => one.planted !== undefined)) {
    expect(outcomeOf(benefit)).toMatch(/^(prohibit|hold|escalate)/)
  }
})

describe('the inbox of the sample approver shows every verdict', () => {
  const waiting = plan.benefits.filter((one) => one.state === 'submitted')
  const byKey = (n: string) => waiting.find((one) => one.key === `ben-waiting-${n}`)
  const now = '2026-11-25T01:00:00.000Z'

  test.each([
    ['01', /^escalate/],
    ['02', /^allow_with_conditions/],
    ['03', /^prohibit$/],
    ['04', /^allow/],
    ['05', /^allow/],
    ['06', /^allow/],
    ['07', /^allow/],
    ['08', /^hold$/],
  ] as const)('request %s is now %s', (n, expected) => {
    const benefit = byKey(n)
    expect(benefit && outcomeOf(benefit, now)).toMatch(expected)
  })

  test('the forbidden one was not forbidden when it was submitted: the tender was recorded later', () => {
    const benefit = byKey('03')
    expect(benefit && outcomeOf(benefit)).toMatch(/^allow/)
  })
})
