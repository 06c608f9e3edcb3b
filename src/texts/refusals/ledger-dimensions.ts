import type { RefusalText } from '../text.ts'
import { inputTaxOutRefusals } from './ledger-input-tax-out.ts'

/** What keeps codes of the finance system, rules on input tax, and vouchers that lack a code from passing. */
export const dimensionRefusals = {
  ...inputTaxOutRefusals,
  'ledger.dimension_codes_missing': {
    says: {
      zh: '{vouchers} 张凭证缺少辅助核算编码：{missing}。',
      en: 'Accounting vouchers that lack a code of the finance system: {vouchers}. Missing: {missing}.',
    },
    wayOut: {
      zh: '请在「期间」该月的「辅助核算」中补录编码；没有该项的，可为「无」设一个编码。也可以只导出齐全的凭证，其余暂缓。',
      en:
        'Add them at Months, under the dimensions of the month; a code for “none” serves lines that have ' +
        'none. Or leave those vouchers out for now.',
    },
  },
  'ledger.account_not_in_chart': {
    says: {
      zh: '本单位的凭证不使用科目 {code}。',
      en: 'No voucher of this entity goes to account {code}.',
    },
    wayOut: {
      zh: '请先在科目对照中设置该科目，或核对编码。',
      en: 'Set the account in the chart first, or check its code.',
    },
  },
  'ledger.input_tax_barred': {
    says: {
      zh: '餐饮、出行和娱乐的进项税额依法不得抵扣（{law}），不能设为抵扣。',
      en: 'The law bars input tax on meals, travel and entertainment ({law}), so no rule can credit it.',
    },
    wayOut: {
      zh: '请保留「不抵扣」。如果权益其实属于另一类，请更正权益的类型。',
      en: 'Leave it as not credited. Where the benefit is really of another kind, put its kind right.',
    },
  },
  'ledger.dimension_code_wrong': {
    says: { zh: '「{found}」不能作为编码。', en: '“{found}” cannot be a code.' },
    wayOut: {
      zh: '编码由文字、数字、点、横线和下划线组成，最多 30 个字符，不能有连续横线；表格软件改写过的请设为文本后重填。',
      en:
        'Use letters, digits, points, single dashes and underscores, 30 at most; where a spreadsheet ' +
        'changed it, make the column text.',
    },
  },
  'ledger.dimension_unknown': {
    says: { zh: '没有找到「{subject}」。', en: 'There is no “{subject}” among ours.' },
    wayOut: {
      zh: '请填写我方编号或完整名称，并核对类别。',
      en: 'Give our identifier or the whole name, and check the kind.',
    },
  },
  'ledger.dimension_ambiguous': {
    says: { zh: '有 {count} 个对象叫「{subject}」。', en: 'There are {count} called “{subject}”.' },
    wayOut: { zh: '请改填我方编号。', en: 'Give our identifier instead.' },
  },
  'ledger.dimension_kind_unknown': {
    says: { zh: '「{found}」不是辅助核算类别。', en: '“{found}” is no kind of dimension.' },
    wayOut: {
      zh: '类别为：部门、职员、客户、供应商、项目。',
      en: 'The kinds are department, employee, customer, vendor, project (部门, 职员, 客户, 供应商, 项目).',
    },
  },
  'ledger.dimension_subject_missing': {
    says: { zh: '这一行没有写明是谁。', en: 'This row does not say whom it is about.' },
    wayOut: {
      zh: '第二列填我方编号或完整名称；没有该项的写「无」。',
      en: 'The second column has our identifier or the whole name, or - for lines that have none.',
    },
  },
  'ledger.dimension_twice': {
    says: {
      zh: '同一对象在文件里出现两次，前面的编码是 {code}。',
      en: 'The same one stands in the file twice; its first code is {code}.',
    },
    wayOut: { zh: '请只保留一行。', en: 'Keep one of the rows.' },
  },
  'ledger.dimension_file_empty': {
    says: { zh: '没有读到任何一行编码。', en: 'There is no row of codes.' },
    wayOut: {
      zh: '每行三列：类别、我方编号或名称、编码。',
      en: 'Each row has three columns: kind, our identifier or name, code.',
    },
  },
  'ledger.dimension_file_too_long': {
    says: { zh: '编码超过 {limit} 行。', en: 'There are more than {limit} rows of codes.' },
    wayOut: { zh: '请按类别拆分后分别导入。', en: 'Import it in parts, kind by kind.' },
  },
  'ledger.no_code_file': {
    says: { zh: '没有收到编码。', en: 'No codes arrived.' },
    wayOut: {
      zh: '请选择 CSV 或 XLSX 文件，或粘贴内容。',
      en: 'Choose a CSV or XLSX file, or paste the rows.',
    },
  },
} as const satisfies Record<string, RefusalText>
