import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { folderSink, logSigner, sequenceNow } from '../modules/audit/index.ts'
import { feedSink } from '../modules/audit/sinks.ts'
import { randomBytes, systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase, openPool } from '../platform/db/connect.ts'
import { findMasterKey } from '../platform/key-file.ts'
import { keyRing } from '../platform/keys.ts'
import { makeBackupKey, readPrivateKey } from '../platform/postgres/backup/backup-key.ts'
import { backupsIn } from '../platform/postgres/backup/manifest.ts'
import { readPart } from '../platform/postgres/backup/pack.ts'
import { existingHome } from '../platform/postgres/place.ts'
import { readPostmaster } from '../platform/postgres/process.ts'
import { stopServerOf } from '../platform/postgres/server.ts'
import { SetupFault } from '../platform/setup-fault.ts'
import { fill } from '../texts/index.ts'
import { readCall, WrongUse } from './args.ts'
import { loadCommand } from './commands.ts'
import { exit, type Io } from './io.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-backup-'))
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  chmodSync(folder, 0o711)
  for (const name of ['ABOVEBOARD_MASTER_KEY', 'DATABASE_URL', 'DATABASE_OWNER_URL'])
    vi.stubEnv(name, undefined)
  const entity = [
    '--entity',
    'BJ,北京公司,Beijing Ltd',
    '--giver',
    'BJ,sector=general,listed=none,nexus=none,codes=none',
  ]
  const person = ['--name-zh', '张三', '--name-en', 'Zhang San', '--email', 'san@example.com']
  const made = await run('init', ...entity, ...person, '--data', at('data'))
  expect([made.code, made.told]).toEqual([exit.done, expect.any(String)])
  await letWitnessSee()
}, 120_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  for (const name of ['data', 'again', 'third']) {
    await stopServerOf(at(name))
    const home = existingHome(at(name))
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
})

type Ran = { readonly code: number; readonly told: string; readonly answer: Record<string, unknown> }

/** Runs a command in this process, as `main` does. */
async function run(name: string, ...args: readonly string[]): Promise<Ran> {
  const told: string[] = []
  let answer: Record<string, unknown> = {}
  const io: Io = {
    language: 'en',
    json: true,
    answer: (value) => void (answer = Object(value) as Record<string, unknown>),
    line: () => undefined,
    tell: (sentence, params = {}) => void told.push(fill(sentence, 'en', params)),
    say: () => undefined,
    progress: () => undefined,
    ask: async () => undefined,
    isTerminal: false,
    secret: async () => undefined,
  }
  const command = await loadCommand(name)
  try {
    const code = await command.run(readCall(command, args, io))
    return { code, told: told.join('\n'), answer }
  } catch (fault) {
    if (fault instanceof WrongUse)
      return { code: exit.wrongUse, told: fill(fault.sentence, 'en', fault.params), answer }
    if (!(fault instanceof SetupFault)) throw fault
    return { code: exit.cannotRun, told: fault.problems.map(({ code }) => code).join(), answer }
  }
}

/** Signs the log and lets an outside folder see it, as a running application does. */
async function letWitnessSee(): Promise<void> {
  const config = readConfig({ data: at('data') }, {})
  const database = await openDatabase(config.database, randomBytes, () => undefined)
  const pool = openPool(database.worker, { max: 2, name: 'witness' })
  const signer = logSigner(keyRing(findMasterKey(config) ?? Buffer.alloc(0)))
  try {
    await sequenceNow({ pool, signer, now: systemClock() })
    await feedSink({ pool, key: signer.key, now: systemClock() }, folderSink(at('witness')))
  } finally {
    await pool.end()
    await database.server?.stop('always')
  }
}

const data = ['--data', at('data')]
const isRunning = () => readPostmaster(join(at('data'), 'postgres', 'cluster')) !== undefined

test('there is no backup without a key that is kept elsewhere', async () => {
  expect(await run('backup', '--out', at('backups'), ...data)).toMatchObject({
    code: exit.cannotRun,
    told: 'setup.backup_key_missing',
  })
  expect((await run('backup', 'key', '--out', join(at('data'), 'x.key'), ...data)).told).toBe(
    'setup.backup_key_inside',
  )
  const made = await run('backup', 'key', '--out', at('offline.key'), ...data)
  expect(made).toMatchObject({ code: exit.done, answer: { file: at('offline.key') } })
  expect((await run('backup', 'key', '--out', at('other.key'), ...data)).told).toBe('setup.backup_key_there')
  expect(existsSync(at('other.key'))).toBe(false)
})

test('a backup goes neither into the data folder nor to nowhere, and is for our own server', async () => {
  expect((await run('backup', ...data)).code).toBe(exit.wrongUse)
  expect(await run('backup', '--out', join(at('data'), 'inside'), ...data)).toMatchObject({
    code: exit.wrongUse,
  })
  expect((await run('backup', 'everything', ...data)).code).toBe(exit.wrongUse)
  vi.stubEnv('DATABASE_URL', 'postgresql://u@127.0.0.1:1/x')
  vi.stubEnv('DATABASE_OWNER_URL', 'postgresql://u@127.0.0.1:1/x')
  expect(await run('backup', '--out', at('backups'), ...data)).toMatchObject({
    code: exit.wrongUse,
    told: expect.stringContaining('pg_basebackup') as string,
  })
  vi.stubEnv('DATABASE_URL', undefined)
  vi.stubEnv('DATABASE_OWNER_URL', undefined)
})

test(
  'a server that does not run is started for the backup and stopped after it',
  { timeout: 120_000 },
  async () => {
    expect(isRunning()).toBe(false)
    const { code, answer } = await run('backup', '--out', at('backups'), ...data)
    expect([code, answer]).toMatchObject([
      exit.done,
      { ok: true, bytes: expect.any(Number), to: expect.any(String) },
    ])
    expect(isRunning()).toBe(false)
    const [backup] = backupsIn(at('backups'))
    expect(backup?.manifest.log?.size).toBeGreaterThan(0)
    expect(readdirSync(at('backups')).filter((name) => name.endsWith('.part'))).toEqual([])
  },
)

test('a backup holds no key and no password, in the clear or sealed', async () => {
  const [backup] = backupsIn(at('backups'))
  const master = readFileSync(join(at('data'), 'keys', 'master.key'), 'utf8').trim()
  const passwords = Object.values(
    JSON.parse(readFileSync(join(at('data'), 'keys', 'postgres.json'), 'utf8')) as object,
  )
  const secrets = [master, Buffer.from(master, 'base64').toString('latin1'), ...passwords.map(String)]
  const paths: string[] = []
  let held = ''
  const opener = { privateKey: readPrivateKey(at('offline.key')) }
  for (const { name } of backup?.manifest.parts ?? []) {
    await readPart(
      { file: join(backup?.folder ?? '', name), name, opener },
      {
        begin: async ({ path }) => void paths.push(path),
        bytes: async (piece) => {
          held = `${held.slice(-100)}${piece.toString('latin1')}`
          expect(secrets.filter((secret) => held.includes(secret))).toEqual([])
        },
        end: async () => undefined,
      },
    )
  }
  expect(paths).toContain('backup_label')
  expect(paths).toContain('global/pg_control')
  expect(paths.filter((path) => /keys|master|postgres\.json|postmaster/.test(path))).toEqual([])
})

const sources = ['--from', at('backups'), '--key', at('offline.key')]

test('a restore is refused into a full folder, with another key, to a moment without zone', async () => {
  const into = (name: string) => ['--data', at(name)]
  expect((await run('restore', ...sources, ...data)).told).toBe('setup.restore_not_empty')
  writeFileSync(at('wrong.key'), makeBackupKey().privateText)
  const wrong = ['--from', at('backups'), '--key', at('wrong.key')]
  expect((await run('restore', ...wrong, ...into('none'))).told).toBe('setup.backup_key_other')
  for (const to of ['2026-11-29', '2026-11-29T01:00:00', '2999-01-01T00:00:00Z', 'yesterday'])
    expect([to, (await run('restore', ...sources, '--to', to, ...into('none'))).code]).toEqual([
      to,
      exit.wrongUse,
    ])
  expect((await run('restore', ...sources, '--to', '2020-01-01T00:00:00Z', ...into('none'))).told).toBe(
    'setup.restore_too_early',
  )
  expect((await run('restore', '--from', folder, '--key', at('offline.key'), ...into('none'))).told).toBe(
    'setup.no_backup_there',
  )
  expect(existsSync(at('none'))).toBe(false)
})

test('a backup of a newer build is refused by this one', async () => {
  const [backup] = backupsIn(at('backups'))
  const newer = join(at('newer'), backup?.manifest.id ?? '')
  mkdirSync(newer, { recursive: true })
  const manifest = { ...backup?.manifest, schema: '9999_requests_from_the_future.sql' }
  writeFileSync(join(newer, 'manifest.json'), JSON.stringify(manifest))
  const asked = ['--from', at('newer'), '--key', at('offline.key'), '--data', at('none')]
  expect((await run('restore', ...asked)).told).toBe('setup.restore_build_older')
})

test('what was restored is in quarantine until it agrees with the witness, then it works', async () => {
  const again = ['--data', at('again')]
  const restored = await run('restore', ...sources, ...again)
  expect([restored.code, restored.answer]).toMatchObject([
    exit.done,
    { ok: true, quarantine: true, lostFiles: [] },
  ])
  expect(restored.told).toContain('keys/master.key')
  expect((await run('verify', ...again)).told).toBe('setup.master_key_missing')
  copyFileSync(join(at('data'), 'keys', 'master.key'), join(at('again'), 'keys', 'master.key'))
  expect((await run('user', 'list', ...again)).told).toBe('setup.in_quarantine')
  const alone = await run('verify', ...again)
  expect([alone.code, alone.told]).toEqual([
    exit.found,
    expect.stringContaining('no checkpoint from outside'),
  ])
  expect((await run('user', 'list', ...again)).told).toBe('setup.in_quarantine')
  const compared = await run('verify', ...again, '--checkpoint', at('witness'))
  expect(compared).toMatchObject({
    code: exit.done,
    answer: { ok: true, restore: { quarantine: false, lost: 0 } },
  })
  expect((await run('user', 'list', ...again)).code).toBe(exit.done)
}, 240_000)

test('with the master key at hand a restore verifies at once', async () => {
  const key = readFileSync(join(at('data'), 'keys', 'master.key'), 'utf8').trim()
  vi.stubEnv('ABOVEBOARD_MASTER_KEY', key)
  const third = await run('restore', ...sources, '--data', at('third'), '--checkpoint', at('witness'))
  vi.stubEnv('ABOVEBOARD_MASTER_KEY', undefined)
  expect([third.code, third.answer]).toMatchObject([
    exit.done,
    { ok: true, quarantine: false, verification: { ok: true, findings: [] } },
  ])
}, 240_000)

test('--accept-lost counts for a folder in quarantine only', async () => {
  expect((await run('verify', '--accept-lost', '3', ...data)).code).toBe(exit.wrongUse)
  expect((await run('verify', '--accept-lost', 'all', ...data)).code).toBe(exit.wrongUse)
})

test('a drill leaves nothing behind but its result, which doctor tells', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('aboveboard-drill-')).length
  const drilled = await run('drill', ...sources, '--checkpoint', at('witness'), ...data)
  expect([drilled.code, drilled.answer]).toMatchObject([exit.done, { ok: true, findings: 0, lostFiles: 0 }])
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('aboveboard-drill-')).length).toBe(before)
  vi.stubEnv('ABOVEBOARD_BACKUP_FOLDER', at('backups'))
  const { answer } = await run('doctor', ...data)
  vi.stubEnv('ABOVEBOARD_BACKUP_FOLDER', undefined)
  const checks = answer['checks'] as { name: string; ok: boolean; detail: string }[]
  const found = checks.filter(({ name }) => name === 'backups' || name === 'archive')
  expect(found).toMatchObject([
    { name: 'backups', ok: true, detail: expect.stringContaining('last verified restore') as string },
    { name: 'archive', ok: true, detail: expect.stringContaining('ABOVEBOARD_ARCHIVE_FOLDER') as string },
  ])
}, 240_000)
