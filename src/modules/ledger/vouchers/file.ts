import { encodeGb18030 } from '../../../platform/gb18030.ts'
import { csvText, xlsxBytes, type Sheet, type SheetCell } from '../../../platform/sheets.ts'
import { benefitTexts } from '../../../texts/benefits.ts'
import { fill, type Sentence } from '../../../texts/text.ts'
import { voucherTexts } from '../../../texts/vouchers.ts'
import { cellsOf, columnsFor, layouts, type FileLine, type LayoutColumn, type LayoutId } from './layouts.ts'
import type { Voucher } from './make.ts'

/** How a file of vouchers is written: GB18030 for programs that read no UTF-8. */
export const fileKinds = ['csv', 'csv_gb18030', 'xlsx'] as const

/** The kind of a file of vouchers. */
export type FileKind = (typeof fileKinds)[number]

/** True for the name of a kind of file. */
export function isFileKind(name: string): name is FileKind {
  return fileKinds.some((kind) => kind === name)
}

/** What a file of vouchers is made of. */
export type FilePlan = {
  readonly layout: LayoutId
  readonly kind: FileKind
  readonly entity: { readonly code: string; readonly name: string }
  readonly vouchers: readonly Voucher[]
}

/** Writes vouchers in a layout; the same vouchers give the same bytes, whose digest stands in the log. */
export async function voucherFile(plan: FilePlan): Promise<Buffer> {
  const columns = columnsFor(layouts[plan.layout], plan.vouchers)
  const sheet: Sheet = {
    name: fill(voucherTexts['vouchers.sheet'], 'zh-CN'),
    heading: columns.map(([heading]) => heading),
    rows: rowsOf(plan, columns),
  }
  const parts: Uint8Array[] = []
  if (plan.kind === 'xlsx') {
    for await (const piece of xlsxBytes([sheet])) parts.push(piece)
    return Buffer.concat(parts)
  }
  let text = ''
  for await (const piece of csvText(sheet)) text += piece
  // The mark before the text says UTF-8, so it stays out of anything else.
  return plan.kind === 'csv' ? Buffer.from(text, 'utf8') : encodeGb18030(text.replace(/^\ufeff/, ''))
}

/** The media type of a file of vouchers, and how its name ends. */
export const fileShapes: Readonly<
  Record<FileKind, { readonly mediaType: string; readonly extension: string }>
> = {
  csv: { mediaType: 'text/csv; charset=utf-8', extension: 'csv' },
  csv_gb18030: { mediaType: 'text/csv; charset=gb18030', extension: 'csv' },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
  },
}

type Named = {
  readonly period: string
  readonly layout: string
  readonly code: string
  readonly kind: FileKind
}

/** The name under which a file of vouchers is saved. */
export function fileNameOf({ code, period, layout, kind }: Named): string {
  return `vouchers-${code}-${period}-${layout}.${fileShapes[kind].extension}`
}

function* rowsOf({ entity, vouchers }: FilePlan, columns: readonly LayoutColumn[]): Generator<SheetCell[]> {
  for (const [i, voucher] of vouchers.entries()) {
    const about = {
      place: i + 1,
      summary: summaryOf(voucher),
      entityCode: entity.code,
      entityName: entity.name,
    }
    for (const [j, posting] of voucher.postings.entries()) {
      const line: FileLine = { ...about, voucher, posting, row: j + 1 }
      yield cellsOf(columns, line)
    }
  }
}

/** The summary (摘要): Chinese, as the books are, and without a name of anybody. */
function summaryOf({ benefitNumber, form, occasion, isSupplement }: Voucher): string {
  const occurred = fill(voucherTexts[`vouchers.occasion.${occasion}`], 'zh-CN')
  const what = isSupplement
    ? fill(voucherTexts['vouchers.supplement'], 'zh-CN', { what: occurred })
    : occurred
  return fill(voucherTexts['vouchers.summary'], 'zh-CN', {
    number: benefitNumber,
    form: formName(form),
    what,
  })
}

function formName(form: string): string {
  const texts: Readonly<Record<string, Sentence>> = benefitTexts
  return texts[`form.${form}`]?.zh ?? form
}
