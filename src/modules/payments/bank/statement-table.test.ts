import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { encodeGb18030 } from '../../../platform/gb18030.ts'
import { packed, workbook } from '../../../../test/setup/import-files.ts'
import { ourAccount, statementCsv } from '../../../../test/setup/bank-files.ts'
import { readStatementFile } from './bank-file.ts'
import type { Statement } from './statement.ts'

const options = { accounts: [{ number: ourAccount, currency: 'CNY' }], isChosen: false }

const rows = [
  ['2026-11-02', '100.00', '', '900.00', '演示商贸有限公司', '0000444455556666', '货款 AB-1', 'L1'],
  ['20261102', '', '50.00', '950.00', '客户甲', '0000777788889999', '收款', 'L2'],
  ['2026/11/3 10:15:00', '5.5', '0.00', '944.50', '', '', '手续费', 'L3'],
]

async function read(file: string | Uint8Array): Promise<Statement | string> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const found = await readStatementFile(bytes, options)
  if (isRefusal(found)) return found.code
  const [first] = found
  return first === undefined ? 'none' : 'held' in first ? first.held.code : first.statement
}

async function statementOf(file: string | Uint8Array): Promise<Statement> {
  const statement = await read(file)
  if (typeof statement === 'string') throw new Error(statement)
  return statement
}

describe('a statement as a table of a Chinese bank', () => {
  it.each([
    ['UTF-8', statementCsv(rows)],
    ['GBK', new Uint8Array(encodeGb18030(statementCsv(rows)))],
    ['newest first', statementCsv(rows.toReversed())],
    ['with a sum below', statementCsv([...rows, ['合计', '105.50', '50.00', '', '', '', '', '']])],
    [
      'with its figures below',
      statementCsv([...rows, ['借方合计：105.50元 借方笔数：2笔'], ['贷方合计', '50.00', '1 笔']]),
    ],
    [
      'with the totals of each page',
      statementCsv([
        ...rows.slice(0, 2),
        ['合计', '100.00', '50.00'],
        ...rows.slice(2),
        ['合计', '5.50', '0.00'],
      ]),
    ],
    [
      'with notes and totals of a page alone',
      statementCsv([...rows, ['小计', '1.00', '2.00'], ['说明：借方合计以银行为准'], ['总笔数：3']]),
    ],
    ['packed', packed(statementCsv(rows))],
  ])('%s: its lines oldest first, its balances from the rows', async (_, file) => {
    const statement = await statementOf(file)
    expect(statement).toMatchObject({
      account: ourAccount,
      number: '2026-11-02/2026-11-03',
      opening: { currency: 'CNY', minor: 100_000n },
      closing: { currency: 'CNY', minor: 94_450n },
    })
    expect(
      statement.lines.map(({ direction, amount, bookedOn }) => [direction, amount.minor, bookedOn]),
    ).toEqual([
      ['out', 10_000n, '2026-11-02'],
      ['in', 5_000n, '2026-11-02'],
      ['out', 550n, '2026-11-03'],
    ])
    expect(statement.lines[0]).toMatchObject({
      party: '演示商贸有限公司',
      account: '0000444455556666',
      remark: '货款 AB-1',
      bankReference: 'L1',
    })
  })

  it('reads one amount with its side, and headings with units and full-width brackets', async () => {
    const heading = [
      '交易时间',
      '交易金额（元）',
      '借贷标志',
      '账户余额（元）',
      '对方户名',
      '对方账号',
      '用途',
    ]
    const { lines } = await statementOf(
      statementCsv(
        [
          ['2026年11月2日', '"￥1,100.00"', '借', '900.00', '甲', "'0000444455556666", '付'],
          ['2026-11-02', '１００．００', '贷', '1000.00', '乙', '', '收'],
          ['2026-11-02', '-1.00', '', '999.00', '', '', ''],
        ],
        heading,
      ),
    )
    expect(lines.map(({ direction, amount }) => [direction, amount.minor])).toEqual([
      ['out', 110_000n],
      ['in', 10_000n],
      ['out', 100n],
    ])
    expect(lines[0]?.account).toBe('0000444455556666')
  })

  it('takes a correction in red (a debit below zero) for money that came back', async () => {
    const red = ['2026-11-02', '-100.00', '', '1000.00', '', '', '冲正', 'L2']
    const { lines } = await statementOf(
      statementCsv([rows[0] ?? [], red, ['合计', '0.00', ''], ['借方合计：0.00 借方笔数：2']]),
    )
    expect(lines[1]).toMatchObject({ direction: 'in', amount: { minor: 10_000n } })
  })

  it.each<[string, string | Uint8Array, string]>([
    ['a row missing', statementCsv([rows[0] ?? [], rows[2] ?? []]), 'bank.row_breaks'],
    ['an amount changed by a cent', statementCsv(rows).replace('50.00', '50.01'), 'bank.row_breaks'],
    ['a row without a balance', statementCsv(rows).replace('950.00', ''), 'bank.row_balance'],
    ['an amount finer than the currency', statementCsv(rows).replace('50.00', '50.002'), 'bank.row_amount'],
    ['a day that does not exist', statementCsv(rows).replace('20261102', '20260231'), 'bank.row_day'],
    [
      'money that came and went in one row',
      statementCsv(rows).replace(',,50.00', ',50.00,50.00'),
      'bank.row_side',
    ],
    [
      'an account that a spreadsheet wrote as a power',
      statementCsv(rows).replace('0000777788889999', '7.77789E+11'),
      'bank.account_spoilt',
    ],
    [
      'a last row missing, as the sum below says',
      statementCsv([...rows.slice(0, 2), ['合计', '105.50', '50.00']]),
      'bank.footer_differs',
    ],
    [
      'a first row missing, as its totals below say',
      statementCsv([...rows.slice(1), ['总计', '105.50', '50.00']]),
      'bank.footer_differs',
    ],
    [
      'a debit sum that is another',
      statementCsv([...rows, ['借方合计', '1,105.50'.replace(',', ''), '2']]),
      'bank.footer_differs',
    ],
    [
      'a credit sum in words that is another',
      statementCsv([...rows, ['贷方合计：60.00']]),
      'bank.footer_differs',
    ],
    ['another number of debits', statementCsv([...rows, ['借方笔数', '3']]), 'bank.footer_differs'],
    ['another number of rows', statementCsv([...rows, ['总笔数：4笔']]), 'bank.footer_differs'],
    ['half a line at its end', statementCsv(rows).slice(0, -30), 'bank.row_balance'],
    ['quotation marks that never close', statementCsv(rows).replace('客户甲', '"客户甲'), 'bank.row_broken'],
    [
      'the account of somebody else',
      statementCsv(rows).replace(ourAccount, '9999000011112222'),
      'bank.foreign_account',
    ],
    ['no account', statementCsv(rows, undefined, []), 'bank.account_missing'],
    ['no rows', statementCsv([]), 'bank.no_rows'],
    [
      'an opening balance above it that the rows do not have',
      statementCsv(rows, undefined, [
        ['账号：', ourAccount],
        ['期初余额：', '1000.01'],
      ]),
      'bank.sums_differ',
    ],
    ['no balance at all', statementCsv(rows).replace('余额', '不详'), 'bank.heading_missing'],
    ['another language of headings', 'a,b,c\r\n1,2,3\r\n', 'bank.heading_missing'],
    [
      'a page of a web server',
      '<!DOCTYPE html><html><body>session expired</body></html>',
      'bank.not_a_statement',
    ],
    ['an answer in JSON', '{"code":"0","msg":"success"}', 'bank.not_a_statement'],
    [
      'two currencies',
      statementCsv(
        [
          ['2026-11-02', '1.00', '', '9.00', 'CNY'],
          ['2026-11-02', '1.00', '', '8.00', 'USD'],
        ],
        ['日期', '支出', '收入', '余额', '币种'],
      ),
      'bank.currencies_differ',
    ],
    ['an empty file', '', 'imports.file_empty'],
  ])('does not count with %s', async (_, file, code) => {
    expect(await read(file)).toBe(code)
  })

  it('is read in the currency of the account that it names, whichever account was stated first', async () => {
    const euro = { number: '0000111122224444', currency: 'EUR' }
    const accounts = [{ number: ourAccount, currency: 'CNY' }, euro]
    const file = new TextEncoder().encode(statementCsv(rows).replace(ourAccount, euro.number))
    const found = await readStatementFile(file, { accounts, isChosen: false })
    expect(found).toMatchObject([{ statement: { account: euro.number, currency: 'EUR' } }])
  })

  it('is of the account that somebody chose where it names none, and of none otherwise', async () => {
    const accounts = [{ number: ourAccount, currency: 'CNY' }]
    const file = new TextEncoder().encode(statementCsv(rows, undefined, []))
    const chosen = await readStatementFile(file, { accounts, isChosen: true })
    expect(chosen).toMatchObject([{ statement: { account: ourAccount } }])
    const unnamed = await readStatementFile(file, { accounts, isChosen: false })
    expect(unnamed).toMatchObject([{ held: { code: 'bank.account_missing' } }])
  })

  it('names the row and the difference where the chain of balances breaks', async () => {
    const found = await readStatementFile(
      new TextEncoder().encode(statementCsv(rows).replace('944.50', '944.00')),
      options,
    )
    expect(found).toMatchObject([
      { held: { code: 'bank.row_breaks', params: { row: 5, amount: 'CNY -0.50' } } },
    ])
  })

  it('stops at more rows than any statement has', async () => {
    const row = rows[1]?.join(',') ?? ''
    const file = statementCsv([]) + `${row}\r\n`.repeat(300_001)
    expect(await read(file)).toBe('bank.too_many_rows')
  })

  it('refuses an account that a workbook holds as a number with more digits than numbers keep', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
    const line = (cells: string) => `<row>${cells}</row>`
    const heading = ['交易日期', '支出', '收入', '余额', '对方账号'].map(cell).join('')
    const file = (account: string) =>
      workbook(
        line(cell('账号') + cell(ourAccount)) +
          line(heading) +
          line(cell('2026-11-02') + cell('1.00') + cell('') + cell('9.00') + account),
      )
    expect(await read(file('<c><v>6222021234567890123</v></c>'))).toBe('bank.account_spoilt')
    const { lines } = await statementOf(file(cell('6222021234567890123')))
    expect(lines[0]?.account).toBe('6222021234567890123')
  })
})
