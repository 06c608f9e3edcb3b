import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coverageCalls } from '../../../test/setup/coverage-calls.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { bodyOf, codeOf, givenBenefit } from '../../../test/setup/voucher-calls.ts'
import { updateRow } from '../../platform/act/rows.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { timelineOf } from '../audit/index.ts'
import { benefitTable, loadBenefits } from '../benefits/index.ts'

let company: Company
let calls: ReturnType<typeof coverageCalls>
let suzhou: string

beforeAll(async () => {
  company = await testCompany()
  suzhou = company.founded.entities['suzhou'] ?? ''
  calls = coverageCalls(company)
  await company.store([
    givenBenefit(company, 1, { value_minor: 128_050n }),
    givenBenefit(company, 2, { value_minor: 9_900n }),
    givenBenefit(company, 3, { value_minor: 64_100n, state: 'withdrawn' }),
  ])
}, 180_000)
afterAll(() => company.close())

const call = (...given: Parameters<typeof calls.call>) => calls.call(...given)
const linesOf = (runId: string) => calls.linesOf(runId)

const journal = [
  '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门',
  '2026-11-10,记-1,礼品,660103,销售费用-业务招待费,1280.50,,,,',
  '2026-11-11,记-2,办公用品,660202,管理费用-办公费,8600.00,,苏州老窖酒业有限公司,李明,华东销售部',
  '2026-11-12,记-3,招待费,660103,销售费用-业务招待费,640.00,,,,',
  '2026-11-13,记-4,招待费,660103,销售费用-业务招待费,120.00,,,,',
  '2026-11-13,记-5,打印纸,660202,管理费用-办公费,86.40,,苏州文具公司,钱芳,行政部',
]

const compare = (lines: readonly string[] = journal) => calls.compare(`${lines.join('\n')}\n`)

async function compared(lines?: readonly string[]): Promise<string> {
  const job = await compare(lines)
  expect(job).toMatchObject({ state: 'done' })
  return job.runId ?? ''
}

async function lineAt(runId: string, line: number): Promise<{ runId: string; lineId: string }> {
  const found = (await linesOf(runId)).find((each) => each.line === line)
  return { runId, lineId: found?.lineId ?? '' }
}

const sign = (runId: string, as: string | Actor = 'compliance') =>
  call('coverage.sign', { params: { runId }, body: { statement: '十一月支出已逐项核对' }, as })
const mark = (params: object, body: object = {}) =>
  call('coverage.mark', { params, body: { reason: '食堂用酒，附采购申请', ...body } })
const reason = '已看附件'

describe('a journal that is compared', () => {
  it('is kept with its sums by account, tied to the cent, and with the lines to look at', async () => {
    const runId = await compared()
    const page = bodyOf(await call('coverage.run', { params: { runId } }))
    const json = (minor: string) => ({ currency: 'CNY', minor })
    expect(page).toMatchObject({
      run: { lines: 5, unread: 0, from: '2026-11-10', until: '2026-11-13', spend: json('1072690') },
      whole: {
        matched: json('128050'),
        explained: json('8640'),
        unexplained: json('936000'),
        coverage: '12.7',
      },
      listed: { open: 3, waiting: 0, explained: 0, matched: 0, declared: 0 },
      accounts: [
        { code: '660103', total: json('204050'), matched: json('128050'), unexplained: json('76000') },
        { code: '660202', total: json('868640'), explained: json('8640'), unexplained: json('860000') },
      ],
      sign: { can: false },
    })
    const lines = await linesOf(runId)
    expect(lines.map(({ line }) => line).toSorted()).toEqual([3, 4, 5])
    expect(lines.find(({ line }) => line === 3)?.why).toContain('烟酒茶')
    const auditor: Actor = { ...company.actor('compliance'), roles: ['auditor'] }
    const list = bodyOf<{ items: object[] }>(
      await call('coverage.runs', { query: { entityId: suzhou }, as: auditor }),
    )
    expect(list.items).toMatchObject([{ runId, fileName: '序时账.csv' }])
  })

  it('leaves nothing behind when it is no journal; without a file or for others it is refused', async () => {
    expect(await compare(['客户,金额', '甲,1'])).toMatchObject({ refused: { code: 'coverage.no_heading' } })
    expect(codeOf(await call('coverage.start', { body: { entityId: suzhou } }))).toBe('coverage.no_file')
    expect(codeOf(await call('coverage.start', { body: { entityId: suzhou }, files: [''] }))).toBe(
      'platform.file_empty',
    )
    const shanghai = company.founded.entities['shanghai'] ?? ''
    const other = { body: { entityId: shanghai }, files: ['x'] }
    expect(codeOf(await call('coverage.start', other))).toBe('access.other_entity')
    expect(codeOf(await call('coverage.runs', { query: { entityId: shanghai } }))).toBe('access.other_entity')
    expect(
      codeOf(await call('coverage.start', { body: { entityId: suzhou }, files: ['x'], as: 'sales' })),
    ).toMatch(/^access\./)
  })
})

describe('what people say of a line', () => {
  it('explains it, from an amount on by two people, or matches it; the log holds no text', async () => {
    const runId = await compared()
    const [wine, dinner, small] = await Promise.all([3, 4, 5].map((line) => lineAt(runId, line)))
    if (!wine || !dinner || !small) throw new Error('three lines are listed')
    expect(bodyOf(await mark(dinner))).toMatchObject({ state: 'explained' })
    expect(codeOf(await mark(dinner))).toBe('coverage.line_settled')
    expect(codeOf(await mark(small, { benefitId: 'ben_nobody00000' }))).toBe('coverage.benefit_unknown')
    expect(codeOf(await mark(small, { benefitId: 'ben_voucher0003' }))).toBe('coverage.benefit_ended')
    expect(bodyOf(await mark(small, { benefitId: 'ben_voucher0002' }))).toMatchObject({ state: 'matched' })
    expect(bodyOf(await mark(wine))).toMatchObject({ state: 'waiting' })
    expect(codeOf(await sign(runId))).toBe('coverage.marks_wait')
    const both: Actor = { ...company.actor('finance'), roles: ['finance', 'compliance'] }
    const confirming = (answer: string, as: string | Actor = 'compliance') =>
      call('coverage.confirm', { params: wine, body: { answer, reason }, as })
    expect(codeOf(await confirming('confirm', both))).toBe('coverage.confirmed_by_another')
    expect(bodyOf(await confirming('decline'))).toMatchObject({ state: 'open' })
    expect(codeOf(await confirming('confirm'))).toBe('coverage.not_waiting')
    expect(bodyOf(await mark(wine))).toMatchObject({ state: 'waiting' })
    expect(bodyOf(await confirming('confirm'))).toMatchObject({ state: 'explained' })
    const log = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      timelineOf(tx, { type: 'coverage_line', id: wine.lineId }),
    )
    expect(log.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['coverage.mark', 'coverage.confirm']),
    )
    expect(JSON.stringify(log)).not.toContain('老窖')
    const again = await compared([...journal.slice(0, 1), ...journal.slice(2), ...journal.slice(1, 2)])
    expect((await linesOf(again)).map(({ state }) => state).toSorted()).toEqual([
      'explained',
      'explained',
      'matched',
    ])
  })
})

describe('the completeness certificate', () => {
  it('is signed once, by somebody who explained nothing; then nothing changes', async () => {
    const runId = await compared()
    const both: Actor = { ...company.actor('finance'), roles: ['finance', 'compliance'] }
    expect(codeOf(await sign(runId, both))).toBe('coverage.signed_by_another')
    const signed = bodyOf<{ certificateId: string; coverage: string }>(await sign(runId))
    expect(signed.coverage).toBe('100.0')
    expect(codeOf(await sign(runId))).toBe('coverage.signed_already')
    const [line] = await linesOf(runId)
    expect(codeOf(await mark({ runId, lineId: line?.lineId }))).toBe('coverage.signed_already')
    const page = bodyOf(await call('coverage.run', { params: { runId }, as: 'compliance' }))
    expect(page['certificate']).toMatchObject({ ...signed, statement: '十一月支出已逐项核对' })
    const log = await readOnly(company.world.pool, [company.actor('finance')], (tx) =>
      timelineOf(tx, { type: 'coverage', id: runId }),
    )
    const done = log.filter(({ refusal }) => refusal === undefined).map(({ operation }) => operation)
    expect(done).toEqual(['coverage.record', 'coverage.sign'])
  })

  it('is refused while lines could not be read', async () => {
    const runId = await compared([...journal, '2026-11-14,记-6,招待费,660103,招待费,1.2E+05,,,,'])
    expect(codeOf(await sign(runId))).toBe('coverage.lines_unread')
  })

  it('is refused while lines and accounts do not agree, whoever changed them', async () => {
    const runId = await compared([...journal, '2026-11-15,记-7,招待费,660103,销售费用-业务招待费,777.00,,,,'])
    const owner = company.database.pool('owner', 1)
    await owner.query('alter table coverage.line no force row level security')
    await owner.query(`update coverage.line set minor = minor + 1 where run_id = $1 and line = 7`, [runId])
    expect(codeOf(await sign(runId))).toBe('coverage.not_tied')
  })

  it('nothing is known of a comparison that is not there, nor by whom it does not concern', async () => {
    expect(codeOf(await sign('jrn_nothing00000'))).toBe('platform.not_found')
    const runId = await compared()
    expect(codeOf(await call('coverage.run', { params: { runId }, as: 'sales' }))).toBe('platform.not_found')
  })
})

it('a large line tied to a small benefit waits for compliance; to the cent it needs nobody', async () => {
  const [head = ''] = journal
  const wine = '2026-11-18,记-77,酒水,660202,管理费用-办公费,9300.00,,苏州老窖酒业有限公司,李明,华东销售部'
  const runId = await compared([head, wine])
  const line = await lineAt(runId, 2)
  const confirming = (answer: string) =>
    call('coverage.confirm', { params: line, body: { answer, reason }, as: 'compliance' })
  const small = { benefitId: 'ben_voucher0002' }
  expect(bodyOf(await mark(line, small))).toMatchObject({ state: 'waiting' })
  expect(codeOf(await sign(runId))).toBe('coverage.marks_wait')
  expect(bodyOf(await confirming('decline'))).toMatchObject({ state: 'open' })
  expect((await linesOf(runId))[0]).not.toHaveProperty('benefitId')
  await mark(line, small)
  expect(bodyOf(await confirming('confirm'))).toMatchObject({ state: 'matched' })
})

it('a large line counts at once as a benefit that the journal misses, not as one that it shows', async () => {
  const [head = ''] = journal
  const wine = (number: string) =>
    `2026-11-24,${number},酒水,660202,管理费用-办公费,9400.00,,苏州老窖酒业有限公司,李明,华东销售部`
  const missed = { happened_on: '2026-11-24', value_minor: 940_000n }
  // Two of one amount: neither line can be told to be one of them, so that people say it.
  await company.store([8, 9].map((n) => givenBenefit(company, n, missed)))
  const runId = await compared([head, wine('记-81'), wine('记-82')])
  const [first, second] = [await lineAt(runId, 2), await lineAt(runId, 3)]
  expect(bodyOf(await mark(first, { benefitId: 'ben_voucher0008' }))).toMatchObject({ state: 'matched' })
  expect(bodyOf(await mark(second, { benefitId: 'ben_voucher0008' }))).toMatchObject({ state: 'waiting' })
  const shown = (await linesOf(runId)).find(({ lineId }) => lineId === second.lineId)
  expect(shown).toMatchObject({ benefit: { amount: { minor: '940000' } } })
  await company.store([updateRow(benefitTable, await benefitOf('ben_voucher0008'), { state: 'reversed' })])
  const body = { answer: 'confirm', reason }
  const confirmed = await call('coverage.confirm', { params: second, body, as: 'compliance' })
  expect(codeOf(confirmed)).toBe('coverage.benefit_ended')
})

it('a large line is not tied at once to a benefit that another line shows by itself', async () => {
  const [head = ''] = journal
  const dinner = '2026-11-27,记-91,BR-2026-0007 客户用餐,660103,销售费用-业务招待费,7300.00,,,,'
  const strange = '2026-11-28,记-92,酒水,660202,管理费用-办公费,7300.00,,苏州老窖酒业有限公司,李明,华东销售部'
  await company.store([givenBenefit(company, 7, { happened_on: '2026-11-27', value_minor: 730_000n })])
  const runId = await compared([head, dinner, strange])
  expect((await linesOf(runId)).map(({ line }) => line)).toEqual([3])
  const line = await lineAt(runId, 3)
  expect(bodyOf(await mark(line, { benefitId: 'ben_voucher0007' }))).toMatchObject({ state: 'waiting' })
})

async function benefitOf(id: string) {
  const found = await readOnly(company.world.pool, [company.actor('finance')], (tx) => loadBenefits(tx, [id]))
  const row = found.get(id)
  if (!row) throw new Error('the benefit was stored')
  return row
}
