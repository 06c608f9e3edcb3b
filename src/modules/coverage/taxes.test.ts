import { afterAll, beforeAll, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { coverageCalls } from '../../../test/setup/coverage-calls.ts'
import { taxCalls } from '../../../test/setup/tax-calls.ts'
import { inPieces } from '../../../test/setup/import-files.ts'
import { bodyOf } from '../../../test/setup/voucher-calls.ts'
import { money, toDecimal } from '../../kernel/money.ts'
import { convert, sampleRates } from '../../platform/rates.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { loadTaxExpenses } from '../ledger/index.ts'
import { closingTable } from '../ledger/tables.ts'
import { loadCustomers } from '../parties/index.ts'
import { compareJournal } from './compare.ts'

let company: Company
let tax: ReturnType<typeof taxCalls>

const charge = async (month: string) => {
  const body = { entityId: tax.entityId, month }
  const done = await tax.call(tax.finance(), 'payments.charge_tax', { body })
  expect(done).toMatchObject({ kind: 'answer', body: { left: 0 } })
}
const state = async (more: object) => {
  const body = tax.stating({ bearing: 'recipient', ...more })
  expect(await tax.call(tax.finance(), 'payments.set_tax_year', { body })).toMatchObject({ kind: 'answer' })
}

beforeAll(async () => {
  company = await testCompany()
  tax = taxCalls(company)
  await state({})
  await tax.given('gift', 998_00n, ['deemed_sale', 'withhold'], { form: 'gift', on: '2026-10-20' })
  await tax.given('abroad', 300_00n, ['deemed_sale'], { form: 'gift', on: '2026-10-21', currency: 'USD' })
  await charge('2026-10')
})

afterAll(() => company.close())

const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门'

async function compared(...lines: readonly string[]) {
  const { pool, requests } = company.world
  const organisation = () => readOnly(pool, [systemActor], (tx) => requests.organisation(tx))
  const source = inPieces([heading, ...lines].join('\n'))
  const call = { source, entity: 'SZ', actor: systemActor, language: 'en', today: '2026-11-25' } as const
  const done = await compareJournal({ pool, organisation }, call)
  if (done === 'stopped' || isRefusal(done)) throw new Error('it can be read')
  return done
}

const dining = '660103,销售费用-业务招待费'

test('the tax on a benefit is no spend without a benefit: its line finds it', async () => {
  const { report } = await compared(
    `2026-10-20,1,客户权益 BR-T-gift 礼品 确认费用,${dining},998.00,,,,`,
    `2026-10-31,2,客户权益 BR-T-gift 礼品 计税,${dining},114.81,,,,`,
  )
  expect(report).toMatchObject({ unfiled: [], unbooked: [], unexplained: { minor: '0' } })
  expect(report.matched.minor).toBe('111281')
})

test('a tax that was advanced for the recipient is no expense, so no line is found for it', async () => {
  const { report } = await compared(
    `2026-10-20,1,客户权益 BR-T-gift 礼品 确认费用,${dining},998.00,,,,`,
    `2026-10-31,2,客户权益 BR-T-gift 礼品 计税,${dining},199.60,,,,`,
  )
  expect(report.unfiled.map(({ line }) => line)).toEqual([3])
  // That no line shows the output tax says nothing: its voucher may gather several.
  expect(report.unbooked).toEqual([])
})

const expensesOf = (name: string) =>
  readOnly(company.world.pool, [systemActor], async (tx) => {
    const id = `ben_${name}000000000000`
    const found = await loadTaxExpenses(tx, { from: '2026-10-01', to: '2026-11-30' })
    return found.flatMap(({ benefitId, on, minor }) => (benefitId === id ? [[on, minor] as const] : []))
  })

test('the tax on a benefit of another currency stands in our own, and its line finds it', async () => {
  const [[on, minor] = ['', 0n]] = await expensesOf('abroad')
  const amount = toDecimal(money('CNY', minor))
  const { report } = await compared(`${on},1,BR-T-abroad 计税,${dining},${amount},,,,`)
  // What was given was booked at a rate of its day, so the journal is not told to lack it.
  expect(report).toMatchObject({ unfiled: [], unbooked: [], matched: { minor: String(minor) } })
})

/** What 300 dollars are on a day by the rates that decisions work with, so many thousandths more or less. */
const dollars = (thousandths: number) => {
  const worth = convert(sampleRates(), money('USD', 300_00n), 'CNY', '2026-10-21')
  const { minor } = worth?.value ?? money('CNY', 0n)
  return toDecimal(money('CNY', (minor * BigInt(1_000 + thousandths)) / 1_000n))
}

const abroad = (amount: string, text = 'BR-T-abroad 礼品', account = '660110,销售费用-礼品') =>
  `2026-10-23,1,${text},${account},${amount},,,,`

test.each(['660110,销售费用-礼品', '660107,销售费用-业务宣传费'])(
  'what was given in another currency is found near the rate of its day in %s',
  async (account) => {
    const { report, assessment } = await compared(abroad(dollars(12), undefined, account))
    expect(report).toMatchObject({ unfiled: [], unbooked: [] })
    expect(assessment.matches.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toContain(
      'match.near_rate',
    )
  },
)

test.each([
  [0, 0],
  [12, 1],
])('in an account for other things only to the cent at our rate: %i thousandths off', async (off, left) => {
  const { report } = await compared(abroad(dollars(off), undefined, '6601,销售费用-会议费'))
  expect(report.unfiled).toHaveLength(left)
})

test.each([
  ['farther from it than rates move in a month', abroad(dollars(40))],
  ['where nothing names it, even to the cent', abroad(dollars(0), '礼品')],
])('but not %s; nor is the journal told to lack it', async (_, line) => {
  const { report } = await compared(line)
  expect(report.unfiled).toHaveLength(1)
  expect(report.unbooked.filter((each) => 'registered' in each && each.registered === 'BR-T-abroad')).toEqual(
    [],
  )
})

test('what a later month adds to a tax is a voucher of its own', async () => {
  const closing = { entity_id: tax.entityId, closed_until: '2026-10-31', changed_by: 'system' }
  await company.store([
    insertRow(closingTable, { id: 'prd_taxes000000', ...closing, changed_at: company.clock() }),
  ])
  await state({ version: 1, vatRate: '0.16' })
  await charge('2026-10')
  const found = await expensesOf('gift')
  expect(found).toEqual([
    ['2026-10-20', 114_81n],
    [expect.stringMatching(/^2026-11/), 22_84n],
  ])
  const { report } = await compared(
    `2026-10-31,1,BR-T-gift 计税,${dining},114.81,,,,`,
    `2026-11-25,2,BR-T-gift 计税 税率更正,${dining},22.84,,,,`,
  )
  expect(report).toMatchObject({ unfiled: [], matched: { minor: '13765' } })
})

test('a tax that is booked long after its benefit is found by its own day', async () => {
  await tax.given('early', 500_00n, ['deemed_sale'], { form: 'gift', on: '2026-01-15' })
  await charge('2026-01')
  const [[on, minor] = ['', 0n]] = await expensesOf('early')
  expect([on > '2026-11', minor]).toEqual([true, 68_96n])
  const { report } = await compared(`${on},1,BR-T-early 计税,${dining},68.96,,,,`)
  expect(report).toMatchObject({ unfiled: [], matched: { minor: '6896' } })
})

test('a benefit with a tax on it is offered once for a line that names its customer', async () => {
  const coverage = coverageCalls(company)
  const dealer = await readOnly(company.world.pool, [systemActor], (tx) =>
    loadCustomers(tx, [parties.dealer]),
  )
  const spent = `2026-10-25,1,${dealer.get(parties.dealer)?.name ?? ''} 招待,${dining},333.00,,,,`
  const { runId = '' } = await coverage.compare([heading, spent].join('\n'))
  const [line] = await coverage.linesOf(runId)
  const asked = { params: { runId, lineId: line?.lineId } }
  type Items = { items: readonly { benefitId: string }[] }
  const { items } = bodyOf<Items>(await coverage.call('coverage.candidates', asked))
  expect(items.filter(({ benefitId }) => benefitId.startsWith('ben_gift'))).toHaveLength(1)
})
