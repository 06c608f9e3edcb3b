import { describe, expect, test } from 'vitest'
import {
  choosablePayable,
  orderFor,
  payableKey,
  payableNumber,
  setItemFor,
  type PayableBenefit,
  type PayableClaim,
} from './payable.ts'

const shared = {
  requestId: 'req_1',
  requestNumber: 'BR-2026-0001',
  title: '客户午餐',
  entityId: 'ent_1',
  entity: '上海销售',
  payee: { id: 'party_1', name: '苏州食府' },
  happenedOn: '2026-11-02',
  value: { currency: 'CNY', minor: '9000' },
  left: { currency: 'CNY', minor: '5000' },
  rests: { tax: [] },
  canPrepare: true,
}
const rebate: PayableBenefit = {
  ...shared,
  way: 'company_account',
  wayWord: '客户公司账户',
  canPropose: false,
}
const claim: PayableClaim = {
  ...shared,
  way: 'vendor',
  wayWord: '供应商',
  claimId: 'claim_1',
  claimNumber: 'CL-2026-0001',
}

describe('what may be ordered, as a set sends it', () => {
  test('a claim is named with its benefit, so that two claims for one are two', () => {
    const other = { ...claim, claimId: 'claim_2' }
    expect(new Set([rebate, claim, other].map(payableKey)).size).toBe(3)
    expect(setItemFor(claim)).toEqual({
      requestId: 'req_1',
      claimId: 'claim_1',
      minor: '5000',
      purpose: '客户午餐',
    })
  })

  test('a rebate names no claim, and the exception where a person is paid by one', () => {
    expect(setItemFor(rebate)).not.toHaveProperty('claimId')
    expect(setItemFor({ ...rebate, exceptionId: 'exc_1' })).toMatchObject({ exceptionId: 'exc_1' })
    expect(orderFor({ ...rebate, exceptionId: 'exc_1' }, '')).toMatchObject({ exceptionId: 'exc_1' })
  })

  test('never more than was shown, and a title that a bank takes', () => {
    expect(setItemFor({ ...rebate, title: '返'.repeat(200) })).toMatchObject({
      minor: '5000',
      purpose: '返'.repeat(140),
    })
  })

  test('its reader knows a claim by both numbers, and whether it is checked alone', () => {
    expect(payableNumber(claim, '申请')).toBe('CL-2026-0001 BR-2026-0001')
    expect(payableNumber(rebate, '申请')).toBe('BR-2026-0001')
    expect(choosablePayable(claim)).toMatchObject({ isAlone: false, way: { id: 'vendor' } })
    const alone = { code: 'payments.checked_alone_rate', reason: '须与汇率对照' }
    expect(choosablePayable({ ...claim, alone })).toMatchObject({ isAlone: true })
  })
})
