import { openBooks } from '../../src/app/open-books.ts'
import { foldAll } from '../../src/modules/benefits/index.ts'
import { agentRebate } from '../setup/agent-rebate.ts'
import { apiCalls, type ApiCalls } from '../setup/api-calls.ts'
import { bankCalls, todayOf, type BankCalls } from '../setup/bank-calls.ts'
import { camtFile, paymentDetails } from '../setup/bank-files.ts'
import { personOf, setBudget } from '../setup/budget-calls.ts'
import { claimPaths } from '../setup/claim-paths.ts'
import type { Company } from '../setup/company-on.ts'
import { coverageCalls } from '../setup/coverage-calls.ts'
import { invoiceCalls } from '../setup/invoice-calls.ts'
import { eInvoice, invoiceNumbers } from '../setup/invoice-files.ts'
import { taxCalls } from '../setup/tax-calls.ts'
import { bodyOf, voucherCalls } from '../setup/voucher-calls.ts'
import { beBusyLater } from './busy-later.ts'

type Site = { readonly company: Company; readonly bank: BankCalls; readonly api: ApiCalls }

/**
 * Lets a company do a little of all that leaves rows behind: budgets, claims, orders in each of their states,
 * statements, months of the books, vouchers, taxes and a comparison with a journal, and what later schemas
 * brought. What is under way when it ends goes on after an upgrade.
 */
export async function beBusy(company: Company): Promise<void> {
  const bank = await bankCalls(company)
  const site: Site = { company, bank, api: apiCalls(company.world) }
  try {
    await openBooks(company.world)
    await setBudget(company, site.api, { planned: '99999999' })
    await payByBank(site, await claimedOrder(site))
    await claim(site)
    await beBusyLater(site)
    await book(site)
    await compare(site)
    await foldAll(company.database.pool('worker', 2))
  } finally {
    bank.close()
  }
}

/** The checked order for a lunch that somebody claimed. */
async function claimedOrder({ company, bank: { pay } }: Site): Promise<string> {
  await pay.verified(await pay.ownAccount('sales', '王磊'))
  const requestId = await pay.givenLunch()
  const claimId = await claimPaths(company, pay).claimed(requestId, '9000')
  const orderId = await pay.prepared(requestId, { claimId })
  await pay.checked(orderId)
  return orderId
}

/** Of one claim the rest is released, and two wait for their check, one of them with its invoice. */
async function claim({ company, bank: { pay } }: Site): Promise<void> {
  const { claimed, filed } = claimPaths(company, pay)
  const short = await pay.givenLunch()
  await claimed(short, '8900')
  const release = { params: { requestId: short }, body: { reason: '收据只有这些，其余不再报销' } }
  await pay.good('sales', 'payments.release', release)
  await filed(await pay.givenLunch(), '4500')
  const invoices = invoiceCalls(company)
  const amounts = { net: '90.00', tax: '0.00', total: '90.00', buyer: '苏州明台装备' }
  const invoiceId = await invoices.record('sales', eInvoice({ number: invoiceNumbers(9)(), ...amounts }))
  const body = { result: 'matches', checkedOn: todayOf(company), note: '查验平台' }
  await invoices.good('compliance', 'invoices.check', { params: { invoiceId }, body })
  const lines = [{ requestId: await pay.givenLunch(), minor: '9000', invoiceId }]
  const fileIds = [await pay.upload('sales', 'receipt', 'invoiced.txt')]
  await pay.good('sales', 'payments.file_claim', { body: { lines, fileIds } })
  invoices.close()
}

/** Orders in every state, of which one is withheld from, and a statement with a line that nobody knows. */
async function payByBank({ company, bank }: Site, claimed: string): Promise<void> {
  const { pay } = bank
  const accountId = await bank.account()
  const agent = await agentRebate(company, pay, '1200000')
  const withheld = await pay.prepared(agent.requestId, { exceptionId: agent.exceptionId, minor: '900000' })
  await pay.checked(withheld)
  const rebate = await pay.approvedRebate('1200000')
  const prepared = () => pay.prepared(rebate, { minor: '100' })
  const checked = async () => {
    const orderId = await prepared()
    await pay.checked(orderId)
    return orderId
  }
  const left = [withheld, claimed]
  for (let n = 0; n < 5; n++) left.push(await checked())
  const { numbers } = await bank.leave(accountId, left)
  const says = ['成功', '成功', '成功', '成功', '失败', '处理中']
  const rows = says.map((said, i) => `${numbers[i] ?? ''},${amounts[i] ?? '1.00'},${said}\r\n`)
  await bank.bring('bank.import_results', `客户业务编号,金额,处理状态\r\n${rows.join('')}`)
  await bank.bring('bank.import_statement', statementOf(numbers, todayOf(company)))
  await comesBackInPart(bank, accountId, claimed, todayOf(company))
  await checked()
  await prepared()
}

/** Some of what an employee was paid comes back on the next statement, and a person says so. */
async function comesBackInPart(
  bank: BankCalls,
  accountId: string,
  orderId: string,
  day: string,
): Promise<void> {
  const entries = [{ amount: '12.00', day, side: 'CRDT' as const }]
  const statement = { id: 'S-2', opening: '992348.00', closing: '992360.00', entries }
  await bank.bring('bank.import_statement', camtFile('08', [statement]))
  const read = await bank.bank.good(bank.pay.checker, 'bank.lines', { query: { accountId } })
  const lines = read['items'] as { lineId: string; version: number; amount: { minor: string } }[]
  const line = lines.find(({ amount }) => amount.minor === '1200')
  const body = { version: line?.version, verdict: 'refunded', orderIds: [orderId], reason: '多报的餐费退回' }
  const params = { lineId: line?.lineId ?? '' }
  await bank.bank.good(bank.pay.checker, 'bank.answer_line', { params, body })
}

/** What the first payments of the batch are about; the others are of 1.00. */
const amounts = ['7560.00', '90.00']

/** The bank paid the first four, of which the last came back, and something that nobody here knows of. */
function statementOf(
  [agent = '', meal = '', paid = '', back = '']: readonly string[],
  day: string,
): Uint8Array {
  const shown = (id: string, more: object = {}) => ({
    amount: '1.00',
    day,
    details: paymentDetails('08', { id, ...more }),
  })
  const strange = { name: '一家陌生公司', account: '9999000011112222' }
  const entries = [
    { ...shown(agent), amount: '7560.00' },
    { ...shown(meal), amount: '90.00' },
    shown(paid),
    shown(back),
    { ...shown(back), side: 'CRDT' as const, family: 'RRTN' },
    shown('HAND-1', strange),
  ]
  return camtFile('08', [{ opening: '1000000.00', closing: '992348.00', entries }])
}

/** Taxes of a year, vouchers with a number, a chart of our own, an accrual, and a closed month. */
async function book({ company, api }: Site): Promise<void> {
  const tax = taxCalls(company)
  await tax.given('gifts', 100_000n, ['withhold', 'deemed_sale'], { form: 'gift', on: '2026-10-20' })
  bodyOf(await tax.call(tax.finance(), 'payments.set_tax_year', { body: tax.stating() }))
  const { entityId } = tax
  bodyOf(await tax.call(tax.finance(), 'payments.charge_tax', { body: { entityId, month: '2026-10' } }))
  const vouchers = voucherCalls(company)
  const chart = { account: 'expense', about: 'rebate', code: '600103', name: '销售折让' }
  bodyOf(await vouchers('ledger.set_chart', { body: { entityId, ...chart, reason: '按集团科目表' } }))
  const form = { layout: 'general', kind: 'csv', reason: '十月凭证导入财务系统' }
  bodyOf(await vouchers('ledger.export_vouchers', { body: { entityId, period: '2026-10', ...form } }))
  const numbered = { reference: 'BR-T-gifts', number: '记-88', on: '2026-10-31' }
  bodyOf(await vouchers('ledger.record_voucher', { body: { entityId, ...numbered } }))
  await tax.given('promised', 30_000n, [], { on: '2026-10-21', state: 'approved' })
  const finance = personOf(company, 'finance')
  await api.good(finance, 'ledger.book_accruals', { body: { entityId, month: '2026-10' } })
  const month = { entityId, month: '2026-10', verb: 'close', reason: '当月单据已核对完毕' }
  const { periodChangeId } = await api.good(finance, 'ledger.propose_period', { body: month })
  const confirmed = { params: { periodChangeId }, body: { answer: 'confirm' } }
  await api.good(personOf(company, 'boss'), 'ledger.answer_period', confirmed)
}

const journal = [
  '日期,凭证号,摘要,科目编码,科目名称,借方,贷方,供应商,职员,部门',
  '2026-10-20,记-88,礼品,660103,销售费用-业务招待费,1000.00,,,,',
  '2026-10-21,记-89,招待费,660103,销售费用-业务招待费,640.00,,,,',
  '2026-10-22,记-90,打印纸,660202,管理费用-办公费,86.40,,苏州文具公司,钱芳,行政部',
  '2026-10-23,记-91,备料,8002,备料二,700.00,,苏州茶行,,',
]

/** A journal is compared, its lines are explained, and the certificate is signed; another waits. */
async function compare({ company }: Site): Promise<void> {
  const calls = coverageCalls(company)
  const file = `${journal.join('\n')}\n`
  const { runId = '' } = await calls.compare(file)
  for (const { lineId, state } of await calls.linesOf(runId)) {
    const mark = { params: { runId, lineId }, body: { reason: '食堂用餐，附采购申请' } }
    if (state === 'open') bodyOf(await calls.call('coverage.mark', mark))
  }
  const sign = { params: { runId }, body: { statement: '十月支出已逐项核对' }, as: 'compliance' }
  bodyOf(await calls.call('coverage.sign', sign))
  await calls.compare(file.replaceAll('2026-10', '2026-11'))
}
