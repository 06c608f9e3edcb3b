import { expect, test } from 'vitest'
import { killsWithOwnServer } from './kills.ts'
import { roundsHere } from './rounds.ts'

test('G1: what was answered outlives a killed database, and nothing is paid other than once', async () => {
  const options = { rounds: roundsHere(2, 1), seed: 1, say: () => undefined }
  const lines = await killsWithOwnServer(options)
  // How long a recovery takes is a figure of the long gate: here other tests run beside it.
  expect(lines.filter(({ holds, unit }) => !holds && unit !== 'ms')).toEqual([])
}, 600_000)
