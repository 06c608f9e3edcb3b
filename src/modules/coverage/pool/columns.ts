import { findColumns, type Headings } from '../journal/columns.ts'

/** What a column of a list of e-invoices holds. */
export type PoolRole =
  'number' | 'code' | 'day' | 'seller' | 'buyerTax' | 'items' | 'net' | 'tax' | 'total' | 'status' | 'kind'

/** Which columns hold what. */
export type PoolColumns = Readonly<Record<PoolRole, readonly number[]>>

/**
 * Headings of the lists that the tax platform exports (全量发票查询), and of those that companies keep beside
 * it. The number of a digital invoice comes before that of an older one, which has its code besides.
 */
const headings: Headings<PoolRole> = [
  [
    'number',
    [
      /^(数电|全电|数电票|数电发票|全电发票|电子发票)号码$/,
      /^发票(号码|号)$/,
      /^e?invoice(no|number|num|#)$/,
      /^number$/,
    ],
  ],
  ['code', [/^发票代码$/, /^invoicecode$/]],
  ['day', [/^(开票|开具|发票)(日期|时间)$/, /^(invoice|issue|issued)?date$/, /^issuedon$/]],
  ['seller', [/^(销方|销售方|销货方|销货单位|开票方)(企业)?(名称)?$/, /^(seller|vendor|supplier)(name)?$/]],
  [
    'buyerTax',
    [
      /^(购方|购买方|购货方|受票方)(纳税人|企业)?(识别号|税号)$/,
      /^(buyer|purchaser)(tax)?(id|no|number|taxnumber)$/,
    ],
  ],
  [
    'items',
    [
      /^(货物或应税劳务|货物、应税劳务|货物劳务|货物|服务|项目|商品)(、?服务)?名称$/,
      /^(货物|项目|品名|开票内容|内容)$/,
      /^(items?|goods|description|content)(name)?$/,
    ],
  ],
  ['net', [/^(不含税|合计|发票)?金额$/, /^(net)?amount$/]],
  ['tax', [/^(合计|发票)?税额$/, /^(tax|vat)(amount)?$/]],
  ['total', [/^价税合计(金额)?$/, /^含税(总)?金额$/, /^(total|gross)(amount)?$/]],
  ['status', [/^(发票)?状态$/, /^(invoice)?status$/]],
  ['kind', [/^(发票)?(票种|种类|类型)$/]],
]
const names = headings.map(([role]) => role)

/** The columns of a heading; undefined when it is none of a list of invoices. */
export function poolColumns(cells: readonly string[]): PoolColumns | undefined {
  const columns = findColumns(headings, names, cells)
  const hasAmount = columns.total.length + columns.net.length > 0
  const isList = columns.number.length > 0 && columns.day.length > 0 && columns.seller.length > 0
  return isList && hasAmount ? columns : undefined
}
