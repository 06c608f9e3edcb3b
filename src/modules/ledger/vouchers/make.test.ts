import { describe, expect, it } from 'vitest'
import { strFromU8, unzipSync } from 'fflate'
import { chartOf, type StatutoryAccount } from './chart.ts'
import { voucherFile, type FileKind } from './file.ts'
import { layoutIds, type LayoutId } from './layouts.ts'
import { makeVouchers, readReference, type BookedBenefit, type BookedLine } from './make.ts'

const gift: BookedBenefit = { number: 'BR-2026-0001', form: 'gift', way: 'reimbursement', attachments: 2 }
const benefits = new Map<string, BookedBenefit>([
  ['ben_gift', gift],
  ['ben_stock', { ...gift, number: 'BR-2026-0002', way: 'stock', attachments: 0 }],
  ['ben_rebate', { ...gift, number: 'BR-2026-0003', form: 'rebate', way: 'on_invoice' }],
])

type Given = Partial<Omit<BookedLine, 'account' | 'minor'>>

function pair(
  debit: StatutoryAccount,
  credit: StatutoryAccount,
  minor: bigint,
  given: Given = {},
): BookedLine[] {
  const line = {
    benefitId: 'ben_gift',
    documentType: 'request',
    documentId: 'req_1',
    bookedOn: '2026-11-03',
    currency: 'CNY',
    ...given,
  }
  return [
    { ...line, account: debit, minor },
    { ...line, account: credit, minor: -minor },
  ]
}

const made = (lines: readonly BookedLine[], own: Parameters<typeof chartOf>[0] = []) =>
  makeVouchers(lines, benefits, { chart: chartOf(own) })
const numbered = (lines: readonly BookedLine[], documentNumbers: ReadonlyMap<string, string>) =>
  makeVouchers(lines, benefits, { chart: chartOf([]), documentNumbers }).map(({ reference }) => reference)
const shown = (lines: readonly BookedLine[]) =>
  made(lines).map(({ reference, on, occasion, postings }) => ({
    reference,
    on,
    occasion,
    postings: postings.map(({ name, debit, credit }) => [name, debit, credit]),
  }))

describe('the vouchers of a month', () => {
  it('are one a document, to the cent, debit before credit', () => {
    const paid = { documentType: 'payment_order', documentId: 'pay_1', bookedOn: '2026-11-20' }
    expect(
      shown([...pair('payable', 'paid', 128_050n, paid), ...pair('expense', 'payable', 128_050n)]),
    ).toEqual([
      {
        reference: 'BR-2026-0001',
        on: '2026-11-03',
        occasion: 'expense',
        postings: [
          ['销售费用-业务招待费', 128_050n, 0n],
          ['其他应付款-员工报销', 0n, 128_050n],
        ],
      },
      {
        reference: 'BR-2026-0001/pay_1',
        on: '2026-11-20',
        occasion: 'payment',
        postings: [
          ['其他应付款-员工报销', 128_050n, 0n],
          ['银行存款', 0n, 128_050n],
        ],
      },
    ])
  })

  it('name a payment by the number that people see, and other documents by their own', () => {
    const lines = [
      ...pair('expense', 'payable', 128_050n),
      ...pair('payable', 'paid', 128_050n, { documentType: 'payment_order', documentId: 'pay_1' }),
      ...pair('paid', 'payable', 50n, { documentType: 'refund', documentId: 'ref_1' }),
    ]
    expect(numbered(lines, new Map([['pay_1', 'PAY-2026-0042']]))).toEqual([
      'BR-2026-0001',
      'BR-2026-0001/PAY-2026-0042',
      'BR-2026-0001/ref_1',
    ])
  })

  it('say of a payment what was paid out and what was withheld of it', () => {
    const order = { documentType: 'payment_order', documentId: 'pay_2', bookedOn: '2026-11-20' }
    expect(
      shown([...pair('payable', 'paid', 96_000n, order), ...pair('payable', 'tax_withheld', 4_000n, order)]),
    ).toEqual([
      {
        reference: 'BR-2026-0001/pay_2',
        on: '2026-11-20',
        occasion: 'payment',
        postings: [
          ['其他应付款-员工报销', 100_000n, 0n],
          ['银行存款', 0n, 96_000n],
          ['应交税费-代扣代缴个人所得税', 0n, 4_000n],
        ],
      },
    ])
  })

  it('say of goods and invoices what they are settled by', () => {
    const stock = pair('expense', 'settled', 9_900n, { benefitId: 'ben_stock', documentId: 'req_2' })
    const invoice = pair('expense', 'settled', 500n, { benefitId: 'ben_rebate', documentId: 'req_3' })
    const names = made([...stock, ...invoice]).map(({ postings }) => postings.map(({ name }) => name))
    expect(names).toEqual([
      ['销售费用-业务招待费', '库存商品'],
      ['主营业务收入-折扣折让', '应收账款'],
    ])
  })

  it('add up what one document booked in the month, whether its request or the register brought it', () => {
    const later = pair('expense', 'payable', -28_050n, {
      documentType: 'benefit',
      documentId: 'ben_gift',
      bookedOn: '2026-11-09',
    })
    expect(shown([...pair('expense', 'payable', 128_050n), ...later])).toMatchObject([
      {
        on: '2026-11-09',
        postings: [
          [expect.anything(), 100_000n, 0n],
          [expect.anything(), 0n, 100_000n],
        ],
      },
    ])
    expect(made([...pair('expense', 'payable', 5n), ...pair('expense', 'payable', -5n)])).toEqual([])
  })

  it('say of an accrual that it is one, and in the next month that it is taken back', () => {
    const accrual = { documentType: 'accrual', documentId: 'acr_1', bookedOn: '2026-10-31' }
    const back = { documentType: 'accrual_reversal', documentId: 'acr_2', bookedOn: '2026-11-01' }
    const lines = [
      ...pair('expense', 'accrual', 5_000n, accrual),
      ...pair('accrual', 'expense', 5_000n, back),
    ]
    expect(shown(lines).map(({ reference, occasion, postings }) => [reference, occasion, postings])).toEqual([
      [
        'BR-2026-0001/acr_1',
        'accrual',
        [
          ['销售费用-业务招待费', 5_000n, 0n],
          ['其他应付款-预提客户权益', 0n, 5_000n],
        ],
      ],
      [
        'BR-2026-0001/acr_2',
        'accrual_reversal',
        [
          ['其他应付款-预提客户权益', 5_000n, 0n],
          ['销售费用-业务招待费', 0n, 5_000n],
        ],
      ],
    ])
  })

  it('say of a tax that it is one, and of a payment with tax withheld that it is a payment', () => {
    const tax = { documentType: 'tax_charge', documentId: 'tax_1' }
    const order = { documentType: 'payment_order', documentId: 'pay_1' }
    const lines = [
      ...pair('expense', 'output_tax', 1_300n, tax),
      ...pair('payable', 'paid', 8_000n, order),
      ...pair('payable', 'tax_withheld', 2_000n, order),
    ]
    expect(shown(lines).map(({ reference, occasion, postings }) => [reference, occasion, postings])).toEqual([
      [
        'BR-2026-0001/pay_1',
        'payment',
        [
          ['其他应付款-员工报销', 10_000n, 0n],
          ['银行存款', 0n, 8_000n],
          ['应交税费-代扣代缴个人所得税', 0n, 2_000n],
        ],
      ],
      [
        'BR-2026-0001/tax_1',
        'tax',
        [
          ['销售费用-业务招待费', 1_300n, 0n],
          ['应交税费-应交增值税-销项税额', 0n, 1_300n],
        ],
      ],
    ])
  })

  it('turn round what was taken back after its month', () => {
    expect(shown(pair('expense', 'payable', -500n))).toMatchObject([
      {
        occasion: 'reversal',
        postings: [
          ['其他应付款-员工报销', 500n, 0n],
          ['销售费用-业务招待费', 0n, 500n],
        ],
      },
    ])
  })

  it('keep two currencies and two benefits of one document apart', () => {
    const euro = pair('expense', 'payable', 7n, { currency: 'EUR' })
    const other = pair('expense', 'payable', 9n, { benefitId: 'ben_stock' })
    expect(made([...pair('expense', 'payable', 5n), ...euro, ...other])).toHaveLength(3)
  })

  it('go to the accounts that finance has set, the closest first', () => {
    const own = [
      { account: 'expense', about: '*', code: '6602', name: '管理费用' },
      { account: 'expense', about: 'gift', code: '66020101', name: '管理费用-礼品' },
      { account: 'payable', about: '*', code: '2241', name: '其他应付款' },
    ] as const
    const [voucher] = made(pair('expense', 'payable', 5n), own)
    expect(voucher?.postings.map(({ code }) => code)).toEqual(['66020101', '224102'])
  })

  it('are refused as a fault where they do not balance', () => {
    expect(() => made(pair('expense', 'payable', 5n).slice(0, 1))).toThrow('balance')
  })
})

describe('a reference', () => {
  it.each([
    ['BR-2026-0001', { number: 'BR-2026-0001', part: 0 }],
    [' BR-2026-0001/pay_1 ', { number: 'BR-2026-0001', document: 'pay_1', part: 0 }],
    ['BR-2026-0001/PAY-2026-0007', { number: 'BR-2026-0001', document: 'PAY-2026-0007', part: 0 }],
    ['BR-2026-0001/', { number: 'BR-2026-0001', part: 0 }],
    ['BR-2026-0001/2026-11', { number: 'BR-2026-0001', period: '2026-11', part: 0 }],
    ['BR-2026-0001/2026-11-2', { number: 'BR-2026-0001', period: '2026-11', part: 1 }],
    [
      'BR-2026-0001/pay_1/2026-11-3',
      { number: 'BR-2026-0001', document: 'pay_1', period: '2026-11', part: 2 },
    ],
  ])('%s', (text, found) => expect(readReference(text)).toEqual(found))
})

describe('a file of vouchers', () => {
  const entity = { code: '=SZ', name: '苏州明台装备' }
  const vouchers = made(pair('expense', 'payable', 128_050n), [
    { account: 'expense', about: 'gift', code: '0601', name: '=cmd|A1' },
  ])
  const file = (layout: LayoutId, kind: FileKind) => voucherFile({ layout, kind, entity, vouchers })

  it.each([
    [
      'general',
      '单位编码,单位名称,会计期间,凭证日期,序号,业务参考号,附件数,分录号,摘要,科目编码,科目名称,币种,借方金额,贷方金额,业务单据',
    ],
    ['yonyou', '制单日期,凭证类别,凭证号,附单据数,摘要,科目编码,科目名称,币种,借方金额,贷方金额,备注'],
    [
      'kingdee',
      '日期,会计年度,期间,凭证字,凭证号,附件数,分录序号,摘要,科目代码,科目名称,币别,原币金额,借方,贷方,参考信息',
    ],
  ] as const)('has the columns of its layout: %s', async (layout, heading) => {
    const [first] = (await file(layout, 'csv')).toString('utf8').split('\r\n')
    expect(first).toBe(`\ufeff${heading}`)
  })

  it('holds amounts to the cent and runs no formula', async () => {
    const lines = (await file('yonyou', 'csv')).toString('utf8').split('\r\n')
    expect(lines.slice(1, 3)).toEqual([
      "2026-11-03,记,1,2,客户权益 BR-2026-0001 礼品 确认费用,0601,'=cmd|A1,CNY,1280.50,,BR-2026-0001",
      '2026-11-03,记,1,2,客户权益 BR-2026-0001 礼品 确认费用,224102,其他应付款-员工报销,CNY,,1280.50,BR-2026-0001',
    ])
    expect((await file('general', 'csv')).toString('utf8')).toContain("'=SZ")
  })

  it('is GB18030 without a mark where that is asked for', async () => {
    const bytes = await file('kingdee', 'csv_gb18030')
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    expect(text.startsWith('日期,会计年度,期间')).toBe(true)
    expect(text).toContain('2026-11-03,2026,11,记,1,2,1,')
  })

  it('keeps codes as text and days as days in a workbook', async () => {
    const parts = unzipSync(await file('yonyou', 'xlsx'))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).toContain('<c t="inlineStr" s="0"><is><t xml:space="preserve">0601</t></is></c>')
    expect(sheet).toContain('<c s="2"><v>46329</v></c>')
    expect(sheet).toContain('<v>1280.50</v>')
    expect(sheet).not.toContain('<f>')
  })

  it('is the same bytes for the same vouchers', async () => {
    for (const layout of layoutIds) {
      expect(await file(layout, 'xlsx')).toEqual(await file(layout, 'xlsx'))
    }
  })
})
