import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { SetupFault } from '../setup-fault.ts'
import { migrate } from './migrate.ts'

let database: FreshDatabase
let owner: Pool
let app: Pool

beforeAll(async () => {
  database = await freshDatabase()
  owner = database.pool('owner')
  app = database.pool('app')
})
afterAll(() => database.close())

describe('the migrations of this build', () => {
  it('are applied once: a second start changes nothing', async () => {
    const again = await migrate({ connectionString: database.ownerUrl }, database.roles)
    expect(again.applied).toEqual([])
    expect(again.alreadyThere).toBeGreaterThan(0)
  })

  it('leave every table with a comment that says what it holds', async () => {
    const silent = await owner.query(
      `select relnamespace::regnamespace::text || '.' || relname as name
         from pg_class
        where relkind in ('r', 'p') and not relispartition
          and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'auth', 'jobs')
          and obj_description(oid, 'pg_class') is null`,
    )
    expect(silent.rows).toEqual([])
  })

  it('let no serving role truncate, own, or make anything', async () => {
    const rights = await owner.query(
      `select c.oid::regclass::text as name
         from pg_class c, unnest($1::text[]) as role
        where c.relkind in ('r', 'p') and has_table_privilege(role, c.oid, 'truncate')`,
      [[database.roles.app, database.roles.worker, database.roles.auditor]],
    )
    expect(rights.rows).toEqual([])
    await expect(app.query('create table platform.mine (id int)')).rejects.toThrow(/permission denied/)
    await expect(app.query('create table public.mine (id int)')).rejects.toThrow(/permission denied/)
  })
})

describe('a folder of migrations', () => {
  let folder: string
  let copy: FreshDatabase

  beforeEach(async () => {
    copy = await freshDatabase()
    folder = await mkdtemp(join(tmpdir(), 'aboveboard-migrations-'))
    for (const file of ['9001_trial_one.sql', '9003_trial_three.sql']) {
      await writeFile(join(folder, file), `create table platform.${file.slice(11, -4)} (id int);`)
    }
    const client = copy.pool('owner')
    await client.query('delete from platform.migration')
    await migrate({ connectionString: copy.ownerUrl }, copy.roles, folder)
    return async () => {
      await copy.close()
      await rm(folder, { recursive: true })
    }
  })

  const run = () => migrate({ connectionString: copy.ownerUrl }, copy.roles, folder)
  const tableThere = async (name: string) =>
    (await copy.pool('owner').query('select to_regclass($1) is not null as there', [`platform.${name}`])).rows

  const refusals = [
    ['an applied file that was changed', '9001_trial_one.sql', 'select 1;', 'setup.migration_changed'],
    [
      'a new file before the last applied one',
      '9002_trial_two.sql',
      'select 1;',
      'setup.migration_too_early',
    ],
    ['two files with one number', '9003_trial_again.sql', 'select 1;', 'setup.migration_number_twice'],
    ['a name without a number', 'trial_four.sql', 'select 1;', 'setup.migration_name'],
    [
      'a file that fails halfway',
      '9004_trial_four.sql',
      'create table platform.four (id int); nonsense',
      'setup.migration_failed',
    ],
  ] as const

  it.each(refusals)('refuses %s', async (_, file, text, code) => {
    await writeFile(join(folder, file), text)
    const fault = await run().catch((thrown: unknown) => thrown)
    expect(fault).toBeInstanceOf(SetupFault)
    expect(fault instanceof SetupFault && fault.problems.map((problem) => problem.code)).toEqual([code])
    expect(await tableThere('four')).toEqual([{ there: false }])
  })

  it('refuses a database that a newer build has migrated', async () => {
    await rm(join(folder, '9003_trial_three.sql'))
    await expect(run()).rejects.toThrow('setup.build_is_older')
  })

  it('is applied once when two starts happen together', async () => {
    await writeFile(join(folder, '9004_trial_four.sql'), 'create table platform.four (id int);')
    const both = await Promise.all([run(), run()])
    expect(both.flatMap((one) => one.applied)).toEqual(['9004_trial_four.sql'])
  })
})

describe('an append-only table', () => {
  const attempts = [
    'update platform.kept set note = $$x$$',
    'delete from platform.kept',
    'truncate platform.kept',
  ]

  beforeAll(async () => {
    await owner.query(`create table platform.kept (note text);
      select platform.append_only('platform.kept');
      grant select, insert on platform.kept to ${database.roles.app};
      insert into platform.kept values ('as it was')`)
  })

  it.each(attempts)('refuses even its owner: %s', async (attempt) => {
    await expect(owner.query(attempt)).rejects.toThrow(/append-only/)
    expect((await owner.query('select note from platform.kept')).rows).toEqual([{ note: 'as it was' }])
  })

  it.each(attempts)('is not even permitted to the application: %s', async (attempt) => {
    await expect(app.query(attempt)).rejects.toThrow(/permission denied/)
  })
})
