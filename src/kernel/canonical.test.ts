import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from './canonical.ts'
import type { CanonicalValue } from './canonical.ts'

const { value: anyValue } = fc.letrec<{ value: CanonicalValue; object: { [key: string]: CanonicalValue } }>(
  (tie) => ({
    object: fc.dictionary(
      fc.string({ unit: 'grapheme' }).map((key) => key.normalize('NFC')),
      tie('value'),
      { maxKeys: 5 },
    ),
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt(),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
  }),
)

/** The same value with every object's keys put in the other order. */
function turned(value: CanonicalValue): CanonicalValue {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item ?? null)]),
  )
}

describe('canonical bytes', () => {
  test.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: 5n }, '{"b":"5"}'],
    ['e\u0301', '"é"'],
    [{ 'e\u0301': 1, f: 2 }, '{"f":2,"é":1}'],
    [{ 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
    ['"\\\n\u2028', '"\\"\\\\\\n\u2028"'],
    [-0, '0'],
    [[], '[]'],
    [{}, '{}'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ] as const)('%s has the one text %s', (value, text) => {
    expect(canonical(value as CanonicalValue)).toBe(text)
  })

  test('do not depend on the order in which keys were written', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonical(turned(value))).toBe(canonical(value))
      }),
    )
  })

  test('are JSON, and writing what was read gives the same text', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = canonical(value)
        expect(canonical(JSON.parse(text))).toBe(text)
      }),
    )
  })

  test('are the same for texts that look the same (NFC)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(canonical({ [text.normalize('NFD')]: text.normalize('NFD') })).toBe(
          canonical({ [text]: text }),
        )
      }),
    )
  })

  test.each([0.5, Number.NaN, Infinity, 2 ** 53, -(2 ** 53)])('never hold the number %s', (number) => {
    expect(() => canonical({ a: [number] })).toThrow('integers only')
  })

  test('never hold two keys that look the same', () => {
    expect(() => canonical({ é: 1, 'e\u0301': 2 })).toThrow('two keys are one')
  })
})
