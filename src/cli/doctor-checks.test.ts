import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { createCustomer } from '../modules/parties/index.ts'
import { logWaiting } from '../modules/audit/index.ts'
import { act } from '../platform/act/act.ts'
import { keepDrill } from '../platform/postgres/backup/drill-note.ts'
import { fill } from '../texts/index.ts'
import { archiveFound, backupsFound, logFound, mailFound, restoreFound, sinksFound } from './doctor-checks.ts'

const now = Date.parse('2026-11-25T08:00:00.000Z')

describe('the newest backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-backups-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function backup(name: string, hoursAgo: number): void {
    writeFileSync(join(folder, name), 'x')
    const at = now / 1000 - hoursAgo * 3600
    utimesSync(join(folder, name), at, at)
  }
  const words = (of: string | undefined) => {
    const { ok, sentence, params } = backupsFound(of, now)
    return [ok, fill(sentence, 'en', params)]
  }

  test('is none on record where no folder is named, and that is said', () => {
    expect(words(undefined)).toEqual([true, expect.stringContaining('none on record')])
  })

  test('is missed where the folder is empty or not there', () => {
    expect(words(folder)[0]).toBe(false)
    expect(words(join(folder, 'nowhere'))[0]).toBe(false)
  })

  test.each([
    [27, false],
    [26, true],
    [3, true],
  ])('of %i hours ago: %s', (hours, ok) => {
    backup(`db-${hours}.tar`, hours)
    expect(words(folder)).toEqual([ok, expect.stringContaining(`${hours} h`)])
  })
})

describe('letters', () => {
  test.each([
    [true, 0, true, /taken by the mail server/],
    [false, 0, true, /nobody is written to/],
    [true, 2, false, /2 letters of the last week could not be sent/],
  ])('with a server %s and %i given up: ok %s', (hasServer, lost, ok, says) => {
    const found = mailFound(hasServer, lost)
    expect([found.ok, fill(found.sentence, 'en', found.params)]).toEqual([ok, expect.stringMatching(says)])
  })
})

describe('the outside copies', () => {
  const folder = {
    name: 'folder',
    problem: null,
    sentAt: '2026-11-25T07:00:00.000Z',
    mendedAt: null,
    unreadEndAt: null,
    behind: 0,
  }
  const words = (sink: object) => {
    const found = sinksFound([{ ...folder, ...sink }], '2026-11-25T08:00:00.000Z', 'en')
    return [found.ok, fill(found.sentence, 'en', found.params)]
  }

  test.each([
    ['follows the log', {}, true, /Outside folder/],
    [
      'has an end that is no checkpoint',
      { unreadEndAt: '2026-11-21T08:00:00.000Z' },
      true,
      /2026-11-21.* left as it is/,
    ],
    ['lost a torn end', { mendedAt: '2026-11-20T08:00:00.000Z' }, true, /2026-11-20.* cut short/],
    ['remembers more than the log has', { problem: 'ahead' }, false, /Tell internal audit now/],
    ['belongs to another log', { problem: 'other_log' }, false, /another installation/],
    ['is full', { problem: 'ENOSPC' }, false, /disk is full/],
    ['is 26 h old', { behind: 3, sentAt: '2026-11-24T06:00:00.000Z' }, true, /Outside folder/],
    ['is older', { behind: 3, sentAt: '2026-11-24T05:59:59.999Z' }, false, /3 entries behind/],
    ['is old, and nothing came since', { sentAt: '2025-11-24T05:59:59.999Z' }, true, /Outside folder/],
  ])('one that %s: what the doctor says', (_, sink, ok, says) => {
    expect(words(sink)).toEqual([ok, expect.stringMatching(says)])
  })

  test('that were never sent anything are told as such', () => {
    const found = sinksFound([], '2026-11-25T08:00:00.000Z', 'en')
    expect([found.ok, fill(found.sentence, 'en', found.params)]).toEqual([
      true,
      expect.stringMatching(/sent yet/),
    ])
  })
})

/** A finished backup as its manifest says, so many hours before now. */
function ownBackup(folder: string, hoursAgo: number): void {
  const stoppedAt = new Date(now - hoursAgo * 3_600_000).toISOString()
  const id = `backup-${stoppedAt.replace(/[-:]|\.\d+/g, '')}`
  const wal = { timeline: 1, segmentBytes: 1, first: '', last: '', startLsn: '0/0', stopLsn: '0/0' }
  const about = { format: 1, id, startedAt: stoppedAt, stoppedAt, product: '', postgres: '', schema: null }
  const content = {
    parts: [],
    evidence: { files: 0, bytes: 0, list: '' },
    without: [],
    archive: null,
    log: null,
  }
  mkdirSync(join(folder, id), { recursive: true })
  writeFileSync(
    join(folder, id, 'manifest.json'),
    JSON.stringify({ ...about, system: '', key: '', wal, ...content }),
  )
}

describe('a backup of our own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-own-backups-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const words = () => {
    const { ok, sentence, params } = backupsFound(folder, now)
    return [ok, fill(sentence, 'en', params)]
  }

  test('counts by what it says of itself, however young a copy of it is', () => {
    ownBackup(folder, 27)
    expect(words()).toEqual([false, 'the newest backup backup-20261124T050000Z is 27 h old'])
    ownBackup(folder, 3)
    expect(words()).toEqual([true, expect.stringMatching(/3 h ago; none was ever tried out/)])
  })

  test('says when one was last restored and verified, and is not well where that failed', async () => {
    const drill = { at: '2026-11-25T04:00:00.000Z', ok: true, backup: 'backup-20261125T020000Z' }
    const found = {
      to: '2026-11-25T03:00:00.000Z',
      entries: 1,
      rows: 1,
      findings: 0,
      later: 0,
      lostFiles: 0,
      seconds: 1,
    }
    await keepDrill(folder, { ...drill, ...found })
    expect(words()).toEqual([true, expect.stringContaining('last verified restore at 2026-11-25T04:00')])
    await keepDrill(folder, { ...drill, ...found, ok: false })
    expect(words()).toEqual([false, expect.stringContaining('drill (2026-11-25T04:00:00.000Z) failed')])
  })
})

describe('the archive of the log of changes', () => {
  const at = '2026-11-25T08:00:00.000Z'
  const standing = { id: '0'.repeat(16), coveredTo: '2026-11-25T07:59:00.000Z', problem: null, holeAt: null }
  const look = { isOutside: false, folder: 'archives', standing, backupAt: undefined }
  const holeAt = '2026-11-25T06:00:00.000Z'

  test.each<[string, Parameters<typeof archiveFound>[0], boolean, string]>([
    ['follows', look, true, 'archived up to 2026-11-25T07:59'],
    ['is none', { ...look, folder: undefined }, true, 'goes back to the newest backup'],
    ['is the outside server’s', { ...look, isOutside: true }, true, 'archives its own log'],
    ['never began', { ...look, standing: undefined }, false, 'start the application'],
    [
      'stands still',
      { ...look, standing: { ...standing, coveredTo: holeAt } },
      false,
      'start the application',
    ],
    ['has no room', { ...look, standing: { ...standing, problem: 'ENOSPC' } }, false, 'because of ENOSPC'],
    ['lost its thread', { ...look, standing: { ...standing, holeAt } }, false, 'Run aboveboard backup now'],
    [
      'lost it after the backup',
      { ...look, backupAt: holeAt, standing: { ...standing, holeAt } },
      false,
      'backup now',
    ],
    [
      'was made whole by a backup',
      { ...look, backupAt: standing.coveredTo, standing: { ...standing, holeAt } },
      true,
      'archived up',
    ],
  ])('that %s', (_, given, ok, said) => {
    const found = archiveFound(given, at)
    expect([found.ok, fill(found.sentence, 'en', found.params)]).toEqual([ok, expect.stringContaining(said)])
  })
})

test('a restored folder is not well until it is released, and says so until its first start', () => {
  const mark = { backup: 'backup-1', to: 'T', restoredAt: 'R', logSize: 1 }
  expect(restoreFound({ state: 'restored', ...mark })).toMatchObject({
    ok: false,
    params: { backup: 'backup-1' },
  })
  expect(restoreFound({ state: 'restoring', ...mark }).ok).toBe(false)
  expect(restoreFound({ state: 'released', ...mark }).ok).toBe(true)
})

describe('the log', () => {
  let company: Company
  let client: Client

  beforeAll(async () => {
    company = await testCompany()
    client = new Client({ connectionString: company.database.ownerUrl })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await company.close()
  })

  test('is not well once its oldest entry has waited for more than a minute for its number', async () => {
    const { world } = company
    const deps = { newId: world.newId, ...askDeps }
    const body = { name: '昆山待号机电有限公司', type: 'company' as const, country: 'CN', role: 'dealer' }
    await act(world.door, createCustomer(deps), [
      { key: 'waits', actor: company.actor('compliance'), body, at: world.now() },
    ])
    expect(logFound(await logWaiting(client)).ok).toBe(true)
    await client.query(`alter table audit.entry disable trigger user`)
    await client.query(`update audit.entry set written_at = written_at - interval '61 seconds'`)
    const stuck = logFound(await logWaiting(client))
    expect(stuck).toMatchObject({ ok: false, params: { seconds: expect.any(Number) as number } })
    await client.query(
      `insert into audit.leaf (number, entry_id, hash)
select row_number() over (order by id) - 1, id, leaf from audit.entry`,
    )
    expect(logFound(await logWaiting(client)).ok).toBe(true)
  })

  test('that is not there is not well', () => {
    expect(logFound(undefined).ok).toBe(false)
  })
})
