import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { foundedCompany, founder, masterKey } from '../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { secretIn } from '../../test/setup/access-server.ts'
import { codeAt, stepAt } from '../modules/access/index.ts'

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
  return runWith('', ...args)
}

/** Runs a command with these lines on its standard input. */
function runWith(input: string, ...args: string[]) {
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: commandEnvironment({
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      DATABASE_AUDITOR_URL: database.auditorUrl,
      DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
      ABOVEBOARD_MASTER_KEY: masterKey.toString('base64'),
      ABOVEBOARD_DATA: folder,
    }),
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

  test('the glass is broken with a reason, until the next day, and not twice unread', () => {
    const broken = run('role', 'emergency', '--email', 'bo@example.com', '--reason', 'Ada is in hospital')
    expect(broken).toMatchObject({ code: 0, answer: { asked: 1 } })
    expect(broken.err).toContain('1 person is asked whether it was justified.')
    const held = run('role', 'list').answer as readonly {
      readonly name: string
      readonly until: string | null
    }[]
    expect(held.find(({ name, until }) => name === 'Bo' && until !== null)).toMatchObject({
      state: 'confirmed',
      until: broken.answer.untilOn,
    })
    const again = run('role', 'emergency', '--email', 'bo@example.com', '--reason', 'Again')
    expect(again).toMatchObject({ code: 1, answer: { refused: 'access.emergency_waits' } })
    expect(run('role', 'emergency', '--email', 'bo@example.com').code).toBe(2)
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

/** A new account, with what its person was handed. */
function added(key: string, ...more: string[]) {
  const email = `${key}@example.com`
  const names = ['--name-zh', '丙', '--name-en', key, '--email', email, '--entity', 'M']
  return run('user', 'add', ...names, ...more).answer
}

describe('one’s own password at the command line', () => {
  const next = ' another long one '
  const change = (email: string, ...lines: string[]) =>
    runWith(lines.map((line) => `${line}\n`).join(''), 'user', 'password', '--email', email)

  test('is changed by who knows the former one, from standard input, and the log names them', async () => {
    const { accountId, email, password } = added('cai', '--no-factor')
    const short = change(email, password, 'fourteen chars')
    expect(short).toMatchObject({ code: 1, answer: { refused: 'access.password_too_short' } })
    expect(short.err).toContain('15 characters')
    const slip = change(email, 'not the password', next)
    expect(slip).toMatchObject({ code: 1, answer: { refused: 'access.wrong_password' } })
    const done = change(email.toUpperCase(), password, next)
    expect(done).toMatchObject({ code: 0, answer: { accountId, email } })
    expect(`${JSON.stringify(done.answer)} ${done.err}`).not.toContain(next.trim())
    // It is kept as it was given, with the blanks at its ends.
    expect(change(email, next.trim(), 'a third long one').answer).toMatchObject({
      refused: 'access.wrong_password',
    })
    expect(change(email, next, 'a third long one').code).toBe(0)
    const owner = database.pool('owner', 1)
    const { rows: entries } = await owner.query<{ bytes: string }>(
      `select bytes from audit.entry where operation = 'access.set_password'`,
    )
    const { rows: people } = await owner.query<{ person_id: string; password_by: string }>(
      'select person_id, password_by from access.account where id = $1',
      [accountId],
    )
    const personId = people[0]?.person_id
    expect(people[0]?.password_by).toBe(personId)
    expect(entries.map(({ bytes }) => JSON.parse(bytes).actor)).toEqual(
      [1, 2].map(() => expect.objectContaining({ person: personId, via: 'cli' })),
    )
  })

  test('takes the code as well where the account has a second factor', () => {
    const { email, password, otpauthUri } = added('ding')
    const missing = change(email, password, 'letters8')
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('second factor')
    const wrong = change(email, password, 'letters8', '000000')
    expect(wrong).toMatchObject({ code: 1, answer: { refused: 'access.wrong_factor' } })
    const code = codeAt(secretIn(otpauthUri), stepAt(new Date().toISOString()))
    expect(change(email, password, 'letters8', code)).toMatchObject({ code: 0, answer: { email } })
    expect(change(email, 'letters8', 'letters9', code).answer).toMatchObject({
      refused: 'access.wrong_factor',
    })
  })

  test('is changed on no account with which nobody may sign in', async () => {
    const { accountId, email, password } = added('en', '--no-factor')
    const owner = database.pool('owner', 1)
    const setBy = (by: string) =>
      owner.query(`update access.account set password_by = ${by} where id = $1`, [accountId])
    await setBy(`(select person_id from access.account where email = 'ada@example.com')`)
    expect(change(email, password, next).answer).toMatchObject({ refused: 'access.waits_for_factor' })
    await setBy('null')
    const leftOn = async (on: string) =>
      owner.query(
        `update access.person set joined_on = '2025-01-01', left_on = ${on}
where id = (select person_id from access.account where id = $1)`,
        [accountId],
      )
    await leftOn(`'2025-02-01'`)
    expect(change(email, password, next).answer).toMatchObject({ refused: 'access.employment_ended' })
    await leftOn('null')
    expect(run('user', 'close', '--email', email).code).toBe(0)
    expect(change(email, password, next)).toMatchObject({
      code: 1,
      answer: { refused: 'access.account_closed' },
    })
  })

  test.each([
    ['an account that nobody has', ['nobody@example.com', 'a', next]],
    ['nothing on standard input', ['ada@example.com']],
    ['one line alone', ['ada@example.com', 'the one that there is']],
    ['a new one of seven characters', ['ada@example.com', 'the one that there is', '7 chars']],
  ])('%s is wrong use: code 2', (_, [email = '', ...lines]) => {
    const { code, answer } = change(email, ...lines)
    expect([code, answer]).toEqual([2, undefined])
  })

  test('is never taken on the command line, where others on the machine could read it', () => {
    expect(run('user', 'password', '--email', 'ada@example.com', '--password', next).code).toBe(2)
    expect(run('user', 'password', next, '--email', 'ada@example.com').code).toBe(2)
  })
})
