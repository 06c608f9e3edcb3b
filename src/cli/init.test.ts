import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { readPostmaster } from '../platform/postgres/process.ts'
import { existingHome } from '../platform/postgres/place.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-init-'))
const data = join(folder, 'data')
chmodSync(folder, 0o711)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: readonly string[]) {
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args, '--data', data], {
    encoding: 'utf8',
    env: commandEnvironment(),
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

const person = ['--name-zh', '张三', '--name-en', 'Zhang San', '--email', 'San@Example.com']
const entity = ['--entity', 'BJ,北京公司,Beijing Ltd', '--entity', 'HK,香港公司,HK Ltd,HKD,Asia/Hong_Kong,HK']

describe('a new company from the command line', () => {
  const wrong = [
    ['nobody to administer it', entity],
    ['an entity without an English name', ['--entity', 'BJ,北京公司', ...person]],
    ['a currency of two letters', ['--entity', 'BJ,北京公司,Beijing Ltd,CN', ...person]],
    ['a mail address without a place', [...entity, ...person.slice(0, 4), '--email', 'san']],
    ['a sector that no rule knows', [...entity, ...person, '--giver', 'BJ,sector=space']],
    ['the profile of an entity that is none', [...entity, ...person, '--giver', 'XX,sector=general']],
    ['a profile that states nothing', [...entity, ...person, '--giver', 'BJ']],
  ] as const

  it.each(wrong)('is not begun with %s: code 2, and no data folder is made', (_, args) => {
    expect(run('init', ...args)).toMatchObject({ code: 2, out: '' })
    expect(existsSync(data)).toBe(false)
  })

  it('has its entities and one administrator, whose password is shown once', () => {
    const giver = ['--giver', 'BJ,sector=device,listed=HK+US,nexus=none,codes=RDPAC,reporting=CAS']
    const { code, out, err } = run('init', ...entity, ...giver, ...person, '--json')
    expect(code).toBe(0)
    expect(err).toContain('Sector, listings and codes of HK are not stated')
    const shown = JSON.parse(out) as { email: string; password: string; otpauthUri: string }
    expect(shown.email).toBe('san@example.com')
    expect(shown.password.length).toBeGreaterThanOrEqual(15)
    expect(shown.otpauthUri).toContain('otpauth://totp/')
  })

  it('is founded once: a second time is refused and changes nothing', () => {
    expect(run('init', ...entity, ...person)).toMatchObject({ code: 1 })
    const users = JSON.parse(run('user', 'list', '--json').out) as { email: string }[]
    expect(users.map((user) => user.email)).toEqual(['san@example.com'])
  })

  it('knows of each entity what was stated, and nothing else', () => {
    const { entities } = JSON.parse(run('entity', 'list', '--json').out) as { entities: unknown[] }
    expect(entities).toEqual([
      {
        code: 'BJ',
        seat: 'CN',
        sector: 'device',
        listedIn: ['HK', 'US'],
        nexus: [],
        codes: ['RDPAC'],
        reporting: ['CAS'],
      },
      { code: 'HK', seat: 'HK' },
    ])
  })

  it('learns more of an entity by two persons, and the command line is one of them', () => {
    const proposed = run(
      'entity',
      'propose',
      'HK,sector=general,listed=none',
      '--reason',
      '公司登记',
      '--json',
    )
    const { profileId } = JSON.parse(proposed.out) as { profileId: string }
    expect(run('entity', 'confirm', profileId)).toMatchObject({ code: 1 })
    expect(run('entity', 'propose', 'HK,sector=general')).toMatchObject({ code: 2 })
    expect(run('entity', 'give', 'HK')).toMatchObject({ code: 2 })
    const { proposed: waiting } = JSON.parse(run('entity', 'list', '--json').out) as { proposed: unknown[] }
    expect(waiting).toMatchObject([{ profileId, code: 'HK', sector: 'general', listedIn: [] }])
  })

  it('leaves no server running', () => {
    expect(readPostmaster(join(existingHome(data) ?? '', 'cluster'))).toBeUndefined()
  })

  it('passes the doctor', () => {
    const { code, out } = run('doctor', '--json')
    expect(JSON.parse(out)).toMatchObject({ ok: true })
    expect(code).toBe(0)
  })
})
