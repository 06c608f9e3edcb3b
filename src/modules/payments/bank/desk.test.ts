import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../../kernel/time.ts'
import { bankCalls, bytesOf, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { ourAccount } from '../../../../test/setup/bank-files.ts'
import { bankSimulator } from '../../../../test/setup/bank-simulator.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'

let company: Company
let calls: BankCalls
let accountId: string

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
  accountId = await calls.account()
})

afterAll(async () => {
  calls.close()
  await company.close()
})

describe('an account of ours', () => {
  test('pays only when a second person has verified it, and one number is one account', async () => {
    const body = {
      entityId: calls.entityId,
      holder: '示例医药有限公司',
      bank: '示例银行',
      number: '6222 0000 1111 9999',
      currency: 'CNY',
      form: 'pain001',
    }
    const stated = await calls.bank.good(calls.pay.maker, 'bank.state_account', { body })
    const id = String(stated['accountId'])
    const verify = { params: { accountId: id }, body: { version: 1 } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.verify_account', verify)).toBe('bank.second_person')
    const batch = { body: { accountId: id, orderIds: ['pay_nothing1'], executeOn: todayOf(company) } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', batch)).toBe(
      'bank.own_account_not_verified',
    )
    const again = await calls.bank.good(calls.pay.maker, 'bank.state_account', {
      body: { ...body, number: ourAccount },
    })
    const known = { params: { accountId: again['accountId'] }, body: { version: 1 } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.verify_account', known)).toBe(
      'bank.account_known',
    )
    const bad = { body: { ...body, number: 'DE00370400440532013000' } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.state_account', bad)).toBe(
      'bank.own_number_invalid',
    )
    const none = { params: { accountId: 'pacc_nothing1' }, body: { version: 1 } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.verify_account', none)).toBe('platform.not_found')
  })
})

describe('a batch', () => {
  test('is made once: its file is what was stored, its orders are sent, and none leaves again', async () => {
    const { orderIds, files, numbers, transfers } = await calls.sent(accountId, '110000', '120000')
    expect(await calls.statesOf(orderIds)).toEqual(['sent', 'sent'])
    expect(transfers.map(({ endToEndId }) => endToEndId).toSorted()).toEqual(numbers.toSorted())
    expect(transfers.map(({ remark }) => remark)).toEqual(
      transfers.map(() => expect.stringMatching(/^PAY-\d{4}-\d+ /)),
    )
    const [file] = files
    const bytes = await bytesOf(calls.bank, calls.pay.maker, file?.fileId ?? '')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file?.digest)
    const again = { body: { accountId, orderIds, executeOn: todayOf(company) } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.make_batch', again)).toBe(
      'bank.order_not_checked',
    )
  })

  test('leaves out what cannot leave and says why, and the others leave', async () => {
    const [good = ''] = await calls.checkedOrders('130000')
    const prepared = await calls.pay.prepared(await calls.pay.approvedRebate('131000'))
    const batch = await calls.send(accountId, [good, prepared])
    expect(batch).toMatchObject({
      sent: [good],
      leftOut: [{ orderId: prepared, code: 'bank.order_not_checked' }],
    })
    expect(await calls.statesOf([good, prepared])).toEqual(['sent', 'prepared'])
  })

  test('is refused on a day that has passed or is more than a month away, and from no account', async () => {
    const body = { accountId, orderIds: ['pay_nothing1'], executeOn: '2026-01-01' }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', { body })).toBe('bank.day_passed')
    const tooFar = { body: { ...body, executeOn: addDays(todayOf(company), 32) } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', tooFar)).toBe('bank.day_too_far')
    const farthest = { body: { ...body, executeOn: addDays(todayOf(company), 31) } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', farthest)).toBe('platform.not_found')
    const none = { body: { ...body, accountId: 'pacc_nothing1' } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', none)).toBe('platform.not_found')
  })

  test('two people who send one order at one moment send it once', async () => {
    const orderIds = await calls.checkedOrders('140000')
    const body = { accountId, orderIds, executeOn: todayOf(company) }
    const codes = await Promise.all(
      [calls.pay.maker, calls.pay.checker].map((who) => calls.bank.codeOf(who, 'bank.make_batch', { body })),
    )
    expect(codes.toSorted()).toEqual(['bank.order_not_checked', 'done'])
    const [counted] = await calls.pay.sql(
      'select count(*)::int as n from payments.batch_line where order_id = $1',
      [orderIds[0]],
    )
    expect(counted).toEqual({ n: 1 })
  })
})

test('an order of another company, and one that left by another way, stay where they are', async () => {
  const maker = await hire(company, { role: 'finance', entity: 'shanghai' })
  const checker = await hire(company, { role: 'finance', entity: 'shanghai' })
  const entityId = company.founded.entities['shanghai'] ?? ''
  const body = { entityId, holder: '上海公司', bank: '示例银行', currency: 'CNY', form: 'pain001' }
  const stated = await calls.bank.good(maker, 'bank.state_account', {
    body: { ...body, number: '6222333344445555' },
  })
  const other = String(stated['accountId'])
  await calls.bank.good(checker, 'bank.verify_account', {
    params: { accountId: other },
    body: { version: 1 },
  })
  const orderIds = await calls.checkedOrders('150000')
  const both = { ...maker, entityIds: [...maker.entityIds, calls.entityId] }
  const batch = { body: { accountId: other, orderIds, executeOn: todayOf(company) } }
  expect(await calls.bank.codeOf(both, 'bank.make_batch', batch)).toBe('bank.order_of_other')
  const left = await calls.sent(accountId, '151000')
  await calls.pay.sql(
    `insert into payments.batch_line (id, version, entity_id, batch_id, file_id, order_id)
select 'line_byhand01', 1, entity_id, batch_id, id, $1 from payments.batch_file where batch_id = $2`,
    [orderIds[0], left.batchId],
  )
  const again = { body: { ...batch.body, accountId } }
  expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', again)).toBe('bank.order_left')
})

describe('results', () => {
  test('K35: a batch taken with HTTP 200 records nothing as done; each row says its own', async () => {
    const { orderIds, numbers, transfers } = await calls.sent(accountId, '210000', '220000')
    const [first = '', second = ''] = numbers
    const bank = bankSimulator({ [first]: 'no_balance', [second]: 'name_differs' })
    const answer = bank.upload(transfers)
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('Success') })
    const file = {
      body: { entityId: calls.entityId },
      files: [{ name: 'a', bytes: Buffer.from(answer.body) }],
    }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.import_results', file)).toBe('bank.not_a_result')
    expect(await calls.statesOf(orderIds)).toEqual(['sent', 'sent'])
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await calls.statesOf(orderIds)).toEqual(['failed', 'failed'])
    const reasons = await calls.pay.sql(
      'select reason from payments.order where id = any($1) order by minor',
      [orderIds],
    )
    expect(reasons).toEqual([{ reason: 'bank_no_balance' }, { reason: 'bank_name_differs' }])
  })

  test('K36: a time-out that turns to success late is one payment under one number', async () => {
    const { orderIds, numbers, transfers } = await calls.sent(accountId, '230000', '240000')
    const [late = '', soon = ''] = numbers
    const bank = bankSimulator({ [late]: 'late' })
    bank.upload(transfers)
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await calls.statesOf(orderIds)).toEqual(['unknown', 'paid'])
    // Nothing of it can leave again while its end is unknown, nor be ordered anew.
    const again = { body: { accountId, orderIds, executeOn: todayOf(company) } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', again)).toBe('bank.order_not_checked')
    const [row] = await calls.pay.sql('select request_id from payments.order where id = $1', [orderIds[0]])
    const anew = { body: { requestId: row?.['request_id'], purpose: '三季度返利' } }
    expect(await calls.pay.codeOf(calls.pay.maker, 'payments.prepare', anew)).toBe('payments.nothing_left')
    bank.upload(transfers)
    bank.passDays()
    await calls.bring('bank.import_results', bank.resultFile())
    await calls.bring('bank.import_results', bank.resultFile())
    expect(await calls.statesOf(orderIds)).toEqual(['paid', 'paid'])
    expect([bank.paidTimes(late), bank.paidTimes(soon)]).toEqual([1, 1])
  })

  test('need a file', async () => {
    for (const id of ['bank.import_results', 'bank.import_statement']) {
      const none = { body: { entityId: calls.entityId } }
      expect(await calls.bank.codeOf(calls.pay.maker, id, none)).toBe('bank.no_file')
    }
  })
})
