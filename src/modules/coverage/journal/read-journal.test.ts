import { describe, expect, test } from 'vitest'
import { inPieces, packed } from '../../../../test/setup/import-files.ts'
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { xlsxBytes, type SheetCell } from '../../../platform/sheets.ts'
import { shippedAccounts } from '../accounts.ts'
import type { Journal } from '../domain.ts'
import { readJournal } from './read-journal.ts'

async function tryRead(file: string | Uint8Array): Promise<Journal | Refusal> {
  const read = await readJournal(inPieces(file, 64), { currency: 'CNY', accounts: shippedAccounts })
  if (read === 'stopped') throw new Error('nobody stopped it')
  return read
}

async function read(file: string | Uint8Array): Promise<Journal> {
  const journal = await tryRead(file)
  if (isRefusal(journal)) throw new Error(journal.code)
  return journal
}

const shown = ({ watched }: Journal) =>
  watched.map(({ day, voucher, text, kind, minor, party, staff, unit }) => ({
    day,
    voucher,
    text,
    kind,
    minor,
    party,
    staff,
    unit,
  }))

const dinner = {
  day: '2025-03-14',
  voucher: '记-12',
  text: '招待客户王总',
  kind: 'entertainment',
  minor: 128_000n,
  party: '甲酒店',
  staff: '李明',
  unit: '华东销售部',
}

describe('A journal is read in the layouts of finance systems', () => {
  const layouts: readonly (readonly [string, string])[] = [
    [
      'a title above, grouped amounts, columns of dimensions',
      '甲公司序时账\n期间：2025年3月\n制单日期,凭证字号,摘要,科目编码,科目名称,借方金额（元）,贷方金额（元）,供应商,职员,部门\n' +
        '2025-03-14,记-12,招待客户王总,660103,销售费用-业务招待费,"1,280.00",,甲酒店,李明,华东销售部\n',
    ],
    [
      'word and number of the voucher apart, dimensions in one column',
      '日期,凭证字,凭证号,摘要,科目代码,科目名称,借方,贷方,核算项目\n' +
        '2025/3/14,记,12,招待客户王总,6601.03,业务招待费,1280,,供应商:甲酒店;职员:李明;部门:华东销售部\n',
    ],
    [
      'one amount with its side, number and name of the account in one cell, full-width digits',
      '日期;凭证号;摘要;科目;方向;金额;往来单位;报销人;部门\n' +
        '20250314;记-12;招待客户王总;660103 业务招待费;借;１，２８０．００;甲酒店;李明;华东销售部\n',
    ],
    [
      'the day in three columns',
      '年,月,日,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门\n' +
        '2025,3,14,记-12,招待客户王总,660103,业务招待费,¥1280.00,0.00,甲酒店,李明,华东销售部\n',
    ],
  ]
  test.each(layouts)('%s', async (_, text) => {
    expect(shown(await read(text))).toEqual([dinner])
  })

  test('English headings, amounts in brackets are negative, American days by a later line', async () => {
    const journal = await read(
      'Posting Date,Journal No.,Description,Account,Account Name,Debit,Credit,Vendor,Employee,Department\n' +
        '02/03/2025,J1,Client dinner,6400,Meals and entertainment,"1,280.00",,Grill,Ann Lee,Sales\n' +
        '02/28/2025,J2,Correction,6400,Meals and entertainment,(30.00),,Grill,Ann Lee,Sales\n',
    )
    expect(shown(journal).map(({ day, minor, kind }) => [day, minor, kind])).toEqual([
      ['2025-02-03', 128_000n, 'entertainment'],
      ['2025-02-28', -3_000n, 'entertainment'],
    ])
  })

  test('GBK, gzip and a workbook hold the same journal', async () => {
    const heading = ['日期', '凭证号', '摘要', '科目编码', '科目名称', '借方', '贷方']
    const cells = ['2025-03-14', '记-12', 'x', '660103', 'y', '1280.00', '']
    // 摘要 and 业务招待费 in GBK, by hand: no encoder of the platform writes it.
    const gbk = Buffer.concat([
      Buffer.from([0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xd5, 0xaa, 0xd2, 0xaa, 0x2c]),
      Buffer.from([0xbf, 0xc6, 0xc4, 0xbf, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c]),
      Buffer.from([0xbd, 0xe8, 0xb7, 0xbd, 0x0a]),
      Buffer.from('2025-03-14,a,'),
      Buffer.from([0xd5, 0xd0, 0xb4, 0xfd, 0xb7, 0xd1]),
      Buffer.from(',1280.00\n'),
    ])
    expect((await read(gbk)).watched).toMatchObject([{ name: '招待费', minor: 128_000n }])
    const text = `${heading.join(',')}\n${cells.join(',')}\n`.replace('y', '业务招待费')
    expect((await read(packed(text))).watched).toMatchObject([{ minor: 128_000n, voucher: '记-12' }])
    const rows: SheetCell[][] = [['2025-03-14', '记-12', 'x', '660103', '业务招待费', { number: 1280 }, '']]
    const parts: Uint8Array[] = []
    for await (const part of xlsxBytes([{ name: '序时账', heading, rows }])) parts.push(part)
    expect((await read(Buffer.concat(parts))).watched).toMatchObject([{ minor: 128_000n, day: '2025-03-14' }])
  })

  test('day and voucher of merged cells are carried on, sums and headings again are no lines', async () => {
    const journal = await read(
      '日期,凭证号,摘要,科目编码,科目名称,借方,贷方\n' +
        '2025-03-14,记-1,餐费,660103,业务招待费,100.00,\n' +
        ',,付餐费,1001,库存现金,,100.00\n' +
        ',,,,合计,100.00,100.00\n' +
        '日期,凭证号,摘要,科目编码,科目名称,借方,贷方\n' +
        ',,,,,,\n' +
        '2025-03-15,记-2,餐费,660103,业务招待费,50.00,\n',
    )
    expect(journal.lines).toBe(3)
    expect(journal.vouchers).toHaveLength(2)
    expect(journal.vouchers[0]).toMatchObject({ isCash: true })
    expect(journal.vouchers[1]).toMatchObject({ isCash: false })
  })
})

describe('A cell that cannot be read costs its line and is told', () => {
  const heading = '日期,凭证号,摘要,科目编码,科目名称,借方,贷方\n'
  const cases: readonly (readonly [string, string])[] = [
    ['2025-03-14,1,a,660103,招待费,1.2E+05,', 'spoilt.exponent'],
    ['2025-03-14,1,a,660103,招待费,12.345,', 'spoilt.decimals'],
    ['2025-03-14,1,a,660103,招待费,约一百,', 'spoilt.amount'],
    ['2025-03-14,1,a,660103,招待费,,', 'spoilt.no_amount'],
    ['2025-13-14,1,a,660103,招待费,1.00,', 'spoilt.day'],
    ['03/04/2025,1,a,660103,招待费,1.00,', 'spoilt.day'],
    ['2025-03-14,1,a,,,1.00,', 'spoilt.no_account'],
    ['2025-03-14,1,"a"b,660103,招待费,1.00,', 'spoilt.line.quotes'],
  ]
  test.each(cases)('%s', async (line, code) => {
    const journal = await read(`${heading}${line}\n2025-03-14,2,b,660103,招待费,2.00,\n`)
    expect(journal.spoilt).toMatchObject([{ line: 2, code }])
    expect(journal.watched).toMatchObject([{ minor: 200n }])
    expect(journal.lines).toBe(2)
  })

  test('a line before any day has none', async () => {
    const journal = await read(`${heading},1,a,660103,招待费,1.00,\n`)
    expect(journal.spoilt).toMatchObject([{ code: 'spoilt.no_day' }])
  })
})

test('A file that is no journal is refused in words', async () => {
  expect(await tryRead('客户,金额\n甲公司,100\n')).toMatchObject({ code: 'coverage.no_heading' })
  expect(await tryRead('日期,科目名称,借方,贷方\n')).toMatchObject({ code: 'coverage.no_lines' })
  expect(await tryRead('')).toMatchObject({ code: 'imports.file_empty' })
})
