import { describe, expect, test } from 'vitest'
import { toHex, toUtf8 } from '../../../src/kernel/bytes.ts'
import { sha256 } from '../../../src/kernel/hash.ts'
import { leafHash, nodeHash } from '../../../src/kernel/merkle.ts'
import { isProven } from './proof.ts'

const bytes = ['{"entry":0}', '{"entry":1}', '{"entry":2}']
const leaves = bytes.map((text) => leafHash(toUtf8(text), sha256))
const [first, second, third] = leaves
if (!first || !second || !third) throw new Error('three leaves are three')
const left = nodeHash(first, second, sha256)

const proof = {
  bytes: '{"entry":1}',
  leafHash: toHex(second),
  path: [toHex(first), toHex(third)],
  root: toHex(nodeHash(left, third, sha256)),
  size: 3,
  entry: { number: 1 },
}

describe('the proof that the browser checks by itself', () => {
  test.each([
    ['as the server gave it', {}, true],
    ['with one letter of the entry changed', { bytes: '{"entry":9}' }, false],
    ['with the leaf of another entry', { leafHash: toHex(first) }, false],
    ['at another place', { entry: { number: 0 } }, false],
    ['of a tree that would need a longer path', { size: 5 }, false],
    ['with a step left out', { path: [toHex(first)] }, false],
    ['with a step that is no hash', { path: [toHex(first), 'zz'] }, false],
    ['against another root', { root: toHex(left) }, false],
    ['of an entry without a number', { entry: {} }, false],
  ])('%s', (_, change, expected) => {
    expect(isProven({ ...proof, ...change })).toBe(expected)
  })
})
