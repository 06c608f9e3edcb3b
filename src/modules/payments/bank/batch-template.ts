import type { Sentence } from '../../../texts/text.ts'

/** What a cell of a batch file holds. */
export type BatchField =
  | 'sequence'
  | 'number'
  | 'payer_account'
  | 'payer_name'
  | 'payer_bank'
  | 'payee_account'
  | 'payee_name'
  | 'payee_bank'
  | 'payee_cnaps'
  | 'province'
  | 'province_short'
  | 'city'
  | 'payee_phone'
  | 'amount'
  | 'currency'
  | 'purpose'
  | 'remark'
  | 'day'
  | 'same_bank'
  | 'fixed'

/** One column: its heading, what stands in it, and how much of it the bank takes. */
export type BatchColumn = {
  readonly title: string
  readonly field: BatchField
  /** Letters that the bank takes; a longer remark is cut, anything else longer stops its payment. */
  readonly most?: number
  readonly isNeeded?: boolean
  /** What stands in a column that holds the same in every row. */
  readonly text?: string
  /** An amount as a number of a workbook; everything else is text in every format. */
  readonly isNumber?: boolean
}

/** A line of sums before or after the payments. */
export type BatchTotals = {
  readonly place: 'first' | 'last'
  readonly cells: readonly ('count' | 'total' | 'payer_account' | 'day' | { readonly text: string })[]
}

/**
 * How one bank wants its batch. Banks have no common form, so this is data: columns, encoding, line end, the
 * bank's own words for purposes, most rows of a file, and whether payments within the bank stand apart.
 */
export type BatchTemplate = {
  readonly id: string
  readonly name: Sentence
  readonly format: 'xlsx' | 'text'
  readonly encoding: 'gbk' | 'gb18030' | 'utf-8' | 'utf-8-mark'
  readonly lineEnd: '\r\n' | '\n'
  readonly delimiter: string
  readonly hasHeading: boolean
  /** Rows of fixed text above the heading. */
  readonly above?: readonly (readonly string[])[]
  readonly columns: readonly BatchColumn[]
  readonly rowsMax: number
  readonly totals?: BatchTotals
  /** Our purposes in the bank's fixed words; a purpose that is not among them stops its payment. */
  readonly purposes?: Readonly<Record<string, string>>
  /**
   * Payments within the payer's own bank and to others stand in files of their own, which must not be
   * mixed.
   */
  readonly isSplit?: boolean
}
