import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { governedTables } from '../../src/app/governed.ts'
import { openBooks } from '../../src/app/open-books.ts'
import { makeWorld, type World } from '../../src/app/world.ts'
import { logSigner, sequenceNow, verifyLive } from '../../src/modules/audit/index.ts'
import { trialBalanceOf } from '../../src/modules/ledger/balances.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { provePayments } from '../gates/payments-proof.ts'
import { testNow } from '../setup/company-on.ts'
import { newDatabase, type FreshDatabase } from '../setup/database-copy.ts'
import { testData } from '../setup/test-data.ts'
import { testServer, type TestServer } from '../setup/test-server.ts'
import { goOn, standingOf } from './go-on.ts'
import { countRows, putRows, readOld, type OldCompany } from './old-company.ts'

// A company as it stood at an earlier schema, in files NNNN.json.br of this folder: NNNN is its newest
// migration, and its rows were written by the build of that time. Each release adds one. The master key of
// all of them is that of the test company.

const migrations = join(import.meta.dirname, '../../db/migrations')
const schemas = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json.br'))
  .map((name) => basename(name, '.json.br'))

describe.each(schemas)('a company at schema %s', (schema) => {
  test('goes up with all it has, its log verifies, its books agree, and its payments go on', async () => {
    const old = readOld(schema)
    const server = await testServer(inject('testRun'))
    const database = await newDatabase(server, 'template0')
    try {
      await migrateTo(schema, database)
      await onAdmin(server, database, (admin) => putRows(admin, old))
      const migrated = await migrate({ connectionString: database.ownerUrl }, database.roles)
      expect(migrated.applied.every((file) => file.slice(0, 4) > schema)).toBe(true)
      expect(migrated.alreadyThere).toBeGreaterThan(0)
      expect(await onAdmin(server, database, (admin) => fewer(admin, old))).toEqual([])
      const world = worldOn(database)
      const entries = countRows(old.tables['audit.entry']?.rows ?? '')
      expect(await verified(database, world, old)).toEqual({ entries, findings: [] })
      // As the first start of a later build does for what is older than the books.
      await openBooks(world)
      expect(await wrongsIn(world)).toEqual([])
      const before = await standingOf(world)
      await goOn(world)
      const after = await standingOf(world)
      expect(new Map([...after].filter(([id]) => before.has(id)))).toEqual(atTheirEnd(before))
      expect([...after.values()]).not.toContain('prepared')
      expect(await countConverted(world)).toEqual(
        hasConverted(old) ? { claims: 1, paid: 1 } : { claims: 0, paid: 0 },
      )
      expect(await wrongsIn(world)).toEqual([])
      await sequenceNow({ pool: database.pool('worker', 2), signer: logSigner(world.ring), now: world.now })
      expect((await verified(database, world, old)).findings).toEqual([])
    } finally {
      await database.close()
    }
  }, 120_000)
})

test('there are earlier schemas to come from, also with payments in every state', () => {
  expect(schemas).toContain('0245')
  const orders = schemas.map((schema) => readOld(schema).tables['payments."order"']?.rows ?? '')
  for (const state of ['prepared', 'checked', 'sent', 'unknown', 'paid', 'failed', 'returned'])
    expect(orders.filter((rows) => rows.includes(`\t${state}\t`))).not.toEqual([])
})

test('one of them has what later schemas brought', () => {
  const filled = schemas.flatMap((schema) => Object.keys(readOld(schema).tables))
  const later = ['coverage.watched_account', 'payments.bank_template', 'payments.refund', 'ledger.accrual']
  expect(later.filter((table) => !filled.includes(table))).toEqual([])
  expect(schemas.filter((schema) => hasConverted(readOld(schema)))).not.toEqual([])
})

/** What was under way is paid, and what was over is as it was. */
function atTheirEnd(before: ReadonlyMap<string, string>): Map<string, string> {
  const isOver = (state: string) => ['paid', 'failed', 'returned', 'stopped'].includes(state)
  return new Map([...before].map(([id, state]) => [id, isOver(state) ? state : 'paid']))
}

/** Claims of the old company that are paid in another currency than was given. */
function hasConverted({ tables }: OldCompany): boolean {
  const { columns, rows } = tables['payments.claim'] ?? { columns: '', rows: '' }
  const at = columns.split(',').indexOf('pay_currency')
  return at >= 0 && rows.split('\n').some((row) => (row.split('\t')[at] ?? '\\N') !== '\\N')
}

async function countConverted({ pool }: World): Promise<object | undefined> {
  const [counts] = await readOnly(pool, [systemActor], (tx) =>
    tx.sql(
      `select count(*)::int as claims,
  count(*) filter (where exists (select from payments.order where claim_id = claim.id
    and state = 'paid' and closes_currency = claim.currency))::int as paid
from payments.claim as claim
where pay_currency is not null`,
    ),
  )
  return counts
}

/** The migrations up to a schema, as they are today: they are never changed. */
async function migrateTo(schema: string, { ownerUrl, roles }: FreshDatabase): Promise<void> {
  const upTo = mkdtempSync(join(tmpdir(), 'aboveboard-upgrade-'))
  for (const file of readdirSync(migrations).filter((each) => each.slice(0, 4) <= schema))
    cpSync(join(migrations, file), join(upTo, file))
  await migrate({ connectionString: ownerUrl }, roles, upTo)
  rmSync(upTo, { recursive: true })
}

async function onAdmin<T>(
  server: TestServer,
  { ownerUrl }: FreshDatabase,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const url = new URL(ownerUrl)
  const { user, password } = new Client(server.admin)
  const place = { host: url.hostname, port: Number(url.port), database: url.pathname.slice(1) }
  const client = new Client({ ...place, user, password: password ?? '' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function worldOn(database: FreshDatabase): World {
  return makeWorld({
    pool: database.pool('app', 4),
    masterKey: Buffer.alloc(32, 3),
    data: testData,
    now: fixedClock(testNow),
    enqueue: async () => undefined,
  })
}

/** Tables that hold fewer rows than before. */
async function fewer(admin: Client, { tables }: OldCompany): Promise<string[]> {
  const lost: string[] = []
  for (const [table, { rows }] of Object.entries(tables)) {
    const found = await admin.query<{ n: number }>(`select count(*)::int as n from ${table}`)
    if ((found.rows[0]?.n ?? 0) < countRows(rows)) lost.push(table)
  }
  return lost
}

/** What a verification finds that compares the log with the checkpoints of the time. */
async function verified(database: FreshDatabase, { ring }: World, old: OldCompany) {
  const notes = notesOf(old)
  expect(notes).toHaveLength(1)
  const pool = database.pool('auditor', 1)
  const { entries, findings } = await verifyLive({ pool, ring, tables: governedTables, outside: { notes } })
  return { entries, findings }
}

/** The checkpoints as an outsider kept them: they stand in the rows of the time. */
function notesOf({ tables }: OldCompany): string[] {
  const { columns, rows } = tables['audit.checkpoint'] ?? { columns: '', rows: '' }
  const at = columns.split(',').indexOf('note')
  return rows
    .trimEnd()
    .split('\n')
    .map((row) => (row.split('\t')[at] ?? '').replaceAll('\\n', '\n'))
}

/** What must never be of payments, and entities whose trial balance has two sides that differ. */
async function wrongsIn({ pool }: World): Promise<string[]> {
  return readOnly(pool, [systemActor], async (tx) => {
    const wrongs = [...(await provePayments(tx))].filter(([, count]) => count > 0).map(([name]) => name)
    for (const { id } of await tx.sql<{ id: string }>('select id from access.entity')) {
      const span = { entityId: id, from: '2025-01-01', until: '2026-12-31' }
      if (!(await trialBalanceOf(tx, span, 'en')).isBalanced) wrongs.push(`the balance of ${id}`)
    }
    return wrongs
  })
}
