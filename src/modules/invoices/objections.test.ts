import { describe, expect, test } from 'vitest'
import { contentOf } from './content.ts'
import { invoiceObjections, leftOf, type IntendedUse, type StandingInvoice } from './index.ts'
import type { InvoiceAlertRow, InvoiceRow } from './tables.ts'

const entity = { name: '示例医疗科技（苏州）有限公司', taxNumber: '91350100M000100Y43' }

const row: InvoiceRow = {
  id: 'inv_1',
  version: 1,
  entity_id: 'ent_1',
  key: '24320000000012345678',
  code: null,
  number: '24320000000012345678',
  kind: 'general',
  seller_name: '苏州青禾餐饮管理有限公司',
  seller_tax: '91320594MA1QINGHE5',
  buyer_name: '示例医疗科技(苏州) 有限公司',
  buyer_tax: '91350100m000100y43',
  currency: 'CNY',
  net_minor: 100_000n,
  tax_minor: 6_000n,
  total_minor: 106_000n,
  issued_on: '2026-11-20',
  items: '["*餐饮服务*餐费"]',
  discount: null,
  refers_to: null,
  sources: '{"number":"xml","total":"xml"}',
  file_digest: 'a'.repeat(64),
  check_state: 'good',
  used_minor: 0n,
  reversed_minor: 0n,
  recorded_by: 'per_1',
  recorded_at: '2026-11-21T01:00:00.000Z',
}

const use: IntendedUse = {
  form: 'meal',
  entity,
  amount: { currency: 'CNY', minor: 106_000n },
  purposeDay: '2026-11-20',
}

function alert(reason: string, answer: string | null = null): InvoiceAlertRow {
  const told = { detail: '{}', raised_by: 'per_2', raised_at: '2026-11-22T00:00:00.000Z' }
  const answered = { answer, answered_by: answer && 'per_3', answered_at: answer && told.raised_at }
  return { id: 'alert_1', version: 1, entity_id: 'ent_1', invoice_id: row.id, reason, ...told, ...answered }
}

function codes(
  more: Partial<InvoiceRow> = {},
  intended: Partial<IntendedUse> = {},
  alerts: readonly InvoiceAlertRow[] = [],
): string[] {
  const standing: StandingInvoice = { invoice: { ...row, ...more }, uses: [], alerts }
  const found = invoiceObjections(standing, { ...use, ...intended })
  return found.map(({ refusal, stops }) => `${refusal.code}${stops ? '!' : '?'}`)
}

describe('an invoice for a dinner', () => {
  test('that is true, whole and checked has nothing against it', () => {
    expect(codes()).toEqual([])
  })

  const cases: readonly (readonly [string, Partial<InvoiceRow>, Partial<IntendedUse>, string[]])[] = [
    ['office supplies', { items: '["*纸制文教用品*办公用品"]' }, {}, ['invoices.content_differs!']],
    ['a conference', { items: '["会议费"]' }, {}, ['invoices.content_differs!']],
    ['consulting', { items: '["*现代服务*咨询费"]' }, {}, ['invoices.content_differs!']],
    [
      'one of several lies',
      { items: '["*餐饮服务*餐费","*酒*白酒","购物卡"]' },
      {},
      ['invoices.content_differs!'],
    ],
    ['an unknown word', { items: '["*餐饮服务*餐费","杂项"]' }, {}, ['invoices.content_unclear?']],
    ['no items', { items: '[]' }, {}, ['invoices.content_missing?']],
    ['another buyer', { buyer_name: '个人' }, {}, ['invoices.buyer_differs!']],
    ['no buyer', { buyer_name: null }, {}, ['invoices.buyer_missing?']],
    ['another tax number', { buyer_tax: '91350100M000100Y44' }, {}, ['invoices.buyer_number_differs!']],
    ['no tax number', { buyer_tax: null }, {}, ['invoices.buyer_number_missing?']],
    ['no number of ours', {}, { entity: { name: entity.name } }, ['invoices.entity_number_missing?']],
    [
      'another seller than is paid',
      {},
      { payee: { name: '某某商贸有限公司' } },
      ['invoices.seller_differs?'],
    ],
    ['the seller who is paid', {}, { payee: { name: row.seller_name ?? '' } }, []],
    ['no seller', { seller_name: null }, { payee: { name: '小馆' } }, ['invoices.seller_differs?']],
    ['one fen more', {}, { amount: { currency: 'CNY', minor: 106_001n } }, ['invoices.exceeds_total!']],
    ['a part that is used', { used_minor: 1n }, {}, ['invoices.exceeds_total!']],
    ['a part that is taken back', { reversed_minor: 1n }, {}, ['invoices.exceeds_total!']],
    [
      'all of it taken back',
      { reversed_minor: 106_000n },
      {},
      ['invoices.is_reversed!', 'invoices.exceeds_total!'],
    ],
    ['a red letter', { total_minor: -106_000n }, {}, ['invoices.is_red_letter!', 'invoices.exceeds_total!']],
    ['dollars', {}, { amount: { currency: 'USD', minor: 1n } }, ['invoices.currency_differs!']],
    ['nothing', {}, { amount: { currency: 'CNY', minor: 0n } }, ['invoices.nothing_claimed!']],
    ['two months and a day before', { issued_on: '2026-09-18' }, {}, ['invoices.day_far?']],
    ['two months before', { issued_on: '2026-09-19' }, {}, []],
    ['half a year and a day after', { issued_on: '2027-05-23' }, {}, ['invoices.day_far?']],
    ['half a year after', { issued_on: '2027-05-22' }, {}, []],
    ['nobody looked it up', { check_state: 'unchecked' }, {}, ['invoices.check_missing?']],
    ['the tax authority does not know it', { check_state: 'bad' }, {}, ['invoices.check_negative!']],
    ['a number by hand', { sources: '{"number":"typed","total":"xml"}' }, {}, ['invoices.typed_only?']],
    ['a total from its code', { sources: '{"number":"xml","total":"qr"}' }, {}, ['invoices.typed_only?']],
  ]
  test.each(cases)('%s', (_, more, intended, expected) => {
    expect(codes(more, intended)).toEqual(expected)
  })

  test('with an open alert is stopped until compliance answers; brought twice is a question', () => {
    expect(codes({}, {}, [alert('other_amount')])).toEqual(['invoices.alert_open!'])
    expect(codes({}, {}, [alert('facts_differ')])).toEqual(['invoices.alert_open!'])
    expect(codes({}, {}, [alert('reversed_after_use')])).toEqual(['invoices.alert_open!'])
    expect(codes({}, {}, [alert('number_twice')])).toEqual(['invoices.brought_twice?'])
    expect(codes({}, {}, [alert('other_amount', '已核实')])).toEqual([])
    expect(codes({ check_state: 'bad' }, {}, [alert('check_negative')])).toEqual(['invoices.check_negative!'])
    // An older alert of a check that is good by now hides no graver one.
    expect(codes({}, {}, [alert('check_negative')])).toEqual([])
    expect(codes({}, {}, [alert('check_negative'), alert('content_differs')])).toEqual([
      'invoices.alert_open!',
    ])
  })
})

test('what is left is never below nothing', () => {
  expect(leftOf({ ...row, used_minor: 100_000n, reversed_minor: 50_000n }).minor).toBe(0n)
  expect(leftOf({ ...row, used_minor: 6_000n, reversed_minor: 50_000n }).minor).toBe(50_000n)
})

describe('the content of an invoice', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['meal', '*餐饮服务*餐饮费', 'fits'],
    ['meal', '*餐饮服务*会议餐', 'fits'],
    ['meal', 'Dinner for eight', 'fits'],
    ['meal', '*住宿服务*住宿费', 'other'],
    ['meal', '办公用品', 'other'],
    ['meal', 'Office supplies', 'other'],
    ['meal', '详见销货清单', 'asked'],
    ['gift', '*茶及饮料*茶叶礼盒', 'fits'],
    ['gift', '礼品一批', 'asked'],
    ['gift', '*预付卡销售*购物卡', 'asked'],
    ['gift', '*信息技术服务*技术服务费', 'other'],
    ['gift_card', '*预付卡销售*购物卡', 'fits'],
    ['travel', '*运输服务*客运服务费', 'fits'],
    ['travel', '*旅游服务*旅游费', 'fits'],
    ['entertainment', 'Golf, 18 holes', 'fits'],
    ['service_fee', '*研发和技术服务*技术服务费', 'fits'],
    ['favour', '餐费', 'asked'],
    ['meal', '酒店采购', 'asked'],
  ]
  test.each(cases)('%s: %s is %s', (form, item, expected) => {
    expect(contentOf(form, [item]).kind).toBe(expected)
  })
})
