import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { isRefusal } from '../../kernel/refusal.ts'
import { planRoute, type RoutePeople } from './plan-route.ts'

const roles = ['line_manager', 'finance', 'compliance', 'general_manager'] as const
const route = (from: number, to: number) =>
  roles.slice(from - 1, to).map((role, i) => ({ level: `L${from + i}`, role, need: 'any' as const }))

/** People by role; whoever may stand in by level, in groups. */
function people(
  holders: Readonly<Record<string, readonly string[]>>,
  standIns: Readonly<Record<string, readonly (readonly string[])[]>> = {},
  mayMerge = false,
): RoutePeople {
  return {
    holders: (role) => holders[role] ?? [],
    haveLoosened: () => false,
    standIns: ({ level }) => standIns[level] ?? [],
    mayMerge,
  }
}

/** The same, where whoever holds compliance has made the rules milder for the recipient. */
function loosened(...given: Parameters<typeof people>): RoutePeople {
  return { ...people(...given), haveLoosened: (role) => role === 'compliance' }
}

/** The people of each level; the code where it is refused. */
function planned(...given: Parameters<typeof planRoute>): unknown {
  const plan = planRoute(...given)
  if (isRefusal(plan)) return `${plan.code} ${String(plan.params['level'])}`
  return plan.map(({ level, personIds }) => `${level} ${personIds.join(' ')}`)
}

describe('every level of a route keeps a signature of its own', () => {
  const boss = { general_manager: ['g'] }

  test.each([
    ['one of two is kept for the next level', { finance: ['a', 'b'], compliance: ['b'] }, ['L2 a', 'L3 b']],
    ['two can do either', { finance: ['a', 'b'], compliance: ['a', 'b'] }, ['L2 a b', 'L3 a b']],
    ['nobody holds a role', { finance: ['a'] }, 'approvals.nobody L3'],
    ['one person holds both roles alone', { finance: ['b'], compliance: ['b'] }, 'approvals.one_for_two L2'],
  ])('%s', (_, holders, expected) => {
    expect(planned(route(2, 3), people(holders))).toEqual(expected)
  })

  test('the line manager who alone is compliance signs as compliance, and the next one up as manager', () => {
    const holders = { line_manager: ['b'], finance: ['f'], compliance: ['b'] }
    const above = { L1: [['b'], ['m']] }
    expect(planned(route(1, 3), people(holders, above))).toEqual(['L1 m', 'L2 f', 'L3 b'])
  })

  test('finance and compliance in one person: a higher role signs for finance', () => {
    const holders = { line_manager: ['m'], finance: ['b'], compliance: ['b'], ...boss }
    expect(planned(route(1, 3), people(holders, { L2: [['b'], ['b'], ['g']] }))).toEqual([
      'L1 m',
      'L2 g',
      'L3 b',
    ])
    // At the highest level the general manager signs there, and nobody is left for finance.
    expect(planned(route(1, 4), people(holders, { L2: [['b'], ['b'], ['g']] }))).toBe(
      'approvals.one_for_two L2',
    )
  })

  test('a manager with nobody above them who is needed at the top', () => {
    const holders = { line_manager: ['g'], finance: ['f'], compliance: ['c'], ...boss }
    expect(planned(route(1, 4), people(holders))).toBe('approvals.one_for_two L1')
    const peers = { L1: [['g'], ['p', 'q']] }
    expect(planned(route(1, 4), people(holders, peers))).toEqual(['L1 p q', 'L2 f', 'L3 c', 'L4 g'])
  })

  test('three levels and three people who can each do two: nobody is asked who is needed later', () => {
    const holders = { line_manager: ['a', 'b'], finance: ['b', 'c'], compliance: ['a', 'c'] }
    const plan = planRoute(route(1, 3), people(holders))
    const all = isRefusal(plan) ? [] : plan.flatMap(({ personIds }) => personIds)
    expect(new Set(all).size).toBe(3)
    expect(all).toHaveLength(3)
  })

  test('in a small company whoever holds two roles is asked once, at the higher level', () => {
    const holders = { line_manager: ['m'], finance: ['b'], compliance: ['b'], ...boss }
    expect(planned(route(1, 3), people(holders, { L2: [['g']] }, true))).toEqual(['L1 m', 'L3 b'])
  })

  test('a level that is added later goes to somebody who has not signed yet', () => {
    const holders = { compliance: ['b'], ...boss }
    const others = people(holders, { L3: [['b'], ['g']] })
    expect(planned(route(3, 3), others, ['m', 'b'])).toEqual(['L3 g'])
    expect(planned(route(3, 3), people(holders, { L3: [['b'], ['g']] }, true), ['m', 'b'])).toEqual([])
  })

  describe('a role whose holders have all made the rules milder', () => {
    const holders = { line_manager: ['m'], finance: ['f'], ...boss }
    const above = { L3: [['g']] }

    test('is stood in for by a higher one', () => {
      expect(planned(route(1, 3), loosened(holders, above))).toEqual(['L1 m', 'L2 f', 'L3 g'])
      // In a small company too: a signature is not left out because of it.
      expect(planned(route(1, 3), loosened(holders, above, true))).toEqual(['L1 m', 'L2 f', 'L3 g'])
      expect(planned(route(1, 4), loosened(holders, above, true))).toEqual(['L1 m', 'L2 f', 'L4 g'])
    })

    test('stops the route where nobody is left above, and says why', () => {
      const refused = 'approvals.holders_loosened L3'
      expect(planned(route(1, 3), loosened(holders))).toBe(refused)
      expect(planned(route(1, 3), loosened(holders, {}, true))).toBe(refused)
      // The general manager signs the highest level.
      expect(planned(route(1, 4), loosened(holders, above))).toBe(refused)
      expect(planned(route(2, 3), loosened({ ...boss }, above))).toBe('approvals.nobody L2')
    })
  })

  test('where all of a level must agree, none of them is asked at another level', () => {
    const steps = route(2, 3).map((step) => ({ ...step, need: 'all' as const }))
    const holders = { finance: ['a', 'b', 'c'], compliance: ['b', 'c', 'd'] }
    const plan = planRoute(steps, people(holders))
    const all = isRefusal(plan) ? [] : plan.flatMap(({ personIds }) => personIds)
    expect(all.toSorted()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('whoever signs, in whatever order, every level finds somebody who has not signed', () => {
    const group = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 4 })
    const reached = { planned: 0, refused: 0 }
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(5)), (groups, choices) => {
        const holders = Object.fromEntries(groups.map((ids, i) => [roles[i] ?? '', ids]))
        const plan = planRoute(route(1, groups.length), people(holders))
        if (isRefusal(plan)) {
          reached.refused++
          // Refused only where so many levels share fewer people: Hall's condition fails for some of them.
          expect(subsets(groups).some((some) => new Set(some.flat()).size < some.length)).toBe(true)
          return
        }
        reached.planned++
        expect(plan).toHaveLength(groups.length)
        const signed = new Set<string>()
        for (const [i, { personIds }] of plan.entries()) {
          const left = personIds.filter((id) => !signed.has(id))
          expect(left.length).toBeGreaterThan(0)
          expect(groups[i]).toEqual(expect.arrayContaining([...personIds]))
          signed.add(left[(choices[i] ?? 0) % left.length] ?? '')
        }
      }),
      { numRuns: 2000, seed: 20_261_128 },
    )
    expect(reached.planned).toBeGreaterThan(500)
    expect(reached.refused).toBeGreaterThan(50)
  })
})

function subsets<Item>(items: readonly Item[]): Item[][] {
  const [first, ...rest] = items
  if (first === undefined) return [[]]
  const others = subsets(rest)
  return [...others, ...others.map((each) => [first, ...each])]
}
