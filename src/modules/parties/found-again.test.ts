import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { findCandidates, type Typed } from './candidates.ts'
import { createCustomer, type PartyDeps } from './create-commands.ts'
import { createPerson } from './create-person.ts'
import { correctCustomer } from './customer-commands.ts'
import { merge, splitParty } from './merge-commands.ts'
import { newCustomer, newPerson } from './new-party.ts'
import { findPartiesNamed, searchFor } from './queries.ts'
import { loadCustomers } from './store.ts'

const today = '2026-11-25'
const lichang = { id: 'party_lichang00000', name: '东莞立昌电子有限公司', code: '91350100M000100Y43' }
const water = { kept: 'party_water1000000', gone: 'party_water2000000' }
const person = { kept: 'party_kept00000000', gone: 'party_gone00000000' }
let company: Company
let calls: RequestCalls
let deps: PartyDeps
let n = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  deps = { newId: company.world.newId, dayAt: () => today, findAskers: async () => [] }
  await company.store([
    newCustomer({ id: water.kept, name: '张家港丁未管件有限公司', created_at: testNow }),
    newCustomer({
      id: water.gone,
      name: '丁未管件',
      created_at: testNow,
      ownership: 'state_controlled',
      merged_into: water.kept,
    }),
    newCustomer({ id: lichang.id, name: lichang.name, created_at: testNow, credit_code: lichang.code }),
    ...newPerson({
      id: person.kept,
      name: '皇甫静怡',
      at: testNow,
      employment: work('mem_1', parties.bureau),
    }),
    ...newPerson({ id: person.gone, name: '端木晓云', at: testNow, employment: work('mem_2', lichang.id) }),
  ])
  await done(merge(deps), { keptId: parties.dealer, goneId: lichang.id, reason: '同一主体，更名前的登记' })
  await done(merge(deps), { keptId: person.kept, goneId: person.gone, reason: '同一人，证件一致' })
})

afterAll(async () => {
  calls.close()
  await company.close()
})

function work(id: string, customerId: string) {
  const unknown = { position: null, decides_on_us: null, management_duty: null, nominated_by: null }
  return { id, customer_id: customerId, ...unknown, from_on: '2024-01-01', until_on: null }
}

async function run<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body, who: string) {
  const call = { key: `again-${n++}-key`, actor: company.actor(who), body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  return outcome
}

async function done<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body) {
  const outcome = await run(command, body, 'compliance')
  if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.answer
}

async function codeOf<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body) {
  const outcome = await run(command, body, 'sales')
  return outcome && 'refusal' in outcome ? outcome.refusal.code : outcome?.kind
}

const reading = <Answer>(query: (tx: Parameters<typeof findCandidates>[0]) => Promise<Answer>) =>
  readOnly(company.world.pool, [company.actor('sales')], query)

const best = async (typed: Typed) => (await reading((tx) => findCandidates(tx, typed, today)))[0]

const firm = (name: string, creditCode?: string) =>
  ({ name, type: 'company', country: 'CN', ...(creditCode === undefined ? {} : { creditCode }) }) as const

const submit = (customer: Record<string, unknown>) =>
  calls.codeOf('sales', 'requests.submit', {
    body: {
      proposal: {
        customer: { isNew: true, ...customer },
        recipient: { to: 'organisation' },
        kindId: 'discount',
        amount: { currency: 'CNY', minor: '10000' },
        happensOn: '2026-11-26',
        reasonChip: 'contract',
        reason: '首单折扣，按报价单',
      },
    },
  })

describe('a record that was merged away still leads to the party that it is now', () => {
  test.each([
    ['its name', lichang.name],
    ['its name, misspelt', '东莞立昌电孑有限公司'],
    ['its short form', '立昌电子'],
  ])('by %s', async (_, name) => {
    expect(await best({ name, schema: 'organisation' })).toMatchObject({
      id: parties.dealer,
      verdict: 'match',
      name: '苏州恒泰精密机械有限公司',
      formerly: lichang.name,
    })
  })

  test('by its credit code under any name', async () => {
    const typed = { name: '无人知晓实业', schema: 'organisation', code: lichang.code } as const
    expect(await best(typed)).toMatchObject({ id: parties.dealer, verdict: 'match' })
  })

  test('in the form: the name and the code are known already', async () => {
    expect(await submit({ name: lichang.name })).toBe('parties.known_already')
    expect(await submit({ name: lichang.name, creditCode: lichang.code })).toBe('parties.known_already')
    expect(await submit({ name: '东莞立昌电孑有限公司' })).toBe('parties.known_already')
  })

  test('where a customer is entered', async () => {
    expect(await codeOf(createCustomer(deps), firm(lichang.name))).toBe('parties.known_already')
    const code = await codeOf(createCustomer(deps), firm('喀什远疆冷链有限公司', lichang.code))
    expect(code).toBe('parties.credit_code_taken')
  })

  test('in the search, which says by which name, and in what was typed in part', async () => {
    const ports = { recentParties: async () => [], openMatters: async () => new Map() }
    const search = (q: string) =>
      reading((tx) =>
        searchFor(tx, ports, { language: 'zh-CN', today }, { q, kind: 'any', personId: 'per_1' }),
      )
    const found = (await search(lichang.name)).items.filter(({ id }) => id === parties.dealer)
    expect(found).toMatchObject([{ why: expect.stringContaining(`「${lichang.name}」`) }])
    expect((await search('昌电')).items.map(({ id }) => id)).toEqual([parties.dealer])
    // What it is stands in the record that went, and warns all the same.
    expect((await search('丁未')).items).toMatchObject([{ id: water.kept, flags: ['国有'] }])
    const named = await reading((tx) => findPartiesNamed(tx, '昌电', today))
    expect(named.partyIds.toSorted()).toEqual([parties.dealer, lichang.id].toSorted())
  })

  test('says that more have the name than it lists', async () => {
    const ports = { recentParties: async () => [], openMatters: async () => new Map() }
    const shops = (from: number, to: number) =>
      company.store(
        Array.from({ length: to - from + 1 }, (_, i) =>
          newCustomer({
            id: `party_shop${from + i + 1000}`,
            name: `瑞云${from + i}号店`,
            created_at: testNow,
          }),
        ),
      )
    await shops(1, 10)
    const ten = await reading((tx) =>
      searchFor(tx, ports, { language: 'zh-CN', today }, { q: '瑞云', kind: 'any', personId: 'per_1' }),
    )
    expect([ten.items.length, ten.hasMore]).toEqual([10, false])
    await shops(11, 11)
    const eleven = await reading((tx) =>
      searchFor(tx, ports, { language: 'zh-CN', today }, { q: '瑞云', kind: 'any', personId: 'per_1' }),
    )
    expect([eleven.items.length, eleven.hasMore]).toEqual([10, true])
  })

  test('people too, at the employer that the merged employer is now', async () => {
    const typed = { name: '端木晓云', schema: 'person', employer: parties.dealer } as const
    expect(await best(typed)).toMatchObject({ id: person.kept, name: '皇甫静怡', verdict: 'match' })
    expect(await best({ ...typed, employer: lichang.id })).toMatchObject({ id: person.kept })
    const body = { name: '端木晓云', country: 'CN' }
    expect(await codeOf(createPerson(deps), body)).toBe('parties.known_already')
  })

  test('until a split, after which each is found as itself', async () => {
    const mergedAt = () =>
      readOnly(company.world.pool, [company.actor('compliance')], async (tx) => {
        const row = (await loadCustomers(tx, [lichang.id])).get(lichang.id)
        return [row?.merged_into, row?.merged_at]
      })
    // The moment stands in the record: what changes its account by the merge cools off from there.
    expect(await mergedAt()).toEqual([parties.dealer, company.world.now()])
    await done(splitParty(deps), { partyId: lichang.id, reason: '核对工商登记，两家不同' })
    expect(await mergedAt()).toEqual([null, null])
    expect(await best({ name: lichang.name, schema: 'organisation' })).toMatchObject({ id: lichang.id })
    await done(merge(deps), { keptId: parties.dealer, goneId: lichang.id, reason: '再次核对，同一主体' })
  })
})

describe('a customer that was renamed is found by what it was called before', () => {
  test('by the former name, spelt right or wrong, and by the former code', async () => {
    const { partyId } = await done(createCustomer(deps), firm('桂林南方仪表有限公司', '91310000MA1FL0B13F'))
    const evidence = { kind: 'registry_extract', reference: '变更登记 2026-03' } as const
    const correction = { partyId, fromOn: '2026-03-01', reason: '更名', evidence }
    const renamed = { name: '广西智测科技股份有限公司', creditCode: '91440300MA5DA1XW3H' }
    await done(correctCustomer(deps), { ...correction, version: 1, changes: renamed })
    const same = { id: partyId, verdict: 'match', formerly: '桂林南方仪表有限公司' }
    expect(await best({ name: '桂林南方仪表', schema: 'organisation' })).toMatchObject(same)
    expect(await best({ name: '桂林南方仪裱有限公司', schema: 'organisation' })).toMatchObject(same)
    expect(await best({ name: '某某', schema: 'organisation', code: '91310000MA1FL0B13F' })).toMatchObject({
      id: partyId,
      verdict: 'match',
    })
    const current = await best({ name: renamed.name, schema: 'organisation' })
    expect(current).toMatchObject({ id: partyId, verdict: 'match' })
    expect(current?.formerly).toBeUndefined()
    expect(await submit({ name: '桂林南方仪表有限公司' })).toBe('parties.known_already')
    // And back again: the name that it has is no former one twice.
    const back = { name: '桂林南方仪表有限公司' }
    await done(correctCustomer(deps), { ...correction, version: 2, changes: back })
    await done(correctCustomer(deps), { ...correction, version: 3, changes: { name: renamed.name } })
    expect(await best({ name: '桂林南方仪表', schema: 'organisation' })).toMatchObject(same)
  })
})
