import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../setup/company.ts'
import { raceOn } from './race.ts'
import { roundsHere } from './rounds.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('G7: of ten requests at once for the last yuan of a limit exactly one passes, round after round', async () => {
  const lines = await raceOn(company, { rounds: roundsHere(300, 30), seed: 1, say: () => undefined })
  expect(lines.filter((line) => !line.holds)).toEqual([])
}, 300_000)
