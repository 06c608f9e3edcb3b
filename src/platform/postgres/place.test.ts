import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomBytes } from '../clock.ts'
import type { Note } from '../setup-fault.ts'
import { existingHome } from './place.ts'
import { readPostmaster } from './process.ts'
import { openServer, type EmbeddedServer } from './server.ts'

const isRoot = process.platform === 'linux' && process.getuid?.() === 0
/** Root's own: nobody else may walk through it, as through a home folder. */
let closed: string
let data: string
let home: string | undefined
const said: Note['code'][] = []

beforeAll(() => {
  closed = mkdtempSync(join(tmpdir(), 'aboveboard-closed-'))
  data = join(closed, 'checkout', 'data')
  mkdirSync(join(closed, 'checkout'), { mode: 0o755 })
})
afterAll(async () => {
  if (home !== undefined) {
    await (await open()).stop('always')
    rmSync(home, { recursive: true, force: true })
  }
  rmSync(closed, { recursive: true, force: true })
})

const open = () => openServer({ data, random: randomBytes, say: (words) => void said.push(words.code) })

async function ask(server: EmbeddedServer, text: string): Promise<object | undefined> {
  const client = new Client(server.asSuperuser('postgres'))
  await client.connect()
  try {
    return (await client.query<object>(text)).rows[0]
  } finally {
    await client.end()
  }
}

describe('under root, in a folder that the database user cannot enter', () => {
  it.skipIf(!isRoot)('the database lies in /var/lib/aboveboard, and the data folder says so', async () => {
    expect(statSync(closed).mode & 0o777).toBe(0o700)
    const server = await open()
    home = existingHome(data)
    expect(home).toBe(server.place.home)
    expect(home).toMatch(/^\/var\/lib\/aboveboard\/[0-9a-f]{16}$/)
    expect(said).toContain('setup.database_elsewhere')
    expect(JSON.parse(readFileSync(join(data, 'postgres-is-at.json'), 'utf8'))).toEqual({ server: home })
    expect(existsSync(join(data, 'postgres'))).toBe(false)
    // The passwords stay with the data folder, and the database is its user's alone.
    expect(existsSync(join(data, 'keys', 'postgres.json'))).toBe(true)
    const { uid, mode } = statSync(server.place.cluster)
    expect([uid, mode & 0o077]).toEqual([server.place.account?.uid, 0])
    expect(uid).not.toBe(0)
    expect(statSync(`/proc/${String(readPostmaster(server.place.cluster)?.pid)}`).uid).toBe(uid)
    await ask(server, 'create table kept as select 42 as number')
  })

  it.skipIf(!isRoot)('the next start finds it there, also when its pointer was lost', async () => {
    await (await open()).stop('always')
    rmSync(join(data, 'postgres-is-at.json'))
    const server = await open()
    expect(server.place.home).toBe(home)
    expect(await ask(server, 'select number from kept')).toEqual({ number: 42 })
    expect(existingHome(data)).toBe(home)
    expect(said).not.toContain('setup.earlier_database_kept')
  })
})
