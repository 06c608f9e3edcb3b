import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '../../src/contract/index.ts'
import { testCompany, type Company } from '../setup/company.ts'
import { valueWithoutTrace } from '../setup/value-trace.ts'
import { callsOn, type CallsSeen } from './calls.ts'
import type { GateLine } from './gate.ts'
import { matrixOn, type MatrixSeen } from './matrix.ts'
import { roundsHere } from './rounds.ts'
import { elsewhere } from './rows-elsewhere.ts'
import { rowsMissing } from './status-rows.ts'

const companies: Company[] = []
let matrix: MatrixSeen
let calls: CallsSeen

async function company(): Promise<Company> {
  const made = await testCompany()
  companies.push(made)
  return made
}

function holds(lines: readonly GateLine[], said: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${JSON.stringify(line)}\n`)
  const failed = lines.filter((line) => !line.holds)
  if (failed.length > 0) process.stderr.write(`${said.join('\n')}\n`)
  expect(failed).toEqual([])
}

// Four rounds meet every status that an operation can answer; one shows the same on another server.
const callRounds = roundsHere(4, 1)

const heard: Record<'matrix' | 'calls', string[]> = { matrix: [], calls: [] }

beforeAll(async () => {
  const say = (gate: keyof typeof heard) => (text: string) => void heard[gate].push(text)
  matrix = await matrixOn(await company(), { rounds: 1, seed: 1, say: say('matrix') })
  calls = await callsOn(await company(), { rounds: callRounds, seed: 20_261_125, say: say('calls') })
}, 600_000)

afterAll(async () => {
  for (const each of companies) await each.close()
})

test('G13: every role gets what the access table says, over HTTP and by SQL', () => {
  holds(matrix.lines, heard.matrix)
})

test('G12: random calls of every operation by every role break nothing, and enough of them pass', () => {
  holds(calls.lines, heard.calls)
})

test('K21: whatever an operation gave stands in the sums, was approved, and has its entries', async () => {
  for (const each of companies) expect(await valueWithoutTrace(each)).toEqual([])
})

test.skipIf(callRounds < 4)('every operation answered each status, or the reason is written down', () => {
  expect(rowsMissing(operations, [matrix.statuses, calls.statuses])).toEqual([])
  const project = join(import.meta.dirname, '../..')
  expect(Object.keys(elsewhere).filter((file) => !existsSync(join(project, file)))).toEqual([])
  // Each of these files fails by itself where its rows are not true, as long as somebody listens.
  expect(readFileSync(join(project, 'vitest.config.ts'), 'utf8')).toContain('test/setup/watch-rows.ts')
})
