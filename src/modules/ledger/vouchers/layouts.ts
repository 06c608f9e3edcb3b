import type { SheetCell } from '../../../platform/sheets.ts'
import { dimensionTexts } from '../../../texts/dimensions.ts'
import type { DimensionKind } from './dimensions.ts'
import type { Posting, Voucher } from './make.ts'

/** A line of the file: one posting of one voucher, with what the whole voucher has. */
export type FileLine = {
  readonly voucher: Voucher
  readonly posting: Posting
  /** The voucher's place in the file; the finance system gives the statutory number. */
  readonly place: number
  /** The posting's place in its voucher. */
  readonly row: number
  readonly summary: string
  readonly entityCode: string
  readonly entityName: string
}

type Cell = (line: FileLine) => SheetCell

const amount = (minor: bigint, { voucher: { currency } }: FileLine): SheetCell =>
  minor === 0n ? null : { money: { currency, minor } }

const carried = ({ posting }: FileLine, wanted: DimensionKind) =>
  posting.dimensions.find(({ kind }) => kind === wanted)

/** `部门---01---销售部/客户---C001---恒泰商贸`; a name never holds what stands between two parts. */
function inOneText({ posting: { dimensions } }: FileLine): string {
  return dimensions
    .map(({ kind, code = '', name }) => {
      const plain = name.replaceAll('/', '／').replace(/-{2,}/g, '—')
      return [dimensionTexts[`dimension.${kind}`].zh, code, plain].join('---')
    })
    .join('/')
}

/** What a column may hold; a layout only names and orders them. Codes are text, so no zero is lost. */
const contents = {
  entityCode: (line) => line.entityCode,
  entityName: (line) => line.entityName,
  year: ({ voucher }) => ({ number: Number(voucher.on.slice(0, 4)) }),
  month: ({ voucher }) => ({ number: Number(voucher.on.slice(5, 7)) }),
  period: ({ voucher }) => voucher.on.slice(0, 7),
  date: ({ voucher }) => ({ date: voucher.on }),
  word: () => '记',
  place: (line) => ({ number: line.place }),
  row: (line) => ({ number: line.row }),
  attachments: ({ voucher }) => ({ number: voucher.attachments }),
  summary: (line) => line.summary,
  accountCode: ({ posting }) => posting.code,
  accountName: ({ posting }) => posting.name,
  currency: ({ voucher }) => voucher.currency,
  debit: (line) => amount(line.posting.debit, line),
  credit: (line) => amount(line.posting.credit, line),
  original: (line) => amount(line.posting.debit + line.posting.credit, line),
  reference: ({ voucher }) => voucher.reference,
  document: ({ voucher }) => voucher.documentId,
  departmentCode: (line) => carried(line, 'department')?.code ?? null,
  departmentName: (line) => carried(line, 'department')?.name ?? null,
  employeeCode: (line) => carried(line, 'employee')?.code ?? null,
  employeeName: (line) => carried(line, 'employee')?.name ?? null,
  customerCode: (line) => carried(line, 'customer')?.code ?? null,
  customerName: (line) => carried(line, 'customer')?.name ?? null,
  vendorCode: (line) => carried(line, 'vendor')?.code ?? null,
  vendorName: (line) => carried(line, 'vendor')?.name ?? null,
  projectCode: (line) => carried(line, 'project')?.code ?? null,
  projectName: (line) => carried(line, 'project')?.name ?? null,
  dimensions: (line) => inOneText(line) || null,
} satisfies Record<string, Cell>

/** A column of a layout: its heading, and what stands below it. */
export type LayoutColumn = readonly [heading: string, content: keyof typeof contents]

/** A layout of a file of vouchers. */
export type VoucherLayout = {
  readonly id: LayoutId
  readonly columns: readonly LayoutColumn[]
  /** Columns that follow where a line of the file carries something, so that other files stay as they are. */
  readonly carried: readonly LayoutColumn[]
}

/** The layouts, by name: our own, and two that follow what the importers of two systems commonly take. */
export const layoutIds = ['general', 'yonyou', 'kingdee'] as const

/** The name of a layout. */
export type LayoutId = (typeof layoutIds)[number]

/** True for the name of a layout. */
export function isLayout(name: string): name is LayoutId {
  return layoutIds.some((id) => id === name)
}

/**
 * The layouts as data. The second follows the columns of 用友 U8, the third those of 金蝶 K/3; neither is an
 * official format, and each system's import template is what counts.
 */
export const layouts: Readonly<Record<LayoutId, VoucherLayout>> = {
  general: {
    id: 'general',
    columns: [
      ['单位编码', 'entityCode'],
      ['单位名称', 'entityName'],
      ['会计期间', 'period'],
      ['凭证日期', 'date'],
      ['序号', 'place'],
      ['业务参考号', 'reference'],
      ['附件数', 'attachments'],
      ['分录号', 'row'],
      ['摘要', 'summary'],
      ['科目编码', 'accountCode'],
      ['科目名称', 'accountName'],
      ['币种', 'currency'],
      ['借方金额', 'debit'],
      ['贷方金额', 'credit'],
      ['业务单据', 'document'],
    ],
    carried: [
      ['部门编码', 'departmentCode'],
      ['部门名称', 'departmentName'],
      ['职员编码', 'employeeCode'],
      ['职员名称', 'employeeName'],
      ['客户编码', 'customerCode'],
      ['客户名称', 'customerName'],
      ['供应商编码', 'vendorCode'],
      ['供应商名称', 'vendorName'],
      ['项目编码', 'projectCode'],
      ['项目名称', 'projectName'],
    ],
  },
  yonyou: {
    id: 'yonyou',
    columns: [
      ['制单日期', 'date'],
      ['凭证类别', 'word'],
      ['凭证号', 'place'],
      ['附单据数', 'attachments'],
      ['摘要', 'summary'],
      ['科目编码', 'accountCode'],
      ['科目名称', 'accountName'],
      ['币种', 'currency'],
      ['借方金额', 'debit'],
      ['贷方金额', 'credit'],
      ['备注', 'reference'],
    ],
    carried: [
      ['部门编码', 'departmentCode'],
      ['职员编码', 'employeeCode'],
      ['客户编码', 'customerCode'],
      ['供应商编码', 'vendorCode'],
      ['项目编码', 'projectCode'],
    ],
  },
  kingdee: {
    id: 'kingdee',
    columns: [
      ['日期', 'date'],
      ['会计年度', 'year'],
      ['期间', 'month'],
      ['凭证字', 'word'],
      ['凭证号', 'place'],
      ['附件数', 'attachments'],
      ['分录序号', 'row'],
      ['摘要', 'summary'],
      ['科目代码', 'accountCode'],
      ['科目名称', 'accountName'],
      ['币别', 'currency'],
      ['原币金额', 'original'],
      ['借方', 'debit'],
      ['贷方', 'credit'],
      ['参考信息', 'reference'],
    ],
    carried: [['核算项目', 'dimensions']],
  },
}

/** The columns of a file of these vouchers. */
export function columnsFor({ columns, carried }: VoucherLayout, vouchers: readonly Voucher[]) {
  const isCarried = vouchers.some(({ postings }) => postings.some(({ dimensions }) => dimensions.length > 0))
  return isCarried ? [...columns, ...carried] : columns
}

/** The cells of a line in the order of the columns. */
export function cellsOf(columns: readonly LayoutColumn[], line: FileLine): SheetCell[] {
  return columns.map(([, content]) => contents[content](line))
}
