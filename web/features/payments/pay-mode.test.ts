import { describe, expect, test } from 'vitest'
import { isPayReady, lineTold, payFor, payTold, type Pay } from './pay-mode.ts'
import type { Claimable, Line } from './receipts.ts'

const yuan = (minor: string) => ({ currency: 'CNY', minor })
const worth = { amount: yuan('8548'), rate: '7.1234', on: '2026-11-25' }
const books = { currency: 'CNY', worth, says: '' }
// What the form reads of an item, and no more.
const dinner = { requestId: 'req_1', way: 'reimbursement', left: { currency: 'USD', minor: '1200' }, books }
const item = dinner as unknown as Claimable
const vendor = { ...dinner, way: 'vendor' } as unknown as Claimable
const lines: readonly Line[] = [{ item, amount: item.left }]
const card: Pay = { mode: 'card', paid: { req_1: yuan('8700') }, proof: { fileId: 'file_1', name: '对账单' } }

describe('how a claim over a foreign benefit is paid', () => {
  test('begins with the day’s rate for whoever paid, and as given for a vendor or without a rate', () => {
    expect(payFor(item).mode).toBe('day')
    expect(payFor(vendor).mode).toBe('own')
    expect(payFor({ ...item, books: { currency: 'CNY', says: '' } }).mode).toBe('own')
    const own: Partial<Claimable> = { ...item }
    delete own.books
    expect(payFor(own as Claimable).mode).toBe('own')
  })

  test('by the rate it tells the currency and the rate that was shown', () => {
    expect(payTold(payFor(item), lines)).toEqual({ currency: 'CNY' })
    expect(lineTold(payFor(item), item)).toEqual({ rate: { on: '2026-11-25', rate: '7.1234' } })
    expect(isPayReady(payFor(item), lines)).toBe(true)
  })

  test('as a card was charged it needs the amount and the statement, and tells both', () => {
    expect(isPayReady({ ...card, proof: undefined }, lines)).toBe(false)
    expect(isPayReady({ ...card, paid: {} }, lines)).toBe(false)
    expect(isPayReady(card, lines)).toBe(true)
    expect(payTold(card, lines)).toEqual({ currency: 'CNY', proofId: 'file_1' })
    expect(lineTold(card, item)).toEqual({ paid: '8700' })
  })

  test('as it was given it tells nothing of another currency, whatever was typed before', () => {
    const own: Pay = { ...card, mode: 'own' }
    expect([payTold(own, lines), lineTold(own, item)]).toEqual([{}, {}])
  })
})
