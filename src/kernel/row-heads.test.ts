import { describe, expect, test } from 'vitest'
import { fromHex, toHex, toUtf8 } from './bytes.ts'
import { sha256 } from './hash.ts'
import { RowHeads } from './row-heads.ts'

const digestOf = (text: string): string => toHex(sha256(toUtf8(text)))
const bytesOf = (digest: string): Uint8Array => fromHex(digest) ?? new Uint8Array(0)
const change = (id: string, version: number, digest: string | null = digestOf(`${id} ${version}`)) => ({
  table: 't',
  id,
  version,
  digest,
})

describe('the heads of rows', () => {
  test('keep the last digest, entry and column list of each of thousands of rows', () => {
    const heads = new RowHeads()
    for (let i = 0; i < 5_000; i++) heads.follow({ ...change(`r${i}`, 1), cols: (i % 3) + 1 }, i)
    for (let i = 0; i < 5_000; i += 2) heads.follow(change(`r${i}`, 2), 5_000 + i)
    for (let i = 0; i < 5_000; i++) {
      const at = heads.find('t', `r${i}`)
      const isTwice = i % 2 === 0
      const head = { version: isTwice ? 2 : 1, seq: isTwice ? 5_000 + i : i, isGone: false }
      expect(heads.head(at)).toEqual({ ...head, cols: isTwice ? 1 : (i % 3) + 1 })
      expect(heads.meet(at, bytesOf(digestOf(`r${i} ${head.version}`)))).toBe('same')
    }
    expect([...heads.unmet()]).toEqual([])
  })

  test.each([
    [[1], 'follows'],
    [[1, 2], 'follows'],
    [[1, 3], 'gap'],
    [[2], 'late'],
    [[1, 1], 'backwards'],
    [[2, 1], 'backwards'],
  ] as const)('versions %s end with a step that %s', (versions, step) => {
    const heads = new RowHeads()
    const steps = versions.map((version) => heads.follow(change('a', version), version))
    expect(steps.at(-1)).toBe(step)
  })

  test('tell a row that is met twice, should be gone, or was never met', () => {
    const heads = new RowHeads()
    heads.follow(change('a', 1), 0)
    heads.follow(change('b', 1), 1)
    heads.follow(change('b', 2, null), 2)
    heads.follow(change('c', 1), 3)
    const a = heads.find('t', 'a')
    expect(heads.meet(a, bytesOf(digestOf('a 2')))).toBe('other')
    expect(heads.meet(a, bytesOf(digestOf('a 1')))).toBe('extra')
    expect(heads.meet(heads.find('t', 'b'), bytesOf(digestOf('b 1')))).toBe('extra')
    expect([...heads.unmet()].map(({ id, head }) => [id, head.seq])).toEqual([['c', 3]])
    expect(heads.find('t', 'x')).toBe(-1)
    expect(heads.find('u', 'a')).toBe(-1)
  })
})
