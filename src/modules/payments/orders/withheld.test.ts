import { expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { withheldFrom, withheldShown, withholdingLaw, type Income } from './withheld.ts'

const day = '2026-11-25'
const none = { owed: 0n, withheld: 0n }

function taken(more: Partial<Income>): bigint | string {
  const found = withheldFrom({
    treatment: 'labour_income',
    currency: 'CNY',
    owed: 100_000n,
    day,
    bearing: 'recipient',
    earlier: none,
    ...more,
  })
  return isRefusal(found) ? found.code : found
}

it('takes nothing off a refund, and a fifth off incidental income unless the giver bears it', () => {
  expect(taken({ treatment: 'none_refund' })).toBe(0n)
  expect(taken({ treatment: 'incidental_income' })).toBe(20_000n)
  expect(taken({ treatment: 'incidental_income', bearing: 'giver' })).toBe(0n)
  // Who bears the tax is said of what is given, and not of what somebody earned.
  expect(taken({ bearing: 'giver' })).toBe(4_000n)
})

it('takes pay for services of a month as one income', () => {
  expect(taken({})).toBe(4_000n)
  // 1,000 and 4,000 are 5,000, on which 800 are due; 40 of it were withheld before.
  expect(taken({ owed: 400_000n, earlier: { owed: 100_000n, withheld: 4_000n } })).toBe(76_000n)
  // Twice 800 is no income under the limit.
  expect(taken({ owed: 80_000n, earlier: { owed: 80_000n, withheld: 0n } })).toBe(16_000n)
  // More was withheld than the sum asks for, because another order of the month was stopped.
  expect(taken({ earlier: { owed: 400_000n, withheld: 90_000n } })).toBe(0n)
  // A fifth of each has no such sum.
  const earlier = { owed: 400_000n, withheld: 0n }
  expect(taken({ treatment: 'incidental_income', earlier })).toBe(20_000n)
})

it('is refused in words where it cannot be reckoned, and where nothing would be left', () => {
  expect(taken({ currency: 'USD' })).toBe('payments.withholding_in_yuan')
  expect(taken({ currency: 'USD', treatment: 'incidental_income' })).toBe(20_000n)
  for (const treatment of ['labour_income', 'incidental_income'] as const) {
    expect(taken({ day: '2018-12-31', treatment })).toBe('payments.no_withholding_rate')
  }
  // Of what was paid before nothing was withheld: its tax is more than this order.
  const earlier = { owed: 6_250_000n, withheld: 0n }
  expect(taken({ owed: 10_000n, earlier })).toBe('payments.nothing_after_tax')
})

it('is shown with what is owed, what is paid out and the law, which may be to be confirmed', () => {
  const order = { currency: 'CNY', minor: 96_000n, withheld_minor: 4_000n }
  expect(withheldShown(order, { treatment: 'labour_income', day, language: 'zh-CN' })).toEqual({
    owed: { currency: 'CNY', minor: '100000' },
    tax: { currency: 'CNY', minor: '4000' },
    paid: { currency: 'CNY', minor: '96000' },
    law: '国家税务总局公告2018年第61号 第8条（待确认）',
  })
  const law = (treatment: string) => withheldShown(order, { treatment, day, language: 'en' })?.law
  expect(law('labour_income')).toBe('国家税务总局公告2018年第61号 第8条 (to be confirmed)')
  expect(law('incidental_income')).toBe('财政部 税务总局公告2019年第74号 第3条；个人所得税法 第3条')
  const untaxed = { ...order, withheld_minor: 0n }
  expect(withheldShown(untaxed, { treatment: 'labour_income', day, language: 'zh-CN' })).toBeUndefined()
  expect(withholdingLaw('incidental_income', day)?.law).toContain('公告2019年第74号')
  expect(withholdingLaw('none_refund', day)).toBeUndefined()
})
