import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, toUtf8 } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/hash.ts'
import { inclusionProof, MerkleTree } from '../../kernel/merkle-tree.ts'
import { leafHash, verifyInclusion } from '../../kernel/merkle.ts'
import { growLog, isCheckpointDue, lagMs } from './domain.ts'

const empty = { size: 0, edge: [] }
const entry = (id: number) => ({ id: BigInt(id), bytes: toUtf8(`entry ${id}`) })

describe('the sequencer', () => {
  test('numbers entries in the order of their ids, however they were read, and without a gap', () => {
    const grown = growLog(empty, [entry(7), entry(2), entry(30)], sha256)
    expect(grown.entries.map(({ id, seq }) => [id, seq])).toEqual([
      [2n, 0],
      [7n, 1],
      [30n, 2],
    ])
  })

  test('comes to the same tree in one step as in many, and an entry that shows late is numbered late', () => {
    const anySteps = fc.array(fc.uniqueArray(fc.nat(1_000), { maxLength: 6 }), { maxLength: 8 })
    fc.assert(
      fc.property(anySteps, (steps) => {
        const leaves: Uint8Array[] = []
        let edge = growLog(empty, [], sha256).edge
        for (const step of steps) {
          const grown = growLog(edge, step.map(entry), sha256)
          expect(grown.entries.map(({ seq }) => seq)).toEqual(step.map((_, i) => leaves.length + i))
          for (const { leaf } of grown.entries) leaves.push(leaf)
          edge = grown.edge
        }
        const tree = new MerkleTree(sha256)
        for (const leaf of leaves) tree.append(leaf)
        expect(edge).toEqual(tree.edge())
      }),
    )
  })

  test('stores the inner nodes that any later proof needs; leaves stand with their entries', async () => {
    const nodes = new Map<string, Uint8Array>()
    const leaves: Uint8Array[] = []
    let edge = growLog(empty, [], sha256).edge
    for (const step of [[1, 2, 3], [4], [5, 6, 7, 8, 9, 10, 11]]) {
      const grown = growLog(edge, step.map(entry), sha256)
      for (const { level, index, hash } of grown.nodes) nodes.set(`${level}/${index}`, hash)
      for (const { leaf } of grown.entries) leaves.push(leaf)
      edge = grown.edge
    }
    const node = (level: number, index: number): Uint8Array => {
      const hash = level === 0 ? leaves[index] : nodes.get(`${level}/${index}`)
      if (!hash) throw new Error(`no node ${level}/${index}`)
      return hash
    }
    const root = new MerkleTree(sha256, edge).root()
    for (let index = 0; index < 11; index++) {
      const leaf = leafHash(toUtf8(`entry ${index + 1}`), sha256)
      const path = await inclusionProof(index, 11, node, sha256)
      expect(verifyInclusion({ leaf, index, end: 11, path, root }, sha256)).toBe(true)
    }
    expect([...nodes.keys()].filter((name) => name.startsWith('0/'))).toEqual([])
    expect(toHex(root)).not.toBe(toHex(leaves[0] ?? root))
  })

  test('refuses an entry that is given twice', () => {
    expect(() => growLog(empty, [entry(1), entry(1)], sha256)).toThrow('given twice')
  })
})

describe('a checkpoint', () => {
  const at = '2026-11-25T08:30:00.000Z'
  test.each([
    ['the log is empty and has none', 0, undefined, at, false],
    ['the first entry came', 1, undefined, at, true],
    ['nothing came since', 5, { size: 5, at }, '2026-11-26T08:30:00.000Z', false],
    ['an entry came and 2.999 s passed', 6, { size: 5, at }, '2026-11-25T08:30:02.999Z', false],
    ['an entry came and 3 s passed', 6, { size: 5, at }, '2026-11-25T08:30:03.000Z', true],
    ['the clock went back', 6, { size: 5, at }, '2026-11-25T08:29:00.000Z', false],
  ] as const)('when %s is due: %#', (_, size, last, now, isDue) => {
    expect(isCheckpointDue(size, last, now)).toBe(isDue)
  })

  test('larger than the log is a fault, never signed over', () => {
    expect(() => isCheckpointDue(4, { size: 5, at }, at)).toThrow('smaller than its checkpoint')
  })

  test.each([
    [undefined, 0],
    ['2026-11-25T08:29:55.000Z', 5_000],
    ['2026-11-25T08:30:00.001Z', 0],
  ])('the oldest entry that waits since %s lags %i ms', (since, lag) => {
    expect(lagMs(since, at)).toBe(lag)
  })
})
