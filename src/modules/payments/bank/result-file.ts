import { refuse, isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Money } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { ByteSource, ReadRow } from '../../../platform/tables/read.ts'
import {
  accountCell,
  amountCell,
  cellOf,
  dayCell,
  readBankTable,
  type BankTable,
  type Headings,
} from './bank-table.ts'

/** What the bank says became of one payment. `processing` means that nobody knows yet. */
export type ResultOutcome = 'paid' | 'failed' | 'returned' | 'processing'

/** One row of a result file. */
export type ResultRow = {
  readonly row: number
  readonly outcome: ResultOutcome
  readonly endToEndId?: string
  readonly account: string
  readonly amount?: Money
  readonly party?: string
  readonly reason?: string
  readonly bankReference?: string
  /** The day on which the bank says that it paid, where it says one. */
  readonly paidOn?: LocalDate
}

/** The rows that say something, and those that were refused with their reason: the rest goes on. */
export type ResultFile = { readonly rows: readonly ResultRow[]; readonly refused: readonly Refusal[] }

const headings: Headings = {
  account: ['收款账号', '收款人账号', '收方账号', '对方账号', '收款方账号', '账号', 'Account'],
  amount: ['金额', '交易金额', '付款金额', '转账金额', 'Amount'],
  outcome: ['处理状态', '交易状态', '状态', '处理结果', '交易结果', '结果', 'Status'],
  reason: ['失败原因', '原因', '返回信息', '错误信息', '处理信息', 'Reason'],
  number: ['客户业务编号', '业务编号', '企业流水号', '客户流水号', '自定义编号', 'EndToEndId'],
  party: ['收款户名', '收款人名称', '收款人户名', '收方户名', '收款方户名', '户名', 'Payee'],
  reference: ['银行流水号', '流水号', '交易流水号', 'Reference'],
  currency: ['币种', '币别', 'Currency'],
  paidOn: ['入账日期', '付款日期', '完成日期', '完成时间', '处理日期', '处理时间', 'Paid on'],
  tradedOn: ['交易日期', '交易时间', 'Date'],
}

/** Words of whole cells: 受理成功 says that the bank took the order and 不成功 that it failed, so no part counts. */
const outcomes: Readonly<Record<ResultOutcome, readonly string[]>> = {
  paid: ['成功', '交易成功', '处理成功', '付款成功', '转账成功', '支付成功', '已入账', 'success', 'paid'],
  failed: ['失败', '交易失败', '处理失败', '付款失败', '转账失败', '支付失败', '不成功', '拒绝', 'failed'],
  returned: ['退票', '已退票', '退汇', '已退汇', 'returned'],
  processing: [
    '处理中',
    '交易处理中',
    '银行处理中',
    '受理成功',
    '已受理',
    '待处理',
    '已提交',
    '落地处理',
    '可疑',
    '未知',
  ],
}

const outcomeByWord = new Map(
  Object.entries(outcomes).flatMap(([outcome, words]) =>
    words.map((word): [string, ResultOutcome] => [word, outcome as ResultOutcome]),
  ),
)

/**
 * Reads what a bank answers to a batch, row by row. Only the word of the row counts: that the file was taken,
 * or that its title says success, pays nobody. A word that we do not know is refused and changes nothing.
 */
export async function readResultFile(source: ByteSource, currency: string): Promise<ResultFile | Refusal> {
  const table = await readBankTable(source, headings, ['outcome', 'account|number'])
  if (isRefusal(table)) return table
  if (table.rows.length === 0) return refuse('bank.no_rows')
  const read = table.rows.filter((row) => !isFooter(row)).map((row) => resultRow(table, row, currency))
  return {
    rows: read.filter((each) => 'outcome' in each),
    refused: read.filter((each) => 'refused' in each),
  }
}

function isFooter({ cells }: ReadRow): boolean {
  return /^(合计|总计|总笔数|成功笔数|失败笔数|说明|打印|total)/i.test(
    cells.find((cell) => cell.trim() !== '')?.trim() ?? '',
  )
}

function resultRow(table: BankTable, row: ReadRow, usual: string): ResultRow | Refusal {
  const word = cellOf(table, row, 'outcome').normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const outcome = outcomeByWord.get(word)
  if (outcome === undefined) return refuse('bank.outcome_unknown', { row: row.line, text: word.slice(0, 12) })
  const account = accountCell(table, row, 'account')
  if (isRefusal(account)) return account
  const currency = /^[A-Z]{3}$/.exec(cellOf(table, row, 'currency'))?.[0] ?? usual
  const amount = amountCell(table, row, { name: 'amount', currency })
  if (isRefusal(amount)) return amount
  const [endToEndId, reason, party, bankReference] = ['number', 'reason', 'party', 'reference'].map((name) =>
    cellOf(table, row, name),
  )
  const dayIn = ['paidOn', 'tradedOn'].find((name) => cellOf(table, row, name) !== '')
  const paidOn = dayIn === undefined ? undefined : dayCell(table, row, dayIn)
  if (isRefusal(paidOn)) return paidOn
  return {
    row: row.line,
    outcome,
    account,
    ...(paidOn === undefined ? {} : { paidOn }),
    ...(amount === undefined ? {} : { amount }),
    ...(endToEndId ? { endToEndId } : {}),
    ...(reason ? { reason } : {}),
    ...(party ? { party } : {}),
    ...(bankReference ? { bankReference } : {}),
  }
}
