import { Client, type ClientBase } from 'pg'
import { note, setupFault, SetupFault, wordsOf, type Note } from '../setup-fault.ts'
import type { Connection, OpenDatabase } from './connect.ts'
import { ensureRoles, roleNames, servingRoles, type RoleNames, type ServingRole } from './roles.ts'

/**
 * A server of the company's own. The owner's log-in migrates and owns everything. The application logs in as
 * another user, who is made a member of the role `<database>_app` and becomes it after log-in. Worker and
 * auditor have log-ins of their own when their URLs are given; without them the application's user may also
 * become `<database>_worker` and `<database>_auditor`. That is simpler and parts the duties less: SECURITY
 * says so.
 */
export type OutsideDatabase = {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly workerUrl?: string | undefined
  readonly auditorUrl?: string | undefined
  /** Prefix of the role names; the name of the database when not given. */
  readonly rolePrefix?: string | undefined
}

type Connections = Pick<OpenDatabase, 'roles' | 'owner' | ServingRole>

/** Makes the roles of an outside database, lets the log-ins into them and says how each role connects. */
export async function outsideConnections(outside: OutsideDatabase): Promise<Connections> {
  const urls: Readonly<Record<ServingRole, string>> = {
    app: outside.appUrl,
    worker: outside.workerUrl ?? outside.appUrl,
    auditor: outside.auditorUrl ?? outside.appUrl,
  }
  const logins = await logInsOf(urls)
  const client = await connected(outside.ownerUrl, 'DATABASE_OWNER_URL')
  try {
    const { user, database } = await whoAmI(client)
    if (Object.values(logins).includes(user)) throw setupFault('setup.app_is_owner', { user })
    const roles = roleNames(outside.rolePrefix ?? plainPrefix(database), user)
    await makeRoles(client, roles)
    await letIn(client, roles, logins)
    const serving = (role: ServingRole): Connection => ({
      connectionString: urls[role],
      setRole: roles[role],
    })
    return {
      roles,
      owner: { connectionString: outside.ownerUrl },
      app: serving('app'),
      worker: serving('worker'),
      auditor: serving('auditor'),
    }
  } finally {
    await client.end()
  }
}

async function logInsOf(urls: Readonly<Record<ServingRole, string>>): Promise<Record<ServingRole, string>> {
  const names = { app: 'DATABASE_URL', worker: 'DATABASE_WORKER_URL', auditor: 'DATABASE_AUDITOR_URL' }
  const users = { app: '', worker: '', auditor: '' }
  for (const role of servingRoles) {
    const client = await connected(urls[role], names[role])
    users[role] = (await whoAmI(client)).user
    await client.end()
  }
  return users
}

async function connected(url: string, setting: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return client
  } catch (fault) {
    throw setupFault('setup.cannot_connect', { setting, why: wordsOf(fault) }, fault)
  }
}

async function whoAmI(client: ClientBase): Promise<{ user: string; database: string }> {
  const found = await client.query<{ user: string; database: string }>(
    'select session_user::text as "user", current_database()::text as database',
  )
  const row = found.rows[0]
  if (!row) throw new Error('the server did not say who is logged in')
  return row
}

async function makeRoles(client: ClientBase, roles: RoleNames): Promise<void> {
  try {
    await ensureRoles(
      client,
      servingRoles.map((role) => ({ name: roles[role] })),
    )
  } catch (fault) {
    const names = servingRoles.map((role) => roles[role]).join(', ')
    throw setupFault('setup.cannot_make_roles', { names, why: wordsOf(fault) }, fault)
  }
}

/** Grants what is missing; when the owner may not, says the statements that an administrator has to run. */
async function letIn(
  client: ClientBase,
  roles: RoleNames,
  logins: Readonly<Record<ServingRole, string>>,
): Promise<void> {
  const problems: Note[] = []
  for (const role of servingRoles) {
    const member = await client.query<{ yes: boolean }>(`select pg_has_role($1, $2, 'member') as yes`, [
      logins[role],
      roles[role],
    ])
    if (member.rows[0]?.yes === true) continue
    const statement = `grant ${client.escapeIdentifier(roles[role])} to ${client.escapeIdentifier(logins[role])}`
    try {
      await client.query(statement)
    } catch {
      problems.push(note('setup.grant_missing', { statement }))
    }
  }
  if (problems.length > 0) throw new SetupFault(problems)
}

function plainPrefix(database: string): string {
  const plain = database.toLowerCase().replace(/[^a-z0-9_]/g, '_')
  return /^[a-z_]/.test(plain) ? plain : `_${plain}`
}
