import { plainAccount } from '../../../kernel/bank-account.ts'
import { fromDecimal, subtract, type Money } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { ByteSource, ReadRow } from '../../../platform/tables/read.ts'
import { accountNumbered, type AccountsMeant } from './account-meant.ts'
import {
  aboveValue,
  accountCell,
  amountCell,
  cellOf,
  dayCell,
  readBankTable,
  type BankTable,
  type Headings,
} from './bank-table.ts'
import { inOrder, type Moved } from './balance-chain.ts'
import { currencyOf } from './bank-words.ts'
import { beginsWith, columnSum, printedRefusal, totalsRefusal, type Sum } from './footers.ts'
import {
  accountTail,
  sumRefusal,
  type ReadStatement,
  type Statement,
  type StatementLine,
} from './statement.ts'

const headings: Headings = {
  day: ['交易日期', '日期', '记账日期', '入账日期', '交易时间', '记账时间', 'Date'],
  debit: ['借方发生额', '借方金额', '借方', '支出', '支出金额', '付款金额', '转出金额', 'Debit'],
  credit: ['贷方发生额', '贷方金额', '贷方', '收入', '收入金额', '收款金额', '转入金额', 'Credit'],
  amount: ['交易金额', '发生额', '金额', 'Amount'],
  side: ['借贷标志', '借贷方向', '借贷', '借/贷', '收支方向', '收/支', 'Debit/Credit'],
  balance: ['余额', '账户余额', '交易后余额', '本次余额', 'Balance'],
  party: ['对方户名', '对方名称', '对方单位名称', '对方账户名称', '对方单位', 'Counterparty'],
  account: ['对方账号', '对方账户', '对方账户账号', 'Counterparty account'],
  remark: ['摘要', '附言', '用途', '备注', '交易附言', '交易摘要', '附加信息', 'Remark'],
  number: ['客户业务编号', '业务编号', '企业流水号', '客户端流水号', 'EndToEndId'],
  reference: ['流水号', '交易流水号', '银行流水号', '交易流水', '凭证号', '柜员流水号', 'Reference'],
  own: ['本方账号', '账号', '本方账户'],
  currency: ['币种', '币别', 'Currency'],
}

/**
 * Reads a statement as Chinese banks export it. Every row must move the balance before it to its own
 * balance, oldest first or newest first; a row that does not fit holds the statement with its difference,
 * because a row may be missing or changed.
 */
export async function readTableStatement(
  source: ByteSource,
  { accounts, isChosen }: AccountsMeant,
): Promise<ReadStatement | Refusal> {
  const table = await readBankTable(source, headings, ['day', 'debit|amount', 'balance'])
  if (isRefusal(table)) return table
  const account = ownAccount(table) ?? (isChosen ? accounts[0]?.number : undefined)
  const held = (refusal: Refusal): ReadStatement => ({ held: refusal, number: '', account: account ?? '' })
  if (account === undefined) return held(refuse('bank.account_missing'))
  const own = accountNumbered(accounts, account)
  if (own === undefined) return held(refuse('bank.foreign_account', { tail: accountTail(account) }))
  const footers = table.rows.filter((row) => beginsWith(row, footer))
  const rows = table.rows.filter((row) => !footers.includes(row))
  const moved = movedRows({ ...table, rows }, own.currency)
  if (isRefusal(moved)) return held(moved)
  const ordered = inOrder(moved)
  if (isRefusal(ordered)) return held(ordered)
  const statement = statementOf(account, ordered)
  if (statement === undefined) return held(refuse('bank.no_rows'))
  const refusal =
    sumRefusal(statement) ??
    balanceRefusal(table, statement) ??
    footerRefusal(table, statement, { footers, rows })
  return refusal === undefined ? { statement } : { held: refusal, number: statement.number, account }
}

function ownAccount(table: BankTable): string | undefined {
  const above = aboveValue(table, ['账号', '本方账号', '查询账号', '账户账号', '客户账号', 'Account'])
  const found = above ?? table.rows.map((row) => cellOf(table, row, 'own')).find((text) => text !== '')
  const digits = found === undefined ? undefined : /[\dA-Z][\dA-Z\s-]{5,}/i.exec(found)?.[0]
  return digits === undefined ? undefined : plainAccount(digits)
}

/** Rows below the last movement: sums of the columns and notes of the bank. */
const footer =
  /^(合计|总计|共计|小计|累计|本页|(借方|贷方|支出|收入)(合计|总额|总金额|发生额合计|总?笔数)|总笔数|打印|说明|备注|注|total)/i

type Below = { readonly footers: readonly ReadRow[]; readonly rows: readonly ReadRow[] }

/** What the bank prints below must be what the rows make: one that is missing at an end breaks no balance. */
function footerRefusal(table: BankTable, { lines, currency }: Statement, below: Below): Refusal | undefined {
  const sums = (direction: StatementLine['direction'], words: readonly string[], column: string): Sum[] => {
    const own = lines.filter((line) => line.direction === direction)
    const moved = own.reduce((sum, { amount }) => sum + amount.minor, 0n)
    // A correction in red stands in the column of the other side.
    const { minor, count } = columnSum(table, below.rows, { name: column, currency })
    const amounts = [moved, ...(count === 0 ? [] : [minor])].map((each) => ({ currency, minor: each }))
    return words.flatMap((word): Sum[] => [
      {
        words: ['合计', '总额', '总金额', '合计金额', '发生额合计'].map((each) => `${word}${each}`),
        amounts,
      },
      { words: [`${word}笔数`, `${word}总笔数`], counts: [own.length, ...(count === 0 ? [] : [count])] },
    ])
  }
  const columns = [
    { name: 'debit', word: '借方合计', currency },
    { name: 'credit', word: '贷方合计', currency },
    { name: 'amount', word: '合计', currency },
  ]
  return (
    totalsRefusal(table, below, columns) ??
    printedRefusal(below.footers, [
      ...sums('out', ['借方', '支出'], 'debit'),
      ...sums('in', ['贷方', '收入'], 'credit'),
      { words: ['总笔数', '合计笔数'], counts: [lines.length] },
    ])
  )
}

function movedRows(table: BankTable, currency: string): readonly Moved[] | Refusal {
  const moved: Moved[] = []
  for (const row of table.rows) {
    const read = movedRow(table, row, currency)
    if (isRefusal(read)) return read
    moved.push(read)
  }
  return moved
}

function movedRow(table: BankTable, row: ReadRow, usual: string): Moved | Refusal {
  const currency = currencyOf(cellOf(table, row, 'currency'), row.line) ?? usual
  if (typeof currency !== 'string') return currency
  const bookedOn = dayCell(table, row, 'day')
  if (isRefusal(bookedOn)) return bookedOn
  const balance = amountCell(table, row, { name: 'balance', currency })
  if (isRefusal(balance)) return balance
  if (balance === undefined) return refuse('bank.row_balance', { row: row.line })
  const movement = movementOf(table, row, currency)
  if (isRefusal(movement)) return movement
  const account = accountCell(table, row, 'account')
  if (isRefusal(account)) return account
  const [number, reference, party] = ['number', 'reference', 'party'].map((name) => cellOf(table, row, name))
  const line: StatementLine = {
    row: row.line,
    ...movement,
    bookedOn,
    status: 'booked',
    ...(number ? { endToEndId: number } : {}),
    ...(reference ? { bankReference: reference } : {}),
    ...(party ? { party } : {}),
    ...(account === '' ? {} : { account }),
    remark: cellOf(table, row, 'remark'),
    balance,
  }
  return { line, balance }
}

const out = /^(借|支|付|D|Dr|Debit|支出|借方|往账)$/i
const into = /^(贷|收|C|Cr|Credit|收入|贷方|来账)$/i

/**
 * Amount and side: two columns, or one with a sign or a word beside it. A negative debit is money that
 * came.
 */
function movementOf(
  table: BankTable,
  row: ReadRow,
  currency: string,
): Pick<StatementLine, 'direction' | 'amount'> | Refusal {
  const [debit, credit, amount] = ['debit', 'credit', 'amount'].map((name) =>
    amountCell(table, row, { name, currency }),
  )
  if (isRefusal(debit)) return debit
  if (isRefusal(credit)) return credit
  if (isRefusal(amount)) return amount
  const side = cellOf(table, row, 'side')
  const [paid, got] = [debit?.minor ?? 0n, credit?.minor ?? 0n]
  if (paid !== 0n && got !== 0n) return refuse('bank.row_side', { row: row.line })
  if (paid !== 0n || got !== 0n) return signed(currency, got - paid)
  if (amount === undefined || amount.minor === 0n)
    return refuse('bank.row_amount', { row: row.line, text: '' })
  if (out.test(side)) return signed(currency, -amount.minor)
  if (into.test(side) || side === '') return signed(currency, amount.minor)
  return refuse('bank.row_side', { row: row.line })
}

function signed(currency: string, minor: bigint): Pick<StatementLine, 'direction' | 'amount'> {
  const direction = minor < 0n ? 'out' : 'in'
  return { direction, amount: { currency, minor: minor < 0n ? -minor : minor } }
}

function statementOf(account: string, moved: readonly Moved[]): Statement | undefined {
  const [first, last] = [moved[0], moved.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const { amount, direction } = first.line
  const change: Money = { ...amount, minor: direction === 'in' ? amount.minor : -amount.minor }
  const days = moved.map(({ line }) => line.bookedOn).toSorted()
  const [from = first.line.bookedOn, to = last.line.bookedOn] = [days[0], days.at(-1)]
  return {
    form: 'table',
    account,
    currency: amount.currency,
    number: `${from}/${to}`,
    from,
    to,
    opening: subtract(first.balance, change),
    closing: last.balance,
    lines: moved.map(({ line }) => line),
  }
}

/** Where the bank prints opening and closing above the table, they must be those of the rows. */
function balanceRefusal(table: BankTable, statement: Statement): Refusal | undefined {
  const printed = (words: readonly string[], fallback: Money): Money => {
    const text = aboveValue(table, words)?.replace(/[¥元\s]/g, '')
    return (text === undefined ? undefined : fromDecimal(statement.currency, text)) ?? fallback
  }
  const opening = printed(['期初余额', '上期余额', '承前余额'], statement.opening)
  const closing = printed(['期末余额', '本期余额', '当前余额'], statement.closing)
  return sumRefusal({ ...statement, opening, closing })
}
