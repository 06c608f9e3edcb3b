import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openapiDocument } from '../../src/app/openapi.ts'
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.ts'
import { eventSchema } from './event-schema.ts'
import { personalDataPage } from './personal-data-page.ts'
import { refusalsPage } from './refusals-page.ts'
import { schemaDump } from './schema-dump.ts'
import { storeQueries } from './store-queries.ts'

// A change of any of these shows in review as a change of a file; `vitest run test/golden --update` writes
// them anew.

const reference = join(import.meta.dirname, '../../docs/reference')
const asJson = (value: unknown) => `${JSON.stringify(value, undefined, 1)}\n`

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

test('the HTTP interface is the one that docs/reference/openapi.json describes', async () => {
  await expect(asJson(openapiDocument())).toMatchFileSnapshot(join(reference, 'openapi.json'))
})

test('the entries of the log have the shape of docs/reference/events.json', async () => {
  await expect(asJson(eventSchema())).toMatchFileSnapshot(join(reference, 'events.json'))
})

test('the refusals are those of docs/reference/refusals.md', async () => {
  await expect(refusalsPage()).toMatchFileSnapshot(join(reference, 'refusals.md'))
})

test(
  'the personal columns, their purposes and bases are those of ' + 'docs/reference/personal-data.md',
  async () => {
    await expect(personalDataPage()).toMatchFileSnapshot(join(reference, 'personal-data.md'))
  },
)

test('the database after all migrations is the one of docs/reference/schema.txt', async () => {
  const prefix = database.roles.app.replace(/_app$/, '')
  const dump = await schemaDump(database.pool('owner'), prefix)
  await expect(dump).toMatchFileSnapshot(join(reference, 'schema.txt'))
})

test('the stores ask the database what docs/reference/queries says', async () => {
  for (const [module, queries] of storeQueries()) {
    await expect(queries).toMatchFileSnapshot(join(reference, `queries/${module}.sql`))
  }
})

test('each of these queries is understood by this server, with the tables as they are', async () => {
  const written = [...storeQueries().values()].flatMap((queries) => queries.split(/\n\n(?=-- )/))
  // What is filled in later (…), and what no server prepares, is tried by the tests of its store.
  const whole = written.filter((query) => !query.includes('…') && !/\n(copy|lock table)\s/.test(query))
  expect(whole.length).toBeGreaterThan(150)
  const client = await database.pool('owner', 1).connect()
  const wrong: string[] = []
  for (const query of whole) {
    const fault = await client.query(`prepare tried as ${query.replace(/^--.*\n/, '')}`).catch(String)
    if (typeof fault === 'string') wrong.push(`${query.split('\n')[0] ?? ''}: ${fault}`)
    else await client.query('deallocate tried')
  }
  client.release()
  expect(wrong).toEqual([])
})

test('the description of the interface is a document that points to nothing outside itself', () => {
  const written: unknown = JSON.parse(readFileSync(join(reference, 'openapi.json'), 'utf8'))
  const references = JSON.stringify(written).match(/"\$ref":"[^"]+"/g) ?? []
  expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']))
})
