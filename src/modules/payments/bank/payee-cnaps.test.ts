import { afterAll, beforeAll, expect, test } from 'vitest'
import { bankCalls, bytesOf, type BankCalls, type SentBatch } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { changeAccount } from '../../../../test/setup/customer-account.ts'

// A bank's form for payments to other banks asks for the clearing number of each: it comes with the account
// that another person has verified.

let company: Company
let calls: BankCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

async function orderFor(minor: string, partyId: string): Promise<string> {
  const orderId = await calls.pay.prepared(await calls.pay.approvedRebate(minor, partyId))
  await calls.pay.checked(orderId)
  return orderId
}

test('the clearing number of a payee stands in the file, and parts own bank from others', async () => {
  const accountId = await calls.account({
    number: '6222000088880001',
    cnaps: '102290000001',
    form: 'example_split_text',
  })
  const [without, other, same] = [
    await calls.pay.newDealer(),
    await calls.pay.newDealer(),
    await calls.pay.newDealer(),
  ]
  await changeAccount(company, other, { isVerified: true, cnaps: '313290000017' })
  await changeAccount(company, same, { isVerified: true, cnaps: '102290068888' })
  company.clock.set('2026-11-30T01:00:00.000Z')
  const orderIds = [
    await orderFor('110000', without),
    await orderFor('120000', other),
    await orderFor('130000', same),
  ]
  const batch = await calls.send(accountId, orderIds)
  expect(batch).toMatchObject({
    sent: expect.arrayContaining(orderIds.slice(1)),
    leftOut: [{ orderId: orderIds[0], code: 'bank.cell_missing' }],
  })
  const files = batch['files'] as (SentBatch['files'][number] & { readonly name: string })[]
  const texts = await Promise.all(
    files.map(async ({ name, fileId }) => {
      const bytes = await bytesOf(calls.bank, calls.pay.maker, fileId)
      return { name, text: new TextDecoder('gbk').decode(bytes) }
    }),
  )
  const textOf = (part: string) => texts.find(({ name }) => name.includes(part))?.text ?? ''
  expect(textOf('-inter')).toContain('|313290000017|1200.00|')
  expect(textOf('-intra')).toContain('|102290068888|1300.00|')
  expect(textOf('-inter')).not.toContain('102290068888')
})

test('the account of a colleague carries it as well, and is stated again to add it', async () => {
  const state = (body: object) =>
    calls.pay.codeOf('sales2', 'payments.state_own_account', {
      body: { holder: company.actor('sales2').personId, bank: '上海银行', reference: '工资卡', ...body },
    })
  const [{ name_zh: holder } = {}] = await calls.pay.sql('select name_zh from access.person where id = $1', [
    company.actor('sales2').personId,
  ])
  const account = { holder, number: '6222021234567777' }
  expect(await state({ ...account })).toBe('done')
  expect(await state({ ...account })).toBe('payments.account_known')
  expect(await state({ ...account, cnaps: '313290000017' })).toBe('done')
  expect(await state({ ...account, cnaps: '313290000017' })).toBe('payments.account_known')
  const rows = await calls.pay.sql(
    'select cnaps, state from payments.staff_account where person_id = $1 order by cnaps nulls first',
    [company.actor('sales2').personId],
  )
  expect(rows).toEqual([
    { cnaps: null, state: 'replaced' },
    { cnaps: '313290000017', state: 'stated' },
  ])
})
