import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { becomesConsumer, consumerRebate, exceptionFor } from '../../../../test/setup/consumer-rebate.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitTable, loadBenefits } from '../../benefits/index.ts'
import { loadRequests } from '../../requests/index.ts'
import { payeeAccounts } from '../bank/payees.ts'
import { exceptionsTo } from '../store.ts'
import type { OrderRow } from '../tables.ts'

let company: Company
let calls: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const forConsumer = (minor?: string) => consumerRebate(company, calls, minor)

const propose = (given: object, who: Parameters<PaymentCalls['codeOf']>[0] = calls.maker) =>
  calls.codeOf(who, 'payments.propose_exception', given)

const answer = (exceptionId: unknown, more: object = {}) => ({
  params: { exceptionId },
  body: { answer: 'confirm', reason: '已核对退货单', ...more },
})

test('K38: a natural person is no payee on any path without an exception that two people made', async () => {
  const { requestId, payeeId } = await forConsumer()
  const prepare = (body: object = {}) =>
    calls.codeOf(calls.maker, 'payments.prepare', calls.pays(requestId, body))
  expect(await prepare()).toBe('payments.personal_payee')
  expect(await prepare({ exceptionId: 'exc_nowhere000000' })).toBe('payments.personal_payee')
  const proposed = await calls.good('finance', 'payments.propose_exception', exceptionFor(requestId, payeeId))
  const { exceptionId } = proposed
  expect(await prepare({ exceptionId })).toBe('payments.personal_payee')
  const direct = `insert into payments.order select (jsonb_populate_record(null::payments.order,
  jsonb_build_object('id', 'pay_direct00000000', 'version', 1, 'entity_id', entity_id, 'number', 'PAY-1999-2',
    'request_id', request_id, 'benefit_id', benefit_id, 'way', 'company_account', 'form', 'rebate',
    'payee_kind', 'person', 'payee_id', payee_id, 'account_id', id, 'account_version', version,
    'currency', 'CNY', 'minor', 120000, 'withheld_minor', 0, 'purpose', '退款',
    'exception_id', id, 'end_to_end_id', 'DIRECT0001', 'state', 'prepared',
    'made_by', asked_by, 'made_at', now(), 'changed_at', now()))).*
from payments.exception where id = $1`
  expect(await calls.brokenBy(direct, [exceptionId])).toBe('order_pays_the_right_payee')
  expect(await calls.codeOf('compliance', 'payments.answer_exception', answer(exceptionId))).toBe('done')
  expect(await calls.codeOf('compliance', 'payments.answer_exception', answer(exceptionId))).toBe(
    'payments.exception_answered',
  )
  const orderId = await calls.prepared(requestId, { exceptionId })
  await calls.checked(orderId)
})

test('K38: whoever typed the account of a natural person neither makes nor checks its payment', async () => {
  const { requestId, payeeId } = await forConsumer()
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good(calls.maker, 'payments.propose_exception', given)
  await calls.good('compliance', 'payments.answer_exception', answer(exceptionId))
  const orders = calls.pays(requestId, { exceptionId })
  expect(await calls.codeOf(calls.maker, 'payments.prepare', orders)).toBe('payments.changer_never_pays')
  const made = await calls.good(calls.checker, 'payments.prepare', orders)
  const check = { params: { orderId: String(made['orderId']) }, body: { version: 1 } }
  expect(await calls.codeOf(calls.maker, 'payments.check', check)).toBe('payments.changer_never_pays')
  // Where the command would not ask, the database does.
  const byHand = `update payments.order
set state = 'checked', checked_by = $2, checked_at = now(), changed_at = now(), version = 2
where id = $1`
  const duty = `insert into access.duty (id, version, object_type, object_id, person_id, duty)
values ('payment_order:' || $1 || ':' || $2, 1, 'payment_order', $1, $2, 'checker')`
  await calls.sql(duty, [made['orderId'], calls.maker.personId])
  expect(await calls.brokenBy(byHand, [made['orderId'], calls.maker.personId])).toBe('order_has_people_apart')
  expect(await calls.codeOf('boss', 'payments.check', check)).toBe('done')
})

test('K38: another account of the same person cools off like a change, whatever its benefit', async () => {
  const payeeId = await calls.newDealer()
  const requestIds = [
    await calls.approvedRebate('110000', payeeId),
    await calls.approvedRebate('115000', payeeId),
  ]
  await becomesConsumer(company, payeeId)
  const confirmed = async (requestId: string, more: object = {}) => {
    const given = exceptionFor(requestId, payeeId, more)
    const { exceptionId } = await calls.good('finance', 'payments.propose_exception', given)
    await calls.good('compliance', 'payments.answer_exception', answer(exceptionId))
    return calls.codeOf(
      calls.maker,
      'payments.prepare',
      calls.pays(requestId, { exceptionId, minor: '1000' }),
    )
  }
  const [first = '', second = ''] = requestIds
  expect(await confirmed(first)).toBe('done')
  company.clock.set('2026-11-25T01:30:00.000Z')
  expect(await confirmed(second, { number: '6222 0099 8877 6655' })).toBe('payments.account_cools_off')
  const moved = { province: '浙江', city: '杭州市' }
  expect(await confirmed(second, moved)).toBe('payments.account_cools_off')
  expect(await confirmed(second)).toBe('done')
  company.clock.set('2026-11-25T01:00:00.000Z')
})

test('what another company of the group confirmed for the same person is known, and no more', async () => {
  const { requestId, payeeId } = await forConsumer()
  const { exceptionId } = await calls.good(
    'finance',
    'payments.propose_exception',
    exceptionFor(requestId, payeeId),
  )
  await calls.good('compliance', 'payments.answer_exception', answer(exceptionId))
  const elsewhere = { ...calls.maker, entityIds: [company.founded.entities['shanghai'] ?? ''] }
  const [known, seen] = await readOnly(company.world.pool, [elsewhere], async (tx) => [
    await exceptionsTo(tx, [payeeId]),
    await tx.sql('select id from payments.exception where payee_id = $1', [payeeId]),
  ])
  expect(known).toEqual([
    {
      payee_id: payeeId,
      number: '6222001122334455',
      bank: '工商银行',
      cnaps: null,
      province: null,
      city: null,
      state: 'confirmed',
      asked_at: company.world.now(),
      answered_at: company.world.now(),
    },
  ])
  expect(seen).toEqual([])
})

test('the account is the payee’s own, however their name is written', async () => {
  const { requestId, payeeId } = await forConsumer()
  const other = exceptionFor(requestId, payeeId, { holder: '李四' })
  expect(await calls.codeOf(calls.maker, 'payments.propose_exception', other)).toBe(
    'payments.exception_holder_differs',
  )
  await calls.good(calls.maker, 'payments.propose_exception', {
    ...exceptionFor(requestId, payeeId, { holder: '李 晓明' }),
  })
})

test('K38: an exception is visible in the report, whatever became of it, with what it pays', async () => {
  const { requestId, payeeId } = await forConsumer()
  const given = exceptionFor(requestId, payeeId, { cnaps: '313290000017' })
  const { exceptionId } = await calls.good('finance', 'payments.propose_exception', given)
  await calls.good('compliance', 'payments.answer_exception', answer(exceptionId))
  const [order] = await calls.sql('select payee_kind, account_id from payments.order where id = $1', [
    await calls.prepared(requestId, { exceptionId }),
  ])
  const accounts = await readOnly(company.world.pool, [calls.maker], (tx) =>
    payeeAccounts(tx, [order as Pick<OrderRow, 'payee_kind' | 'account_id'>]),
  )
  expect(accounts.get(String(exceptionId))).toMatchObject({ holder: '李晓明', cnaps: '313290000017' })
  const { items } = await calls.good(calls.checker, 'payments.exceptions')
  expect((items as { exceptionId: string }[]).find((each) => each.exceptionId === exceptionId)).toMatchObject(
    {
      state: 'confirmed',
      kindWord: '消费者本人退款',
      payee: '李晓明',
      taxWord: '退款，不是所得',
      ordered: [{ currency: 'CNY', minor: '120000' }],
    },
  )
  const queue = await calls.good(calls.maker, 'payments.queue', { query: { requestId } })
  expect(queue['items']).toMatchObject([{ isException: true, payee: { kind: 'person', name: '李晓明' } }])
})

test('K38: the second person neither asked for it nor pays', async () => {
  const { requestId, payeeId } = await forConsumer()
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good('compliance', 'payments.propose_exception', given)
  expect(await calls.codeOf('compliance', 'payments.answer_exception', answer(exceptionId))).toBe(
    'payments.own_exception',
  )
  expect(await calls.codeOf(calls.maker, 'payments.answer_exception', answer(exceptionId))).toBe(
    'access.role_needed',
  )
  const declined = answer(exceptionId, { answer: 'decline', reason: undefined })
  expect(await calls.codeOf('boss', 'payments.answer_exception', declined)).toBe('approvals.reason_needed')
  expect(await calls.codeOf('boss', 'payments.answer_exception', answer(exceptionId))).toBe('done')
  const orderId = await calls.prepared(requestId, { exceptionId })
  const check = { params: { orderId }, body: { version: 1 } }
  expect(await calls.codeOf('boss', 'payments.check', check)).toBe('payments.confirmer_never_pays')
})

test('K38: an exception is for the one who benefits, a natural person, and with its own tax', async () => {
  const { requestId, payeeId } = await forConsumer()
  const other = await calls.newDealer()
  expect(await propose(exceptionFor(requestId, other))).toBe('payments.exception_of_another')
  expect(await propose(exceptionFor(requestId, payeeId, { number: 'DE89 3704 0044 0532 0130 01' }))).toBe(
    'payments.account_number_wrong',
  )
  expect(await propose(exceptionFor(requestId, payeeId, { taxTreatment: 'labour_income' }))).toBe(
    'payments.tax_does_not_fit',
  )
  const companyRequest = await calls.approvedRebate('130000', other)
  expect(await propose(exceptionFor(companyRequest, other))).toBe('payments.exception_needs_person')
  const lunch = await calls.givenLunch()
  expect(await propose(exceptionFor(lunch, 'party_buyer0000000'))).toBe('payments.exception_without_account')
  const rows = await readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const request = (await loadRequests(tx, [lunch])).get(lunch)
    return loadBenefits(tx, [request?.benefit_id ?? ''])
  })
  await company.store(
    [...rows.values()].map((row) => updateRow(benefitTable, row, { way: 'company_account' })),
  )
  expect(await propose(exceptionFor(lunch, 'party_buyer0000000'))).toBe('payments.exception_needs_consumer')
})

test('K38: whoever paid a part of it confirms no further exception', async () => {
  const { requestId, payeeId } = await forConsumer()
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good('finance', 'payments.propose_exception', given)
  await calls.good('compliance', 'payments.answer_exception', answer(exceptionId))
  const orderId = await calls.prepared(requestId, { exceptionId, minor: '1000' })
  await calls.good('boss', 'payments.check', { params: { orderId }, body: { version: 1 } })
  const more = await calls.good(calls.maker, 'payments.propose_exception', given)
  expect(await calls.codeOf('boss', 'payments.answer_exception', answer(more['exceptionId']))).toBe(
    'payments.payer_never_confirms',
  )
})

test('K38: whoever approved the benefit does not confirm that a natural person is paid for it', async () => {
  const { requestId, payeeId } = await forConsumer('30000000')
  const approvers = await calls.sql(
    `select person_id as id from access.duty where object_id = '${requestId}' and duty = 'approver'`,
  )
  expect(approvers).toContainEqual({ id: company.actor('compliance').personId })
  const given = exceptionFor(requestId, payeeId)
  const { exceptionId } = await calls.good(calls.maker, 'payments.propose_exception', given)
  expect(await calls.codeOf('compliance', 'payments.answer_exception', answer(exceptionId))).toBe(
    'payments.approver_never_confirms',
  )
  expect(await calls.codeOf('boss', 'payments.answer_exception', answer(exceptionId))).toBe('done')
})
