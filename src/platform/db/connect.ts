import { Client, Pool, type ClientBase, type ClientConfig } from 'pg'
import { note, SetupFault, wordsOf, type Say } from '../setup-fault.ts'
import { openServer, type EmbeddedServer } from '../postgres/server.ts'
import { outsideConnections, type OutsideDatabase } from './outside.ts'
import { ourParsers } from './parsers.ts'
import {
  ensureDatabase,
  ensureRoles,
  roleNames,
  servingRoles,
  type RoleNames,
  type ServingRole,
} from './roles.ts'

/** Which database an installation uses: its own server in the data folder, or a server of the company's. */
export type DatabaseConfig =
  { readonly kind: 'embedded'; readonly data: string } | ({ readonly kind: 'outside' } & OutsideDatabase)

/** How one role connects. `setRole` is what it becomes after log-in, where one log-in plays several roles. */
export type Connection = ClientConfig & { readonly setRole?: string }

/** A database that is there and has its roles. It may still need migrating. */
export type OpenDatabase = {
  readonly kind: DatabaseConfig['kind']
  readonly roles: RoleNames
  readonly owner: Connection
  readonly app: Connection
  readonly worker: Connection
  readonly auditor: Connection
  /** The embedded server, to revive and to stop; undefined for an outside one. */
  readonly server: EmbeddedServer | undefined
}

/** The name of the database, and the prefix of its roles, on the embedded server. */
export const embeddedDatabaseName = 'aboveboard'

/** Starts or finds the database of `config` and makes its roles. Migrating it is the caller's next step. */
export async function openDatabase(
  config: DatabaseConfig,
  random: (bytes: number) => Uint8Array,
  say: Say,
): Promise<OpenDatabase> {
  if (config.kind === 'outside') {
    return { kind: 'outside', server: undefined, ...(await outsideConnections(config)) }
  }
  const server = await openServer({ data: config.data, random, say })
  const roles = roleNames(embeddedDatabaseName)
  await provision(server, roles)
  const connection = (role: keyof RoleNames): Connection => ({
    // A socket saves a tenth of the time of a short query; the port serves where it cannot be used.
    host: server.socketFolder === '' ? '127.0.0.1' : server.socketFolder,
    port: server.port,
    database: embeddedDatabaseName,
    user: roles[role],
    password: server.secrets[role],
  })
  return {
    kind: 'embedded',
    server,
    roles,
    owner: connection('owner'),
    app: connection('app'),
    worker: connection('worker'),
    auditor: connection('auditor'),
  }
}

/** Settings of a pool. */
export type PoolOptions = {
  /** Most connections at once. */
  readonly max: number
  /** Shown in the server's list of sessions. */
  readonly name: string
  /** `library` leaves values as the driver gives them, for libraries that expect Date objects. */
  readonly values?: 'ours' | 'library'
  /** Sends queries without waiting for the answers of those before; no COPY and no cursors on such a pool. */
  readonly isPipelined?: boolean
}

/** A pool of connections in one role. A broken idle connection is replaced, not fatal. */
export function openPool(connection: Connection, options: PoolOptions): Pool {
  const { setRole, ...settings } = connection
  const pool = new Pool({
    ...settings,
    ...(options.values === 'library' ? {} : { types: ourParsers() }),
    max: options.max,
    pipeline: options.isPipelined ?? false,
    application_name: `aboveboard ${options.name}`,
    connectionTimeoutMillis: 10_000,
    ...(setRole !== undefined && { onConnect: (client: ClientBase) => becomeRole(client, setRole) }),
  })
  pool.on('error', () => undefined)
  // A connection that breaks while its borrower is between two queries must fail the next one, not the
  // process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** One connection in one role, for jobs that need a session of their own. The caller ends it. */
export async function openClient(connection: Connection, name: string): Promise<Client> {
  const { setRole, ...settings } = connection
  const client = new Client({ ...settings, types: ourParsers(), application_name: `aboveboard ${name}` })
  client.on('error', () => undefined)
  await client.connect()
  if (setRole !== undefined) await becomeRole(client, setRole)
  return client
}

/**
 * The connection as a URL, for other programs such as psql; through the port, which every program
 * understands.
 */
export function urlOf(connection: Connection): string {
  if (connection.connectionString !== undefined) return connection.connectionString
  const host = connection.host?.startsWith('/') ? '127.0.0.1' : (connection.host ?? '127.0.0.1')
  const password = encodeURIComponent(typeof connection.password === 'string' ? connection.password : '')
  return `postgresql://${connection.user ?? ''}:${password}@${host}:${connection.port ?? 5432}/${connection.database ?? ''}`
}

async function becomeRole(client: ClientBase, role: string): Promise<void> {
  await client.query(`set role ${client.escapeIdentifier(role)}; set timezone to 'UTC'`)
}

async function provision(server: EmbeddedServer, roles: RoleNames): Promise<void> {
  const client = new Client(server.asSuperuser('postgres'))
  try {
    await client.connect()
    const all = (['owner', ...servingRoles] as const).map((role: 'owner' | ServingRole) => ({
      name: roles[role],
      password: server.secrets[role],
    }))
    await ensureRoles(client, all)
    await ensureDatabase(client, embeddedDatabaseName, roles)
  } catch (fault) {
    throw new SetupFault([note('setup.database_not_ready', { why: wordsOf(fault) })], { cause: fault })
  } finally {
    await client.end()
  }
}
