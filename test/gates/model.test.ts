import process from 'node:process'
import { expect, test } from 'vitest'
import { freshDatabase } from '../setup/fresh-database.ts'
import { modelOn } from './model.ts'

/** A short run reaches most of what the long one must reach entirely; below that it would prove nothing. */
const reachMin = 0.6

test('G6: whoever tries what, requests, duties and sums are left as the model has them', async () => {
  const said: string[] = []
  const lines = await modelOn(freshDatabase, { rounds: 1_200, seed: 6, say: (text) => void said.push(text) })
  for (const line of lines) process.stderr.write(`${JSON.stringify(line)}\n`)
  const failed = lines.filter(({ holds, unit, ratio }) => !holds && (unit !== 'kinds' || ratio < reachMin))
  if (failed.length > 0) process.stderr.write(`${said.join('\n')}\n`)
  expect(failed).toEqual([])
}, 600_000)
