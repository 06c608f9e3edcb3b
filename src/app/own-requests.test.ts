import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../test/setup/request-calls.ts'

let company: Company
let calls: RequestCalls
let api: ApiCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
  api = apiCalls(company.world)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const who = (key: string) => company.actor(key).personId
const compliance = (id: string, given: Record<string, unknown>) =>
  api.codeOf(who('compliance'), id, given as Parameters<ApiCalls['codeOf']>[2])

const proof = { evidence: '公共资源交易中心公告 2026-118', reason: '结果已公示' }

async function openMatter(customerId: string, personId: string): Promise<string> {
  const roles = [{ personId, role: 'panel_member' }]
  const body = { customerId, matter: 'tender', title: '设备采购', announcedOn: '2026-08-01' }
  const answer = await api.good(who('sales'), 'deals.create_tender', {
    body: { ...body, governmentProcurement: false, roles },
  })
  return String(answer['tenderId'])
}

describe('whoever of compliance asks for a benefit', () => {
  const proposal = {
    kindId: 'logo_item',
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: parties.buyer },
    amount: { currency: 'CNY', minor: '3000' },
    happensOn: '2026-11-27',
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
  }
  const correction = {
    params: { partyId: parties.dealer },
    body: {
      version: 1,
      fromOn: '2026-11-01',
      reason: '股权变更',
      evidence: { kind: 'registry_extract', reference: '公示系统 2026-11-20' },
      changes: { ownership: 'state_participated' },
    },
  }
  const classified = {
    params: { partyId: parties.buyer },
    body: {
      class: 'soe_staff',
      source: 'document',
      evidence: { kind: 'employer_letter', reference: '在职证明' },
      fromOn: '2026-11-25',
    },
  }
  const end = (tenderId: string) => ({ params: { tenderId }, body: { closedOn: '2026-08-26', ...proof } })

  test('what was taken back counts no more', async () => {
    const toColleague = { ...proposal, recipient: { to: 'person', partyId: parties.colleague } }
    const filed = await calls.good('compliance', 'requests.submit', { body: { proposal: toColleague } })
    const params = { requestId: filed['requestId'] }
    const ofColleague = { ...classified, params: { partyId: parties.colleague } }
    expect(await compliance('parties.classify', ofColleague)).toBe('parties.of_own_request')
    const { version } = await calls.good('compliance', 'requests.detail', { params })
    const withdraw = { params, body: { version, text: '不再需要' } }
    expect(await calls.codeOf('compliance', 'requests.withdraw', withdraw)).toBe('done')
    expect(await compliance('parties.classify', ofColleague)).toBe('done')
  })

  test('records nothing that makes the rules milder for that customer and its people', async () => {
    // What was made milder before is in nobody's way any more.
    company.clock.set('2027-03-01T01:00:00.000Z')
    await calls.good('compliance', 'requests.submit', {
      body: { proposal: { ...proposal, happensOn: '2027-03-03' } },
    })
    const tenderId = await openMatter(parties.bureau, parties.buyer)
    const own = 'parties.of_own_request'
    expect(await compliance('parties.correct_customer', correction)).toBe(own)
    expect(await compliance('parties.classify', classified)).toBe(own)
    expect(
      await compliance('parties.leave_household', {
        params: { partyId: parties.buyer },
        body: { lastDay: '2026-11-20', reason: '已分户，户口簿已核' },
      }),
    ).toBe(own)
    expect(await compliance('deals.close_tender', end(tenderId))).toBe('deals.of_own_request')
    // Of somebody else there is nothing to gain.
    const others = { ...classified, params: { partyId: parties.official } }
    const body = { ...others.body, class: 'public_official' }
    expect(
      await compliance('parties.classify', {
        ...others,
        body: { ...body, evidence: { kind: 'appointment_document', reference: '任职文件 2' } },
      }),
    ).toBe('done')
  })
})

test.each([
  ['parties.leave_household', { partyId: parties.buyer }],
  ['parties.end_employment', { employmentId: 'emp_unknown000' }],
])('%s is recorded with its reason', async (operation, params) => {
  const bare = { params, body: { lastDay: '2026-11-20' } }
  await expect(compliance(operation, bare)).rejects.toThrow(/reason/)
})

test('the end of a matter is recorded with what shows it and why', async () => {
  const tenderId = await openMatter(parties.bureau, parties.official)
  const params = { tenderId }
  const bare = { params, body: { awardedOn: '2026-08-20' } }
  await expect(compliance('deals.award_tender', bare)).rejects.toThrow(/evidence/)
  expect(
    await compliance('deals.award_tender', { params, body: { awardedOn: '2026-08-20', ...proof } }),
  ).toBe('done')
})
