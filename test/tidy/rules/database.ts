import { allowed } from '../../../src/modules/allowed.ts'
import type { Finding } from '../source.ts'

/** A migration: its path and its SQL. */
export type Migration = { readonly path: string; readonly text: string }

/** Migrations are numbered, each number once, and named after the module whose schema they change. */
export function numberedMigrations(migrations: readonly Migration[]): Finding[] {
  const numbers = new Map<string, string>()
  return migrations.flatMap(({ path }) => {
    const found = /(\d{4})_([a-z]+)(_[a-z0-9_]+)?\.sql$/.exec(path)
    if (!found?.[1] || !found[2]) return [{ path, line: 1, says: 'not named NNNN_module_what.sql' }]
    const other = numbers.get(found[1])
    numbers.set(found[1], path)
    if (other !== undefined) return [{ path, line: 1, says: `has the number of ${other}` }]
    const isModule = found[2] === 'platform' || allowed[found[2]] !== undefined
    return isModule ? [] : [{ path, line: 1, says: `${found[2]} is no module` }]
  })
}

/** A module has one schema, of its own name, and a migration changes no other module's. */
export function oneSchemaPerModule(migrations: readonly Migration[]): Finding[] {
  return migrations.flatMap((migration) => {
    const module = moduleOf(migration)
    return statements(migration, /(?:create|alter) (?:table|schema)(?: if not exists)? "?([a-z_]+)"?/g)
      .filter(({ name }) => name !== module && !isLibrarys(module, name))
      .map(({ name, line }) => ({ path: migration.path, line, says: `${module} changes the schema ${name}` }))
  })
}

/** A foreign key points to the own schema, to access, or to a module that may be imported. */
export function allowedForeignKeys(migrations: readonly Migration[]): Finding[] {
  return migrations.flatMap((migration) => {
    const module = moduleOf(migration)
    const may = [module, 'access', 'platform', ...(allowed[module] ?? [])]
    return statements(migration, /references ([a-z_]+)\.[a-z_]+/g)
      .filter(({ name }) => !may.includes(name))
      .map(({ name, line }) => ({ path: migration.path, line, says: `${module} points to ${name}` }))
  })
}

/** Every table says in a comment what it holds. */
export function commentedTables(migrations: readonly Migration[]): Finding[] {
  const commented = new Set(
    migrations.flatMap((each) =>
      statements(each, /comment on table ([a-z_]+\.[a-z_0-9]+)/g).map(({ name }) => name),
    ),
  )
  return migrations.flatMap((migration) =>
    statements(migration, /create table (?:if not exists )?([a-z_]+\.[a-z_0-9]+)/g)
      .filter(({ name }) => !commented.has(name) && !name.startsWith('auth.'))
      .map(({ name, line }) => ({ path: migration.path, line, says: `${name} has no comment` })),
  )
}

function moduleOf({ path }: Migration): string {
  return /\d{4}_([a-z]+)/.exec(path)?.[1] ?? ''
}

/** The schema of the log-in library belongs to access, that of the job library to the platform. */
function isLibrarys(module: string, schema: string): boolean {
  return (module === 'access' && schema === 'auth') || (module === 'platform' && schema === 'jobs')
}

function statements({ text }: Migration, pattern: RegExp): { name: string; line: number }[] {
  // Comments and texts are blanked and keep their line breaks, so that line numbers stay right.
  const plain = text.replace(/--[^\n]*|'[^']*'/g, (part) => part.replace(/[^\n]/g, ' '))
  return [...plain.matchAll(pattern)].map((match) => ({
    name: match[1] ?? '',
    line: plain.slice(0, match.index).split('\n').length,
  }))
}
