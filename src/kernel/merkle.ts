import { sameBytes } from './bytes.ts'
import type { Sha256 } from './hash.ts'

/** What an inclusion proof claims: `leaf` stands at `index` of the tree over leaves [start, end). */
export type InclusionClaim = {
  readonly leaf: Uint8Array
  readonly index: number
  /** First leaf of the tree; 0 unless the proof is for a subtree. */
  readonly start?: number
  /** One past the last leaf: the size of the tree when it starts at 0. */
  readonly end: number
  readonly path: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** What a consistency proof claims: the tree over [start, oldSize) is the beginning of the tree of `size`. */
export type ConsistencyClaim = {
  readonly start?: number
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly size: number
  readonly root: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** The hash of a leaf, SHA-256(0x00 || entry bytes) (RFC 6962, section 2.1). */
export function leafHash(entry: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(entry.length + 1)
  input.set(entry, 1)
  return sha256(input)
}

/**
 * The hash of an inner node, SHA-256(0x01 || left || right): the other prefix stops a node posing as a leaf.
 */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 1 + left.length)
  return sha256(input)
}

/** The root of a tree without leaves. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** True when the path leads from the leaf to the root (RFC 9162, section 2.1.3.2). Never throws. */
export function verifyInclusion(claim: InclusionClaim, sha256: Sha256): boolean {
  const { start = 0, end } = claim
  if (start === end || !isSubtree(start, end)) return false
  if (!areHashes([claim.leaf, claim.root, ...claim.path])) return false
  if (!Number.isSafeInteger(claim.index) || claim.index < start || claim.index >= end) return false
  let at = claim.index - start
  let last = end - start - 1
  let hash = claim.leaf
  for (const sibling of claim.path) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash, sha256)
      while (!isOdd(at) && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    at = half(at)
    last = half(last)
  }
  return last === 0 && sameBytes(hash, claim.root)
}

/**
 * True when the older tree is the beginning of the newer one (RFC 9162, section 2.1.4.2; for a subtree, the
 * merkle tree certificates draft, section 4.4). An empty older tree proves nothing and is refused. Never
 * throws.
 */
export function verifyConsistency(claim: ConsistencyClaim, sha256: Sha256): boolean {
  const { start = 0, oldSize, size, path } = claim
  if (!Number.isSafeInteger(size) || oldSize > size || !isSubtree(start, oldSize)) return false
  if (oldSize === 0 && claim.start === undefined) return false
  if (start === oldSize) return path.length === 0 && sameBytes(claim.oldRoot, emptyRoot(sha256))
  if (start === 0 && oldSize === size) return path.length === 0 && sameBytes(claim.oldRoot, claim.root)
  if (!areHashes([claim.oldRoot, claim.root, ...path])) return false
  return followConsistency(claim, start, sha256)
}

function followConsistency(claim: ConsistencyClaim, start: number, sha256: Sha256): boolean {
  let first = start
  let old = claim.oldSize - 1
  let last = claim.size - 1
  const shift = (): void => {
    first = half(first)
    old = half(old)
    last = half(last)
  }
  const atEnd = old === last
  while (first !== old && (atEnd || isOdd(old))) shift()
  const seed = first === old ? claim.oldRoot : claim.path[0]
  if (seed === undefined) return false
  let oldHash = seed
  let newHash = seed
  for (const sibling of claim.path.slice(first === old ? 0 : 1)) {
    if (last === 0) return false
    if (isOdd(old) || old === last) {
      if (first < old) oldHash = nodeHash(sibling, oldHash, sha256)
      newHash = nodeHash(sibling, newHash, sha256)
      while (!isOdd(old) && old !== 0) shift()
    } else {
      newHash = nodeHash(newHash, sibling, sha256)
    }
    shift()
  }
  return last === 0 && sameBytes(oldHash, claim.oldRoot) && sameBytes(newHash, claim.root)
}

/** A range that stands as one node: it starts at a multiple of the power of two that its length needs. */
function isSubtree(start: number, end: number): boolean {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) return false
  if (start === end) return true
  let width = 1
  while (width < end - start) width *= 2
  return start % width === 0
}

function areHashes(list: readonly Uint8Array[]): boolean {
  return list.every((hash) => hash.length === 32)
}

function isOdd(n: number): boolean {
  return n % 2 === 1
}

function half(n: number): number {
  return Math.floor(n / 2)
}
