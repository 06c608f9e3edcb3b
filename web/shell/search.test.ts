import { describe, expect, test } from 'vitest'
import { inbox, register, signIn, verification } from './search.ts'

describe('what a page keeps in its address', () => {
  test.each([
    ['a path of our own', '/inbox?item=apr_1', { next: '/inbox?item=apr_1' }],
    ['another site', 'https://example.com/', {}],
    ['another site without its scheme', '//example.com/', {}],
    ['a script', 'javascript:alert(1)', {}],
    ['nothing', undefined, {}],
  ])('after the sign-in goes only to our own pages: %s', (_, next, expected) => {
    expect(signIn({ next })).toEqual(expected)
  })

  test('drops a view that does not exist, so that an old link still opens', () => {
    expect(inbox({ bucket: 'urgent', group: 'customer', item: 'apr_1' })).toEqual({
      group: 'customer',
      item: 'apr_1',
    })
  })

  test('keeps the filters of the register and nothing else', () => {
    const raw = {
      q: '恒泰',
      state: 'approved,given',
      direction: 'given',
      sort: 'random',
      late: 'no',
      evil: '1',
    }
    expect(register(raw)).toEqual({ q: '恒泰', state: 'approved,given', direction: 'given' })
  })

  test.each([
    ['18204', { entry: '18204' }],
    [18204, { entry: '18204' }],
    ['-1', {}],
    ['1e9', {}],
  ])('names an entry of the log by its number only: %s', (entry, expected) => {
    expect(verification({ entry })).toEqual(expected)
  })
})
