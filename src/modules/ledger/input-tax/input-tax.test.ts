import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { paymentCalls, type PaymentCalls } from '../../../../test/setup/payment-calls.ts'
import { bodyOf, codeOf, voucherCalls, type VoucherCall } from '../../../../test/setup/voucher-calls.ts'
import { voucherDeps } from '../../../app/voucher-deps.ts'
import { supplier, vendorLunch } from '../../../../test/setup/vendor-lunch.ts'
import { insertRow, updateRow } from '../../../platform/act/rows.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { benefitTable, loadBenefits } from '../../benefits/index.ts'
import { invoiceTable } from '../../invoices/tables.ts'
import { vouchersOf } from '../vouchers/export.ts'
import { voucherFile } from '../vouchers/file.ts'

let company: Company
let calls: PaymentCalls
let call: VoucherCall
let suzhou: string
let invoices = 0

beforeAll(async () => {
  company = await testCompany()
  calls = await paymentCalls(company)
  call = voucherCalls(company)
  suzhou = company.founded.entities['suzhou'] ?? ''
}, 60_000)
afterAll(async () => {
  calls.close()
  await company.close()
})

const rowsOf = <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
  readOnly(company.world.pool, [company.actor('finance')], (tx) => tx.sql<Row>(text, values))

/** Something for publicity that was given, and its benefit. */
async function givenSponsorship(
  change: Parameters<typeof updateRow<typeof benefitTable.columns>>[2] = {},
  giving = () => calls.givenLunch(),
) {
  const requestId = await giving()
  const [row] = await rowsOf<{ id: string; number: string }>(
    `select b.id, b.number
from benefits.benefit b
join requests.request r on r.benefit_id = b.id
where r.id = $1`,
    [requestId],
  )
  if (!row) throw new Error('what was given is in the register')
  const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    loadBenefits(tx, [row.id]),
  )
  await company.store(
    [...found.values()].map((benefit) =>
      updateRow(benefitTable, benefit, { form: 'sponsorship', decision_id: null, ...change }),
    ),
  )
  return { requestId, benefitId: row.id, number: row.number }
}

async function invoiceOf(
  change: { items?: string | readonly string[]; kind?: string | null; tax?: bigint } = {},
): Promise<string> {
  const { items = '*广告服务*广告费', kind = 'special', tax = 509n } = change
  const id = `inv_special000000${(invoices += 1)}`
  await company.store([
    insertRow(invoiceTable, {
      id,
      entity_id: suzhou,
      key: `2431200000000000010${invoices}`,
      code: null,
      number: `2431200000000000010${invoices}`,
      kind,
      seller_name: '苏州新视野广告有限公司',
      seller_tax: null,
      buyer_name: '苏州明台装备',
      buyer_tax: null,
      currency: 'CNY',
      net_minor: 9_000n - tax,
      tax_minor: tax,
      total_minor: 9_000n,
      issued_on: '2026-11-25',
      items: JSON.stringify([items].flat()),
      discount: null,
      refers_to: null,
      sources: JSON.stringify({}),
      file_digest: 'a'.repeat(64),
      check_state: 'unchecked',
      used_minor: 0n,
      reversed_minor: 0n,
      recorded_by: company.founded.people['sales'] ?? '',
      recorded_at: '2026-11-25T01:00:00.000Z',
    }),
  ])
  return id
}

async function filed(requestId: string, invoiceId: string, minor = '9000', more = {}): Promise<string> {
  const body = {
    ...more,
    lines: [{ requestId, minor, invoiceId }],
    fileIds: [await calls.upload('sales', 'receipt', `票${requestId}${minor}.txt`)],
  }
  return String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
}

async function checked(claimId: string, version: number, verdict = 'accept'): Promise<void> {
  const body = { version, verdict, reason: '原件已核对' }
  await calls.good(calls.checker, 'payments.check_claim', { params: { claimId }, body })
}

const period = '2026-11'
type Item = {
  readonly id: string
  readonly number: string
  readonly credited: { readonly minor: string }
  readonly says: string
}
const listed = async () =>
  bodyOf<{ items: readonly Item[]; credited: { minor: string }; notCredited: { minor: string } }>(
    await call('ledger.input_tax', { query: { entityId: suzhou, period } }),
  )

/** The lines of the vouchers of a benefit, as `code debit credit`, with the reference before each voucher. */
async function postings(number: string): Promise<string[]> {
  const asked = { entityId: suzhou, period, selection: 'all' } as const
  const vouchers = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
    vouchersOf(voucherDeps(company.world), tx, asked),
  )
  const entity = { code: 'SZ', name: '苏州' }
  const bytes = await voucherFile({ layout: 'general', kind: 'csv', entity, vouchers })
  return bytes
    .toString('utf8')
    .split('\r\n')
    .map((line) => line.split(','))
    .filter((cells) => cells[5]?.startsWith(number))
    .map((cells) =>
      [cells[5]?.split('/')[1]?.slice(0, 3) ?? '', cells[9], cells[12], cells[13]].join(' ').trim(),
    )
}

describe('input tax in the vouchers', () => {
  it('stands apart from the expense once the claim is accepted; the memorandum ledger stays', async () => {
    const { requestId, benefitId, number } = await givenSponsorship()
    expect(await postings(number)).toEqual(['660102 90.00', '224102  90.00'])
    const claimId = await filed(requestId, await invoiceOf())
    expect(await postings(number)).toHaveLength(2)
    await checked(claimId, 1)
    expect(await postings(number)).toEqual(['22210101 5.09', '660102 84.91', '224102  90.00'])
    const [expense] = await rowsOf(
      `select sum(l.minor)::text as minor
from ledger.line l
join ledger.entry e on e.id = l.entry_id
where e.object_id = $1 and l.account = 'expense'`,
      [benefitId],
    )
    expect(expense).toEqual({ minor: '9000' })
    // A claim that turned bad after all takes it back with it.
    await checked(claimId, 2, 'refuse')
    expect(await postings(number)).toEqual(['660102 90.00', '224102  90.00'])
    expect(
      (await listed()).items.filter((item) => item.number === number).map((item) => item.credited.minor),
    ).toEqual(['509', '-509'])
  })

  it('of a meal stays in its expense, and is told with the reason and the law', async () => {
    const { requestId, number } = await givenSponsorship({ form: 'meal' })
    await checked(await filed(requestId, await invoiceOf({ items: '*餐饮服务*餐费' })), 1)
    expect(await postings(number)).toEqual(['660101 90.00', '224102  90.00'])
    const { items, notCredited } = await listed()
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
    const { requestId, benefitId, number } = await givenSponsorship()
    await checked(await filed(requestId, await invoiceOf({ items })), 1)
    expect(await postings(number)).toEqual(['660102 90.00', '224102  90.00'])
    expect(await rowsOf('select why from ledger.input_tax where benefit_id = $1', [benefitId])).toEqual([
      { why },
    ])
  })

  it('of a part of an invoice is rounded down: parts never credit more than the whole', async () => {
    const { requestId, number } = await givenSponsorship()
    const invoiceId = await invoiceOf({ tax: 1_001n })
    await checked(await filed(requestId, invoiceId, '4500'), 1)
    await checked(await filed(requestId, invoiceId, '4500'), 1)
    expect((await postings(number))[0]).toBe('22210101 10.00')
    // Equal parts are told apart by their rows.
    const parts = (await listed()).items.filter((item) => item.number === number)
    expect(new Set(parts.map(({ id }) => id)).size).toBe(2)
  })

  it('has a voucher of its own where that of the benefit has its number already', async () => {
    const { requestId, number } = await givenSponsorship()
    const on = '2026-11-25'
    const recording = (reference: string, value: string) =>
      call('ledger.record_voucher', { body: { entityId: suzhou, reference, number: value, on } })
    bodyOf(await recording(number, '记-501'))
    const claimId = await filed(requestId, await invoiceOf())
    await checked(claimId, 1)
    expect(await postings(number)).toEqual([
      '660102 90.00',
      '224102  90.00',
      'itx 22210101 5.09',
      'itx 660102  5.09',
    ])
    const query = { entityId: suzhou, period }
    const { items } = bodyOf<{ items: { reference: string; occasion: string }[] }>(
      await call('ledger.vouchers', { query }),
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
    expect(bodyOf(await call('ledger.set_input_tax', { body }))).toMatchObject({
      form: 'gift',
      credits: true,
    })
    const { rules } = bodyOf<{ rules: { form: string; credits: boolean; isOwn: boolean }[] }>(
      await call('ledger.input_tax', { query: { entityId: suzhou } }),
    )
    expect(rules.find(({ form }) => form === 'gift')).toMatchObject({ credits: true, isOwn: true })
    expect(rules.find(({ form }) => form === 'meal')).toMatchObject({ credits: false, isOwn: false })
    const { requestId, number } = await givenSponsorship({ form: 'gift' })
    await checked(await filed(requestId, await invoiceOf({ items: '*工艺品*礼盒', tax: 1_035n })), 1)
    expect((await postings(number))[0]).toBe('22210101 10.35')
    const shanghai = company.founded.entities['shanghai'] ?? ''
    expect(codeOf(await call('ledger.set_input_tax', { body: { ...body, entityId: shanghai } }))).toBe(
      'access.other_entity',
    )
    expect(await call('ledger.set_input_tax', { body, as: 'sales' })).toMatchObject({ status: 403 })
  })

  it.each(['meal', 'travel', 'entertainment'])(
    'of %s is credited by no rule: the law bars it',
    async (form) => {
      const body = { entityId: suzhou, form, credits: true, law: '税务师意见', reason: '按税务师意见抵扣' }
      expect(await call('ledger.set_input_tax', { body })).toMatchObject({
        refusal: { code: 'ledger.input_tax_barred', params: { law: '增值税法 第22条第4、5项' } },
      })
      bodyOf(await call('ledger.set_input_tax', { body: { ...body, credits: false } }))
    },
  )

  it('is barred by the decision on the benefit, whatever the kind', async () => {
    const requestId = await calls.givenLunch()
    const [row] = await rowsOf<{ id: string }>(
      'select benefit_id as id from requests.request where id = $1',
      [requestId],
    )
    const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadBenefits(tx, [row?.id ?? '']),
    )
    await company.store(
      [...found.values()].map((each) => updateRow(benefitTable, each, { form: 'sponsorship' })),
    )
    await checked(await filed(requestId, await invoiceOf()), 1)
    const [kept] = await rowsOf('select why from ledger.input_tax where benefit_id = $1', [row?.id])
    expect(kept).toEqual({ why: 'decision' })
  })

  it('is taken back with the benefit, in a voucher of its own where the first one is numbered', async () => {
    const { requestId, benefitId, number } = await givenSponsorship()
    await checked(await filed(requestId, await invoiceOf()), 1)
    const numbering = { entityId: suzhou, reference: number, number: '记-601', on: '2026-11-25' }
    bodyOf(await call('ledger.record_voucher', { body: numbering }))
    const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      loadBenefits(tx, [benefitId]),
    )
    await company.store(
      [...found.values()].map((each) => updateRow(benefitTable, each, { state: 'reversed' })),
    )
    const lines = await postings(number)
    expect(lines.filter((line) => line.startsWith('itx'))).toEqual(['itx 660102 5.09', 'itx 22210101  5.09'])
    const sums = await rowsOf(
      'select sum(minor)::text as minor from ledger.input_tax where benefit_id = $1',
      [benefitId],
    )
    expect(sums).toEqual([{ minor: '0' }])
  })

  // The clock of the company stands still, so what comes after this file counts as having left.
  it('has a voucher of its own where that of the benefit has left, also when it is taken back', async () => {
    const { requestId, number } = await givenSponsorship()
    const leaving = () =>
      call('ledger.export_vouchers', {
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
    const claimId = await filed(requestId, await invoiceOf())
    await checked(claimId, 1)
    const gross = ['660102 90.00', '224102  90.00']
    const credited = ['itx 22210101 5.09', 'itx 660102  5.09']
    expect(await postings(number)).toEqual([...gross, ...credited])
    // This one has left too: what takes it back stands beside it.
    bodyOf(await leaving())
    await checked(claimId, 2, 'refuse')
    const back = ['itx 660102 5.09', 'itx 22210101  5.09']
    expect((await postings(number)).toSorted()).toEqual([...gross, ...credited, ...back].toSorted())
  })

  it('is with the vendor of its claim, also when that counts no more', async () => {
    const { requestId, number } = await givenSponsorship({}, () => vendorLunch(company, calls))
    const vendorId = await supplier(company, calls)
    for (const code of ['660102', '22210101']) {
      const body = { entityId: suzhou, code, dimensions: ['vendor'], reason: '财务系统要求' }
      bodyOf(await call('ledger.set_account_dimensions', { body }))
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
    const claimId = await filed(requestId, await invoiceOf(), '9000', { vendorId })
    await checked(claimId, 1)
    expect(await vendors()).toEqual([vendorId, vendorId])
    await checked(claimId, 2, 'refuse')
    expect(await vendors()).toEqual([vendorId, vendorId, vendorId, vendorId])
  })
})
