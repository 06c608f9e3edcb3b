import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../setup/company.ts'
import { clockOn } from './clock.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('G5: whatever the clock says, what was done keeps its order, and is paid and booked once', async () => {
  const lines = await clockOn(company, { rounds: 8, seed: 2, say: () => undefined })
  expect(lines.filter((line) => !line.holds)).toEqual([])
}, 600_000)
