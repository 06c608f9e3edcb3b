import { expect, test } from 'vitest'
import { gate } from './restore.ts'
import { roundsHere } from './rounds.ts'

test('G19: a lost data folder comes back to a named second, whole and verified from outside', async () => {
  const lines = await gate.run({ rounds: roundsHere(30, 9), seed: 1, say: () => undefined })
  expect(lines.filter((line) => !line.holds)).toEqual([])
  expect(lines.map(({ name }) => name)).toContain('G19 missing segments found')
}, 300_000)
