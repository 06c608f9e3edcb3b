import { expect, test } from 'vitest'
import { judgeIssued, type Issued } from './issued.ts'
import type { InvoiceRow } from './tables.ts'

const row: InvoiceRow = {
  id: 'inv_1',
  version: 1,
  entity_id: 'ent_1',
  key: '25322000000012345678',
  code: null,
  number: '25322000000012345678',
  kind: 'special',
  seller_name: '示例医疗科技（苏州）有限公司',
  seller_tax: '91350100M000100Y43',
  buyer_name: '苏州恒康医药有限公司',
  buyer_tax: '91320594MA1HENGK5',
  currency: 'CNY',
  net_minor: 1_000_000n,
  tax_minor: 130_000n,
  total_minor: 1_130_000n,
  issued_on: '2026-11-20',
  items: '["*医疗器械*试剂"]',
  discount: 'line',
  refers_to: null,
  sources: '{"number":"xml","total":"xml"}',
  file_digest: 'a'.repeat(64),
  check_state: 'good',
  used_minor: 0n,
  reversed_minor: 0n,
  recorded_by: 'per_1',
  recorded_at: '2026-11-21T01:00:00.000Z',
}

const issued: Issued = {
  entityId: 'ent_1',
  number: row.number,
  entityName: '示例医疗科技（苏州）有限公司',
  customer: { names: ['苏州恒康医药有限公司', '恒康'], taxNumbers: ['91320594MA1HENGK5'] },
  form: 'rebate',
  day: '2026-11-25',
}

function judged(more: Partial<InvoiceRow>, on: Partial<Issued> = {}): string[] {
  const standing = { invoice: { ...row, ...more }, uses: [], alerts: [] }
  const { stops, doubts } = judgeIssued(standing, { ...issued, ...on })
  return [...(stops ? [`${stops.code}!`] : []), ...doubts]
}

test.each<[string, Partial<InvoiceRow>, Partial<Issued>, string[]]>([
  ['that shows the discount among the amounts', {}, {}, []],
  ['with the discount in the remarks only', { discount: 'remark' }, {}, ['invoices.discount_in_remarks!']],
  ['with remarks of which a gift knows nothing', { discount: 'remark' }, { form: 'gift' }, []],
  ['in red letters, by which a rebate may be given', { total_minor: -1_130_000n }, {}, []],
  ['that was taken back', { reversed_minor: 1_130_000n }, {}, ['invoices.issued_reversed!']],
  ['that the official check does not know', { check_state: 'bad' }, {}, ['invoices.issued_check_negative!']],
  ['that nobody checked', { check_state: 'unchecked' }, {}, ['unchecked']],
  ['of another buyer', { buyer_tax: '91320594MA1OTHER9' }, {}, ['other_buyer']],
  [
    'of the buyer by its name, where no number is on record',
    {},
    { customer: { names: ['苏州恒康医药有限公司'], taxNumbers: [] } },
    [],
  ],
  [
    'of another name, where no number is on record',
    { buyer_tax: null, buyer_name: '恒康商贸' },
    {},
    ['other_buyer'],
  ],
  ['that names no buyer at all', { buyer_tax: null, buyer_name: null }, {}, []],
  ['of a year before', { issued_on: '2025-11-20' }, {}, ['day_far']],
])('an invoice of ours %s', (_, more, on, expected) => {
  expect(judged(more, on)).toEqual(expected)
})

test('an alert on it that is open stops it', () => {
  const open = { answer: null, reason: 'other_amount' }
  const standing = { invoice: row, uses: [], alerts: [open] } as unknown as Parameters<typeof judgeIssued>[0]
  expect(judgeIssued(standing, issued).stops?.code).toBe('invoices.alert_open')
})
