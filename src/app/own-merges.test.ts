import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { askDeps } from '../../test/setup/ask-deps.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { parties, testCompany, testNow, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'
import { addDays } from '../kernel/time.ts'
import { merge, newCustomer, newPerson, splitParty } from '../modules/parties/index.ts'
import { act } from '../platform/act/act.ts'
import type { Command } from '../platform/act/command.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls
let n = 0

const firm = { id: 'party_firm00000000', name: '张家港丁未管件有限公司' }
const formerFirm = { id: 'party_formerfirm00', name: '太仓乙巳轴承有限公司' }
const formerDealer = { id: 'party_formerdeal00', name: '常熟丙午泵业有限公司', merged_into: parties.dealer }
const people = {
  twin: '皇甫静怡',
  former: '端木晓云',
  stranger: '上官若曦',
  other: '诸葛明远',
} as const
const idOf = (key: keyof typeof people) => `party_${key}000000000`
const reason = '身份证件已核对'
const own = 'parties.of_own_request'

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
  await company.store([
    ...[firm, formerFirm, formerDealer].map((row) => newCustomer({ ...row, created_at: testNow })),
    ...(Object.keys(people) as (keyof typeof people)[]).flatMap((key) =>
      newPerson({ id: idOf(key), name: people[key], at: testNow }),
    ),
  ])
  await another(merge(askDeps), { keptId: parties.colleague, goneId: idOf('former'), reason })
})

/** What was made milder so far is in nobody's way any more. */
const later = () => company.clock.set(`${addDays(company.world.now().slice(0, 10), 91)}T01:00:00.000Z`)
beforeEach(later)

afterAll(async () => {
  calls.close()
  await company.close()
})

const who = (key: string) => company.actor(key).personId
const compliance = (id: string, given: Record<string, unknown>) =>
  api.codeOf(who('compliance'), id, given as Parameters<ApiCalls['codeOf']>[2])

/** Somebody else of compliance, who asks for nothing. */
async function another<Body, State, Answer>(command: Command<Body, State, Answer>, body: Body) {
  const actor = { ...company.actor('finance'), roles: ['compliance' as const] }
  const call = { key: `another-${n++}-key`, actor, body, at: company.world.now() }
  const [outcome] = await act(company.world.door, command, [call])
  expect(outcome).toMatchObject({ kind: 'done' })
}

/** A request of somebody of compliance; the way to take it back again. */
async function asks(customerId: string, recipient: { readonly to: string; readonly partyId: string }) {
  const proposal = {
    kindId: 'logo_item',
    customer: { partyId: customerId },
    recipient,
    amount: { currency: 'CNY', minor: '100' },
    happensOn: company.world.now().slice(0, 10),
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
  }
  const filed = await calls.good('compliance', 'requests.submit', { body: { proposal } })
  const params = { requestId: filed['requestId'] }
  return async () => {
    const { version } = await calls.good('compliance', 'requests.detail', { params })
    const body = { version, text: '不再需要' }
    expect(await calls.codeOf('compliance', 'requests.withdraw', { params, body })).toBe('done')
  }
}

const to = (partyId: string) => ({ to: 'person', partyId })
const merging = (keptId: string, goneId: string) =>
  compliance('parties.merge', { params: { partyId: keptId }, body: { goneId, reason } })
const splitting = (partyId: string) => compliance('parties.split', { params: { partyId }, body: { reason } })

/** Whether compliance may confirm the question who is who that waits in its inbox. */
async function mayAnswer(claimId: unknown): Promise<boolean | undefined> {
  const inbox = await calls.good('compliance', 'approvals.inbox')
  const groups = inbox['groups'] as readonly {
    readonly rows: readonly { readonly approvalId: string; readonly object: { readonly id: string } }[]
  }[]
  const row = groups.flatMap((group) => group.rows).find(({ object }) => object.id === claimId)
  const params = { approvalId: row?.approvalId }
  const { can } = (await calls.good('compliance', 'approvals.detail', { params })) as {
    can?: { readonly approve?: { readonly can: boolean } }
  }
  return can?.approve?.can
}

describe('whoever of compliance asks for a benefit', () => {
  test('merges no record with that party, whichever of the two stays', async () => {
    const takeBack = await asks(parties.dealer, to(parties.buyer))
    expect(await merging(parties.buyer, idOf('twin'))).toBe(own)
    expect(await merging(idOf('twin'), parties.buyer)).toBe(own)
    expect(await merging(idOf('stranger'), idOf('other'))).toBe('done')
    await takeBack()
    expect(await merging(parties.buyer, idOf('twin'))).toBe('done')
  })

  test('splits no record off from that party, on either side of the merge', async () => {
    const takeBack = await asks(parties.dealer, to(parties.colleague))
    expect(await splitting(idOf('former'))).toBe(own)
    // The people of a customer are near to it as well.
    expect(await splitting(formerDealer.id)).toBe(own)
    await takeBack()
    expect(await splitting(idOf('former'))).toBe('done')
    later()
    const again = await asks(firm.id, to(idOf('former')))
    await another(merge(askDeps), { keptId: parties.colleague, goneId: idOf('former'), reason })
    expect(await splitting(idOf('former'))).toBe(own)
    expect(await splitting(formerDealer.id)).toBe(own)
    await another(splitParty(askDeps), { partyId: idOf('former'), reason })
    await again()
  })

  test('does not answer who is who for that party', async () => {
    const takeBack = await asks(parties.dealer, to(parties.spouse))
    const body = { kind: 'same', keptId: parties.spouse, goneId: idOf('stranger'), reason }
    const { claimId } = await api.good(who('sales'), 'parties.ask_match', { body })
    const answer = { params: { claimId }, body: { answer: 'confirm' } }
    expect(await compliance('parties.answer_match', answer)).toBe(own)
    expect(await mayAnswer(claimId)).toBe(false)
    await takeBack()
    expect(await mayAnswer(claimId)).toBe(true)
    expect(await compliance('parties.answer_match', answer)).toBe('done')
  })

  test('tells no new name apart from that party', async () => {
    const takeBack = await asks(parties.dealer, to(parties.buyer))
    const body = {
      name: '苏州恒泰精密机械公司',
      type: 'company',
      country: 'CN',
      ruledOut: { partyIds: [parties.dealer, formerDealer.id], reason: '注册地址与法定代表人均不同' },
    }
    expect(await compliance('parties.create_customer', { body })).toBe('parties.match_needs_compliance')
    const person = {
      name: '张伟',
      country: 'CN',
      employment: { customerId: parties.dealer, fromOn: '2026-01-01' },
    }
    const ruledOut = { partyIds: [parties.buyer], reason: '另一位同名同事' }
    expect(await compliance('parties.create_person', { body: { ...person, ruledOut } })).toBe(
      'parties.match_needs_compliance',
    )
    await takeBack()
    expect(await compliance('parties.create_person', { body: { ...person, ruledOut } })).toBe('done')
    expect(await compliance('parties.create_customer', { body })).toBe('done')
  })

  test('verifies no account of a customer with which that party is one by now', async () => {
    const takeBack = await asks(formerFirm.id, to(idOf('stranger')))
    await another(merge(askDeps), { keptId: firm.id, goneId: formerFirm.id, reason })
    const account = {
      holder: firm.name,
      bank: '工商银行张家港支行',
      number: '6222021234567890',
      givenIn: 'contract',
      reference: '合同第八条',
    }
    const stated = await api.good(who('sales'), 'parties.state_account', {
      params: { partyId: firm.id },
      body: account,
    })
    const check = {
      params: { accountId: stated['accountId'] },
      body: { answer: 'confirm', how: 'call_back', reference: '0512-87654321 财务科' },
    }
    expect(await compliance('parties.check_account', check)).toBe('parties.account_of_own_request')
    await takeBack()
    expect(await compliance('parties.check_account', check)).toBe('done')
  })
})
