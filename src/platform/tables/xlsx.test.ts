import { describe, expect, it } from 'vitest'
import { cellsOf, readAll, workbook } from '../../../test/setup/import-files.ts'
import { xlsxBytes, type SheetCell } from '../sheets.ts'
import { dayOfSerial, isDateFormat, plainNumber } from './xlsx-numbers.ts'

const styles =
  '<styleSheet><numFmts>' +
  '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>'
const strings =
  '<sst><si><t>华东</t></si><si><r><t>两</t></r><r><t>段</t></r><rPh><t>yin</t></rPh></si></sst>'
const base1904 =
  '<workbook><workbookPr date1904="1"/><sheets>' +
  '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
const twoSheets =
  '<workbook><sheets><sheet name="说明" sheetId="1" state="hidden" r:id="rId1"/>' +
  '<sheet name="台账" sheetId="2" r:id="rId2"/></sheets></workbook>'

const cells = [
  ['a shared text', '<c t="s"><v>0</v></c>', '华东'],
  ['a shared text in two runs, without its reading', '<c t="s"><v>1</v></c>', '两段'],
  ['an inline text with entities', '<c t="inlineStr"><is><t>A &amp; B &#20013;</t></is></c>', 'A & B 中'],
  ['a text of digits with leading zeros', '<c t="inlineStr"><is><t>00123</t></is></c>', '00123'],
  ['a whole number', '<c><v>1264</v></c>', '1264'],
  ['a binary fraction as the fifteen digits that are shown', '<c><v>1264.4999999999998</v></c>', '1264.5'],
  ['a number with an exponent', '<c><v>1.2645E3</v></c>', '1264.5'],
  ['a small number', '<c><v>5.0000000000000001E-4</v></c>', '0.0005'],
  ['a day in a built-in format', '<c s="1"><v>46086</v></c>', '2026-03-05'],
  ['a day in a Chinese format, with a time', '<c s="2"><v>46086.75</v></c>', '2026-03-05'],
  ['a day number without a format', '<c><v>46086</v></c>', '46086'],
  ['the stored result of a formula', '<c><f>SUM(A1:A9)</f><v>30</v></c>', '30'],
  ['a truth value', '<c t="b"><v>1</v></c>', 'TRUE'],
] as const

describe('a workbook', () => {
  it.each(cells)('gives %s', async (_, xml, expected) => {
    const file = workbook(`<row r="1">${xml}</row>`, {
      'xl/styles.xml': styles,
      'xl/sharedStrings.xml': strings,
    })
    expect(await cellsOf(file)).toEqual([[expected]])
  })

  it('counts days from 1904 when it says so', async () => {
    const file = workbook('<row r="1"><c s="1"><v>44624</v></c></row>', {
      'xl/styles.xml': styles,
      'xl/workbook.xml': base1904,
    })
    expect(await cellsOf(file)).toEqual([['2026-03-05']])
  })

  it('keeps empty columns and empty rows in between, and no empty rows at the end', async () => {
    const file = workbook(
      '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c></row>' +
        '<row r="4"><c r="B4"><v>2</v></c></row><row r="9"/>',
    )
    const reads = await readAll(file)
    const rows = reads.flatMap((r) => (r.kind === 'row' ? [[r.line, r.cells.join('|')]] : []))
    expect(rows).toEqual([
      [1, '1|||4'],
      [2, ''],
      [3, ''],
      [4, '|2'],
    ])
  })

  it('reads the first visible sheet or the named one, and lists the sheets when there is none', async () => {
    const file = workbook('<row><c><v>1</v></c></row>', {
      'xl/workbook.xml': twoSheets,
      'xl/worksheets/sheet2.xml':
        '<x:worksheet><x:sheetData><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    })
    expect(await cellsOf(file)).toEqual([['2']])
    const [opened] = await readAll(file)
    expect(opened).toMatchObject({ sheet: '台账', otherSheets: [{ name: '说明', isHidden: true }] })
    expect(await cellsOf(file, { sheet: '说明' })).toEqual([['1']])
    const last = (await readAll(file, { sheet: '二月' })).at(-1)
    expect(last).toMatchObject({
      kind: 'stopped',
      refusal: { code: 'imports.sheet_missing', params: { sheets: '说明, 台账' } },
    })
  })

  it('with a sheet a month is read only when somebody says which, and names the others', async () => {
    const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
    const file = workbook('<row><c><v>1</v></c></row>', {
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="1月" sheetId="1" r:id="rId1"/>' +
        '<sheet name="2月" sheetId="2" r:id="rId2"/>' +
        '<sheet name="空" sheetId="3" r:id="rId3"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>' +
        '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/>' +
        '<Relationship Id="rId3" Target="worksheets/sheet3.xml"/></Relationships>',
      'xl/worksheets/sheet2.xml': sheet('<row r="1"/><row r="7"><c><v>2</v></c></row>'),
      'xl/worksheets/sheet3.xml': sheet('<row r="1"><c t="inlineStr"><is><t> </t></is></c></row>'),
    })
    expect(await readAll(file)).toMatchObject([
      { kind: 'stopped', refusal: { code: 'imports.sheet_needed', params: { sheets: '1月, 2月' } } },
    ])
    const reads = await readAll(file, { sheet: '2月' })
    expect(reads[0]).toMatchObject({ sheet: '2月', otherSheets: [{ name: '1月', isHidden: false }] })
    expect(reads.at(-1)).toMatchObject({ kind: 'row', line: 7, cells: ['2'] })
  })

  it('is not what a text file is: a sheet of one is refused', async () => {
    expect((await readAll('日期,客户\n', { sheet: '1月' })).at(-1)).toMatchObject({
      refusal: { code: 'imports.no_sheets' },
    })
  })

  it('evaluates no formula and says where a result is missing or wrong', async () => {
    const file = workbook('<row r="1"><c><f>1+1</f></c><c t="e"><v>#REF!</v></c><c><v>3</v></c></row>')
    const row = (await readAll(file)).find((r) => r.kind === 'row')
    expect([...(row?.faults ?? [])]).toEqual([
      [0, 'cell.formula_empty'],
      [1, 'cell.error'],
    ])
  })

  it('that is locked with a password says so', async () => {
    const file = Buffer.from(workbook('<row r="1"><c><v>1</v></c></row>'))
    const central = file.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    file.writeUInt8(file.readUInt8(central + 8) | 1, central + 8)
    expect(await readAll(file)).toMatchObject([{ kind: 'stopped', refusal: { code: 'imports.file_locked' } }])
  })

  it('is read back as it was written, and holds no formula', async () => {
    const texts = ['=1+1', '+86 138', '-5', '@SUM(A1)', '\tx', '0012', '华东 & <b>"', '']
    const rows: SheetCell[][] = texts.map((text, i) => [
      text,
      { number: i },
      { date: '2024-02-29' },
      { money: { currency: 'CNY', minor: 126_450n - BigInt(i) } },
      i % 2 === 0,
    ])
    const parts: Uint8Array[] = []
    for await (const part of xlsxBytes([{ name: '登记簿', heading: ['a', 'b', 'c', 'd', 'e'], rows }]))
      parts.push(part)
    const file = Buffer.concat(parts)
    const read = await cellsOf(file)
    expect(read.slice(1).map((row) => row[0])).toEqual(texts)
    expect(read[1]).toEqual(['=1+1', '0', '2024-02-29', '1264.5', 'TRUE'])
    const reads = await readAll(file)
    expect(reads.every((r) => r.kind !== 'row' || r.faults === undefined)).toBe(true)
    const sheet = await sheetXml(file)
    expect(sheet).not.toMatch(/<f[ >/]/)
  })
})

async function sheetXml(file: Uint8Array): Promise<string> {
  const { unzipSync, strFromU8 } = await import('fflate')
  return strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array(0))
}

describe('numbers of a workbook', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, undefined],
    [61, false, '1900-03-01'],
    [45_351, false, '2024-02-29'],
    [0, true, undefined],
    [1, true, '1904-01-02'],
    [2_958_465, false, '9999-12-31'],
    [2_958_466, false, undefined],
  ] as const)('day %d (1904: %s) is %s', (serial, is1904, day) => {
    expect(dayOfSerial(serial, is1904)).toBe(day)
  })

  it.each([
    ['yyyy-mm-dd', true],
    ['m/d/yy h:mm', true],
    ['mmm', true],
    ['h:mm:ss', false],
    ['#,##0.00', false],
    ['0.00 "daily"', false],
    ['[Red]0.00', false],
    ['General', false],
  ] as const)('the format %s shows a day: %s', (code, isDate) => {
    expect(isDateFormat(165, code)).toBe(isDate)
  })

  it('leaves text that is no number alone', () => {
    expect(plainNumber('n/a')).toBe('n/a')
    expect(plainNumber('-0.5')).toBe('-0.5')
  })
})
