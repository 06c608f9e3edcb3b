import { describe, expect, it } from 'vitest'
import { workbook } from '../../../../test/setup/import-files.ts'
import { encodeGb18030 } from '../../../platform/gb18030.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { xlsxBytes } from '../../../platform/sheets.ts'
import { readDay, readNumber, readNumbers } from './read-numbers.ts'

const read = (bytes: Uint8Array | string) =>
  readNumbers(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes)
const text = '业务参考号,凭证字,凭证号,凭证日期\r\nBR-2026-0001,记,12,2026-11-30\r\n'
const row = { line: 2, reference: 'BR-2026-0001', number: '记-12', on: '2026-11-30' }

describe('a file of statutory numbers', () => {
  it.each([
    ['UTF-8', text],
    ['UTF-8 with a mark', `\ufeff${text}`],
    ['GB18030', encodeGb18030(text)],
    ['tabs and another order', '凭证日期\t凭证号\t备注\n2026/11/30\t记-12\tBR-2026-0001\n'],
    ['English', 'Voucher date,Voucher number,Our reference\n2026-11-30,记-12,BR-2026-0001\n'],
    ['empty rows around it', `\n\n${text}\n,,,\n`],
  ])('is read: %s', async (_, bytes) => {
    const found = await read(bytes)
    expect(isRefusal(found) || found.rows.map(({ line: _line, ...rest }) => rest)).toEqual([
      { reference: row.reference, number: row.number, on: row.on },
    ])
  })

  it('is read from a workbook, with days as days and numbers as text or as numbers', async () => {
    const heading = ['业务参考号', '凭证号', '制单日期']
    const rows = [
      ['BR-2026-0001', '记-12', { date: '2026-11-30' }],
      ['BR-2026-0002', { number: 13 }, '20261130'],
    ]
    const parts: Uint8Array[] = []
    for await (const piece of xlsxBytes([{ name: 's', heading, rows }])) parts.push(piece)
    expect(await read(Buffer.concat(parts))).toEqual({
      rows: [row, { line: 3, reference: 'BR-2026-0002', number: '13', on: '2026-11-30' }],
      problems: [],
    })
  })

  it.each([
    ['nothing', '', 'imports.file_empty'],
    ['only empty lines', '\n\n', 'ledger.voucher_file_empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'imports.not_a_table'],
    ['a PDF', '%PDF-1.7 x', 'imports.not_a_table'],
    ['no column of numbers', '业务参考号,凭证日期\n', 'ledger.voucher_column_missing'],
    ['no column of ours', '凭证号,凭证日期\n', 'ledger.voucher_column_missing'],
    ['half a workbook', Buffer.from('504b0304140000', 'hex'), 'imports.archive_damaged'],
  ])('is refused whole: %s', async (_, bytes, code) => {
    expect(await read(bytes)).toMatchObject({ code })
  })

  it('refuses row by row, and the rest goes on', async () => {
    const rows = [
      ',记-1,2026-11-30',
      'BR-1,,2026-11-30',
      'BR-1,1.2E+10,2026-11-30',
      'BR-1,记-1,11/30/2026',
      'BR-1,记-1,2026-02-30',
      'BR-1,记-1,2026-11-30',
      '"BR-1"x,"',
    ]
    const found = await read(`业务参考号,凭证号,凭证日期\n${rows.join('\n')}`)
    if (isRefusal(found)) throw new Error(found.code)
    expect(found.rows).toEqual([{ line: 7, reference: 'BR-1', number: '记-1', on: '2026-11-30' }])
    expect(found.problems.map(({ line, refusal }) => [line, refusal.code])).toEqual([
      [2, 'ledger.voucher_reference_missing'],
      [3, 'ledger.voucher_number_missing'],
      [4, 'ledger.voucher_number_spoilt'],
      [5, 'ledger.voucher_date_unreadable'],
      [6, 'ledger.voucher_date_unreadable'],
      [8, 'ledger.voucher_line_unreadable'],
    ])
  })

  it('refuses a row in which a formula of the workbook failed', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
    const line = (...cells: readonly string[]) => `<row>${cells.map(cell).join('')}</row>`
    const failed = `<row>${cell('BR-1')}<c t="e"><v>#REF!</v></c>${cell('2026-11-30')}</row>`
    const found = await read(workbook(line('业务参考号', '凭证号', '凭证日期') + failed))
    expect(found).toMatchObject({ rows: [], problems: [{ refusal: { code: 'ledger.voucher_cell_error' } }] })
  })

  it('is refused when it is longer than a month', async () => {
    const long = `业务参考号,凭证号,凭证日期\n${'BR-1,记-1,2026-11-30\n'.repeat(20_001)}`
    expect(await read(long)).toMatchObject({
      code: 'ledger.voucher_file_too_long',
      params: { limit: 20_000 },
    })
  })
})

describe('a statutory number', () => {
  it.each([
    ['记-12', '', '记-12'],
    ['0012', '', '0012'],
    ['12', '记字', '记-12'],
    ['记-12', '记', '记-12'],
    ['ＰＺ２０２６１１', '', 'PZ202611'],
    ['2026/11/0012', '', '2026/11/0012'],
    ['123456789012345', '', '123456789012345'],
    ['PZ(11)-1', '', 'PZ(11)-1'],
  ])('is taken as it stands: %s %s', (found, word, number) => expect(readNumber(found, word)).toBe(number))

  it.each([
    '1.2E+10',
    '1E5',
    '2026-12-01',
    '2026/12/1 0:00:00',
    '12月1日',
    '1-Dec',
    'Dec-12',
    '12.5',
    '#REF!',
    '#####',
    'TRUE',
    '1234567890123450',
  ])('is refused where a spreadsheet spoilt it: %s', (found) => {
    expect(readNumber(found)).toMatchObject({ code: 'ledger.voucher_number_spoilt' })
  })

  it.each(['-12', '=A1', '记|12', 'x'.repeat(41), '记\u0000'])('is refused where it is none: %s', (found) => {
    expect(readNumber(found)).toMatchObject({ code: 'ledger.voucher_number_wrong' })
  })
})

describe('the day of a voucher', () => {
  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026/11/3', '2026-11-03'],
    ['2026.11.30', '2026-11-30'],
    ['2026年11月30日', '2026-11-30'],
    ['20261130', '2026-11-30'],
    ['2026-11-30 00:00:00', '2026-11-30'],
    ['30/11/2026', undefined],
    ['2026-13-01', undefined],
    ['46356', undefined],
    ['', undefined],
  ])('%s', (found, day) => expect(readDay(found)).toBe(day))
})
