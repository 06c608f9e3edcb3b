import type { ClientBase } from 'pg'
import { setupFault } from '../setup-fault.ts'

/** The database roles of one installation; grants in migrations name them. */
export type RoleNames = {
  readonly owner: string
  readonly app: string
  readonly worker: string
  readonly auditor: string
}

/** A role that serves: not the owner, which only migrates. */
export type ServingRole = 'app' | 'worker' | 'auditor'

/** The serving roles, in the order in which they are made. */
export const servingRoles: readonly ServingRole[] = ['app', 'worker', 'auditor']

/** The roles of database `prefix`; roles belong to the whole server, so each database has its own. */
export function roleNames(prefix: string, owner = `${prefix}_owner`): RoleNames {
  const names = { owner, app: `${prefix}_app`, worker: `${prefix}_worker`, auditor: `${prefix}_auditor` }
  for (const name of Object.values(names)) {
    if (!isPlainName(name)) throw setupFault('setup.role_name', { name })
  }
  return names
}

/** Makes the missing ones of `roles`, each with its password, or without a login when it has none. */
export async function ensureRoles(
  client: ClientBase,
  roles: readonly { readonly name: string; readonly password?: string }[],
): Promise<void> {
  const found = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1::text[])',
    [roles.map((role) => role.name)],
  )
  const known = new Set(found.rows.map((row) => row.rolname))
  for (const role of roles) {
    if (known.has(role.name)) continue
    const login =
      role.password === undefined ? 'nologin' : `login password ${client.escapeLiteral(role.password)}`
    await client.query(
      `create role ${client.escapeIdentifier(role.name)} ${login} nosuperuser nocreatedb nocreaterole nobypassrls`,
    )
  }
}

/** Makes database `name`, owned by `owner`, where only its own roles may connect. */
export async function ensureDatabase(client: ClientBase, name: string, roles: RoleNames): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [name])
  if (found.rowCount === 1) return
  const database = client.escapeIdentifier(name)
  await client.query(
    `create database ${database} owner ${client.escapeIdentifier(roles.owner)} template template0`,
  )
  await client.query(`revoke all on database ${database} from public`)
  for (const role of servingRoles) {
    await client.query(`grant connect on database ${database} to ${client.escapeIdentifier(roles[role])}`)
  }
}

/** Role names are written into migration text, so they may hold nothing that needs quoting. */
function isPlainName(name: string): boolean {
  return /^[a-z_][a-z0-9_]{0,62}$/.test(name)
}
