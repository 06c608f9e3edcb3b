import type { z } from 'zod'
import type { bankTemplate, proposeTemplate } from '../../src/contract/bank-templates.ts'
import type { BankCalls } from '../setup/bank-calls.ts'
import type { Company } from '../setup/company-on.ts'
import { coverageCalls } from '../setup/coverage-calls.ts'
import { foreignLunch, ownRate } from '../setup/foreign-lunch.ts'
import { hire } from '../setup/hire.ts'
import { bodyOf } from '../setup/voucher-calls.ts'

type Site = { readonly company: Company; readonly bank: BankCalls }

/** The words by which the bank of the template answers. */
export const templateWords = {
  number: '客户业务编号',
  amount: '金额',
  state: '记账状态',
  paid: '已完成',
} as const

/**
 * What companies have since later schemas: an account of a leaver, an account of the books that is watched, a
 * payment that left by a template of their own bank, and a claim of dollars that is to be paid in yuan.
 */
export async function beBusyLater(site: Site): Promise<void> {
  await watch(site)
  await stateForLeaver(site)
  await sendByTemplate(site)
  await claimInYuan(site)
}

/** From the next comparison on an account is looked at that no shipped list names. */
async function watch({ company }: Site): Promise<void> {
  const calls = coverageCalls(company)
  const entityId = company.founded.entities['suzhou'] ?? ''
  const body = { entityId, code: '8002', kind: 'gift', reason: '内部审计：该科目列支过客户礼品' }
  bodyOf(await calls.call('coverage.watch_account', { body }))
}

/** Of two who have left, one account is verified by another, and one still waits. */
async function stateForLeaver({ company, bank: { pay } }: Site): Promise<void> {
  for (const [number, isVerified] of [
    ['6217001180007777', true],
    ['6217001180008888', false],
  ] as const) {
    const { personId } = await hire(company, { role: 'sales', leftOn: '2026-11-20' })
    const { leavers } = (await pay.good(pay.maker, 'payments.staff_accounts')) as {
      leavers: { id: string; holder: string }[]
    }
    const holder = leavers.find(({ id }) => id === personId)?.holder ?? ''
    const body = { personId, holder, bank: '招商银行苏州分行', number, reference: '离职交接单第 3 项' }
    const { accountId } = await pay.good(pay.maker, 'payments.state_leaver_account', { body })
    if (isVerified) await pay.verified(String(accountId))
  }
}

const upload =
  '虚构商业银行企业网银批量代付\r\n' +
  '*收款账号,*收款户名,开户行,联行号,*金额(元),用途,附言,客户业务编号\r\n' +
  '6222000000000000,示例公司,示例银行,102100099996,1.00,货款,,\r\n'

/** A template of the company's own bank, confirmed by another, and a payment that left by it unanswered. */
async function sendByTemplate({ bank: calls }: Site): Promise<void> {
  const { bank, pay, entityId } = calls
  const files = [{ name: '模板.csv', bytes: Buffer.from(upload) }]
  const read = await bank.good(pay.maker, 'bank.propose_template', { body: { entityId }, files })
  // The contract was checked with both answers.
  const { missing: _, columns, ...rest } = read as z.output<typeof proposeTemplate.answer>
  const content = {
    name: { zh: '虚构商业银行批量代付', en: 'Invented bank, batch' },
    ...rest,
    rows: 500,
    columns: columns.map(({ title, field, needed }) => ({
      title,
      field,
      ...(needed ? { needed } : {}),
      ...(field === 'purpose' ? { words: { company_account: '货款', reimbursement: '报销款' } } : {}),
    })),
    results: {
      columns: {
        outcome: [templateWords.state],
        number: [templateWords.number],
        amount: [templateWords.amount],
      },
      words: { paid: [templateWords.paid], failed: ['已退回'] },
    },
  }
  const draft = { body: { entityId, text: JSON.stringify(content) } }
  const { editionId, templateId } = await bank.good(pay.maker, 'bank.draft_template', draft)
  const params = { editionId: String(editionId) }
  const shown = await bank.good(pay.checker, 'bank.template', { params })
  const { version, preview } = shown as z.output<typeof bankTemplate.answer>
  const seen = { params, body: { version, preview: preview.digest } }
  await bank.good(pay.checker, 'bank.confirm_template', seen)
  const accountId = await calls.account({ form: String(templateId), number: '0000999900002222' })
  await calls.send(accountId, await calls.checkedOrders('110000'))
}

/** A lunch of dollars whose claim is accepted in yuan at the company's own rate, and not ordered yet. */
async function claimInYuan({ company, bank: { pay } }: Site): Promise<void> {
  await ownRate(company)
  const requestId = await foreignLunch(pay)
  const fileIds = [await pay.upload('sales', 'receipt', 'new-york.txt')]
  const body = { lines: [{ requestId, minor: '1200' }], fileIds, currency: 'CNY' }
  const { claimId } = await pay.good('sales', 'payments.file_claim', { body })
  const accept = { version: 1, verdict: 'accept', reason: '小票已核对' }
  await pay.good(pay.checker, 'payments.check_claim', { params: { claimId: String(claimId) }, body: accept })
}
