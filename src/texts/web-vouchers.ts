import type { Sentence } from './text.ts'

/** The vouchers of a month on the page of months. */
export const webVoucherTexts = {
  'vouchers.title': { zh: '{month} 的凭证', en: 'Vouchers of {month}' },
  'vouchers.show_all': { zh: '也显示已编号的', en: 'Show numbered ones too' },
  'vouchers.waiting': {
    zh: '{count} 张凭证等待财务系统的凭证号。',
    en: {
      one: '{count} voucher waits for its number of the finance system.',
      other: '{count} vouchers wait for their numbers of the finance system.',
    },
  },
  'vouchers.all_numbered': {
    zh: '没有等待编号的凭证。',
    en: 'No voucher waits for a number.',
  },
  'vouchers.all_count': {
    zh: '共 {count} 张凭证。',
    en: { one: '{count} voucher.', other: '{count} vouchers.' },
  },
  'vouchers.more': {
    zh: '列出前 {count} 张；导出文件包含全部。',
    en: 'The first {count}; the file has all.',
  },
  'vouchers.number': { zh: '凭证号 {number}（{on}）', en: 'No. {number} of {on}' },
  'vouchers.left': {
    zh: '其中 {count} 张已随 {file} 导出过，请勿重复入账：',
    en: {
      one: '{count} of these left in {file}; let it not be booked twice:',
      other: '{count} of these left in {file}; let them not be booked twice:',
    },
  },
  'vouchers.record': { zh: '登记凭证号', en: 'Record number' },
  'vouchers.record_for': { zh: '登记凭证号：{reference}', en: 'Record number: {reference}' },
  'vouchers.record_failed': { zh: '没有登记', en: 'Not recorded' },
  'vouchers.number_label': { zh: '凭证号', en: 'Number' },
  'vouchers.day_label': { zh: '凭证日期', en: 'Day of the voucher' },
  'vouchers.export': { zh: '导出到财务系统', en: 'Export to the finance system' },
  'vouchers.export_title': { zh: '导出 {month} 的凭证', en: 'Export the vouchers of {month}' },
  'vouchers.export_text': {
    zh: '文件的摘要和下载都会写入日志。编号后把凭证号文件导回来，权益才能办结。',
    en: 'The log keeps its digest and who takes it. Import the numbers later: they complete the benefits.',
  },
  'vouchers.export_send': { zh: '导出', en: 'Export' },
  'vouchers.export_failed': { zh: '没有导出', en: 'Not exported' },
  'vouchers.layout': { zh: '格式', en: 'Layout' },
  'vouchers.layout.general': { zh: '通用', en: 'General' },
  'vouchers.layout.yonyou': { zh: '用友', en: '用友 (Yonyou)' },
  'vouchers.layout.kingdee': { zh: '金蝶', en: '金蝶 (Kingdee)' },
  'vouchers.kind': { zh: '文件类型', en: 'File' },
  'vouchers.kind.xlsx': { zh: 'Excel（XLSX）', en: 'Excel (XLSX)' },
  'vouchers.kind.csv': { zh: 'CSV（UTF-8）', en: 'CSV (UTF-8)' },
  'vouchers.kind.csv_gb18030': { zh: 'CSV（GB18030）', en: 'CSV (GB18030)' },
  'vouchers.reason': { zh: '用途', en: 'What it is for' },
  'vouchers.holds': {
    zh: '缺少辅助核算编码的凭证暂缓，先导出其余的',
    en: 'Leave out vouchers that lack a code of the finance system',
  },
  'vouchers.import': { zh: '导入凭证号', en: 'Import numbers' },
  'vouchers.import_failed': { zh: '文件未采用', en: 'The file was not taken' },
  'vouchers.imported': {
    zh: '{rows} 行：登记 {recorded}，已有 {known}，未采用 {refused}。',
    en: '{rows} rows: {recorded} recorded, {known} known already, {refused} not taken.',
  },
  'vouchers.line': { zh: '第 {line} 行：{reason}', en: 'Line {line}: {reason}' },
  'vouchers.files': { zh: '已导出的文件', en: 'Files made' },
  'vouchers.of': { zh: '{count} 张凭证', en: { one: '{count} voucher', other: '{count} vouchers' } },
} as const satisfies Readonly<Record<string, Sentence>>
