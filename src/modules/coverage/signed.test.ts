import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverageCalls } from '../../../test/setup/coverage-calls.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { loadSigned } from './index.ts'

let company: Company
let calls: ReturnType<typeof coverageCalls>

beforeAll(async () => {
  company = await testCompany()
  calls = coverageCalls(company)
})

afterAll(() => company.close())

/** Compares and signs a journal with a voucher on each of these days. */
async function signedOn(...days: readonly string[]): Promise<void> {
  const lines = days.map((day, i) => `${day},记-${i + 1},660203,办公费,电话费,10.00,0.00`)
  const journal = ['日期,凭证号,科目编码,科目名称,摘要,借方金额,贷方金额', ...lines].join('\n')
  const { runId } = await calls.compare(journal)
  const sign = { params: { runId: runId ?? '' }, body: { statement: '已逐项核对' }, as: 'compliance' }
  const answer = await calls.call('coverage.sign', sign)
  expect(answer.kind).toBe('answer')
}

const countIn = (from: string, until: string) =>
  readOnly(company.world.pool, [company.actor('finance')], async (tx) => {
    const entityId = company.founded.entities['suzhou'] ?? ''
    return (await loadSigned(tx, { entityId, from, until })).length
  })

test('a month is covered by a journal that begins after its holidays, not by one of a part', async () => {
  await signedOn('2026-09-14', '2026-09-30')
  expect(await countIn('2026-09-01', '2026-09-30')).toBe(0)
  await signedOn('2026-10-09', '2026-10-29')
  expect(await countIn('2026-10-01', '2026-10-31')).toBe(1)
  await signedOn('2026-08-03', '2026-08-18')
  expect(await countIn('2026-08-01', '2026-08-31')).toBe(0)
})

test('a month that is not over is covered by no journal that ends before it does', async () => {
  await signedOn('2026-11-02', '2026-11-24')
  expect(await countIn('2026-11-01', '2026-11-30')).toBe(0)
  await signedOn('2026-11-02', '2026-11-30')
  expect(await countIn('2026-11-01', '2026-11-30')).toBe(1)
})
