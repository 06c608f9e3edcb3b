import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseCopy, type FreshDatabase } from '../../test/setup/database-copy.ts'
import { durableServer } from '../../test/setup/durable-server.ts'
import { openCheckpoint } from '../kernel/checkpoint.ts'
import { formatNoteKey, parseNoteKey } from '../kernel/note.ts'
import { platformSha256, verifySignature } from '../modules/audit/signing.ts'

type Received = { readonly to: readonly string[]; readonly letter: string }

const data = mkdtempSync(join(tmpdir(), 'aboveboard-main-'))
const letter = Promise.withResolvers<Received>()
let database: FreshDatabase
let removeServer: () => Promise<void>
let post: SMTPServer
let child: ChildProcess
let address: string
/** The other process takes a moment. */
const wait = { timeout: 10_000, interval: 20 }
/** All that the application has written to its terminal, both streams. */
let written = ''

beforeAll(async () => {
  // The application starts on no server that may lose what it acknowledged.
  const { server, remove } = await durableServer()
  removeServer = remove
  database = await databaseCopy(server)
  post = postOffice()
  await new Promise<void>((done) => post.listen(0, '127.0.0.1', done))
  const { port } = post.server.address() as AddressInfo
  child = application({
    ABOVEBOARD_SMTP_URL: `smtp://127.0.0.1:${port}`,
    ABOVEBOARD_SINK_MAIL: 'auditor@example.com',
    ABOVEBOARD_LOG: 'debug',
  })
  const serves = new Promise<string>((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      written += chunk.toString('utf8')
      if (written.includes('\n')) done(written.trim().split('\n')[0] ?? '')
    })
    child.once('exit', () => fail(new Error(`the application ended: ${written}`)))
  })
  child.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString('utf8')))
  address = await serves
}, 120_000)

afterAll(async () => {
  child.kill('SIGKILL')
  await new Promise<void>((done) => post.close(() => done()))
  await database.close()
  await removeServer()
  rmSync(data, { recursive: true, force: true })
}, 60_000)

/** The application on the database of this file, as a process of its own. */
function application(settings: Readonly<Record<string, string>>): ChildProcess {
  const script = resolve(import.meta.dirname, '../../test/setup/application-child.ts')
  return spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      DATABASE_AUDITOR_URL: database.auditorUrl,
      DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
      ABOVEBOARD_DATA: data,
      ...settings,
    },
  })
}

/** A real mail server that keeps the first letter. */
function postOffice(): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address)
        letter.resolve({ to, letter: Buffer.concat(chunks).toString('utf8') })
        done()
      })
    },
  })
}

/** The text of a letter, out of base64 or quoted-printable. */
function textOf(mail: string): string {
  const [head = '', body = ''] = mail.split(/\r\n\r\n(.*)/s)
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  const plain = /quoted-printable/i.test(head) ? body.replaceAll('=\r\n', '') : body
  const bytes = plain.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
}

describe('the application with a mailbox outside', () => {
  it('sends it a signed checkpoint that verifies', async () => {
    const { to, letter: mail } = await letter.promise
    expect(to).toEqual(['auditor@example.com'])
    const text = textOf(mail)
    const key = parseNoteKey(/^aboveboard\/[0-9a-f]+\+\S+$/m.exec(text)?.[0] ?? '', platformSha256)
    const note = /^aboveboard\/[0-9a-f]+\n\d+\n[^]*?\n\n— .*\n/m.exec(text)?.[0] ?? ''
    if (!key) throw new Error(`no key in the letter: ${text}`)
    const checkpoint = await openCheckpoint(note, key, verifySignature)
    expect(checkpoint?.size).toBeGreaterThan(0)
    // The other outside copy holds the same key, and the log the same checkpoint.
    const kept = join(data, 'sink/key.txt')
    await expect
      .poll(() => existsSync(kept) && readFileSync(kept, 'utf8'), wait)
      .toBe(`${formatNoteKey(key)}\n`)
    const stored = await database
      .pool('owner', 1)
      .query<{ note: string }>('select note from audit.checkpoint where size = $1', [checkpoint?.size])
    expect(stored.rows).toEqual([{ note }])
  }, 60_000)
})

/** What somebody types, and nobody may read in the technical log: a name, a phone, a password. */
const typed = { name: '王小明', phone: '13812345678', password: 'Geheim-8472-Geheim' }
const values = Object.values(typed)

/** Statements after which a request meets a fault, how it is sent, and what the log then tells. */
const faults = [
  [
    'a sign-in whose failure quotes what was typed',
    `create function auth.quote() returns trigger language plpgsql as
$$ begin raise exception 'no place for ${values.join(' ')}'; end $$;
create trigger quote before insert on auth.failure for each row execute function auth.quote()`,
    'POST',
    'P0001',
    'drop trigger quote on auth.failure',
  ],
  [
    'a sign-in that the library cannot finish',
    'alter table auth."user" rename to away',
    'POST',
    'SCHEMA_MISMATCH',
    'alter table auth.away rename to "user"',
  ],
  [
    'a search with a token',
    'alter table access.api_token rename to away',
    'GET',
    '42P01',
    'alter table access.away rename to api_token',
  ],
] as const

describe('the technical log of the application', () => {
  it.each(faults)('holds nothing that was sent with %s', async (_, breaks, method, code, mends) => {
    const owner = database.pool('owner', 1)
    await owner.query(breaks)
    const before = written.length
    const query = new URLSearchParams({ text: `${typed.name} ${typed.phone}` })
    const path = method === 'POST' ? '/v1/session' : `/v1/parties?${query.toString()}`
    const body = JSON.stringify({
      email: `${typed.name}${typed.phone}@example.com`,
      password: typed.password,
    })
    const reply = await fetch(`${address}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `log-${code}-${method}`,
        authorization: `Bearer ${typed.password}`,
        cookie: `session=${typed.password}`,
        referer: `${address}/?q=${typed.phone}`,
        'user-agent': encodeURIComponent(typed.name),
      },
      ...(method === 'POST' && { body }),
    })
    await owner.query(mends)
    const answered = (await reply.json()) as { status: number; requestNumber?: string }
    expect(answered).toMatchObject({ status: 500, requestNumber: expect.any(String) })
    await expect.poll(() => written.slice(before), wait).toContain('"msg":"fault"')
    const lines = written.slice(before)
    expect(lines).toContain(`"code":"${code}"`)
    expect(lines).toContain(answered.requestNumber)
    for (const value of values) {
      expect(lines).not.toContain(value)
      expect(lines).not.toContain(encodeURIComponent(value))
    }
  })
})

describe('the application that cannot start', () => {
  it('ends by itself: what had begun before its port was found taken goes on no more', async () => {
    const second = application({ PORT: new URL(address).port })
    let said = ''
    second.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    const gone = once(second, 'exit')
    try {
      await expect.poll(() => said, { timeout: 120_000, interval: 50 }).toContain('EADDRINUSE')
      expect(await Promise.race([gone, sleep(20_000, 'it goes on')])).toEqual([3, null])
    } finally {
      second.kill('SIGKILL')
    }
  }, 180_000)
})

describe('the application that is told to stop', () => {
  it('ends by itself: nothing that it began goes on without its database', async () => {
    const gone = once(child, 'exit')
    const before = written.length
    child.kill('SIGTERM')
    expect(await Promise.race([gone, sleep(15_000, 'it goes on')])).toEqual([0, null])
    expect(written.slice(before)).not.toContain('"level":50')
  }, 20_000)
})
