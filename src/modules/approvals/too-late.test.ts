import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { about, coupon, on, openRound, rebate, roundOf } from '../../../test/setup/approval-round.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { hire } from '../../../test/setup/hire.ts'
import { requestCalls, type RequestCalls, type Who } from '../../../test/setup/request-calls.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'

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

/** The sentence of a refusal as its reader gets it. */
async function saysTo(who: Who, operation: string, given: object, language: 'zh-CN' | 'en' = 'zh-CN') {
  const answer = await calls.call(who, operation, { ...given, language })
  if (answer.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(answer)}`)
  return [answer.refusal.code, answer.status, sayRefusal(answer.refusal, language).says]
}

const yes = { reason: '同意' }

describe('whoever decides second', () => {
  test('reads who approved, and when, in either language', async () => {
    const round = await openRound(calls, coupon)
    await calls.good('head', 'approvals.approve', on(round, yes))
    expect(await saysTo('boss', 'approvals.approve', on(round, yes))).toEqual([
      'approvals.already_decided',
      409,
      '刘建国已于 11-25 09:00 同意。',
    ])
    expect((await saysTo('boss', 'approvals.approve', on(round, yes), 'en'))[2]).toBe(
      'Liu Jianguo approved this on 11-25 09:00.',
    )
  })

  test('reads who rejected it, who withdrew it, and that the applicant changed it', async () => {
    const rejected = await openRound(calls, coupon)
    const no = { reason: 'other', text: '客户已有同类优惠' }
    await calls.good('head', 'approvals.reject', on(rejected, no))
    expect((await saysTo('boss', 'approvals.reject', on(rejected, no)))[2]).toBe(
      '刘建国已于 11-25 09:00 拒绝。',
    )
    const withdrawn = await openRound(calls, coupon)
    await calls.good('sales', 'requests.withdraw', about(withdrawn, { text: '客户改变计划' }))
    expect((await saysTo('head', 'approvals.approve', on(withdrawn, yes)))[2]).toBe(
      '王磊已于 11-25 09:00 撤回。',
    )
    const changed = await openRound(calls, coupon)
    const amount = { currency: 'CNY', minor: '15000' }
    await calls.good(
      'sales',
      'requests.change',
      about(changed, { text: '改为小额', proposal: { ...coupon, amount } }),
    )
    const now = await roundOf(calls, changed.requestId)
    expect(now.approvalId).not.toBe(changed.approvalId)
    expect((await saysTo('head', 'approvals.approve', on(changed, yes)))[0]).toBe('platform.stale')
  })

  test('reads who decided the step, where colleagues were asked beside each other', async () => {
    const colleague = await hire(company, { role: 'finance' })
    const round = await openRound(calls, rebate)
    await calls.good('head', 'approvals.approve', on(round, yes))
    await calls.good(colleague, 'approvals.return', on(round, { field: 'reason', text: '？' }))
    expect((await saysTo('finance', 'approvals.approve', on(round, yes)))[2]).toMatch(
      /^新同事\d+已于 .* 退回。$/,
    )
  })

  test('of two at the same moment, one goes through and the other is told', async () => {
    const colleague = await hire(company, { role: 'finance' })
    const round = await openRound(calls, rebate)
    await calls.good('head', 'approvals.approve', on(round, yes))
    const both = await Promise.all([
      calls.codeOf('finance', 'approvals.approve', on(round, yes)),
      calls.codeOf(colleague, 'approvals.approve', on(round, yes)),
    ])
    expect(both.toSorted()).toEqual(['approvals.already_decided', 'done'])
  })

  test('keeps names out of the log, which holds the identifier', async () => {
    const { rows } = await company.database
      .pool('owner', 1)
      .query<{ found: string }>(`select count(*)::text as found from audit.entry where bytes like '%刘建国%'`)
    expect(rows[0]?.found).toBe('0')
  })
})
