import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, fromHex, fromUtf8, sameBytes, toBase64, toHex, toUtf8 } from './bytes.ts'
import { sha256 } from './hash.ts'

describe('SHA-256 that runs anywhere', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('the published digest of %j comes out', (text, digest) => {
    expect(toHex(sha256(toUtf8(text)))).toBe(digest)
  })

  test('every length around a block gives the digest that the platform gives', () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255)
      expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })

  test('any bytes give the digest that the platform gives, and the input stays as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const before = bytes.slice()
        expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
        expect(sameBytes(before, bytes)).toBe(true)
      }),
    )
  })
})

describe('bytes as text', () => {
  test("hexadecimal, base64 and UTF-8 read back what they wrote, and base64 is the platform's", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ unit: 'grapheme' }), (bytes, text) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes)
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(toBase64(bytes))).toEqual(bytes)
        expect(fromUtf8(toUtf8(text))).toBe(text.toWellFormed())
      }),
    )
  })

  test.each(['A', 'AA', 'AAA', 'AA=', 'A===', 'AB==', 'AAB=', 'AA==\n', 'AA==AAAA', '=AAA', 'A-_A', ' AAA'])(
    'base64 has one spelling, so %j is none',
    (text) => {
      expect(fromBase64(text)).toBeUndefined()
    },
  )

  test.each(['0', 'AA', '0g', ' 0', '0x'])('hexadecimal has one spelling, so %j is none', (text) => {
    expect(fromHex(text)).toBeUndefined()
  })

  test('bytes that are no UTF-8 are not guessed at, and a byte order mark stays', () => {
    expect(fromUtf8(Uint8Array.of(0xff))).toBeUndefined()
    expect(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeUndefined()
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA')
  })

  test('bytes are the same only with the same length and every byte', () => {
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true)
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false)
  })
})
