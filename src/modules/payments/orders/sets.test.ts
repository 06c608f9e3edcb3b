import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { agentRebate } from '../../../../test/setup/agent-rebate.ts'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { consumerRebate } from '../../../../test/setup/consumer-rebate.ts'
import { hire } from '../../../../test/setup/hire.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { Who } from '../../../../test/setup/request-calls.ts'
import type { z } from 'zod'
import type { checkSet, checkSheet, prepareSet } from '../../../contract/payment-sets.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { accountTable, loadAccounts } from '../../parties/index.ts'

let company: Company
let pay: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  pay = await paymentCalls(company)
})

afterAll(async () => {
  pay.close()
  await company.close()
})

type Prepared = z.output<typeof prepareSet.answer>
type Sheet = z.output<typeof checkSheet.answer>
type Checked = z.output<typeof checkSet.answer>

let keys = 0
const newKey = () => `a-set-of-orders-${String(keys++)}`

const items = (requestIds: readonly string[]) => ({
  items: requestIds.map((requestId) => ({ requestId, purpose: '三季度返利' })),
})

async function preparedSet(requestIds: readonly string[], key = newKey()): Promise<Prepared> {
  return (await pay.good(pay.maker, 'payments.prepare_set', { body: items(requestIds), key })) as Prepared
}

/** Orders for rebates of these amounts, each to a dealer of its own. */
async function ordersOf(...amounts: readonly string[]): Promise<string[]> {
  const requestIds: string[] = []
  for (const minor of amounts) requestIds.push(await pay.approvedRebate(minor, await pay.newDealer()))
  return (await preparedSet(requestIds)).results.flatMap(({ orderId }) => orderId ?? [])
}

async function sheetOf(orderIds: readonly string[], who: Who = pay.checker): Promise<Sheet> {
  return (await pay.good(who, 'payments.check_sheet', { body: { orderIds } })) as Sheet
}

/** The set as its sheet has it, with the total that the checker types. */
function asShown({ items: shown, totals }: Sheet, total = totals[0]) {
  return {
    items: shown.map(({ orderId, version, shown: seen }) => ({ orderId, version, shown: seen })),
    total,
  }
}

async function refusedAs(who: Who, id: string, body: object, language: 'zh-CN' | 'en' = 'zh-CN') {
  const answered = await pay.call(who, id, { body, language })
  if (answered.kind !== 'refused') throw new Error(`${id} went ahead`)
  const { code } = answered.refusal
  return { code, ...sayRefusal(answered.refusal, language) }
}

async function states(orderIds: readonly string[]): Promise<unknown[]> {
  const rows = await pay.sql('select state from payments.order where id = any($1) order by id', [orderIds])
  return rows.map(({ state }) => state)
}

/** How many entries say that a payment order was checked. */
async function checkedEntries(orderIds: readonly string[]): Promise<unknown[]> {
  const rows = await pay.sql(
    `select count(*)::int as n
from audit.entry
where operation = 'payments.check'
and not is_refused
and object_id = any($1)
group by object_id`,
    [orderIds],
  )
  return rows.map(({ n }) => n)
}

async function entriesOf(operation: string): Promise<{ is_refused: boolean; bytes: string }[]> {
  const rows = await pay.sql('select is_refused, bytes from audit.entry where operation = $1 order by id', [
    operation,
  ])
  return rows as { is_refused: boolean; bytes: string }[]
}

describe('a set of payments is prepared', () => {
  test('an order for each, and one that is refused says why and holds up none of the others', async () => {
    const [one, held, two] = [
      await pay.approvedRebate('110000', await pay.newDealer()),
      (await consumerRebate(company, pay)).requestId,
      await pay.approvedRebate('120000', await pay.newDealer()),
    ]
    const key = newKey()
    const answer = await preparedSet([one, held, two], key)
    expect(answer).toMatchObject({
      done: 2,
      results: [
        { requestId: one, isDone: true, number: expect.stringMatching(/^PAY-2026-\d{4}$/) },
        { requestId: held, isDone: false, requestNumber: expect.any(String), says: expect.any(String) },
        { requestId: two, isDone: true },
      ],
    })
    expect(answer.results[1]?.code).toMatch(/^(payments|requests)\./)
    expect(answer.results[1]?.wayOut).not.toBe('')
    // Sent again because its answer was lost: the same orders, and no other.
    expect(await preparedSet([one, held, two], key)).toEqual(answer)
    const [counted] = await pay.sql(
      'select count(*)::int as n from payments.order where request_id = any($1)',
      [[one, held, two]],
    )
    expect(counted).toEqual({ n: 2 })
    const entries = await entriesOf('payments.prepare_set')
    expect(JSON.parse(entries.at(-1)?.bytes ?? '')).toMatchObject({
      outcome: 'done',
      reason: { code: 'payments.set_prepared', params: { orders: 3 } },
      note: { requests: [one, held, two] },
    })
  })

  test('one key is one set: another under it is refused, also where it shares an item', async () => {
    const requestId = await pay.approvedRebate('130000', await pay.newDealer())
    const other = await pay.approvedRebate('140000', await pay.newDealer())
    const key = newKey()
    await preparedSet([requestId], key)
    const sent = { body: items([requestId, other]), key }
    expect(await pay.codeOf(pay.maker, 'payments.prepare_set', sent)).toBe('platform.key_reused')
    expect((await preparedSet([other])).done).toBe(1)
  })

  test('where nothing comes of it, it is refused with each reason once', async () => {
    const both = [await pay.approvedRebate('150000'), await pay.approvedRebate('160000')]
    await preparedSet(both)
    const said = await refusedAs(pay.maker, 'payments.prepare_set', items(both))
    expect(said.code).toBe('payments.set_all_refused')
    expect(said.says).toMatch(/^2 笔都没有办理：\S+、\S+：[^：；]+。$/)
    const english = await refusedAs(pay.maker, 'payments.prepare_set', items(both), 'en')
    expect(english.says).toMatch(/^None of the 2 was done: /)
  })

  test('one named twice is refused, and so is what is not there', async () => {
    const requestId = await pay.approvedRebate('170000', await pay.newDealer())
    const twice = items([requestId, requestId])
    expect((await refusedAs(pay.maker, 'payments.prepare_set', twice)).code).toBe('payments.set_names_twice')
    expect(await pay.codeOf('finance', 'payments.prepare_set', { body: items(['req_nobodyknowsit']) })).toBe(
      'payments.set_all_refused',
    )
    const { results } = await preparedSet(['req_nobodyknowsit', requestId])
    expect(results).toMatchObject([{ isDone: false, code: 'platform.not_found' }, { isDone: true }])
  })
})

describe('a set of payments is checked', () => {
  test('on its sheet, with its total typed once: each by its own rules and with its own entry', async () => {
    const orderIds = await ordersOf('210000', '220000', '230000')
    const sheet = await sheetOf(orderIds)
    expect(sheet).toMatchObject({
      items: [
        {
          orderId: orderIds[0],
          payee: { account: expect.stringMatching(/^昆山农商银行 ····\d{4}$/) },
          amount: { currency: 'CNY', minor: '210000' },
          unusual: [{ kind: 'first_payment', says: '首次付给该收款人' }],
        },
        {},
        {},
      ],
      aside: [],
      totals: [{ currency: 'CNY', minor: '660000' }],
      payees: 3,
    })
    const key = newKey()
    const body = { ...asShown(sheet), reason: '与审批表核对' }
    const answer = (await pay.good(pay.checker, 'payments.check_set', { body, key })) as Checked
    expect(answer).toMatchObject({ done: 3, results: orderIds.map((orderId) => ({ orderId, isDone: true })) })
    expect(await pay.good(pay.checker, 'payments.check_set', { body, key })).toEqual(answer)
    expect(await states(orderIds)).toEqual(['checked', 'checked', 'checked'])
    expect(await checkedEntries(orderIds)).toEqual([1, 1, 1])
    const last = JSON.parse((await entriesOf('payments.check')).at(-1)?.bytes ?? '')
    expect(last).toMatchObject({ reason: '与审批表核对', note: { setOf: 3 } })
    expect(JSON.parse((await entriesOf('payments.check_set')).at(-1)?.bytes ?? '')).toMatchObject({
      reason: { code: 'payments.set_checked', params: { orders: 3, total: '¥6,600.00' } },
      note: { orders: orderIds, total: { currency: 'CNY', minor: '660000' } },
    })
  })

  test('one unit beside the total it is refused, once for the whole', async () => {
    const orderIds = await ordersOf('310000', '320000')
    const sheet = await sheetOf(orderIds)
    const before = (await entriesOf('payments.check')).length
    for (const minor of ['629999', '630001', '310000']) {
      const body = asShown(sheet, { currency: 'CNY', minor })
      const said = await refusedAs(pay.checker, 'payments.check_set', body)
      expect(said.code).toBe('payments.set_total_differs')
      expect(said.says).toBe('输入的合计与这 2 笔付款单不一致，没有复核任何一笔。')
    }
    const dollars = asShown(sheet, { currency: 'USD', minor: '630000' })
    expect((await refusedAs(pay.checker, 'payments.check_set', dollars)).code).toBe(
      'payments.set_total_differs',
    )
    expect((await entriesOf('payments.check')).length).toBe(before)
    expect((await entriesOf('payments.check_set')).at(-1)?.is_refused).toBe(true)
    expect(await states(orderIds)).toEqual(['prepared', 'prepared'])
    expect(await pay.codeOf(pay.checker, 'payments.check_set', { body: asShown(sheet) })).toBe('done')
  })

  test('changed since it was shown it is refused with what changed, and the rest stays', async () => {
    const orderIds = await ordersOf('410000', '420000')
    const sheet = await sheetOf(orderIds)
    const stop = { params: { orderId: orderIds[1] }, body: { version: 1, reason: '合同有误' } }
    await pay.good(pay.maker, 'payments.stop', stop)
    const said = await refusedAs(pay.checker, 'payments.check_set', asShown(sheet))
    expect(said.code).toBe('payments.set_changed')
    expect(said.says).toContain(`${sheet.items[1]?.number}：付款单处于“已停止”`)
    expect(said.says).not.toContain(sheet.items[0]?.number)
    expect(await states([orderIds[0] ?? ''])).toEqual(['prepared'])
  })

  test('what is unusual changed since it was shown: it is refused as well', async () => {
    const dealer = await pay.newDealer()
    const first = await pay.prepared(await pay.approvedRebate('430000', dealer))
    const sheet = await sheetOf([first])
    const twin = await pay.prepared(await pay.approvedRebate('430000', dealer, '2026-11-27'))
    const said = await refusedAs(pay.checker, 'payments.check_set', asShown(sheet))
    expect(said).toMatchObject({ code: 'payments.set_changed' })
    expect(said.says).toContain('须注意之处已不同')
    const [{ unusual = [] } = {}] = (await sheetOf([first, twin])).items
    expect(unusual.map(({ kind }) => kind)).toEqual(['first_payment', 'same_amount'])
    expect(unusual[1]?.says).toMatch(/^与 PAY-2026-\d{4} 收款人、金额相同$/)
  })

  test('whoever made one of them, or approved it, checks no set with it', async () => {
    const orderIds = await ordersOf('510000', '520000')
    const sheet = await sheetOf(orderIds, pay.maker)
    expect(sheet).toMatchObject({
      items: [],
      aside: [{ code: 'payments.maker_never_checks' }, { code: 'payments.maker_never_checks' }],
      totals: [],
    })
    expect((await sheetOf(orderIds, 'finance')).aside).toMatchObject([
      { code: 'payments.approver_never_pays' },
      { code: 'payments.approver_never_pays' },
    ])
    // What another person was shown is no key to it.
    const seen = asShown(await sheetOf(orderIds))
    const said = await refusedAs(pay.maker, 'payments.check_set', seen)
    expect(said.code).toBe('payments.set_changed')
    expect(await states(orderIds)).toEqual(['prepared', 'prepared'])
  })

  test('an account verified in these days is checked alone, and so is a natural person', async () => {
    const dealer = await pay.newDealer()
    await verifiedAt(dealer, company.world.now())
    const orderId = await pay.prepared(await pay.approvedRebate('530000', dealer))
    const [other = ''] = await ordersOf('540000')
    const { requestId, exceptionId } = await agentRebate(company, pay, '80000')
    const person = await pay.prepared(requestId, { exceptionId })
    const sheet = await sheetOf([orderId, other, person])
    expect(sheet).toMatchObject({
      items: [{ orderId: other }],
      aside: [
        { orderId, code: 'payments.checked_alone_account', amount: { minor: '530000' } },
        { orderId: person, code: 'payments.checked_alone_person', says: '收款人是个人，凭例外付款。' },
      ],
      totals: [{ minor: '540000' }],
    })
    expect(sheet.aside[0]?.says).toMatch(/^收款账户核实未满冷静期，\d{4}-\d{2}-\d{2} 起/)
    // Neither is smuggled in beside what the sheet showed.
    const { items: seen } = asShown(sheet)
    for (const [id, minor] of [
      [orderId, '1070000'],
      [person, '620000'],
    ] as const) {
      const smuggled = { orderId: id, version: 1, shown: seen[0]?.shown ?? '' }
      const body = { items: [...seen, smuggled], total: { currency: 'CNY', minor } }
      expect((await refusedAs(pay.checker, 'payments.check_set', body)).code).toBe('payments.set_changed')
    }
    // Alone it is checked as ever.
    await pay.checked(orderId)
    expect(await states([orderId])).toEqual(['checked'])
  })

  test('an order out of sight is told as such, and none beside it is checked', async () => {
    const orderIds = await ordersOf('550000')
    const sheet = await sheetOf([...orderIds, 'pay_nobodyknowsit'])
    expect(sheet.aside).toMatchObject([{ orderId: 'pay_nobodyknowsit', code: 'platform.not_found' }])
    const { items: seen, total } = asShown(sheet)
    const body = { items: [...seen, { orderId: 'pay_nobodyknowsit', version: 1, shown: 'x' }], total }
    expect((await refusedAs(pay.checker, 'payments.check_set', body)).code).toBe('payments.set_out_of_sight')
    const twice = { items: [...seen, ...seen], total }
    expect((await refusedAs(pay.checker, 'payments.check_set', twice)).code).toBe('payments.set_names_twice')
    const twiceSeen = { orderIds: [...orderIds, ...orderIds] }
    expect((await refusedAs(pay.checker, 'payments.check_sheet', twiceSeen)).code).toBe(
      'payments.set_names_twice',
    )
    const far = await hire(company, { role: 'finance', entity: 'shanghai' })
    expect((await sheetOf(orderIds, far)).aside).toMatchObject([{ code: 'platform.not_found' }])
  })

  test('who was paid before on this account is not unusual', async () => {
    const happened = bankSays(company)
    const dealer = await pay.newDealer()
    const first = await pay.prepared(await pay.approvedRebate('560000', dealer))
    await pay.checked(first)
    await happened(first, bankWords.sent)
    await happened(first, bankWords.paid)
    const second = await pay.prepared(await pay.approvedRebate('570000', dealer, '2026-11-27'))
    expect((await sheetOf([second])).items).toMatchObject([{ orderId: second, unusual: [] }])
  })

  test('of two people with overlapping sets at one moment each order is checked once', async () => {
    const third = await hire(company, { role: 'finance' })
    const orderIds = await ordersOf('610000', '620000', '630000', '640000')
    const [mine, theirs] = [await sheetOf(orderIds.slice(0, 3)), await sheetOf(orderIds.slice(1), third)]
    const codes = await Promise.all([
      pay.codeOf(pay.checker, 'payments.check_set', { body: asShown(mine) }),
      pay.codeOf(third, 'payments.check_set', { body: asShown(theirs) }),
    ])
    for (const code of codes) {
      expect(['done', 'payments.set_changed', 'payments.set_all_refused']).toContain(code)
    }
    expect(codes).toContain('done')
    const now = await states(orderIds)
    expect(now.filter((state) => state === 'checked').length).toBeGreaterThanOrEqual(3)
    const entries = await checkedEntries(orderIds)
    expect(new Set(entries)).toEqual(new Set([1]))
    expect(entries.length).toBe(now.filter((state) => state === 'checked').length)
  })
})

/** The account of a dealer as if it had been verified at a moment. */
async function verifiedAt(customerId: string, at: string): Promise<void> {
  const accounts = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadAccounts(tx, [customerId]),
  )
  const rows = [...accounts.values()].flat()
  await company.store(rows.map((row) => updateRow(accountTable, row, { checked_at: at })))
}
