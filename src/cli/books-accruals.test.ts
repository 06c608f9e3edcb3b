import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { taxCalls } from '../../test/setup/tax-calls.ts'
import { booksCommand } from './books.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-accruals-'))
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const tax = taxCalls(company)
  await tax.given('goods', 998_00n, [], { form: 'gift', on: '2026-10-10', state: 'approved' })
  await tax.given('dinner', 500_00n, [], { on: '2026-10-12', state: 'approved' })
  await commandsOn(company.database, folder, Buffer.alloc(32, 3))
}, 180_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => runCommand(booksCommand, ...args)
const of = (month: string) => ['--entity', 'SZ', '--month', month]

test('books accruals tells what a month owes, and books accrue books it once', async () => {
  const before = await run('accruals', ...of('2026-10'))
  expect(before).toMatchObject({ code: 1, json: { state: 'open', count: 2, due: 2 } })
  expect(before.words).toContain('BR-T-goods  2026-10-10  to stand ¥998.00  stands ¥0.00  goods')
  expect(before.words).toContain('in all (the month is open): to stand ¥1,498.00, stands ¥0.00')
  expect(before.words).toContain('2 of them do not stand accrued as they have to')

  const booked = await run('accrue', ...of('2026-10'))
  expect(booked).toMatchObject({ code: 0, json: { month: '2026-10', changed: 2 } })
  expect(booked.words).toContain('Booked 2 accruals of 2026-10')

  const after = await run('accruals', ...of('2026-10'))
  expect(after).toMatchObject({ code: 0, json: { due: 0 } })
  expect(after.words).toContain('stands ¥1,498.00')
  expect(await run('accrue', ...of('2026-10'))).toMatchObject({
    code: 1,
    json: { refused: 'ledger.accruals_nothing_due' },
  })
  const none = await run('accruals', ...of('2026-09'))
  expect(none).toMatchObject({ code: 0, json: { count: 0 } })
  expect(none.words).toContain('Whatever was due in 2026-09 is expense')
})

test.each([
  ['a month that is none', ['accrue', ...of('2026-13')]],
  ['no month', ['accruals', '--entity', 'SZ']],
  ['no entity', ['accruals', '--month', '2026-10']],
  ['a reason that nobody reads', ['accrue', ...of('2026-10'), '--reason', 'An audit']],
  ['another word behind', ['accrue', 'all', ...of('2026-10')]],
])('%s is wrong use: code 2', async (_, args) => {
  expect((await run(...args)).code).toBe(2)
})
