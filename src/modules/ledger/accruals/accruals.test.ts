import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../../test/setup/api-calls.ts'
import { lunchOn } from '../../../../test/setup/approval-round.ts'
import { personOf, setBudget } from '../../../../test/setup/budget-calls.ts'
import { budgetsApart, roomsIn } from '../../../../test/setup/budget-rooms.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../../test/setup/request-calls.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import { bodyOf, codeOf, voucherCalls, type VoucherCall } from '../../../../test/setup/voucher-calls.ts'
import { booksBehind } from '../../../app/booking.ts'
import { systemActor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { loadForBooks } from '../../benefits/index.ts'
import { loadStandings, proveBooks } from '../index.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls
let vouchers: VoucherCall
let tax: ReturnType<typeof taxCalls>
let entityId: string
/** A lunch of 28 October and one of 29 October that were approved and that nobody recorded as given. */
let lunches: readonly string[]

const price = '9000'
const [october, november] = ['2026-10', '2026-11'] as const

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
  vouchers = voucherCalls(company)
  tax = taxCalls(company)
  entityId = tax.entityId
  company.clock.set('2026-10-20T02:00:00.000Z')
  lunches = [await approvedLunch('2026-10-28'), await approvedLunch('2026-10-29')]
  await approvedLunch('2026-11-04')
  await calls.good('sales', 'requests.submit', { body: { proposal: lunchOn('2026-10-30') } })
  // Given in its month, imported, or of another entity: none of it is accrued here.
  await tax.given('given', 500_00n, [], { on: '2026-10-05' })
  await tax.given('history', 300_00n, [], { on: '2026-10-06', state: 'approved', source: 'import_csv' })
  await tax.given('abroad', 300_00n, [], { on: '2026-10-06', state: 'approved', entity: 'shanghai' })
  company.clock.set('2026-11-02T02:00:00.000Z')
}, 120_000)

afterAll(async () => {
  calls.close()
  await company.close()
})

async function approvedLunch(happensOn: string): Promise<string> {
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: lunchOn(happensOn) } })
  const requestId = String(filed['requestId'])
  await calls.approve(requestId)
  return requestId
}

async function give(requestId: string, givenOn: string): Promise<void> {
  const params = { requestId }
  const fileIds = [await calls.upload('sales', 'agenda', `agenda-${requestId}.txt`)]
  const { version } = await calls.good('sales', 'requests.detail', { params })
  await calls.good('sales', 'requests.give', { params, body: { version, givenOn, fileIds } })
}

const finance = () => personOf(company, 'finance')

async function book(month: string, who = 'finance'): Promise<unknown> {
  const answered = await api.call(personOf(company, who), 'ledger.book_accruals', {
    body: { entityId, month },
  })
  return answered.kind === 'answer' ? answered.body : 'refusal' in answered ? answered.refusal.code : answered
}

type List = {
  readonly state: string
  readonly count: number
  readonly due: number
  readonly items: readonly {
    readonly accrualId?: string
    readonly number: string
    readonly requestId?: string
    readonly amount: { readonly minor: string }
    readonly booked: { readonly minor: string }
    readonly isDue: boolean
  }[]
  readonly totals: readonly object[]
  readonly can: { readonly can: boolean }
}

const listOf = async (month: string, accrualId?: string) =>
  (await api.good(finance(), 'ledger.accruals', {
    query: { entityId, month, ...(accrualId && { accrualId }) },
  })) as unknown as List

type Row = Record<'account' | 'currency', string> &
  Record<'opening' | 'debit' | 'credit' | 'closing', { readonly minor: string }>

/** What an account holds at the end of a month, and what it held before. */
async function balanceOf(account: string, month: string) {
  const balance = await api.good(finance(), 'ledger.trial_balance', { query: { entityId, from: month } })
  expect(balance['isBalanced']).toBe(true)
  const row = (balance['rows'] as Row[]).find((each) => each.account === account)
  return [row?.opening.minor, row?.closing.minor].map(Number)
}

const apart = () =>
  readOnly(company.world.pool, [systemActor], async (tx) => {
    const { apart, broken } = await proveBooks(tx, booksBehind, () => true)
    return [...apart, ...broken]
  })

async function query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return readOnly(company.world.pool, [systemActor], (tx) =>
    tx.sql<Row & Record<string, unknown>>(sql, values),
  )
}

async function benefitOf(requestId: string): Promise<{ id: string; number: string }> {
  const [row] = await query<{ id: string; number: string }>(
    `select id, number from benefits.benefit
where id = (select benefit_id from requests.request where id = $1)`,
    [requestId],
  )
  return row ?? { id: '', number: '' }
}

async function change(month: string, verb: 'close' | 'reopen'): Promise<void> {
  const body = { entityId, month, verb, reason: '当月单据已核对完毕' }
  const { periodChangeId } = await api.good(finance(), 'ledger.propose_period', { body })
  const params = { periodChangeId }
  await api.good(personOf(company, 'boss'), 'ledger.answer_period', { params, body: { answer: 'confirm' } })
}

describe('what a month owes', () => {
  test('is what was approved for a day up to its end and not given: the list tells it first', async () => {
    const list = await listOf(october)
    expect(list).toMatchObject({
      state: 'open',
      count: 2,
      due: 2,
      totals: [{ currency: 'CNY', amount: { minor: '18000' }, booked: { minor: '0' } }],
      can: { can: true },
    })
    const wanted = []
    for (const requestId of lunches) {
      const { number } = await benefitOf(requestId)
      const amounts = { amount: { minor: price }, booked: { minor: '0' } }
      wanted.push({ requestId, number, isDue: true, ...amounts })
    }
    expect(list.items).toMatchObject(wanted)
    expect(list.items[0]).not.toHaveProperty('accrualId')
    // A month that runs tells what was due up to today, and is not booked.
    const running = { state: 'running', due: 0, can: { can: false } }
    const now = await listOf(november)
    expect(now).toMatchObject({ ...running, count: 2 })
    expect(now.items.map(({ isDue }) => isDue)).toEqual([false, false])
    company.clock.set('2026-11-04T02:00:00.000Z')
    expect(await listOf(november)).toMatchObject({ ...running, count: 3 })
    company.clock.set('2026-11-02T02:00:00.000Z')
  })

  test('is told by the checklist and keeps nobody from closing', async () => {
    const { next } = (await api.good(finance(), 'ledger.periods', { query: { entityId } })) as {
      next: { canClose: boolean; checks: readonly object[] }
    }
    expect(next.checks).toContainEqual({
      code: 'accruals_unbooked',
      count: 2,
      isDone: false,
      isBlocking: false,
      says: '2 benefits that were due are neither expense of the month nor accrued, or at another amount',
    })
    expect(next.canClose).toBe(true)
  })

  test('is booked by finance alone, and once the month is over', async () => {
    expect(await book(october, 'sales')).toBe('access.role_needed')
    expect(await book(october, 'boss')).toBe('access.role_needed')
    expect(await book(november)).toBe('ledger.accrual_month_not_over')
    expect(await book('2026-09')).toBe('ledger.accruals_nothing_due')
    expect(await apart()).toEqual([])
  })
})

describe('booked', () => {
  test('it is expense of the month, taken back on the first day of the next one', async () => {
    const budgetId = await setBudget(company, api, { planned: '99999999' })
    const promisedFor = await entriesOfBudget(budgetId)
    const [budgets, schedule] = [await roomsIn(company), await scheduleOf2026()]
    expect(await book(october)).toEqual({ month: october, changed: 2, left: 0 })
    const days = await query<{ document_type: string; on: string; account: string; minor: string }>(
      `select distinct e.document_type, l.booked_on::text as on, l.account, l.minor::text as minor
from ledger.entry e join ledger.line l on l.entry_id = e.id
where e.document_type like 'accrual%' order by 1, 2, 3`,
    )
    const accrual = { document_type: 'accrual', on: '2026-10-31' }
    const reversal = { document_type: 'accrual_reversal', on: '2026-11-01' }
    expect(days).toEqual([
      { ...accrual, account: 'accrual', minor: '-9000' },
      { ...accrual, account: 'expense', minor: '9000' },
      { ...reversal, account: 'accrual', minor: '9000' },
      { ...reversal, account: 'expense', minor: '-9000' },
    ])
    expect(await balanceOf('accrual', october)).toEqual([0, -18000])
    expect(await balanceOf('accrual', november)).toEqual([-18000, 0])
    // 500.00 was given in October; November begins with what was accrued taken back.
    expect(await balanceOf('expense', october)).toEqual([0, 68000])
    expect(await balanceOf('expense', november)).toEqual([68000, 50000])
    expect(await apart()).toEqual([])
    // It takes nothing from a budget that the promise has not taken, and no tax is reckoned on it.
    expect(await roomsIn(company)).toEqual(budgets)
    expect(await budgetsApart(company)).toEqual([])
    // What is committed opens into the entry that promised it, and not into what was accrued of it.
    expect(await entriesOfBudget(budgetId)).toEqual(promisedFor)
    expect(promisedFor).toHaveLength(3)
    expect(await scheduleOf2026()).toEqual(schedule)
  })

  test('it is booked once, and the checklist is done', async () => {
    expect(await book(october)).toBe('ledger.accruals_nothing_due')
    const list = await listOf(october)
    expect(list).toMatchObject({ count: 2, due: 0, totals: [{ booked: { minor: '18000' } }] })
    expect(list.items.every(({ isDue, booked }) => !isDue && booked.minor === price)).toBe(true)
    const { next } = (await api.good(finance(), 'ledger.periods', { query: { entityId } })) as {
      next: { checks: readonly object[] }
    }
    expect(next.checks).toContainEqual(
      expect.objectContaining({ code: 'accruals_unbooked', count: 0, isDone: true }),
    )
  })

  test('it is opened from the trial balance in two calls, and so is what takes it back', async () => {
    const documentsIn = async (month: string) => {
      const asked = { entityId, account: 'accrual', currency: 'CNY', from: month }
      const { items } = await api.good(finance(), 'ledger.entries', { query: asked })
      return (items as { document: { id: string; says: string; opens: object } }[]).map(
        (each) => each.document,
      )
    }
    const { number } = await benefitOf(lunches[0] ?? '')
    for (const [month, says] of [
      [october, `Accrual of 2026-10 (${number})`],
      [november, `Accrual of 2026-10 taken back (${number})`],
    ] as const) {
      const found = (await documentsIn(month)).find((each) => each.says === says)
      const accrualId = found?.id ?? ''
      expect(found).toMatchObject({
        stage: 'booked',
        opens: { page: 'accrual', entityId, month: october, accrualId },
      })
      const { items } = await listOf(october, accrualId)
      expect(items).toMatchObject([{ number, requestId: lunches[0], booked: { minor: price } }])
    }
    expect((await listOf(october, 'acr_nobody')).items).toEqual([])
  })

  test('both leave as vouchers that balance, and no number of theirs is the benefit’s', async () => {
    const { id, number } = await benefitOf(lunches[0] ?? '')
    const voucherIn = async (period: string, occasion: string) => {
      const { items } = bodyOf<{ items: { reference: string; occasion: string; total: object }[] }>(
        await vouchers('ledger.vouchers', { query: { entityId, period } }),
      )
      return items.find((each) => each.occasion === occasion && each.reference.startsWith(`${number}/`))
    }
    const accrued = await voucherIn(october, '计提')
    const back = await voucherIn(november, '计提冲回')
    expect([accrued?.total, back?.total]).toMatchObject([{ minor: price }, { minor: price }])
    expect(accrued?.reference).not.toBe(back?.reference)
    const record = (reference: string | undefined, numbered: string, on: string) =>
      vouchers('ledger.record_voucher', { body: { entityId, reference, number: numbered, on } })
    // That of the next month may come first: each has its own.
    expect(codeOf(await record(back?.reference, '记-1', '2026-11-01'))).toBe('answer')
    expect(await voucherIn(october, '计提')).toBeDefined()
    expect(codeOf(await record(accrued?.reference, '记-90', '2026-10-31'))).toBe('answer')
    expect(await voucherIn(october, '计提')).toBeUndefined()
    expect(codeOf(await record(number, '记-2', '2026-11-01'))).toBe('ledger.voucher_nothing_booked')
    // An accrual is nothing that a benefit has to be numbered for.
    const standings = await readOnly(company.world.pool, [systemActor], (tx) =>
      loadStandings(tx, [id], loadForBooks),
    )
    expect(standings.get(id)).toBeUndefined()
  })
})

/** The entries into which the benefits open that a budget counts as committed. */
async function entriesOfBudget(budgetId: string): Promise<readonly unknown[]> {
  const asked = { params: { budgetId }, query: { figure: 'committed' } }
  const { items } = await api.good(finance(), 'budgets.benefits', asked)
  return (items as { benefitId: string; entry?: object }[]).map(({ benefitId, entry }) => [benefitId, entry])
}

/** The tax schedule of the year with what it rests on. */
async function scheduleOf2026(): Promise<unknown> {
  const answered = await tax.call(tax.finance(), 'payments.tax_schedule', { query: { entityId } })
  return answered.kind === 'answer' ? answered.body : answered
}

describe('what happens afterwards', () => {
  test('given in its month while that is open, it is spent there and accrued no more', async () => {
    const [first = ''] = lunches
    await give(first, '2026-10-28')
    expect(await listOf(october)).toMatchObject({ count: 2, due: 1 })
    expect(await balanceOf('expense', october)).toEqual([0, 77000])
    expect(await book(october)).toEqual({ month: october, changed: 1, left: 0 })
    expect(await balanceOf('expense', october)).toEqual([0, 68000])
    expect(await balanceOf('accrual', october)).toEqual([0, -9000])
    expect(await balanceOf('accrual', november)).toEqual([-9000, 0])
    expect((await listOf(october)).count).toBe(1)
    expect(await apart()).toEqual([])
  })

  test('at another amount it is put right by the difference', async () => {
    const { id } = await benefitOf(lunches[1] ?? '')
    const owner = company.database.pool('owner', 1)
    const revalue = (by: string) =>
      owner.query(`begin; set local app.entities to '*';
update benefits.benefit set value_minor = value_minor ${by} where id = '${id}'; commit`)
    await revalue('- 500')
    expect(await listOf(october)).toMatchObject({
      due: 1,
      items: [{ amount: { minor: '8500' }, booked: { minor: '9000' }, isDue: true }],
    })
    expect(await book(october)).toMatchObject({ changed: 1 })
    expect(await balanceOf('accrual', october)).toEqual([0, -8500])
    expect(await balanceOf('accrual', november)).toEqual([-8500, 0])
    await revalue('+ 500')
    await book(october)
    expect(await apart()).toEqual([])
  })

  test('a closed month keeps what it accrued; what is given late is spent in the open one', async () => {
    await change(october, 'close')
    expect(await book(october)).toBe('ledger.month_closed')
    await give(lunches[1] ?? '', '2026-10-29')
    expect(await balanceOf('expense', october)).toEqual([0, 68000])
    expect(await balanceOf('accrual', october)).toEqual([0, -9000])
    // Taken back and spent at once, November has nothing of it.
    expect(await balanceOf('expense', november)).toEqual([68000, 68000])
    expect(await listOf(october)).toMatchObject({ state: 'closed', count: 1, due: 0, can: { can: false } })
    expect(await apart()).toEqual([])
    // Opened again, the month owes it as before: its expense stands in a later one.
    await change(october, 'reopen')
    expect(await listOf(october)).toMatchObject({ state: 'open', count: 1, due: 0 })
    await change(october, 'close')
  })

  test('given late in the month after next, it is accrued in each month between', async () => {
    const late = await lateLunch('2026-10-27')
    company.clock.set('2026-12-02T02:00:00.000Z')
    // It is of October, which is closed, and is booked in December: November ends without its expense.
    await give(late, '2026-10-27')
    const list = await listOf(november)
    expect(list.items.map(({ requestId }) => requestId)).toContain(late)
    expect(await book(november)).toMatchObject({ left: 0 })
    const december = await balanceOf('expense', '2026-12')
    const accrued = await balanceOf('accrual', november)
    expect(await balanceOf('expense', november)).toEqual([68000, 68000 - (accrued[1] ?? 0)])
    // What was accrued is taken back, the late lunch is spent.
    expect(december[1]).toBe(68000 + Number(price))
    expect(await apart()).toEqual([])
  })

  test('an accrual that the entries do not bear out is found by the proof', async () => {
    const owner = company.database.pool('owner', 1)
    const by = (amount: string) =>
      owner.query(`begin; set local app.entities to '*';
update ledger.accrual set minor = minor ${amount} where month = '${november}'; commit`)
    await by('+ 1')
    const found = await apart()
    expect(found).toContainEqual(
      expect.objectContaining({ objectType: 'accrual', account: 'accrual', register: -9001n, books: -9000n }),
    )
    await by('- 1')
    expect(await apart()).toEqual([])
  })
})

/** A lunch of a day that is over, approved and not given. */
async function lateLunch(on: string): Promise<string> {
  company.clock.set('2026-10-26T02:00:00.000Z')
  const requestId = await approvedLunch(on)
  company.clock.set('2026-11-02T02:00:00.000Z')
  return requestId
}
