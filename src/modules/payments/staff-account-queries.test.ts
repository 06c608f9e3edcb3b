import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { hire } from '../../../test/setup/hire.ts'
import { paymentCalls, type PaymentCalls } from '../../../test/setup/payment-calls.ts'
import type { Who } from '../../../test/setup/request-calls.ts'
import { myAccount, staffAccounts } from '../../contract/payees.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { authorise } from '../access/index.ts'
import { staffAccountsToCheck } from './staff-account-queries.ts'

// The account on which somebody is reimbursed: what its owner sees of it, and what whoever verifies it does.

let company: Company
let calls: PaymentCalls
let abroad: Actor
let minutes = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  abroad = await hire(company, { role: 'finance', entity: 'shanghai' })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** A minute later, so that what was stated first stands first. */
function tick(): void {
  minutes += 1
  company.clock.set(`2026-11-25T02:${String(minutes).padStart(2, '0')}:00.000Z`)
}

async function states(who: string, holder: string, number: string): Promise<string> {
  tick()
  return calls.ownAccount(who, holder, number)
}

async function checks(accountId: string, answer: 'confirm' | 'refuse', reference = '与银行卡一致') {
  tick()
  const body = { answer, how: 'in_person', reference }
  await calls.good(calls.checker, 'payments.check_staff_account', { params: { accountId }, body })
}

const mine = async (who: Who, language: 'zh-CN' | 'en' = 'zh-CN') =>
  myAccount.answer.parse(await calls.good(who, 'payments.my_account', { language }))

type Query = z.input<typeof staffAccounts.query>

const seen = async (who: Who, query: Query = {}) =>
  staffAccounts.answer.parse(await calls.good(who, 'payments.staff_accounts', { query }))

const find = async (who: Who, accountId: string) =>
  (await seen(who)).items.find((item) => item.accountId === accountId)

describe('one’s own account', () => {
  test('is none before it is stated, and the form proposes one’s own name', async () => {
    expect(await mine('sales2')).toEqual({
      standing: 'none',
      says: '还没有登记。登记并由财务或合规同事核实后，报销款才能付给您。',
      others: [],
      holder: '李娜',
      takesPhone: false,
      actions: { state: { can: true, needsReason: true, needsFactor: false } },
    })
    expect(await mine('sales2', 'en')).toMatchObject({ holder: 'Li Na' })
    const stale = { ...company.actor('sales2'), hasFreshFactor: false }
    expect((await mine(stale)).actions.state).toMatchObject({ can: true, needsFactor: true })
  })

  test('is told from being stated to being replaced, masked, with who verified it and how', async () => {
    const first = await states('sales', '王磊', '6217 0011 8000 1111')
    expect(await mine('sales')).toMatchObject({
      standing: 'stated',
      says: '尾号 1111 的账户等待财务或合规同事核实，核实之前不付款。',
      account: { accountId: first, number: '•••• 1111', stateWord: '待核实', reference: '本人登记' },
    })
    await checks(first, 'confirm')
    expect(await mine('sales', 'en')).toMatchObject({
      standing: 'verified',
      says: expect.stringMatching(
        /^You are reimbursed on the account ending in 1111, verified by New \d+\.$/,
      ),
      account: { checkedHow: 'In person', checkReference: '与银行卡一致', checker: { name: /New/ } },
    })
    const second = await states('sales', '王磊', '6217 0011 8000 2222')
    expect(await mine('sales')).toMatchObject({ standing: 'stated', others: [{ accountId: first }] })
    await checks(second, 'confirm')
    // A change cools off: three working days from Wednesday the 25th end on Monday the 30th.
    expect(await mine('sales')).toMatchObject({
      standing: 'verified',
      note: '账户有变更，2026-11-30 起付款。',
      account: { accountId: second },
      others: [{ accountId: first, state: 'replaced', stateWord: '已被新账户替换' }],
    })
    expect(JSON.stringify(await mine('sales'))).not.toContain('621700118000')
  })

  test('that was refused says why; one that was verified before it goes on being paid', async () => {
    const first = await states('sales3', '赵强', '6217001180003333')
    await checks(first, 'refuse', '银行卡是他人的')
    expect(await mine('sales3')).toMatchObject({
      standing: 'refused',
      says: '尾号 3333 的账户没有通过核实：银行卡是他人的。请重新登记。',
    })
    const second = await states('sales3', '赵强', '6217001180004444')
    await checks(second, 'confirm')
    const third = await states('sales3', '赵强', '6217001180005555')
    await checks(third, 'refuse', '银行查无此号')
    const now = await mine('sales3')
    expect(now).toMatchObject({ standing: 'verified', account: { accountId: second } })
    expect(now.note).toBe('后来登记的尾号 5555 没有通过核实：银行查无此号。')
    expect(now.others.map(({ accountId }) => accountId)).toEqual([third, first])
  })

  test('is seen by its owner alone, whatever else somebody may do', async () => {
    await states('head', '刘建国', '6217001180006666')
    for (const who of ['boss', 'admin', 'compliance', calls.maker]) {
      expect(await mine(who)).toMatchObject({ standing: 'none', others: [] })
    }
  })
})

describe('the accounts of colleagues', () => {
  test('stand before finance and compliance of their entity and nobody else', async () => {
    const id = await states('sales2', '李娜', '6217001180007777')
    expect(await find('compliance', id)).toMatchObject({
      owner: { name: '李娜' },
      entity: '苏州明台装备',
      state: 'stated',
    })
    for (const who of ['sales2', 'head', 'boss', 'admin']) {
      expect(authorise(company.actor(who), 'payments.staff_accounts')?.code).toBe('access.role_needed')
      expect((await seen(who)).items).toEqual([])
    }
    expect((await seen(abroad)).items).toEqual([])
    expect((await seen(abroad)).counts.map(({ count }) => count)).toEqual([0, 0, 0, 0])
    // Who sells in Suzhou and is of finance in Shanghai watches over Shanghai.
    const { suzhou = '', shanghai = '' } = company.founded.entities
    const both = { ...company.actor('finance', [suzhou, shanghai]), roleEntities: { finance: [shanghai] } }
    expect((await seen(both)).items).toEqual([])
  })

  test('are masked; the whole number is for whoever may verify it, until it is answered', async () => {
    const id = await states('boss', '陈静', '6217001180008888')
    const waiting = await find('finance', id)
    expect(waiting).toMatchObject({ number: '•••• 8888', toCompare: '6217001180008888' })
    expect(waiting?.actions.check).toEqual({ can: true, needsReason: true, needsFactor: false })
    await checks(id, 'confirm')
    const verified = await find('finance', id)
    expect(verified?.toCompare).toBeUndefined()
    expect(verified?.actions.check).toEqual({ can: false, why: '该账户已核实、被拒或已被替换。' })
    expect(JSON.stringify(await seen('finance', { state: 'verified' }))).not.toContain('62170011')
  })

  test('hold one’s own too, which another verifies: it says so and stays masked', async () => {
    const id = await states('finance', '周婷', '6217001180009999')
    const own = await find('finance', id)
    expect(own?.actions.check).toEqual({ can: false, why: '不能核实自己的账户，也不能核实自己登记的账户。' })
    expect(own?.toCompare).toBeUndefined()
    expect((await find(calls.checker, id))?.actions.check.can).toBe(true)
  })

  test('name the verified account whose place one takes', async () => {
    const id = await states('boss', '陈静', '6217001180001010')
    expect(await find('finance', id)).toMatchObject({ replaces: '•••• 8888' })
    await checks(id, 'refuse', '新账户不是本人的')
    expect((await find('finance', id))?.replaces).toBeUndefined()
  })

  test('that wait come from the oldest on, others from the newest, and each state is counted', async () => {
    const waiting = await seen('finance', { state: 'stated' })
    const at = waiting.items.map(({ statedAt }) => statedAt)
    expect(at.length).toBeGreaterThan(1)
    expect(at).toEqual(at.toSorted())
    const all = await seen('finance')
    const times = all.items.map(({ statedAt }) => statedAt)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(all.counts.find(({ state }) => state === 'stated')?.count).toBe(waiting.items.length)
    expect(all.counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.items.length)
    expect(all.ways.map(({ value }) => value)).toEqual(['in_person', 'bank_confirmation', 'payroll'])
  })

  test('come page by page without a gap', async () => {
    const { suzhou = '' } = company.founded.entities
    await calls.sql(
      `insert into payments.staff_account (id, version, entity_id, person_id, holder, bank, number, reference,
state, stated_by, stated_at)
select 'pay_many' || lpad(n::text, 8, '0'), 1, $1, $2, '王磊', '招商银行', '62170011' || n, '批量', 'replaced',
$2, '2026-01-01T00:00:00Z'::timestamptz from generate_series(1, 60) as n`,
      [suzhou, company.founded.people['sales'] ?? ''],
    )
    const first = await seen('finance', { state: 'replaced' })
    const next = await seen('finance', { state: 'replaced', cursor: first.next })
    const ids = [...first.items, ...next.items].map(({ accountId }) => accountId)
    const count = first.counts.find(({ state }) => state === 'replaced')?.count
    expect([first.items.length, new Set(ids).size, next.next]).toEqual([50, count, undefined])
  })
})

test('what waits is counted for whoever may verify it, without their own, until it is answered', async () => {
  const waits = (who: Who) => {
    const actor = typeof who === 'string' ? company.actor(who) : who
    return readOnly(company.world.pool, [actor], (tx) => staffAccountsToCheck(tx, actor))
  }
  // Who sees both companies and is of finance in one counts that one alone.
  const { suzhou = '' } = company.founded.entities
  const { entityIds } = abroad
  const wide = { ...abroad, entityIds: [...entityIds, suzhou], roleEntities: { finance: entityIds } }
  const all = () => Promise.all([waits('finance'), waits('compliance'), waits(wide), waits('sales')])
  const own = await states('finance', '周婷', '6217 0011 8000 7702')
  const [before = 0] = await all()
  expect(await all()).toEqual([before, before + 1, 0, 0])
  const sales = await states('sales', '王磊', '6217 0011 8000 7701')
  expect(await all()).toEqual([before + 1, before + 2, 0, 0])
  await checks(sales, 'confirm')
  await checks(own, 'refuse')
  expect(await all()).toEqual([before, before, 0, 0])
})
