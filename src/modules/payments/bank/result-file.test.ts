import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { encodeGb18030 } from '../../../platform/gb18030.ts'
import { lostZeros } from './bank-table.ts'
import { readResults } from './bank-file.ts'
import type { ResultFile } from './result-file.ts'

const heading = '客户业务编号,收款账号,收款户名,金额,处理状态,失败原因\r\n'

function resultCsv(...rows: readonly string[]): string {
  return `${heading}${rows.map((row) => `${row}\r\n`).join('')}`
}

const yuan = { number: '0000111122223333', currency: 'CNY' }
const euro = { number: '0000111122224444', currency: 'EUR' }

async function read(file: string | Uint8Array, ...accounts: (typeof yuan)[]): Promise<ResultFile | string> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const found = await readResults(bytes, {
    accounts: accounts.length > 0 ? accounts : [yuan],
    isChosen: false,
  })
  return isRefusal(found) ? found.code : found
}

async function outcomeOf(word: string): Promise<string> {
  const found = await read(resultCsv(`AB-1,0000444455556666,甲,1.00,${word},`))
  if (typeof found === 'string') return found
  return found.rows[0]?.outcome ?? found.refused[0]?.code ?? 'nothing'
}

describe('a result file of a bank', () => {
  it.each([
    ['UTF-8', (text: string) => new TextEncoder().encode(text)],
    ['GBK', (text: string) => new Uint8Array(encodeGb18030(text))],
  ])('%s: gives the result of each payment with its reason', async (_, bytes) => {
    const text = resultCsv(
      'AB-1,0000444455556666,甲,"128,000.00",交易成功,',
      'AB-2,0000444455556667,乙,23.45,失败,户名与账号不符',
      'AB-3,0000444455556668,丙,1.00,处理中,',
      '合计,,,128024.45,,',
    )
    expect(await read(bytes(text))).toMatchObject({
      rows: [
        {
          row: 2,
          outcome: 'paid',
          endToEndId: 'AB-1',
          account: '0000444455556666',
          amount: { currency: 'CNY', minor: 12_800_000n },
          party: '甲',
        },
        {
          row: 3,
          outcome: 'failed',
          endToEndId: 'AB-2',
          account: '0000444455556667',
          amount: { currency: 'CNY', minor: 2_345n },
          party: '乙',
          reason: '户名与账号不符',
        },
        {
          row: 4,
          outcome: 'processing',
          endToEndId: 'AB-3',
          account: '0000444455556668',
          amount: { currency: 'CNY', minor: 100n },
          party: '丙',
        },
      ],
      refused: [],
    })
  })

  it.each([
    ['成功', 'paid'],
    [' 交易 成功 ', 'paid'],
    ['SUCCESS', 'paid'],
    ['受理成功', 'processing'],
    ['已受理', 'processing'],
    ['可疑', 'processing'],
    ['不成功', 'failed'],
    ['失败', 'failed'],
    ['退汇', 'returned'],
    ['成功（部分）', 'bank.outcome_unknown'],
    ['未成功', 'bank.outcome_unknown'],
    ['OK', 'bank.outcome_unknown'],
    ['', 'bank.outcome_unknown'],
  ])('takes “%s” for %s and nothing that merely holds the word success', async (word, outcome) => {
    expect(await outcomeOf(word)).toBe(outcome)
  })

  it('is whole where what is printed below is what its rows make, or some cannot be read', async () => {
    const row = 'AB-1,0000444455556666,甲,"1,234.00",成功,'
    for (const below of [
      '合计,,,"1,234.00",,',
      '总笔数：1笔 总金额：1234.00元',
      '合计：1笔',
      '说明：共2页',
    ]) {
      expect(await read(resultCsv(row, below))).toMatchObject({ rows: [{ endToEndId: 'AB-1' }], refused: [] })
    }
    expect(await read(resultCsv(row, 'AB-2,,乙,66.00,没有这个词,', '合计,,,1300.00,,'))).toMatchObject({
      rows: [{ endToEndId: 'AB-1' }],
      refused: [{ code: 'bank.outcome_unknown' }],
    })
  })

  it('takes no row for a note below, whatever word its first cell has', async () => {
    const found = await read(
      '处理状态,收款账号,金额\r\n成功,0000444455556666,1.00\r\n失败,0000444455556667,2.00\r\n',
    )
    expect(found).toMatchObject({ rows: [{ outcome: 'paid' }, { outcome: 'failed' }], refused: [] })
  })

  it('refuses rows that a spreadsheet spoilt, and the others count', async () => {
    const found = await read(
      resultCsv(
        'AB-1,6.2E+18,甲,1.00,成功,',
        'AB-2,0000444455556667,乙,12345.332,成功,',
        'AB-3,0000444455556668,丙,1.00,成功,',
      ),
    )
    expect(found).toMatchObject({
      rows: [{ row: 4, endToEndId: 'AB-3' }],
      refused: [
        { code: 'bank.account_spoilt', params: { row: 2, text: '6.2E+18' } },
        { code: 'bank.row_amount', params: { row: 3, text: '12345.332' } },
      ],
    })
  })

  describe('without a column of currencies', () => {
    const rows = '客户业务编号,收款账号,金额,处理状态\r\nAB-1,0000444455556666,128000.00,成功\r\n'
    const amounts = (found: ResultFile | string) =>
      typeof found === 'string' ? found : found.rows.map(({ amount }) => amount?.currency).join()

    it.each([
      ['is of the one account that there is', rows, [euro], 'EUR'],
      ['is of the one currency that there is', rows, [yuan, { ...yuan, number: '0000111122225555' }], 'CNY'],
      ['is for a person to say of which account it is', rows, [yuan, euro], 'bank.account_needed'],
      [
        'is of the account above its heading',
        `付款账号：,0000 1111 2222 4444\r\n${rows}`,
        [yuan, euro],
        'EUR',
      ],
      [
        'is of the account in its rows',
        '付款账号,客户业务编号,收款账号,金额,处理状态\r\n0000111122224444,AB-1,0000444455556666,1.00,成功\r\n',
        [yuan, euro],
        'EUR',
      ],
    ])('a result %s', async (_, file, accounts, said) => {
      expect(amounts(await read(file, ...accounts))).toBe(said)
    })

    it('a result of an account that is none of ours is refused', async () => {
      const found = await read(`付款账号：,0000111122229999\r\n${rows}`, yuan, euro)
      expect(found).toMatchObject({ rows: [], refused: [{ code: 'bank.foreign_account' }] })
    })
  })

  it.each([
    ['人民币', 'CNY'],
    ['美元', 'USD'],
    ['港币', 'HKD'],
    ['eur', 'EUR'],
    ['', 'CNY'],
    ['卢布', 'bank.currency_unknown'],
  ])('knows the currency by its word or its code: %s', async (word, said) => {
    const found = await read(`收款账号,金额,币种,处理状态\r\n0000444455556666,1.00,${word},成功\r\n`)
    if (typeof found === 'string') throw new Error(found)
    expect(found.rows[0]?.amount?.currency ?? found.refused[0]?.code).toBe(said)
  })

  it('knows an account by which its leading zeros were lost, beside the account it should be', () => {
    expect(lostZeros('444455556666', '0000444455556666')).toBe(true)
    expect(lostZeros('0000444455556666', '0000444455556666')).toBe(false)
    expect(lostZeros('44455556666', '0000444455556666')).toBe(false)
  })

  it.each([
    ['a heading alone', heading, 'bank.no_rows'],
    [
      'a sum below that its rows do not make',
      resultCsv('AB-1,0000444455556666,甲,1.00,成功,', '合计,,,2.00,,'),
      'bank.footer_differs',
    ],
    [
      'a number below of more rows',
      resultCsv('AB-1,0000444455556666,甲,1.00,成功,', '总笔数：2笔 总金额：1.00元'),
      'bank.footer_differs',
    ],
    [
      'an amount below of more rows',
      resultCsv('AB-1,0000444455556666,甲,1.00,成功,', '总笔数,1,总金额,3.00'),
      'bank.footer_differs',
    ],
    ['no column of results', '收款账号,金额\r\n1,2\r\n', 'bank.heading_missing'],
    ['an answer that says success', '{"code":"10000","msg":"Success"}', 'bank.not_a_result'],
    ['a page', '<html><body>处理成功</body></html>', 'bank.not_a_result'],
    [
      'a statement',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
      'bank.not_a_result',
    ],
  ])('is refused with %s', async (_, text, code) => {
    expect(await read(text)).toBe(code)
  })
})

describe('a status report pain.002', () => {
  const report = (group: string, ...payments: readonly (readonly [string, string])[]) =>
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>' +
    `<OrgnlGrpInfAndSts><GrpSts>${group}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>` +
    payments
      .map(
        ([id, status]) =>
          `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>` +
          '<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>',
      )
      .join('') +
    '</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>'

  it('takes a payment for paid only when it was settled: accepted is not paid', async () => {
    const found = await read(
      report(
        'ACCP',
        ['A', 'ACSC'],
        ['B', 'ACCP'],
        ['C', 'ACSP'],
        ['D', 'RJCT'],
        ['E', 'PDNG'],
        ['F', 'ZZZZ'],
      ),
    )
    if (typeof found === 'string') throw new Error(found)
    expect(found.rows.map(({ endToEndId, outcome }) => `${endToEndId} ${outcome}`)).toEqual([
      'A paid',
      'B processing',
      'C processing',
      'D failed',
      'E processing',
    ])
    expect(found.rows[3]?.reason).toBe('AC01')
    expect(found.refused).toMatchObject([{ code: 'bank.outcome_unknown', params: { row: 6, text: 'ZZZZ' } }])
  })

  it.each([
    ['<AccptncDtTm>2026-11-03T10:00:00+08:00</AccptncDtTm>', '2026-11-03'],
    [
      '<FctvIntrBkSttlmDt><Dt>2026-11-04</Dt></FctvIntrBkSttlmDt><AccptncDtTm>2026-11-03</AccptncDtTm>',
      '2026-11-04',
    ],
    ['<OrgnlTxRef><IntrBkSttlmDt>2026-11-05</IntrBkSttlmDt></OrgnlTxRef>', '2026-11-05'],
    ['', undefined],
  ])('names the day on which the bank paid where it does: %s', async (xml, day) => {
    const file = report('ACCP', ['A', 'ACSC']).replace('</TxInfAndSts>', `${xml}</TxInfAndSts>`)
    const found = await read(file)
    if (typeof found === 'string') throw new Error(found)
    expect(found.rows.map(({ paidOn }) => paidOn)).toEqual([day])
  })

  it('has no result when only the whole file has a status', async () => {
    expect(await read(report('ACSC'))).toBe('bank.no_rows')
  })
})
