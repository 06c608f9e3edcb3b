import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isInTheOpen, readConfig, terminalLanguage, type Environment, type Flags } from './config.ts'
import { SetupFault } from './setup-fault.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const app = 'postgresql://app:secret@db.example/ab'
const owner = 'postgresql://owner:secret@db.example/ab'

function problemsOf(environment: Environment, flags: Flags = {}): string[] {
  try {
    readConfig(flags, environment)
    return []
  } catch (fault) {
    if (!(fault instanceof SetupFault)) throw fault
    return fault.problems.map(({ code, params }) => `${code} ${params['setting'] ?? params['host']}`)
  }
}

describe('the configuration', () => {
  it('needs nothing: own database in ./data, loopback only', () => {
    const config = readConfig({}, {})
    expect(config.database).toEqual({ kind: 'embedded', data: config.data })
    expect(config.http).toMatchObject({ host: '127.0.0.1', port: 4180, tls: undefined, trustedProxies: [] })
    expect(config.mail.smtpUrl).toBeUndefined()
  })

  it('backs up by itself only into a folder, and only its own server', () => {
    const nightly = { ABOVEBOARD_BACKUP_AT: '02:30', ABOVEBOARD_BACKUP_KEEP_DAYS: '35' }
    const whole = { ...nightly, ABOVEBOARD_BACKUP_FOLDER: '/mnt/backup' }
    expect(readConfig({}, whole)).toMatchObject({ backupAt: '02:30', backupKeepDays: 35 })
    expect(problemsOf(nightly)).toEqual([
      'setup.needs_too ABOVEBOARD_BACKUP_AT',
      'setup.needs_too ABOVEBOARD_BACKUP_KEEP_DAYS',
    ])
    expect(problemsOf({ ...whole, DATABASE_URL: app, DATABASE_OWNER_URL: owner })).toEqual([
      'setup.backup_outside ABOVEBOARD_BACKUP_AT',
    ])
    const wrong = { ABOVEBOARD_BACKUP_AT: '24:00', ABOVEBOARD_BACKUP_KEEP_DAYS: '0' }
    expect(problemsOf({ ...whole, ...wrong })).toEqual([
      'setup.wants_hour ABOVEBOARD_BACKUP_AT',
      'setup.wants_count ABOVEBOARD_BACKUP_KEEP_DAYS',
    ])
  })

  it.each([
    ['by default', {}, false],
    ['on another loopback address', { ABOVEBOARD_HOST: '127.0.0.2' }, false],
    ['behind a proxy of this machine', { ABOVEBOARD_ORIGIN: 'https://gifts.example.com' }, true],
    ['behind another', { ABOVEBOARD_HOST: '0.0.0.0', ABOVEBOARD_TRUSTED_PROXIES: '10.0.0.1' }, true],
  ])('is in the open %s: %o is %s', (_, environment, isOpen) => {
    expect(isInTheOpen(readConfig({}, environment))).toBe(isOpen)
  })

  it('names everything that is wrong at once, and repeats no secret', () => {
    const environment = {
      ABOVEBOARD_PORT: '65536',
      DATABASE_URL: 'mysql://app:hunter2@db/ab',
      ABOVEBOARD_MASTER_KEY: 'hunter2',
      ABOVEBOARD_PROT: '80',
      ABOVEBOARD_LOG: 'loud',
    }
    expect(problemsOf(environment).toSorted()).toEqual([
      'setup.unknown_setting ABOVEBOARD_PROT',
      'setup.wants_database_url DATABASE_URL',
      'setup.wants_key ABOVEBOARD_MASTER_KEY',
      'setup.wants_log_level ABOVEBOARD_LOG',
      'setup.wants_port ABOVEBOARD_PORT',
    ])
    expect(() => readConfig({}, environment)).not.toThrow(/hunter2/)
  })

  const cases: readonly (readonly [string, Environment, readonly string[]])[] = [
    ['the last port', { ABOVEBOARD_PORT: '65535' }, []],
    ['one port too far', { ABOVEBOARD_PORT: '65536' }, ['setup.wants_port ABOVEBOARD_PORT']],
    ['an empty value as not set', { ABOVEBOARD_PORT: '', DATABASE_URL: '' }, []],
    ['an outside database with its owner', { DATABASE_URL: app, DATABASE_OWNER_URL: owner }, []],
    ['an outside database without its owner', { DATABASE_URL: app }, ['setup.needs_too DATABASE_URL']],
    [
      'an owner without its application',
      { DATABASE_OWNER_URL: owner },
      ['setup.needs_too DATABASE_OWNER_URL'],
    ],
    ['a worker of no database', { DATABASE_WORKER_URL: app }, ['setup.needs_too DATABASE_WORKER_URL']],
    ['another loopback address', { ABOVEBOARD_HOST: '127.0.0.2' }, []],
    ['an open address without HTTPS', { ABOVEBOARD_HOST: '0.0.0.0' }, ['setup.open_without_https 0.0.0.0']],
    [
      'an open address behind a proxy',
      { ABOVEBOARD_HOST: '0.0.0.0', ABOVEBOARD_TRUSTED_PROXIES: '10.0.0.1' },
      [],
    ],
    [
      'a certificate that is not there',
      { ABOVEBOARD_TLS_CERT: '/no/such' },
      ['setup.wants_file ABOVEBOARD_TLS_CERT'],
    ],
    [
      'an origin with a path',
      { ABOVEBOARD_ORIGIN: 'https://a.example/x' },
      ['setup.wants_origin ABOVEBOARD_ORIGIN'],
    ],
    ['a key of 32 bytes', { ABOVEBOARD_MASTER_KEY: key }, []],
    [
      'a key of 31 bytes',
      { ABOVEBOARD_MASTER_KEY: key.slice(0, 40) },
      ['setup.wants_key ABOVEBOARD_MASTER_KEY'],
    ],
  ]

  it.each(cases)('judges %s', (_, environment, problems) => {
    expect(problemsOf(environment)).toEqual(problems)
  })

  it('lets the command line win over the environment', () => {
    const config = readConfig(
      { port: '9001', data: '/srv/ab' },
      { ABOVEBOARD_PORT: '9000', ABOVEBOARD_DATA: 'x' },
    )
    expect(config.http.port).toBe(9001)
    expect(config.data).toBe('/srv/ab')
  })
})

it('the reference names every setting, and no other', () => {
  const namesIn = (file: string, pattern: RegExp) =>
    [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(pattern)].map((match) => match[1])
  const known = namesIn('config.ts', /^ {2}((?:DATABASE|ABOVEBOARD)_[A-Z_]+):/gm)
  const told = namesIn('../../docs/reference/settings.md', /`((?:DATABASE|ABOVEBOARD)_[A-Z_]*[A-Z])`/g)
  expect([...new Set(told)].toSorted()).toEqual(known.toSorted())
})

describe('the language of the terminal', () => {
  const cases = [
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{}, 'en'],
  ] as const

  it.each(cases)('%o is %s', (environment, language) => {
    expect(terminalLanguage(environment)).toBe(language)
  })
})
