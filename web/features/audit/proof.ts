import { fromHex, toUtf8 } from '../../../src/kernel/bytes.ts'
import { sha256 } from '../../../src/kernel/hash.ts'
import { leafHash, verifyInclusion } from '../../../src/kernel/merkle.ts'

/** What the server claims about one entry. */
type Proof = {
  readonly bytes: string
  readonly leafHash: string
  readonly path: readonly string[]
  readonly root: string
  readonly size: number
  readonly entry: { readonly number?: number | undefined }
}

/** Hashes the entry's own bytes and follows the path to the root; nothing is taken on trust but the root. */
export function isProven(proof: Proof): boolean {
  const leaf = leafHash(toUtf8(proof.bytes), sha256)
  const claimed = fromHex(proof.leafHash)
  const root = fromHex(proof.root)
  const path = proof.path.flatMap((line) => fromHex(line) ?? [])
  const index = proof.entry.number
  if (!claimed || !root || index === undefined || path.length !== proof.path.length) return false
  const isSameLeaf = claimed.length === leaf.length && claimed.every((byte, at) => byte === leaf[at])
  return isSameLeaf && verifyInclusion({ leaf, index, end: proof.size, path, root }, sha256)
}
