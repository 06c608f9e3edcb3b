import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coupon, lunch, on, openRound } from '../../../test/setup/approval-round.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { act } from '../../platform/act/act.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { delegationTable } from '../access/tables.ts'
import { submitCommand, type SubmitBody } from '../requests/index.ts'
import { rowsOnAPage } from '../requests/view/inbox-page.ts'

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

type Group = {
  readonly key: string
  readonly title: string
  readonly count: number
  readonly rows: readonly { readonly approvalId: string; readonly recipient?: { readonly name: string } }[]
}

async function groupsFor(who: string, query: object = {}): Promise<readonly Group[]> {
  const inbox = await calls.good(who, 'approvals.inbox', { query })
  return inbox['groups'] as readonly Group[]
}

const idsOf = (groups: readonly Group[]) =>
  groups.flatMap((group) => group.rows.map(({ approvalId }) => approvalId))

describe('a delegation', () => {
  let count = 0
  const delegated = async (from: string, to: string, more: object = {}) => {
    const row = {
      id: `dlg_inbox00${count++}`,
      from_id: company.founded.people[from] ?? '',
      to_id: company.founded.people[to] ?? '',
      kinds: '*',
      from_on: '2026-11-20',
      until_on: '2026-12-20',
      cap_currency: null,
      cap_minor: null,
      reason: '休假',
      made_by: company.founded.people[from] ?? '',
      made_at: company.world.now(),
      ended_at: null,
      ended_by: null,
    }
    await company.store([insertRow(delegationTable, { ...row, ...more })])
  }

  test('shows its deputy what they may decide, and nothing that the server would refuse', async () => {
    await delegated('head', 'finance', { kinds: 'coupon', cap_currency: 'CNY', cap_minor: 30_000n })
    await delegated('boss', 'sales2')
    const amount = (minor: string) => ({ currency: 'CNY', minor })
    const rows = [
      ['within its kind and its cap', 'finance', coupon, 'sales', true],
      ['at its cap', 'finance', { ...coupon, amount: amount('30000') }, 'sales', true],
      ['one fen over its cap', 'finance', { ...coupon, amount: amount('30001') }, 'sales', false],
      ['of another kind', 'finance', lunch, 'sales', false],
      ['of whoever leads the deputy', 'sales2', coupon, 'head', false],
    ] as const
    for (const [what, deputy, proposal, applicant, isOffered] of rows) {
      const round = await openRound(calls, proposal, applicant)
      const inbox = await calls.good(deputy, 'approvals.inbox')
      const isListed = JSON.stringify(inbox).includes(round.approvalId)
      const seen = await calls.call(deputy, 'approvals.detail', { params: { approvalId: round.approvalId } })
      const can =
        seen.kind === 'answer' ? (seen.body as { can: { approve: { can: boolean } } }).can : undefined
      const code = await calls.codeOf(deputy, 'approvals.approve', on(round, { reason: '代为同意' }))
      expect([what, isListed, can?.approve.can ?? false, code]).toEqual([
        what,
        isOffered,
        isOffered,
        isOffered ? 'done' : 'approvals.not_asked',
      ])
    }
  })
})

describe('the inbox', () => {
  test('groups by customer and by recipient, which are not the same', async () => {
    await openRound(calls, { ...lunch, happensOn: '2026-12-02' })
    await openRound(calls, {
      ...lunch,
      happensOn: '2026-12-03',
      recipient: { to: 'person', partyId: parties.colleague },
    })
    await openRound(calls, { ...coupon, happensOn: '2026-12-04' })
    const customers = await groupsFor('head', { group: 'customer' })
    expect(customers.map(({ title }) => title)).toEqual(['恒泰精密'])
    const recipients = await groupsFor('head', { group: 'recipient' })
    expect(recipients.map(({ title }) => title)).toEqual(['恒泰精密', '孙立民', '张伟'])
    for (const group of recipients) {
      expect(group.rows.map(({ recipient }) => recipient?.name)).toEqual(group.rows.map(() => group.title))
    }
    expect(new Set(idsOf(recipients))).toEqual(new Set(idsOf(customers)))
  })

  test('comes page by page, loses nothing and repeats nothing, and counts the whole', async () => {
    const proposal = { ...coupon, amount: { currency: 'CNY', minor: '100' } } as SubmitBody['proposal']
    const items = Array.from({ length: rowsOnAPage + 5 }, (_, i) => ({
      key: `page-of-inbox-${i}`,
      actor: company.actor('sales3'),
      body: { proposal },
      at: company.world.now(),
    }))
    await act(company.world.door, submitCommand(company.world.requests), items)
    for (const group of ['deadline', 'customer', 'recipient']) {
      const first = await calls.good('head', 'approvals.inbox', { query: { group } })
      const second = await calls.good('head', 'approvals.inbox', { query: { group, cursor: first['next'] } })
      const [one, two] = [first, second].map((page) => idsOf(page['groups'] as Group[]))
      expect(one).toHaveLength(rowsOnAPage)
      expect(second['next']).toBeUndefined()
      expect(new Set([...(one ?? []), ...(two ?? [])]).size).toBe(first['total'])
      const counts = new Map(
        [first, second].flatMap((page) => (page['groups'] as Group[]).map(({ key, count }) => [key, count])),
      )
      expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(first['total'])
    }
  })
})
