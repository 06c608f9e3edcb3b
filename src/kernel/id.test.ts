import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idBytes, idPrefixes, isId, newId } from './id.ts'
import type { IdKind } from './id.ts'

const kinds = Object.keys(idPrefixes) as IdKind[]
const anyBytes = fc.uint8Array({ minLength: idBytes, maxLength: idBytes })

describe('identifiers', () => {
  test('carry their kind, and are of no other kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyBytes, (kind, bytes) => {
        const id = newId(kind, bytes)
        expect(kinds.filter((one) => isId(one, id))).toEqual([kind])
        expect(id.length).toBe(idPrefixes[kind].length + 25)
      }),
    )
  })

  test('sort as their bytes do, so that time first keeps an index in order', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => {
        const order = Buffer.compare(Buffer.from(a), Buffer.from(b))
        const [x, y] = [newId('request', a), newId('request', b)]
        expect(x < y ? -1 : x > y ? 1 : 0).toBe(order)
      }),
    )
  })

  test('no two kinds share a prefix', () => {
    expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length)
  })

  test.each([
    [new Uint8Array(15), 'req_000000000000000000000000'],
    [new Uint8Array(15).fill(255), 'req_zzzzzzzzzzzzzzzzzzzzzzzz'],
    [Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 'req_000000000000000000000001'],
  ])('%s is written %s', (bytes, id) => {
    expect(newId('request', bytes)).toBe(id)
  })

  test.each([
    'req_',
    'req_00000000000000000000000',
    'req_0000000000000000000000000',
    'req_00000000000000000000000i',
    'REQ_000000000000000000000000',
    'ben_000000000000000000000000',
    ' req_000000000000000000000000',
    '',
  ])('%j is no identifier of a request', (text) => {
    expect(isId('request', text)).toBe(false)
  })

  test.each([14, 16, 0])('%i random bytes are refused', (length) => {
    expect(() => newId('request', new Uint8Array(length))).toThrow('15 random bytes')
  })
})
