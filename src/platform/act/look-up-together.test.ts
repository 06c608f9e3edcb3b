import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { systemActor, type Actor } from './actor.ts'
import { lookUpTogether } from './look-up-together.ts'

let database: FreshDatabase
let read: string[][] = []
let gate = Promise.withResolvers<void>()

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.close())

beforeEach(() => {
  read = []
  gate = Promise.withResolvers<void>()
})

const seeing = (...entityIds: string[]): Actor => ({ ...systemActor, entityIds })

/** Finds what begins with "there" as its reader sees it, once the gate is open. */
function lookUp() {
  return lookUpTogether(database.pool('app'), async (tx, ids) => {
    read.push([...ids])
    const [row] = await tx.sql<{ sees: string }>(`select current_setting('app.entities') as sees`)
    await gate.promise
    if (ids.includes('broken')) throw new Error('this reading fails')
    return new Map(ids.filter((id) => id.startsWith('there')).map((id) => [id, `${id} ${row?.sees}`]))
  })
}

test('what is looked up alone is read at once; what is asked meanwhile shares the next reading', async () => {
  const find = lookUp()
  const first = find(seeing('ent_a'), 'there-1')
  const next = ['there-3', 'gone', 'there-2', 'there-3'].map((id) => find(seeing('ent_a'), id))
  gate.resolve()
  expect(await first).toBe('there-1 ent_a')
  expect(await Promise.all(next)).toEqual(['there-3 ent_a', undefined, 'there-2 ent_a', 'there-3 ent_a'])
  expect(read).toEqual([['there-1'], ['gone', 'there-2', 'there-3']])
})

test('nobody reads with whoever sees other entities, and nobody waits for them', async () => {
  const find = lookUp()
  const sights = [seeing('ent_a'), seeing('ent_b'), seeing('ent_b', 'ent_a'), seeing('ent_a', 'ent_b')]
  const all = sights.map((actor) => find(actor, 'there'))
  await expect.poll(() => read.length).toBe(3)
  gate.resolve()
  expect(await Promise.all(all)).toEqual([
    'there ent_a',
    'there ent_b',
    'there ent_b,ent_a',
    'there ent_a,ent_b',
  ])
})

test('a reading that fails is told to whom it was for, and the next one is read', async () => {
  const find = lookUp()
  const broken = find(seeing('ent_a'), 'broken')
  const later = find(seeing('ent_a'), 'there')
  gate.resolve()
  await expect(broken).rejects.toThrow('this reading fails')
  expect(await later).toBe('there ent_a')
})
