import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lunch } from '../../test/setup/approval-round.ts'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-books-'))
let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal: lunch } })
  await calls.approve(String(requestId))
})

afterAll(async () => {
  calls.close()
  await company.close()
  rmSync(folder, { recursive: true, force: true })
})

function run(...args: string[]) {
  const { database } = company
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: commandEnvironment({
      ABOVEBOARD_DATA: folder,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      DATABASE_AUDITOR_URL: database.auditorUrl,
      DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
    }),
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

test(
  'books check agrees, and exits with 1 where the books and the register differ',
  { timeout: 120_000 },
  async () => {
    const good = run('books', 'check', '--json')
    expect([good.code, good.err]).toEqual([0, ''])
    expect(JSON.parse(good.out)).toMatchObject({ agrees: true, entries: 1, apart: [], broken: [] })
    await company.database.pool('owner', 1).query('update benefits.benefit set value_minor = value_minor + 1')
    const bad = run('books', 'check', '--json')
    expect(bad.code).toBe(1)
    expect(JSON.parse(bad.out)).toMatchObject({
      agrees: false,
      apart: [
        { account: 'commitment', register: { minor: '18001' }, books: { minor: '18000' } },
        { account: 'control', register: { minor: '-18001' }, books: { minor: '-18000' } },
      ],
    })
    expect(run('books', 'check').out).toContain('register 18001, books 18000')
    expect(run('books').code).toBe(2)
  },
)
