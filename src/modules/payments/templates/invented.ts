import { createHash } from 'node:crypto'
import { payableWays } from '../../../contract/states.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { batchObjection, writeBatch, type BatchFile } from '../bank/batch-file.ts'
import type { Payer, Transfer } from '../bank/transfer.ts'
import { asBatchTemplate, type TemplateContent } from './content.ts'

/** What a template makes of three payments that nobody made. */
export type Invented = {
  readonly digest: string
  readonly files: readonly BatchFile[]
}

/** No bank has such clearing numbers, and nobody these accounts: a preview never shows who is really paid. */
const payer: Payer = {
  holder: '示例付款有限公司',
  number: '0000111122220000',
  bank: { name: '示例银行虚构分行', cnaps: '100000000001' },
  currency: 'CNY',
}

const payees = [
  { holder: '虚构商贸有限公司', number: '0000444400000001', bank: '另一银行虚构支行', cnaps: '200000000002' },
  { holder: '示例餐饮店', number: '0000444400000002', bank: '示例银行样例支行', cnaps: '100000000003' },
  { holder: '样例会务有限公司', number: '0000444400000003', bank: '第三银行样例分行', cnaps: '300000000004' },
]
/** No mobile begins with these figures. */
const places = [
  { province: '江苏省', city: '苏州市', phone: '10000000001' },
  { province: '上海市', city: '上海市', phone: '10000000002' },
  { province: '广东省', city: '深圳市', phone: '10000000003' },
]
const amounts = [123_456n, 9_870n, 10_000_000n]

function transfers({ columns }: TemplateContent): Transfer[] {
  const words = columns.find(({ field }) => field === 'purpose')?.words
  const ways = words === undefined ? payableWays : payableWays.filter((way) => words[way] !== undefined)
  return payees.map(({ holder, number, bank, cnaps }, i) => ({
    // As long as the number of a real payment, for what the bank takes of it.
    endToEndId: `ABPREVIEW${String(i + 1).padStart(17, '0')}`,
    payee: { holder, number, bank: { name: bank, cnaps }, ...places[i] },
    amount: { currency: 'CNY', minor: amounts[i] ?? 1n },
    purpose: ways[i % ways.length] ?? 'company_account',
    remark: `PAY-2030-00000${i + 1} 示例付款`,
  }))
}

/**
 * The files of three invented payments, the same bytes at all times. A template that leaves one of them out
 * would leave out most of the real ones, so it is refused with the reason.
 */
export async function inventedFiles(id: string, content: TemplateContent): Promise<Invented | Refusal> {
  const draft = { batchId: 'PREVIEW', executeOn: '2030-01-31', payer, transfers: transfers(content) }
  const template = asBatchTemplate(id, content)
  const out = draft.transfers.map((each) => batchObjection(template, draft, each)).find((each) => each)
  if (out) return refuse('bank.template_leaves_out', { title: String(out.params['title'] ?? out.code) })
  const made = await writeBatch(template, draft)
  if (isRefusal(made)) throw new Error(`invented payments stand in no file: ${made.code}`)
  // How results are read decides what counts as paid, so it is part of what a second person saw.
  const seen = [...made.files.map((file) => file.digest), JSON.stringify(content.results ?? {})]
  const digest = createHash('sha256').update(seen.join('\n'))
  return { digest: digest.digest('hex'), files: made.files }
}
