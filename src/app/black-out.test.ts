import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch } from '../../test/setup/approval-round.ts'
import { parties, testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import type { Asked } from '../modules/facts/index.ts'
import { tenderRoleTable, tenderTable } from '../modules/deals/tables.ts'
import { newCustomer, newPerson } from '../modules/parties/index.ts'
import { saidClass } from '../modules/parties/new-party.ts'
import { employmentTable } from '../modules/parties/tables.ts'
import { insertRow } from '../platform/act/rows.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { findDealRecords } from './deal-records.ts'
import { resolveRecords } from './records.ts'

const day = '2026-11-25'
const ids = {
  other: 'party_other0000000',
  kept: 'party_kept00000000',
  gone: 'party_gone00000000',
  busy: 'party_busy00000000',
  expert: 'party_expert000000',
  expertToo: 'party_expert2_0000',
  mover: 'party_mover0000000',
  panel: 'party_panel0000000',
  state: 'party_state0000000',
  staff: 'party_staff0000000',
} as const
let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  const firm = (id: string, name: string, mergedInto: string | null = null) =>
    newCustomer({ id, name, created_at: testNow, merged_into: mergedInto, ownership: 'private' })
  const person = (id: string, name: string) => newPerson({ id, name, at: testNow })
  await company.store([
    firm(ids.other, '昆山甲辰阀门有限公司'),
    firm(ids.kept, '太仓乙巳轴承有限公司'),
    firm(ids.gone, '太仓乙己轴承', ids.kept),
    firm(ids.busy, '常熟丙午泵业有限公司'),
    ...person(ids.expert, '司马青云'),
    ...person(ids.expertToo, '司马清云').map((change) =>
      change.table.name === 'parties.person'
        ? { ...change, row: { ...change.row, merged_into: ids.expert } }
        : change,
    ),
    ...person(ids.mover, '夏侯志远'),
    ...person(ids.panel, '慕容嘉'),
    newCustomer({ id: ids.state, name: '张家港港务', created_at: testNow, ownership: 'state_controlled' }),
    ...person(ids.staff, '尉迟恭文'),
    works('mem_s1', ids.staff, ids.state, '2020-01-01', null),
    saidClass({ id: 'cls_staff', personId: ids.staff, isOfficial: 'no' }, '2020-01-01'),
    works('mem_m1', ids.mover, parties.dealer, '2020-01-01', '2026-10-31'),
    works('mem_m2', ids.mover, ids.other, '2026-11-01', null),
    works('mem_m3', ids.mover, ids.kept, '2019-01-01', null),
    tender('tdr_dealer', parties.dealer, 'tender', '2026-11-01'),
    tender('tdr_gone', ids.gone, 'renewal', '2026-11-01'),
    tender('tdr_old', ids.busy, 'audit', '2026-09-01', { awarded_on: '2026-10-01' }),
    tender('tdr_check', ids.busy, 'inspection', '2026-11-10'),
    tender('tdr_panel', ids.busy, 'tender', '2026-10-20', {
      awarded_on: '2026-11-20',
      government_procurement: true,
    }),
    role('rol_1', 'tdr_dealer', ids.expertToo, 'panel_member'),
    role('rol_2', 'tdr_panel', ids.panel, 'tenderer_staff'),
    role('rol_3', 'tdr_panel', ids.panel, 'panel_member'),
  ])
})

afterAll(async () => {
  calls.close()
  await company.close()
})

function works(id: string, personId: string, customerId: string, fromOn: string, untilOn: string | null) {
  const unknown = { position: null, decides_on_us: null, management_duty: null, nominated_by: null }
  const span = { person_id: personId, customer_id: customerId, from_on: fromOn, until_on: untilOn }
  return insertRow(employmentTable, { id, ...unknown, ...span })
}

function tender(id: string, customerId: string, matter: string, announcedOn: string, more = {}) {
  const open = { awarded_on: null, closed_on: null, government_procurement: false }
  const row = { customer_id: customerId, matter, title: '年度采购', announced_on: announcedOn }
  return insertRow(tenderTable, { id, ...row, ...open, ...more })
}

function role(id: string, tenderId: string, personId: string, part: string) {
  return insertRow(tenderRoleTable, { id, tender_id: tenderId, person_id: personId, role: part })
}

const tenderOf = (customerId: string, personId?: string, happensOn = day) =>
  readOnly(company.world.pool, [company.actor('sales')], async (tx) => {
    const [record] = await findDealRecords(tx, [{ form: 'meal', happensOn, customerId, personId } as Asked])
    return record?.tender
  })

describe('a black-out holds whoever is named as the customer', () => {
  test.each([
    ['the customer itself', parties.dealer, undefined, { state: 'open', matter: 'tender' }],
    ['the employer, where another customer is named', ids.other, parties.buyer, { state: 'open' }],
    ['a record that was merged into the customer', ids.kept, undefined, { state: 'open', matter: 'renewal' }],
    ['by the identifier that was merged away', ids.gone, undefined, { state: 'open', matter: 'renewal' }],
    ['a second employer, found under its merged record', ids.other, ids.mover, { matter: 'renewal' }],
    [
      'a part in a tender with somebody else, recorded for a merged person',
      ids.other,
      ids.expert,
      { state: 'open', matter: 'tender', recipientRole: 'panel_member' },
    ],
    ['nobody of these', ids.other, undefined, { state: 'none', recipientRole: 'none' }],
  ])('of %s', async (_, customerId, personId, expected) => {
    expect(await tenderOf(customerId, personId)).toMatchObject(expected)
  })

  test('of an employer only on the days of the work there', async () => {
    const named = (happensOn: string) => tenderOf(parties.bureau, ids.mover, happensOn)
    // The matter of the second employer was announced on 1 November as well.
    expect(await named('2026-10-31')).toMatchObject({ state: 'none' })
    expect(await named('2026-11-01')).toMatchObject({ state: 'open', matter: 'renewal' })
  })

  test('of several matters at once, the strictest for each question', async () => {
    expect(await tenderOf(ids.busy)).toEqual({
      state: 'open',
      matter: 'tender',
      governmentProcurement: true,
      recipientRole: 'none',
    })
    expect(await tenderOf(ids.busy, ids.panel)).toMatchObject({
      state: 'open',
      governmentProcurement: true,
      recipientRole: 'panel_member',
    })
  })

  test('nor does it hide that the employer is in state hands', async () => {
    const classOf = async (customerId: string) => {
      const recipient = { to: 'person', partyId: ids.staff } as const
      const wanted = { customer: { partyId: customerId }, recipient, day, at: testNow }
      const [found] = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
        resolveRecords(tx, [{ ...wanted, actor: company.actor('sales') }], company.world.newId),
      )
      return found?.person?.class
    }
    expect(await classOf(ids.other)).toBe('unknown')
    // Where the employer itself is named the policy sees its ownership, and says so with its rule.
    expect(await classOf(ids.state)).toBe('private_staff')
  })

  test('so that a lunch for its buyer is forbidden under the name of another customer', async () => {
    const proposal = { ...lunch, customer: { partyId: ids.other } }
    const panel = await calls.good('sales', 'requests.preview', { body: proposal })
    expect(panel['verdict']).toMatchObject({ outcome: 'prohibit' })
  })
})
