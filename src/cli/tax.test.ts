import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { taxCalls } from '../../test/setup/tax-calls.ts'
import { taxCommand } from './tax.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-tax-'))
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const tax = taxCalls(company)
  const stated = tax.stating({ bearing: 'recipient' })
  await tax.call(tax.finance(), 'payments.set_tax_year', { body: stated })
  await tax.given('mugs', 300_00n, ['deemed_sale', 'publicity_limit'], {
    form: 'logo_item',
    on: '2026-10-02',
  })
  await tax.given('prize', 1_000_00n, ['withhold'], { on: '2026-10-05' })
  await commandsOn(company.database, folder, Buffer.alloc(32, 3))
}, 180_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => runCommand(taxCommand, ...args)

describe('aboveboard tax', () => {
  test('shows the schedule, books its taxes up to a month, and finds nothing left', async () => {
    const before = await run('show', '--entity', 'SZ', '--year', '2026')
    expect(before).toMatchObject({ code: 1, json: { year: 2026, charge: { due: 2, booked: [] } } })
    expect(before.words).toContain('Deemed sales: 1, spent ¥300.00, tax ¥34.51')
    expect(before.words).toMatch(/2 taxes up to 20\d\d-\d\d are not booked/)

    const charged = await run('charge', '--entity', 'SZ', '--month', '2026-10')
    expect(charged).toMatchObject({ code: 0, json: { month: '2026-10', changed: 2 } })
    expect(charged.words).toContain('Booked 2 taxes up to 2026-10')

    const after = await run('show', '--entity', 'SZ', '--year', '2026')
    expect(after).toMatchObject({ code: 0, json: { charge: { due: 0 } } })
    expect(after.words).toContain('Booked: Income tax withheld ¥200.00')
    expect(await run('charge', '--entity', 'SZ', '--month', '2026-10')).toMatchObject({
      code: 1,
      json: { refused: 'payments.tax_nothing_to_charge' },
    })
  })

  test.each([
    ['another word', ['book', '--entity', 'SZ'], 'Say show --year'],
    ['a month for the schedule', ['show', '--entity', 'SZ', '--month', '2026-10'], '--month would count'],
    ['no year', ['show', '--entity', 'SZ', '--year', 'all'], 'as a year such as 2026'],
    ['a year before any rate', ['show', '--entity', 'SZ', '--year', '2007'], 'as a year such as 2026'],
    [
      'a month before any rate',
      ['charge', '--entity', 'SZ', '--month', '2007-12'],
      'as a month such as 2026-11',
    ],
    ['no month', ['charge', '--entity', 'SZ', '--month', '2026-13'], 'as a month such as 2026-11'],
    ['an entity that is not there', ['show', '--entity', 'XX', '--year', '2026'], 'There is no entity XX'],
  ])('refuses %s', async (_, args, words) => {
    const { code, told } = await run(...args)
    expect({ code, told }).toEqual({ code: 2, told: expect.stringContaining(words) })
  })
})
