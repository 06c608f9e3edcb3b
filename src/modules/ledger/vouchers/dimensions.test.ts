import { describe, expect, it } from 'vitest'
import { chartOf } from './chart.ts'
import {
  isDimensionCode,
  lacksCode,
  missingCodes,
  readDimensions,
  type BehindBenefit,
  type DimensionBook,
  type DimensionKind,
} from './dimensions.ts'
import { voucherFile } from './file.ts'
import type { LayoutId } from './layouts.ts'
import { makeVouchers, type BookedBenefit, type BookedLine } from './make.ts'

const carried: Readonly<Record<string, readonly DimensionKind[]>> = {
  '660101': ['department', 'customer'],
  '220201': ['vendor'],
}
const codes: Readonly<Record<string, string>> = {
  'department unit_sales': '01',
  'customer party_dealer': 'C001',
  'vendor party_hotel': 'V01',
  'vendor party_shop': 'V02',
}
const names: Readonly<Record<string, string>> = {
  'department unit_sales': '销售/一部',
  'customer party_dealer': '恒泰--商贸',
}
const book: DimensionBook = {
  carriedBy: (code) => carried[code] ?? [],
  codeOf: (kind, id) => codes[`${kind} ${id}`],
  nameOf: (kind, id) => names[`${kind} ${id}`] ?? id,
}
const behind: BehindBenefit = {
  department: 'unit_sales',
  employee: 'per_li',
  customer: 'party_dealer',
  vendors: [
    { vendorId: 'party_hotel', minor: 60_001n },
    { vendorId: 'party_shop', minor: 30_000n },
  ],
  payees: new Map([['pay_1', 'party_shop']]),
}
const dinner: BookedBenefit = { number: 'BR-2026-0001', form: 'meal', way: 'vendor', attachments: 1, behind }

function lines(
  minor: bigint,
  document = { type: 'request', id: 'req_1' },
  accounts = ['expense', 'payable'],
) {
  return accounts.map((account, i) => ({
    benefitId: 'ben_1',
    documentType: document.type,
    documentId: document.id,
    bookedOn: '2026-11-03',
    currency: 'CNY',
    account,
    minor: i === 0 ? minor : -minor,
  })) as BookedLine[]
}

function made(of: readonly BookedLine[], given: Partial<BehindBenefit> = {}) {
  const benefits = new Map([['ben_1', { ...dinner, behind: { ...behind, ...given } }]])
  return makeVouchers(of, benefits, { chart: chartOf([]), dimensions: book })
}
const shown = (...given: Parameters<typeof made>) =>
  made(...given).map(({ postings }) =>
    postings.map(({ code, debit, credit, dimensions }) => [
      code,
      debit - credit,
      dimensions.map((each) => each.code ?? '?').join(' '),
    ]),
  )

describe('what the accounts of a voucher carry', () => {
  it('are as many lines as vendors are paid, to the cent, what nobody claimed with the first', () => {
    expect(shown(lines(100_000n))).toEqual([
      [
        ['660101', 100_000n, '01 C001'],
        ['220201', -70_000n, 'V01'],
        ['220201', -30_000n, 'V02'],
      ],
    ])
    expect(shown(lines(70_000n))).toEqual([
      [
        ['660101', 70_000n, '01 C001'],
        ['220201', -60_001n, 'V01'],
        ['220201', -9_999n, 'V02'],
      ],
    ])
  })

  it('turn round with what is taken back, and go with the payee of a payment', () => {
    expect(shown(lines(-100_000n))[0]).toContainEqual(['220201', 30_000n, 'V02'])
    const order = { type: 'payment_order', id: 'pay_1' }
    expect(shown(lines(30_000n, order, ['payable', 'paid']))).toEqual([
      [
        ['220201', 30_000n, 'V02'],
        ['1002', -30_000n, ''],
      ],
    ])
    // What is released was owed to the first of them.
    expect(shown(lines(-9_999n, { type: 'release', id: 'rel_1' }))[0]).toContainEqual([
      '220201',
      9_999n,
      'V01',
    ])
  })

  it('have input tax with the payee of its claim, and off the expense with the same one', () => {
    const carried = { ...book, carriedBy: () => ['vendor'] as const }
    const taxed = (document: { type: string; id: string }, lineId: string, minor: bigint) =>
      lines(minor, document, ['input_tax', 'expense']).map((line) => ({ ...line, lineId }))
    const payees = new Map([
      ['cll_shop', 'party_shop'],
      ['cll_gone', 'party_gone'],
    ])
    const told = (of: readonly BookedLine[]) =>
      makeVouchers(of, new Map([['ben_1', { ...dinner, behind: { ...behind, payees } }]]), {
        chart: chartOf([]),
        dimensions: carried,
      }).map(({ postings }) =>
        postings.map((each) => [each.code, each.debit - each.credit, each.dimensions[0]?.subjectId]),
      )
    const benefit = { type: 'benefit', id: 'ben_1' }
    expect(told([...lines(90_001n), ...taxed(benefit, 'cll_shop', 1_700n)])).toEqual([
      [
        ['22210101', 1_700n, 'party_shop'],
        ['660101', 60_001n, 'party_hotel'],
        ['660101', 28_300n, 'party_shop'],
        ['220201', -60_001n, 'party_hotel'],
        ['220201', -30_000n, 'party_shop'],
      ],
    ])
    // In a voucher of its own; that of a claim that counts no more is with the vendor who had it.
    const own = { type: 'input_tax', id: 'itx_1' }
    expect(told(taxed(own, 'cll_shop', 1_700n))).toEqual([
      [
        ['22210101', 1_700n, 'party_shop'],
        ['660101', -1_700n, 'party_shop'],
      ],
    ])
    expect(told(taxed(own, 'cll_gone', -500n))).toEqual([
      [
        ['660101', 500n, 'party_gone'],
        ['22210101', -500n, 'party_gone'],
      ],
    ])
  })

  it('lack what is not there, each thing once, by kind and with the documents that need it', () => {
    const vouchers = [
      ...made(lines(5n), { vendors: [], customer: 'party_new' }),
      ...made(lines(7n, { type: 'tax_charge', id: 'tax_1' }), { vendors: [], customer: 'party_new' }),
    ]
    expect(vouchers.every(lacksCode)).toBe(true)
    expect(missingCodes(vouchers)).toEqual([
      {
        kind: 'customer',
        subjectId: 'party_new',
        name: 'party_new',
        references: ['BR-2026-0001', 'BR-2026-0001/tax_1'],
      },
      { kind: 'vendor', subjectId: '-', name: '-', references: ['BR-2026-0001', 'BR-2026-0001/tax_1'] },
    ])
    expect(missingCodes(made(lines(5n)))).toEqual([])
  })
})

describe('a file of vouchers whose accounts carry something', () => {
  const file = async (layout: LayoutId, of = made(lines(100_000n))) => {
    const entity = { code: 'SZ', name: '苏州' }
    const bytes = await voucherFile({ layout, kind: 'csv', entity, vouchers: of })
    return bytes.toString('utf8').split('\r\n')
  }

  it('has the columns of 用友 behind the others, empty where an account carries none of a kind', async () => {
    const [heading, expense, payable] = await file('yonyou')
    expect(heading?.endsWith(',备注,部门编码,职员编码,客户编码,供应商编码,项目编码')).toBe(true)
    expect(expense?.endsWith(',BR-2026-0001,01,,C001,,')).toBe(true)
    expect(payable?.endsWith(',BR-2026-0001,,,,V01,')).toBe(true)
  })

  it('has one text for 金蝶, which a name cannot break', async () => {
    const [heading, expense, payable] = await file('kingdee')
    expect(heading?.endsWith(',参考信息,核算项目')).toBe(true)
    expect(expense?.endsWith(',部门---01---销售／一部/客户---C001---恒泰—商贸')).toBe(true)
    expect(payable?.endsWith(',供应商---V01---party_hotel')).toBe(true)
  })

  it('has codes and names in our own layout', async () => {
    const [heading, expense] = await file('general')
    expect(heading?.split(',').slice(-10)).toEqual(
      ['部门', '职员', '客户', '供应商', '项目'].flatMap((word) => [`${word}编码`, `${word}名称`]),
    )
    expect(expense?.split(',').slice(-10).join()).toBe('01,销售/一部,,,C001,恒泰--商贸,,,,')
  })
})

it.each([
  ['01.01', true],
  ['C-001', true],
  ['客户A', true],
  ['C--1', false],
  ['C/1', false],
  ['=1+1', false],
  ['1.2E+10', false],
  ['1E10', false],
  ['123456789012345', true],
  ['123456789012345000', false],
  ['A B', false],
  ['x'.repeat(31), false],
])('a code of the finance system: %s', (code, isOne) => expect(isDimensionCode(code)).toBe(isOne))

it('kinds stand in the order of the columns, whatever else a row says', () => {
  expect(readDimensions('vendor department nonsense')).toEqual(['department', 'vendor'])
  expect(readDimensions('')).toEqual([])
})
