import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pause, randomBytes } from '../clock.ts'
import { embeddedDatabaseName, openClient, openDatabase } from '../db/connect.ts'
import { databaseProblems } from '../db/checks.ts'
import { isServerOf, readPostmaster } from './process.ts'
import { openServer, type EmbeddedServer } from './server.ts'

let data: string

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'aboveboard-server-'))
  chmodSync(data, 0o711)
})
afterAll(async () => {
  await (await open()).stop('always')
  rmSync(data, { recursive: true, force: true })
})

const open = () => openServer({ data, random: randomBytes, say: () => undefined })

async function ask<T extends object>(server: EmbeddedServer, text: string): Promise<T | undefined> {
  const client = new Client(server.asSuperuser('postgres'))
  await client.connect()
  try {
    return (await client.query<T>(text)).rows[0]
  } finally {
    await client.end()
  }
}

const pidOf = (server: EmbeddedServer) => readPostmaster(server.place.cluster)?.pid ?? 0
const isRunning = (server: EmbeddedServer) => isServerOf(pidOf(server), server.place.cluster)

describe('the embedded server', () => {
  it('keeps its promises of durability: fsync, full pages, synchronous commit, checksums', async () => {
    const server = await open()
    const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'timezone']
    const found = await ask(
      server,
      `select ${names.map((n) => `current_setting('${n}') as ${n}`).join(', ')}`,
    )
    expect(found).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      timezone: 'UTC',
    })
  })

  it('never runs as root and never shows its passwords to others', async () => {
    const server = await open()
    expect(statSync(server.place.cluster).uid).not.toBe(0)
    expect(statSync(join(data, 'keys', 'postgres.json')).mode & 0o077).toBe(0)
    expect(statSync(server.place.cluster).mode & 0o077).toBe(0)
  })

  it('writes no personal data into its log when a statement fails', async () => {
    const server = await open()
    await expect(ask(server, `select '王小明的手机号'::int`)).rejects.toThrow()
    await expect(ask(server, `select 1/0 as "张三"`)).rejects.toThrow()
    const log = readFileSync(join(server.place.home, 'postgres.log'), 'utf8')
    expect(log).toContain('division by zero')
    expect(log).not.toContain('张三')
  })

  it('is adopted when it runs already, and keeps what was written', async () => {
    const first = await open()
    await ask(first, 'create table if not exists kept as select 42 as number')
    const second = await open()
    expect(second.wasRunning).toBe(true)
    expect(pidOf(second)).toBe(pidOf(first))
    expect(await ask(second, 'select number from kept')).toEqual({ number: 42 })
  })

  it('stops cleanly, and is there again with its data in well under a second', async () => {
    const server = await open()
    await server.stop('always')
    expect(readPostmaster(server.place.cluster)).toBeUndefined()
    const since = performance.now()
    const again = await open()
    expect(performance.now() - since).toBeLessThan(2_000)
    expect(again.wasRunning).toBe(false)
    expect(await ask(again, 'select number from kept')).toEqual({ number: 42 })
  })

  it('stays when somebody else is still connected, and goes with the last one', async () => {
    const server = await open()
    const other = new Client(server.asSuperuser('postgres'))
    await other.connect()
    expect(await server.stop('unlessUsed')).toBe(false)
    expect(isRunning(server)).toBe(true)
    await other.end()
    await pause(50)
    expect(await server.stop('unlessUsed')).toBe(true)
    expect(isRunning(server)).toBe(false)
  })

  it('is started once when two applications start together', async () => {
    const both = await Promise.all([open(), open()])
    expect(both[0].port).toBe(both[1].port)
    expect(both.map((one) => one.wasRunning).toSorted()).toEqual([false, true])
  })
})

describe('after a kill -9', () => {
  it('of the application, the next one adopts the server that was left behind', async () => {
    await (await open()).stop('always')
    const script = `
      const { openServer } = await import('./src/platform/postgres/server.ts')
      const { randomBytes } = await import('./src/platform/clock.ts')
      await openServer({ data: process.argv[1], random: randomBytes, say: () => undefined })
      console.log('open')
      setInterval(() => undefined, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, data], { stdio: 'pipe' })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    const server = await open()
    expect(server.wasRunning).toBe(true)
    expect(await ask(server, 'select 1 as one')).toEqual({ one: 1 })
  })

  it('of the server itself, it recovers and lost nothing that was committed', async () => {
    const server = await open()
    await ask(server, 'create table if not exists recovered as select 7 as number')
    process.kill(pidOf(server), 'SIGKILL')
    const again = await open()
    expect(await ask(again, 'select number from recovered')).toEqual({ number: 7 })
  })

  it('of the server under a running application, it is revived on the port that the pools know', async () => {
    const server = await open()
    process.kill(pidOf(server), 'SIGKILL')
    while (isRunning(server)) await pause(5)
    expect(await server.revive()).toBe(true)
    expect(await server.revive()).toBe(false)
    expect(await ask(server, 'select number from recovered')).toEqual({ number: 7 })
  })

  it('a stale postmaster.pid that names another living program does not block the start', async () => {
    const server = await open()
    await server.stop('always')
    const stale = join(server.place.cluster, 'postmaster.pid')
    writeFileSync(stale, `${process.pid}\n${server.place.cluster}\n1\n${server.port}\n\n127.0.0.1\n\nready\n`)
    const again = await open()
    expect(again.wasRunning).toBe(false)
    expect(await ask(again, 'select 1 as one')).toEqual({ one: 1 })
  })

  it('a lock file of a process that is gone does not block the start', async () => {
    writeFileSync(join(data, 'postgres.lock'), '4194303:1')
    expect((await open()).wasRunning).toBe(true)
    expect(existsSync(join(data, 'postgres.lock'))).toBe(false)
  })

  it('a lock file that a full disk left empty does not block the start', async () => {
    const lock = join(data, 'postgres.lock')
    writeFileSync(lock, '')
    const old = Date.now() / 1000 - 2
    utimesSync(lock, old, old)
    expect((await open()).wasRunning).toBe(true)
    expect(existsSync(lock)).toBe(false)
  })
})

describe('a data folder that was served before and whose database is not there', () => {
  const open = (folder: string) => openServer({ data: folder, random: randomBytes, say: () => undefined })

  it.each(['keys/master.key', 'files/ab/abcd', 'sink/leaves.bin'])(
    'gets no new one over its %s',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'aboveboard-lost-'))
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), 'x')
      const fault = await open(folder).catch((thrown: unknown) => thrown)
      expect(fault).toMatchObject({ problems: [{ code: 'setup.database_lost' }] })
      expect(existsSync(join(folder, 'keys', 'postgres.json'))).toBe(false)
      rmSync(folder, { recursive: true, force: true })
    },
  )
})

describe('the database on it', () => {
  it('has an application role that is fit to serve, and finds Chinese names', async () => {
    const database = await openDatabase({ kind: 'embedded', data }, randomBytes, () => undefined)
    const owner = await openClient(database.owner, 'test')
    await owner.query('create extension if not exists pg_trgm')
    await owner.end()
    const app = await openClient(database.app, 'test')
    expect(await databaseProblems(app)).toEqual([])
    const types = await app.query(`select 9007199254740993::int8 as big, 12::numeric as exact,
      date '2026-02-28' as day, timestamptz '2026-02-28 23:59:59.9996+08' as at, array[1,null]::int8[] as list`)
    expect(types.rows[0]).toEqual({
      big: 9007199254740993n,
      exact: '12',
      day: '2026-02-28',
      at: '2026-02-28T15:59:59.999Z',
      list: [1n, null],
    })
    await app.end()
  })

  it('refuses its superuser as the application role', async () => {
    const database = await openDatabase({ kind: 'embedded', data }, randomBytes, () => undefined)
    const superuser = database.server?.asSuperuser(embeddedDatabaseName) ?? {}
    const client = await openClient(superuser, 'test')
    const codes = (await databaseProblems(client)).map((problem) => problem.code)
    await client.end()
    expect(codes).toContain('setup.app_is_superuser')
    expect(codes).toContain('setup.app_bypasses_security')
  })

  it('is refused when its passwords are lost, and says which folder to restore', async () => {
    const keys = join(data, 'keys', 'postgres.json')
    const kept = readFileSync(keys, 'utf8')
    rmSync(keys)
    await expect(open()).rejects.toThrow('setup.passwords_missing')
    writeFileSync(keys, kept, { mode: 0o600 })
  })
})
