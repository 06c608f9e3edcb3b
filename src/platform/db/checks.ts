import type { ClientBase } from 'pg'
import { note, type Note } from '../setup-fault.ts'

type ServerFacts = {
  readonly version: number
  readonly fsync: string
  readonly pages: string
  readonly encoding: string
  readonly superuser: boolean
  readonly bypass: boolean
  readonly owns: number
  readonly hasTrigrams: boolean
}

const factsQuery = `
  select current_setting('server_version_num')::int as version,
         current_setting('fsync') as fsync,
         current_setting('full_page_writes') as pages,
         current_setting('server_encoding') as encoding,
         (select bool_or(rolsuper) from pg_roles where rolname in (session_user, current_user)) as superuser,
         (select bool_or(rolbypassrls) from pg_roles where rolname in (session_user, current_user)) as bypass,
         (select count(*)::int
            from pg_class
           where relowner in (session_user::regrole, current_user::regrole)
             and relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
             and relpersistence <> 't') as owns,
         to_regproc('show_trgm') is not null as "hasTrigrams"`

/**
 * What makes a database unfit for the application that is connected with `client`, all at once. A server that
 * may lose an acknowledged write, or a role that row-level security does not bind, would make every promise
 * untrue.
 */
export async function databaseProblems(client: ClientBase): Promise<Note[]> {
  const facts = (await client.query<ServerFacts>(factsQuery)).rows[0]
  if (!facts) throw new Error('the server did not describe itself')
  const problems: Note[] = []
  if (facts.version < 150_000)
    problems.push(note('setup.version_too_old', { version: facts.version / 10_000 }))
  if (facts.fsync !== 'on') problems.push(note('setup.fsync_off'))
  if (facts.pages !== 'on') problems.push(note('setup.full_page_writes_off'))
  if (facts.encoding !== 'UTF8') problems.push(note('setup.encoding', { encoding: facts.encoding }))
  if (facts.superuser) problems.push(note('setup.app_is_superuser'))
  if (facts.bypass) problems.push(note('setup.app_bypasses_security'))
  if (facts.owns > 0) problems.push(note('setup.app_owns_tables', { count: facts.owns }))
  if (facts.hasTrigrams && !(await knowsChinese(client))) problems.push(note('setup.locale_without_chinese'))
  return problems
}

/** Under a locale that knows ASCII letters only, a Chinese name has no trigrams. */
async function knowsChinese(client: ClientBase): Promise<boolean> {
  const found = await client.query<{ count: number }>(`select cardinality(show_trgm('客户好处费')) as count`)
  return (found.rows[0]?.count ?? 0) > 0
}
