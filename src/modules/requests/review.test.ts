import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { on } from '../../../test/setup/approval-round.ts'
import { ordinary } from '../../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../../test/setup/company.ts'
import { changeMatrix } from '../../../test/setup/matrix.ts'
import { requestCalls, type RequestCalls, type Who } from '../../../test/setup/request-calls.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { insertRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { loadFlows } from '../approvals/index.ts'
import { timelineOf } from '../audit/index.ts'
import { classificationTable, newPerson } from '../parties/index.ts'

let company: Company
let calls: RequestCalls
let visitors = 0

beforeAll(async () => {
  company = await testCompany()
  calls = requestCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

/** One more visitor of a fair, who is a consumer. */
async function visitor(): Promise<string> {
  const id = `party_visitor${String(visitors++).padStart(4, '0')}`
  await company.store([
    ...newPerson({ id, name: `访客${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[visitors]}`, at: company.world.now() }),
    insertRow(classificationTable, {
      id: `cls_${id.slice(6)}`,
      person_id: id,
      class: 'consumer',
      is_verified: true,
      source: 'document',
      evidence: '展会登记',
      left_office_on: null,
      was_leader: null,
      from_on: '2026-01-01',
      until_on: null,
    }),
  ])
  return id
}

async function record(happensOn = '2026-11-30', who: Who = 'sales'): Promise<string> {
  const proposal = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: await visitor() },
    kindId: 'coupon',
    amount: { currency: 'CNY', minor: '1500' },
    happensOn,
    reasonChip: 'referral',
    reason: '老客户推荐新客户的代金券',
    facts: ordinary('coupon'),
  }
  const filed = await calls.good(who, 'requests.submit', { body: { proposal } })
  expect(filed).toMatchObject({ effect: 'register_only', state: { state: 'approved' } })
  return String(filed['requestId'])
}

const asSystem = <T>(work: (tx: Parameters<typeof loadFlows>[0]) => Promise<T>) =>
  readOnly(company.world.pool, [systemActor], work)

const reviewsOf = (requestId: string) => asSystem((tx) => loadFlows(tx, 'review', requestId))

/** The draw as the log tells it, and as an outsider repeats it. */
async function drawOf(requestId: string) {
  const [entry] = await asSystem((tx) => timelineOf(tx, { type: 'request', id: requestId }))
  const note = entry?.note as { record: string; review: { seed: string; perMille: number; isDrawn: boolean } }
  const rest = BigInt(`0x${hash('sha256', note.review.seed).slice(0, 16)}`) % 1000n
  return { ...note, again: rest < BigInt(note.review.perMille) }
}

const detail = (who: string, requestId: string) =>
  calls.good(who, 'requests.detail', { params: { requestId } })

async function drawn(): Promise<{ requestId: string; approvalId: string; version: number }> {
  const requestId = await record()
  const [flow] = await reviewsOf(requestId)
  return { requestId, approvalId: flow?.flow.id ?? '', version: 1 }
}

describe('what is recorded at once', () => {
  test('is drawn for review by a seed of the log, and opens a round just then', async () => {
    await changeMatrix(company, '2026-11-25', (text) => text.replace('perMille: 50', 'perMille: 500'))
    for (let i = 0; i < 8; i++) {
      const requestId = await record('2026-11-26')
      const { record: recordHash, review, again } = await drawOf(requestId)
      expect(review.seed.startsWith(`${recordHash} ben_`)).toBe(true)
      expect(review).toMatchObject({ perMille: 500, isDrawn: again })
      expect(await reviewsOf(requestId)).toHaveLength(again ? 1 : 0)
    }
    await changeMatrix(company, '2026-11-30', (text) => text.replace('perMille: 500', 'perMille: 1000'))
  })

  test('comes to compliance, who says that it stands; the request goes on meanwhile', async () => {
    const round = await drawn()
    const inbox = await calls.good('compliance', 'approvals.inbox', { query: { bucket: 'judge' } })
    expect(JSON.stringify(inbox)).toContain('事后复核：')
    const item = await calls.good('compliance', 'approvals.detail', {
      params: { approvalId: round.approvalId },
    })
    expect(item).toMatchObject({ object: { type: 'review' }, can: { approve: { can: true } } })
    expect(item['can']).not.toHaveProperty('give')
    expect((await detail('compliance', round.requestId))['facts']).toContainEqual({
      name: '事后复核',
      text: '已抽中，待复核',
    })
    // Whoever knew that they are drawn could take it back and try again.
    expect(JSON.stringify(await detail('sales', round.requestId))).not.toContain('事后复核')
    expect(
      await calls.codeOf('compliance', 'approvals.return', on(round, { field: 'reason', text: '？' })),
    ).toBe('approvals.review_has_no_return')
    expect(await calls.codeOf('compliance', 'approvals.withdraw', on(round))).toBe('approvals.review_stays')
    const acted = await calls.good('compliance', 'approvals.approve', on(round))
    expect(acted).toMatchObject({ state: { state: 'approved' }, version: 1 })
    const after = await detail('sales', round.requestId)
    expect(after['facts']).toContainEqual({ name: '事后复核', text: '无异议' })
    expect((after['timeline'] as { verb: string }[]).at(-1)?.verb).toBe('复核，无异议')
  })

  test('is recorded all the same where nobody is there to review it, and its entry says so', async () => {
    const requestId = await record('2026-11-30', 'compliance')
    const { review } = await drawOf(requestId)
    expect(review).toMatchObject({ perMille: 1000, isDrawn: true, hasNobody: true })
    expect(await reviewsOf(requestId)).toEqual([])
  })

  test('stays as it is when the review questions it, which everybody reads', async () => {
    const round = await drawn()
    const no = { reason: 'purpose_unclear', text: '同一访客多次领取' }
    await calls.good('compliance', 'approvals.reject', on(round, no))
    const after = await detail('sales', round.requestId)
    expect(after).toMatchObject({ state: { state: 'approved' }, can: { give: { can: true } } })
    expect(after['facts']).toContainEqual({ name: '事后复核', text: '有疑问' })
    expect(await calls.codeOf('compliance', 'approvals.approve', on(round))).toBe('approvals.already_decided')
  })

  test('keeps its review when it is cancelled or changed, and is drawn again once that is over', async () => {
    const cancelled = await drawn()
    const params = { requestId: cancelled.requestId }
    await calls.good('sales', 'requests.cancel', { params, body: { version: 1, text: '改变计划' } })
    expect((await reviewsOf(cancelled.requestId)).map(({ flow }) => flow.state)).toEqual(['open'])
    await calls.good('compliance', 'approvals.approve', on({ ...cancelled, version: 2 }))
    const changed = await drawn()
    const { proposal } = await calls.good('sales', 'requests.draft', {
      params: { requestId: changed.requestId },
    })
    const change = (version: number, minor: string) => ({
      params: { requestId: changed.requestId },
      body: {
        version,
        text: '更正金额',
        proposal: { ...(proposal as object), amount: { currency: 'CNY', minor } },
      },
    })
    const again = await calls.good('sales', 'requests.change', change(1, '1600'))
    expect(again).toMatchObject({ state: { state: 'approved' } })
    expect((await reviewsOf(changed.requestId)).map(({ flow }) => flow.state)).toEqual(['open'])
    await calls.good('compliance', 'approvals.approve', on({ ...changed, version: 2 }))
    await calls.good('sales', 'requests.change', change(2, '1700'))
    expect((await reviewsOf(changed.requestId)).map(({ flow }) => flow.state)).toEqual(['approved', 'open'])
  })

  test('is not reviewed by whoever filed it, and in no batch', async () => {
    const round = await drawn()
    expect(await calls.codeOf('sales', 'approvals.approve', on(round))).toBe('approvals.own_request')
    const sheet = await calls.good('compliance', 'approvals.batch_sheet', {
      body: { approvalIds: [round.approvalId] },
    })
    expect(sheet).toMatchObject({ permission: { can: false }, items: [] })
    expect(sheet['leftOut']).toHaveLength(1)
  })
})
