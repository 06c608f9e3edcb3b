import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { decimalsOf } from '../../../kernel/money.ts'
import { convertMinor } from '../../policy/index.ts'

// The database reckons what a line comes to at a rate by itself, and has to come to what the code does.

let company: Company

beforeAll(async () => {
  company = await testCompany()
})

afterAll(() => company.close())

test('rounds an amount at a rate as the code does, half to even, in the decimals of both', async () => {
  const cases: readonly (readonly [bigint, string, string, string])[] = [
    [1_200n, '7.1234', 'USD', 'CNY'],
    [1n, '0.5', 'USD', 'CNY'],
    [3n, '0.5', 'USD', 'CNY'],
    [5n, '0.5', 'USD', 'CNY'],
    [1_001n, '0.0468', 'JPY', 'CNY'],
    [12_345n, '23.1', 'KWD', 'CNY'],
    [250n, '20.5', 'CNY', 'JPY'],
    [350n, '1', 'CNY', 'JPY'],
    [450n, '1', 'CNY', 'JPY'],
    [999_999_999_999_999n, '7.1234567891', 'USD', 'CNY'],
    [1n, '0.0000000001', 'USD', 'CNY'],
  ]
  const owner = company.database.pool('owner', 1)
  for (const [minor, rate, base, quote] of cases) {
    const { rows } = await owner.query<{ worth: string }>(
      'select payments.at_rate($1, $2, $3, $4)::text as worth',
      [minor.toString(), rate, base, quote],
    )
    const worth = convertMinor(minor, { base, quote, rate, date: '2026-11-25' })
    expect([rate, rows[0]?.worth]).toEqual([rate, worth.toString()])
  }
  const decimals = await owner.query<{ of: string; said: number }>(
    'select of, payments.decimals_of(of) as said from unnest($1::text[]) as of',
    [['CNY', 'USD', 'JPY', 'KRW', 'VND', 'KWD', 'BHD', 'XOF', 'CLP', 'TND']],
  )
  for (const { of, said } of decimals.rows) expect([of, said]).toEqual([of, decimalsOf(of)])
})
