import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../setup/company.ts'
import { matrixOn } from './matrix.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('G13: every role gets what the access table says, over HTTP and by SQL', async () => {
  const said: string[] = []
  const lines = await matrixOn(company, { rounds: 1, seed: 1, say: (text) => void said.push(text) })
  for (const line of lines) process.stderr.write(`${JSON.stringify(line)}\n`)
  if (lines.some(({ holds }) => !holds)) process.stderr.write(`${said.join('\n')}\n`)
  expect(lines.filter((line) => !line.holds)).toEqual([])
}, 300_000)
