import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom, seedLog, type SeededLog } from '../../../test/gates/seeded-log.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { governedTables } from '../../app/governed.ts'
import * as contract from '../../contract/log.ts'
import type { Operation } from '../../contract/operation.ts'
import { fromHex, toUtf8 } from '../../kernel/bytes.ts'
import { leafHash, verifyConsistency, verifyInclusion } from '../../kernel/merkle.ts'
import { MerkleTree } from '../../kernel/merkle-tree.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { HttpAnswer } from '../../platform/http/answer.ts'
import { runLongJob, withLongJobs } from '../../platform/jobs/long-job.ts'
import { authorise, organisationCache } from '../access/index.ts'
import { recorder } from './record.ts'
import { auditRoutes } from './routes.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner, platformSha256 } from './signing.ts'
import { folderSink } from './sink-folder.ts'
import { feedSink } from './sinks.ts'
import { verificationJob } from './verification-job.ts'
import { lockStatement } from '../benefits/index.ts'

const now = fixedClock('2026-06-01T00:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sink-'))
const auditor: Actor = {
  personId: 'per_auditor1',
  accountId: 'acc_auditor1',
  roles: ['auditor'],
  entityIds: ['*'],
  language: 'en',
  hasFreshFactor: false,
  hasSecondFactor: true,
  via: 'web',
}
const seller: Actor = { ...auditor, personId: 'per_seller1', roles: ['sales'], entityIds: [] }

let database: FreshDatabase
let seeded: SeededLog
let routes: ReturnType<typeof auditRoutes>
let enqueued: unknown[] = []
let readable = false

beforeAll(async () => {
  database = await freshDatabase()
  seeded = await seedLog(database, randomFrom(4), 3)
  const random = (bytes: number) => Buffer.alloc(bytes, 3)
  let made = 0
  const door = {
    pool: database.pool('app', 4),
    authorise,
    record: recorder({ ring: seeded.ring, random }),
    lock: lockStatement,
    book: () => undefined,
    enqueue: withLongJobs(async (_, jobs) => void enqueued.push(...jobs)),
  }
  routes = auditRoutes({
    door,
    newId: () => `job_${String(++made).padStart(24, '0')}`,
    organisation: organisationCache(),
    zone: 'Asia/Shanghai',
    mayRead: async () => readable,
  })
  const signer = logSigner(seeded.ring)
  const pool = database.pool('worker', 2)
  await sequenceOnce({ pool, signer, now }, newSequencerState())
  await feedSink({ pool, key: signer.key, now }, folderSink(folder))
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function call(operation: { id: string }, actor: Actor, given: object = {}): Promise<HttpAnswer> {
  const route = routes.find((each) => each.operation.id === operation.id)
  if (!route) throw new Error(`no route ${operation.id}`)
  const query = route.operation.query.parse('query' in given ? given.query : {})
  return route.handle({
    params: {},
    body: {},
    key: 'key-12345678',
    at: now(),
    language: actor.language,
    headers: {},
    address: '',
    files: [],
    actor,
    ...given,
    query,
  })
}

/** The body of a good answer, held to its contract. */
async function bodyOf<T>(operation: Operation, actor: Actor, given: object = {}): Promise<T> {
  const answered = await call(operation, actor, given)
  if (answered.kind !== 'answer') throw new Error(JSON.stringify(answered))
  return operation.answer.parse(JSON.parse(JSON.stringify(answered.body))) as T
}

const asOperation = (operation: unknown) => operation as Operation

type Page = {
  rows: { number?: number; entryId: string; isRefused: boolean; object: { id: string } }[]
  next?: string
}
type State = {
  entries: number
  unnumbered: number
  window: string
  sinks: { text: string }[]
  last?: { isOk: boolean; findings: { text: string }[] }
}

describe('the screen of the log', () => {
  test('shows where the log stands, what outsiders have seen and what nobody outside has seen yet', async () => {
    const state = await bodyOf<State>(asOperation(contract.logState), auditor)
    expect(state).toMatchObject({ unnumbered: 0, sinks: [{ text: 'has the newest checkpoint' }] })
    expect(state.window).toContain('An outsider has seen every entry')
    const [row] = seeded.rows.get('deals.event') ?? []
    const table = governedTables.find(({ name }) => name === 'deals.event')
    if (!row || !table) throw new Error('the seed has no event')
    await seeded.write([{ table, row: { ...row, version: row.version + 1 }, old: row }])
    const later = await bodyOf<State>(asOperation(contract.logState), auditor)
    expect(later).toMatchObject({ entries: state.entries + 1, unnumbered: 1 })
    expect(later.window).toContain('the last entry')
  })

  test('a verification runs as long work, its findings are sentences, and only auditing eyes see them', async () => {
    const started = await bodyOf<{ jobId: string }>(asOperation(contract.startVerification), auditor, {
      key: 'key-verify-1',
    })
    expect(enqueued).toEqual([{ queue: 'long-job', data: { id: started.jobId } }])
    const owner = database.pool('owner', 1)
    await owner.query(`update deals.event set version = version + 1 where id = 'deals_event_1'`)
    const deps = { auditor: database.pool('auditor', 1), worker: database.pool('worker', 2) }
    const job = verificationJob({
      ...deps,
      ring: seeded.ring,
      tables: governedTables,
      sinkFolder: folder,
      now,
    })
    await runLongJob(database.pool('app', 2), [job], started.jobId, now)
    const params = { jobId: started.jobId }
    const done = await bodyOf<{
      job: { state: string }
      result: { isOk: boolean; findings: { text: string }[] }
    }>(asOperation(contract.verificationResult), auditor, { params })
    expect(done).toMatchObject({ job: { state: 'done' }, result: { isOk: false } })
    expect(done.result.findings[0]?.text).toMatch(
      /^version of event deals_event_1 differs from what the log says/,
    )
    const seen = await bodyOf<State>(asOperation(contract.logState), seller)
    expect(seen.last).toMatchObject({ isOk: false, findings: [] })
    await owner.query(`update deals.event set version = version - 1 where id = 'deals_event_1'`)
  })

  test('an unknown verification is not found, and one kind of work is not shown as another', async () => {
    const answered = await call(contract.verificationResult, auditor, { params: { jobId: 'job_unknown1' } })
    expect(answered).toMatchObject({ kind: 'refused', status: 404 })
  })

  test('entries come newest first, page by page, each once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { onlyRefused: 'no', ...(cursor === undefined ? {} : { cursor }) }
      const page: Page = await bodyOf(asOperation(contract.logEntries), auditor, { query })
      seen.push(...page.rows.map(({ entryId }) => entryId))
      cursor = page.next
    } while (cursor !== undefined)
    const all = await database.pool('app', 1).query('select id::text from audit.entry order by entry.id desc')
    expect(seen).toEqual(all.rows.map(({ id }) => id))
  })

  test('entries can be narrowed to one object', async () => {
    const query = { onlyRefused: 'no', objectId: 'deals_event_0' }
    const page: Page = await bodyOf(asOperation(contract.logEntries), auditor, { query })
    expect(page.rows.length).toBeGreaterThan(1)
    expect(new Set(page.rows.map(({ object }) => object.id))).toEqual(new Set(['deals_event_0']))
  })

  test('the proof of an entry leads from its bytes to the signed root, without us', async () => {
    type Proof = { bytes: string; leafHash: string; path: string[]; size: number; root: string }
    for (const number of [0, 7, 50]) {
      const proof: Proof = await bodyOf(asOperation(contract.entryProof), auditor, { params: { number } })
      const leaf = leafHash(toUtf8(proof.bytes), platformSha256)
      const bytesOf = (hex: string) => fromHex(hex) ?? new Uint8Array()
      const claim = {
        leaf,
        index: number,
        end: proof.size,
        path: proof.path.map(bytesOf),
        root: bytesOf(proof.root),
      }
      expect(bytesOf(proof.leafHash)).toEqual(Uint8Array.from(leaf))
      expect(verifyInclusion(claim, platformSha256)).toBe(true)
    }
  })

  test('whoever kept a checkpoint gets the proof that the log of today continues it', async () => {
    const { rows } = await database.pool('owner', 1).query('select hash from audit.leaf order by number')
    const bytesOf = (hex: string) => fromHex(hex) ?? new Uint8Array()
    type Proof = { from: number; path: string[]; size: number; root: string }
    for (const from of [1, 7, rows.length]) {
      const kept = new MerkleTree(platformSha256)
      for (const { hash } of rows.slice(0, from)) kept.append(hash)
      const asked = { query: { from } }
      const proof: Proof = await bodyOf(asOperation(contract.logConsistency), seller, asked)
      const { size, root, path } = proof
      const claim = { oldSize: from, size, root: bytesOf(root), path: path.map(bytesOf) }
      expect(verifyConsistency({ ...claim, oldRoot: kept.root() }, platformSha256)).toBe(true)
      expect(verifyConsistency({ ...claim, oldRoot: bytesOf('0'.repeat(64)) }, platformSha256)).toBe(false)
    }
  })

  test('a checkpoint larger than the log is refused, because entries would be missing', async () => {
    const answered = await call(contract.logConsistency, seller, { query: { from: 100_000 } })
    expect(answered).toMatchObject({ kind: 'refused', refusal: { code: 'audit.beyond_checkpoint' } })
  })

  test('an entry that no checkpoint covers yet is refused with a way out', async () => {
    const answered = await call(contract.entryProof, auditor, { params: { number: 100_000 } })
    expect(answered).toMatchObject({
      kind: 'refused',
      status: 409,
      refusal: { code: 'audit.not_numbered_yet' },
    })
  })

  test('the bytes of an entry are shown to those who audit, who acted, or who may see its object', async () => {
    const params = { number: 3 }
    expect(await call(contract.entryProof, seller, { params })).toMatchObject({ status: 404 })
    readable = true
    expect(await call(contract.entryProof, seller, { params })).toMatchObject({ kind: 'answer' })
    readable = false
  })
})
