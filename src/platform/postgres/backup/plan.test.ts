import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SetupFault } from '../../setup-fault.ts'
import { keepCovered } from './archive-folder.ts'
import { planRestore } from './plan.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aboveboard-plan-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const life = '00112233aabbccdd'
const at = (minute: number) => `2026-11-29T01:${String(minute).padStart(2, '0')}:00.000Z`

/** A backup that ended at a minute of the hour, with its own log of changes up to segment `last`. */
function backup(minute: number, last: string, archive: string | null = life): void {
  const id = `backup-20261129T01${String(minute).padStart(2, '0')}00Z`
  const segment = `0000000100000000000000${last}`
  mkdirSync(join(folder, 'backups', id), { recursive: true })
  const manifest = {
    format: 1,
    id,
    startedAt: at(minute),
    stoppedAt: at(minute),
    product: '0.1.0',
    postgres: '18.0',
    schema: null,
    system: '1',
    key: 'k',
    wal: {
      timeline: 1,
      segmentBytes: 1 << 24,
      first: segment,
      last: segment,
      startLsn: '0/0',
      stopLsn: '0/0',
    },
    archive,
    log: null,
    parts: [],
    evidence: { files: 0, bytes: 0, list: '' },
    without: [],
  }
  writeFileSync(join(folder, 'backups', id, 'manifest.json'), JSON.stringify(manifest))
}

/** Segments of the archive, each with the minute up to which it covers. */
function archived(...segments: readonly [string, number][]): void {
  mkdirSync(join(folder, 'archives', life), { recursive: true })
  for (const [name, minute] of segments) {
    const file = `0000000100000000000000${name}.${Date.parse(at(minute))}.0123456789abcdef.abk`
    writeFileSync(join(folder, 'archives', life, file), '')
  }
}

function plan(to?: string): { backup: string; segments: string[]; reaches: string } | string {
  try {
    const found = planRestore(join(folder, 'backups'), join(folder, 'archives'), to)
    return {
      backup: found.backup.manifest.id.slice(16, 20),
      segments: found.segments.map(({ segment }) => segment.slice(-2)),
      reaches: found.reaches.slice(11, 16),
    }
  } catch (fault) {
    if (!(fault instanceof SetupFault)) throw fault
    const [problem] = fault.problems
    return `${problem?.code ?? ''} ${String(problem?.params['segment'] ?? '')}`.trim()
  }
}

describe('a restore', () => {
  test('to no moment in particular takes the newest backup and all that was archived behind it', () => {
    backup(10, '02')
    backup(20, '05')
    archived(['03', 12], ['04', 15], ['05', 21], ['06', 30], ['07', 31])
    expect(plan()).toEqual({ backup: '0120', segments: ['06', '07'], reaches: '01:31' })
  })

  test('to a moment takes the newest backup before it, and no more segments than lead there', () => {
    backup(10, '02')
    backup(20, '05')
    archived(['03', 12], ['04', 15], ['05', 21], ['06', 30], ['07', 31])
    expect(plan(at(14))).toEqual({ backup: '0110', segments: ['03', '04'], reaches: '01:14' })
    expect(plan(at(30))).toEqual({ backup: '0120', segments: ['06'], reaches: '01:30' })
  })

  test('stops at a segment that is missing on the way, by its name, and goes where none is missing', () => {
    backup(10, '02')
    archived(['03', 12], ['05', 15])
    expect(plan(at(12))).toMatchObject({ segments: ['03'] })
    expect(plan(at(13))).toBe('setup.archive_hole 000000010000000000000004')
    expect(plan()).toBe('setup.archive_hole 000000010000000000000004')
  })

  test('names the first segment behind the backup where that one is missing', () => {
    backup(10, '02')
    archived(['04', 15])
    expect(plan(at(14))).toBe('setup.archive_hole 000000010000000000000003')
  })

  test('reaches as far as the archive, by a minute not further', () => {
    backup(10, '02')
    archived(['03', 12])
    expect(plan(at(12))).toMatchObject({ reaches: '01:12' })
    expect(plan(at(13))).toBe('setup.restore_not_covered')
  })

  test('reaches on while nothing was written, as the archive notes', async () => {
    backup(10, '02')
    archived(['03', 12])
    await keepCovered(join(folder, 'archives', life), { segment: '000000010000000000000003', at: at(40) })
    expect(plan(at(39))).toMatchObject({ segments: ['03'], reaches: '01:39' })
    await keepCovered(join(folder, 'archives', life), { segment: '000000010000000000000004', at: at(40) })
    expect(plan(at(39))).toBe('setup.restore_not_covered')
  })

  test('of a backup without an archive ends where the backup ended', () => {
    backup(10, '02', null)
    archived(['03', 12])
    expect(plan()).toEqual({ backup: '0110', segments: [], reaches: '01:10' })
    expect(plan(at(11))).toBe('setup.restore_not_covered')
  })

  test('to before the first backup is refused, and so is a folder without any', () => {
    expect(plan()).toBe('setup.no_backup_there')
    backup(10, '02')
    expect(plan(at(9))).toBe('setup.restore_too_early')
    mkdirSync(join(folder, 'backups', 'backup-20261129T015900Z.part'))
    expect(plan()).toMatchObject({ backup: '0110' })
  })
})
