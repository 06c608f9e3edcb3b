import type { SheetCell } from '../../../platform/sheets.ts'
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
} satisfies Record<string, Cell>

/** A column of a layout: its heading, and what stands below it. */
export type LayoutColumn = readonly [heading: string, content: keyof typeof contents]

/** A layout of a file of vouchers. */
export type VoucherLayout = { readonly id: LayoutId; readonly columns: readonly LayoutColumn[] }

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
  },
}

/** The cells of a line in the order of a layout. */
export function cellsOf({ columns }: VoucherLayout, line: FileLine): SheetCell[] {
  return columns.map(([, content]) => contents[content](line))
}
