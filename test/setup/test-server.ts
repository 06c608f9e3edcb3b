import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, type ClientConfig } from 'pg'
import { randomBytes } from '../../src/platform/clock.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { ensureDatabase, ensureRoles, roleNames, type RoleNames } from '../../src/platform/db/roles.ts'
import { withLockFile } from '../../src/platform/postgres/lock-file.ts'
import { existingHome } from '../../src/platform/postgres/place.ts'
import { openServer } from '../../src/platform/postgres/server.ts'

/** One test run. */
export type TestRun = {
  readonly folder: string
  /** The outside server that it uses when it does not start its own. */
  readonly outsideUrl: string | undefined
  /** Whether what is committed is safe on the disk, as gates and benchmarks need it and tests do not. */
  readonly isDurable: boolean
}

/** The server of a test run with its migrated template database, from which each test file gets a copy. */
export type TestServer = {
  readonly admin: ClientConfig
  readonly template: string
  /** Where its socket is; empty for a server that is reached through its port alone. */
  readonly socketFolder: string
  readonly passwords: Readonly<Record<keyof RoleNames, string>>
}

/**
 * The server of `run`. The first test file that asks starts it and migrates the template; the others find
 * both. Tests that ask for no database therefore pay nothing.
 */
export async function testServer(run: TestRun): Promise<TestServer> {
  const file = serverFile(run)
  return withLockFile(join(run.folder, 'template.lock'), async () => {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as TestServer
    const server = await makeServer(run)
    await makeTemplate(server, run)
    writeFileSync(file, JSON.stringify(server), { mode: 0o600 })
    return server
  })
}

/** The server of `run` when a test has asked for it. */
export function startedServer(run: TestRun): TestServer | undefined {
  const file = serverFile(run)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestServer) : undefined
}

/** Runs one statement as the server's administrator, outside any transaction. */
export async function asAdmin(admin: ClientConfig, statements: readonly string[]): Promise<void> {
  const client = new Client(admin)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Removes every database of the run, also those that failed tests left, and then its roles. */
export async function removeAll(server: TestServer): Promise<void> {
  const client = new Client(server.admin)
  await client.connect()
  try {
    const copies = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [server.template],
    )
    for (const { name } of copies.rows) await client.query(`drop database ${name} with (force)`)
    for (const role of Object.values(roleNames(server.template))) await client.query(`drop role ${role}`)
  } finally {
    await client.end()
  }
}

/** Stops the server in `folder`, if one was started there, and takes the folder away. */
export async function removeServerIn(folder: string): Promise<void> {
  const home = existingHome(folder)
  if (home !== undefined) {
    const server = await openServer({ data: folder, random: randomBytes, say: () => undefined })
    await server.stop('always')
    rmSync(home, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
}

/** How `role` of the run connects to `database`. */
export function testUrl(server: TestServer, role: keyof RoleNames, database: string): string {
  const { host, port } = new Client(server.admin)
  return `postgresql://${roleNames(server.template)[role]}:${server.passwords[role]}@${host}:${port}/${database}`
}

/** The same through the socket, as the product itself connects to its own server; else through the port. */
export function socketUrl(server: TestServer, role: keyof RoleNames, database: string): string {
  if (server.socketFolder === '') return testUrl(server, role, database)
  const { port } = new Client(server.admin)
  const logIn = `${roleNames(server.template)[role]}:${server.passwords[role]}`
  return `postgresql://${logIn}@${encodeURIComponent(server.socketFolder)}:${port}/${database}`
}

function serverFile(run: TestRun): string {
  return join(run.folder, 'server.json')
}

/**
 * Has a server that only tests use wait for no disk: nobody cuts its power, and each database that a test
 * drops would otherwise wait until all that the others wrote is safe. Tables live for seconds, so nothing
 * needs to be vacuumed either.
 */
export async function waitsForNoDisk(admin: ClientConfig): Promise<void> {
  await asAdmin(admin, [
    'alter system set fsync = off',
    'alter system set full_page_writes = off',
    'alter system set autovacuum = off',
    'select pg_reload_conf()',
  ])
}

/** Roles belong to the whole server, so a shared outside server gets names that no other run has. */
async function makeServer(run: TestRun): Promise<TestServer> {
  const secret = () => Buffer.from(randomBytes(18)).toString('base64url')
  const passwords = { owner: secret(), app: secret(), worker: secret(), auditor: secret() }
  if (run.outsideUrl !== undefined) {
    const template = `abt_${Buffer.from(randomBytes(5)).toString('hex')}`
    return { admin: { connectionString: run.outsideUrl }, template, socketFolder: '', passwords }
  }
  const server = await openServer({ data: run.folder, random: randomBytes, say: () => undefined })
  const { socketFolder } = server
  if (!run.isDurable) await waitsForNoDisk(server.asSuperuser('postgres'))
  return { admin: server.asSuperuser('postgres'), template: 'aboveboard_test', socketFolder, passwords }
}

async function makeTemplate(server: TestServer, run: TestRun): Promise<void> {
  const roles = roleNames(server.template)
  const client = new Client(server.admin)
  await client.connect()
  try {
    const all = (['owner', 'app', 'worker', 'auditor'] as const).map((role) => ({
      name: roles[role],
      password: server.passwords[role],
    }))
    await ensureRoles(client, all)
    // On an outside server, whose settings are not ours to change, nothing waits for the disk either.
    if (!run.isDurable)
      for (const { name } of all) await client.query(`alter role ${name} set synchronous_commit = off`)
    await ensureDatabase(client, server.template, roles)
  } finally {
    await client.end()
  }
  await migrate({ connectionString: testUrl(server, 'owner', server.template) }, roles)
}
