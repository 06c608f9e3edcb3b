import fastify, { type FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeMetrics } from '../platform/metrics.ts'
import type { BackupFigures } from './archiving.ts'
import type { FilesSeen } from './lost-files.ts'
import { healthRoutes } from './health.ts'

const standing = { size: 7, lagMs: 40, longestLagMs: 90, isLate: false, numbered: 7, faults: 0 }
let now = standing
let isUp = true
const folder = {
  name: 'folder',
  size: 9n,
  sent_at: '2026-11-25T07:59:00.000Z',
  problem: null,
  mended_at: null,
  unread_end_at: null,
}
let lost: FilesSeen | undefined
let backups: BackupFigures = {}
let sinkRows: object[] = [folder]
let server: FastifyInstance
const metrics = makeMetrics()

beforeAll(async () => {
  server = fastify({ logger: false })
  const query = (sql: string) => {
    if (!isUp) return Promise.reject(new Error('gone'))
    const rows = sql.includes('audit.sink')
      ? sinkRows
      : sql.includes('audit.checkpoint')
        ? [{ size: 9n }]
        : []
    return Promise.resolve({ rows })
  }
  const pool = { query } as unknown as Pool
  const sequencer = { standing: () => now, stop: () => Promise.resolve() }
  const at = () => '2026-11-25T08:00:00.000Z'
  const watched = { lostFiles: () => lost, backups: () => backups }
  healthRoutes(server, { pool, sequencer, metrics, sinks: ['folder'], now: at, ...watched })
  await server.ready()
})

afterAll(() => server.close())

const get = async (url: string) => {
  const reply = await server.inject({ method: 'GET', url })
  return { status: reply.statusCode, type: String(reply.headers['content-type']), body: reply.body }
}

describe('the operator’s pages', () => {
  it('/healthz says that the process lives, whatever else is wrong', async () => {
    isUp = false
    expect(await get('/healthz')).toMatchObject({ status: 200, body: '{"ok":true}' })
    isUp = true
  })

  it('/readyz says that it can serve: database there and log on time', async () => {
    expect(JSON.parse((await get('/readyz')).body)).toEqual({
      database: true,
      log: { late: false },
      files: { ok: true, lookedAt: null },
      sinks: { ok: true },
    })
  })

  it('/readyz is 503 without the database, and when the log is late', async () => {
    isUp = false
    expect(await get('/readyz')).toMatchObject({
      status: 503,
      body: '{"database":false,"log":{"late":false},"files":{"ok":true,"lookedAt":null}}',
    })
    isUp = true
    now = { ...standing, isLate: true }
    expect(await get('/readyz')).toMatchObject({
      status: 503,
      body: '{"database":true,"log":{"late":true},"files":{"ok":true,"lookedAt":null},"sinks":{"ok":true}}',
    })
    now = standing
  })

  it.each([
    ['holds more than the log', { ...folder, problem: 'ahead' }, false, 'alarm{sink="folder"} 1'],
    ['has no room', { ...folder, problem: 'ENOSPC' }, false, 'alarm{sink="folder"} 1'],
    [
      'heard nothing for 27 hours while the log grew',
      { ...folder, size: 4n, sent_at: '2026-11-24T05:00:00.000Z' },
      false,
      'behind_entries{sink="folder"} 5',
    ],
    ['is a moment behind', { ...folder, size: 8n }, true, 'alarm{sink="folder"} 0'],
    ['of an earlier setting has a problem', { ...folder, name: 'mail', problem: 'ahead' }, true, ''],
  ])('an outside copy that %s: /readyz serves on and says so, /metrics too', async (_, row, ok, figure) => {
    sinkRows = [row]
    const ready = await get('/readyz')
    expect([ready.status, JSON.parse(ready.body)]).toMatchObject([200, { sinks: { ok } }])
    expect((await get('/metrics')).body).toContain(figure)
    sinkRows = [folder]
  })

  it('evidence that is gone is told by /readyz and /metrics; everybody is served on', async () => {
    const lookedAt = '2026-11-25T03:00:00.000Z'
    lost = { missing: 2, damaged: 1, requests: ['BR-2026-1184'], at: lookedAt }
    const ready = await get('/readyz')
    expect([ready.status, JSON.parse(ready.body)]).toMatchObject([200, { files: { ok: false, lookedAt } }])
    expect((await get('/metrics')).body).toContain('aboveboard_files_lost 3')
    lost = undefined
  })

  it('an archive that stands still and the age of the backup are told; everybody is served on', async () => {
    expect((await get('/metrics')).body).not.toContain('aboveboard_archive')
    const coveredTo = '2026-11-25T07:50:00.000Z'
    backups = { archive: { ok: false, coveredTo }, backup: { at: '2026-11-25T07:00:00.000Z' } }
    const ready = await get('/readyz')
    expect([ready.status, JSON.parse(ready.body)]).toMatchObject([200, backups])
    const { body } = await get('/metrics')
    expect(body).toContain('aboveboard_archive_alarm 1')
    expect(body).toContain('aboveboard_archive_behind_seconds 600')
    expect(body).toContain('aboveboard_backup_age_seconds 3600')
    backups = { backup: { at: null } }
    expect((await get('/metrics')).body).toContain('aboveboard_backup_age_seconds +Inf')
    backups = {}
  })

  it('/metrics gives the figures of answers, faults and the log, and names nobody', async () => {
    metrics.onAnswer('requests.submit', 201, 0.02)
    metrics.onFault()
    metrics.onBackgroundFault()
    const { type, body } = await get('/metrics')
    expect(type).toContain('text/plain')
    expect(body).toContain('aboveboard_answer_seconds_count{operation="requests.submit",status="201"} 1')
    expect(body).toContain('aboveboard_faults_total 1')
    expect(body).toContain('aboveboard_background_faults_total 1')
    expect(body).toContain('aboveboard_log_entries 7')
    expect(body).toContain('aboveboard_log_lag_seconds 0.04')
    expect(body).not.toMatch(/per_|party_/)
  })

  it('/openapi.json describes the operations', async () => {
    const document = JSON.parse((await get('/openapi.json')).body) as { openapi: string; paths: object }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/v1/requests')
  })
})
