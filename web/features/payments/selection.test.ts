import { describe, expect, test } from 'vitest'
import { paymentSetMax } from '../../../src/contract/states.ts'
import {
  allOf,
  chosenAfter,
  chosenWithout,
  groupsOf,
  payeesIn,
  type Choosable,
  type Pages,
} from './selection.ts'

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

/** A list of so many pages, of which the first is shown. */
function listOf(pages: readonly (readonly string[])[], shown = 1): Pages<string> {
  return {
    data: { pages: pages.slice(0, shown).map((items) => ({ items })) },
    hasNextPage: shown < pages.length,
    fetchNextPage: async () => listOf(pages, shown + 1),
  }
}

describe('choosing all', () => {
  const some = (start: string, count: number) => Array.from({ length: count }, (_, n) => `${start}${n}`)
  const isFree = (id: string) => !id.startsWith('held')

  test('takes of every list what may be chosen, also from pages that were not shown', async () => {
    const lists = [listOf([['a', 'held'], ['b']]), listOf([['c'], ['held', 'd']])]
    expect(await allOf(lists, isFree)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('loses nothing of a list to what is held, in the list before it or in its own', async () => {
    const held = some('held', paymentSetMax)
    expect(await allOf([listOf([held]), listOf([['claim']])], isFree)).toEqual(['claim'])
    expect(await allOf([listOf([held, ['late']])], isFree)).toEqual(['late'])
  })

  test('ends with a page that cannot be fetched, and goes on with the next list', async () => {
    const broken: Pages<string> = { ...listOf([['a'], ['b']]), fetchNextPage: async () => broken }
    expect(await allOf([broken, listOf([['c']])], isFree)).toEqual(['a', 'c'])
  })

  test('asks for no page beyond what a set holds', async () => {
    const full = [some('a', paymentSetMax - 1), ['b'], ['c']]
    const all = await allOf([listOf(full), listOf([['d']])], isFree)
    expect([all.length, all.at(-1)]).toEqual([paymentSetMax, 'b'])
  })
})
