import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from './hash.ts'
import { parseRowLine, pgText, rowDigest, rowLine } from './row-line.ts'

const anyCell = fc.option(
  fc.string({
    unit: fc.constantFrom('a', '王', '\\', 'N', 'n', '\t', '\n', '\r', '\b', '\f', '\v', '.', '\u0001', ' '),
  }),
)

describe('the line of a row', () => {
  test.each([
    [['a', null, ''], 'a\t\\N\t'],
    [['\\N', '\\.'], '\\\\N\t\\\\.'],
    [['\b\f\n\r\t\v\\'], '\\b\\f\\n\\r\\t\\v\\\\'],
    [['样品\u0001'], '样品\u0001'],
    [[null], '\\N'],
    [[''], ''],
  ] as const)('%j is written as COPY writes it', (values, line) => {
    expect(rowLine(values)).toBe(line)
    expect(parseRowLine(line)).toEqual(values)
  })

  test('reads back every value, so two different rows never share a digest', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1 }), fc.array(anyCell, { minLength: 1 }), (a, b) => {
        expect(parseRowLine(rowLine(a))).toEqual(a)
        const isSame = JSON.stringify(a) === JSON.stringify(b)
        expect(rowDigest(rowLine(a), sha256) === rowDigest(rowLine(b), sha256)).toBe(isSame)
      }),
    )
  })

  test.each(['\\', 'a\\', '\\x', 'a\\N', '\\Na', '\\1'])('%j is no line of COPY', (line) => {
    expect(parseRowLine(line)).toBeUndefined()
  })

  test('has the digest of its UTF-8 bytes', () => {
    expect(rowDigest('abc', sha256)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('a value as PostgreSQL prints it', () => {
  test.each([
    [['text', '明礼'], '明礼'],
    [['int', 0], '0'],
    [['int', -0], '0'],
    [['int', -7], '-7'],
    [['bigint', 10n ** 19n], '10000000000000000000'],
    [['numeric', 5n], '5'],
    [['numeric', '-12.50'], '-12.50'],
    [['numeric', '0.00'], '0.00'],
    [['bool', true], 't'],
    [['bool', false], 'f'],
    [['date', '2026-11-25'], '2026-11-25'],
    [['instant', '2026-11-25T08:30:00.000Z'], '2026-11-25 08:30:00+00'],
    [['instant', '2026-11-25T08:30:00.120Z'], '2026-11-25 08:30:00.12+00'],
    [['instant', '2026-11-25T08:30:00.100Z'], '2026-11-25 08:30:00.1+00'],
    [['instant', '2026-11-25T08:30:00.001Z'], '2026-11-25 08:30:00.001+00'],
  ] as const)('%s is printed %s', (value, text) => {
    expect(pgText(...value)).toBe(text)
  })

  test.each([
    [['text', 'a\0']],
    [['int', 0.5]],
    [['int', 2 ** 53]],
    [['numeric', '01']],
    [['numeric', '-0']],
    [['numeric', '-0.0']],
    [['numeric', '1e3']],
    [['numeric', '']],
    [['date', '2026-1-1']],
    [['instant', '2026-11-25T08:30:00Z']],
    [['instant', '2026-11-25 08:30:00']],
  ] as const)('%s is refused, because PostgreSQL would print something else', (value) => {
    expect(() => pgText(...value)).toThrow()
  })
})
