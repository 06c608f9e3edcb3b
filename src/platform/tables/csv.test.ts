import { describe, expect, it } from 'vitest'
import { readAll } from '../../../test/setup/import-files.ts'
import { chooseDelimiter, csvScanner } from './csv.ts'

const cases = [
  ['plain lines', 'a,b\n1,2\n', ['a|b', '1|2']],
  ['a last line without its end', 'a,b\n1,2', ['a|b', '1|2']],
  ['Windows line ends', 'a,b\r\n1,2\r\n', ['a|b', '1|2']],
  ['an empty line in the middle', 'a,b\n\n1,2\n', ['a|b', '', '1|2']],
  ['a separator inside quotation marks', '"a,b",c\n', ['a,b|c']],
  ['a doubled quotation mark', '"say ""yes""",c\n', ['say "yes"|c']],
  ['a line break inside quotation marks', '"a\nb",c\nd,e\n', ['a\nb|c', 'd|e']],
  ['a quotation mark inside a bare cell', '6" plate,c\n', ['6" plate|c']],
  ['an empty quoted cell at the end', 'a,""\r\n', ['a|']],
  ['text after a closing mark costs its own line only', '"a"b,c\n1,2\n', ['! line.quotes', '1|2']],
  [
    'a mark that never closes costs its own line only',
    'x,"open\n1,2\n3,4\n',
    ['! line.quote_open', '1|2', '3|4'],
  ],
  [
    'a mark that meets the next line’s mark costs its own line only',
    'x,"open\n1,"two",3\n',
    ['! line.quotes', '1|two|3'],
  ],
] as const

describe('a delimited text file', () => {
  it.each(cases)('is read exactly: %s', (_, text, expected) => {
    for (const size of [1, 3, 1_000]) {
      const scanner = csvScanner(',')
      const reads = []
      for (let at = 0; at < text.length; at += size) reads.push(...scanner.push(text.slice(at, at + size)))
      reads.push(...scanner.end())
      expect(reads.map((r) => (r.kind === 'row' ? r.cells.join('|') : `! ${r.code}`))).toEqual(expected)
    }
  })

  it('names the line on which a record begins, also after a record of several lines', () => {
    const scanner = csvScanner(',')
    const reads = [...scanner.push('a,"b\nc\nd"\n1,2\n"x"y\n3,4\n'), ...scanner.end()]
    expect(reads.map((r) => r.line)).toEqual([1, 4, 5, 6])
  })

  it('gives up on an open quotation mark after 64 kB, so that memory stays small', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},row`).join('\n')
    const reads = await readAll(`id,text\n7,"open\n${lines}\n`)
    const rows = reads.filter((r) => r.kind === 'row')
    expect(rows.length).toBe(20_001)
    expect(reads.filter((r) => r.kind === 'broken').map((r) => r.line)).toEqual([2])
  })

  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n1,5;2,5;3', ';'],
    ['a\tb\tc\n1\t2\t3', '\t'],
    ['"a;b;c;d",e\n1,2', ','],
    ['标题\n序号,日期,金额\n1,2,3', ','],
    ['one column only', ','],
  ] as const)('has its separator found out: %j', (sample, delimiter) => {
    expect(chooseDelimiter(sample)).toBe(delimiter)
  })
})
