import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { asAdmin, testServer, type TestServer } from '../../../test/setup/test-server.ts'
import { randomBytes } from '../clock.ts'
import { SetupFault } from '../setup-fault.ts'
import { databaseProblems } from './checks.ts'
import { openClient, openDatabase, openPool } from './connect.ts'
import { migrate } from './migrate.ts'
import { outsideConnections } from './outside.ts'
import { servingRoles } from './roles.ts'

let server: TestServer
const id = `out_${Buffer.from(randomBytes(4)).toString('hex')}`
const users = ['dba', 'web', 'jobs', 'weak'].map((name) => `${id}_${name}`)
const [dba = '', web = '', jobs = '', weak = ''] = users

beforeAll(async () => {
  server = await testServer(inject('testRun'))
  await asAdmin(server.admin, [
    `create role ${dba} login password 'x' createrole`,
    ...[web, jobs, weak].map((user) => `create role ${user} login password 'x'`),
    `create database ${id} owner ${dba} template template0`,
  ])
})

afterAll(async () => {
  const made = servingRoles.map((role) => `${id}_${role}`)
  await asAdmin(server.admin, [
    `drop database ${id} with (force)`,
    ...[...made, ...users].map((role) => `drop role if exists ${role}`),
  ])
})

function urlFor(user: string): string {
  const { host, port } = new Client(server.admin)
  return `postgresql://${user}:x@${host}:${port}/${id}`
}

async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  const fault = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(fault instanceof SetupFault)) throw new Error('it went through', { cause: fault })
  return fault.problems.map((problem) => problem.code)
}

describe('a PostgreSQL server of the company', () => {
  it('is refused when application and owner are one user', async () => {
    const one = { ownerUrl: urlFor(dba), appUrl: urlFor(dba) }
    expect(await problemsOf(outsideConnections(one))).toEqual(['setup.app_is_owner'])
  })

  it('is refused when the owner may not make the roles, and the answer names them', async () => {
    const powerless = { ownerUrl: urlFor(weak), appUrl: urlFor(web), rolePrefix: `${id}_none` }
    expect(await problemsOf(outsideConnections(powerless))).toEqual(['setup.cannot_make_roles'])
  })

  it('is refused when it cannot be reached, and the answer names the setting', async () => {
    const nowhere = { ownerUrl: urlFor(dba), appUrl: 'postgresql://a:b@127.0.0.1:1/x' }
    expect(await problemsOf(outsideConnections(nowhere))).toEqual(['setup.cannot_connect'])
  })

  it('serves with one log-in that becomes the right role in every connection of a pool', async () => {
    const config = { kind: 'outside', ownerUrl: urlFor(dba), appUrl: urlFor(web) } as const
    const database = await openDatabase(config, randomBytes, () => undefined)
    const migrated = await migrate(database.owner, database.roles)
    expect(migrated.applied.length).toBeGreaterThan(0)
    const pool = openPool(database.app, { max: 3, name: 'test' })
    const asked = [1, 2, 3].map(() => pool.query(`select current_user::text as role, pg_sleep(0.05)`))
    const roles = (await Promise.all(asked)).map((found) => (found.rows[0] as { role: string }).role)
    await pool.end()
    expect(roles).toEqual([`${id}_app`, `${id}_app`, `${id}_app`])
    const app = await openClient(database.app, 'test')
    // The server of a test run waits for no disk, which would be the only fault.
    const codes = (await databaseProblems(app)).map((problem) => problem.code)
    expect(codes.filter((code) => !/fsync|full_page/.test(code))).toEqual([])
    await app.end()
  })

  it('keeps worker and application apart when the worker has a log-in of its own', async () => {
    const own = { ownerUrl: urlFor(dba), appUrl: urlFor(web), workerUrl: urlFor(jobs) }
    const { worker } = await outsideConnections(own)
    const client = await openClient(worker, 'test')
    const found = await client.query('select session_user::text as login, current_user::text as role')
    expect(found.rows).toEqual([{ login: jobs, role: `${id}_worker` }])
    await expect(client.query(`set role ${id}_app`)).rejects.toThrow(/permission denied/)
    await client.end()
  })
})
