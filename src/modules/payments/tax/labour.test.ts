import { expect, it } from 'vitest'
import { labourTables, labourTax } from './labour.ts'
import { rateOn } from './rates.ts'

it('withholds from pay for services by the table of the law, at the edges of its steps', () => {
  const table = rateOn(labourTables, '2026-11-25')
  if (!table) throw new Error('no table')
  // income in fen -> tax in fen
  const cases = [
    [0n, 0n],
    [80_000n, 0n],
    [80_005n, 1n],
    [100_000n, 4_000n],
    [400_000n, 64_000n],
    [400_100n, 64_016n],
    [2_500_000n, 400_000n],
    [2_500_100n, 400_024n],
    [6_250_000n, 1_300_000n],
    [6_250_100n, 1_300_032n],
    [10_000_000n, 2_500_000n],
  ] as const
  for (const [income, tax] of cases) expect(labourTax(income, table), String(income)).toBe(tax)
})

it('has no table for a day before the law', () => {
  expect(rateOn(labourTables, '2018-12-31')).toBeUndefined()
})
