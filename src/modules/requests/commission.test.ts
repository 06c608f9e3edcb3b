import { describe, expect, test } from 'vitest'
import { commissionedBefore, contractKey } from './commission.ts'
import type { CommissionRow } from './store-commissions.ts'

const row = (id: string, minor: bigint, more: Partial<CommissionRow> = {}): CommissionRow => ({
  benefit_id: `ben_${id}`,
  request_id: `req_${id}`,
  entity_id: 'ent_a',
  contract: 'XS-1',
  minor,
  currency: 'CNY',
  state: 'submitted',
  filed_at: '2026-11-02T00:00:00.000Z',
  revenue: '100000',
  ...more,
})

const early = row('early', 100n, { filed_at: '2026-11-01T00:00:00.000Z' })
const own = row('own', 1000n, { state: 'approved' })
const late = row('late', 10n, { filed_at: '2026-11-03T00:00:00.000Z' })

/** What counts beside `own`, as it is weighed again. */
function beside(rows: readonly CommissionRow[], minor = '1000', revenue = '100000', number = 'XS-1') {
  const amount = { currency: 'CNY', minor }
  const facts = {
    'thirdParty.contract': number,
    'thirdParty.contractRevenue': { currency: 'CNY', minor: revenue },
  }
  // Of what is asked for only the amount and the number of recipients are read.
  const asked = { value: amount, recipientCount: 1 } as never
  const weighed = { entityId: 'ent_a', proposal: { kindId: 'commission', amount, facts }, asked }
  const converted = ({ currency, minor: each }: { currency: string; minor: bigint }) =>
    currency === 'CNY' ? each : currency === 'USD' ? each * 7n : undefined
  return commissionedBefore(rows, weighed, { except: 'ben_own', converted })
}

describe('what counts on a contract beside a commission', () => {
  test('beside an approved one only what was filed before it; at one moment the number decides', () => {
    expect(beside([early, own, late])).toBe(100n)
    expect(beside([row('a', 5n), own, row('z', 7n)])).toBe(5n)
  })

  test('beside one that still waits, or is more of its contract than was approved, all of them', () => {
    expect(beside([early, { ...own, state: 'submitted' }, late])).toBe(110n)
    expect(beside([early, own, late], '1001')).toBe(110n)
    expect(beside([early, own, late], '999')).toBe(100n)
    expect(beside([early, own, late], '1000', '99999')).toBe(110n)
    expect(beside([early, { ...own, contract: 'XS-2' }, late])).toBe(110n)
  })

  test('another currency counts at its rate, and makes the sum unknown where there is none', () => {
    expect(beside([{ ...early, currency: 'USD' }, own])).toBe(700n)
    expect(beside([{ ...early, currency: 'ISK' }, own])).toBe('unknown')
    expect(beside([{ ...late, currency: 'ISK' }, own])).toBe(0n)
  })
})

test.each([
  ['xs-2026 - 300', 'XS-2026-300'],
  ['ＸＳ－２０２６\u{200B}–３００\u{FEFF}', 'XS-2026-300'],
  ['XS\u{0}-\u{3164}1\u{202E}', 'XS-1'],
  ['\u{200B}\u{AD} ', ''],
])('%j is the contract %j', (number, key) => {
  expect(contractKey(number)).toBe(key)
})
