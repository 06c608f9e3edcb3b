import { afterAll, beforeAll, expect, test } from 'vitest'
import { bankCalls, bytesOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { consumerRebate, exceptionFor } from '../../../../test/setup/consumer-rebate.ts'
import { changeAccount } from '../../../../test/setup/customer-account.ts'
import { hire } from '../../../../test/setup/hire.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { exceptionMatters } from '../exceptions/matters.ts'

// A bank that asks for the province, the city and a phone of every payee: they come with the account that
// another person has verified, and a phone is taken for no other reason.

let company: Company
let calls: BankCalls
let stated = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const place = { province: '江苏', city: '苏州市' }
const phone = '138 0000 1234'
const asked = (needed: boolean) => [
  { title: '收款账号', field: 'payee_account' },
  { title: '收款户名', field: 'payee_name' },
  { title: '收款方省份', field: 'province', needed: true },
  { title: '收款方城市', field: 'city', needed: true },
  { title: '收款方手机', field: 'payee_phone', ...(needed ? { needed } : {}) },
  { title: '金额', field: 'amount' },
]

/** Puts a template of our bank in force, which requires a phone or only has room for one. */
async function template(needsPhone: boolean, templateId?: string): Promise<string> {
  const content = {
    name: { zh: '虚构商业银行代付', en: 'Invented bank' },
    file: 'text',
    encoding: 'gbk',
    rows: 100,
    columns: asked(needsPhone),
  }
  const body = { entityId: calls.entityId, text: JSON.stringify(content), ...(templateId && { templateId }) }
  const drafted = await calls.bank.good(calls.pay.maker, 'bank.draft_template', { body })
  const params = { editionId: String(drafted['editionId']) }
  const detail = await calls.bank.good(calls.pay.checker, 'bank.template', { params })
  const { digest } = detail['preview'] as { digest: string }
  const confirm = { params, body: { version: detail['version'], preview: digest } }
  expect(await calls.bank.codeOf(calls.pay.checker, 'bank.confirm_template', confirm)).toBe('done')
  return String(drafted['templateId'])
}

async function orderFor(minor: string, partyId: string): Promise<string> {
  const orderId = await calls.pay.prepared(await calls.pay.approvedRebate(minor, partyId))
  await calls.pay.checked(orderId)
  return orderId
}

/** What somebody states of their own account. */
async function stateOwn(more: object): Promise<string> {
  const { personId } = company.actor('sales2')
  const [row] = await calls.pay.sql('select name_zh from access.person where id = $1', [personId])
  const number = `62220212345600${10 + stated++}`
  const body = { holder: row?.['name_zh'], bank: '上海银行', number, reference: '工资卡', ...more }
  return calls.pay.codeOf('sales2', 'payments.state_own_account', { body })
}

test('no phone is taken before a template in force requires one, whatever has room for it', async () => {
  expect(await stateOwn({ phone })).toBe('parties.phone_not_asked')
  const mine = async () => (await calls.pay.good('sales2', 'payments.my_account'))['takesPhone']
  const templateId = await template(false)
  expect(await stateOwn({ ...place, phone })).toBe('parties.phone_not_asked')
  expect(await mine()).toBe(false)
  await template(true, templateId)
  expect(await mine()).toBe(true)
  expect(await stateOwn({ ...place, phone })).toBe('done')
})

test('the file says place and phone; a payee who lacks one is left out and the rest leaves', async () => {
  const form = await template(true)
  const accountId = await calls.account({ number: '6222000088880011', form })
  const [none, half, whole] = [
    await calls.pay.newDealer(),
    await calls.pay.newDealer(),
    await calls.pay.newDealer(),
  ]
  await changeAccount(company, half, { isVerified: true, ...place })
  await changeAccount(company, whole, { isVerified: true, ...place, phone })
  company.clock.set('2026-11-30T01:00:00.000Z')
  const orderIds = [
    await orderFor('110000', none),
    await orderFor('120000', half),
    await orderFor('130000', whole),
  ]
  const batch = await calls.send(accountId, orderIds)
  expect(batch).toMatchObject({ sent: [orderIds[2]] })
  const leftOut = batch['leftOut'] as readonly { orderId: string; code: string; reason: string }[]
  expect(leftOut.map(({ orderId, code }) => [orderId, code]).toSorted()).toEqual(
    [orderIds[0], orderIds[1]].map((id) => [id, 'bank.cell_missing']).toSorted(),
  )
  const saysOf = (id: string | undefined) => leftOut.find((each) => each.orderId === id)?.reason ?? ''
  expect(saysOf(orderIds[0])).toContain('收款方省份')
  expect(saysOf(orderIds[1])).toContain('收款方手机')
  const [file] = batch['files'] as readonly { fileId: string }[]
  const bytes = await bytesOf(calls.bank, calls.pay.maker, file?.fileId ?? '')
  const text = new TextDecoder('gbk').decode(bytes)
  expect(text).toContain(',江苏省,苏州市,13800001234,1300.00\r\n')
  expect(await calls.statesOf(orderIds)).toEqual(['checked', 'checked', 'sent'])
})

test('whoever verifies an account compares the whole phone, and others see its last figures', async () => {
  await template(true)
  expect(await stateOwn({ province: '上海', city: '上海市', phone: '13900005678' })).toBe('done')
  const list = await calls.pay.good(calls.pay.checker, 'payments.staff_accounts', {
    query: { state: 'stated' },
  })
  const [shown] = (list['items'] as readonly Record<string, unknown>[]).filter(
    (item) => item['province'] === '上海市',
  )
  expect(shown).toMatchObject({ city: '上海市', phone: '•••• 5678', phoneToCompare: '13900005678' })
  const mine = await calls.pay.good('sales2', 'payments.my_account')
  expect(mine['account']).toMatchObject({ province: '上海市', phone: '•••• 5678' })
  expect(JSON.stringify(mine)).not.toContain('13900005678')
})

test('what nobody has verified of an own account is not taken over by its next version', async () => {
  const number = '6222021234567777'
  expect(await stateOwn({ number, cnaps: '313290000017' })).toBe('done')
  expect(await stateOwn({ number, ...place })).toBe('done')
  const mine = await calls.pay.good('sales2', 'payments.my_account')
  expect(mine['account']).toMatchObject({ province: '江苏省' })
  expect(mine['account']).not.toHaveProperty('cnaps')
  expect(await stateOwn({ number, bank: '宁波银行' })).toBe('done')
})

test('a natural person who is paid by an exception is paid by the place that was confirmed', async () => {
  await template(true)
  const { requestId, payeeId } = await consumerRebate(company, calls.pay)
  const given = exceptionFor(requestId, payeeId)
  const propose = (more: object) =>
    calls.pay.codeOf('finance', 'payments.propose_exception', { body: { ...given.body, ...more } })
  expect(await propose({ province: '江南省', city: '苏州市' })).toBe('parties.province_unknown')
  expect(await propose({ ...place, phone: '12345' })).toBe('parties.phone_wrong')
  expect(await propose({ ...place, phone })).toBe('done')
  const rows = await calls.pay.sql(
    'select province, city, phone from payments.exception where request_id = $1',
    [requestId],
  )
  expect(rows).toEqual([{ province: '江苏省', city: '苏州市', phone: '13800001234' }])
})

test('whoever may confirm an exception compares its account whole, and others see its end', async () => {
  const { requestId, payeeId } = await consumerRebate(company, calls.pay)
  const given = exceptionFor(requestId, payeeId, { ...place, phone, cnaps: '102305000017' })
  const exceptionId = String(
    (await calls.pay.good('finance', 'payments.propose_exception', given))['exceptionId'],
  )
  const matters = exceptionMatters({ ...company.world, door: company.world.door })
  const accountTo = async (actor: Actor) => {
    const reader = { actor: { ...actor, language: 'en' as const }, now: company.world.now() }
    const found = await readOnly(company.world.pool, [actor], (tx) =>
      matters.describe(tx, reader, [exceptionId]),
    )
    return found.get(exceptionId)?.facts.find(({ name }) => name === 'Account')?.text
  }
  const bank = '工商银行 102305000017 江苏省 苏州市'
  expect(await accountTo(company.actor('boss'))).toBe(`${bank} 6222001122334455 13800001234`)
  // Compliance has approved this benefit, and whoever approved it never confirms.
  for (const other of [company.actor('finance'), company.actor('compliance'), calls.pay.maker]) {
    expect(await accountTo(other)).toBe(`${bank} ····4455 ····1234`)
  }
})

test('the log shows that a phone was stated and never which one', async () => {
  const { rows } = await company.world.pool.query<{ bytes: Buffer }>('select bytes from audit.entry')
  const all = rows.map(({ bytes }) => bytes.toString()).join('\n')
  expect(all).toContain('江苏省')
  for (const text of ['13800001234', '138 0000 1234', '13900005678']) expect(all).not.toContain(text)
})

test('the database keeps an account of our own staff as it was stated, its place and phone too', async () => {
  const { personId } = company.actor('sales2')
  const change = (set: string) =>
    calls.pay.brokenBy(`update payments.staff_account set ${set} where person_id = $1`, [personId])
  for (const set of [
    `city = '无锡市'`,
    `province = '浙江省'`,
    `phone = '13700001111'`,
    `cnaps = '313290000017'`,
  ]) {
    expect(await change(set)).toBe('staff_account_is_never_edited')
  }
  const half = `insert into payments.exception
select (jsonb_populate_record(e, '{"id":"exc_half00000000","city":null}')).* from payments.exception as e
where e.city is not null limit 1`
  expect(await calls.pay.brokenBy(half)).toBe('exception_place_is_whole')
})

test('the database keeps an account of a customer and of an exception as it was stated', async () => {
  const way = ['holder', 'bank', 'number', 'province', 'city'].map((name) => `${name} = ${name} || '1'`)
  const sets = [...way, `reference = 'x'`, `cnaps = '313290000099'`, `phone = '13700001111'`]
  for (const set of [
    ...sets,
    `given_in = 'sealed_letter'`,
    `stated_by = 'per_other'`,
    `customer_id = customer_id || '1'`,
  ]) {
    const change = `update parties.account set ${set} where city is not null`
    expect(await calls.pay.brokenBy(change), set).toBe('account_is_never_edited')
  }
  const payee = [
    `payee_id = 'party_other'`,
    `benefit_id = benefit_id || '1'`,
    `tax_treatment = 'labour_income'`,
  ]
  for (const set of [...sets, ...payee, `asked_by = '${company.actor('sales').personId}'`]) {
    const change = `update payments.exception set ${set} where city is not null`
    expect(await calls.pay.brokenBy(change), set).toBe('exception_is_never_edited')
  }
})

test('a template of another entity opens the field as well: a payee may be paid by it', async () => {
  const stranger = await hire(company, { role: 'sales', entity: 'shanghai' })
  const seen = await calls.pay.good(stranger, 'payments.my_account')
  expect(seen['takesPhone']).toBe(true)
})
