import { describe, expect, test } from 'vitest'
import { chosenAfter, chosenWithout, groupsOf, payeesIn, type Choosable } from './selection.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const press = (chosen: readonly string[], id: string, last?: string) => [
  ...chosenAfter(new Set(chosen), ids, { id, last, isRange: last !== undefined }),
]

describe('choosing rows', () => {
  test('a press chooses one and takes it back', () => {
    expect(press([], 'b')).toEqual(['b'])
    expect(press(['b', 'c'], 'b')).toEqual(['c'])
  })

  test('with shift all between two rows follow the second, downwards and upwards', () => {
    expect(press(['b'], 'd', 'b')).toEqual(['b', 'c', 'd'])
    expect(press(['d'], 'b', 'd')).toEqual(['d', 'b', 'c'])
    expect(press(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['a'])
  })

  test('a row that left the list meanwhile begins no range', () => {
    expect(press(['a'], 'c', 'gone')).toEqual(['a', 'c'])
  })
})

test('a row that left the list keeps no tick for when it comes back', () => {
  const chosen = new Set(['a', 'b', 'ofNextPage'])
  const now = chosenWithout(chosen, { before: ids, ids: ['a', 'c'] })
  expect([...now]).toEqual(['a', 'ofNextPage'])
  expect(chosenWithout(now, { before: ['a', 'c'], ids })).toBe(now)
})

const item = (id: string, payee: string, currency = 'CNY'): Choosable => ({
  id,
  payee: { id: payee, name: `公司${payee}` },
  entity: { id: 'e1', name: '上海' },
  currency,
})

describe('choosing several at once', () => {
  const items = [item('a', '1'), item('b', '1'), item('c', '2', 'USD'), item('d', '3')]

  test('offers two or more with one thing in common, and never all of them under another name', () => {
    expect(groupsOf(items).map(({ of, name, ids: those }) => [of, name, those])).toEqual([
      ['payee', '公司1', ['a', 'b']],
      ['currency', 'CNY', ['a', 'b', 'd']],
    ])
  })

  test('offers those that may be checked as a set, where some are checked alone', () => {
    const some = [...items.slice(0, 3), { ...item('d', '3'), isAlone: true }]
    expect(groupsOf(some)[0]).toMatchObject({ of: 'together', ids: ['a', 'b', 'c'] })
    expect(groupsOf(items).map(({ of }) => of)).not.toContain('together')
  })

  test('counts each payee once', () => {
    expect(payeesIn(items)).toBe(3)
  })
})
