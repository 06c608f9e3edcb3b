import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyOn, parties, type Company } from '../../../test/setup/company-on.ts'
import { freshDatabase } from '../../../test/setup/fresh-database.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { smallPolicy } from '../../../test/setup/small-policy.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Proposal } from './proposal.ts'

let company: Company
let calls: RequestCalls

beforeAll(async () => {
  company = await companyOn(await freshDatabase(), smallPolicy)
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const lunch: Proposal = {
  customer: { partyId: parties.dealer },
  recipient: { to: 'person', partyId: parties.colleague },
  kindId: 'working_meal',
  amount: { currency: 'CNY', minor: '5000' },
  reasonChip: 'exchange',
  reason: '技术交流',
  facts: { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 1 },
}

function passDays(days: number): void {
  company.clock.set(new Date(Date.parse(company.world.now()) + days * 86_400_000).toISOString())
}

/** Files a lunch of tomorrow; it stands as it was filed once that day is over. */
async function filedAhead(proposal: Partial<Proposal> = {}) {
  const happensOn = dayIn(
    'Asia/Shanghai',
    new Date(Date.parse(company.world.now()) + 86_400_000).toISOString(),
  )
  const asked = { ...lunch, happensOn, ...proposal }
  const filed = await calls.good('sales', 'requests.submit', { body: { proposal: asked } })
  return { requestId: String(filed['requestId']), asked }
}

async function refiled(verb: 'change' | 'answer', requestId: string, proposal: Proposal) {
  const params = { requestId }
  const { version } = await calls.good('sales', 'requests.detail', { params })
  const body = { version, text: '按实际情况更正', proposal }
  const answer = await calls.good('sales', `requests.${verb}`, { params, body })
  const detail = await calls.good('sales', 'requests.detail', { params })
  const { marks } = detail['state'] as { readonly marks: readonly { readonly key: string }[] }
  return { answer, isLate: marks.some(({ key }) => key === 'late') }
}

const facts = (changed: NonNullable<Proposal['facts']>) => ({ facts: { ...lunch.facts, ...changed } })

const told: readonly (readonly [string, Partial<Proposal>, boolean])[] = [
  ['the same', {}, false],
  ['less of it', { amount: { currency: 'CNY', minor: '4900' } }, false],
  ['fewer guests', facts({ 'benefit.meal.guests': 1 }), false],
  ['another reason', { reason: '展会期间技术交流' }, false],
  ['one fen more', { amount: { currency: 'CNY', minor: '5001' } }, true],
  ['another currency', { amount: { currency: 'USD', minor: '100' } }, true],
  ['one guest more', facts({ 'benefit.meal.guests': 3 }), true],
  [
    'one guest more, each for less',
    { ...facts({ 'benefit.meal.guests': 3 }), amount: { currency: 'CNY', minor: '10' } },
    true,
  ],
  ['somebody else', { recipient: { to: 'person', partyId: parties.buyer } }, true],
  ['another customer', { customer: { partyId: parties.bureau } }, true],
  ['another kind', { kindId: 'logo_item', reasonChip: 'fair', facts: {} }, true],
  ['another deal', facts({ 'benefit.dealId': 'agr_frame000' }), true],
  ['another meal', facts({ 'benefit.meal.kind': 'dinner' }), true],
  ['more of the same meal', facts({ 'benefit.flags.alcohol': true }), true],
]

describe('what is changed once its day is over', () => {
  test.each(told)('%s', async (_, changed, isLate) => {
    const { requestId, asked } = await filedAhead()
    passDays(4)
    expect(await refiled('change', requestId, { ...asked, ...changed })).toMatchObject({ isLate })
  })

  test('is on time while its day has not passed', async () => {
    const { requestId, asked } = await filedAhead()
    passDays(1)
    const amount = { currency: 'CNY', minor: '5001' }
    expect(await refiled('change', requestId, { ...asked, amount })).toMatchObject({ isLate: false })
  })

  test('and is forbidden is no attempt: it was given, and enters the register with its verdict', async () => {
    const { requestId, asked } = await filedAhead()
    passDays(4)
    const card = { ...asked, kindId: 'gift_card', reasonChip: 'festival', facts: {} }
    expect(await refiled('change', requestId, card)).toMatchObject({
      answer: { state: { state: 'given' } },
      isLate: true,
    })
  })
})

describe('what is answered once its day is over', () => {
  async function returned() {
    const filed = await filedAhead()
    const params = { requestId: filed.requestId }
    const item = await calls.good('head', 'requests.detail', { params })
    const body = { version: item['version'], field: 'reason', text: '请写明菜品' }
    const { approvalId } = item
    await calls.good('head', 'approvals.return', { params: { approvalId }, body })
    passDays(4)
    return filed
  }

  test('is on time where it says what was asked for', async () => {
    const { requestId, asked } = await returned()
    const more = { ...asked, ...facts({ 'benefit.flags.alcohol': false }) }
    expect(await refiled('answer', requestId, more)).toMatchObject({ isLate: false })
  })

  test('is a late declaration where it says another thing than was filed', async () => {
    const { requestId, asked } = await returned()
    const other = { ...asked, ...facts({ 'benefit.meal.kind': 'dinner' }) }
    expect(await refiled('answer', requestId, other)).toMatchObject({ isLate: true })
  })
})
