import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../setup/company.ts'
import { payingOn } from './paying.ts'

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('G2: a payment whose program was killed leaves, is paid and is booked once', async () => {
  const lines = await payingOn(company, { rounds: 10, only: 25, say: () => undefined })
  expect(lines.filter((line) => !line.holds)).toEqual([])
}, 600_000)
