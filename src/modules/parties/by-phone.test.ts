import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { newCustomer, newPerson } from './new-party.ts'
import { searchFor } from './queries.ts'

const today = '2026-11-25'
const switchboard = '0512-68681234'
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const person = (id: string, name: string, phone: string) => newPerson({ id, name, phone, at: testNow })
  await company.store([
    ...person('party_ouyang000000', '欧阳若兰', '13712345678'),
    ...person('party_both00000000', '端木清扬', '0512-68681234 / +86 136-1111-2222'),
    ...person('party_desk00000000', '皇甫静怡', switchboard),
    newCustomer({
      id: 'party_kiln00000000',
      name: '景德镇青花瓷业有限公司',
      phone: switchboard,
      created_at: testNow,
    }),
  ])
})

afterAll(() => company.close())

const ports = { recentParties: async () => [], openMatters: async () => new Map() }

const found = (q: string, kind: 'organisation' | 'person' | 'any' = 'any') =>
  readOnly(company.world.pool, [], async (tx) => {
    const reader = { language: 'zh-CN' as const, today }
    const { items } = await searchFor(tx, ports, reader, { q, kind, personId: 'per_1' })
    return items.map(({ id, match, why }) => [id, match, why])
  })

describe('whoever types a telephone number finds those who have it', () => {
  test.each([
    '13712345678',
    '+86 137-1234-5678',
    '137 1234 5678',
    '１３７１２３４５６７８',
    '手机：13712345678',
  ])('typed %s', async (q) => {
    expect(await found(q)).toEqual([['party_ouyang000000', 'possible', '电话相同']])
    expect(await found(q, 'organisation')).toEqual([])
  })

  test('also as one of several numbers of a record', async () => {
    expect(await found('13611112222')).toEqual([['party_both00000000', 'possible', '电话相同']])
  })

  test('all who have it, where a whole house has one', async () => {
    const ids = ['party_both00000000', 'party_desk00000000', 'party_kiln00000000']
    const all = await found('(0512) 6868 1234')
    expect(all.map(([id]) => id).toSorted()).toEqual(ids)
    expect((await found(switchboard, 'organisation')).map(([id]) => id)).toEqual(['party_kiln00000000'])
  })

  test('and nobody where nobody has it, or it is only a part', async () => {
    expect(await found('13712345679')).toEqual([])
    expect(await found('137123')).toEqual([])
  })

  test('a name is still found by the name', async () => {
    expect((await found('欧阳若兰'))[0]).toEqual(['party_ouyang000000', 'exact', '名称相同'])
    expect((await found('张伟'))[0]?.[0]).toBe(parties.buyer)
  })
})
