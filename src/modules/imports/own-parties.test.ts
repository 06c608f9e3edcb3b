import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDeps } from '../../../test/setup/ask-deps.ts'
import { parties, testCompany, testNow, type Company } from '../../../test/setup/company.ts'
import { act } from '../../platform/act/act.ts'
import type { Command } from '../../platform/act/command.ts'
import { inTransaction } from '../../platform/db/in-transaction.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { createCustomer, newCustomer, newPerson } from '../parties/index.ts'
import type { RowParty } from './domain.ts'
import { lookUp, makeCustomer, type Found } from './own-parties.ts'

const day = '2026-11-25'
const held = { id: 'party_held00000000', name: '厦门海沧阀门有限公司', code: '91350100M000100Y43' }
let company: Company

beforeAll(async () => {
  company = await testCompany()
  const { id, name, code } = held
  const gone = { id: 'party_gone00000000', name: '拉萨高原制氧有限公司', merged_into: id }
  await company.store([
    newCustomer({ id, name, created_at: testNow, credit_code: code }),
    newCustomer({ ...gone, created_at: testNow }),
  ])
})

afterAll(() => company.close())

const firm = (name: string, uscc?: string): RowParty => ({
  kind: 'entity',
  name,
  ids: uscc === undefined ? {} : { uscc },
})

const look = (party: RowParty, judged?: Parameters<typeof lookUp>[2]['judged']) =>
  inTransaction(company.world.pool, [company.actor('compliance')], (tx) =>
    lookUp(tx, party, { schema: 'organisation', judged }, day),
  )

test('a known name is that person at their employer, and waits for somebody elsewhere', async () => {
  const at = (employerId: string) =>
    inTransaction(company.world.pool, [company.actor('compliance')], (tx) =>
      lookUp(tx, { kind: 'person', name: '张伟', ids: {} }, { schema: 'person', employerId }, day),
    )
  expect(await at(parties.dealer)).toEqual({ is: 'known', id: parties.buyer, name: '张伟' })
  expect(await at(held.id)).toMatchObject({
    is: 'unsure',
    candidates: [{ id: parties.buyer, verdict: 'match' }],
  })
})

test('a name is nobody’s for sure beside another customer, or none, than the one on record', async () => {
  const employment = (id: string, customerId: string, fromOn: string) => ({
    id,
    customer_id: customerId,
    position: null,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: fromOn,
    until_on: null,
  })
  const known = (id: string, name: string, work?: [string, string]) =>
    newPerson({ id, name, at: testNow, ...(work ? { employment: employment(`e_${id}`, ...work) } : {}) })
  await company.store([
    ...known('party_free00000000', '诸葛自由'),
    ...known('party_late00000000', '闻人晚来', [held.id, '2026-11-30']),
    ...known('party_one000000000', '端木同名', [held.id, '2024-01-01']),
    ...known('party_two000000000', '端木同名', [held.id, '2024-01-01']),
  ])
  const at = (name: string, employerId?: string) =>
    inTransaction(company.world.pool, [company.actor('compliance')], async (tx) => {
      const found = await lookUp(tx, { kind: 'person', name, ids: {} }, { schema: 'person', employerId }, day)
      return found.is === 'known' ? found.id : found.is
    })
  expect(await at('诸葛自由')).toBe('party_free00000000')
  expect(await at('诸葛自由', held.id)).toBe('unsure')
  expect(await at('张伟')).toBe('unsure')
  // Rows of a time before the one from which the work is on record are of the same person there.
  expect(await at('闻人晚来', held.id)).toBe('party_late00000000')
  expect(await at('闻人晚来', parties.bureau)).toBe('unsure')
  expect(await at('端木同名', held.id)).toBe('unsure')
})

describe('a customer that a file names', () => {
  test('is the party that its record was merged into', async () => {
    // Both names are told: the file says the one of before.
    const known = { is: 'known', id: held.id, name: held.name }
    expect(await look(firm('拉萨高原制氧有限公司'))).toEqual(known)
  })

  test('waits for a person with a wrong code, and is stored with a right one written one way', async () => {
    expect(await look(firm('喀什远疆冷链有限公司', '91350100M000100Y44'))).toMatchObject({
      is: 'unsure',
      remark: { code: 'party.code_wrong', params: { text: '91350100M000100Y44' } },
    })
    const party = firm('喀什远疆冷链有限公司', '９１310000ma1fl0b13f')
    expect(await look(party)).toMatchObject({ is: 'new' })
    const made = makeCustomer({ newId: company.world.newId, at: testNow, day }, party)
    expect(made.changes[0]?.row['credit_code']).toBe('91310000MA1FL0B13F')
  })

  test('is opened under no code without a name', async () => {
    for (const name of ['', '/', '不详']) {
      expect(await look(firm(name, '91310000MA1FL0B13F'))).toMatchObject({
        is: 'unsure',
        remark: { code: 'party.no_name' },
      })
      expect(await look(firm(name, held.code))).toMatchObject({ is: 'known', id: held.id })
    }
  })

  test('does not take the code of another by being told apart', async () => {
    const judgement = { is: 'new', ruledOut: [held.id] } as const
    const judged = { judgement, reason: '股东与地址不同', actor: company.actor('compliance') }
    expect(await look(firm('腾冲翡翠包装有限公司', held.code), judged)).toMatchObject({
      is: 'refused',
      refusal: { code: 'parties.credit_code_taken' },
    })
  })

  test('and a form at the same moment are one party', async () => {
    const name = '阿勒泰雪域能源有限公司'
    const store: Command<null, Found, Found> = {
      operation: 'parties.test_import',
      load: (tx: Transaction) => lookUp(tx, firm(name), { schema: 'organisation' }, day),
      decide: (found) => ({
        answer: found,
        object: { type: 'party', id: 'new' },
        reason: '历史台账',
        changes:
          found.is === 'new'
            ? makeCustomer({ newId: company.world.newId, at: testNow, day }, firm(name)).changes
            : [],
      }),
    }
    const door = { ...company.world.door, authorise: () => undefined }
    const call = { actor: company.actor('compliance'), at: company.world.now() }
    const deps = { ...askDeps, newId: company.world.newId, dayAt: () => day }
    const body = { name, type: 'company', country: 'CN' } as const
    await Promise.all([
      act(door, store, [{ ...call, key: 'names-import-key', body: null }]),
      act(door, createCustomer(deps), [{ ...call, key: 'names-form-key', body }]),
    ])
    const found = await company.world.pool.query('select id from parties.customer where name = $1', [name])
    expect(found.rows).toHaveLength(1)
  })
})
