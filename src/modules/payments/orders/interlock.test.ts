import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRound, rebate } from '../../../../test/setup/approval-round.ts'
import { changeAccount } from '../../../../test/setup/customer-account.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { operations } from '../../../contract/index.ts'
import { act } from '../../../platform/act/act.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitTable, loadBenefits } from '../../benefits/index.ts'
import { agreementTable, loadDeals } from '../../deals/index.ts'
import { customerTable, loadCustomers } from '../../parties/index.ts'
import { prepareOrder } from './prepare.ts'

let company: Company
let calls: PaymentCalls
let n = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const check = (orderId: string, version = 1) =>
  calls.codeOf(calls.checker, 'payments.check', { params: { orderId }, body: { version } })

const prepare = (requestId: string, who: string | Actor = calls.maker) =>
  calls.codeOf(who, 'payments.prepare', calls.pays(requestId))

const stop = (orderId: string) =>
  calls.good(calls.maker, 'payments.stop', { params: { orderId }, body: { version: 1, reason: '重做' } })

async function versionOf(requestId: string): Promise<number> {
  return Number((await calls.good('sales', 'requests.detail', { params: { requestId } }))['version'])
}

const move = async (requestId: string, verb: 'cancel' | 'decline') =>
  calls.codeOf('sales', `requests.${verb}`, {
    params: { requestId },
    body: { version: await versionOf(requestId), text: '客户已不需要' },
  })

test('K12: API fails closed: nothing is ordered before it is approved, and nothing twice', async () => {
  const { requestId } = await openRound(calls, { ...rebate, amount: { currency: 'CNY', minor: '650000' } })
  expect(await prepare(requestId)).toBe('payments.not_approved')
  await calls.approve(requestId)
  // The shipped rules ask for papers before a rebate is paid.
  expect(await prepare(requestId)).toBe('requests.evidence_missing')
  const paid = await calls.approvedRebate('650001')
  expect(await prepare(paid)).toBe('done')
  expect(await prepare(paid)).toBe('payments.nothing_left')
})

test('K12: import fails closed: what no approval stands behind is ordered by nobody', async () => {
  const requestId = await calls.approvedRebate('610000')
  const orderId = await calls.prepared(requestId)
  const benefits = await readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const [row] = await tx.sql<{ id: string }>('select benefit_id as id from payments.order where id = $1', [
      orderId,
    ])
    return loadBenefits(tx, [row?.id ?? ''])
  })
  const brought = [...benefits.values()].map((row) =>
    insertRow(benefitTable, {
      ...row,
      id: 'ben_imported0000',
      number: 'BR-1999-0001',
      source: 'import',
      state: 'given',
    }),
  )
  await company.store(brought)
  expect(await calls.codeOf(calls.maker, 'payments.prepare', calls.pays('req_imported0000'))).toBe(
    'platform.not_found',
  )
  expect(await calls.brokenBy(copyOf, [orderId, { benefit_id: 'ben_imported0000' }])).toBe(
    'order_rests_on_an_approved_benefit',
  )
})

/** A second order as somebody would write it who copies a good one, with some columns otherwise. */
const copyOf = `with source as (
  select (jsonb_populate_record(own, jsonb_build_object('id', 'pay_copied00000000', 'number', 'PAY-1999-1',
    'end_to_end_id', 'COPIED0001', 'state', 'prepared') || $2::jsonb)).*
  from payments.order as own where own.id = $1
), duty as (
  insert into access.duty (id, version, object_type, object_id, person_id, duty)
  select 'payment_order:' || source.id || ':' || source.made_by, 1, 'payment_order', source.id,
    source.made_by, 'payer'
  from source
)
insert into payments.order select * from source`

test('K12: edit fails closed: no operation edits an order, and the database refuses it', async () => {
  const orderId = await calls.prepared(await calls.approvedRebate('620000'))
  const editing = operations.filter(
    ({ path, method }) =>
      path.startsWith('/v1/payment-orders') && ['PUT', 'PATCH', 'DELETE'].includes(method),
  )
  expect(editing).toEqual([])
  const edits = [
    `minor = minor + 1`,
    `withheld_minor = withheld_minor + 1`,
    `payee_id = 'party_buyer0000000'`,
    `account_id = 'bank_other000000'`,
    `end_to_end_id = 'ANOTHER0001'`,
    `made_by = (select person_id from access.duty limit 1)`,
  ]
  for (const edit of edits) {
    expect(await calls.brokenBy(`update payments.order set ${edit} where id = $1`, [orderId])).toBe(
      'order_is_never_edited',
    )
  }
  expect(await calls.brokenBy('delete from payments.order where id = $1', [orderId])).not.toBe('done')
})

test('K12: admin fails closed: no right of theirs prepares or checks an order', async () => {
  const requestId = await calls.approvedRebate('630000')
  expect(await prepare(requestId, 'admin')).toBe('access.role_needed')
  const orderId = await calls.prepared(requestId)
  const about = { params: { orderId }, body: { version: 1 } }
  expect(await calls.codeOf('admin', 'payments.check', about)).toBe('access.role_needed')
})

test('K12: amendment fails closed: a changed agreement or request stops what was prepared', async () => {
  const partyId = await calls.newDealer()
  const requestId = await calls.approvedRebate('640000', partyId)
  const orderId = await calls.prepared(requestId)
  const proposal = { ...rebate, customer: { partyId }, amount: { currency: 'CNY', minor: '1' } }
  const change = {
    params: { requestId },
    body: { version: await versionOf(requestId), proposal, text: '改金额' },
  }
  expect(await calls.codeOf('sales', 'requests.change', change)).toBe('requests.payment_under_way')
  const deals = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    loadDeals(tx, { customerIds: [partyId], personIds: [], eventIds: [] }),
  )
  await company.store(deals.agreements.map((row) => updateRow(agreementTable, row, { state: 'lapsed' })))
  expect(['payments.no_agreement', 'requests.worse_before_payment']).toContain(await check(orderId))
  expect(await calls.brokenBy(asChecked, [orderId, calls.checker.personId])).toBe(
    'order_rests_on_an_agreement',
  )
})

/** An order brought to "checked" by whoever writes to the database, with the duty of a check. */
const asChecked = `with duty as (
  insert into access.duty (id, version, object_type, object_id, person_id, duty)
  values ('payment_order:' || $1 || ':' || $2, 1, 'payment_order', $1, $2, 'checker')
)
update payments.order set state = 'checked', version = version + 1, checked_by = $2, checked_at = now()
where id = $1`

test('K12: reversal and re-issue fails closed: what was taken back is not paid', async () => {
  const requestId = await calls.approvedRebate('660000')
  const orderId = await calls.prepared(requestId)
  expect(await move(requestId, 'cancel')).toBe('requests.payment_under_way')
  await stop(orderId)
  expect(await move(requestId, 'cancel')).toBe('done')
  expect(await prepare(requestId)).toBe('payments.not_approved')
  expect(await check(orderId, 2)).toBe('payments.no_such_move')
})

test('K12: merge of customers fails closed: the account of the record that went is not paid', async () => {
  const [partyId, survivor] = [await calls.newDealer(), await calls.newDealer()]
  const requestId = await calls.approvedRebate('670000', partyId)
  const orderId = await calls.prepared(requestId)
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadCustomers(tx, [partyId]),
  )
  const merged = [...rows.values()].map((row) => updateRow(customerTable, row, { merged_into: survivor }))
  await company.store(merged)
  expect(await check(orderId)).toBe('payments.account_changed')
  expect(await calls.brokenBy(asChecked, [orderId, calls.checker.personId])).toBe(
    'order_pays_the_right_payee',
  )
})

test('K12: a merge that sends the money to another account cools off from its day', async () => {
  const [partyId, survivor] = [await calls.newDealer(), await calls.newDealer()]
  const [ofGone, ofKept] = [
    await calls.approvedRebate('671000', partyId),
    await calls.approvedRebate('672000', survivor),
  ]
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadCustomers(tx, [partyId]),
  )
  const joined = { merged_into: survivor, merged_at: company.world.now() }
  await company.store([...rows.values()].map((row) => updateRow(customerTable, row, joined)))
  for (const requestId of [ofGone, ofKept]) expect(await prepare(requestId)).toBe('payments.account_by_merge')
  company.clock.set('2026-11-30T01:00:00.000Z')
  for (const requestId of [ofGone, ofKept])
    expect(await prepare(requestId)).not.toBe('payments.account_by_merge')
  expect(await prepare(ofKept)).toBe('payments.nothing_left')
  company.clock.set('2026-11-25T01:00:00.000Z')
})

test('K12: changed account fails closed: not verified, then cooling off; the old order ends', async () => {
  const partyId = await calls.newDealer()
  const requestId = await calls.approvedRebate('680000', partyId)
  const orderId = await calls.prepared(requestId)
  company.clock.set('2026-11-25T02:00:00.000Z')
  await changeAccount(company, partyId, { isVerified: false })
  // The rules hold a rebate to an account that is not verified as well.
  expect(['payments.account_not_verified', 'requests.worse_before_payment']).toContain(await check(orderId))
  expect(await calls.brokenBy(asChecked, [orderId, calls.checker.personId])).toBe(
    'order_names_the_current_account',
  )
  await stop(orderId)
  company.clock.set('2026-11-25T03:00:00.000Z')
  await changeAccount(company, partyId, { isVerified: true })
  expect(await prepare(requestId)).toBe('payments.account_cools_off')
  company.clock.set('2026-11-30T01:00:00.000Z')
  expect(await prepare(requestId)).toBe('done')
  company.clock.set('2026-11-25T01:00:00.000Z')
})

test('K12: CRM sync fails closed: it would come by a token, and no token orders payments', async () => {
  const requestId = await calls.approvedRebate('690000')
  const token = { ...calls.maker, via: 'api' as const, operations: ['payments.prepare'] }
  const call = {
    key: `token-call-${n++}`,
    actor: token,
    at: company.world.now(),
    body: { requestId, purpose: '同步付款' },
  }
  const { newId, requests, rounds, door } = company.world
  const [outcome] = await act(door, prepareOrder({ newId, requests, rounds }), [call])
  expect(outcome).toMatchObject({ kind: 'forbidden', refusal: { code: 'access.not_for_token' } })
})

test('K12: direct SQL fails closed: no state is reached past the checks, and no other payee', async () => {
  const requestId = await calls.approvedRebate('700001')
  const orderId = await calls.prepared(requestId)
  const maker = calls.maker.personId
  const sql: readonly [string, readonly unknown[], string][] = [
    [
      `update payments.order set state = 'paid', paid_on = now() where id = $1`,
      [orderId],
      'order_move_is_allowed',
    ],
    [
      `update payments.order set state = 'sent', sent_at = now() where id = $1`,
      [orderId],
      'order_move_is_allowed',
    ],
    [
      `update payments.order set state = 'checked', checked_by = $2, checked_at = now() where id = $1`,
      [orderId, maker],
      'maker_never_checks',
    ],
    [
      `update payments.order set state = 'checked', checked_by = $2, checked_at = now() where id = $1`,
      [orderId, calls.checker.personId],
      'order_has_people_apart',
    ],
    [asChecked, [orderId, company.founded.people['finance']], 'order_has_people_apart'],
    [copyOf, [orderId, { state: 'checked' }], 'order_begins_as_prepared'],
    [copyOf, [orderId, {}], 'orders_are_counted'],
    [copyOf, [orderId, { payee_id: 'party_buyer0000000' }], 'order_pays_the_right_payee'],
    [copyOf, [orderId, { clause_id: 'clause_coupon00' }], 'order_rests_on_an_agreement'],
    [copyOf, [orderId, { clause_id: null }], 'company_account_needs_a_clause'],
    [copyOf, [orderId, { account_version: 9 }], 'order_names_the_current_account'],
    [copyOf, [orderId, { payee_kind: 'person' }], 'personal_payee_needs_an_exception'],
    [
      `update payments.payable set payable_minor = payable_minor + 1 where request_id = $1`,
      [requestId],
      'never_payable_above_the_benefit',
    ],
    [
      `update payments.payable set ordered_minor = payable_minor + 1 where request_id = $1`,
      [requestId],
      'never_ordered_above_payable',
    ],
  ]
  for (const [text, values, constraint] of sql) expect(await calls.brokenBy(text, values)).toBe(constraint)
})

test('K12: without a booked entry nothing is checked', async () => {
  const { door } = company.world
  const { book } = door
  Object.assign(door, { book: () => undefined })
  const requestId = await calls.approvedRebate('710001')
  Object.assign(door, { book })
  const orderId = await calls.prepared(requestId)
  expect(await check(orderId)).toBe('payments.not_booked')
})
