import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverageCalls } from '../../../test/setup/coverage-calls.ts'
import { testCompany, type Company } from '../../../test/setup/company.ts'
import { bodyOf } from '../../../test/setup/voucher-calls.ts'

let company: Company
let calls: ReturnType<typeof coverageCalls>

beforeAll(async () => {
  company = await testCompany()
  calls = coverageCalls(company)
})
afterAll(() => company.close())

const journal = [
  '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商',
  '2026-11-10,记-1,打印纸,660202,管理费用-办公费,86.40,,苏州文具公司',
  '2026-11-10,记-1,打印纸,1002,银行存款,,86.40,',
  '2026-11-11,记-2,计提工资,660201,管理费用-职工薪酬,9000.00,,',
  '2026-11-11,记-2,计提工资,2211,应付职工薪酬,,9000.00,',
  '2026-11-12,记-3,备料一,8001,备料,500.00,,',
  '2026-11-12,记-4,备料二,8001,备料,10000.00,,',
  '2026-11-13,记-5,备料退回,8001,备料,,300.00,',
  '2026-11-13,记-6,收款,6001,主营业务收入,,700.00,',
  '2026-11-13,记-7,调账,1122,应收账款,700.00,,',
].join('\n')

async function compared(text: string): Promise<string> {
  const job = await calls.compare(`${text}\n`)
  expect(job).toMatchObject({ state: 'done' })
  return job.runId ?? ''
}

const pageOf = async (runId: string) => bodyOf(await calls.call('coverage.run', { params: { runId } }))

test('accounts of expense that nobody looks at are told with debits and why, the largest first', async () => {
  const runId = await compared(journal)
  const yuan = (minor: string) => ({ currency: 'CNY', minor })
  expect(await pageOf(runId)).toMatchObject({
    accounts: [{ code: '660202' }],
    leftOut: {
      count: 2,
      debit: yuan('1950000'),
      accounts: [
        { code: '8001', lines: 2, debit: yuan('1050000'), why: '科目名称看不出用途' },
        { code: '660201', lines: 1, debit: yuan('900000'), why: '科目名称表明不涉及给予' },
      ],
    },
  })
})

test('the certificate says how much that is', async () => {
  const runId = await compared(journal)
  const body = { statement: '十一月支出已逐项核对' }
  await calls.call('coverage.sign', { params: { runId }, body, as: 'compliance' })
  const file = await calls.call('coverage.certificate', { params: { runId }, as: 'compliance' })
  const text = file.kind === 'bytes' && Buffer.isBuffer(file.bytes) ? file.bytes.toString() : ''
  expect(text).toContain('没有核对的费用科目 2 个，借方合计 ¥19,500.00')
})

test('a journal that has none says so', async () => {
  const runId = await compared(journal.split('\n').slice(0, 3).join('\n'))
  expect(await pageOf(runId)).toMatchObject({ leftOut: { count: 0, debit: { minor: '0' }, accounts: [] } })
})
