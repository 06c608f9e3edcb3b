import { describe, expect, test } from 'vitest'
import { codeAt, otpauthUri, stepAt, stepOfCode } from './totp.ts'

/**
 * The secret and moments of RFC 6238, appendix B (SHA-1), of whose eight digits an authenticator shows six.
 */
const secret = '12345678901234567890'

describe('codes of the second factor', () => {
  test.each([
    ['1970-01-01T00:00:59.000Z', '287082'],
    ['2005-03-18T01:58:29.000Z', '081804'],
    ['2005-03-18T01:58:31.000Z', '050471'],
    ['2009-02-13T23:31:30.000Z', '005924'],
    ['2033-05-18T03:33:20.000Z', '279037'],
    ['2603-10-11T11:33:20.000Z', '353130'],
  ])('at %s the code is %s', (at, code) => {
    expect(codeAt(secret, stepAt(at))).toBe(code)
  })

  test.each([
    ['two steps late', -2, undefined],
    ['one step late', -1, -1],
    ['in its step', 0, 0],
    ['one step early', 1, 1],
    ['two steps early', 2, undefined],
  ])('a code that is typed %s', (_, steps, counts) => {
    const at = '2026-11-25T08:00:10.000Z'
    const step = stepAt(at)
    const expected = counts === undefined ? undefined : step + counts
    expect(stepOfCode(secret, codeAt(secret, step + steps), at)).toBe(expected)
  })

  test.each(['', '12345', '1234567', '12a456', '１２３４５６', ' 87082'])('%j is no code', (code) => {
    expect(stepOfCode(secret, code, '1970-01-01T00:00:59.000Z')).toBeUndefined()
  })

  test('the address for an authenticator carries the secret in base 32', () => {
    expect(otpauthUri(secret, 'a b@c.example')).toBe(
      'otpauth://totp/Aboveboard:a%20b%40c.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
        '&issuer=Aboveboard&digits=6&period=30',
    )
  })
})
