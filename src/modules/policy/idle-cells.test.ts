import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { idleCells } from './idle-cells.ts'
import { loadAuthorityFile } from './load-authority.ts'
import { loadPackFolder } from './load-pack.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'policies')
const [packs, matrix] = await Promise.all([shippedPacks(), shippedMatrix()])
const day = '2026-11-26'

async function shippedPacks() {
  const loaded = await loadPackFolder(folder)
  if ('problems' in loaded) throw new Error('the shipped packs are right')
  return loaded.packs.map(({ pack }) => pack)
}

async function shippedMatrix() {
  const loaded = await loadAuthorityFile(join(folder, 'authority.yaml'))
  if ('problems' in loaded) throw new Error('the shipped matrix is right')
  return loaded.matrix
}

describe('a cell that records at once', () => {
  const withCell = (kinds: readonly string[] | undefined, classes: readonly string[]) => ({
    ...matrix,
    cells: [{ kinds, classes, level: 'L1' as const, registerOnly: true }, ...matrix.cells],
  })

  test('is reached by some decision in the matrix that we ship', () => {
    expect(matrix.cells.filter(({ registerOnly }) => registerOnly)).not.toEqual([])
    expect(idleCells(matrix, packs, day)).toEqual([])
  })

  test('is told where a rule always asks for more, with the kinds', () => {
    expect(idleCells(withCell(['logo_item'], ['consumer']), packs, day)).toEqual([
      { cell: 0, kinds: ['logo_item'] },
    ])
    expect(idleCells(withCell(['logo_item', 'discount_coupon'], ['consumer']), packs, day)).toEqual([
      { cell: 0, kinds: ['logo_item'] },
    ])
  })

  test('may stand for all kinds, though one of them never is', () => {
    expect(idleCells(withCell(undefined, ['consumer']), packs, day)).toEqual([])
  })

  test('is not told before the rule is in force, nor where the rule leaves a class alone', () => {
    expect(idleCells(withCell(['logo_item'], ['consumer']), packs, '2017-12-31')).toEqual([])
    expect(idleCells(withCell(['discount_coupon'], ['consumer', 'patient']), packs, day)).toEqual([])
  })
})
