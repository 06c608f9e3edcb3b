import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pruneBackups } from './prune.ts'

let folder: string
let archives: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aboveboard-prune-'))
  archives = join(folder, 'archives')
})
afterEach(() => rmSync(folder, { recursive: true }))

const now = '2026-11-25T08:00:00.000Z'
const archive = '0123456789abcdef'
const segment = (n: number) => `00000001000000000000000${n}`

/** A finished backup of so many days ago, from which the log of changes goes on at segment `n`. */
function backup(daysAgo: number, n: number): string {
  const stoppedAt = new Date(Date.parse(now) - daysAgo * 86_400_000).toISOString()
  const id = `backup-${stoppedAt.replace(/[-:]|\.\d+/g, '')}`
  const ends = { last: segment(n), startLsn: '0/0', stopLsn: '0/0' }
  mkdirSync(join(folder, id))
  writeFileSync(join(folder, id, 'base-0001.abk'), 'sealed')
  writeFileSync(
    join(folder, id, 'manifest.json'),
    JSON.stringify({
      format: 1,
      id,
      startedAt: stoppedAt,
      stoppedAt,
      product: '',
      postgres: '',
      schema: null,
      system: '',
      key: '',
      wal: { timeline: 1, segmentBytes: 1, first: segment(n), ...ends },
      archive,
      log: null,
      parts: [],
      evidence: { files: 0, bytes: 0, list: '' },
      without: [],
    }),
  )
  return id
}

function archived(of: string, ...numbers: readonly number[]): void {
  mkdirSync(join(archives, of), { recursive: true })
  for (const n of numbers) writeFileSync(join(archives, of, `${segment(n)}.1.0123456789abcdef.abk`), 'sealed')
}

const left = () => readdirSync(folder).filter((name) => name.startsWith('backup-'))
const segments = (of: string) => readdirSync(join(archives, of)).map((name) => Number(name.slice(23, 24)))
const prune = (keepDays: number) => pruneBackups({ folder, archives, keepDays, now })

describe('pruning keeps every moment of the days that are kept', () => {
  test('and the backup from which the first of them is reached, with the changes behind it', async () => {
    const [old, base, young] = [backup(9, 1), backup(8, 3), backup(1, 6)]
    archived(archive, 1, 2, 3, 4, 6, 7)
    archived('fedcba9876543210', 1, 2)
    expect(await prune(7)).toEqual({ backups: [old], segments: 2 })
    expect(left().toSorted()).toEqual([base, young].toSorted())
    expect(segments(archive)).toEqual([3, 4, 6, 7])
    expect(segments('fedcba9876543210')).toEqual([1, 2])
    expect(await prune(7)).toEqual({ backups: [], segments: 0 })
  })

  test('to the very moment: a backup that is exactly so old is still one of them', async () => {
    const ids = [backup(8, 1), backup(7, 2), backup(6, 3)]
    expect((await prune(7)).backups).toEqual([])
    expect(left()).toHaveLength(ids.length)
    expect((await prune(5)).backups.toSorted()).toEqual(ids.slice(0, 2).toSorted())
  })

  test('and the newest backup, however old it is', async () => {
    const [, newest] = [backup(400, 1), backup(300, 2)]
    await prune(7)
    expect(left()).toEqual([newest])
  })

  test('and takes away what an earlier run left half removed, but none that is being made', async () => {
    const [half, newest] = [backup(40, 1), backup(1, 2)]
    rmSync(join(folder, half, 'manifest.json'))
    mkdirSync(join(folder, 'backup-20261125T075959Z.part'))
    await prune(7)
    expect(left().toSorted()).toEqual([newest, 'backup-20261125T075959Z.part'].toSorted())
  })

  test('and touches nothing where the folder is one backup itself, or is not there', async () => {
    const only = join(folder, backup(40, 1))
    await pruneBackups({ folder: only, archives: undefined, keepDays: 1, now })
    expect(existsSync(join(only, 'base-0001.abk'))).toBe(true)
    const nowhere = { folder: join(folder, 'nowhere'), archives: undefined, keepDays: 1, now }
    expect(await pruneBackups(nowhere)).toEqual({ backups: [], segments: 0 })
  })
})
