import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { decisionJson, type Decision } from '../../src/contract/decision.ts'
import { factsJson } from '../../src/contract/facts.ts'
import { decide } from '../../src/modules/policy/index.ts'
import { publicScenarios, shippedPolicy, type Expected } from './policy-shared.ts'
import { sharedPart, type SharedPart } from './shared-data.ts'

/**
 * Scenarios that wait for rules that are not shipped yet, with those rules. A listed one that passes is an
 * error.
 */
const waiting: Readonly<Record<string, readonly string[]>> = {}

const scenarios = publicScenarios()
const policy = await shippedPolicy()

describe('every public scenario is decided as the rule base says', () => {
  test.skipIf(scenarios.length === 0)('the rule base has scenarios', () => {
    expect(scenarios.length).toBeGreaterThan(0)
  })

  test.skipIf(scenarios.length === 0).each(scenarios.map((it) => [it.id, it.title.en, it] as const))(
    '%s: %s',
    (id, _title, scenario) => {
      const problems = differences(decide(policy, scenario.facts, { explain: true }), scenario.expect)
      const rules = waiting[id]
      if (rules) expect(problems, `${id} passes; take it off the list of ${rules.join(', ')}`).not.toEqual([])
      else expect(problems).toEqual([])
    },
  )
})

describe('facts and decisions have the shapes of the rule base', () => {
  test.skipIf(scenarios.length === 0)('facts of every scenario fit our contract', () => {
    for (const scenario of scenarios) expect(factsJson.safeParse(scenario.facts).error).toBeUndefined()
  })

  test.skipIf(scenarios.length === 0)('decisions fit our contract and the published schema', () => {
    const schema = (part: SharedPart): object => JSON.parse(readFileSync(sharedPart(part) ?? '', 'utf8'))
    const ajv = new Ajv2020({ strict: false, formats: { date: true } })
    ajv.addSchema(schema('law/facts.schema.json'))
    const fits = ajv.compile(schema('law/decision.schema.json'))
    for (const scenario of scenarios) {
      for (const explain of [false, true]) {
        const decision = decide(policy, scenario.facts, { explain })
        expect(decisionJson.safeParse(decision).error).toBeUndefined()
        expect(fits(JSON.parse(JSON.stringify(decision))), JSON.stringify(fits.errors)).toBe(true)
      }
    }
  })
})

function differences(decision: Decision, expected: Expected): string[] {
  const problems: string[] = []
  const outcomes = expected.outcomeIn ?? [expected.outcome]
  if (!outcomes.includes(decision.outcome)) problems.push(`outcome ${decision.outcome}`)
  if (expected.level && expected.level !== decision.level) problems.push(`level ${decision.level ?? 'none'}`)
  for (const id of expected.rulesInclude) if (!decision.ruleIds.includes(id)) problems.push(`lacks ${id}`)
  for (const id of expected.rulesExclude ?? []) if (decision.ruleIds.includes(id)) problems.push(`has ${id}`)
  for (const path of expected.missingInclude ?? []) if (!decision.missing.includes(path)) problems.push(path)
  for (const wanted of expected.effectsInclude) {
    if (!decision.effects.some((effect) => matches(wanted, effect))) problems.push(JSON.stringify(wanted))
  }
  return problems
}

function matches(wanted: Readonly<Record<string, unknown>>, effect: object): boolean {
  const found = new Map<string, unknown>(Object.entries(effect))
  return Object.entries(wanted).every(([key, value]) => {
    const has = found.get(key)
    return Array.isArray(value)
      ? Array.isArray(has) && value.every((item) => has.includes(item))
      : has === value
  })
}
