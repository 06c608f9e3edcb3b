import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { homeZone } from '../../../app/world.ts'
import type { checkSet, checkSheet, prepareSet } from '../../../contract/payment-sets.ts'
import { dayIn } from '../../../kernel/time.ts'
import { act } from '../../../platform/act/act.ts'
import type { HttpAnswer } from '../../../platform/http/answer.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { paymentRoutes } from '../index.ts'
import { checkOrder } from './check.ts'
import { prepareOrder } from './prepare.ts'

// What breaks in the middle of a set, a set that is sent again, and two items of one transaction.

let company: Company
let pay: PaymentCalls
let faults: unknown[] = []
/** The log breaks at these entries, counted from the one that opens a set. */
let breaksAt: readonly number[] = []
let entries = 0

beforeAll(async () => {
  company = await testCompany()
  pay = await paymentCalls(company)
})

beforeEach(() => {
  faults = []
  breaksAt = []
  entries = 0
})

afterAll(async () => {
  pay.close()
  await company.close()
})

type Sheet = z.output<typeof checkSheet.answer>
type Prepared = z.output<typeof prepareSet.answer>
type Checked = z.output<typeof checkSet.answer>

/** A call on a server whose log breaks where it is told to. */
async function told(id: 'payments.prepare_set' | 'payments.check_set', body: unknown, key: string) {
  const { world } = company
  const record: typeof world.door.record = (...given) => {
    entries += 1
    if (breaksAt.includes(entries)) throw new Error('the log broke')
    return world.door.record(...given)
  }
  const deps = { newId: world.newId, requests: world.requests, rounds: world.rounds, pool: world.pool }
  const dayAt = (at: string) => dayIn(homeZone, at)
  const found = paymentRoutes({ ...deps, dayAt, door: { ...world.door, record } }).find(
    ({ operation }) => operation.id === id,
  )
  if (!found) throw new Error(`no route ${id}`)
  const actor = id === 'payments.check_set' ? pay.checker : pay.maker
  const sent = { params: {}, query: {}, headers: {}, files: [], address: '127.0.0.1' }
  return found.handle({
    ...sent,
    body: found.operation.body.parse(body),
    actor,
    key,
    at: world.now(),
    language: 'zh-CN',
    onFault: (fault) => faults.push(fault),
  })
}

function bodyOf(answered: HttpAnswer): unknown {
  if (answered.kind !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.body
}

async function rebates(...amounts: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const minor of amounts) ids.push(await pay.approvedRebate(minor, await pay.newDealer()))
  return ids
}

const items = (requestIds: readonly string[]) => ({
  items: requestIds.map((requestId) => ({ requestId, purpose: '三季度返利' })),
})

async function shownOf(orderIds: readonly string[]) {
  const sheet = (await pay.good(pay.checker, 'payments.check_sheet', { body: { orderIds } })) as Sheet
  return {
    items: sheet.items.map(({ orderId, version, shown }) => ({ orderId, version, shown })),
    total: sheet.totals[0],
  }
}

async function states(orderIds: readonly string[]): Promise<unknown[]> {
  const rows = await pay.sql('select id, state from payments.order where id = any($1)', [orderIds])
  return orderIds.map((id) => rows.find((row) => row['id'] === id)?.['state'])
}

test('an item that breaks ends nothing else, is noted, and is done when it is sent again', async () => {
  const requestIds = await rebates('110000', '120000', '130000')
  breaksAt = [3]
  const first = bodyOf(await told('payments.prepare_set', items(requestIds), 'breaks-prepared')) as Prepared
  expect(first).toMatchObject({
    done: 2,
    results: [
      { isDone: true },
      {
        isDone: false,
        code: 'payments.set_item_broke',
        says: '系统出了问题，这一笔没有办理；已记录。',
        wayOut: '请稍后再办理这一笔。',
      },
      { isDone: true },
    ],
  })
  expect(faults.map(String)).toEqual(['Error: the log broke'])
  const again = bodyOf(await told('payments.prepare_set', items(requestIds), 'breaks-prepared')) as Prepared
  expect(again.done).toBe(3)
  expect(again.results[0]?.orderId).toBe(first.results[0]?.orderId)

  const orderIds = again.results.flatMap(({ orderId }) => orderId ?? [])
  const body = await shownOf(orderIds)
  ;[breaksAt, entries] = [[2], 0]
  const checked = bodyOf(await told('payments.check_set', body, 'breaks-checked')) as Checked
  expect(checked.results.map(({ isDone }) => isDone)).toEqual([false, true, true])
  const end = bodyOf(await told('payments.check_set', body, 'breaks-checked')) as Checked
  expect(end.done).toBe(3)
  expect(await states(orderIds)).toEqual(['checked', 'checked', 'checked'])
})

test('where every item breaks it is a “no” that says so', async () => {
  const requestIds = await rebates('140000', '150000')
  breaksAt = [2, 3]
  const answered = await told('payments.prepare_set', items(requestIds), 'breaks-all')
  if (answered.kind !== 'refused') throw new Error('it went ahead')
  expect(answered.refusal.code).toBe('payments.set_all_refused')
  expect(sayRefusal(answered.refusal, 'zh-CN').says).toContain('系统出了问题，这一笔没有办理')
})

test('sent again, what still waits is held against what was shown once more', async () => {
  const dealer = await pay.newDealer()
  const orderIds = [
    await pay.prepared(await pay.approvedRebate('160000', await pay.newDealer())),
    await pay.prepared(await pay.approvedRebate('170000', dealer)),
  ]
  const body = await shownOf(orderIds)
  breaksAt = [3]
  const first = bodyOf(await told('payments.check_set', body, 'again-changed')) as Checked
  expect(first.results.map(({ isDone }) => isDone)).toEqual([true, false])
  await pay.prepared(await pay.approvedRebate('170000', dealer, '2026-11-27'))
  const answered = await told('payments.check_set', body, 'again-changed')
  if (answered.kind !== 'refused') throw new Error('it went ahead')
  expect(answered.refusal.code).toBe('payments.set_changed_since')
  const { says } = sayRefusal(answered.refusal, 'zh-CN')
  expect(says).toMatch(/^清单中 1 笔已有结果；.*变化：PAY-2026-\d{4}：须注意之处已不同。$/)
  expect(await states(orderIds)).toEqual(['checked', 'prepared'])
})

test('what is named twice is told by its number', async () => {
  const [requestId = ''] = await rebates('180000')
  const twice = await pay.call(pay.maker, 'payments.prepare_set', { body: items([requestId, requestId]) })
  expect(twice).toMatchObject({
    refusal: { code: 'payments.set_names_twice', params: { what: expect.stringMatching(/^[A-Z]+-/) } },
  })
  const orderId = await pay.prepared(requestId)
  const body = { orderIds: [orderId, orderId] }
  expect(await pay.call(pay.checker, 'payments.check_sheet', { body })).toMatchObject({
    refusal: { params: { what: expect.stringMatching(/^PAY-2026-\d{4}$/) } },
  })
})

test('two orders of one benefit in one transaction are never above what is payable', async () => {
  const { world } = company
  const [requestId = ''] = await rebates('190000')
  const call = (key: string, minor: string) => {
    const body = { requestId, minor, purpose: '三季度返利' }
    return { key, actor: pay.maker, at: world.now(), body }
  }
  const command = prepareOrder(world)
  const above = [call('together-1', '100000'), call('together-2', '90001')]
  expect(await act(world.door, command, above)).toMatchObject([
    { kind: 'done' },
    { kind: 'refused', refusal: { code: 'payments.above_payable' } },
  ])
  const rest = [call('together-3', '50000'), call('together-4', '40000'), call('together-5', '1')]
  expect(await act(world.door, command, rest)).toMatchObject([
    { kind: 'done' },
    { kind: 'done' },
    { kind: 'refused', refusal: { code: 'payments.nothing_left' } },
  ])
  const [row] = await pay.sql(
    'select sum(minor)::text as minor, count(*)::int as n from payments.order where request_id = $1',
    [requestId],
  )
  expect(row).toEqual({ minor: '190000', n: 3 })
})

test('one order that is checked twice in one transaction is checked once', async () => {
  const { world } = company
  const [requestId = ''] = await rebates('200000')
  const orderId = await pay.prepared(requestId)
  const calls = ['twice-1', 'twice-2'].map((key) => {
    return { key, actor: pay.checker, at: world.now(), body: { orderId, version: 1 } }
  })
  expect(await act(world.door, checkOrder(world), calls)).toMatchObject([
    { kind: 'done' },
    { kind: 'refused', refusal: { code: 'platform.stale' } },
  ])
  const rows = await pay.sql(
    "select is_refused from audit.entry where operation = 'payments.check' and object_id = $1 order by id",
    [orderId],
  )
  expect(rows.map((row) => row['is_refused'])).toEqual([false, true])
})
