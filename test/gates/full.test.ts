import { expect, test } from 'vitest'
import { mayMount, onSmallDisk } from './full.ts'
import { roundsHere } from './rounds.ts'

test.skipIf(!mayMount())(
  'G4: what was answered outlives a full disk, and payments go on once there is room',
  async () => {
    const lines = await onSmallDisk({ rounds: roundsHere(2, 1), seed: 1, say: () => undefined })
    // How long a recovery takes is a figure of the long gate: here other tests run beside it.
    expect(lines.filter(({ holds, unit }) => !holds && unit !== 'ms')).toEqual([])
  },
  600_000,
)
