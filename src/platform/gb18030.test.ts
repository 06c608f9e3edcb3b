import { describe, expect, it } from 'vitest'
import { encodeGb18030 } from './gb18030.ts'

const decoder = new TextDecoder('gb18030', { fatal: true })

describe('text in GB18030', () => {
  it('has the bytes that GBK programs know', () => {
    expect([...encodeGb18030('华东,a\r\n')]).toEqual([0xbb, 0xaa, 0xb6, 0xab, 0x2c, 0x61, 0x0d, 0x0a])
  })

  it('comes back letter by letter: the basic plane', () => {
    const letters = Array.from({ length: 0xffff }, (_, i) => i + 1)
      // No halves of pairs, no letters of private use, and not the sign for a letter that is lost.
      .filter((point) => (point < 0xd800 || point > 0xf8ff) && point !== 0xfffd)
      .map((point) => String.fromCodePoint(point))
    const lost = letters.filter((letter) => decoder.decode(encodeGb18030(`x${letter}`)) !== `x${letter}`)
    expect(lost).toEqual([])
  })

  it('comes back beyond the basic plane: rare names and signs', () => {
    const text = '𠮷野 𡈽屋 😀 \u{10ffff}'
    expect(decoder.decode(encodeGb18030(text))).toBe(text)
  })

  it('writes a question mark for half a letter', () => {
    expect(encodeGb18030('a\ud800b').toString('latin1')).toBe('a?b')
  })
})
