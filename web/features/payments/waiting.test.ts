import { describe, expect, test } from 'vitest'
import { decideClaimMove, verdicts } from '../../../src/modules/payments/claims/domain.ts'
import { claimState } from '../../../src/contract/claims.ts'
import {
  chipsOf,
  countIn,
  isSameAmount,
  objectionsOf,
  reasonOfAll,
  sumsOf,
  sumsText,
  verdictsIn,
} from './waiting.ts'

const yuan = (minor: string) => ({ currency: 'CNY', minor })
const counts = [
  { state: 'prepared', count: 3 },
  { state: 'unknown', count: 0 },
]

describe('sums of what waits', () => {
  test('stay apart by currency and lose no 分, however large they are', () => {
    const amounts = [yuan('9007199254740993'), { currency: 'USD', minor: '5' }, yuan('1')]
    expect(sumsOf(amounts)).toEqual([yuan('9007199254740994'), { currency: 'USD', minor: '5' }])
  })

  test('are read one after another', () => {
    expect(sumsText([yuan('1280000'), { currency: 'USD', minor: '1900' }])).toBe('¥12,800.00 + US$19.00')
  })
})

describe('the chips', () => {
  test('begin with what is unknown only while there is any', () => {
    const states = ['prepared', 'unknown'] as const
    expect(chipsOf(states, counts)).toEqual(['prepared', 'unknown', 'all'])
    expect(chipsOf(states, [{ state: 'unknown', count: 1 }])).toEqual(['unknown', 'prepared', 'all'])
  })

  test('count all of them together', () => {
    expect([countIn(counts, 'prepared'), countIn(counts, 'paid'), countIn(counts, 'all')]).toEqual([3, 0, 3])
  })
})

describe('why not', () => {
  const no = (why: string) => ({ can: false, why })

  test('is said for each action that the state leaves open', () => {
    const actions = { check: no('own'), stop: no('other entity') }
    expect(objectionsOf({ state: 'prepared', actions })).toEqual({ check: 'own', stop: 'other entity' })
    expect(objectionsOf({ state: 'checked', actions })).toEqual({ stop: 'other entity' })
    expect(objectionsOf({ state: 'paid', actions })).toEqual({})
  })

  test('is not said of what the reader may do', () => {
    const actions = { check: { can: true }, stop: no('role') }
    expect(objectionsOf({ state: 'prepared', actions })).toEqual({ stop: 'role' })
  })
})

test('an amount is confirmed only by itself', () => {
  expect(isSameAmount(yuan('1280000'), yuan('1280000'))).toBe(true)
  expect(isSameAmount(yuan('128000'), yuan('1280000'))).toBe(false)
  expect(isSameAmount({ currency: 'USD', minor: '1280000' }, yuan('1280000'))).toBe(false)
  expect(isSameAmount(undefined, yuan('0'))).toBe(false)
})

test.each(claimState.options)('a claim that is %s offers exactly what the server lets happen', (state) => {
  const possible = Object.entries(verdicts).flatMap(([verb, to]) =>
    decideClaimMove(state, to) === undefined ? [verb] : [],
  )
  expect(verdictsIn(state).toSorted()).toEqual(possible.toSorted())
})

test('a reason that is the same for all of a list is said once, and one of a single row at its row', () => {
  const not = (why: string) => ({ can: false, why })
  expect(reasonOfAll([not('您的角色不包含此操作。'), not('您的角色不包含此操作。')])).toBe(
    '您的角色不包含此操作。',
  )
  expect(reasonOfAll([not('已办结。'), not('您的角色不包含此操作。')])).toBeUndefined()
  expect(reasonOfAll([not('已办结。'), { can: true }])).toBeUndefined()
  expect(reasonOfAll([not('已办结。')])).toBeUndefined()
  expect(reasonOfAll([])).toBeUndefined()
})
