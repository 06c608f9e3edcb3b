import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../setup/company.ts'
import { interlockOn } from './interlock.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('no order is made and checked by one person, ordered twice, or brought on by SQL', async () => {
  const lines = await interlockOn(company, { rounds: 3, seed: 1, say: () => undefined })
  expect(lines.filter((line) => !line.holds)).toEqual([])
}, 120_000)
