import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { bankCalls, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import type { bankTemplate } from '../../../contract/bank-templates.ts'

// What the second person of a template sees before it is in force.

let company: Company
let calls: BankCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const ourBank = '虚构商业银行企业网银批量代付'
const results = {
  columns: { outcome: ['记账状态'], number: ['客户业务编号'] },
  words: { paid: ['已完成'], failed: ['已退回'] },
}
const base = {
  name: { zh: '虚构商业银行批量代付', en: 'Invented bank, batch' },
  file: 'text',
  rows: 500,
  columns: [
    { title: '收款账号', field: 'payee_account' },
    { title: '收款户名', field: 'payee_name' },
    { title: '金额', field: 'amount' },
  ],
  results,
}

async function drafted(content: object): Promise<{ readonly editionId: string }> {
  const body = { entityId: calls.entityId, text: JSON.stringify(content) }
  const made = await calls.bank.good(calls.pay.maker, 'bank.draft_template', { body })
  return { editionId: String(made['editionId']) }
}

async function detailOf(editionId: string): Promise<z.output<typeof bankTemplate.answer>> {
  const detail = await calls.bank.good(calls.pay.checker, 'bank.template', { params: { editionId } })
  return detail as z.output<typeof bankTemplate.answer>
}

test.each(['text', 'xlsx'])(
  'a file (%s) has the blank rows above its headings, and shows them',
  async (file) => {
    const content = { ...base, file, above: [[ourBank], [], []] }
    const { preview } = await detailOf((await drafted(content)).editionId)
    const rows = preview.files[0]?.rows.map((cells) => cells.filter((cell) => cell !== ''))
    expect(rows?.slice(0, 3)).toEqual([[ourBank], [], []])
    expect(rows?.[3]?.[0]).toBe('收款账号')
    expect(rows).toHaveLength(7)
  },
)

test('whoever confirms sees the words of results, and which mean another thing elsewhere', async () => {
  const content = base
  const words = { paid: ['受理成功', '已完成'], failed: ['已退回'] }
  const [plain, odd] = [await drafted(content), await drafted({ ...content, results: { ...results, words } })]
  const [one, other] = [await detailOf(plain.editionId), await detailOf(odd.editionId)]
  expect(one.oddWords).toEqual([])
  expect(other.oddWords).toEqual([{ word: '受理成功', here: 'paid', commonly: 'processing' }])
  // The files are alike, and not what they lead to.
  expect(other.preview.files).toEqual(
    one.preview.files.map((file) => expect.objectContaining({ rows: file.rows })),
  )
  const given = { params: { editionId: odd.editionId }, body: { version: 1, preview: one.preview.digest } }
  expect(await calls.bank.codeOf(calls.pay.checker, 'bank.confirm_template', given)).toBe(
    'bank.template_preview_differs',
  )
})
