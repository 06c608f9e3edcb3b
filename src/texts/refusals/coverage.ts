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
  'coverage.watched_already': {
    says: { zh: '科目 {code} 已在核对之列。', en: 'Account {code} is looked at already.' },
    wayOut: { zh: '无需重复增加。', en: 'Nothing needs to be done.' },
  },
  'coverage.watch_ended': {
    says: { zh: '该科目已取消。', en: 'This account is left out again already.' },
    wayOut: { zh: '需要时重新增加。', en: 'Add it again where it is needed.' },
  },
  'coverage.no_pool_heading': {
    says: {
      zh: '没有找到发票清单的表头：需要发票号码、开票日期、销方名称，以及价税合计或金额。',
      en: 'The file has no heading of a list of invoices: number, date, seller, and total or amount.',
    },
    wayOut: {
      zh: '请从税务数字账户导出取得的全量发票（CSV 或 .xlsx），保留表头；Excel 中发票号码须为文本。',
      en:
        'Export the received invoices from the tax platform as CSV or .xlsx, with the heading; in a ' +
        'workbook the numbers must be texts.',
    },
  },
  'coverage.no_invoices': {
    says: { zh: '发票清单的表头下没有发票。', en: 'There are no invoices below the heading of the list.' },
    wayOut: { zh: '请检查导出时选择的期间。', en: 'Check the period that was chosen for the export.' },
  },
  'coverage.pool_too_long': {
    says: { zh: '发票清单超过 {max} 行。', en: 'The list of invoices has more than {max} lines.' },
    wayOut: { zh: '请按月导出，分别提交。', en: 'Export it month by month.' },
  },
  'coverage.benefit_ended': {
    says: {
      zh: '权益 {number} 已被拒绝、撤回或冲销，不能解释这笔支出。',
      en: 'The benefit {number} was refused, withdrawn or reversed, and explains no spend.',
    },
    wayOut: {
      zh: '请对应另一笔权益，或从这一行补报。',
      en: 'Match it to another one, or declare it late from this line.',
    },
  },
  'coverage.entity_unknown': {
    says: { zh: '没有法人主体“{entity}”。', en: 'There is no legal entity “{entity}”.' },
    wayOut: { zh: '请用这些之一：{entities}', en: 'Use one of: {entities}' },
  },
  'coverage.no_file': {
    says: { zh: '没有收到序时账文件。', en: 'No journal was handed in.' },
    wayOut: { zh: '请选择一个 CSV 或 .xlsx 文件。', en: 'Choose a CSV or .xlsx file.' },
  },
  'coverage.line_settled': {
    says: { zh: '这一行已有说明。', en: 'Somebody has said already what this line is.' },
    wayOut: {
      zh: '请刷新后查看；等待复核的说明可由合规退回。',
      en: 'Reload it; compliance can hand back what waits.',
    },
  },
  'coverage.benefit_unknown': {
    says: { zh: '登记簿中没有这笔给出的权益。', en: 'The register has no such benefit that we gave.' },
    wayOut: { zh: '请先补报这笔权益，再对应。', en: 'Declare it late first, then match it.' },
  },
  'coverage.not_waiting': {
    says: { zh: '这一行没有等待复核的说明。', en: 'Nothing said of this line waits for a second person.' },
    wayOut: { zh: '请刷新后再看。', en: 'Reload it.' },
  },
  'coverage.confirmed_by_another': {
    says: { zh: '自己的说明不能由自己复核。', en: 'Nobody confirms his own word.' },
    wayOut: { zh: '请由另一位合规人员复核。', en: 'Another person of compliance confirms it.' },
  },
  'coverage.signed_already': {
    says: { zh: '这份序时账的完整性证明已经签署。', en: 'The certificate of this journal is signed.' },
    wayOut: {
      zh: '如有更正，请重新提交序时账，另行签署。',
      en: 'To put something right, hand the journal in again and sign that one.',
    },
  },
  'coverage.lines_unread': {
    says: {
      zh: '有 {count} 行无法读取，金额没有计入。',
      en: '{count} lines could not be read and do not count.',
    },
    wayOut: { zh: '请更正这些行后重新提交。', en: 'Put them right and hand the journal in again.' },
  },
  'coverage.not_tied': {
    says: { zh: '科目合计与明细不一致。', en: 'The sums of the accounts and their lines do not agree.' },
    wayOut: {
      zh: '请重新提交序时账，并请管理员运行 verify。',
      en: 'Hand the journal in again, and let an administrator run verify.',
    },
  },
  'coverage.marks_wait': {
    says: { zh: '有 {count} 行的说明等待合规复核。', en: '{count} lines wait for the word of compliance.' },
    wayOut: { zh: '请先复核这些行。', en: 'Answer them first.' },
  },
  'coverage.signed_by_another': {
    says: { zh: '说明过其中分录的人不能签署。', en: 'Whoever explained lines of it does not sign.' },
    wayOut: { zh: '请由另一位合规人员签署。', en: 'Another person of compliance signs.' },
  },
} as const satisfies Record<string, RefusalText>
