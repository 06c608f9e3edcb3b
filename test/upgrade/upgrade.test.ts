import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync } from 'node:zlib'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { expect, inject, test } from 'vitest'
import { governedTables } from '../../src/app/governed.ts'
import { verifyLive } from '../../src/modules/audit/index.ts'
import { randomBytes } from '../../src/platform/clock.ts'
import { openPool } from '../../src/platform/db/connect.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { roleNames } from '../../src/platform/db/roles.ts'
import { keyRing } from '../../src/platform/keys.ts'
import { asAdmin, testServer, testUrl, type TestServer } from '../setup/test-server.ts'

// A company as it stood at an earlier schema, in files NNNN.json.br of this folder: NNNN is its newest
// migration,
// the rows are PostgreSQL's own COPY text, written by the build of that time. Each release adds one. The
// master
// key of all of them is that of the test company.

type Old = {
  readonly tables: Readonly<Record<string, { readonly columns: string; readonly rows: string }>>
  readonly sequences: readonly { readonly name: string; readonly value: string }[]
}

const folder = import.meta.dirname
const migrations = join(folder, '../../db/migrations')
const schemas = readdirSync(folder)
  .filter((name) => name.endsWith('.json.br'))
  .map((name) => basename(name, '.json.br'))

test.each(schemas)(
  'a company at schema %s goes up with all it has, and its log verifies',
  async (schema) => {
    const old: Old = JSON.parse(
      brotliDecompressSync(readFileSync(join(folder, `${schema}.json.br`))).toString('utf8'),
    )
    const server = await testServer(inject('testRun'))
    const roles = roleNames(server.template)
    const name = `${server.template}_up_${Buffer.from(randomBytes(4)).toString('hex')}`
    await asAdmin(server.admin, [`create database ${name} template template0 owner ${roles.owner}`])
    const owner = { connectionString: testUrl(server, 'owner', name) }
    try {
      await migrateTo(schema, owner, roles)
      await load(server, name, old)
      const migrated = await migrate(owner, roles)
      expect(migrated.applied.every((file) => file.slice(0, 4) > schema)).toBe(true)
      expect(migrated.alreadyThere).toBeGreaterThan(0)
      expect(await fewer(server, name, old)).toEqual([])
      const pool = openPool(
        { connectionString: testUrl(server, 'auditor', name) },
        { max: 1, name: 'upgrade' },
      )
      const ring = keyRing(Buffer.alloc(32, 3))
      const notes = notesOf(old)
      const found = await verifyLive({ pool, ring, tables: governedTables, outside: { notes } }).finally(() =>
        pool.end(),
      )
      expect([notes.length, found.findings]).toEqual([1, []])
      expect(found.entries).toBe(old.tables['audit.entry']?.rows.trimEnd().split('\n').length)
    } finally {
      await asAdmin(server.admin, [`drop database ${name} with (force)`])
    }
  },
  120_000,
)

test('there is an earlier schema to come from', () => {
  expect(schemas).toContain('0245')
})

/** The migrations up to a schema, as they are today: they are never changed. */
async function migrateTo(
  schema: string,
  owner: { connectionString: string },
  roles: ReturnType<typeof roleNames>,
) {
  const upTo = mkdtempSync(join(tmpdir(), 'aboveboard-upgrade-'))
  for (const file of readdirSync(migrations).filter((each) => each.slice(0, 4) <= schema))
    cpSync(join(migrations, file), join(upTo, file))
  await migrate(owner, roles, upTo)
  rmSync(upTo, { recursive: true })
}

async function onAdmin<T>(
  server: TestServer,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const url = new URL(testUrl(server, 'owner', database))
  const { user, password } = new Client(server.admin)
  const client = new Client({
    host: url.hostname,
    port: Number(url.port),
    database,
    user,
    password: password ?? '',
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Loads the rows as they were, past triggers and foreign keys, in place of what the migrations had
 * written.
 */
function load(server: TestServer, database: string, { tables, sequences }: Old): Promise<void> {
  return onAdmin(server, database, async (client) => {
    await client.query('set session_replication_role = replica')
    for (const [table, { columns, rows }] of Object.entries(tables)) {
      await client.query(`delete from ${table}`)
      await pipeline(Readable.from([rows]), client.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
    }
    for (const { name, value } of sequences) await client.query('select setval($1, $2)', [name, value])
  })
}

/** Tables that hold fewer rows than before. */
function fewer(server: TestServer, database: string, { tables }: Old): Promise<string[]> {
  return onAdmin(server, database, async (client) => {
    const lost: string[] = []
    for (const [table, { rows }] of Object.entries(tables)) {
      const found = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)
      if ((found.rows[0]?.n ?? 0) < rows.trimEnd().split('\n').length) lost.push(table)
    }
    return lost
  })
}

/** The checkpoints as an outsider kept them: they stand in the rows of the time. */
function notesOf({ tables }: Old): string[] {
  const { columns, rows } = tables['audit.checkpoint'] ?? { columns: '', rows: '' }
  const at = columns.split(',').indexOf('note')
  return rows
    .trimEnd()
    .split('\n')
    .map((row) => (row.split('\t')[at] ?? '').replaceAll('\\n', '\n'))
}
