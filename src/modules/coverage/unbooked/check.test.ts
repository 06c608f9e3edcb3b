import { describe, expect, test } from 'vitest'
import type { RecordedNumber } from '../../ledger/index.ts'
import { checkNumbers, plainNumber } from './check.ts'

const none = {
  isCash: false,
  isAdvance: false,
  isAccrual: false,
  isClosing: false,
  tax: 0n,
  party: '',
  staff: '',
}

/** A journal whose vouchers have these debits. */
function journalOf(debits: Readonly<Record<string, bigint>>) {
  const entries = Object.entries(debits)
  return {
    numbered: new Map(entries.map(([key], at) => [key, at])),
    vouchers: entries.map(([, debit]) => ({ ...none, debit })),
  }
}

const recorded = (number: string, minor?: bigint, on = '2026-11-10'): RecordedNumber => ({
  voucherId: `vou_${number}`,
  benefitId: `ben_${number}`,
  number,
  on,
  isOwn: true,
  ...(minor !== undefined && { minor }),
})
const foundIn = (debits: Readonly<Record<string, bigint>>, ...numbers: readonly RecordedNumber[]) =>
  checkNumbers(journalOf(debits), numbers)?.unbooked.map(({ kind, benefitId }) => [kind, benefitId])

describe('a recorded number', () => {
  test('is found as finance systems write it, and only in its month', () => {
    const debits = { '2026-11 记-0012': 500n, '2026-11 付-0012': 100n, '2026-10 记-7': 900n }
    for (const number of ['记-12', '记字第12号', '记12', '记-012', ' 记 － １２'])
      expect(foundIn(debits, recorded(number, 500n))).toEqual([])
    expect(foundIn(debits, recorded('记-7', 1n))).toEqual([['number', 'ben_记-7']])
    expect(foundIn(debits, recorded('转-12', 1n))).toEqual([['number', 'ben_转-12']])
    expect(foundIn(debits, recorded('记-1', 1n))).toEqual([['number', 'ben_记-1']])
  })

  test('of which one side leaves the word out is found by its figures', () => {
    expect(foundIn({ '2026-11 0012': 500n }, recorded('记-12', 500n))).toEqual([])
    expect(foundIn({ '2026-11 记-12': 500n }, recorded('0012', 500n))).toEqual([])
    expect(foundIn({ '2026-11 12-1': 500n }, recorded('121', 500n))).toEqual([['number', 'ben_121']])
  })

  test('that holds more than its voucher debits is listed for each of its documents', () => {
    const debits = { '2026-11 记-12': 500n }
    const [one, two] = [recorded('记-12', 300n), { ...recorded('记-12', 201n), benefitId: 'ben_two' }]
    expect(foundIn(debits, one)).toEqual([])
    expect(checkNumbers(journalOf(debits), [one, two])?.unbooked).toMatchObject([
      { kind: 'amount', benefitId: 'ben_记-12', minor: 501n, found: 500n },
      { kind: 'amount', benefitId: 'ben_two', minor: 501n, found: 500n },
    ])
    expect(foundIn(debits, recorded('记-12'))).toEqual([])
  })

  test('is not looked up in a journal without numbers, which says so', () => {
    expect(checkNumbers(journalOf({}), [recorded('记-12', 1n)])).toBeUndefined()
    expect(checkNumbers(journalOf({ '2026-11 记-1': 1n }), [])).toEqual({
      checked: 0,
      unbooked: [],
      borneOut: new Set(),
    })
  })

  test('bears its benefit out where it is of its own voucher and nothing speaks against it', () => {
    const journal = journalOf({ '2026-11 记-12': 500n, '2026-11 付-3': 500n })
    const payment = { ...recorded('付-3', 500n), benefitId: 'ben_paid', isOwn: false }
    const missing = { ...recorded('记-99', 1n), benefitId: 'ben_half' }
    const half = { ...recorded('记-12', 200n), voucherId: 'vou_half', benefitId: 'ben_half' }
    const numbers = [recorded('记-12', 300n), payment, half, missing]
    expect(checkNumbers(journal, numbers)?.borneOut).toEqual(new Set(['ben_记-12']))
  })

  test('is told apart from what only begins like it', () => {
    expect(['记-0012', '记字第12号', '12', '记-1-2', '记-12', '2026-11-0012'].map(plainNumber)).toEqual([
      '记12',
      '记12',
      '12',
      '记1-2',
      '记12',
      '2026-11-12',
    ])
  })
})
