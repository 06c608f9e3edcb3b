import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lunch, on, openRound, rebate } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { hire } from '../../../test/setup/hire.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { staffedServer, type StaffedServer } from '../../../test/gates/staffed-server.ts'
import { staff } from '../../contract/session.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { staffTieTable } from '../parties/tables.ts'

let company: Company
let calls: RequestCalls
let server: StaffedServer
let people: Record<'left' | 'elsewhere' | 'lead' | 'leadBelow' | 'related', Actor>

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  server = await staffedServer(company)
  people = {
    left: await hire(company, { role: 'finance', leftOn: '2026-11-24' }),
    elsewhere: await hire(company, { role: 'sales_manager', entity: 'shanghai' }),
    lead: await hire(company, { role: 'sales_manager' }),
    leadBelow: await hire(company, { role: 'sales_manager', manager: 'head' }),
    related: await hire(company, { role: 'finance' }),
  }
  await company.store([tie(people.related.personId, parties.dealer, 'owner')])
})

afterAll(async () => {
  await server.close()
  calls.close()
  await company.close()
})

function tie(staffId: string, partyId: string, kind: string) {
  return insertRow(staffTieTable, {
    id: `rel_tie${staffId.slice(-12)}${kind}`,
    staff_id: staffId,
    party_id: partyId,
    tie: kind,
    source: 'self',
    reason: '本人申报',
    from_on: '2025-01-01',
    until_on: null,
  })
}

const idOf = (key: string) => company.founded.people[key] ?? ''

/** Whom it is handed to, from a request of whom, and the code of the refusal. */
const rows = [
  ['nobody of that name', 'sales', () => 'per_doesnotexist1', 'approvals.newcomer_not_there'],
  ['somebody who left yesterday', 'sales', () => people.left.personId, 'approvals.newcomer_not_there'],
  ['a manager of a sister', 'sales', () => people.elsewhere.personId, 'approvals.newcomer_other_entity'],
  ['the applicant', 'sales', () => idOf('sales'), 'approvals.not_to_requester'],
  ['a colleague of the applicant', 'sales', () => idOf('sales2'), 'approvals.newcomer_without_standing'],
  ['an administrator', 'sales', () => idOf('admin'), 'approvals.newcomer_without_standing'],
  ['whoever is asked next', 'sales', () => idOf('finance'), 'approvals.already_asked'],
  [
    'a manager below the applicant',
    'head',
    () => people.leadBelow.personId,
    'approvals.newcomer_below_requester',
  ],
  ['an owner of the customer', 'sales', () => people.related.personId, 'approvals.newcomer_close'],
  ['a manager of the same entity', 'sales', () => people.lead.personId, 'done'],
  ['somebody of a higher level', 'sales', () => idOf('compliance'), 'done'],
] as const

/** So small that all rebates of this file together stay in the band that finance decides. */
const small = { ...rebate, amount: { currency: 'CNY', minor: '500000' } }

describe('an approval is handed on', () => {
  test.each(rows)('by transfer to %s', async (_, requester, to, code) => {
    const approver = requester === 'head' ? 'boss' : 'head'
    const round = await openRound(calls, small, requester)
    const given = on(round, { toPersonId: to(), text: '请代为判断' })
    expect(await calls.codeOf(approver, 'approvals.transfer', given)).toBe(code)
  })

  test.each(rows)('by a further signature of %s', async (_, requester, to, code) => {
    const approver = requester === 'head' ? 'boss' : 'head'
    const round = await openRound(calls, small, requester)
    const given = on(round, { personId: to(), place: 'before', text: '请先看一下' })
    expect(await calls.codeOf(approver, 'approvals.add_signer', given)).toBe(code)
  })

  test('not to somebody who signed an earlier step', async () => {
    const round = await openRound(calls, small)
    await calls.good('head', 'approvals.approve', on(round, { reason: '同意' }))
    const given = on(round, { toPersonId: idOf('head'), text: '请再看' })
    expect(await calls.codeOf('finance', 'approvals.transfer', given)).toBe('approvals.already_asked')
  })

  test('to a manager who leads nobody of the finance step', async () => {
    const round = await openRound(calls, small)
    await calls.good('head', 'approvals.approve', on(round, { reason: '同意' }))
    const given = on(round, { toPersonId: people.lead.personId, text: '请代为判断' })
    expect(await calls.codeOf('finance', 'approvals.transfer', given)).toBe(
      'approvals.newcomer_without_standing',
    )
  })

  test.each([
    ['nobody of that name', (): string => 'per_doesnotexist1', 'approvals.newcomer_not_there'],
    ['a manager of a sister', (): string => people.elsewhere.personId, 'approvals.newcomer_other_entity'],
    ['a colleague', (): string => idOf('sales2'), 'done'],
  ] as const)('as a copy to %s', async (_, to, code) => {
    const round = await openRound(calls, small)
    const given = on(round, { personIds: [idOf('sales3'), to()] })
    expect(await calls.codeOf('head', 'approvals.copy', given)).toBe(code)
  })
})

test('the applicant sends copies of an own request, and the page says so', async () => {
  const round = await openRound(calls, small)
  const detail = await calls.good('sales', 'requests.detail', { params: { requestId: round.requestId } })
  expect(detail['can']).toMatchObject({ copy: { can: true }, transfer: { can: false } })
  const given = on(round, { personIds: [idOf('sales2')] })
  expect(await calls.codeOf('sales', 'approvals.copy', given)).toBe('done')
})

describe('whoever looks for a colleague', () => {
  test('sees who cannot take it, with the reason that the command would give', async () => {
    const { approvalId } = await openRound(calls, small)
    const itemsFor = async (q: string) => {
      const query = { q, for: 'transfer', approvalId }
      const answered = await server.call(staff, { query }, server.person(idOf('head')))
      const { items } = staff.answer.parse(answered.json)
      return items.map(({ permission }) => permission)
    }
    expect(await itemsFor('林晓')).toMatchObject([{ can: true }])
    expect(await itemsFor('周婷')).toEqual([{ can: false, why: '这位同事已在本轮审批中。' }])
    expect(await itemsFor('王磊')).toEqual([{ can: false, why: '不能请申请人本人审批。' }])
    const all = await itemsFor('')
    expect(all.findIndex((each) => !each.can)).toBe(all.filter((each) => each.can).length)
  })
})

describe('whoever is close to the recipient', () => {
  test.each([
    ['an owner of the customer', 'sales2', 'dealer', 'owner', rebate],
    ['a relative of the recipient', 'sales3', 'buyer', 'spouse', lunch],
  ] as const)('files nothing for them: %s', async (_, who, party, kind, proposal) => {
    await company.store([tie(idOf(who), parties[party], kind)])
    const filed = { body: { proposal } }
    const outcome = await calls.call(who, 'requests.submit', filed)
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requests.prohibited', params: { rule: 'ORG-SOD' } },
    })
    // A colleague without a tie files the same.
    expect(await calls.codeOf('sales', 'requests.submit', filed)).toBe('done')
  })

  test('is passed over for the next one up, and approves nothing once the tie is known', async () => {
    const before = await openRound(calls, lunch)
    await company.store([tie(idOf('head'), parties.buyer, 'in_law')])
    const approval = on(before, { reason: '同意' })
    expect(await calls.codeOf('head', 'approvals.approve', approval)).toBe('approvals.close_to_recipient')
    const item = await calls.good('head', 'requests.detail', { params: { requestId: before.requestId } })
    expect(item['can']).toMatchObject({ approve: { can: false }, transfer: { can: true } })
    const after = await openRound(calls, lunch)
    expect(await calls.codeOf('head', 'approvals.approve', on(after, { reason: '同意' }))).toBe(
      'approvals.not_asked',
    )
    expect(await calls.codeOf('boss', 'approvals.approve', on(after, { reason: '同意' }))).toBe('done')
  })
})
