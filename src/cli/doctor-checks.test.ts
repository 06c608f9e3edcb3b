import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { createCustomer } from '../modules/parties/index.ts'
import { logWaiting } from '../modules/audit/index.ts'
import { act } from '../platform/act/act.ts'
import { fill } from '../texts/index.ts'
import { backupsFound, logFound, mailFound, sinksFound } from './doctor-checks.ts'

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
