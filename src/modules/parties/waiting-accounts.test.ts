import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitingAccounts } from '../../contract/parties-record.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { actAlone } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { organisationIn } from '../access/index.ts'
import { checkAccount, stateAccount } from './account-commands.ts'
import { loadCustomers } from './store.ts'
import { accountTable, customerTable } from './tables.ts'
import { waitingAccountsFor, waitingAccountsToCheck } from './waiting-accounts.ts'

let company: Company
let calls = 0
let asking: string[] = []

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

const deps = () => ({
  newId: company.world.newId,
  dayAt: () => '2026-11-25',
  findAskers: async () => [],
  takesPhone: async () => false,
})

async function done<Body, State>(
  command: Command<Body, State, { readonly accountId: string }>,
  body: Body,
  who: string,
): Promise<string> {
  const call = { key: `waiting-${calls++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const outcome = await actAlone(company.world.door, command, call)
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer.accountId
}

const states = (partyId: string, number: string, who = 'sales') =>
  done(
    stateAccount(deps()),
    {
      partyId,
      holder: '示例公司',
      bank: '示例银行',
      number,
      givenIn: 'contract',
      reference: '框架合同附件二',
    },
    who,
  )

const answers = (accountId: string, answer: 'confirm' | 'refuse') =>
  done(checkAccount(deps()), { accountId, answer, how: 'call_back', reference: '已回拨核对' }, 'compliance')

async function seen(who: string, cursor?: string) {
  const actor = company.actor(who)
  return readOnly(company.world.pool, [actor], async (tx) => {
    const organisation = await organisationIn(tx, company.world.organisations)
    const reader = {
      actor,
      organisation,
      language: 'zh-CN',
      now: company.world.now(),
      today: '2026-11-25',
      zone: 'Asia/Shanghai',
      askersOf: async (_tx: unknown, ids: readonly string[]) => new Map(ids.map((id) => [id, asking])),
      takesPhone: async () => false,
    } as const
    const query = waitingAccounts.query.parse(cursor === undefined ? {} : { cursor })
    const answer = await waitingAccountsFor(tx, reader, query)
    return waitingAccounts.answer.parse(answer)
  })
}

const itemOf = async (who: string, accountId: string) =>
  (await seen(who)).items.find(({ account }) => account.accountId === accountId)

const waits = (who: string) => {
  const actor = company.actor(who)
  return readOnly(company.world.pool, [actor], (tx) => waitingAccountsToCheck(tx, actor))
}

test('an account waits until a second person has answered, who alone reads the whole number', async () => {
  const accountId = await states(parties.dealer, '6222 0212 3456 7999', 'finance')
  const [own, others] = [await itemOf('finance', accountId), await itemOf('compliance', accountId)]
  expect(own).toMatchObject({ party: { id: parties.dealer }, account: { number: '•••• 7999' } })
  expect(own?.account.check).toMatchObject({ can: false, why: expect.stringMatching(/。$/) })
  expect(own?.account.toCompare).toBeUndefined()
  expect(others?.account).toMatchObject({ toCompare: '6222021234567999', isInOwnName: false })
  expect(others?.account.check.can).toBe(true)
  asking = [company.actor('compliance').personId]
  const asker = await itemOf('compliance', accountId)
  expect(asker?.account.check.can).toBe(false)
  expect(asker?.account.toCompare).toBeUndefined()
  asking = []
  await answers(accountId, 'confirm')
  expect(await itemOf('compliance', accountId)).toBeUndefined()
})

test('says whose place it takes, the one that waits longest first', async () => {
  company.clock.set('2026-11-26T02:00:00.000Z')
  const accountId = await states(parties.dealer, '6222 0212 3456 0001')
  company.clock.set('2026-11-27T02:00:00.000Z')
  const later = await states(parties.dealer, '6222 0212 3456 0002')
  const { items } = await seen('compliance')
  const mine = items.filter(({ account }) => [accountId, later].includes(account.accountId))
  expect(mine.map(({ account, replaces }) => [account.accountId, replaces])).toEqual([
    [accountId, '•••• 7999'],
    [later, '•••• 7999'],
  ])
  await answers(accountId, 'refuse')
  await answers(later, 'refuse')
})

test('is counted for whoever may verify it, without what they stated themselves', async () => {
  const all = () => Promise.all(['finance', 'compliance', 'sales'].map(waits))
  const [finance = 0, compliance = 0] = await all()
  const accountId = await states(parties.dealer, '6222 0212 3456 0003', 'finance')
  expect(await all()).toEqual([finance, compliance + 1, 0])
  await answers(accountId, 'refuse')
  expect(await all()).toEqual([finance, compliance, 0])
})

test('of a record that was merged away stands with its survivor, and takes its place', async () => {
  const accountId = await states(parties.bureau, '6222 0212 3456 0005')
  const rows = await readOnly(company.world.pool, [company.actor('compliance')], (tx) =>
    loadCustomers(tx, [parties.bureau]),
  )
  const merged = { merged_into: parties.dealer }
  await company.store([...rows.values()].map((row) => updateRow(customerTable, row, merged)))
  expect(await itemOf('compliance', accountId)).toMatchObject({
    party: { id: parties.dealer },
    replaces: '•••• 7999',
  })
  await answers(accountId, 'refuse')
})

test('more than a page are read from where the last one ended', async () => {
  const row = {
    customer_id: parties.dealer,
    holder: '示例公司',
    bank: '示例银行',
    number: '6222021234560004',
    given_in: 'contract',
    reference: '批量导入',
    state: 'stated',
    stated_by: company.founded.people['sales'] ?? '',
    checked_by: null,
    checked_at: null,
    checked_how: null,
    check_reference: null,
    cnaps: null,
    province: null,
    city: null,
    phone: null,
  }
  const at = (n: number) => `2026-10-01T00:00:${String(n).padStart(2, '0')}.000Z`
  await company.store(
    Array.from({ length: 55 }, (_, n) =>
      insertRow(accountTable, { id: `bank_many${String(n).padStart(7, '0')}`, ...row, stated_at: at(n) }),
    ),
  )
  const first = await seen('compliance')
  const next = await seen('compliance', first.next)
  const ids = [...first.items, ...next.items].map(({ account }) => account.accountId)
  expect([first.items.length, new Set(ids).size, next.next]).toEqual([50, first.count, undefined])
})
