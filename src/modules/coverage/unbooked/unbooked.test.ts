import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { coverageCalls } from '../../../../test/setup/coverage-calls.ts'
import {
  bodyOf,
  bookedPair,
  codeOf,
  givenBenefit,
  voucherCalls,
  type VoucherCall,
} from '../../../../test/setup/voucher-calls.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { countUnfound } from '../store.ts'

let company: Company
let calls: ReturnType<typeof coverageCalls>
let vouchers: VoucherCall

beforeAll(async () => {
  company = await testCompany()
  calls = coverageCalls(company)
  vouchers = voucherCalls(company)
  await company.store([
    givenBenefit(company, 1, { value_minor: 128_050n, happened_on: '2026-11-10' }),
    givenBenefit(company, 2, { value_minor: 9_900n, happened_on: '2026-11-11' }),
    givenBenefit(company, 3, { value_minor: 64_100n, happened_on: '2026-11-12', state: 'approved' }),
    ...bookedPair(company, {
      n: 1,
      benefitId: 'ben_voucher0001',
      document: { type: 'payment_order', id: 'pay_voucher1' },
      on: '2026-11-12',
      minor: 128_050n,
      accounts: ['payable', 'paid'],
    }),
  ])
}, 180_000)
afterAll(() => company.close())

const heading = '日期,凭证字,凭证号,摘要,科目编码,科目名称,借方,贷方'
const spend = [
  '2026-11-10,记,0001,礼品,660101,销售费用-业务招待费,1280.50,',
  '2026-11-10,记,0001,礼品,224101,其他应付款,,1280.50',
]
const payment = [
  '2026-11-12,付,0003,付款,224101,其他应付款,1280.50,',
  '2026-11-12,付,0003,付款,100201,银行存款,,1280.50',
]
const office = '2026-11-13,记,0009,电话费,660203,管理费用-办公费,80.00,'

type Item = { readonly kind: string; readonly benefitNumber: string; readonly number?: string; why: string }

async function compared(lines: readonly string[]): Promise<string> {
  // A later comparison is later.
  company.clock.set(new Date(Date.parse(company.world.now()) + 1_000).toISOString())
  const job = await calls.compare(`${[heading, ...lines].join('\n')}\n`)
  expect(job).toMatchObject({ state: 'done' })
  return job.runId ?? ''
}

async function unbookedIn(runId: string): Promise<string[]> {
  const { items } = bodyOf<{ items: readonly Item[] }>(
    await calls.call('coverage.unbooked', { params: { runId } }),
  )
  return items.map(({ kind, benefitNumber, number = '' }) => `${kind} ${benefitNumber} ${number}`.trim())
}

const numbered = async (reference: string, number: string, on = '2026-11-12') => {
  const entityId = company.founded.entities['suzhou'] ?? ''
  bodyOf(await vouchers('ledger.record_voucher', { body: { entityId, reference, number, on } }))
}
/** What the checklist of the month says. */
const unfoundInNovember = () =>
  readOnly(company.world.pool, [company.actor('finance')], (tx) => {
    const entityId = company.founded.entities['suzhou'] ?? ''
    return countUnfound(tx, { entityId, from: '2026-11-01', until: '2026-11-30' })
  })
const pageOf = async (runId: string) => bodyOf(await calls.call('coverage.run', { params: { runId } }))

describe('what is on record and not in the journal', () => {
  it('is a benefit that was given and that no line shows, but none that is only approved', async () => {
    const runId = await compared([...spend, office])
    expect(await unbookedIn(runId)).toEqual(['benefit BR-2026-0002'])
    expect(await pageOf(runId)).toMatchObject({
      unbooked: { benefits: 1, numbers: { checked: 0, missing: 0 } },
    })
  })

  it('is a statutory number that no voucher has, until it is corrected or the voucher is there', async () => {
    await numbered('BR-2026-0001', '记-1')
    await numbered('BR-2026-0001/pay_voucher1', '付-3')
    await numbered('BR-2026-0002', '记-88')
    const runId = await compared([...spend, office])
    expect(await unbookedIn(runId)).toEqual([
      'number BR-2026-0001 付-3',
      'number BR-2026-0002 记-88',
      'benefit BR-2026-0002',
    ])
    expect(await pageOf(runId)).toMatchObject({
      unbooked: { benefits: 1, numbers: { checked: 3, missing: 2 } },
    })
    expect(await unfoundInNovember()).toBe(2)
    const later = await compared([...spend, ...payment, office])
    expect(await unfoundInNovember()).toBe(1)
    expect(await unbookedIn(later)).toEqual(['number BR-2026-0002 记-88', 'benefit BR-2026-0002'])
  })

  it('is a voucher that is smaller than what stands under its number', async () => {
    const runId = await compared([
      '2026-11-10,记,0001,礼品,660101,销售费用-业务招待费,1280.49,',
      ...payment,
      '2026-11-14,记,0088,礼品,660101,销售费用-业务招待费,99.00,',
    ])
    const { items } = bodyOf<{ items: readonly Item[] }>(
      await calls.call('coverage.unbooked', { params: { runId }, query: { limit: 1 } }),
    )
    expect(items).toMatchObject([{ kind: 'amount', number: '记-1', amount: { minor: '128050' } }])
    expect(items[0]?.why).toMatch(/1,280\.49.*1,280\.50/)
  })

  it('is no benefit whose own voucher is there, whatever account it debits', async () => {
    const stock = '2026-11-14,记,0088,礼品出库,140501,库存商品,99.00,'
    expect(await unbookedIn(await compared([...spend, ...payment, stock]))).toEqual([])
    const less = stock.replace('99.00', '98.99')
    expect(await unbookedIn(await compared([...spend, ...payment, less]))).toContain('benefit BR-2026-0002')
  })

  it('is settled once a line is matched to the benefit by hand, and stands in the certificate', async () => {
    const dinner = '2026-11-13,记,0010,招待费,660101,销售费用-业务招待费,150.00,'
    const runId = await compared([...spend, ...payment, dinner])
    expect(await unbookedIn(runId)).toContain('benefit BR-2026-0002')
    const line = (await calls.linesOf(runId)).find((each) => each.line === 6)
    const params = { runId, lineId: line?.lineId }
    const body = { benefitId: 'ben_voucher0002', reason: '礼品与运费合并入账' }
    bodyOf(await calls.call('coverage.mark', { params, body }))
    expect(await unbookedIn(runId)).toEqual(['number BR-2026-0002 记-88'])
    const statement = '已核对，凭证号待更正'
    bodyOf(await calls.call('coverage.sign', { params: { runId }, body: { statement }, as: 'compliance' }))
    const signed = await pageOf(runId)
    expect(signed['certificate']).toMatchObject({
      unbooked: { benefits: 0, numbers: { checked: 3, missing: 1 } },
    })
    const file = await calls.call('coverage.certificate', { params: { runId }, as: 'compliance' })
    const text = file.kind === 'bytes' && Buffer.isBuffer(file.bytes) ? file.bytes.toString() : ''
    expect(text).toContain('核对已登记的凭证号 3 个，账中没有印证的 1 个')
    expect(text).toContain('本账没有对应支出的 0 笔')
  })

  it('is not claimed of a journal without numbers, and told to nobody whom it does not concern', async () => {
    const job = await calls.compare(
      '日期,摘要,科目编码,科目名称,借方,贷方\n2026-11-10,礼品,660101,销售费用-业务招待费,1280.50,\n',
    )
    const runId = job.runId ?? ''
    expect((await pageOf(runId))['unbooked']).toEqual({ benefits: 0 })
    const asked = { params: { runId }, as: 'sales' }
    expect(codeOf(await calls.call('coverage.unbooked', asked))).toBe('platform.not_found')
  })
})

it('what merely looks like no benefit is told apart from what somebody explained', async () => {
  const runId = await compared([...spend, ...payment, office])
  const page = await pageOf(runId)
  expect(page['whole']).toMatchObject({ explained: { minor: '8000' }, ordinary: { minor: '8000' } })
})
