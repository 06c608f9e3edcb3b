import type { Pool } from 'pg'
import { governedTables } from '../../src/app/governed.ts'
import { randomBytes } from '../../src/platform/clock.ts'
import { openDatabase, openPool, urlOf, type OpenDatabase } from '../../src/platform/db/connect.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import type { EmbeddedServer } from '../../src/platform/postgres/server.ts'
import type { FreshDatabase } from './database-copy.ts'

/** The embedded database of a data folder of its own, for tests that lose and restore one. */
export type OwnDatabase = {
  readonly database: OpenDatabase
  readonly server: EmbeddedServer
  /** The same as the test companies know a database. */
  readonly fresh: FreshDatabase
  /** Closes the pools and stops the server. */
  readonly close: () => Promise<void>
}

/** Opens, and the first time makes, the embedded database of `data`. */
export async function embeddedCompanyDatabase(data: string): Promise<OwnDatabase> {
  const database = await openDatabase({ kind: 'embedded', data }, randomBytes, () => undefined)
  await migrate(database.owner, database.roles)
  const { server } = database
  if (!server) throw new Error('no server')
  const pools: Pool[] = []
  const closePools = async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.end()))
  }
  const fresh: FreshDatabase = {
    roles: database.roles,
    ownerUrl: urlOf(database.owner),
    appUrl: urlOf(database.app),
    workerUrl: urlOf(database.worker),
    auditorUrl: urlOf(database.auditor),
    poolUrl: (role) => urlOf(database[role]),
    pool: (role, max = 10) => {
      const pool = openPool(database[role], { max, name: `test ${role}`, isPipelined: role === 'app' })
      pools.push(pool)
      return pool
    },
    close: closePools,
  }
  const close = async () => {
    await closePools()
    await server.stop('always')
  }
  return { database, server, fresh, close }
}

/** What every governed table and the log hold, as one digest each. */
export async function digestOf({ fresh }: OwnDatabase): Promise<Map<string, string>> {
  const pool = fresh.pool('owner', 1)
  const digests = new Map<string, string>()
  for (const table of [...governedTables.map(({ name }) => name), 'audit.entry', 'audit.checkpoint']) {
    const { rows } = await pool.query<{ digest: string }>(
      `select count(*) || ':' || coalesce(sum(hashtextextended(one::text, 0)::numeric), 0) as digest
from ${table} as one`,
    )
    digests.set(table, rows[0]?.digest ?? '')
  }
  return digests
}
