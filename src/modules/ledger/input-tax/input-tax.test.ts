import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { inputTaxCalls } from '../../../../test/setup/input-tax-calls.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { bodyOf, codeOf } from '../../../../test/setup/voucher-calls.ts'
import { voucherDeps } from '../../../app/voucher-deps.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import { updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitTable, loadBenefits } from '../../benefits/index.ts'
import { vouchersOf } from '../vouchers/of-month.ts'

let company: Company
let calls: PaymentCalls
let suzhou: string
let tax: ReturnType<typeof inputTaxCalls>

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  tax = inputTaxCalls(company, calls)
  suzhou = tax.entityId
}, 60_000)
afterAll(async () => {
  calls.close()
  await company.close()
})

const period = '2026-11'

describe('input tax in the vouchers', () => {
  it('stands apart from the expense once the claim is accepted; the memorandum ledger stays', async () => {
    const { requestId, benefitId, number } = await tax.givenPublicity()
    expect(await tax.postings(number)).toEqual(['660102 90.00', '224102  90.00'])
    const claimId = await tax.filed(requestId, await tax.invoiceOf())
    expect(await tax.postings(number)).toHaveLength(2)
    await tax.checked(claimId, 1)
    expect(await tax.postings(number)).toEqual(['22210101 5.09', '660102 84.91', '224102  90.00'])
    const [expense] = await tax.rowsOf(
      `select sum(l.minor)::text as minor
from ledger.line l
join ledger.entry e on e.id = l.entry_id
where e.object_id = $1 and l.account = 'expense'`,
      [benefitId],
    )
    expect(expense).toEqual({ minor: '9000' })
    // A claim that turned bad after all takes it back with it.
    await tax.checked(claimId, 2, 'refuse')
    expect(await tax.postings(number)).toEqual(['660102 90.00', '224102  90.00'])
    expect(
      (await tax.listed()).items.filter((item) => item.number === number).map((item) => item.credited.minor),
    ).toEqual(['509', '-509'])
  })

  it('of a meal stays in its expense, and is told with the reason and the law', async () => {
    const { requestId, number } = await tax.givenPublicity({ form: 'meal' })
    await tax.checked(await tax.filed(requestId, await tax.invoiceOf({ items: '*餐饮服务*餐费' })), 1)
    expect(await tax.postings(number)).toEqual(['660101 90.00', '224102  90.00'])
    const { items, notCredited } = await tax.listed()
    expect(items.find((item) => item.number === number)).toMatchObject({
      credited: { minor: '0' },
      law: '增值税法 第22条第4、5项',
    })
    expect(notCredited.minor).toBe('509')
  })

  it.each([
    ['an item that nobody can tell beside advertising', ['*广告服务*广告费', '详见附表'], 'content_unknown'],
    ['a service of daily life', ['*生活服务*礼品策划', '*广告服务*广告费'], 'content'],
  ])('stays in the expense for %s', async (_, items, why) => {
    const { requestId, benefitId, number } = await tax.givenPublicity()
    await tax.checked(await tax.filed(requestId, await tax.invoiceOf({ items })), 1)
    expect(await tax.postings(number)).toEqual(['660102 90.00', '224102  90.00'])
    expect(await tax.rowsOf('select why from ledger.input_tax where benefit_id = $1', [benefitId])).toEqual([
      { why },
    ])
  })

  it('of a part of an invoice is rounded down: parts never credit more than the whole', async () => {
    const { requestId, number } = await tax.givenPublicity()
    const invoiceId = await tax.invoiceOf({ tax: 1_001n })
    await tax.checked(await tax.filed(requestId, invoiceId, '4500'), 1)
    await tax.checked(await tax.filed(requestId, invoiceId, '4500'), 1)
    expect((await tax.postings(number))[0]).toBe('22210101 10.00')
    // Equal parts are told apart by their rows.
    const parts = (await tax.listed()).items.filter((item) => item.number === number)
    expect(new Set(parts.map(({ id }) => id)).size).toBe(2)
  })

  it('has a voucher of its own where that of the benefit has its number already', async () => {
    const { requestId, number } = await tax.givenPublicity()
    const on = '2026-11-25'
    const recording = (reference: string, value: string) =>
      tax.call('ledger.record_voucher', { body: { entityId: suzhou, reference, number: value, on } })
    bodyOf(await recording(number, '记-501'))
    const claimId = await tax.filed(requestId, await tax.invoiceOf())
    await tax.checked(claimId, 1)
    expect(await tax.postings(number)).toEqual([
      '660102 90.00',
      '224102  90.00',
      'itx 22210101 5.09',
      'itx 660102  5.09',
    ])
    const query = { entityId: suzhou, period }
    const { items } = bodyOf<{ items: { reference: string; occasion: string }[] }>(
      await tax.call('ledger.vouchers', { query }),
    )
    const own = items.find(({ reference }) => reference.startsWith(`${number}/itx`))
    expect(own?.occasion).toBe('进项税额')
    expect(bodyOf(await recording(own?.reference ?? '', '记-502'))).toMatchObject({ isNew: true })
    expect(codeOf(await recording(`${number}/itx_nowhere`, '记-503'))).toBe(
      'ledger.voucher_reference_unknown',
    )
  })

  it('is credited as finance of the entity says from then on, with the basis in law', async () => {
    const body = {
      entityId: suzhou,
      form: 'gift',
      credits: true,
      law: '视同销售：增值税法第5条',
      reason: '税务师意见',
    }
    expect(bodyOf(await tax.call('ledger.set_input_tax', { body }))).toMatchObject({
      form: 'gift',
      credits: true,
    })
    const { rules } = bodyOf<{ rules: { form: string; credits: boolean; isOwn: boolean }[] }>(
      await tax.call('ledger.input_tax', { query: { entityId: suzhou } }),
    )
    expect(rules.find(({ form }) => form === 'gift')).toMatchObject({ credits: true, isOwn: true })
    expect(rules.find(({ form }) => form === 'meal')).toMatchObject({ credits: false, isOwn: false })
    const { requestId, number } = await tax.givenPublicity({ form: 'gift' })
    await tax.checked(
      await tax.filed(requestId, await tax.invoiceOf({ items: '*工艺品*礼盒', tax: 1_035n })),
      1,
    )
    expect((await tax.postings(number))[0]).toBe('22210101 10.35')
    const shanghai = company.founded.entities['shanghai'] ?? ''
    expect(codeOf(await tax.call('ledger.set_input_tax', { body: { ...body, entityId: shanghai } }))).toBe(
      'access.other_entity',
    )
    expect(await tax.call('ledger.set_input_tax', { body, as: 'sales' })).toMatchObject({ status: 403 })
  })

  it.each(['meal', 'travel', 'entertainment'])(
    'of %s is credited by no rule: the law bars it',
    async (form) => {
      const body = { entityId: suzhou, form, credits: true, law: '税务师意见', reason: '按税务师意见抵扣' }
      expect(await tax.call('ledger.set_input_tax', { body })).toMatchObject({
        refusal: { code: 'ledger.input_tax_barred', params: { law: '增值税法 第22条第4、5项' } },
      })
      bodyOf(await tax.call('ledger.set_input_tax', { body: { ...body, credits: false } }))
    },
  )

  it('is barred by the decision on the benefit, whatever the kind', async () => {
    const requestId = await calls.givenLunch()
    const [row] = await tax.rowsOf<{ id: string }>(
      'select benefit_id as id from requests.request where id = $1',
      [requestId],
    )
    const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadBenefits(tx, [row?.id ?? '']),
    )
    await company.store(
      [...found.values()].map((each) => updateRow(benefitTable, each, { form: 'logo_item' })),
    )
    await tax.checked(await tax.filed(requestId, await tax.invoiceOf()), 1)
    const [kept] = await tax.rowsOf('select why from ledger.input_tax where benefit_id = $1', [row?.id])
    expect(kept).toEqual({ why: 'decision' })
  })

  it('is taken back with the benefit, in a voucher of its own where the first one is numbered', async () => {
    const { requestId, benefitId, number } = await tax.givenPublicity()
    await tax.checked(await tax.filed(requestId, await tax.invoiceOf()), 1)
    const numbering = { entityId: suzhou, reference: number, number: '记-601', on: '2026-11-25' }
    bodyOf(await tax.call('ledger.record_voucher', { body: numbering }))
    const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadBenefits(tx, [benefitId]),
    )
    await company.store(
      [...found.values()].map((each) => updateRow(benefitTable, each, { state: 'reversed' })),
    )
    const lines = await tax.postings(number)
    expect(lines.filter((line) => line.startsWith('itx'))).toEqual(['itx 660102 5.09', 'itx 22210101  5.09'])
    // And so is the expense, in a supplement to the voucher that has its number.
    expect(lines.filter((line) => line.startsWith('202'))).toEqual(['202 224102 90.00', '202 660102  90.00'])
    const sums = await tax.rowsOf(
      'select sum(minor)::text as minor from ledger.input_tax where benefit_id = $1',
      [benefitId],
    )
    expect(sums).toEqual([{ minor: '0' }])
  })

  // The clock of the company stands still, so what comes after this file counts as having left.
  it('has a voucher of its own where that of the benefit has left, also when it is taken back', async () => {
    const { requestId, number } = await tax.givenPublicity()
    const leaving = () =>
      tax.call('ledger.export_vouchers', {
        body: {
          entityId: suzhou,
          period,
          layout: 'general',
          kind: 'csv',
          selection: 'all',
          reason: '导入财务系统',
        },
      })
    bodyOf(await leaving())
    const claimId = await tax.filed(requestId, await tax.invoiceOf())
    await tax.checked(claimId, 1)
    const gross = ['660102 90.00', '224102  90.00']
    const credited = ['itx 22210101 5.09', 'itx 660102  5.09']
    expect(await tax.postings(number)).toEqual([...gross, ...credited])
    // This one has left too: what takes it back stands beside it.
    bodyOf(await leaving())
    await tax.checked(claimId, 2, 'refuse')
    const back = ['itx 660102 5.09', 'itx 22210101  5.09']
    expect((await tax.postings(number)).toSorted()).toEqual([...gross, ...credited, ...back].toSorted())
  })

  it('is with the vendor of its claim, also when that counts no more', async () => {
    const { requestId, number } = await tax.givenPublicity({}, () => vendorLunch(company, calls))
    const vendorId = await supplier(company, calls)
    for (const code of ['660102', '22210101']) {
      const body = { entityId: suzhou, code, dimensions: ['vendor'], reason: '财务系统要求' }
      bodyOf(await tax.call('ledger.set_account_dimensions', { body }))
    }
    const vendors = async () => {
      const vouchers = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
        vouchersOf(voucherDeps(company.world), tx, { entityId: suzhou, period, selection: 'all' }),
      )
      return vouchers
        .filter(({ reference }) => reference.startsWith(`${number}/itx`))
        .flatMap(({ postings: of }) =>
          of.flatMap(({ dimensions }) => dimensions.map((each) => each.subjectId)),
        )
    }
    const claimId = await tax.filed(requestId, await tax.invoiceOf(), '9000', { vendorId })
    await tax.checked(claimId, 1)
    expect(await vendors()).toEqual([vendorId, vendorId])
    await tax.checked(claimId, 2, 'refuse')
    expect(await vendors()).toEqual([vendorId, vendorId, vendorId, vendorId])
  })
})
