import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { hash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lunch } from '../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { commandsOn, runCommand } from '../../test/setup/run-command.ts'
import { closingTable } from '../modules/ledger/tables.ts'
import { insertRow } from '../platform/act/rows.ts'
import { booksCommand } from './books.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-books-'))
let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
  await calls.approve(String(requestId))
  await commandsOn(company.database, folder, Buffer.alloc(32, 3))
})

afterAll(async () => {
  vi.unstubAllEnvs()
  calls.close()
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]) => runCommand(booksCommand, ...args)

test('books check agrees, and exits with 1 where the books and the register differ', async () => {
  const good = await run('check')
  expect(good).toMatchObject({ code: 0, told: '', json: { agrees: true, entries: 2, apart: [], broken: [] } })
  const owner = company.database.pool('owner', 1)
  await owner.query('update benefits.benefit set value_minor = value_minor + 1')
  const bad = await run('check')
  expect(bad).toMatchObject({
    code: 1,
    json: {
      agrees: false,
      apart: [
        { account: 'commitment', register: { minor: '18001' }, books: { minor: '18000' } },
        { account: 'control', register: { minor: '-18001' }, books: { minor: '-18000' } },
      ],
    },
  })
  expect(bad.words).toContain('register 18001, books 18000')
  await owner.query('update benefits.benefit set value_minor = value_minor - 1')
})

test('books pack takes a closed month, says its digest, and overwrites nothing', async () => {
  const file = join(folder, 'october.zip')
  const asked = ['pack', '--entity', 'SZ', '--month', '2026-10', '--out', file, '--reason', 'Yearly audit']
  expect(await run(...asked)).toMatchObject({ code: 1, json: { refused: 'ledger.month_not_closed' } })
  expect(existsSync(file)).toBe(false)
  const entity = company.founded.entities['suzhou'] ?? ''
  const closed = { entity_id: entity, closed_until: '2026-10-31', changed_by: 'system' }
  await company.store([
    insertRow(closingTable, { id: 'closing_books', ...closed, changed_at: '2026-11-02T01:00:00.000Z' }),
  ])
  const taken = await run(...asked)
  const digest = hash('sha256', readFileSync(file))
  expect(taken).toMatchObject({ code: 0, json: { month: '2026-10', file, digest } })
  expect(taken.words).toContain(digest)
  expect(await run(...asked)).toMatchObject({ code: 2 })
})

test.each([
  ['nothing', []],
  ['a word that it does not know', ['close']],
  [
    'a month that is none',
    ['pack', '--entity', 'SZ', '--month', '2026-13', '--out', 'x', '--reason', 'An audit'],
  ],
  [
    'a reason of two letters',
    ['pack', '--entity', 'SZ', '--month', '2026-10', '--out', 'x', '--reason', 'no'],
  ],
  ['an option that a check has no use for', ['check', '--month', '2026-10']],
])('%s is wrong use: code 2', async (_, args) => {
  expect((await run(...args)).code).toBe(2)
})
