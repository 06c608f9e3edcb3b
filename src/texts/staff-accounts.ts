import { fill, type Language, type Sentence, type TextValue } from './text.ts'

/** Words of the accounts on which our own people are reimbursed, and where one's own stands. */
const staffAccountTexts = {
  'state.stated': { zh: '待核实', en: 'To be verified' },
  'state.verified': { zh: '已核实', en: 'Verified' },
  'state.refused': { zh: '未通过核实', en: 'Refused' },
  'state.replaced': { zh: '已被新账户替换', en: 'Replaced by a newer one' },
  'how.in_person': { zh: '当面核对', en: 'In person' },
  'how.bank_confirmation': { zh: '银行回函', en: 'Confirmed by the bank' },
  'how.payroll': { zh: '与工资账户核对', en: 'Against the payroll' },
  'says.none': {
    zh: '还没有登记。登记并由财务或合规同事核实后，报销款才能付给您。',
    en: 'None yet. State it, have finance or compliance verify it, and you can be reimbursed.',
  },
  'says.stated': {
    zh: '尾号 {tail} 的账户等待财务或合规同事核实，核实之前不付款。',
    en: 'The account ending in {tail} waits for finance or compliance; nothing is paid to you before.',
  },
  'says.verified': {
    zh: '报销款付到尾号 {tail} 的账户，{checker}已核实。',
    en: 'You are reimbursed on the account ending in {tail}, verified by {checker}.',
  },
  'says.cools': {
    zh: '账户有变更，{from} 起付款。',
    en: 'As it was changed, it is paid from {from} on.',
  },
  'says.refused': {
    zh: '尾号 {tail} 的账户没有通过核实：{reason}请重新登记。',
    en: 'The account ending in {tail} was not verified: {reason} Please state it again.',
  },
  'says.later_refused': {
    zh: '后来登记的尾号 {tail} 没有通过核实：{reason}',
    en: 'The one ending in {tail}, stated later, was not verified: {reason}',
  },
} as const satisfies Record<string, Sentence>

/** A sentence or word about an account of our own people, in the reader's language. */
export function sayStaffAccount(
  language: Language,
  key: keyof typeof staffAccountTexts,
  params: Readonly<Record<string, TextValue>> = {},
): string {
  return fill(staffAccountTexts[key], language, params)
}
