import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom, seedLog, type SeededLog } from '../../../test/gates/seeded-log.ts'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { governedTables } from '../../app/governed.ts'
import { formatNoteKey } from '../../kernel/note.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { keyRing } from '../../platform/keys.ts'
import { withMerged } from '../parties/index.ts'
import { makeBundle, type BundleAsk } from './make-bundle.ts'
import { newSequencerState, sequenceOnce } from './sequencer.ts'
import { logSigner } from './signing.ts'
import { folderSink } from './sink-folder.ts'
import { mailSink } from './sink-mail.ts'
import { feedSink } from './sinks.ts'
import { verifyBundleOffline } from './verify-bundle.ts'

let database: FreshDatabase
let seeded: SeededLog
const now = fixedClock('2026-06-01T00:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-sink-'))
const letters: string[] = []
const key = () => readFileSync(join(folder, 'key.txt'), 'utf8')

async function numberAndSend(): Promise<void> {
  const signer = logSigner(seeded.ring)
  const pool = database.pool('worker', 2)
  await sequenceOnce({ pool, signer, now }, newSequencerState())
  const mailer = { send: async ({ text }: { text: string }) => (letters.push(text), 'sent' as const) }
  const sinks = [folderSink(folder), mailSink(mailer, 'auditor@example.com', 'en')]
  for (const sink of sinks) await feedSink({ pool, key: signer.key, now }, sink)
}

beforeAll(async () => {
  database = await freshDatabase()
  seeded = await seedLog(database, randomFrom(2), 4)
  await numberAndSend()
  const [row] = seeded.rows.get('deals.event') ?? []
  const table = governedTables.find(({ name }) => name === 'deals.event')
  if (!row || !table) throw new Error('the seed has no event')
  await seeded.write([{ table, row: { ...row, version: row.version + 1 }, old: row }])
  now.set('2026-06-01T01:00:00.000Z')
  await numberAndSend()
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const bundleDeps = () => ({
  pool: database.pool('auditor', 1),
  ring: seeded.ring,
  tables: governedTables,
  at: now(),
  familyOf,
})

const make = (ask: BundleAsk) => makeBundle(bundleDeps(), ask)

const familyOf = async (tx: Transaction, id: string) => (await withMerged(tx, [id])).members

async function textOf(ask: BundleAsk): Promise<string> {
  const made = await make(ask)
  if (made.kind !== 'made') throw new Error(`no bundle: ${made.kind}`)
  return made.text
}

const asks: [string, BundleAsk][] = [
  ['a request', { kind: 'request', id: 'requests_request_0' }],
  ['a customer', { kind: 'customer', id: 'parties_customer_1' }],
  ['a period', { kind: 'period', from: '2026-01-01', to: '2026-01-01', zone: 'Asia/Shanghai' }],
]

test.each(asks)(
  'a bundle about %s verifies without the database, against the key of the folder',
  async (_, ask) => {
    const text = await textOf(ask)
    const found = await verifyBundleOffline(text, { key: key(), checkpoints: [] }, async () => undefined)
    expect(found.verification).toMatchObject({ ok: true, findings: [] })
    expect(found.verification.rows).toBeGreaterThan(0)
  },
)

test('the bundle continues the checkpoint that left in the first letter', async () => {
  const text = await textOf({ kind: 'request', id: 'requests_request_0' })
  const lines = (letters[0] ?? '').split('\n')
  const from = lines.findIndex((line) => line === logSigner(seeded.ring).key.name)
  const note = `${lines.slice(from, from + 6).join('\n')}\n`
  const held = { key: key(), checkpoints: [note] }
  expect(await verifyBundleOffline(text, held, async () => undefined)).toMatchObject({
    trust: 'consistent',
    verification: { ok: true },
  })
})

test('one changed letter of an amount is a finding', async () => {
  const text = await textOf({ kind: 'request', id: 'requests_request_0' })
  const changed = text.replace(
    /("row":\{"table":"requests\.request".*?)\\t(\d)(\d+)/,
    (_, head, first, rest) => `${head}\\t${(Number(first) % 9) + 1}${rest}`,
  )
  expect(changed).not.toBe(text)
  const found = await verifyBundleOffline(changed, { key: key(), checkpoints: [] }, async () => undefined)
  expect(found.verification.ok).toBe(false)
  expect(found.verification.findings).toMatchObject([{ kind: 'edited', table: 'requests.request' }])
})

test('a bundle of another installation is refused by whoever holds the right key', async () => {
  const text = await textOf({ kind: 'request', id: 'requests_request_0' })
  const other = formatNoteKey(logSigner(keyRing(Buffer.alloc(32, 8))).key)
  const found = await verifyBundleOffline(text, { key: other, checkpoints: [] }, async () => undefined)
  expect(found.verification).toMatchObject({ ok: false, findings: [{ table: 'bundle', row: 'key' }] })
})

test('a bundle about a customer holds what stands under the records that were merged with it', async () => {
  const [kept, gone] = seeded.rows.get('parties.customer') ?? []
  const table = governedTables.find(({ name }) => name === 'parties.customer')
  if (!kept || !gone || !table) throw new Error('the seed has no two customers')
  await seeded.write([
    { table, row: { ...gone, version: gone.version + 1, merged_into: kept.id }, old: gone },
  ])
  now.set('2026-06-01T02:00:00.000Z')
  await numberAndSend()
  const [ofKept, ofGone] = [
    await textOf({ kind: 'customer', id: kept.id }),
    await textOf({ kind: 'customer', id: gone.id }),
  ]
  for (const text of [ofKept, ofGone]) {
    for (const { id } of [kept, gone])
      expect(text).toContain(`"row":{"table":"parties.customer","id":"${id}"`)
    const found = await verifyBundleOffline(text, { key: key(), checkpoints: [] }, async () => undefined)
    expect(found.verification).toMatchObject({ ok: true, findings: [] })
  }
  expect(ofKept).toContain(`"scope":{"customer":"${kept.id}","merged":"${gone.id}"}`)
  expect(ofGone).toContain(`"scope":{"customer":"${gone.id}","merged":"${kept.id}"}`)
})

test('an entry that no checkpoint covers yet is waited for, and a matter without entries has no bundle', async () => {
  const [row] = seeded.rows.get('requests.request') ?? []
  const table = governedTables.find(({ name }) => name === 'requests.request')
  if (!row || !table) throw new Error('the seed has no request')
  await seeded.write([{ table, row: { ...row, version: row.version + 1 }, old: row }])
  expect(await make({ kind: 'request', id: row.id })).toEqual({ kind: 'waiting' })
  expect(await make({ kind: 'request', id: 'req_unknown' })).toEqual({ kind: 'nothing' })
})

test('a copy of the folder links a bundle on any later day, and so does one that was asked for', async () => {
  const table = governedTables.find(({ name }) => name === 'deals.event')
  const notes: string[] = []
  // Two checkpoints a day on three days: only the last of a day is proved unasked.
  for (const at of ['02T01', '02T05', '03T01', '03T05', '04T01', '04T05']) {
    const id = `event_of_${at}`
    const [first] = seeded.rows.get('deals.event') ?? []
    if (!first || !table) throw new Error('the seed has no event')
    await seeded.write([{ table, row: { ...first, id, version: 1 } }])
    now.set(`2026-06-${at}:00:00.000Z`)
    await sequenceOnce(
      { pool: database.pool('worker', 1), signer: logSigner(seeded.ring), now },
      newSequencerState(),
    )
    const { rows } = await database
      .pool('auditor', 1)
      .query<{ note: string }>('select note from audit.checkpoint order by size desc limit 1')
    notes.push(rows[0]?.note ?? '')
  }
  const ask = { kind: 'request', id: 'requests_request_0' } as const
  const trustOf = async (text: string, held: readonly string[]) =>
    (await verifyBundleOffline(text, { key: key(), checkpoints: held }, async () => undefined)).trust
  const text = await textOf(ask)
  const [noon = '', evening = ''] = notes
  expect(await trustOf(text, [noon])).toBe('unlinked')
  expect(await trustOf(text, [evening, noon])).toBe('consistent')
  const size = Number(noon.split('\n')[1])
  const made = await makeBundle({ ...bundleDeps(), from: [size] }, ask)
  expect(made.kind === 'made' && (await trustOf(made.text, [noon]))).toBe('consistent')
})
