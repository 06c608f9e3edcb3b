import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../../test/setup/api-calls.ts'
import { lunchOn } from '../../../test/setup/approval-round.ts'
import {
  confirmChange,
  endBudgets,
  entityOf,
  personOf,
  proposeBudget,
  setBudget,
} from '../../../test/setup/budget-calls.ts'
import { budgetsApart, roomsIn } from '../../../test/setup/budget-rooms.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { budgetTable } from './tables.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls
/** Lunches that were filed before a test and stand in the register. */
let before = 0n

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
}, 180_000)

afterEach(() => endBudgets(company, api))

afterAll(async () => {
  calls.close()
  await company.close()
})

const lunch = lunchOn('2026-11-26')
const price = 9_000n
const filed = { body: { proposal: lunch } }

/** A budget with room for some lunches beside those that were filed before. */
async function room(lunches: bigint, more: { answer?: 'warn' | 'step' | 'refuse' } = {}): Promise<string> {
  const [wide] = [await setBudget(company, api, { planned: '9999999999', period: '2026-Q4' })]
  const [found] = (await roomsIn(company)).filter(({ row }) => row.id === wide)
  before = found ? found.sums.held + found.sums.committed + found.sums.spent : 0n
  return setBudget(company, api, { planned: String(before + lunches * price), ...more })
}

async function standing(budgetId: string) {
  const { items } = (await api.good(personOf(company, 'boss'), 'budgets.list', {
    query: { entityId: entityOf(company), year: '2026' },
  })) as { items: { budgetId: string; rest: { minor: string }; held: { minor: string } }[] }
  const found = items.find((each) => each.budgetId === budgetId)
  return { rest: BigInt(found?.rest.minor ?? -1), held: BigInt(found?.held.minor ?? -1) }
}

/** A unit to which nobody of the test company belongs. */
async function otherUnit(): Promise<string> {
  const body = { entityId: entityOf(company), code: 'WEST', nameZh: '西区销售', nameEn: 'Sales West' }
  const { unitId } = await api.good(personOf(company, 'admin'), 'access.create_unit', { body })
  return String(unitId)
}

async function changesOf(budgetId: string): Promise<string[]> {
  const { changes } = (await api.good(personOf(company, 'boss'), 'budgets.list', {
    query: { entityId: entityOf(company), year: '2026' },
  })) as { changes: { budgetId?: string; changeId: string; state: string }[] }
  const own = changes.filter((each) => each.budgetId === budgetId && each.state === 'proposed')
  return own.map(({ changeId }) => changeId)
}

const names = ['武汉澜川电子', '沈阳北拓铸造', '厦门鹭屿光学', '成都锦岷仪表', '长春松屹机床', '南昌赣棱模具']

/** A discount for a customer that nobody knows yet, worth a lunch. */
const discountFor = (name: string) => ({
  customer: { name: `${name}有限公司`, isNew: true },
  recipient: { to: 'organisation' },
  kindId: 'discount',
  amount: { currency: 'CNY', minor: String(price) },
  happensOn: '2026-11-26',
  reasonChip: 'contract',
  reason: '首单折扣，按报价单',
})

describe('what a budget lets pass', () => {
  test('the last that fits is filed, and one more is refused with what is left', async () => {
    const budgetId = await room(1n)
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('done')
    expect((await standing(budgetId)).rest).toBe(0n)
    const answer = await calls.call('sales', 'requests.submit', filed)
    expect(answer.kind === 'refused' && answer.refusal).toMatchObject({
      code: 'budgets.exceeded',
      params: { budget: '业务招待费', left: '¥0.00', amount: '¥90.00' },
    })
  })

  test('one fen too little is too little', async () => {
    const budgetId = await room(1n)
    const rest = (await standing(budgetId)).rest
    const planned = String(before + rest - 1n)
    await setBudget(company, api, { planned, budgetId })
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('budgets.exceeded')
  })

  test('two at one moment never take the same rest', async () => {
    const budgetId = await room(2n)
    // Each is for a customer of its own and comes in a group of its own: only the budget holds them apart.
    const others = names.map(() => requestCalls(company))
    const codes = await Promise.all(
      names.map((name, n) =>
        others[n]?.codeOf('sales', 'requests.submit', {
          body: { proposal: discountFor(name) },
          key: `at-one-moment-${n}`,
        }),
      ),
    )
    for (const each of others) each.close()
    expect(codes.filter((code) => code === 'done')).toHaveLength(2)
    expect(codes.filter((code) => code === 'budgets.exceeded')).toHaveLength(names.length - 2)
    expect((await standing(budgetId)).rest).toBe(0n)
    expect(await budgetsApart(company)).toEqual([])
  })

  test('beyond a budget that asks for a step, finance signs as well', async () => {
    const plain = await calls.good('sales', 'requests.preview', { body: lunch })
    await room(0n, { answer: 'step' })
    const { requestId } = await calls.good('sales', 'requests.submit', filed)
    const item = await calls.good('head', 'requests.detail', { params: { requestId } })
    const [without, route] = [plain, item].map((each) => each['route'] as readonly { role: string }[])
    const added = (route ?? []).filter(({ role }) => !without?.some((each) => each.role === role))
    // Finance; and where finance signs anyway, the general manager.
    expect(added.map(({ role }) => role)).toEqual([
      without?.some(({ role }) => role === '财务') ? '总经理' : '财务',
    ])
    expect(JSON.stringify(item['facts'])).toContain('超出 ¥90.00')
  })

  test('beyond a budget that warns it is filed, and the preview says by how much', async () => {
    await room(0n, { answer: 'warn' })
    const panel = await calls.good('sales', 'requests.preview', { body: lunch })
    expect(panel['budgets']).toMatchObject([{ name: '业务招待费', fits: false }, { fits: true }])
    expect(JSON.stringify(panel['budgets'])).toContain('剩余 ¥0.00，本次要 ¥90.00，超出 ¥90.00')
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('done')
  })

  test('a refusal stands in the preview before anything is sent', async () => {
    await room(0n)
    const panel = await calls.good('sales', 'requests.preview', { body: lunch })
    expect(panel['submit']).toMatchObject({ effect: 'incomplete' })
  })

  test('what is withdrawn is free again', async () => {
    const budgetId = await room(1n)
    const { requestId } = await calls.good('sales', 'requests.submit', filed)
    expect((await standing(budgetId)).rest).toBe(0n)
    await calls.good('sales', 'requests.withdraw', {
      params: { requestId },
      body: { version: 1, text: '客户取消' },
    })
    expect((await standing(budgetId)).rest).toBe(price)
  })

  test('another kind, month or unit is not covered, and without a budget there is no limit', async () => {
    await room(0n)
    const [gift, october] = [{ forms: ['gift'] }, { period: '2026-10' }]
    await endBudgets(company, api)
    await setBudget(company, api, { planned: '0', ...gift })
    await setBudget(company, api, { planned: '0', ...october })
    await setBudget(company, api, { planned: '0', unitId: await otherUnit() })
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('done')
    expect(await calls.good('sales', 'requests.preview', { body: lunch })).toMatchObject({ budgets: [] })
  })
})

test('a figure opens into its benefits, each with its request and its entry', async () => {
  const budgetId = await room(1n)
  const { requestId, number } = await calls.good('sales', 'requests.submit', filed)
  const params = { budgetId }
  const held = { params, query: { figure: 'held' } }
  const { items } = (await api.good(personOf(company, 'finance'), 'budgets.benefits', held)) as {
    items: { number: string; requestId: string; counts: object; entry: object }[]
  }
  const found = items.find((each) => each.number === number)
  expect(found).toMatchObject({ requestId, counts: { currency: 'CNY', minor: String(price) } })
  expect(found?.entry).toMatchObject({ account: 'hold', month: '2026-11' })
  const owed = { params, query: { figure: 'accrued' } }
  const answer = await api.good(personOf(company, 'finance'), 'budgets.benefits', owed)
  expect(answer['items']).toEqual([])
})

describe('who sets a budget', () => {
  test('two people, and never whoever proposed it', async () => {
    const { changeId } = await proposeBudget(company, api, { planned: '100' })
    const given = { params: { changeId }, body: { answer: 'confirm' } }
    expect(await api.codeOf(personOf(company, 'finance'), 'budgets.answer', given)).toBe('budgets.takes_two')
    expect(await roomsIn(company)).toEqual([])
    await confirmChange(company, api, changeId)
    expect(await roomsIn(company)).toHaveLength(1)
    expect(await api.codeOf(personOf(company, 'boss'), 'budgets.answer', given)).toBe('budgets.answered')
  })

  test('nobody of sales sets one', async () => {
    const body = { what: 'demand', entityId: entityOf(company), answer: 'refuse', reason: '先有预算再申请' }
    expect(await api.codeOf(personOf(company, 'sales'), 'budgets.propose', { body })).toBe(
      'access.role_needed',
    )
  })

  test('the same scope has one budget, in the currency of its entity, for units of it', async () => {
    await setBudget(company, api, { planned: '100' })
    const body = {
      what: 'set',
      entityId: entityOf(company),
      name: '另一项',
      period: '2026',
      planned: { currency: 'CNY', minor: '5' },
      answer: 'warn',
      reason: '重复设定的预算',
    }
    const code = (more: object) =>
      api.codeOf(personOf(company, 'finance'), 'budgets.propose', { body: { ...body, ...more } })
    expect(await code({})).toBe('budgets.taken')
    expect(await code({ planned: { currency: 'USD', minor: '5' } })).toBe('budgets.currency_differs')
    expect(await code({ unitId: 'unit_nowhere' })).toBe('budgets.unit_unknown')
    expect(await code({ budgetId: 'bud_nowhere00' })).toBe('budgets.unknown')
  })

  test('what it covers stays, what is the same is no change, and one proposal waits at a time', async () => {
    const budgetId = await setBudget(company, api, { planned: '100', name: '招待费' })
    const code = (more: object) =>
      api.codeOf(personOf(company, 'finance'), 'budgets.propose', {
        body: {
          what: 'set',
          entityId: entityOf(company),
          budgetId,
          name: '招待费',
          period: '2026',
          planned: { currency: 'CNY', minor: '100' },
          answer: 'refuse',
          reason: '年中调整预算',
          ...more,
        },
      })
    expect(await code({ period: '2026-Q4' })).toBe('budgets.other_scope')
    expect(await code({})).toBe('budgets.nothing_changes')
    expect(await code({ planned: { currency: 'CNY', minor: '200' } })).toBe('done')
    expect(await code({ planned: { currency: 'CNY', minor: '300' } })).toBe('budgets.waits')
    const waiting = await changesOf(budgetId)
    await confirmChange(company, api, waiting[0] ?? '')
    expect((await roomsIn(company)).map(({ row }) => row.planned_minor)).toEqual([200n])
  })

  test('what was changed since is not confirmed on the old amount', async () => {
    const budgetId = await setBudget(company, api, { planned: '100' })
    const { changeId } = await proposeBudget(company, api, { planned: '150', budgetId })
    const found = (await roomsIn(company)).find(({ row }) => row.id === budgetId)
    if (!found) throw new Error('the budget was set')
    await company.store([updateRow(budgetTable, found.row, { planned_minor: 120n })])
    const given = { params: { changeId }, body: { answer: 'confirm' } }
    const code = await api.codeOf(personOf(company, 'boss'), 'budgets.answer', given)
    expect(code).toBe('budgets.changed_meanwhile')
    const declined = { params: { changeId }, body: { answer: 'decline', reason: '金额已另行调整' } }
    await api.good(personOf(company, 'boss'), 'budgets.answer', declined)
  })

  test('where one is demanded, what none covers is refused', async () => {
    const demand = async (answer: string) => {
      const body = { what: 'demand', entityId: entityOf(company), answer, reason: '先有预算再申请' }
      const { changeId } = await api.good(personOf(company, 'finance'), 'budgets.propose', { body })
      await confirmChange(company, api, String(changeId))
    }
    await demand('refuse')
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('budgets.none_covers')
    await demand('free')
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('done')
  })
})
