import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { act } from '../../platform/act/act.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Proposal } from './proposal.ts'
import { submitCommand } from './index.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

type RuledOut = { readonly partyIds: readonly string[]; readonly reason: string }

/** A rebate to an organisation that the applicant enters as new. */
function proposalFor(name: string, ruledOut?: RuledOut, more: Record<string, unknown> = {}) {
  return {
    customer: { name, isNew: true, ...(ruledOut ? { ruledOut } : {}), ...more },
    recipient: { to: 'organisation' },
    kindId: 'discount',
    amount: { currency: 'CNY', minor: '10000' },
    happensOn: '2026-11-26',
    reasonChip: 'contract',
    reason: '首单折扣，按报价单',
  }
}

const submit = (proposal: Record<string, unknown>, who = 'sales') =>
  calls.codeOf(who, 'requests.submit', { body: { proposal } })

/** 恒泰精密 is the dealer of the test company; this one is close to it and another. */
const close = '苏州恒泰机电有限公司'
const reason = '股东与地址不同，已核对营业执照'

type Match = {
  readonly field: string
  readonly isOpen: boolean
  readonly candidates: readonly { readonly id: string; readonly isCertain: boolean; readonly why: string }[]
}

async function matchesFor(proposal: Record<string, unknown>, who = 'sales'): Promise<readonly Match[]> {
  const panel = await calls.good(who, 'requests.preview', { body: proposal })
  return panel['matches'] as readonly Match[]
}

describe('a new name that resembles a known one', () => {
  test('is only proposed where it is the short form of a single one: whoever types it says so', async () => {
    const typed = proposalFor('恒泰')
    expect(await matchesFor(typed)).toMatchObject([
      { field: 'customer', isOpen: true, candidates: [{ id: parties.dealer, isCertain: true }] },
    ])
    expect(await submit(typed)).toBe('parties.known_already')
  })

  test('is refused until somebody has looked at each, and the panel says which and why', async () => {
    const [match] = await matchesFor(proposalFor(close))
    expect(match).toMatchObject({ field: 'customer', isOpen: true, candidates: [{ id: parties.dealer }] })
    expect(match?.candidates[0]?.why).toMatch(/[\u4e00-\u9fff]/)
    expect(await submit(proposalFor(close))).toBe('parties.look_first')
  })

  test('is refused when another than the resembling one was told apart', async () => {
    expect(await submit(proposalFor(close, { partyIds: [parties.bureau], reason }))).toBe(
      'parties.look_first',
    )
  })

  test('stands with "none of these" and a reason, which the approver and compliance read', async () => {
    const proposal = proposalFor(close, { partyIds: [parties.dealer], reason })
    expect(await matchesFor(proposal)).toMatchObject([{ isOpen: false }])
    const filed = await calls.good('sales', 'requests.submit', { body: { proposal } })
    const params = { requestId: String(filed['requestId']) }
    for (const who of ['head', 'compliance']) {
      const item = await calls.good(who, 'requests.detail', { params })
      expect(item['facts']).toContainEqual(
        expect.objectContaining({ name: `新登记的名称「${close}」`, text: expect.stringContaining(reason) }),
      )
    }
    const rows = await readOnly(company.world.pool, [company.actor('sales')], (tx) =>
      tx.sql('select other_id, reason, told_by from parties.told_apart', []),
    )
    expect(rows).toEqual([{ other_id: parties.dealer, reason, told_by: company.founded.people['sales'] }])
    // From now on it is a known name itself.
    expect(await submit(proposalFor(close, { partyIds: [parties.dealer], reason }))).toBe(
      'parties.known_already',
    )
  })

  test('is refused where it names an entity of our own group', async () => {
    expect(await submit(proposalFor('上海明台销售有限公司'))).toBe('parties.own_entity')
    expect(await submit(proposalFor('Shanghai Mingtai'))).toBe('parties.own_entity')
  })

  test('all but the same is told apart by no applicant, and in compliance neither', async () => {
    const same = '苏州恒泰精密机械公司'
    const [match] = await matchesFor(proposalFor(same))
    const certain = (match?.candidates ?? []).filter(({ isCertain }) => isCertain)
    expect(certain.map(({ id }) => id)).toContain(parties.dealer)
    expect(await submit(proposalFor(same))).toBe('parties.known_already')
    const told = { partyIds: (match?.candidates ?? []).map(({ id }) => id), reason }
    for (const applicant of ['sales', 'compliance']) {
      expect(await matchesFor(proposalFor(same, told), applicant)).toMatchObject([
        { isOpen: true, needsCompliance: true },
      ])
      expect(await submit(proposalFor(same, told), applicant)).toBe('parties.match_needs_compliance')
    }
  })

  test('a person of a known name at the same employer is looked at as well', async () => {
    const recipient = { to: 'person', isNew: true, name: '张玮', position: '采购', isOfficial: 'no' }
    const proposal = {
      ...proposalFor('', undefined),
      customer: { partyId: parties.dealer },
      kindId: 'working_meal',
      reasonChip: 'visit',
      recipient,
    }
    const matches = await matchesFor(proposal)
    expect(matches).toMatchObject([{ field: 'recipient', isOpen: true }])
    expect(['parties.look_first', 'parties.known_already']).toContain(await submit(proposal))
  })

  test('a wrong credit code is refused before any name is compared', async () => {
    const proposal = proposalFor('宁波海曙某某泵业有限公司', undefined, { creditCode: '91330200MA2AXXXXX1' })
    expect(await submit(proposal)).toBe('parties.credit_code_wrong')
  })

  test('two requests of one set cannot open one name twice', async () => {
    const proposal: Proposal = { ...proposalFor('绍兴柯桥远帆纺织机械厂'), kindId: 'discount' } as Proposal
    const call = (key: string, who: string) => ({
      key,
      actor: company.actor(who),
      body: { proposal },
      at: company.world.now(),
    })
    const outcomes = await act(company.world.door, submitCommand(company.world.requests), [
      call('twice-first-key', 'sales'),
      call('twice-second-key', 'sales2'),
    ])
    expect(outcomes).toMatchObject([
      { kind: 'done' },
      { kind: 'refused', refusal: { code: 'parties.known_already' } },
    ])
  })

  test('a draft with a new name goes on as it was typed', async () => {
    const body = { proposal: proposalFor('湖州吴兴新起点电机厂') }
    const draft = await calls.good('sales', 'requests.create_draft', { body })
    const again = await calls.good('sales', 'requests.draft', {
      params: { requestId: String(draft['requestId']) },
    })
    expect(again['customer']).toBeUndefined()
    expect(again['proposal']).toMatchObject({ customer: { name: '湖州吴兴新起点电机厂', isNew: true } })
  })
})
