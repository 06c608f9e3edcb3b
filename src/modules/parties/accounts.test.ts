import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../kernel/refusal.ts'
import { accountObjection, accountStanding, currentAccount, decideStatedAccount } from './accounts.ts'
import type { AccountRow, CustomerRow } from './tables.ts'

const customer = {
  id: 'party_1',
  name: '苏州恒泰精密机械（江苏）有限公司',
  latin_name: 'Hengtai Co., Ltd.',
  merged_into: null,
} as CustomerRow

const stated = {
  id: 'bank_1',
  customer_id: 'party_1',
  holder: '苏州恒泰精密机械(江苏)有限公司',
  bank: '上海银行',
  number: '6222021234567890',
  given_in: 'contract',
  state: 'stated',
  stated_by: 'per_1',
  checked_by: null,
} as AccountRow
const verified = { ...stated, state: 'verified', checked_by: 'per_2' } as AccountRow

describe('the account that is paid', () => {
  test('is the one stated last, unless it was refused or replaced', () => {
    const later = { ...stated, id: 'bank_2' } as AccountRow
    expect(currentAccount([verified, later])?.id).toBe('bank_2')
    expect(currentAccount([verified, { ...later, state: 'refused' } as AccountRow])?.id).toBe('bank_1')
    expect(currentAccount([])).toBeUndefined()
  })

  test.each([
    ['stated', [stated], { isVerified: false, nameMatches: true, isChangedByMessage: false }],
    ['verified', [verified], { isVerified: true, nameMatches: true, checkedBy: 'per_2' }],
    ['in a latin name', [{ ...verified, holder: 'HENGTAI CO LTD' } as AccountRow], { nameMatches: true }],
    ['in another name', [{ ...verified, holder: '张伟' } as AccountRow], { nameMatches: false }],
    [
      'changed by a message alone',
      [verified, { ...stated, id: 'bank_2', given_in: 'message' } as AccountRow],
      { isVerified: false, isChangedByMessage: true },
    ],
    [
      'changed by a message and verified since',
      [verified, { ...verified, id: 'bank_2', given_in: 'message' } as AccountRow],
      { isVerified: true, isChangedByMessage: false },
    ],
    [
      'first told by a message',
      [{ ...stated, given_in: 'message' } as AccountRow],
      { isChangedByMessage: false },
    ],
  ])('%s', (_, accounts, expected) => {
    expect(accountStanding(customer, accounts)).toMatchObject(expected)
  })

  test('is unknown while none is on record', () => {
    expect(accountStanding(customer, [])).toBeUndefined()
  })
})

describe('an account is put on record', () => {
  test.each([
    ['with spaces', customer, [], '6222 0212 3456 7890', '6222021234567890'],
    ['that is none', customer, [], '12 34', 'parties.account_number_wrong'],
    ['that is there already', customer, [stated], '6222 0212 3456 7890', 'parties.nothing_changes'],
    [
      'of a merged record',
      { ...customer, merged_into: 'party_9' } as CustomerRow,
      [],
      '6222021234567890',
      'parties.merged_away',
    ],
  ])('%s', (_, of, accounts, number, expected) => {
    const answer = decideStatedAccount(of, accounts, { number, bank: '上海银行' }, false)
    expect(isRefusal(answer) ? answer.code : answer.number).toBe(expected)
  })
})

const placed = { cnaps: '313290000017', province: '江苏省', city: '苏州市', phone: null }
const city = { province: '浙江', city: '杭州市' }
const same = { number: '6222021234567890', bank: '上海银行' }

test.each([
  ['verified', [{ ...verified, ...placed }], placed.cnaps],
  [
    'verified beside one that waits',
    [
      { ...verified, ...placed },
      { ...stated, cnaps: null },
    ],
    placed.cnaps,
  ],
  ['not verified', [{ ...stated, ...placed }], null],
  ['refused', [{ ...verified, ...placed, state: 'refused' }], null],
])('the way to a bank that was %s stays as it was, or is asked again: %#', (_, accounts, cnaps) => {
  // The list holds what a row of the table says and no more.
  const answer = decideStatedAccount(customer, accounts as AccountRow[], { ...same, ...city }, false)
  expect(answer).toMatchObject({ route: { cnaps, province: '浙江省', city: '杭州市' } })
})

test.each([
  ['another bank', '宁波银行', 'done'],
  ['the same bank with a blank', '上海 银行', 'parties.nothing_changes'],
])('the same number at %s', (_, bank, expected) => {
  const answer = decideStatedAccount(customer, [verified], { ...same, bank }, false)
  expect(isRefusal(answer) ? answer.code : 'done').toBe(expected)
})

describe('an account is verified by a second person, through a second channel', () => {
  const answer = { by: 'per_2', how: 'call_back', askerIds: [] } as const
  test.each([
    ['another person', stated, {}, undefined],
    ['whoever stated it', stated, { by: 'per_1' }, 'parties.account_own'],
    ['whoever asks for a benefit', stated, { askerIds: ['per_2'] }, 'parties.account_of_own_request'],
    [
      'by the letter in which it came',
      { ...stated, given_in: 'sealed_letter' } as AccountRow,
      { how: 'sealed_letter' as const },
      'parties.account_same_channel',
    ],
    ['a second time', verified, {}, 'parties.account_checked_already'],
  ])('%s', (_, account, change, code) => {
    expect(accountObjection(account, { ...answer, ...change })?.code).toBe(code)
  })
})
