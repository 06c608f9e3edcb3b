import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coupon, lunch, on, openRound, rebate, type Round } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { changeMatrix } from '../../../test/setup/matrix.ts'
import { requestCalls, type RequestCalls } from '../../../test/setup/request-calls.ts'
import { refuse } from '../../kernel/refusal.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { loadFlows } from './index.ts'

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

const offSentence = sayRefusal(refuse('approvals.no_batches'), 'zh-CN').says

const sheetFor = (rounds: readonly Round[]) =>
  calls.good('head', 'approvals.batch_sheet', {
    body: { approvalIds: rounds.map((round) => round.approvalId) },
  })

const batch = (rounds: readonly Round[], readSeconds = 7) => ({
  body: { items: rounds.map(({ approvalId, version }) => ({ approvalId, version })), readSeconds },
})

describe('approving together', () => {
  test('is off until the company names the kind in its authority matrix', async () => {
    const round = await openRound(calls, coupon)
    const inbox = await calls.good('head', 'approvals.inbox')
    expect(inbox).toMatchObject({ batch: { can: false, why: offSentence } })
    expect(JSON.stringify(inbox)).toContain('「代金券」没有开通批量审批。')
    expect(await sheetFor([round])).toMatchObject({
      permission: { can: false, why: '「代金券」没有开通批量审批。' },
      leftOut: [{ approvalId: round.approvalId, why: '「代金券」没有开通批量审批。' }],
    })
    expect(await calls.codeOf('head', 'approvals.batch_approve', batch([round]))).toBe('approvals.batch_off')
  })

  test('takes the green items of one kind, tells what is left out, and decides each alone', async () => {
    await changeMatrix(company, '2026-11-25', (text) =>
      text.replace('batch: []', 'batch: [discount_coupon, meal]'),
    )
    const [one, two, other] = [
      await openRound(calls, coupon),
      await openRound(calls, { ...coupon, amount: { currency: 'CNY', minor: '30000' } }, 'sales2'),
      await openRound(calls, rebate),
    ]
    const rounds = [one, two, other]
    expect(await calls.good('head', 'approvals.inbox')).toMatchObject({ batch: { can: true } })
    const sheet = await sheetFor(rounds)
    expect(sheet).toMatchObject({
      permission: { can: true },
      kind: '代金券',
      items: [{ approvalId: one.approvalId }, { approvalId: two.approvalId }],
      leftOut: [{ approvalId: other.approvalId }],
      sums: [{ currency: 'CNY', minor: '50000' }],
    })
    await calls.good('head', 'approvals.approve', on(two, { reason: '同意' }))
    const sent = { ...batch(rounds), key: 'batch-key-of-head-1' }
    const { results } = await calls.good('head', 'approvals.batch_approve', sent)
    // The answer was lost on the way: the same call says the same, and nothing is done again.
    expect(await calls.good('head', 'approvals.batch_approve', sent)).toEqual({ results })
    expect(results).toMatchObject([
      { approvalId: one.approvalId, isDone: true },
      { approvalId: two.approvalId, isDone: false },
      { approvalId: other.approvalId, isDone: false },
    ])
    expect((results as { says: string }[]).every((each) => each.says !== '')).toBe(true)
    const [flow] = await readOnly(company.world.pool, [systemActor], (tx) =>
      loadFlows(tx, 'request', one.requestId),
    )
    expect(flow?.tasks).toMatchObject([{ state: 'approved', batch_size: 3, reading_seconds: 7 }])
  })

  test('is refused for a mixed selection, and for one that holds nothing green', async () => {
    const meal = await openRound(calls, lunch)
    const mixed = [await openRound(calls, coupon), meal]
    expect(await calls.codeOf('head', 'approvals.batch_approve', batch(mixed))).toBe('approvals.mixed_batch')
    expect(await sheetFor(mixed)).toMatchObject({
      permission: { can: false, why: '一批只能是同一类型。' },
    })
    await calls.good('head', 'approvals.approve', on(meal, { reason: '同意' }))
    expect(await calls.codeOf('head', 'approvals.batch_approve', batch([meal]))).toBe(
      'approvals.not_in_batch',
    )
  })

  test('wholly done and sent again under its own key, it is answered as before', async () => {
    const rounds = [await openRound(calls, coupon), await openRound(calls, coupon, 'sales2')]
    const sent = { ...batch(rounds), key: 'batch-key-of-head-2' }
    const first = await calls.good('head', 'approvals.batch_approve', sent)
    expect(first).toMatchObject({ results: [{ isDone: true }, { isDone: true }] })
    expect(await calls.good('head', 'approvals.batch_approve', sent)).toEqual(first)
    const [flow] = await readOnly(company.world.pool, [systemActor], (tx) =>
      loadFlows(tx, 'request', rounds[0]?.requestId ?? ''),
    )
    expect(flow?.tasks.map(({ version }) => version)).toEqual([2])
  })

  test('refused as a whole and sent again, it stays refused although items could go ahead', async () => {
    const rounds = [
      await openRound(calls, coupon),
      await openRound(calls, { ...lunch, happensOn: '2026-12-03' }),
    ]
    const sent = { ...batch(rounds), key: 'batch-key-of-head-3' }
    expect(await calls.codeOf('head', 'approvals.batch_approve', sent)).toBe('approvals.mixed_batch')
    const [, meal] = rounds
    if (meal) await calls.good('head', 'approvals.approve', on(meal, { reason: '同意' }))
    expect(await calls.codeOf('head', 'approvals.batch_approve', sent)).toBe('approvals.mixed_batch')
    expect(await calls.codeOf('head', 'approvals.batch_approve', batch(rounds.slice(0, 1)))).toBe('done')
  })
})
