import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundedCompany, founder, masterKey } from '../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-access-'))
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  await foundedCompany(database, [founder('ada', { role: 'administrator' })])
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function run(...args: string[]) {
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      LANG: 'en_US.UTF-8',
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      DATABASE_AUDITOR_URL: database.auditorUrl,
      DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
      ABOVEBOARD_MASTER_KEY: masterKey.toString('base64'),
      ABOVEBOARD_DATA: folder,
    },
  })
  const text = done.stdout.trim()
  return { code: done.status, answer: text === '' ? undefined : JSON.parse(text), err: done.stderr }
}

describe('accounts and roles at the command line', () => {
  test('a company with one administrator gets its second: the command line is the other person', () => {
    const added = run(
      'user',
      'add',
      '--name-zh',
      '乙',
      '--name-en',
      'Bo',
      '--email',
      'Bo@example.com',
      '--entity',
      'M',
    )
    expect(added).toMatchObject({ code: 0, answer: { email: 'Bo@example.com' } })
    expect(added.answer.password).toHaveLength(20)
    expect(added.answer.otpauthUri).toContain('otpauth://totp/')
    expect(added.err).not.toContain(added.answer.password)
    const proposed = run('role', 'propose', '--email', 'bo@example.com', '--role', 'administrator')
    expect(proposed.code).toBe(0)
    const alone = run('role', 'confirm', proposed.answer.grantId)
    expect(alone).toMatchObject({ code: 1, answer: { refused: 'access.second_person_needed' } })
    expect(alone.err).toContain('Another administrator or a compliance officer confirms it.')
    expect(run('role', 'list').answer).toMatchObject([
      { state: 'confirmed' },
      { state: 'proposed', name: 'Bo' },
    ])
    expect(run('user', 'list').answer.map((user: { email: string }) => user.email)).toEqual([
      'ada@example.com',
      'bo@example.com',
    ])
  })

  test('a token reaches no further than its owner', () => {
    const add = (operations: string) =>
      run('token', 'add', '--email', 'ada@example.com', '--name', 'n', '--operations', operations)
    expect(add('requests.submit')).toMatchObject({ code: 1, answer: { refused: 'access.role_needed' } })
    expect(add('access.people')).toMatchObject({ code: 1, answer: { refused: 'access.not_for_token' } })
    const made = add('access.organisation')
    expect(made.answer.secret).toMatch(/^abv_/)
    expect(run('token', 'revoke', made.answer.tokenId, '--email', 'ada@example.com').code).toBe(0)
  })

  test.each([
    ['an unknown account', ['user', 'close', '--email', 'nobody@example.com']],
    [
      'an unknown entity',
      ['user', 'add', '--name-zh', 'x', '--name-en', 'x', '--email', 'x@y.example', '--entity', 'Q'],
    ],
    ['an unknown role', ['role', 'propose', '--email', 'ada@example.com', '--role', 'king']],
    ['an unknown verb', ['role', 'crown']],
    [
      'a limit that is no amount',
      ['role', 'propose', '--email', 'ada@example.com', '--role', 'sales', '--limit', '5'],
    ],
  ])('%s is wrong use: code 2', (_, args) => {
    expect(run(...args).code).toBe(2)
  })
})
