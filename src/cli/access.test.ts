import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { foundedCompany, founder, masterKey } from '../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { commandsOn, runCommandWith } from '../../test/setup/run-command.ts'
import { secretIn } from '../../test/setup/access-server.ts'
import { codeAt, stepAt } from '../modules/access/index.ts'
import { loadCommand } from './commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-access-'))
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  await foundedCompany(database, [founder('ada', { role: 'administrator' })])
  await commandsOn(database, folder, masterKey)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function run(name: string, ...args: string[]) {
  return runWith([], name, ...args)
}

/** Runs a command with these lines on its standard input. */
async function runWith(lines: readonly string[], name: string, ...args: string[]) {
  const { code, json, told } = await runCommandWith(await loadCommand(name), lines, args)
  return { code, answer: json as Fields, answers: json as readonly Fields[], err: told }
}

/** What the tests compare of an answer, which is one object or a list. */
type Fields = Readonly<
  Record<'accountId' | 'email' | 'name' | 'password' | 'otpauthUri', string> &
    Record<'grantId' | 'tokenId' | 'secret' | 'untilOn', string> & { readonly until: string | null }
>

describe('accounts and roles at the command line', () => {
  test('a company with one administrator gets its second: the command line is the other person', async () => {
    const bo = await run(
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
    expect(bo).toMatchObject({ code: 0, answer: { email: 'Bo@example.com' } })
    expect(bo.answer.password).toHaveLength(20)
    expect(bo.answer.otpauthUri).toContain('otpauth://totp/')
    expect(bo.err).not.toContain(bo.answer.password)
    const proposed = await run('role', 'propose', '--email', 'bo@example.com', '--role', 'administrator')
    expect(proposed.code).toBe(0)
    const alone = await run('role', 'confirm', proposed.answer.grantId)
    expect(alone).toMatchObject({ code: 1, answer: { refused: 'access.second_person_needed' } })
    expect(alone.err).toContain('Another administrator or a compliance officer confirms it.')
    expect((await run('role', 'list')).answers).toMatchObject([
      { state: 'confirmed' },
      { state: 'proposed', name: 'Bo' },
    ])
    expect((await run('user', 'list')).answers.map(({ email }) => email)).toEqual([
      'ada@example.com',
      'bo@example.com',
    ])
  })

  test('the glass is broken with a reason, until the next day, and not twice unread', async () => {
    const broken = await run(
      'role',
      'emergency',
      '--email',
      'bo@example.com',
      '--reason',
      'Ada is in hospital',
    )
    expect(broken).toMatchObject({ code: 0, answer: { asked: 1 } })
    expect(broken.err).toContain('1 person is asked whether it was justified.')
    const held = (await run('role', 'list')).answers
    expect(held.find(({ name, until }) => name === 'Bo' && until !== null)).toMatchObject({
      state: 'confirmed',
      until: broken.answer.untilOn,
    })
    const again = await run('role', 'emergency', '--email', 'bo@example.com', '--reason', 'Again')
    expect(again).toMatchObject({ code: 1, answer: { refused: 'access.emergency_waits' } })
    expect((await run('role', 'emergency', '--email', 'bo@example.com')).code).toBe(2)
  })

  test('a token reaches no further than its owner', async () => {
    const add = (operations: string) =>
      run('token', 'add', '--email', 'ada@example.com', '--name', 'n', '--operations', operations)
    expect(await add('requests.submit')).toMatchObject({ code: 1, answer: { refused: 'access.role_needed' } })
    expect(await add('access.people')).toMatchObject({ code: 1, answer: { refused: 'access.not_for_token' } })
    const made = await add('access.organisation')
    expect(made.answer.secret).toMatch(/^abv_/)
    expect((await run('token', 'revoke', made.answer.tokenId, '--email', 'ada@example.com')).code).toBe(0)
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
  ])('%s is wrong use: code 2', async (_, [name = '', ...args]) => {
    expect((await run(name, ...args)).code).toBe(2)
  })
})

/** A new account, with what its person was handed. */
async function added(key: string, ...more: string[]) {
  const email = `${key}@example.com`
  const names = ['--name-zh', '丙', '--name-en', key, '--email', email, '--entity', 'M']
  return (await run('user', 'add', ...names, ...more)).answer
}

describe('one’s own password at the command line', () => {
  const next = ' another long one '
  const change = (email: string, ...lines: string[]) => runWith(lines, 'user', 'password', '--email', email)

  test('is changed by who knows the former one, from standard input, and the log names them', async () => {
    const { accountId, email, password } = await added('cai', '--no-factor')
    const short = await change(email, password, 'fourteen chars')
    expect(short).toMatchObject({ code: 1, answer: { refused: 'access.password_too_short' } })
    expect(short.err).toContain('15 characters')
    const slip = await change(email, 'not the password', next)
    expect(slip).toMatchObject({ code: 1, answer: { refused: 'access.wrong_password' } })
    const done = await change(email.toUpperCase(), password, next)
    expect(done).toMatchObject({ code: 0, answer: { accountId, email } })
    expect(`${JSON.stringify(done.answer)} ${done.err}`).not.toContain(next.trim())
    // It is kept as it was given, with the blanks at its ends.
    expect((await change(email, next.trim(), 'a third long one')).answer).toMatchObject({
      refused: 'access.wrong_password',
    })
    expect((await change(email, next, 'a third long one')).code).toBe(0)
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

  test('takes the code as well where the account has a second factor', async () => {
    const { email, password, otpauthUri } = await added('ding')
    const missing = await change(email, password, 'letters8')
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('second factor')
    const wrong = await change(email, password, 'letters8', '000000')
    expect(wrong).toMatchObject({ code: 1, answer: { refused: 'access.wrong_factor' } })
    const code = codeAt(secretIn(otpauthUri), stepAt(new Date().toISOString()))
    expect(await change(email, password, 'letters8', code)).toMatchObject({ code: 0, answer: { email } })
    expect((await change(email, 'letters8', 'letters9', code)).answer).toMatchObject({
      refused: 'access.wrong_factor',
    })
  })

  test('is changed on no account with which nobody may sign in', async () => {
    const { accountId, email, password } = await added('en', '--no-factor')
    const owner = database.pool('owner', 1)
    const setBy = (by: string) =>
      owner.query(`update access.account set password_by = ${by} where id = $1`, [accountId])
    await setBy(`(select person_id from access.account where email = 'ada@example.com')`)
    expect((await change(email, password, next)).answer).toMatchObject({ refused: 'access.waits_for_factor' })
    await setBy('null')
    const leftOn = async (on: string) =>
      owner.query(
        `update access.person set joined_on = '2025-01-01', left_on = ${on}
where id = (select person_id from access.account where id = $1)`,
        [accountId],
      )
    await leftOn(`'2025-02-01'`)
    expect((await change(email, password, next)).answer).toMatchObject({ refused: 'access.employment_ended' })
    await leftOn('null')
    expect((await run('user', 'close', '--email', email)).code).toBe(0)
    expect(await change(email, password, next)).toMatchObject({
      code: 1,
      answer: { refused: 'access.account_closed' },
    })
  })

  test.each([
    ['an account that nobody has', ['nobody@example.com', 'a', next]],
    ['nothing on standard input', ['ada@example.com']],
    ['one line alone', ['ada@example.com', 'the one that there is']],
    ['a new one of seven characters', ['ada@example.com', 'the one that there is', '7 chars']],
  ])('%s is wrong use: code 2', async (_, [email = '', ...lines]) => {
    const { code, answer } = await change(email, ...lines)
    expect([code, answer]).toEqual([2, undefined])
  })

  test('is never taken on the command line, where others on the machine could read it', async () => {
    expect((await run('user', 'password', '--email', 'ada@example.com', '--password', next)).code).toBe(2)
    expect((await run('user', 'password', next, '--email', 'ada@example.com')).code).toBe(2)
  })
})
