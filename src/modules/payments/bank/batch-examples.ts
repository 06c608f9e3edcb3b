import type { BatchTemplate } from './batch-template.ts'

/** Our purposes in words that the lists of many banks have. */
const purposes = {
  rebate: '货款',
  company_account: '货款',
  sponsorship: '服务费',
  vendor: '采购款',
  reimbursement: '报销款',
}

/** A workbook with everything in one sheet, as large banks offer it for their web. */
const workbook: BatchTemplate = {
  id: 'example_workbook',
  name: {
    zh: '示例一：Excel 批量转账（请按贵行模板调整）',
    en: 'Example 1: Excel batch (adapt to your bank)',
  },
  format: 'xlsx',
  encoding: 'utf-8',
  lineEnd: '\r\n',
  delimiter: ',',
  hasHeading: true,
  rowsMax: 500,
  purposes,
  columns: [
    { title: '序号', field: 'sequence' },
    { title: '付款方账号', field: 'payer_account', isNeeded: true },
    { title: '付款方户名', field: 'payer_name', isNeeded: true },
    { title: '付款方开户行', field: 'payer_bank' },
    { title: '收款方账号', field: 'payee_account', most: 32, isNeeded: true },
    { title: '收款方户名', field: 'payee_name', most: 60, isNeeded: true },
    { title: '收款方开户行', field: 'payee_bank', most: 60, isNeeded: true },
    { title: '收款方省份', field: 'province' },
    { title: '收款方城市', field: 'city' },
    { title: '金额', field: 'amount', isNeeded: true },
    { title: '用途', field: 'purpose', isNeeded: true },
    { title: '备注', field: 'remark', most: 60 },
    { title: '业务编号', field: 'number', most: 35, isNeeded: true },
    // Empty in every row until a template that requires it is in force: no phone is taken before.
    { title: '收款方手机', field: 'payee_phone' },
  ],
}

/** Text with bars, payments within the bank and to others apart, sums in the first line. */
const splitText: BatchTemplate = {
  id: 'example_split_text',
  name: {
    zh: '示例二：文本文件，行内与跨行分开（请按贵行模板调整）',
    en: 'Example 2: text file, own bank and others apart (adapt to your bank)',
  },
  format: 'text',
  encoding: 'gbk',
  lineEnd: '\r\n',
  delimiter: '|',
  hasHeading: false,
  rowsMax: 1000,
  isSplit: true,
  totals: { place: 'first', cells: ['payer_account', 'count', 'total', 'day'] },
  columns: [
    { title: '序号', field: 'sequence' },
    { title: '收款账号', field: 'payee_account', most: 32, isNeeded: true },
    { title: '收款户名', field: 'payee_name', most: 60, isNeeded: true },
    { title: '收款行联行号', field: 'payee_cnaps', most: 12, isNeeded: true },
    { title: '金额', field: 'amount', isNeeded: true },
    { title: '附言', field: 'remark', most: 40 },
    { title: '业务编号', field: 'number', most: 35, isNeeded: true },
  ],
}

/** Comma-separated text with at most 50 rows, as small banks ask for, sums in the last line. */
const smallCsv: BatchTemplate = {
  id: 'example_small_csv',
  name: {
    zh: '示例三：CSV，每个文件最多 50 笔（请按贵行模板调整）',
    en: 'Example 3: CSV, at most 50 rows a file (adapt to your bank)',
  },
  format: 'text',
  encoding: 'gb18030',
  lineEnd: '\r\n',
  delimiter: ',',
  hasHeading: true,
  rowsMax: 50,
  purposes,
  totals: { place: 'last', cells: [{ text: '合计' }, 'count', 'total'] },
  columns: [
    { title: '收款账号', field: 'payee_account', most: 32, isNeeded: true },
    { title: '收款户名', field: 'payee_name', most: 40, isNeeded: true },
    { title: '收款银行', field: 'payee_bank', most: 40, isNeeded: true },
    { title: '联行号', field: 'payee_cnaps', most: 12 },
    { title: '币种', field: 'currency' },
    { title: '金额', field: 'amount', isNeeded: true },
    { title: '用途', field: 'purpose', isNeeded: true },
    { title: '业务编号', field: 'number', most: 35, isNeeded: true },
    { title: '是否本行', field: 'same_bank' },
  ],
}

/**
 * Three forms to start from. No bank's own: each company adapts one to the template that its bank gives it.
 */
export const batchExamples: readonly BatchTemplate[] = [workbook, splitText, smallCsv]
