import { describe, expect, test } from 'vitest'
import {
  books,
  claims,
  inbox,
  payments,
  reconciliation,
  register,
  releases,
  signIn,
  tax,
  verification,
} from './search.ts'

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

  test('names one item, which its page then shows alone', () => {
    expect(payments({ order: 'pay_1', part: 'none' })).toEqual({ order: 'pay_1' })
    expect(payments({ part: 'batches', batch: 'batch_1' })).toEqual({ part: 'batches', batch: 'batch_1' })
    expect(claims({ claim: 'claim_1', state: 'none' })).toEqual({ claim: 'claim_1' })
    expect(releases({ release: 'rls_1' })).toEqual({ release: 'rls_1' })
    expect(reconciliation({ accountId: 'pacc_1', line: 'stml_1' })).toEqual({
      accountId: 'pacc_1',
      line: 'stml_1',
    })
    expect(tax({ year: '2026', charge: 'tax_1' })).toEqual({ year: '2026', charge: 'tax_1' })
  })

  test('opens a figure of the books that there is, and no other', () => {
    expect(books({ account: 'expense', currency: 'CNY', figure: 'debit' })).toMatchObject({ figure: 'debit' })
    expect(books({ account: 'expense', currency: 'CNY', figure: 'total' })).not.toHaveProperty('figure')
  })
})
