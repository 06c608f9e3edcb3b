import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { drawFor } from './draw.ts'

describe('the draw for review', () => {
  test('is repeated by whoever knows the hash of the record and the benefit', () => {
    const record = hash('sha256', 'a decision record')
    const seed = `${record} ben_1`
    const rest = Number(BigInt(`0x${hash('sha256', seed).slice(0, 16)}`) % 1000n)
    expect(drawFor(record, 'ben_1', rest)).toEqual({ seed, perMille: rest, isDrawn: false })
    expect(drawFor(record, 'ben_1', rest + 1)).toEqual({ seed, perMille: rest + 1, isDrawn: true })
  })

  test('takes about the share that the matrix names', () => {
    const drawn = Array.from({ length: 20_000 }, (_, i) => drawFor(hash('sha256', `${i}`), `ben_${i}`, 50))
    const share = drawn.filter((draw) => draw.isDrawn).length / drawn.length
    expect(share).toBeGreaterThan(0.045)
    expect(share).toBeLessThan(0.055)
  })
})
