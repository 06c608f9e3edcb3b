import { describe, expect, it } from 'vitest'
import { strToU8, zipSync } from 'fflate'
import { cellsOf, packed, readAll, workbook } from '../../../test/setup/import-files.ts'
import { readLimits, type Read } from './read.ts'

const table = '日期,客户名称,金额\n2026-03-05,华东精密（上海）有限公司,“1264.50”\n'
const rows = [
  ['日期', '客户名称', '金额'],
  ['2026-03-05', '华东精密（上海）有限公司', '“1264.50”'],
]

/** 华东 in GBK, which node cannot encode itself. */
const gbk = Uint8Array.from([0x61, 0x2c, 0xbb, 0xaa, 0xb6, 0xab, 0x0a])

function utf16(text: string, endian: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return endian === 'le' ? bytes : bytes.swap16()
}

function stopOf(reads: readonly Read[]): string | undefined {
  const last = reads.at(-1)
  return last?.kind === 'stopped' ? last.refusal.code : undefined
}

describe('the encoding of a text file', () => {
  it.each([
    ['UTF-8', strToU8(table)],
    ['UTF-8 with a mark', strToU8(`\ufeff${table}`)],
    ['UTF-16 little endian with a mark', utf16(table, 'le', true)],
    ['UTF-16 big endian with a mark', utf16(table, 'be', true)],
    ['UTF-16 little endian without a mark', utf16(table, 'le', false)],
    ['UTF-16 big endian without a mark', utf16(table, 'be', false)],
    ['packed with gzip', packed(table)],
  ])('is found out: %s', async (_, bytes) => {
    expect(await cellsOf(bytes)).toEqual(rows)
  })

  it('is GBK when the bytes are no UTF-8', async () => {
    expect(await cellsOf(gbk)).toEqual([['a', '华东']])
  })

  it('is decided again when the first 64 kB were plain ASCII', async () => {
    const ascii = strToU8('a,b\n'.repeat(20_000))
    const file = new Uint8Array(ascii.length + gbk.length)
    file.set(ascii)
    file.set(gbk, ascii.length)
    expect((await cellsOf(file)).at(-1)).toEqual(['a', '华东'])
  })

  it('reads the pound sign of a Western file as a pound', async () => {
    const western = Uint8Array.from([...strToU8('value\n'), 0xa3, ...strToU8('140.00\n')])
    expect(await cellsOf(western, { encodings: ['utf-8', 'windows-1252'] })).toEqual([['value'], ['£140.00']])
  })

  it('cuts no letter in two at the border of two pieces', async () => {
    for (let size = 1; size < 9; size++) {
      const reads = await readAll(table, {}, size)
      expect(reads.flatMap((r) => (r.kind === 'row' ? [r.cells] : []))).toEqual(rows)
    }
  })
})

describe('a file that is no table', () => {
  const bomb = packed('1,2\n'.repeat(16 * 1024 * 1024))
  const cases = [
    ['empty', new Uint8Array(0), 'imports.file_empty'],
    ['a PDF', strToU8('%PDF-1.7 …'), 'imports.not_a_table'],
    [
      'an old or encrypted workbook',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      'imports.old_workbook',
    ],
    ['bytes with zeros', Uint8Array.of(1, 0, 0, 7, 0, 0, 9, 9, 9), 'imports.not_a_table'],
    ['a cut gzip file', packed(table).subarray(0, 40), 'imports.archive_damaged'],
    ['gzip inside gzip', packed(packed(table)), 'imports.packed_twice'],
    ['gzip that unpacks a thousandfold', bomb, 'imports.unpacks_too_large'],
    ['an archive without a workbook', zipSync({ 'a.csv': strToU8(table) }), 'imports.not_a_workbook'],
    ['a cut archive', workbook('<row/>').subarray(0, 200), 'imports.archive_damaged'],
    [
      'a sheet with a document type',
      workbook('', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x><worksheet/>' }),
      'imports.archive_damaged',
    ],
    [
      'a workbook that unpacks a thousandfold',
      workbook(' '.repeat(40 * 1024 * 1024)),
      'imports.unpacks_too_large',
    ],
  ] as const

  it.each(cases)('stops with a reason: %s', async (_, bytes, code) => {
    expect(stopOf(await readAll(bytes))).toBe(code)
  })

  it('stops at the size limit and not one byte before', async () => {
    const bytes = strToU8(table)
    const at = (fileBytes: number) => readAll(bytes, { limits: { ...readLimits, fileBytes } })
    expect(stopOf(await at(bytes.length))).toBeUndefined()
    expect(stopOf(await at(bytes.length - 1))).toBe('imports.file_too_large')
  })

  it('gives the rows before the damage and then the reason', async () => {
    const long = packed(Array.from({ length: 50_000 }, (_, i) => `${i},${i * 7919}`).join('\n'))
    const reads = await readAll(long.subarray(0, long.length - 1_000))
    expect(reads.filter((r) => r.kind === 'row').length).toBeGreaterThan(40_000)
    expect(stopOf(reads)).toBe('imports.archive_damaged')
  })
})
