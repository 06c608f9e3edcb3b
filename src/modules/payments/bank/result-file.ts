import { createHash } from 'node:crypto'
import { refuse, isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import type { Money } from '../../../kernel/money.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import type { ByteSource, ReadRow } from '../../../platform/tables/read.ts'
import { accountNumbered, type AccountsMeant } from './account-meant.ts'
import {
  aboveValue,
  accountCell,
  amountCell,
  cellOf,
  dayCell,
  plainTitle,
  readBankTable,
  type BankTable,
  type Headings,
} from './bank-table.ts'
import { currencyOf } from './bank-words.ts'
import { beginsWith, printedRefusal, totalsRefusal, type Sum } from './footers.ts'
import { accountTail } from './statement.ts'

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

/** By what a row names its payment, as far as it can be read. */
export type ResultHead = Pick<ResultRow, 'row' | 'endToEndId' | 'account' | 'amount'>

/** The rows that say something, and those that were refused with their reason: the rest goes on. */
export type ResultFile = {
  readonly rows: readonly ResultRow[]
  readonly refused: readonly Refusal[]
  readonly heads: readonly ResultHead[]
  /** What the rows say, whatever form and order they have; absent where each of them has its number. */
  readonly rowsDigest?: string
}

/** How a bank's own template says that its results are read; what it leaves out is read as of many banks. */
export type ResultForm = {
  readonly columns: Readonly<Partial<Record<keyof typeof headings, readonly string[] | undefined>>>
  readonly words: Readonly<Partial<Record<ResultOutcome, readonly string[] | undefined>>>
}

/** Above the heading or in a column: the account of ours that paid. */
const payerWords = ['付款账号', '付款方账号', '付方账号', '付款人账号', '本方账号', '转出账号']

const headings = {
  account: ['收款账号', '收款人账号', '收方账号', '对方账号', '收款方账号', '账号', 'Account'],
  amount: ['金额', '交易金额', '付款金额', '转账金额', 'Amount'],
  outcome: ['处理状态', '交易状态', '状态', '处理结果', '交易结果', '结果', 'Status'],
  reason: ['失败原因', '原因', '返回信息', '错误信息', '处理信息', 'Reason'],
  number: ['客户业务编号', '业务编号', '企业流水号', '客户流水号', '自定义编号', 'EndToEndId'],
  party: ['收款户名', '收款人名称', '收款人户名', '收方户名', '收款方户名', '户名', 'Payee'],
  reference: ['银行流水号', '流水号', '交易流水号', 'Reference'],
  payer: payerWords,
  currency: ['币种', '币别', 'Currency'],
  paidOn: ['入账日期', '付款日期', '完成日期', '完成时间', '处理日期', '处理时间', 'Paid on'],
  tradedOn: ['交易日期', '交易时间', 'Date'],
} as const satisfies Headings

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

type Words = ReadonlyMap<string, ResultOutcome>

/** A template's own words alone, where it has them: the same word may mean another thing at another bank. */
function wordsOf(words: ResultForm['words']): Words {
  return new Map(
    Object.entries(words).flatMap(([outcome, each]) =>
      // The keys of both lists are outcomes.
      (each ?? []).map((word): [string, ResultOutcome] => [plainWord(word), outcome as ResultOutcome]),
    ),
  )
}

const commonWords = wordsOf(outcomes)

/** What a word means at many banks; undefined where none of the common words is it. */
export function commonOutcome(word: string): ResultOutcome | undefined {
  return commonWords.get(plainWord(word))
}

/** A word of a bank without blanks and the width of its letters. */
export function plainWord(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/** The headings of many banks, but for those that a template says; one heading is read as one thing. */
function headingsOf({ columns }: ResultForm): Headings {
  const claimed = new Set(Object.values(columns).flatMap((titles) => (titles ?? []).map(plainTitle)))
  const rest = Object.entries(headings).map(([name, titles]): [string, readonly string[]] => [
    name,
    titles.filter((title) => !claimed.has(plainTitle(title))),
  ])
  const own = Object.entries(columns).flatMap(([name, titles]) => (titles ? [[name, titles] as const] : []))
  return { ...Object.fromEntries(rest), ...Object.fromEntries(own) }
}

/**
 * Reads what a bank answers to a batch, row by row. Only the word of the row counts: that the file was taken,
 * or that its title says success, pays nobody. A word that we do not know is refused and changes nothing.
 */
export async function readResultFile(
  source: ByteSource,
  meant: AccountsMeant,
  form?: ResultForm,
): Promise<ResultFile | Refusal> {
  const titles = form === undefined ? headings : headingsOf(form)
  const words = wordsOf(form?.words ?? outcomes)
  const table = await readBankTable(source, titles, ['outcome', 'account|number'])
  if (isRefusal(table)) return table
  if (table.rows.length === 0) return refuse('bank.no_rows')
  const footers = table.rows.filter((row) => beginsWith(row, footer))
  const rows = table.rows.filter((row) => !footers.includes(row))
  const currencies = new Set(meant.accounts.map(({ currency }) => currency))
  // Amounts of which nobody says in which currency they are would be read in one by chance.
  if (currencies.size > 1 && rows.some((row) => isNameless(table, row))) return refuse('bank.account_needed')
  const read = rows.map((row) => resultRow(table, row, { meant, words }))
  const said = read.filter((each) => 'outcome' in each)
  // Rows that cannot be read are refused one by one; what is printed below cannot be compared with the rest.
  const refusal = said.length < rows.length ? undefined : footerRefusal(table, { footers, rows }, said)
  if (refusal) return refusal
  return {
    heads: rows.map((row) => headOf(table, row, meant)),
    rowsDigest: digestOf(rows),
    rows: said,
    refused: read.filter((each) => 'refused' in each),
  }
}

/** What the bank prints below must be what the rows make, so that a file that lost some is not taken. */
function footerRefusal(
  table: BankTable,
  below: { readonly footers: readonly ReadRow[]; readonly rows: readonly ReadRow[] },
  rows: readonly ResultRow[],
): Refusal | undefined {
  const [currency = 'CNY', ...more] = new Set(rows.flatMap(({ amount }) => amount?.currency ?? []))
  const minor = rows.reduce((sum, { amount }) => sum + (amount?.minor ?? 0n), 0n)
  const hasAmounts = more.length === 0 && rows.every(({ amount }) => amount !== undefined)
  const sums: Sum[] = [
    { words: ['总笔数', '合计笔数'], counts: [rows.length] },
    ...(hasAmounts ? [{ words: ['总金额', '合计金额'], amounts: [{ currency, minor }] }] : []),
  ]
  const columns = hasAmounts ? [{ name: 'amount', word: '合计', currency }] : []
  return totalsRefusal(table, below, columns) ?? printedRefusal(below.footers, sums)
}

function digestOf(rows: readonly ReadRow[]): string {
  const texts = rows.map(({ cells }) => JSON.stringify(cells.map((cell) => cell.normalize('NFKC').trim())))
  return createHash('sha256').update(texts.toSorted().join('\n')).digest('hex')
}

function isNameless(table: BankTable, row: ReadRow): boolean {
  return (
    cellOf(table, row, 'amount') !== '' &&
    cellOf(table, row, 'currency') === '' &&
    payerOf(table, row) === undefined
  )
}

function payerOf(table: BankTable, row: ReadRow): string | undefined {
  return cellOf(table, row, 'payer') || aboveValue(table, payerWords)
}

/** The currency of a row: its own, that of the account it names, or that of all accounts it may be of. */
function currencyIn(table: BankTable, row: ReadRow, { accounts }: AccountsMeant): string | Refusal {
  const payer = payerOf(table, row)
  const named = payer === undefined ? accounts[0] : accountNumbered(accounts, payer)
  if (payer !== undefined && named === undefined) {
    return refuse('bank.foreign_account', { row: row.line, tail: accountTail(payer) })
  }
  return currencyOf(cellOf(table, row, 'currency'), row.line) ?? named?.currency ?? 'CNY'
}

/** Rows below the last payment: sums of the columns and notes of the bank. */
const footer = /^(合计|总计|共计|总笔数|总金额|(成功|失败)(总?笔数|总?金额)|说明|打印|total)/i

/** By what a row names its payment; what cannot be read of it names none, and is refused with the row. */
function headOf(table: BankTable, row: ReadRow, meant: AccountsMeant): ResultHead {
  const account = accountCell(table, row, 'account')
  const currency = currencyIn(table, row, meant)
  const amount =
    typeof currency === 'string' ? amountCell(table, row, { name: 'amount', currency }) : undefined
  const endToEndId = cellOf(table, row, 'number')
  return {
    row: row.line,
    account: isRefusal(account) ? '' : account,
    ...(amount === undefined || isRefusal(amount) ? {} : { amount }),
    ...(endToEndId === '' ? {} : { endToEndId }),
  }
}

type Way = { readonly meant: AccountsMeant; readonly words: Words }

function resultRow(table: BankTable, row: ReadRow, { meant, words }: Way): ResultRow | Refusal {
  const word = plainWord(cellOf(table, row, 'outcome'))
  const outcome = words.get(word)
  if (outcome === undefined) return refuse('bank.outcome_unknown', { row: row.line, text: word.slice(0, 12) })
  const account = accountCell(table, row, 'account')
  if (isRefusal(account)) return account
  const currency = currencyIn(table, row, meant)
  if (typeof currency !== 'string') return currency
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
