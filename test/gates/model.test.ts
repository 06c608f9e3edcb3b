import process from 'node:process'
import { expect, test } from 'vitest'
import { freshDatabase } from '../setup/fresh-database.ts'
import { modelOn } from './model.ts'

/** What only a long run meets is asked of the long run. */
const onlyLong = 'G6 refusals met'

test('G6: whoever tries what, requests, duties and sums are left as the model has them', async () => {
  const said: string[] = []
  const lines = await modelOn(freshDatabase, { rounds: 1_200, seed: 3, say: (text) => void said.push(text) })
  for (const line of lines) process.stderr.write(`${JSON.stringify(line)}\n`)
  const failed = lines.filter((line) => !line.holds && line.name !== onlyLong)
  if (failed.length > 0) process.stderr.write(`${said.join('\n')}\n`)
  expect(failed).toEqual([])
}, 600_000)
