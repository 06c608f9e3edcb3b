import type { RefusalText } from '../text.ts'

export const coverageRefusals = {
  'coverage.no_heading': {
    says: {
      zh: '没有找到序时账的表头：需要日期、科目和借方、贷方（或金额与方向）。',
      en: 'The file has no heading of a journal: day, account, and debit and credit (or amount and side).',
    },
    wayOut: {
      zh: '请从财务系统导出序时账（凭证明细）为 CSV 或 .xlsx，保留表头。',
      en: 'Export the journal (voucher lines) from the finance system as CSV or .xlsx, with its heading.',
    },
  },
  'coverage.no_lines': {
    says: { zh: '序时账的表头下没有分录。', en: 'There are no lines below the heading of the journal.' },
    wayOut: { zh: '请检查导出时选择的期间。', en: 'Check the period that was chosen for the export.' },
  },
  'coverage.entity_unknown': {
    says: { zh: '没有法人主体“{entity}”。', en: 'There is no legal entity “{entity}”.' },
    wayOut: { zh: '请用这些之一：{entities}', en: 'Use one of: {entities}' },
  },
} as const satisfies Record<string, RefusalText>
