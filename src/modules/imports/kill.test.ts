import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importDeps } from '../../app/import-deps.ts'
import { adoptShippedPolicies } from '../../app/policies.ts'
import { makeWorld, type World } from '../../app/world.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { randomBytes, systemClock } from '../../platform/clock.ts'
import { cmsFile, cmsLine } from '../../../test/setup/cms-file.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { tryImport } from '../../../test/setup/run-import.ts'
import { undoImport } from './undo.ts'

const masterKey = Buffer.from(randomBytes(32))
const rows = 6_000
let database: FreshDatabase
let pool: Pool
let world: World
let folder: string

beforeAll(async () => {
  database = await freshDatabase()
  pool = database.pool('app')
  folder = mkdtempSync(join(tmpdir(), 'aboveboard-kill-'))
  const parts = { pool, masterKey, data: folder, now: systemClock(), enqueue: async () => undefined }
  world = makeWorld(parts)
  await adoptShippedPolicies(world)
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.close()
})

const importNow = (text: string) =>
  tryImport(importDeps(world), { profile: 'cms-open-payments', name: 'killed.csv', text })

async function stored(): Promise<number> {
  const found = await pool.query<{ n: string }>('select count(*) as n from benefits.benefit')
  return Number(found.rows[0]?.n)
}

describe('an import that is killed', () => {
  const text = cmsFile(rows, [], 'k')

  it('goes on where it stopped: every row is there once and counted once', async () => {
    const path = join(folder, 'killed.csv')
    writeFileSync(path, text)
    const script = resolve(import.meta.dirname, '../../../test/setup/import-child.ts')
    const child = spawn(process.execPath, [script, database.appUrl, masterKey.toString('hex'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const before = await stored()
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(rows)

    const report = await importNow(text)
    if (isRefusal(report)) throw new Error(report.code)
    expect(report).toMatchObject({ isResumed: true, rows, accepted: rows, duplicates: 0, state: 'done' })
    expect(Object.values(report.outcomes).reduce((sum, n) => sum + n, 0)).toBe(rows)
    expect(await stored()).toBe(rows)
    const runs = await pool.query<{ state: string; accepted: number }>(
      'select state, accepted from imports.run',
    )
    expect(runs.rows).toEqual([{ state: 'done', accepted: rows }])
  }, 120_000)

  it('decides after the kill as one that was never killed', async () => {
    const found = await pool.query<{ key: string; decision_sha256: string }>(
      'select key, decision_sha256 from imports.row order by key',
    )
    const runId = (await pool.query<{ id: string }>('select id from imports.run')).rows[0]?.id ?? ''
    await undoImport(importDeps(world), { reason: '文件有误', runId, actor: systemActor, key: 'undo-killed' })
    await importNow(text)
    const again = await pool.query<{ key: string; decision_sha256: string }>(
      'select key, decision_sha256 from imports.row where not is_reversed order by key',
    )
    expect(again.rows).toEqual(found.rows)
  }, 120_000)

  it('holds its book for another file until it is finished or undone', async () => {
    const script = resolve(import.meta.dirname, '../../../test/setup/import-child.ts')
    const path = join(folder, 'second.csv')
    writeFileSync(path, cmsFile(rows, [], 'second'))
    const child = spawn(process.execPath, [script, database.appUrl, masterKey.toString('hex'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const other = cmsFile(0, [cmsLine({ id: 'other' })])
    expect(await importNow(other)).toMatchObject({ code: 'imports.already_running' })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const busy = await untilFree(() => importNow(other))
    expect(busy).toMatchObject({ code: 'imports.book_busy' })
    const open = await pool.query<{ id: string }>(`select id from imports.run where state = 'running'`)
    const undone = await undoImport(importDeps(world), {
      reason: '文件有误',
      runId: open.rows[0]?.id ?? '',
      actor: systemActor,
      key: 'undo-open',
    })
    expect(isRefusal(undone)).toBe(false)
    expect(await importNow(other)).toMatchObject({ accepted: 1 })
  }, 120_000)
})

/** The server takes a moment to notice that a killed program is gone. */
async function untilFree<Answer>(again: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await again()
    if (!isRefusal(answer) || answer.code !== 'imports.already_running') return answer
  }
}
