import { expect, test } from 'vitest'
import { changedWords, isNoAmount, typedOf, wordsOf } from './typed.ts'

test('amounts are shown as decimals and sent in minor units, also below zero', () => {
  const words = wordsOf({ number: '12', total: '-53000', net: '5' }, 'CNY')
  expect(words).toEqual({ number: '12', total: '-530.00', net: '0.05' })
  expect(typedOf(words, 'CNY')).toEqual({ number: '12', total: '-53000', net: '5' })
  expect(typedOf({ total: '¥1,060.5' }, 'CNY')).toEqual({ total: '106050' })
})

test('what is no amount goes as it was typed, for the server to refuse', () => {
  expect(typedOf({ total: 'ten' }, 'CNY')).toEqual({ total: 'ten' })
  expect(typedOf({ total: '1.005' }, 'CNY')).toEqual({ total: '1.005' })
})

test('only what differs is sent, and nothing is emptied', () => {
  const before = { number: '12', sellerName: '小馆' }
  expect(changedWords(before, { number: ' 12 ', sellerName: '街角小馆', items: '' })).toEqual({
    sellerName: '街角小馆',
  })
})

test('a field for an amount says when it holds none; an empty one holds nothing yet', () => {
  const texts = ['ten', '1.005', '', '¥1,060.5', '-530']
  expect(texts.map((text) => isNoAmount('total', text, 'CNY'))).toEqual([true, true, false, false, false])
  expect(isNoAmount('sellerName', 'ten', 'CNY')).toBe(false)
})

test('in another currency every amount is sent anew, since it has other minor units', () => {
  const before = { currency: 'CNY', total: '1000.00', number: '12' }
  const changed = changedWords(before, { ...before, currency: 'JPY', total: '1000' })
  expect(changed).toEqual({ currency: 'JPY', total: '1000' })
  expect(changedWords(before, { ...before, currency: 'USD' })).toEqual({ currency: 'USD', total: '1000.00' })
  expect(typedOf(changed, 'JPY')).toEqual({ currency: 'JPY', total: '1000' })
})
