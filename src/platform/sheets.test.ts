import { describe, expect, it } from 'vitest'
import { collected } from '../../test/setup/import-files.ts'
import { csvText, guardText, type SheetCell } from './sheets.ts'

const cases = [
  ['=HYPERLINK("x")', `'=HYPERLINK("x")`],
  ['+86 138', `'+86 138`],
  ['-5', `'-5`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\tx', `'\tx`],
  ['\rx', `'\rx`],
  ['  =1', `'  =1`],
  ['＝1+1', `'＝1+1`],
  ['华东=最好', '华东=最好'],
  ['a-b', 'a-b'],
  ['', ''],
] as const

async function written(cells: readonly SheetCell[]): Promise<string> {
  const pieces = await collected(csvText({ name: 'x', heading: ['h'], rows: [cells] }))
  return pieces.join('')
}

describe('an export as CSV', () => {
  it.each(cases)('cannot run %j as a formula', (text, expected) => {
    expect(guardText(text)).toBe(expected)
  })

  it('guards the heading too, quotes what needs it, and starts with a byte order mark', async () => {
    const pieces = await collected(csvText({ name: 'x', heading: ['=h'], rows: [['a,"b"', null]] }))
    expect(pieces.join('')).toBe(`\ufeff'=h\r\n"a,""b""",\r\n`)
  })

  it('writes numbers, days and amounts as digits, exactly', async () => {
    const money = { currency: 'CNY', minor: -900_719_925_474_099_301n }
    const text = await written([{ number: 7 }, { date: '2026-03-05' }, { money }, true])
    expect(text.split('\r\n')[1]).toBe('7,2026-03-05,-9007199254740993.01,TRUE')
  })

  it('stays small in memory: pieces of some 64 kB', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i): SheetCell[] => [`row ${i}`])
    const pieces = await collected(csvText({ name: 'x', heading: ['h'], rows }))
    expect(pieces.length).toBeGreaterThan(3)
    expect(Math.max(...pieces.map((p) => p.length))).toBeLessThan(70_000)
  })
})
