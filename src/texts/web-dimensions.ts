import type { Sentence } from './text.ts'

/** What accounts of the general ledger carry and the codes of the finance system, below the vouchers. */
export const webDimensionTexts = {
  'dimensions.title': { zh: '辅助核算', en: 'Dimensions (辅助核算)' },
  'dimensions.none': {
    zh: '没有科目带辅助核算。财务系统要求时，请在下面按科目勾选。',
    en: 'No account carries dimensions. Where the finance system asks for them, tick them by account.',
  },
  'dimensions.whole': {
    zh: '本月凭证的编码齐全。',
    en: 'The vouchers of the month have all their codes.',
  },
  'dimensions.missing': {
    zh: '还缺 {count} 个编码，相关凭证无法导入财务系统。',
    en: {
      one: '{count} code is missing; the finance system would refuse the vouchers that need it.',
      other: '{count} codes are missing; the finance system would refuse the vouchers that need them.',
    },
  },
  'dimensions.change': { zh: '设置', en: 'Change' },
  'dimensions.close': { zh: '收起', en: 'Close' },
  'dimensions.reason': { zh: '原因（写入日志）', en: 'Why (kept in the log)' },
  'dimensions.reason_hint': {
    zh: '至少 5 个字，用于下面的每项修改。',
    en: 'At least 5 characters; it counts for each change below.',
  },
  'dimensions.needed_for': { zh: '用于 {references}', en: 'for {references}' },
  'dimensions.code_of': { zh: '{kind}「{name}」的编码', en: 'Code of {kind} {name}' },
  'dimensions.save': { zh: '保存', en: 'Save' },
  'dimensions.save_for': { zh: '保存 {name} 的编码', en: 'Save the code of {name}' },
  'dimensions.not_saved': { zh: '没有保存', en: 'Not saved' },
  'dimensions.accounts': { zh: '科目带哪些辅助核算', en: 'What each account carries' },
  'dimensions.paste': { zh: '批量补录编码', en: 'Many codes at once' },
  'dimensions.paste_hint': {
    zh: '每行三列，逗号或制表符分隔：类别、我方编号或名称、编码。没有该项的写「无」。',
    en: 'Each row: kind, our identifier or name, code, with commas or tabs; - for lines that have none.',
  },
  'dimensions.take': { zh: '录入', en: 'Take the rows' },
  'dimensions.file': { zh: '从文件导入', en: 'From a file' },
  'dimensions.codes': { zh: '已登记的编码（{count}）', en: 'Codes on record ({count})' },
  'dimensions.remove': { zh: '删除', en: 'Remove' },
  'dimensions.remove_for': { zh: '删除 {name} 的编码', en: 'Remove the code of {name}' },
} as const satisfies Readonly<Record<string, Sentence>>
