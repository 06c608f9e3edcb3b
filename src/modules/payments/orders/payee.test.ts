import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { newCustomer, type AccountRow, type CustomerRow } from '../../parties/index.ts'
import type { ClaimRow, ExceptionRow, StaffAccountRow } from '../tables.ts'
import { bankNumber, orderNumber, partObjection, type Parts } from './domain.ts'
import { customerPayee, employeePayee, personalPayee, vendorPayee } from './payee.ts'

const at = '2026-11-20T01:00:00.000Z'
const cooling = { today: '2026-11-25', days: 3 }

function customer(more: Partial<CustomerRow> = {}): CustomerRow {
  const made = newCustomer({ id: 'party_payee000000', name: '苏州恒泰精密机械有限公司', created_at: at })
  return { ...(made.row as unknown as CustomerRow), ...more }
}

function account(more: Partial<AccountRow> = {}): AccountRow {
  return {
    id: 'bank_payee0000000',
    version: 2,
    customer_id: 'party_payee000000',
    holder: '苏州恒泰精密机械有限公司',
    bank: '苏州银行',
    number: '6222021234567890',
    given_in: 'contract',
    reference: '第 8 条',
    state: 'verified',
    stated_by: 'per_stated00000',
    stated_at: at,
    checked_by: 'per_checked0000',
    checked_at: at,
    checked_how: 'call_back',
    check_reference: '电话',
    cnaps: null,
    province: null,
    city: null,
    phone: null,
    ...more,
  }
}

const codeOf = (payee: unknown) => (isRefusal(payee) ? payee.code : 'payee')
const replaced = account({ id: 'bank_before000000', state: 'replaced' })
const yesterday = { checked_at: '2026-11-24T01:00:00.000Z' }

const customers = [
  ['its own verified account', customer(), [account()], 'payee'],
  [
    'brackets and widths of another writing',
    customer(),
    [account({ holder: '苏州恒泰精密机械 有限公司' })],
    'payee',
  ],
  ['no account on record', customer(), [], 'payments.no_account'],
  [
    'an account that nobody verified',
    customer(),
    [account({ state: 'stated' })],
    'payments.account_not_verified',
  ],
  ['an account in another name', customer(), [account({ holder: '张伟' })], 'payments.account_of_another'],
  [
    'a record merged into another',
    customer({ merged_into: 'party_other' }),
    [account()],
    'payments.payee_merged',
  ],
  ['a consumer', customer({ type: 'consumer' }), [account()], 'payments.personal_payee'],
  ['a change verified yesterday', customer(), [replaced, account(yesterday)], 'payments.account_cools_off'],
  [
    'a change verified three working days ago',
    customer(),
    [replaced, account({ checked_at: '2026-11-20T01:00:00.000Z' })],
    'payee',
  ],
] as const

describe('a customer as payee', () => {
  test.each(customers)('%s: %#', (_, party, accounts, code) => {
    expect(codeOf(customerPayee(party, { own: accounts, joined: [] }, cooling))).toBe(code)
  })
})

const another = account({ id: 'bank_another00000', customer_id: 'party_gone', number: '6222021234560000' })
const lately = '2026-11-24T01:00:00.000Z'

const joined = [
  ['another verified account', { accounts: [another], mergedAt: lately }, 'payments.account_by_merge'],
  [
    'another account that was verified once',
    { accounts: [account({ ...another, state: 'replaced' })], mergedAt: lately },
    'payments.account_by_merge',
  ],
  ['another account, weeks ago', { accounts: [another], mergedAt: '2026-10-30T01:00:00.000Z' }, 'payee'],
  ['another account, nobody knows when', { accounts: [another], mergedAt: null }, 'payee'],
  [
    'the same number at another bank',
    { accounts: [account({ id: 'bank_same', bank: '昆山农商银行' })], mergedAt: lately },
    'payments.account_by_merge',
  ],
  ['the same account', { accounts: [account({ id: 'bank_same' })], mergedAt: lately }, 'payee'],
  [
    'an account that nobody verified',
    { accounts: [account({ ...another, state: 'stated', checked_at: null })], mergedAt: lately },
    'payee',
  ],
  [
    'an account that was refused',
    { accounts: [account({ ...another, state: 'refused' })], mergedAt: lately },
    'payee',
  ],
  ['no account', { accounts: [], mergedAt: lately }, 'payee'],
] as const

test.each(joined)('a payee into whose record one was merged with %s: %#', (_, record, code) => {
  const accounts = { own: [account()], joined: [record] }
  expect(codeOf(customerPayee(customer(), accounts, cooling))).toBe(code)
  expect(codeOf(vendorPayee(customer({ role: 'supplier' }), accounts, cooling, undefined))).toBe(code)
})

const longAgo = '2026-10-30T01:00:00.000Z'
const afterwards = [
  ['weeks ago', { accounts: [another], mergedAt: longAgo }, 'payments.account_by_merge'],
  ['nobody knows when', { accounts: [another], mergedAt: null }, 'payments.account_by_merge'],
  [
    'weeks ago with the same account',
    { accounts: [account({ id: 'bank_same' })], mergedAt: longAgo },
    'payee',
  ],
  ['weeks ago with no account', { accounts: [], mergedAt: longAgo }, 'payee'],
] as const

test.each(afterwards)('a first account verified yesterday where one was merged %s: %#', (_, record, code) => {
  const accounts = { own: [account(yesterday)], joined: [record] }
  const payee = customerPayee(customer(), accounts, cooling)
  expect(codeOf(payee)).toBe(code)
  if (isRefusal(payee)) expect(payee.params).toEqual({ from: '2026-11-27' })
})

function exception(more: Partial<ExceptionRow> = {}): ExceptionRow {
  const said = { id: 'exc_one', version: 2, benefit_id: 'ben_one', payee_id: 'party_li', state: 'confirmed' }
  const people = { asked_by: 'per_asked', answered_by: 'per_confirmed', answered_at: lately }
  const way = { number: '6222 0011 2233 4455', bank: '工商银行', cnaps: null, province: null, city: null }
  return { ...said, ...people, ...way, ...more } as ExceptionRow
}

const before = exception({
  id: 'exc_before',
  benefit_id: 'ben_before',
  answered_at: at,
  number: '6222009988776655',
})

const known = { number: '6222001122334455' }
const others = [
  ['none before', [], 'payee'],
  ['another account', [before], 'payments.account_cools_off'],
  ['another account that was declined', [{ ...before, state: 'declined' }], 'payee'],
  ['another account later', [{ ...before, answered_at: '2026-11-25T01:00:00.000Z' }], 'payee'],
  ['the same account', [{ ...before, ...known }], 'payee'],
  ['the same account, its bank with a blank', [{ ...before, ...known, bank: '工商 银行' }], 'payee'],
  ['the number at another bank', [{ ...before, ...known, bank: '宁波银行' }], 'payments.account_cools_off'],
  ['another clearing number', [{ ...before, ...known, cnaps: '3' }], 'payments.account_cools_off'],
  ['another province', [{ ...before, ...known, province: '浙江省' }], 'payments.account_cools_off'],
  ['another city', [{ ...before, ...known, city: '杭州市' }], 'payments.account_cools_off'],
  [
    'both accounts, this one long ago',
    [before, exception({ id: 'exc_known', answered_at: '2026-11-20T02:00:00.000Z' })],
    'payee',
  ],
] as const

test.each(others)('a natural person who was confirmed with %s: %#', (_, earlier, code) => {
  const one = exception()
  const payee = personalPayee(one, 'ben_one', { all: [one, ...earlier], survivorOf: (id) => id, cooling })
  expect(codeOf(payee)).toBe(code)
  if (!isRefusal(payee)) expect([payee.statedBy, payee.confirmedBy]).toEqual(['per_asked', 'per_confirmed'])
})

test('what another person of the batch was confirmed with makes nobody cool off, and spares nobody', () => {
  const one = exception()
  const of = (all: readonly ExceptionRow[], survivorOf = (id: string) => id) =>
    codeOf(personalPayee(one, 'ben_one', { all: [one, ...all], survivorOf, cooling }))
  const other = { payee_id: 'party_someone_else' }
  const longAgo = { answered_at: '2026-10-20T02:00:00.000Z', asked_at: '2026-10-20T01:00:00.000Z' }
  expect(of([{ ...before, ...other }])).toBe('payee')
  expect(of([before, exception({ id: 'exc_other', ...other, ...longAgo })])).toBe(
    'payments.account_cools_off',
  )
  // Two records of one person have one history.
  expect(of([{ ...before, ...other }], () => 'party_one')).toBe('payments.account_cools_off')
})

const supplier = customer({ role: 'supplier' })
const vendors = [
  ['a supplier', supplier, 'party_customer', 'payee'],
  ['a customer that is no supplier', customer(), 'party_customer', 'payments.no_vendor'],
  ['the customer that benefits itself', supplier, supplier.id, 'payments.no_vendor'],
  ['a consumer', customer({ role: 'supplier', type: 'consumer' }), undefined, 'payments.personal_payee'],
] as const

describe('a vendor as payee', () => {
  test.each(vendors)('%s', (_, party, customerId, code) => {
    expect(codeOf(vendorPayee(party, { own: [account()], joined: [] }, cooling, customerId))).toBe(code)
  })
})

test('an employee whose own account changed waits for it to cool off as well', () => {
  const own = (more: Partial<StaffAccountRow>) =>
    ({ id: 'pacc_one', state: 'verified', ...more }) as StaffAccountRow
  const claim = { claimant_id: 'per_finance', payee_id: 'per_claimant' } as ClaimRow
  const before = own({ id: 'pacc_before', state: 'replaced' })
  expect(codeOf(employeePayee(claim, [own({ checked_at: at })], cooling))).toBe('payee')
  expect(codeOf(employeePayee(claim, [before, own(yesterday)], cooling))).toBe('payments.account_cools_off')
})

const parts: Parts = {
  requesterId: 'per_asked',
  approverIds: ['per_approved'],
  claimantIds: ['per_claimed'],
  payeeId: 'per_paid',
  statedBy: 'per_stated',
  confirmedBy: 'per_confirmed',
  makerId: 'per_made',
}

const people = [
  ['per_other', undefined],
  ['per_asked', 'payments.own_request'],
  ['per_approved', 'payments.approver_never_pays'],
  ['per_claimed', 'payments.claimant_never_pays'],
  ['per_paid', 'payments.own_payment'],
  ['per_stated', 'payments.changer_never_pays'],
  ['per_confirmed', 'payments.confirmer_never_pays'],
  ['per_made', 'payments.maker_never_checks'],
] as const

test.each(people)('whoever has another part in a benefit has none in its payment: %s', (personId, code) => {
  expect(partObjection(parts, personId)?.code).toBe(code)
})

test('the number for the bank is made of the identifier of the order, and fits', () => {
  expect(bankNumber('pay_0123456789abcdefghjkmnpq')).toBe('AB0123456789ABCDEFGHJKMNPQ')
  expect(orderNumber(42n, '2026-11-25')).toBe('PAY-2026-0042')
})
