import type { Sentence } from './text.ts'

/** The shipped forms of payment files, as screens and lists name them. */
export const shippedFormNames = {
  pain001: { zh: 'ISO 20022 pain.001', en: 'ISO 20022 pain.001' },
  pain001_latin: { zh: 'ISO 20022 pain.001（拉丁字母）', en: 'ISO 20022 pain.001, Latin letters' },
  example_workbook: { zh: 'Excel 批量模板（示例一）', en: 'Excel batch (example 1)' },
  example_split_text: { zh: '文本模板，行内跨行分开（示例二）', en: 'Text files, banks apart (example 2)' },
  example_small_csv: { zh: 'CSV 模板，每份 50 笔（示例三）', en: 'CSV, 50 rows a file (example 3)' },
} as const satisfies Readonly<Record<string, Sentence>>
