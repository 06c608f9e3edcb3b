import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../setup/company.ts'
import { cutsOn } from './cuts.ts'
import { roundsHere } from './rounds.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('G3: what was in doubt stands once, however often it was asked for, and is paid once', async () => {
  const lines = await cutsOn(company, { rounds: roundsHere(80, 20), seed: 1, say: () => undefined })
  expect(lines.filter((line) => !line.holds)).toEqual([])
}, 120_000)
