import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, type ClientBase, type ClientConfig } from 'pg'
import { setupFault, wordsOf } from '../setup-fault.ts'
import type { RoleNames } from './roles.ts'

/** The migrations of this build. */
const migrationsFolder = join(import.meta.dirname, '../../../db/migrations')

/** What a migration run did. */
export type Migrated = { readonly applied: readonly string[]; readonly alreadyThere: number }

/**
 * Any number works as long as no other program uses it: two starts at once must migrate one after the other.
 */
const lockNumber = 6_154_301

type MigrationFile = { readonly name: string; readonly text: string; readonly hash: string }

/**
 * Applies the files `NNNN_module_what.sql` of `folder` that are not applied yet, in order, each in a
 * transaction of its own, as the owner. Refuses when an applied file was changed or is missing, or a new one
 * comes too early.
 */
export async function migrate(
  owner: ClientConfig,
  roles: RoleNames,
  folder: string = migrationsFolder,
): Promise<Migrated> {
  const files = await readMigrations(folder)
  const client = new Client(owner)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    const known = await appliedMigrations(client)
    const pending = pendingOf(files, known)
    for (const file of pending) await apply(client, file, roles)
    return { applied: pending.map((file) => file.name), alreadyThere: known.length }
  } finally {
    await client.end()
  }
}

/** How far a database is: how many files are applied, and which are not. Changes nothing. */
export async function migrationState(
  client: ClientBase,
  folder: string = migrationsFolder,
): Promise<{ readonly applied: number; readonly pending: readonly string[] }> {
  const [files, known] = await Promise.all([readMigrations(folder), appliedMigrations(client)])
  return { applied: known.length, pending: pendingOf(files, known).map((file) => file.name) }
}

/** The newest migration of a database; null where there is none yet. */
export async function newestMigration(client: ClientBase): Promise<string | null> {
  return (await appliedMigrations(client)).at(-1)?.name ?? null
}

/** True when this build knows the migration `name`. */
export async function knowsMigration(name: string, folder: string = migrationsFolder): Promise<boolean> {
  return (await readdir(folder)).includes(name)
}

type Applied = { readonly name: string; readonly hash: string }

async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const numbers = new Map<string, string>()
  for (const name of names) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
    if (number === undefined) throw setupFault('setup.migration_name', { name })
    const other = numbers.get(number)
    if (other !== undefined) throw setupFault('setup.migration_number_twice', { name, other })
    numbers.set(number, name)
  }
  return Promise.all(names.map((name) => readMigration(folder, name)))
}

/** Line ends are made equal before hashing, so that a checkout on Windows gives the same hash. */
async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { name, text, hash: createHash('sha256').update(text).digest('hex') }
}

async function appliedMigrations(client: ClientBase): Promise<Applied[]> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('platform.migration') is not null as there`,
  )
  if (there.rows[0]?.there !== true) return []
  return (await client.query<Applied>('select name, hash from platform.migration order by name')).rows
}

function pendingOf(files: readonly MigrationFile[], known: readonly Applied[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  for (const { name, hash } of known) {
    const file = byName.get(name)
    if (!file) throw setupFault('setup.build_is_older', { name })
    if (file.hash !== hash) throw setupFault('setup.migration_changed', { name })
  }
  const last = known.at(-1)?.name ?? ''
  const pending = files.filter((file) => !known.some((applied) => applied.name === file.name))
  const early = pending.find((file) => file.name < last)
  if (early) throw setupFault('setup.migration_too_early', { name: early.name, last })
  return pending
}

async function apply(client: ClientBase, file: MigrationFile, roles: RoleNames): Promise<void> {
  try {
    await client.query('begin')
    await client.query(withRoleNames(file.text, roles))
    await client.query('insert into platform.migration (name, hash) values ($1, $2)', [file.name, file.hash])
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback')
    throw setupFault('setup.migration_failed', { name: file.name, why: wordsOf(fault) }, fault)
  }
}

/** Migrations write {owner}, {app}, {worker} and {auditor} for the roles of the database at hand. */
function withRoleNames(text: string, roles: RoleNames): string {
  return text.replace(/\{(owner|app|worker|auditor)\}/g, (_, role: keyof RoleNames) => roles[role])
}
