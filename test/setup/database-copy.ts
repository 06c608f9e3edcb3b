import type { Pool } from 'pg'
import { randomBytes } from '../../src/platform/clock.ts'
import { openPool } from '../../src/platform/db/connect.ts'
import { roleNames, type RoleNames } from '../../src/platform/db/roles.ts'
import { asAdmin, socketUrl, testUrl, type TestServer } from './test-server.ts'

/** A migrated, empty database of one test file or gate. */
export type FreshDatabase = {
  readonly roles: RoleNames
  readonly ownerUrl: string
  readonly appUrl: string
  readonly workerUrl: string
  readonly auditorUrl: string
  /** How the pools connect: through the socket of the run's own server, as the product does. */
  readonly poolUrl: (role: keyof RoleNames) => string
  /** A pool in one role, with the product's own value types; closed by `close`. */
  readonly pool: (role: keyof RoleNames, max?: number) => Pool
  /** Closes the pools and removes the database. */
  readonly close: () => Promise<void>
}

/** Copies the template database of a server. */
export async function databaseCopy(server: TestServer): Promise<FreshDatabase> {
  return newDatabase(server, server.template)
}

/** A new database of a server from a template; `template0` is one without any schema of ours. */
export async function newDatabase(server: TestServer, template: string): Promise<FreshDatabase> {
  const name = `${server.template}_${Buffer.from(randomBytes(6)).toString('hex')}`
  const roles = roleNames(server.template)
  await asAdmin(server.admin, [`create database ${name} template ${template} owner ${roles.owner}`])
  const url = (role: keyof RoleNames) => testUrl(server, role, name)
  const poolUrl = (role: keyof RoleNames) => socketUrl(server, role, name)
  const pools: Pool[] = []
  return {
    roles,
    ownerUrl: url('owner'),
    appUrl: url('app'),
    workerUrl: url('worker'),
    auditorUrl: url('auditor'),
    poolUrl,
    pool: (role, max = 10) => {
      const pool = openPool(
        { connectionString: poolUrl(role) },
        {
          max,
          name: `test ${role}`,
          isPipelined: role === 'app',
        },
      )
      pools.push(pool)
      return pool
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()))
      await asAdmin(server.admin, [`drop database ${name} with (force)`])
    },
  }
}
