import { unzipSync, strFromU8 } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../../test/setup/company.ts'
import { taxCalls } from '../../../../test/setup/tax-calls.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { HttpAnswer } from '../../../platform/http/answer.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'

let company: Company
let tax: ReturnType<typeof taxCalls>

beforeAll(async () => {
  company = await testCompany()
  tax = taxCalls(company)
  const { given } = tax
  await given('dinner', 1_000_000_00n, ['entertainment_limit', 'no_input_credit'])
  await given('mugs', 300_00n, ['publicity_limit', 'deemed_sale'])
  await given('prize', 1_000_00n, ['withhold'], { to: [parties.buyer, parties.spouse], people: 5 })
  await given('dollars', 10_00n, ['entertainment_limit'], { currency: 'USD' })
  await given('barter', 10_00n, ['entertainment_limit'], { currency: 'XPF' })
  await given('sister', 500_00n, ['entertainment_limit'], { entity: 'shanghai' })
  await given('last-year', 500_00n, ['entertainment_limit'], { on: '2025-12-31' })
  await given('ended', 500_00n, ['entertainment_limit'], { state: 'approved' })
})

afterAll(() => company.close())

const codeOf = (answered: HttpAnswer) => (answered.kind === 'refused' ? answered.refusal.code : answered.kind)

async function schedule(actor: Actor = tax.finance()) {
  const answered = await tax.call(actor, 'payments.tax_schedule', { query: { entityId: tax.entityId } })
  if (answered.kind !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.body as {
    readonly sections: readonly {
      readonly key: string
      readonly spent: { minor: string }
      readonly count: number
      readonly lines: readonly { readonly recipients?: readonly object[] }[]
    }[]
    readonly open: readonly string[]
    readonly stated?: object
  }
}

test('leaves limits of revenue open until finance states it, and says what to do', async () => {
  const found = await schedule()
  expect(found.sections.map(({ key, count }) => [key, count])).toEqual([
    ['deemed_sale', 1],
    ['withholding', 1],
    ['no_input_credit', 1],
  ])
  expect(found.open).toEqual([
    'Revenue was not stated, so that two limits stay open: finance states it.',
    '1 benefit has no exchange rate of its day and is left out: finance imports it.',
    'The year is not over: limits are forecast by days.',
  ])
})

test.each([
  [
    'a currency that is not the entity’s',
    { revenue: { currency: 'USD', minor: '1' } },
    'payments.tax_currency',
  ],
  ['revenue without its day', { revenueUpTo: undefined }, 'payments.tax_revenue_day'],
  ['a day of another year', { revenueUpTo: '2025-11-20' }, 'payments.tax_revenue_day'],
  ['a day that has not come', { revenueUpTo: '2026-12-20' }, 'payments.tax_revenue_day'],
  ['a version that nobody stated', { version: 3 }, 'platform.stale'],
])('refuses %s', async (_, more, code) => {
  expect(codeOf(await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating(more) }))).toBe(
    code,
  )
})

test('refuses a year that has not begun, and anybody but finance of that entity', async () => {
  const body = tax.stating({ revenue: undefined, revenueUpTo: undefined })
  expect(codeOf(await tax.call(tax.finance(), 'payments.set_tax_year', { year: 2027, body }))).toBe(
    'payments.tax_year_not_begun',
  )
  const elsewhere = company.founded.entities['shanghai'] ?? ''
  expect(
    codeOf(
      await tax.call(tax.finance(), 'payments.set_tax_year', { body: { ...body, entityId: elsewhere } }),
    ),
  ).toBe('access.other_entity')
  expect(
    codeOf(
      await tax.call(company.actor('sales'), 'payments.tax_schedule', { query: { entityId: tax.entityId } }),
    ),
  ).not.toBe('answer')
})

test('reckons the year from what was given by that entity, in its own currency', async () => {
  expect(codeOf(await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating() }))).toBe(
    'answer',
  )
  expect(codeOf(await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating() }))).toBe(
    'platform.stale',
  )
  expect(
    codeOf(await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating({ version: 1 }) })),
  ).toBe('answer')
  const found = await schedule()
  const entertainment = found.sections.find(({ key }) => key === 'entertainment')
  // The dinner and the dollars of this year and entity, and neither the sister's nor what was not given.
  expect(entertainment).toMatchObject({ count: 2 })
  expect(BigInt(entertainment?.spent.minor ?? '0')).toBeGreaterThan(1_000_000_00n)
  expect(found.sections.find(({ key }) => key === 'withholding')).toMatchObject({
    tax: { currency: 'CNY', minor: '25000' },
    says: expect.stringContaining('grossed up'),
  })
  expect(found.stated).toMatchObject({ version: 2, revenueUpTo: '2026-11-20', source: '2026年10月利润表' })
})

test('names who got what of benefits with tax withheld, and counts whom nobody named', async () => {
  const withheld = (await schedule()).sections.find(({ key }) => key === 'withholding')
  const json = (minor: string) => ({ currency: 'CNY', minor })
  const one = { base: json('25000'), tax: json('5000') }
  expect(withheld?.lines[0]?.recipients).toEqual([
    { party: expect.objectContaining({ id: parties.buyer }), ...one },
    { party: expect.objectContaining({ id: parties.spouse }), ...one },
    {
      party: expect.objectContaining({ id: parties.dealer }),
      unnamed: 3,
      base: json('75000'),
      tax: json('15000'),
    },
  ])
})

test('gives the workbook with a sheet for each heading, and logs its digest with the reason', async () => {
  const answered = await tax.call(tax.finance(), 'payments.tax_file', {
    query: { entityId: tax.entityId, reason: '年度汇算清缴' },
  })
  if (answered.kind !== 'bytes' || !Buffer.isBuffer(answered.bytes)) throw new Error('no file')
  const files = unzipSync(new Uint8Array(answered.bytes))
  const book = strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())
  for (const name of ['Summary', 'Business entertainment', 'Deemed sales']) expect(book).toContain(name)
  const sheets = Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
  const byPerson = sheets.filter(([, text]) => text.includes('Recipient') && text.includes('Not named'))
  expect(byPerson).toHaveLength(1)
  const entries = await readOnly(company.world.pool, [tax.finance()], (tx) =>
    tx.sql<{ bytes: string }>("select bytes from audit.entry where operation = 'payments.record_tax_file'"),
  )
  expect(entries).toHaveLength(1)
  expect(entries[0]?.bytes).toContain('年度汇算清缴')
})
