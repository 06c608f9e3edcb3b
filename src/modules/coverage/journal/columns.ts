/** What a column of a journal holds. */
export type Role =
  | 'day'
  | 'year'
  | 'month'
  | 'dayOfMonth'
  | 'voucherWord'
  | 'voucher'
  | 'text'
  | 'code'
  | 'name'
  | 'debit'
  | 'credit'
  | 'amount'
  | 'direction'
  | 'party'
  | 'staff'
  | 'unit'
  | 'aux'

/** Which columns hold what; names of accounts, parties and dimensions may stand in several. */
export type Columns = Readonly<Record<Role, readonly number[]>>

/**
 * Headings by what they mean, in the words of the exports of finance systems. The earlier pattern of a role
 * is the better
 * column where a file has several: amounts in the own currency come before the foreign ones.
 */
const headings: Headings<Role> = [
  [
    'day',
    [
      /^(制单|凭证|记账|会计|过账|业务|入账|填制)?日期$/,
      /^(posting|voucher|entry|document|doc|journal|transaction|gl|effective|accounting|booking)?date$/,
      /^(postedon|postingday|day|time)$/,
    ],
  ],
  ['year', [/^(会计)?年(度)?$/, /^(fiscal)?year$/]],
  ['month', [/^月(份)?$/, /^month$/]],
  ['dayOfMonth', [/^日$/]],
  ['voucherWord', [/^(凭证)?(字|类别|类型|种类)$/, /^(voucher|document|doc|journal)type$/]],
  [
    'voucher',
    [
      /^(记账)?凭证(字号|编号|号|号码|号数)?$/,
      /^(字号|凭证no|编号|单据号|传票号)$/,
      /^(voucher|journal|entry|document|doc|je|jv|jnl|gl)(entry)?(no|number|num|id|#)?$/,
      /^(transaction|trans|reference|ref)(no|number|num|id|#)?$/,
    ],
  ],
  [
    'text',
    [
      /^摘要/,
      /^(description|narration|memo|summary|text|details?|particulars?|explanation|purpose)$/,
      /^(linedescription|lineitemtext|itemtext)$/,
      /^(说明|备注|用途|事由|remarks?|comments?|notes?)$/,
    ],
  ],
  [
    'code',
    [
      /^(会计)?科目(编码|代码|编号|号|码)$/,
      /^(gl|general ledger|ledger)?account(code|no|number|num|id|#)$/,
      /^(glaccount|gl|accountcode|acct|acctno)$/,
    ],
  ],
  [
    'name',
    [
      /^(会计)?科目(全)?名称?$/,
      /^(gl|ledger)?account(name|title|description|text)$/,
      /^(会计)?(一级|二级|三级|总账|明细|末级)?科目(全称|名)?$/,
      /^(明细科目|account|category|expensetype|expenseaccount)$/,
    ],
  ],
  [
    'debit',
    [
      /^(本位币|本币|人民币)?借方(本位币|本币)?(发生额|金额|发生)?$/,
      /^(localcurrency|base|functional)?(debit|dr|debits)(amount|amt|localcurrency|lc)?$/,
      /^借方(金额)?(rmb|cny)$/,
    ],
  ],
  [
    'credit',
    [
      /^(本位币|本币|人民币)?贷方(本位币|本币)?(发生额|金额|发生)?$/,
      /^(localcurrency|base|functional)?(credit|cr|credits)(amount|amt|localcurrency|lc)?$/,
      /^贷方(金额)?(rmb|cny)$/,
    ],
  ],
  [
    'amount',
    [
      /^(本位币|本币)?(发生额|金额)$/,
      /^(本位币|本币)金额$/,
      /^(net|local|base)?(amount|amt|value)(lc|localcurrency|inlocalcurrency)?$/,
    ],
  ],
  [
    'direction',
    [
      /^(借贷|余额)?方向$/,
      /^借\/?贷$/,
      /^(dc|dr\/?cr|d\/?c|debit\/?credit|debitcreditindicator|dcindicator|side|sign)$/,
    ],
  ],
  [
    'party',
    [
      /^(供应商|供货商|往来单位|对方单位|对方|客商|收款单位|收款人|往来|单位|商户|商家|销方|销售方)(名称|档案)?$/,
      /^(vendor|supplier|payee|counterparty|party|merchant|beneficiary)(name)?$/,
      /^((business|trading)?partner)(name)?$/,
      /^(客户|客户名称|customer|customername|client)$/,
    ],
  ],
  [
    'staff',
    [
      /^(职员|个人|员工|人员|经办人|报销人|业务员|职工|申请人|领用人)(名称|姓名|档案)?$/,
      /^(employee|staff|person|claimant|cardholder|travell?er|requester|salesperson)(name)?$/,
      /^submittedby$/,
    ],
  ],
  [
    'unit',
    [
      /^(部门|成本中心|核算部门|责任中心|费用部门)(名称|档案)?$/,
      /^(department|dept|costcenter|costcentre|unit|division|team)(name)?$/,
    ],
  ],
  [
    'aux',
    [
      /^(辅助|辅助核算|辅助项|核算项目|辅助账|核算维度|辅助核算项目)$/,
      /^(auxiliary|dimensions?|analysis|segments?|subledger)$/,
    ],
  ],
]

const all = headings.map(([role]) => role)

/** Which heading means which role; the earlier pattern of a role is the better column. */
export type Headings<Name extends string> = readonly (readonly [Name, readonly RegExp[]])[]

/**
 * Finds the columns of a heading; undefined when it is none of a journal, which has a day, an account and
 * an amount.
 */
export function columnsOf(cells: readonly string[]): Columns | undefined {
  const columns = findColumns(headings, all, cells)
  const hasDay = columns.day.length > 0 || (columns.month.length > 0 && columns.dayOfMonth.length > 0)
  const hasAccount = columns.code.length + columns.name.length > 0
  const hasAmount = columns.debit.length > 0 || columns.amount.length > 0
  return hasDay && hasAccount && hasAmount ? columns : undefined
}

/** The columns of each role in a heading, the better ones first. */
export function findColumns<Name extends string>(
  known: Headings<Name>,
  names: readonly Name[],
  cells: readonly string[],
): Record<Name, number[]> {
  // One list a role, by the same list of roles.
  const columns = Object.fromEntries(names.map((role) => [role, [] as number[]])) as Record<Name, number[]>
  const ranks = new Map<number, number>()
  cells.forEach((cell, at) => {
    const heading = plainHeading(cell)
    if (heading === '') return
    const found = roleOf(known, heading)
    if (!found) return
    columns[found.role].push(at)
    ranks.set(at, found.rank)
  })
  for (const role of names) columns[role].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a - b)
  return columns
}

function roleOf<Name extends string>(
  known: Headings<Name>,
  heading: string,
): { readonly role: Name; readonly rank: number } | undefined {
  for (const [role, patterns] of known) {
    const rank = patterns.findIndex((pattern) => pattern.test(heading))
    if (rank !== -1) return { role, rank }
  }
  return undefined
}

/** Without blanks, brackets and units: `借方金额（元）` is 借方金额, `Account No.` is accountno. */
function plainHeading(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\((rmb|cny|元|人民币|本位币)\)|\[[^\]]*\]|\([^)]*\)/g, '')
    .replace(/[\s_.:*"'-]/g, '')
}
