import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromBase64, toHex, toUtf8 } from '../../src/kernel/bytes.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../../src/kernel/checkpoint.ts'
import { sha256 } from '../../src/kernel/hash.ts'
import { consistencyProof, inclusionProof, MerkleTree } from '../../src/kernel/merkle-tree.ts'
import { leafHash, verifyConsistency, verifyInclusion } from '../../src/kernel/merkle.ts'
import { formatNoteKey, openNote, parseNote, parseNoteKey, signNote } from '../../src/kernel/note.ts'
import { sharedPart } from './shared-data.ts'
import { signWith, verifySignature } from './signing.ts'

type Vector = {
  readonly leafIdx: number
  readonly treeSize: number
  readonly leafHash: string
  readonly root: string
  readonly size1: number
  readonly size2: number
  readonly root1: string
  readonly root2: string
  readonly start: number
  readonly end: number
  readonly size: number
  readonly proof: readonly string[] | null
  readonly desc: string
  readonly wantErr: boolean
}

const folder = sharedPart('data/tlog') ?? ''
const testdata = join(folder, 'merkle', 'testdata')

const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0)
const pathOf = (vector: Vector): Uint8Array[] => (vector.proof ?? []).map(bytesOf)

function vectorsIn(kind: string): Vector[] {
  return readdirSync(join(testdata, kind), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(testdata, kind, name), 'utf8')))
}

const judges: Record<string, (vector: Vector) => boolean> = {
  inclusion: (v) =>
    verifyInclusion(
      {
        leaf: bytesOf(v.leafHash),
        index: v.leafIdx,
        end: v.treeSize,
        path: pathOf(v),
        root: bytesOf(v.root),
      },
      sha256,
    ),
  consistency: (v) =>
    verifyConsistency(
      {
        oldSize: v.size1,
        size: v.size2,
        oldRoot: bytesOf(v.root1),
        root: bytesOf(v.root2),
        path: pathOf(v),
      },
      sha256,
    ),
  subtreeinclusion: (v) =>
    verifyInclusion(
      {
        leaf: bytesOf(v.leafHash),
        index: v.leafIdx,
        start: v.start,
        end: v.end,
        path: pathOf(v),
        root: bytesOf(v.root),
      },
      sha256,
    ),
  subtreeconsistency: (v) =>
    verifyConsistency(
      {
        start: v.start,
        oldSize: v.end,
        size: v.size,
        oldRoot: bytesOf(v.root1),
        root: bytesOf(v.root2),
        path: pathOf(v),
      },
      sha256,
    ),
}

describe.skipIf(folder === '')('published vectors of transparency logs', () => {
  test.each([
    ['inclusion', 98],
    ['consistency', 98],
    ['subtreeinclusion', 204],
    ['subtreeconsistency', 118],
  ])('%s proofs: each good one is believed, each damaged one is not (%i vectors)', (kind, count) => {
    const vectors = vectorsIn(kind)
    expect(vectors).toHaveLength(count)
    const wrong = vectors.filter((vector) => judges[kind]?.(vector) === vector.wantErr)
    expect(wrong).toEqual([])
    expect(vectors.some((vector) => vector.wantErr) && vectors.some((vector) => !vector.wantErr)).toBe(true)
  })

  test('a log of 15 entries: each signed checkpoint is a root and leads to the last one', async () => {
    const log = join(folder, 'tessera', 'testdata', 'log')
    const key = parseNoteKey(
      'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
      sha256,
    )
    if (!key) throw new Error('the public key of the vectors does not fit its id')
    const entries = entriesOf(readFileSync(join(log, 'tile/entries/000.p/15')))
    const hashes = readFileSync(join(log, 'tile/0/000.p/15'))
    const nodes = new Map<string, Uint8Array>()
    const tree = new MerkleTree(sha256)
    const roots = [tree.root()]
    for (const [i, entry] of entries.entries()) {
      expect(toHex(leafHash(entry, sha256))).toBe(hashes.subarray(i * 32, i * 32 + 32).toString('hex'))
      tree.append(leafHash(entry, sha256), ({ level, index, hash }) => nodes.set(`${level}/${index}`, hash))
      roots.push(tree.root())
    }
    const node = (level: number, index: number): Uint8Array =>
      nodes.get(`${level}/${index}`) ?? new Uint8Array(0)
    for (let size = 0; size <= 15; size++) {
      const note = readFileSync(join(log, `checkpoint.${size}`), 'utf8')
      const checkpoint = await openCheckpoint(note, key, verifySignature)
      expect(checkpoint).toMatchObject({ origin: 'example.com/log/testdata', size })
      const oldRoot = checkpoint?.root ?? new Uint8Array(0)
      expect(toHex(oldRoot)).toBe(toHex(roots[size] ?? new Uint8Array(0)))
      const path = await consistencyProof(size, 15, node, sha256)
      expect(verifyConsistency({ oldSize: size, size: 15, oldRoot, root: tree.root(), path }, sha256)).toBe(
        size > 0,
      )
      if (size === 15) continue
      const leaf = leafHash(entries[size] ?? new Uint8Array(0), sha256)
      const claim = { leaf, index: size, end: 15, root: tree.root() }
      expect(verifyInclusion({ ...claim, path: await inclusionProof(size, 15, node, sha256) }, sha256)).toBe(
        true,
      )
      expect(
        await openCheckpoint(note.replace(`\n${size}\n`, `\n${size + 1}\n`), key, verifySignature),
      ).toBeUndefined()
    }
  })

  test('a signed note is read, believed and written as the reference implementation does', async () => {
    const vectors: {
      skey: string
      vkey: string
      vkey2: string
      text: string
      note: string
      badKeys: string[]
    } = JSON.parse(readFileSync(join(folder, 'golang-mod', 'signed-note-vectors.json'), 'utf8'))
    const key = parseNoteKey(vectors.vkey, sha256)
    const other = parseNoteKey(vectors.vkey2, sha256)
    if (!key || !other) throw new Error('the public keys of the vectors are not read')
    expect(formatNoteKey(key)).toBe(vectors.vkey)
    expect(formatNoteKey(other)).toBe(vectors.vkey2)
    for (const bad of vectors.badKeys) expect(parseNoteKey(bad, sha256)).toBeUndefined()
    const seed = bytesOf(vectors.skey.split('+').slice(4).join('+')).subarray(1)
    expect(await signNote(vectors.text, key, signWith(seed))).toBe(vectors.note)
    expect(parseNote(vectors.note)?.text).toBe(vectors.text)
    expect(await openNote(vectors.note, key, verifySignature)).toBe(vectors.text)
    expect(await openNote(vectors.note, other, verifySignature)).toBeUndefined()
  })

  test('a checkpoint text is read and written byte for byte', () => {
    const { treeNote }: { treeNote: { size: string; recordHashOf: string; text: string } } = JSON.parse(
      readFileSync(join(folder, 'golang-mod', 'signed-note-vectors.json'), 'utf8'),
    )
    const checkpoint = parseCheckpoint(treeNote.text)
    expect(checkpoint).toMatchObject({ origin: 'go.sum database tree', size: Number(treeNote.size) })
    expect(checkpoint && formatCheckpoint(checkpoint)).toBe(treeNote.text)
    expect(checkpoint?.root).toEqual(leafHash(toUtf8(treeNote.recordHashOf), sha256))
  })
})

/** Entries of a bundle tile: each with its length in two bytes before it. */
function entriesOf(tile: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < tile.length;) {
    const length = (tile[at] ?? 0) * 256 + (tile[at + 1] ?? 0)
    entries.push(tile.slice(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries
}
