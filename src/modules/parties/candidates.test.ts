import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import { findCandidates, type Typed } from './candidates.ts'
import { newCustomer, newPerson } from './new-party.ts'
import { loadPeopleOf } from './store.ts'

const at = '2026-01-05T01:00:00.000Z'
const day = '2026-03-02'
let database: FreshDatabase
let app: Pool

beforeAll(async () => {
  database = await freshDatabase()
  app = database.pool('app', 2)
  await store([
    newCustomer({
      id: 'party_1',
      name: '苏州恒泰精密机械制造有限公司',
      created_at: at,
      credit_code: '91350100M000100Y43',
    }),
    newCustomer({ id: 'party_2', name: '杭州恒泰精密机械有限公司', created_at: at }),
    newCustomer({ id: 'party_3', name: '恒泰精密', created_at: at, merged_into: 'party_1' }),
    ...Array.from({ length: 1_020 }, (_, n) => person(`party_${n + 100}`, `王${given(n)}`, 'party_2')).flat(),
    ...person('party_zz', '欧阳锋', 'party_2'),
    ...person('party_11', '王伟', 'party_1'),
    ...person('party_12', '王伟', 'party_2'),
  ])
})

afterAll(async () => database.close())

/** Two characters that differ from person to person, as a crowd of one surname has them. */
function given(n: number): string {
  return (
    '明华军平芳敏静丽强磊洋勇艳杰娟涛'.charAt(n % 16) +
    '波刚辉玲建国文斌宇浩凯晓志海燕云飞雪梅琳'.charAt(n % 20)
  )
}

function person(id: string, name: string, employer: string): RowChange[] {
  return newPerson({
    id,
    name,
    at,
    employment: {
      id: `e_${id}`,
      customer_id: employer,
      position: null,
      decides_on_us: null,
      management_duty: null,
      nominated_by: null,
      from_on: '2025-01-01',
      until_on: null,
    },
  })
}

async function store(changes: readonly RowChange[]): Promise<void> {
  for (const [name, rows] of Map.groupBy(changes, ({ table }) => table.name)) {
    const columns = Object.keys(rows[0]?.row ?? {}).join(', ')
    await app.query(
      `insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, $1)`,
      [JSON.stringify(rows.map(({ row }) => row))],
    )
  }
}

async function ask(typed: Typed): Promise<[string, string][]> {
  const found = await inTransaction(app, [], (tx) => findCandidates(tx, typed, day))
  return found.slice(0, 2).map((one) => [one.id, one.verdict])
}

describe('the database finds the known party behind a typed name', () => {
  test.each([
    ['a short form', '苏州恒泰精密', ['party_1', 'match']],
    ['traditional characters', '蘇州恆泰精密機械製造', ['party_1', 'match']],
    ['the name on an English card', 'Suzhou Hengtai Precision Machinery Co., Ltd.', ['party_1', 'match']],
    ['a mistyped place', '苏洲恒泰精密机械', ['party_1', 'match']],
  ] as const)('%s', async (_, name, expected) => {
    expect((await ask({ name, schema: 'organisation' }))[0]).toEqual(expected)
  })

  test('the credit code finds it under any name', async () => {
    const typed = { name: '新名称实业', schema: 'organisation', code: '91350100M000100Y43' } as const
    expect(await ask(typed)).toEqual([['party_1', 'match']])
  })

  test('a name that nobody has finds nobody', async () => {
    expect(await ask({ name: '南通安康模具', schema: 'organisation' })).toEqual([])
  })

  test('the employer decides between namesakes', async () => {
    expect(await ask({ name: 'Wang Wei', schema: 'person', employer: 'party_1' })).toEqual([
      ['party_11', 'match'],
      ['party_12', 'candidate'],
    ])
  })

  test('a crowd with the same surname at the same employer hides nobody', async () => {
    expect((await ask({ name: 'Wnag Wei', schema: 'person', employer: 'party_2' }))[0]).toEqual([
      'party_12',
      'match',
    ])
  })

  test('a crowd at the same employer hides nobody of whom only the surname is typed', async () => {
    expect(await ask({ name: '欧阳工', schema: 'person', employer: 'party_2' })).toEqual([
      ['party_zz', 'match'],
    ])
  })

  test('and whoever works at a customer is counted to the last of them', async () => {
    const ids = await inTransaction(app, [], (tx) => loadPeopleOf(tx, ['party_2'], day))
    expect(new Set(ids).size).toBe(1_022)
  })
})
