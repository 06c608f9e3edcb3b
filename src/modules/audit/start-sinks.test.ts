import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { silentServer } from '../../../test/setup/silent-server.ts'
import { fixedClock, monotonicMs, pause } from '../../platform/clock.ts'
import { keyRing } from '../../platform/keys.ts'
import { mailer } from '../../platform/mail.ts'
import type { Repeated } from '../../platform/repeat.ts'
import { sinkPauseMs } from './domain.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner } from './signing.ts'
import { folderSink, readFolder } from './sink-folder.ts'
import { mailSink } from './sink-mail.ts'
import { startSinks, type Sink } from './sinks.ts'

const signer = logSigner(keyRing(Buffer.alloc(32, 7)))
const now = fixedClock('2026-06-01T00:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sinks-'))
let database: FreshDatabase
let pool: Pool
let running: Repeated | undefined

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('worker', 4)
})
afterEach(() => running?.stop())
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One more entry, ten seconds later, numbered and signed. */
async function grow(): Promise<void> {
  await database.pool('app', 1).query(
    `insert into audit.entry (at, operation, object_type, object_id, person_id, is_refused, bytes, leaf)
values (now(), 'test', 'thing', 'x', 'system', false, '{}', sha256('{}'))`,
  )
  now.set(new Date(Date.parse(now()) + 10_000).toISOString())
  await sequenceOnce({ pool, signer, now }, newSequencerState())
}

const start = (...sinks: Sink[]) => startSinks({ pool, key: signer.key, now, sinks, intervalMs: 10 })

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const since = monotonicMs(); !(await isTrue()); await pause(10)) {
    if (monotonicMs() - since > 10_000) throw new Error('it did not come')
  }
}

const kept = async () => (await readFolder(folder)).notes.length

describe('sinks in the background', () => {
  it('a mail server that accepts and says nothing keeps no checkpoint from the folder', async () => {
    const silent = await silentServer('')
    const slow = { connectionMs: 25_000, greetingMs: 25_000, answerMs: 25_000 }
    const post = mailer(silent.url, 'aboveboard@localhost', slow)
    await grow()
    running = start(mailSink(post, 'auditor@example.com', 'en'), folderSink(folder))
    await silent.connected
    await until(async () => (await kept()) === 1)
    await grow()
    await until(async () => (await kept()) === 2)
    // It is the same letter that still waits: nothing was given up meanwhile.
    expect(silent.waiting()).toBe(1)
    await silent.close()
    await running.stop()
    const found = await pool.query('select name, problem from audit.sink order by name')
    expect(found.rows).toEqual([
      { name: 'folder', problem: null },
      { name: 'mail', problem: expect.any(String) },
    ])
  }, 20_000)

  it('one with a problem rests longer after each attempt, and follows again when it is over', async () => {
    const tries: number[] = []
    const sink: Sink = {
      name: 'wary',
      everyMs: 0,
      isLetter: false,
      deliver: async () => {
        tries.push(monotonicMs())
        if (tries.length < 5) throw Object.assign(new Error('no'), { code: 'EAUTH' })
        return 'taken'
      },
    }
    await grow()
    running = start(sink)
    await until(() => tries.length === 5)
    const [first = 0, , , , fifth = 0] = tries
    // 20 + 40 + 80 + 160 of ten-millisecond rounds.
    expect(fifth - first).toBeGreaterThanOrEqual(299)
    await grow()
    await until(() => tries.length === 6)
  })

  it.each([
    [0, 0],
    [1, 2_000],
    [2, 4_000],
    [7, 128_000],
    [9, 300_000],
    [5_000, 300_000],
  ])('after %s problems in a row a sink rests for %s ms', (problems, restMs) => {
    expect(sinkPauseMs(problems, 1_000)).toBe(restMs)
  })
})
