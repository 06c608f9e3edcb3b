import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { formatCheckpoint } from '../kernel/checkpoint.ts'
import { logRow, type Finding, type Verification } from '../kernel/finding.ts'
import { signNote } from '../kernel/note.ts'
import { logSigner } from '../modules/audit/index.ts'
import { readConfig } from '../platform/config.ts'
import { keyRing } from '../platform/keys.ts'
import { keepMark, refuseQuarantine, type RestoreMark } from '../platform/postgres/backup/quarantine.ts'
import { SetupFault } from '../platform/setup-fault.ts'
import { startApplication } from './main.ts'
import { masterKeyFor, masterKeyInUse } from './master-key.ts'
import { judgeRestored, release, tellRestored } from './restored.ts'

const data = mkdtempSync(join(tmpdir(), 'aboveboard-restored-'))
let company: Company

beforeAll(async () => {
  company = await testCompany()
})
afterAll(async () => {
  await company.close()
  rmSync(data, { recursive: true, force: true })
})

const mark: RestoreMark = {
  state: 'restored',
  backup: 'backup-20261129T010000Z',
  to: '2026-11-29T01:30:00.000Z',
  restoredAt: '2026-11-29T03:00:00.000Z',
  logSize: 10,
}

const signer = logSigner(keyRing(Buffer.alloc(32, 3)))

/** What outsiders saw: the size of the log and the minute of the hour in which it was signed. */
type Seen = readonly [size: number, minute: number]

function note([size, minute]: Seen): Promise<string> {
  const at = `2026-11-29T01:${minute}:00.000Z`
  const text = formatCheckpoint({ origin: signer.key.name, size, root: new Uint8Array(32), at })
  return signNote(text, signer.key, signer.sign)
}

function verified(entries: number, ...findings: Finding[]): Verification {
  return { ok: findings.length === 0, entries, rows: 1, findings, checkpoint: null }
}

const cutAt = (size: number): Finding => ({ kind: 'cut', ...logRow(size) })
const edited: Finding = { kind: 'edited', table: 'benefits.benefit', row: 'ben_1', column: 'minor' }

describe('a restored folder', () => {
  test.each<[string, Verification, Seen[], number | undefined, string, number]>([
    [
      'agrees with all that outsiders saw',
      verified(20),
      [
        [12, 10],
        [20, 29],
      ],
      undefined,
      'released',
      0,
    ],
    [
      'lacks what came later, which nobody has accepted',
      verified(20, cutAt(20)),
      [
        [20, 29],
        [23, 45],
      ],
      undefined,
      'lost',
      3,
    ],
    ['lacks what came later, accepted by its number', verified(20, cutAt(20)), [[23, 45]], 3, 'released', 3],
    ['lacks what came later, accepted by another number', verified(20, cutAt(20)), [[23, 45]], 2, 'lost', 3],
    [
      'lacks what a checkpoint from before that moment holds',
      verified(20, cutAt(20)),
      [[23, 29]],
      3,
      'findings',
      3,
    ],
    ['lacks what the backup itself held', verified(9, cutAt(9)), [[23, 45]], 14, 'findings', 14],
    ['was changed in one row', verified(20, edited), [[20, 29]], undefined, 'findings', 0],
    [
      'was changed in one row and lacks what came later',
      verified(20, edited, cutAt(20)),
      [[23, 45]],
      3,
      'findings',
      3,
    ],
    [
      'agrees with itself, and nobody outside saw anything',
      verified(20),
      [],
      undefined,
      'nothing_outside',
      0,
    ],
  ])('that %s', async (_, found, seen, accepted, outcome, lost) => {
    const notes = await Promise.all(seen.map(note))
    expect(judgeRestored(mark, found, { notes, accepted })).toMatchObject({ outcome, lost })
  })

  test('takes neither a start nor work before it is released', async () => {
    const config = readConfig({ data }, {})
    const nowhere = company.database as never
    const codes = async (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (fault: unknown) => (fault instanceof SetupFault ? fault.problems[0]?.code : 'fault'),
      )
    await keepMark(data, mark)
    expect(await codes(startApplication(config, () => undefined))).toBe('setup.in_quarantine')
    expect(await codes(masterKeyFor(config, nowhere))).toBe('setup.in_quarantine')
    expect(await codes(masterKeyInUse(config, nowhere))).toBe('setup.in_quarantine')
    expect(existsSync(join(data, 'postgres'))).toBe(false)
    await keepMark(data, { ...mark, state: 'restoring' })
    expect(await codes(startApplication(config, () => undefined))).toBe('setup.restore_unfinished')
    await release(data, mark, 3)
    expect(() => refuseQuarantine(data)).not.toThrow()
  })

  test('tells the log once, at its first start, where it came from and what was lost', async () => {
    await release(data, mark, 3)
    await tellRestored(company.world, data)
    await tellRestored(company.world, data)
    const { rows } = await company.database.pool('owner', 1).query<{ object_id: string; text: string }>(
      `select object_id, bytes as text
from audit.entry
where operation = 'audit.restored'`,
    )
    expect(rows.map(({ object_id }) => object_id)).toEqual([mark.backup])
    expect(rows[0]?.text).toContain('"lost":3')
    expect(rows[0]?.text).toContain(mark.to)
  })
})
