import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverageCalls } from '../../../../test/setup/coverage-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { bodyOf, codeOf } from '../../../../test/setup/voucher-calls.ts'
import type { watchKinds } from '../../../contract/coverage-accounts.ts'
import { accountKind, shippedAccounts } from '../accounts.ts'

let company: Company
let calls: ReturnType<typeof coverageCalls>
let suzhou: string
let shanghai: string

beforeAll(async () => {
  company = await testCompany()
  suzhou = company.founded.entities['suzhou'] ?? ''
  shanghai = company.founded.entities['shanghai'] ?? ''
  calls = coverageCalls(company)
})
afterAll(() => company.close())

const reason = '内部审计：该科目列支过客户礼品'
const watch = (code: string, more: object = {}, as = 'finance') =>
  calls.call('coverage.watch_account', { body: { entityId: suzhou, code, reason, ...more }, as })
const end = (watchId: string, version = 1, as = 'compliance') =>
  calls.call('coverage.end_watch', { params: { watchId }, body: { version, reason: '科目已停用' }, as })

const journal = [
  '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商',
  '2026-11-12,记-3,送客户茶叶,800101,备料-其它,5000.00,,苏州茶行',
  '2026-11-12,记-4,备料,8002,备料二,700.00,,',
].join('\n')

async function compared() {
  const job = await calls.compare(`${journal}\n`)
  expect(job).toMatchObject({ state: 'done' })
  return bodyOf(await calls.call('coverage.run', { params: { runId: job.runId } }))
}

test('an added account is looked at from the next comparison on, until compliance ends it', async () => {
  expect(await compared()).toMatchObject({
    accounts: [{ code: '800101', kind: 'sundry' }],
    leftOut: { count: 1 },
  })
  const { watchId } = bodyOf<{ watchId: string }>(await watch('8002', { kind: 'gift' }))
  expect(codeOf(await watch('8002'))).toBe('coverage.watched_already')
  const page = await compared()
  expect(page['leftOut']).toMatchObject({ count: 0 })
  expect(page['accounts']).toContainEqual(expect.objectContaining({ code: '8002', kind: 'gift' }))
  const listed = { query: { entityId: suzhou } }
  expect(bodyOf(await calls.call('coverage.watched_accounts', listed))).toMatchObject({
    items: [{ watchId, code: '8002', kind: 'gift', reason, isWatched: true }],
    add: { can: true },
    end: { can: false },
  })
  expect(codeOf(await end(watchId, 2))).toBe('platform.stale')
  expect(codeOf(await end(watchId))).toBe('answer')
  expect(codeOf(await end(watchId, 2))).toBe('coverage.watch_ended')
  expect((await compared())['leftOut']).toMatchObject({ count: 1 })
  expect(bodyOf(await calls.call('coverage.watched_accounts', listed))).toMatchObject({
    items: [{ isWatched: false, endReason: '科目已停用' }],
  })
})

test('is finance’s and compliance’s of that entity to add, and compliance’s to end', async () => {
  expect(codeOf(await watch('9001', {}, 'sales'))).toBe('access.role_needed')
  expect(codeOf(await watch('9001', { entityId: shanghai }))).toBe('access.other_entity')
  const { watchId } = bodyOf<{ watchId: string }>(await watch('9001', {}, 'compliance'))
  expect(codeOf(await end(watchId, 1, 'finance'))).toBe('access.role_needed')
  expect(codeOf(await end('wac_nothing00000'))).toBe('platform.not_found')
})

type Kind = (typeof watchKinds)[number]
const own = (...rows: readonly (readonly [string, Kind])[]) => ({
  ...shippedAccounts,
  own: rows.map(([code, kind]) => ({ code, kind })),
})

test('the longest number says what an account is for that names leave out, and nothing of another', () => {
  const vocabulary = own(['66', 'sundry'], ['660201', 'gift'], ['1221', 'labour'])
  expect(accountKind(vocabulary, '660201', '管理费用-职工薪酬')).toBe('gift')
  expect(accountKind(vocabulary, '660202', '管理费用-折旧费')).toBe('sundry')
  // Nobody hides an account by adding it.
  expect(accountKind(vocabulary, '660299', '管理费用-业务招待费')).toBe('entertainment')
  expect(accountKind(vocabulary, '122105', '其他应收款')).toBe('labour')
  expect(accountKind(vocabulary, '', '职工薪酬')).toBe('never')
})
