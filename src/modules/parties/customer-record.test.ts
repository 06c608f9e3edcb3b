import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import { customerOn, decideCorrection, type Correction, type Recorded } from './customer-record.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'

const row = {
  id: 'party_1',
  version: 3,
  name: '苏州恒泰精密机械有限公司',
  short_name: null,
  credit_code: null,
  type: 'company',
  ownership: null,
  public_purchaser: null,
  staff_benefit_authorised: null,
  country: 'CN',
  phone: null,
  grade: null,
  merged_into: null,
} as unknown as CustomerRow

const known: Recorded = { row, facts: [], holderOfCode: undefined, today: '2026-11-25' }
const extract = { kind: 'registry_extract', reference: '2026-11-20 查询' } as const
const correction: Correction = {
  version: 3,
  fromOn: '2020-01-01',
  reason: '补全客户档案',
  evidence: extract,
  changes: { ownership: 'private' },
}

describe('a correction of a customer names what changes, proves it and dates it', () => {
  test('and keeps what the record said before', () => {
    expect(decideCorrection(known, correction)).toEqual({
      columns: { ownership: 'private' },
      facts: [{ fact: 'ownership', value: 'private', was: null }],
    })
  })

  test('what no rule rests on needs no evidence and has no day of its own', () => {
    const changes = { phone: '0512-1234567', grade: 'B' as const }
    expect(decideCorrection(known, { ...correction, evidence: undefined, changes })).toEqual({
      columns: { phone: '0512-1234567', grade: 'B' },
      facts: [],
    })
  })

  test.each([
    ['an old version', {}, { version: 2 }, 'platform.stale'],
    ['a merged record', { row: { ...row, merged_into: 'party_9' } }, {}, 'parties.merged_away'],
    ['no reason', {}, { reason: ' ' }, 'parties.reason_missing'],
    ['a day to come', {}, { fromOn: '2026-11-26' }, 'parties.not_yet'],
    ['nothing new', {}, { changes: { type: 'company' as const } }, 'parties.nothing_changes'],
    ['no evidence', {}, { evidence: undefined }, 'parties.fact_needs_evidence'],
    [
      'evidence of another kind',
      {},
      { evidence: { kind: 'sealed_letter' as const, reference: '函 3 号' } },
      'parties.fact_needs_evidence',
    ],
    [
      'evidence without a place to find it',
      {},
      { evidence: { ...extract, reference: ' ' } },
      'parties.fact_needs_evidence',
    ],
    [
      'a contradiction',
      {},
      { changes: { ownership: 'public_body' as const } },
      'parties.ownership_contradicts',
    ],
    ['a wrong code', {}, { changes: { creditCode: '91350100M000100Y44' } }, 'parties.credit_code_wrong'],
    [
      'a code of somebody else',
      { holderOfCode: { id: 'party_2', name: '宁波海川' } },
      { changes: { creditCode: '91350100M000100Y43' } },
      'parties.credit_code_taken',
    ],
  ])('refused: %s', (_, more, change, code) => {
    const answer = decideCorrection({ ...known, ...more }, { ...correction, ...change })
    expect(isRefusal(answer) ? answer.code : 'done').toBe(code)
  })

  test('today itself is no day to come', () => {
    expect(isRefusal(decideCorrection(known, { ...correction, fromOn: '2026-11-25' }))).toBe(false)
  })

  test('"not known" can be said again, and takes the same evidence', () => {
    const at = { ...known, row: { ...row, ownership: 'private' } as CustomerRow }
    expect(decideCorrection(at, { ...correction, changes: { ownership: null } })).toEqual({
      columns: { ownership: null },
      facts: [{ fact: 'ownership', value: null, was: 'private' }],
    })
  })
})

describe('what held on a day', () => {
  const fact = (value: string | null, was: string | null, from_on: string) =>
    ({ fact: 'ownership', value, was, from_on }) as CustomerFactRow
  const now = { ...row, ownership: 'state_wholly_owned' } as CustomerRow
  const facts = [
    fact('private', null, '2024-01-01'),
    fact('state_controlled', 'private', '2026-03-01'),
    // It was learned later that the state had bought all of it a month before.
    fact('state_wholly_owned', 'state_controlled', '2026-02-01'),
  ]
  test.each([
    ['2023-12-31', null],
    ['2024-01-01', 'private'],
    ['2026-01-31', 'private'],
    ['2026-02-01', 'state_wholly_owned'],
    ['2026-11-25', 'state_wholly_owned'],
  ])('on %s: %s', (day, ownership) => {
    expect(customerOn(now, facts, day).ownership).toBe(ownership)
  })

  test('without a correction it is what was entered', () => {
    expect(customerOn(now, [], '2020-01-01')).toMatchObject({
      ownership: 'state_wholly_owned',
      publicPurchaser: null,
      federalHealthProgramme: null,
    })
  })

  test('a yes or no is read back as one', () => {
    const said = [{ ...fact('false', null, '2024-01-01'), fact: 'public_purchaser' }]
    expect(customerOn(now, said, '2026-01-01').publicPurchaser).toBe(false)
  })
})

test('a refusal names the entry that is to be proved by its plain word', () => {
  const refusal = { code: 'parties.fact_needs_evidence', params: { fact: 'publicPurchaser' } }
  expect(sayRefusal(refusal, 'zh-CN').says).toContain('「公共采购方」')
  expect(sayRefusal(refusal, 'en').says).toContain('“Public purchaser”')
})
