import type { Sha256 } from './hash.ts'
import { emptyRoot, nodeHash } from './merkle.ts'

/** What is needed to go on growing a tree: its size and the hashes of its whole subtrees, largest first. */
export type TreeEdge = { readonly size: number; readonly edge: readonly Uint8Array[] }

/** A finished node: `level` 0 is a leaf, `index` counts from the left within the level. */
export type TreeNode = { readonly level: number; readonly index: number; readonly hash: Uint8Array }

/** A finished node that the log has stored. */
export type NodeReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>

/** A tree that only grows. It keeps one hash per level, so a million leaves need some twenty hashes. */
export class MerkleTree {
  readonly #sha256: Sha256
  readonly #edge: Uint8Array[]
  #size: number

  /** Starts empty, or where `from` stopped. Throws when the edge cannot belong to the size. */
  constructor(sha256: Sha256, from: TreeEdge = { size: 0, edge: [] }) {
    if (from.edge.length !== countOnes(from.size))
      throw new Error(`an edge of ${from.size} leaves is damaged`)
    this.#sha256 = sha256
    this.#edge = [...from.edge]
    this.#size = from.size
  }

  get size(): number {
    return this.#size
  }

  /** Appends a leaf hash. `store` hears of every node that is finished by it, the leaf included. */
  append(leaf: Uint8Array, store?: (node: TreeNode) => void): void {
    let hash = leaf
    let level = 0
    let index = this.#size
    store?.({ level, index, hash })
    while (index % 2 === 1) {
      const left = this.#edge.pop()
      if (!left) throw new Error('the edge of the tree is shorter than its size tells')
      hash = nodeHash(left, hash, this.#sha256)
      index = (index - 1) / 2
      level += 1
      store?.({ level, index, hash })
    }
    this.#edge.push(hash)
    this.#size += 1
  }

  /** The root over all leaves so far. */
  root(): Uint8Array {
    return foldRight(this.#edge, this.#sha256)
  }

  /** A copy of what must be kept to go on later. */
  edge(): TreeEdge {
    return { size: this.#size, edge: [...this.#edge] }
  }
}

/**
 * The path that proves leaf `index` in the tree of `size` leaves, from the leaf upwards (RFC 6962, 2.1.1).
 * Reads about two nodes a level. Throws when the index is outside the tree.
 */
export async function inclusionProof(
  index: number,
  size: number,
  node: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new Error(`no leaf ${index} of ${size}`)
  const siblings: [number, number][] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    siblings.push(index < middle ? [middle, end] : [start, middle])
    if (index < middle) end = middle
    else start = middle
  }
  return rangeRoots(siblings.reverse(), node, sha256)
}

/**
 * The path that proves that the tree of `oldSize` is the beginning of the tree of `size` (RFC 6962, 2.1.2).
 * Empty for equal sizes and for an empty older tree. Throws when the older tree is the larger one.
 */
export async function consistencyProof(
  oldSize: number,
  size: number,
  node: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  if (oldSize < 0 || oldSize > size) throw new Error(`no tree of ${oldSize} in a tree of ${size}`)
  if (oldSize === 0) return []
  const parts: [number, number][] = []
  let start = 0
  let end = size
  while (oldSize !== end) {
    const middle = start + splitPoint(end - start)
    parts.push(oldSize <= middle ? [middle, end] : [start, middle])
    if (oldSize <= middle) end = middle
    else start = middle
  }
  if (start !== 0) parts.push([start, end])
  return rangeRoots(parts.reverse(), node, sha256)
}

/** The root of the first `size` leaves, from stored nodes. */
export async function storedRoot(size: number, node: NodeReader, sha256: Sha256): Promise<Uint8Array> {
  const [root] = await rangeRoots([[0, size]], node, sha256)
  return root ?? emptyRoot(sha256)
}

async function rangeRoots(
  ranges: readonly (readonly [number, number])[],
  node: NodeReader,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  const roots: Uint8Array[] = []
  for (const [start, end] of ranges) {
    const hashes: Uint8Array[] = []
    for (let at = start; at < end;) {
      const level = largestLevel(end - at)
      hashes.push(await node(level, at / 2 ** level))
      at += 2 ** level
    }
    roots.push(foldRight(hashes, sha256))
  }
  return roots
}

function foldRight(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const last = hashes.at(-1)
  if (!last) return emptyRoot(sha256)
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, sha256), last)
}

/** The largest power of two below `count`: where RFC 6962 splits a tree. */
function splitPoint(count: number): number {
  return 2 ** largestLevel(count - 1)
}

function largestLevel(count: number): number {
  let level = 0
  while (2 ** (level + 1) <= count) level += 1
  return level
}

function countOnes(size: number): number {
  let ones = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2
  return ones
}
