import { describe, expect, it } from 'vitest'
import { judgePart, shippedRule, type InvoicePart } from './rules.ts'

describe('the tax of an invoice', () => {
  const part: InvoicePart = {
    entityId: 'ent_a',
    benefitId: 'ben_a',
    lineId: 'cll_a',
    invoiceId: 'inv_a',
    invoiceNumber: '24312000000000000001',
    label: 'special',
    items: [['goods']],
    form: 'logo_item',
    isBarred: false,
    happenedOn: '2026-11-03',
    currency: 'CNY',
    taxMinor: 1_300n,
    payCurrency: 'CNY',
    isElsewhere: false,
  }
  it.each([
    ['of goods for publicity', {}, 'credited', 1_300n],
    ['of a gift', { form: 'gift' }, 'form', 0n],
    ['of a meal', { form: 'meal', items: [['catering']] }, 'content', 0n],
    ['of a dinner that is called publicity', { items: [['advertising'], ['catering']] }, 'content', 0n],
    ['of a card', { items: [['card']] }, 'content', 0n],
    ['of what the rules bar', { isBarred: true }, 'decision', 0n],
    ['of services of daily life', { items: [['daily']] }, 'content', 0n],
    ['of wine for publicity', { items: [['drink']] }, 'content', 0n],
    ['of tobacco in a box for publicity', { items: [['goods', 'tobacco']] }, 'content', 0n],
    ['of what nobody knows', { items: [] }, 'content_unknown', 0n],
    ['of goods beside something that nobody knows', { items: [['goods'], []] }, 'content_unknown', 0n],
    ['of a paper without a label', { label: 'unknown' }, 'label_unknown', 0n],
    ['of another currency', { currency: 'EUR' }, 'currency', 0n],
    ['of a claim that is paid in another currency', { payCurrency: 'USD' }, 'currency', 0n],
    ['of a benefit in another currency that is paid in yuan', { isElsewhere: true }, 'credited', 1_300n],
    [
      'of sponsorship, as long as finance does not say that it is publicity',
      { form: 'sponsorship' },
      'form',
      0n,
    ],
    ['of a kind that nobody has looked at', { form: 'favour' }, 'form', 0n],
  ] as const)('%s', (_, change, why, minor) => {
    expect(judgePart({ ...part, ...change }, undefined)).toMatchObject({ why, minor })
  })

  it('follows what finance says of the kind, and never against what was sold', () => {
    const own = { credits: true, law: '视同销售，增值税法第5条' }
    expect(judgePart({ ...part, form: 'gift' }, own)).toEqual({
      minor: 1_300n,
      why: 'credited',
      law: own.law,
    })
    expect(judgePart({ ...part, form: 'meal', items: [['catering']] }, own)).toMatchObject({ minor: 0n })
    expect(judgePart({ ...part, form: 'meal' }, own)).toMatchObject({ why: 'form', minor: 0n })
    expect(judgePart({ ...part, form: 'gift', items: [['drink']] }, own)).toMatchObject({ minor: 1_300n })
    expect(judgePart(part, { ...own, credits: false })).toMatchObject({ why: 'form', minor: 0n })
  })

  it('names the law of its day', () => {
    expect(shippedRule('meal', '2025-12-31').law).toContain('财税〔2016〕36号')
    expect(shippedRule('meal', '2026-01-01').law).toContain('增值税法')
  })
})
