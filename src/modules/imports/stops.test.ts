import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compilePacks, loadPackFolder } from '../policy/index.ts'
import { newStopTally } from './stops.ts'

const loaded = await loadPackFolder(join(import.meta.dirname, '..', '..', '..', 'policies'))
const policy = compilePacks('packs' in loaded ? loaded.packs : [])

test.each([
  ['2024-06-03', 'Anti-Unfair Competition Law (2017/2019), Art. 7'],
  ['2026-06-03', 'Anti-Unfair Competition Law (2025), Art. 8'],
])('what would have stopped a row of %s is told by the law of that day', (day, clause) => {
  const tally = newStopTally()
  const value = { currency: 'CNY', minor: 50_000n }
  tally.add({ outcome: 'prohibit', stops: ['CN-AUCL-01'], value, day, missing: [] })
  expect(tally.rules(() => policy, 'en')).toMatchObject([{ ruleId: 'CN-AUCL-01', clause, rows: 1 }])
})
