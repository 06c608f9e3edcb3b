import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditCodeCheck, readCreditCode } from './credit-code.ts'

const letters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const anyCode = fc
  .tuple(
    fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 2 }),
    fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom(...letters), { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''))
  .map((first) => first + creditCodeCheck(first))

describe('unified social credit codes (统一社会信用代码)', () => {
  test.each(['91330100799655058B', '9144030071526726XG', '914403001922038216'])(
    '%s, registered, is read',
    (code) => {
      expect(readCreditCode(code)).toBe(code)
    },
  )

  test.each([
    ['blanks and hyphens', ' 9133-0100 7996 55058b '],
    ['full-width letters', '９１３３０１００７９９６５５０５８Ｂ'],
  ])('typed with %s is put right', (_, text) => {
    expect(readCreditCode(text)).toBe('91330100799655058B')
  })

  test.each([
    ['a wrong check character', '91330100799655058C'],
    ['17 characters', '91330100799655058'],
    ['19 characters', '91330100799655058B0'],
    ['a letter O', '9133O100799655058B'],
    ['a letter in the region', '91A30100799655058B'],
    ['nothing', ''],
  ])('with %s is none', (_, text) => {
    expect(readCreditCode(text)).toBeUndefined()
  })

  test('one wrong character is always noticed', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(17), fc.constantFrom(...letters), (code, at, letter) => {
        expect(readCreditCode(code)).toBe(code)
        const wrong = code.slice(0, at) + letter + code.slice(at + 1)
        if (wrong !== code) expect(readCreditCode(wrong)).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })

  test('two different neighbours that were swapped are always noticed', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(15), (code, at) => {
        const [a = '', b = ''] = [code.charAt(at), code.charAt(at + 1)]
        const swapped = code.slice(0, at) + b + a + code.slice(at + 2)
        if (a !== b) expect(readCreditCode(swapped)).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })

  test('a check character is refused for a letter that codes do not have', () => {
    expect(() => creditCodeCheck('9133010079965505I')).toThrow('not a letter')
  })
})
