import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { keyRing } from '../../platform/keys.ts'
import type { Letter } from '../../platform/mail.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner } from './signing.ts'
import { readNotes } from './note-file.ts'
import { folderSink, readFolder } from './sink-folder.ts'
import { mailSink } from './sink-mail.ts'
import { feedSink, type Sink } from './sinks.ts'

const signer = logSigner(keyRing(Buffer.alloc(32, 6)))
const now = fixedClock('2026-06-01T00:00:00.000Z')
let database: FreshDatabase
let pool: Pool
let app: Pool
let folder: string
let written = 0

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('worker', 3)
  app = database.pool('app', 2)
})
afterAll(() => database.close())

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aboveboard-sink-'))
  await database.pool('owner', 1).query('truncate audit.sink')
  return () => rmSync(folder, { recursive: true, force: true })
})

/** Entries come, ten seconds pass, the sequencer numbers and signs. */
async function grow(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    written += 1
    await app.query(
      `insert into audit.entry (at, operation, object_type, object_id, person_id, is_refused, bytes, leaf)
values (now(), 'test', 'thing', 'x', 'system', false, $1, sha256(convert_to($1, 'utf8')))`,
      [`{"n":${written}}`],
    )
  }
  now.set(new Date(Date.parse(now()) + 10_000).toISOString())
  await sequenceOnce({ pool, signer, now }, newSequencerState())
}

async function feed(...sinks: Sink[]): Promise<void> {
  for (const sink of sinks) await feedSink({ pool, key: signer.key, now }, sink)
}

async function standing(name: string) {
  const found = await app.query(
    'select size, problem, mended_at, unread_end_at from audit.sink where name = $1',
    [name],
  )
  return found.rows[0]
}

async function mirrored(): Promise<number> {
  const { leaves } = await readFolder(folder)
  let count = 0
  for await (const batch of leaves?.() ?? []) count += batch.length
  return count
}

test('what comes to the folder after it was read belongs to no verification that begins then', async () => {
  await grow(3)
  await feed(folderSink(folder))
  const [before, { leaves }] = [written, await readFolder(folder)]
  await grow(2)
  await feed(folderSink(folder))
  let count = 0
  for await (const batch of leaves?.() ?? []) count += batch.length
  expect(count).toBe(before)
  expect(await mirrored()).toBe(written)
})

test('the folder holds every leaf hash once and every checkpoint it was given, the newest alone as well', async () => {
  await grow(5)
  await feed(folderSink(folder))
  await grow(3)
  await feed(folderSink(folder))
  await feed(folderSink(folder))
  const { notes } = await readFolder(folder)
  expect(await mirrored()).toBe(written)
  expect(notes).toHaveLength(2)
  expect(readFileSync(join(folder, 'latest.txt'), 'utf8')).toBe(notes[0])
  expect(readNotes(readFileSync(join(folder, 'latest.txt'), 'utf8'))).toEqual({
    notes: [notes[0]],
    torn: 0,
    foreign: 0,
  })
  expect(await standing('folder')).toEqual({
    size: BigInt(written),
    problem: null,
    mended_at: null,
    unread_end_at: null,
  })
})

test('a kill in the middle of a hash leaves a folder that goes on whole', async () => {
  await grow(4)
  await feed(folderSink(folder))
  truncateSync(join(folder, 'leaves.bin'), statSync(join(folder, 'leaves.bin')).size - 33)
  await grow(1)
  await feed(folderSink(folder))
  expect(await mirrored()).toBe(written)
})

/** Every way in which a note can be cut short, by how many bytes of it were written. */
const tears = (note: string): number[] => {
  const text = note.indexOf('\n\n')
  const end = note.trimEnd().length
  return [1, text - 5, text, text + 1, text + 2, text + 4, end - 90, end - 5, end - 1]
}

test('a note that a full disk cut short is taken off by the next delivery, and that is told', async () => {
  await grow(2)
  await feed(folderSink(folder))
  const file = join(folder, 'checkpoints.txt')
  const whole = readFileSync(file, 'utf8')
  await grow(1)
  for (const cut of tears(whole)) {
    writeFileSync(file, whole + whole.slice(0, cut))
    expect(await readFolder(folder)).toMatchObject({ notes: [expect.any(String)], torn: 1 })
    await database.pool('owner', 1).query('truncate audit.sink')
    await feed(folderSink(folder))
    const { notes, torn } = await readFolder(folder)
    expect([notes.length, torn]).toEqual([2, 0])
    expect((await standing('folder'))?.mended_at).not.toBeNull()
  }
})

/** What somebody or something did to the end of the file, and what the reader then says of it. */
const damages: [string, (text: string) => string, object, boolean][] = [
  ['a share changed the line breaks', (text) => text.replaceAll('\n', '\r\n'), { torn: 0, foreign: 0 }, true],
  [
    'a share changed the line breaks of a torn note too',
    (text) => `${text}${text.slice(0, 100)}`.replaceAll('\n', '\r\n'),
    { foreign: 0 },
    false,
  ],
  [
    'the last signature lost a letter',
    (text) => `${text.trimEnd().slice(0, -1)}\n\n`,
    { torn: 0, foreign: 0 },
    false,
  ],
  [
    'a letter in the last signature was lost',
    (text) => text.replace(/.{9}\n*$/, (end) => end.slice(1)),
    {},
    false,
  ],
  ['an auditor added a line', (text) => `${text}seen on 3 May, Lin\n`, { torn: 0, foreign: 1 }, false],
  ['a letter got in between two notes', (text) => `${text}x${text}`, { torn: 0, foreign: 1 }, true],
]

test.each(damages)(
  'where %s, nothing is taken off: the delivery writes behind it',
  async (_, damage, said, reads) => {
    await grow(2)
    await feed(folderSink(folder))
    await grow(1)
    await feed(folderSink(folder))
    const file = join(folder, 'checkpoints.txt')
    const damaged = damage(readFileSync(file, 'utf8'))
    writeFileSync(file, damaged)
    await grow(1)
    await feed(folderSink(folder))
    const after = readFileSync(file, 'utf8')
    expect(after.startsWith(damaged)).toBe(true)
    const { notes, ...rest } = await readFolder(folder)
    expect(notes[0]).toBe(readFileSync(join(folder, 'latest.txt'), 'utf8'))
    expect(notes.length).toBeGreaterThanOrEqual(3)
    expect(rest).toMatchObject(said)
    const { mended_at, unread_end_at } = (await standing('folder')) ?? {}
    expect([mended_at, unread_end_at === null]).toEqual([null, reads])
  },
)

test('a folder in which earlier deliveries wrote behind a torn note loses that note alone', async () => {
  await grow(2)
  await feed(folderSink(folder))
  const file = join(folder, 'checkpoints.txt')
  const first = readFileSync(file, 'utf8')
  for (const cut of tears(first)) {
    writeFileSync(file, `${first}${first.slice(0, cut)}${first}${first}`)
    expect(await readFolder(folder)).toMatchObject({ torn: 1, notes: { length: 3 } })
  }
})

test('a delivery that failed after its note was written is not written twice', async () => {
  await grow(1)
  await feed(folderSink(folder))
  await database.pool('owner', 1).query('truncate audit.sink')
  await feed(folderSink(folder))
  expect((await readFolder(folder)).notes).toHaveLength(1)
  expect((await standing('folder'))?.mended_at).toBeNull()
})

test('a folder that remembers more than the log has is never shortened, and says so', async () => {
  await grow(1)
  await feed(folderSink(folder))
  const file = join(folder, 'leaves.bin')
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(320)]))
  await grow(1)
  await feed(folderSink(folder))
  expect(await standing('folder')).toMatchObject({ problem: 'ahead' })
  expect(await mirrored()).toBe(written - 1 + 10)
})

test('a log that was put back and grew past what the folder has seen is not written behind it', async () => {
  await grow(3)
  await feed(folderSink(folder))
  // What the lost end of the log had been: an entry that the database does not know.
  const file = join(folder, 'leaves.bin')
  const lost = Buffer.concat([readFileSync(file), Buffer.alloc(32, 1)])
  writeFileSync(file, lost)
  await grow(2)
  await feed(folderSink(folder))
  expect(await standing('folder')).toMatchObject({ problem: 'other_history' })
  expect(readFileSync(file)).toEqual(lost)
  expect((await readFolder(folder)).notes).toHaveLength(1)
})

test('a folder with the log of another installation is left alone', async () => {
  writeFileSync(join(folder, 'key.txt'), 'aboveboard/other+00000000+AAAA\n')
  await grow(1)
  await feed(folderSink(folder))
  expect(await standing('folder')).toMatchObject({ problem: 'other_log' })
})

test('what goes wrong with one sink is noted, tried again, and delays no other', async () => {
  const file = join(folder, 'in-the-way')
  writeFileSync(file, '')
  await grow(1)
  const other = join(folder, 'free')
  await feed(folderSink(join(file, 'deeper')), { ...folderSink(other), name: 'other' })
  expect(await standing('folder')).toMatchObject({ size: 0n, problem: 'ENOTDIR' })
  expect(await standing('other')).toMatchObject({ size: BigInt(written), problem: null })
  rmSync(file)
  await feed(folderSink(join(file, 'deeper')))
  expect(await standing('folder')).toEqual({
    size: BigInt(written),
    problem: null,
    mended_at: null,
    unread_end_at: null,
  })
})

test('one letter a day carries checkpoint and key; a retry is the same letter', async () => {
  const sent: Letter[] = []
  const mailer = { send: async (letter: Letter) => (sent.push(letter), 'sent' as const) }
  const sink = mailSink(mailer, 'auditor@example.com', 'zh-CN')
  await grow(1)
  await feed(sink)
  await grow(1)
  await feed(sink)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ to: 'auditor@example.com', messageId: `checkpoint-${written - 1}` })
  expect(sent[0]?.text).toContain(`\n\n— ${signer.key.name} `)
  now.set(new Date(Date.parse(now()) + 24 * 3_600_000).toISOString())
  await feed(sink)
  expect(sent.map(({ messageId }) => messageId)).toEqual([
    `checkpoint-${written - 1}`,
    `checkpoint-${written}`,
  ])
})

test('without a mail server the sink says so instead of keeping silent', async () => {
  await grow(1)
  await feed(mailSink({ send: async () => 'no_server' }, 'auditor@example.com', 'en'))
  expect(await standing('mail')).toEqual({
    size: 0n,
    problem: 'no_server',
    mended_at: null,
    unread_end_at: null,
  })
})
