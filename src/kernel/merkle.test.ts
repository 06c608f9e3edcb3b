import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, toUtf8 } from './bytes.ts'
import { sha256 } from './hash.ts'
import { consistencyProof, inclusionProof, MerkleTree, storedRoot } from './merkle-tree.ts'
import type { NodeReader } from './merkle-tree.ts'
import { emptyRoot, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './merkle.ts'

/** RFC 6962 section 2.1, word for word, as the measure for everything that is faster. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return sha256(new Uint8Array(0))
  if (leaves.length === 1) return leafHash(only, sha256)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)), sha256)
}

function grow(size: number): {
  tree: MerkleTree
  node: NodeReader
  reads: () => number
  leaves: Uint8Array[]
} {
  const nodes = new Map<string, Uint8Array>()
  const tree = new MerkleTree(sha256)
  const leaves = Array.from({ length: size }, (_, i) => toUtf8(`entry ${i}`))
  for (const leaf of leaves) {
    tree.append(leafHash(leaf, sha256), ({ level, index, hash }) => nodes.set(`${level}/${index}`, hash))
  }
  let reads = 0
  const node: NodeReader = (level, index) => {
    reads += 1
    const hash = nodes.get(`${level}/${index}`)
    if (!hash) throw new Error(`node ${level}/${index} was never finished`)
    return hash
  }
  return { tree, node, reads: () => reads, leaves }
}

describe('the tree of the log', () => {
  test('its root at every size is that of RFC 6962, from the edge and from stored nodes', async () => {
    const { node, leaves } = grow(70)
    const tree = new MerkleTree(sha256)
    for (let size = 0; size <= leaves.length; size++) {
      const expected = toHex(treeHash(leaves.slice(0, size)))
      expect(toHex(tree.root())).toBe(expected)
      expect(toHex(await storedRoot(size, node, sha256))).toBe(expected)
      const next = leaves[size]
      if (next) tree.append(leafHash(next, sha256))
    }
  })

  test('it goes on from a kept edge as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (first, more) => {
        const whole = grow(first + more)
        const resumed = new MerkleTree(sha256, grow(first).tree.edge())
        for (const leaf of whole.leaves.slice(first)) resumed.append(leafHash(leaf, sha256))
        expect(resumed.edge()).toEqual(whole.tree.edge())
        expect(resumed.size).toBe(first + more)
      }),
    )
  })

  test('an edge that does not fit its size is refused, not continued', () => {
    expect(() => new MerkleTree(sha256, { size: 3, edge: [emptyRoot(sha256)] })).toThrow('damaged')
  })

  test('a leaf can never pose as an inner node', () => {
    const [a, b] = [leafHash(toUtf8('a'), sha256), leafHash(toUtf8('b'), sha256)]
    expect(leafHash(Uint8Array.of(...a, ...b), sha256)).not.toEqual(nodeHash(a, b, sha256))
  })
})

describe('proofs', () => {
  test('every leaf of every tree up to 40 is proved, and no proof fits another place', async () => {
    for (let size = 1; size <= 40; size++) {
      const { tree, node, leaves } = grow(size)
      const root = tree.root()
      for (let index = 0; index < size; index++) {
        const path = await inclusionProof(index, size, node, sha256)
        const leaf = leafHash(leaves[index] ?? new Uint8Array(0), sha256)
        expect(verifyInclusion({ leaf, index, end: size, path, root }, sha256)).toBe(true)
        expect(verifyInclusion({ leaf, index: index + 1, end: size, path, root }, sha256)).toBe(false)
        expect(verifyInclusion({ leaf: root, index, end: size, path, root }, sha256)).toBe(size === 1)
      }
    }
  })

  test('every older tree is proved to be the beginning of every newer one up to 33', async () => {
    const { node, leaves } = grow(33)
    const roots = Array.from({ length: 34 }, (_, size) => treeHash(leaves.slice(0, size)))
    const rootOf = (size: number): Uint8Array => roots[size] ?? new Uint8Array(0)
    for (let size = 1; size <= 33; size++) {
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const path = await consistencyProof(oldSize, size, node, sha256)
        const claim = { oldSize, size, oldRoot: rootOf(oldSize), root: rootOf(size), path }
        expect(verifyConsistency(claim, sha256)).toBe(true)
        if (oldSize === size) continue
        expect(verifyConsistency({ ...claim, oldRoot: rootOf(oldSize - 1) }, sha256)).toBe(false)
        expect(verifyConsistency({ ...claim, root: rootOf(size - 1) }, sha256)).toBe(false)
      }
    }
  })

  test('one changed bit, one hash more or one hash less makes a proof false, never an error', async () => {
    const { tree, node, leaves } = grow(29)
    await fc.assert(
      fc.asyncProperty(fc.nat(28), fc.nat(31), fc.nat(7), fc.nat(9), async (index, byte, bit, which) => {
        const path = await inclusionProof(index, 29, node, sha256)
        const leaf = leafHash(leaves[index] ?? new Uint8Array(0), sha256)
        const claim = { leaf, index, end: 29, root: tree.root() }
        const at = which % path.length
        const changed = path.map((hash, i) => (i === at ? flip(hash, byte, bit) : hash))
        for (const bad of [changed, path.slice(1), path.slice(0, -1), [...path, leaf], [leaf, ...path]]) {
          expect(verifyInclusion({ ...claim, path: bad }, sha256)).toBe(false)
        }
        const older = await consistencyProof(index + 1, 29, node, sha256)
        const oldRoot = treeHash(leaves.slice(0, index + 1))
        const step = { oldSize: index + 1, size: 29, oldRoot, root: tree.root() }
        for (const bad of [older.slice(1), [...older, leaf], [leaf, ...older]]) {
          if (bad.length !== older.length)
            expect(verifyConsistency({ ...step, path: bad }, sha256)).toBe(false)
        }
      }),
    )
  })

  test('a proof for one size is none for a size that needs a longer path', async () => {
    const { tree, node, leaves } = grow(8)
    const claim = { leaf: leafHash(leaves[0] ?? new Uint8Array(0), sha256), index: 0, root: tree.root() }
    const path = await inclusionProof(0, 8, node, sha256)
    expect(verifyInclusion({ ...claim, end: 8, path }, sha256)).toBe(true)
    for (const end of [9, 16, 17]) expect(verifyInclusion({ ...claim, end, path }, sha256)).toBe(false)
    const older = await consistencyProof(4, 8, node, sha256)
    const roots = { oldRoot: treeHash(leaves.slice(0, 4)), root: tree.root(), path: older }
    expect(verifyConsistency({ ...roots, oldSize: 4, size: 8 }, sha256)).toBe(true)
    for (const size of [9, 16, 17]) {
      expect(verifyConsistency({ ...roots, oldSize: 4, size }, sha256)).toBe(false)
    }
  })

  test('a proof in a tree of 1,000,000 leaves reads at most two nodes a level', async () => {
    let reads = 0
    const node: NodeReader = () => {
      reads += 1
      return new Uint8Array(32)
    }
    for (const index of [0, 1, 524_287, 524_288, 777_777, 999_999]) {
      reads = 0
      await inclusionProof(index, 1_000_000, node, sha256)
      expect(reads).toBeLessThanOrEqual(40)
      reads = 0
      await consistencyProof(index + 1, 1_000_000, node, sha256)
      expect(reads).toBeLessThanOrEqual(40)
    }
  })

  test.each([
    [-1, 5],
    [5, 5],
    [0, 0],
    [0.5, 5],
  ])('leaf %s of %s has no proof', async (index, size) => {
    await expect(inclusionProof(index, size, () => new Uint8Array(32), sha256)).rejects.toThrow('no leaf')
  })

  test('a larger tree is not the beginning of a smaller one, and an empty one needs no path', async () => {
    const { node } = grow(3)
    await expect(consistencyProof(4, 3, node, sha256)).rejects.toThrow('no tree of 4')
    expect(await consistencyProof(0, 3, node, sha256)).toEqual([])
  })
})

function flip(hash: Uint8Array, byte: number, bit: number): Uint8Array {
  return hash.map((value, i) => (i === byte ? value ^ (1 << bit) : value))
}
