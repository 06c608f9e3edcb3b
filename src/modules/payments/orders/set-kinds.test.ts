import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { operationOf } from '../../../../test/gates/matrix-objects.ts'
import { staffedServer } from '../../../../test/gates/staffed-server.ts'
import { openRound, rebate } from '../../../../test/setup/approval-round.ts'
import { bankSays, bankWords } from '../../../../test/setup/bank-says.ts'
import { pastTheGuard } from '../../../../test/setup/past-the-guard.ts'
import { merged } from '../../../../test/setup/vendor-lunch.ts'
import { claimPaths } from '../../../../test/setup/claim-paths.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { testNow } from '../../../../test/setup/company-on.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import type { checkSheet } from '../../../contract/payment-sets.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { accountTable, loadAccounts } from '../../parties/index.ts'

let company: Company
let pay: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  pay = await paymentCalls(company)
})

beforeEach(() => company.clock.set(testNow))

afterAll(async () => {
  pay.close()
  await company.close()
})

type Sheet = z.output<typeof checkSheet.answer>

async function sheetOf(...orderIds: readonly string[]): Promise<Sheet> {
  return (await pay.good(pay.checker, 'payments.check_sheet', { body: { orderIds } })) as Sheet
}

/** What the sheet says is unusual of each. */
const kindsIn = ({ items }: Sheet) => items.map(({ unusual }) => unusual.map(({ kind }) => kind).join(' '))

async function paid(orderId: string): Promise<void> {
  const happened = bankSays(company)
  await pay.checked(orderId)
  await happened(orderId, bankWords.sent)
  await happened(orderId, bankWords.paid)
}

/** The dealer's account gives way to another, which was verified long ago. */
async function anotherAccount(dealer: string, before: 'replaced' | 'refused'): Promise<void> {
  const accounts = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadAccounts(tx, [dealer]),
  )
  for (const { version: _, ...row } of [...accounts.values()].flat()) {
    const old = { ...row, version: _ }
    await company.store([updateRow(accountTable, old, { state: before })])
    await company.store([
      insertRow(accountTable, { ...row, id: `${row.id}x`, number: `${row.number}9`, stated_at: testNow }),
    ])
  }
}

/** The account of a dealer as if it had been stated with this number. */
async function numbered(dealer: string, number: string): Promise<void> {
  const change = 'update parties.account set number = $2, version = version + 1 where customer_id = $1'
  await pastTheGuard(company, 'parties.account', change, [dealer, number])
}

test('a payee on another account than before is unusual, and says where it was changed', async () => {
  const dealer = await pay.newDealer()
  await paid(await pay.prepared(await pay.approvedRebate('310000', dealer)))
  await anotherAccount(dealer, 'replaced')
  const next = await pay.prepared(await pay.approvedRebate('320000', dealer, '2026-11-27'))
  expect(kindsIn(await sheetOf(next))).toEqual(['changed_account'])
})

test('a merge hides no bill that is paid twice, and makes nobody a new payee', async () => {
  const [gone, kept] = [await pay.newDealer(), await pay.newDealer()]
  await paid(await pay.prepared(await pay.approvedRebate('340000', gone)))
  await merged(company, gone, kept)
  const next = await pay.prepared(await pay.approvedRebate('340000', kept, '2026-11-27'))
  expect(kindsIn(await sheetOf(next))).toEqual(['new_account same_amount'])
})

test('the account that both records of a merged party stated is not a new one', async () => {
  const [gone, kept] = [await pay.newDealer(), await pay.newDealer()]
  await paid(await pay.prepared(await pay.approvedRebate('350000', gone)))
  await merged(company, gone, kept)
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) => loadAccounts(tx, [gone]))
  const number = rows.get(gone)?.[0]?.number ?? ''
  await numbered(kept, number)
  const next = await pay.prepared(await pay.approvedRebate('360000', kept, '2026-11-27'))
  expect(kindsIn(await sheetOf(next))).toEqual([''])
})

test('one account of two payees whom nobody merged is told of both, and of nobody else', async () => {
  const [one, other, third] = [await pay.newDealer(), await pay.newDealer(), await pay.newDealer()]
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) => loadAccounts(tx, [one]))
  const number = rows.get(one)?.[0]?.number ?? ''
  await numbered(other, number)
  const orderIds = [
    await pay.prepared(await pay.approvedRebate('370000', one)),
    await pay.prepared(await pay.approvedRebate('380000', other)),
    await pay.prepared(await pay.approvedRebate('390000', third)),
  ]
  const sheet = await sheetOf(...orderIds)
  expect(kindsIn(sheet)).toEqual([
    'first_payment same_account',
    'first_payment same_account',
    'first_payment',
  ])
  const says = sheet.items.map(({ unusual }) => unusual[1]?.says)
  const names = sheet.items.map(({ payee }) => payee.name)
  expect(says[0]).toBe(`与 ${names[1] ?? ''} 的收款账号相同，两者未合并`)
  expect(says[1]).toBe(`与 ${names[0] ?? ''} 的收款账号相同，两者未合并`)
  // Once they are one record, it is one payee with one account.
  await merged(company, other, one)
  expect(kindsIn(await sheetOf(orderIds[0] ?? ''))).toEqual(['first_payment'])
})

test('a colleague who has the account of a vendor is told, and a refused account is nobody’s', async () => {
  const dealer = await pay.newDealer()
  const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
    loadAccounts(tx, [dealer]),
  )
  const accountId = await pay.ownAccount('compliance', '林晓', rows.get(dealer)?.[0]?.number)
  const orderId = await pay.prepared(await pay.approvedRebate('410000', dealer))
  const [{ unusual = [] } = {}] = (await sheetOf(orderId)).items
  expect(unusual[1]).toEqual({ kind: 'same_account', says: '与 林晓 的收款账号相同，两者未合并' })
  const body = { answer: 'refuse', how: 'in_person', reference: '账号不是本人的' }
  await pay.good(pay.checker, 'payments.check_staff_account', { params: { accountId }, body })
  expect(kindsIn(await sheetOf(orderId))).toEqual(['first_payment'])
})

test('an accepted claim stands in a set, and a meal close to its limit says so', async () => {
  const paths = claimPaths(company, pay)
  const requestId = await pay.givenLunch(undefined, { amount: { currency: 'CNY', minor: '14500' } })
  const accountId = await pay.ownAccount('sales', '王磊')
  await pay.verified(accountId)
  const claimId = await paths.claimed(requestId, '14500')
  company.clock.set('2026-12-10T08:00:00.000Z')
  const body = { items: [{ requestId, claimId, purpose: '工作餐报销' }] }
  const { results } = await pay.good(pay.maker, 'payments.prepare_set', { body })
  expect(results).toMatchObject([{ requestId, claimId, isDone: true }])
  const [{ orderId = '' } = {}] = results as { orderId?: string }[]
  const sheet = await sheetOf(orderId)
  expect(kindsIn(sheet)).toEqual(['first_payment near_limit'])
  expect(sheet.items[0]?.unusual[1]?.says).toBe('金额接近规则 ORG-MEAL 的限额')
})

test('orders in two currencies make no set, for there is no one total', async () => {
  const yuan = await pay.prepared(await pay.approvedRebate('330000', await pay.newDealer()))
  const customer = { partyId: await pay.newDealer() }
  const papers = ['calculationSheet', 'customerStatement', 'ledgerAccount', 'redInvoice']
  const fileIds = await Promise.all(papers.map((purpose) => pay.upload('sales', purpose)))
  const amount = { currency: 'USD', minor: '30000' }
  const { requestId } = await openRound(pay, { ...rebate, customer, fileIds, amount })
  await pay.approve(requestId)
  const dollars = await pay.prepared(requestId)
  const sheet = await sheetOf(yuan, dollars)
  expect(sheet.totals).toEqual([
    { currency: 'CNY', minor: '330000' },
    { currency: 'USD', minor: '30000' },
  ])
  const items = sheet.items.map(({ orderId, version, shown }) => ({ orderId, version, shown }))
  const sent = { body: { items, total: { currency: 'CNY', minor: '360000' } } }
  expect(await pay.codeOf(pay.checker, 'payments.check_set', sent)).toBe('payments.set_mixes_currencies')
  const apart = { items: items.slice(1), total: amount }
  expect(await pay.codeOf(pay.checker, 'payments.check_set', { body: apart })).toBe('done')
})

test('over HTTP an empty set, one above 200 and one that comes to nothing are refused in words', async () => {
  const server = await staffedServer(company)
  try {
    const finance = server.actor('finance')
    const told = async (id: string, body: unknown) => {
      const { status, json } = await server.call(operationOf(id), { body }, finance)
      return { status, ...(json as { title?: string; pointers?: unknown[] }) }
    }
    const item = { requestId: 'req_nobodyknowsit', purpose: '返利' }
    for (const count of [0, 201]) {
      const items = Array.from({ length: count }, () => item)
      const answered = await told('payments.prepare_set', { items })
      expect(answered).toMatchObject({
        status: 400,
        pointers: [{ pointer: '/body/items', says: expect.stringMatching(/^There m/) }],
      })
    }
    const at200 = Array.from({ length: 200 }, (_, i) => ({ ...item, requestId: `req_nobody${String(i)}` }))
    const all = await told('payments.prepare_set', { items: at200 })
    expect(all.title).toMatch(/^None of the 200 was done: req_nobody0, .* and others, 200 in all: /)
    expect(all.status).toBe(409)
    expect((await told('payments.check_set', { items: [] })).status).toBe(400)
    expect((await told('payments.check_sheet', { orderIds: [] })).status).toBe(400)
  } finally {
    await server.close()
  }
})
