import type { Sentence } from './text.ts'

/** The account on which somebody is reimbursed: the part of one's own claims, and the page that verifies. */
export const webStaffAccountTexts = {
  'own.title': { zh: '报销收款账户', en: 'The account on which I am reimbursed' },
  'own.state': { zh: '登记账户', en: 'State my account' },
  'own.change': { zh: '登记新账户', en: 'State another one' },
  'own.others': { zh: '登记过的其他账户：{count} 个', en: 'Others that I stated: {count}' },
  'account.taken': { zh: '出处：{reference}', en: 'taken from: {reference}' },
  'account.checked': { zh: '{name}核实：{how}，{reference}', en: 'looked at by {name}: {how}, {reference}' },
  'state.title': { zh: '登记报销收款账户', en: 'State my account' },
  'state.text': {
    zh: '须是您本人的账户。财务或合规同事核实之前不付款，原有账户也暂停付款。',
    en:
      'It has to be your own. Nothing is paid to you until finance or compliance has verified it; an ' +
      'account that you stated before rests meanwhile.',
  },
  'leaver.title': { zh: '为已离职人员登记账户', en: 'State the account of a leaver' },
  'leaver.open': { zh: '为已离职人员登记', en: 'For somebody who has left' },
  'leaver.text': {
    zh: '已离职的人无法登录登记。按其书面说明登记，另一位财务或合规同事核实之前不付款。',
    en:
      'Whoever has left signs in no more. State it as they wrote it; nothing is paid until another ' +
      'colleague of finance or compliance has verified it.',
  },
  'leaver.person': { zh: '已离职人员', en: 'Who has left' },
  'leaver.choose': { zh: '请选择', en: 'Choose one' },
  'leaver.option': { zh: '{name}（{on} 离职）', en: '{name}, left on {on}' },
  'leaver.stated': { zh: '由{name}代为登记', en: 'stated by {name}' },
  'state.holder': { zh: '户名', en: 'Account holder' },
  'state.holder_hint': { zh: '与银行预留的本人姓名一致。', en: 'Your own name as the bank has it.' },
  'state.bank': { zh: '开户行', en: 'Bank' },
  'state.bank_hint': { zh: '写到支行，例如：招商银行苏州分行。', en: 'With its branch.' },
  'state.number': { zh: '账号', en: 'Account number' },
  'state.reference': { zh: '账户信息出处', en: 'Where it was taken from' },
  'state.reference_hint': {
    zh: '核实时要对照的：银行卡、开户证明或工资卡。',
    en: 'What it is held against: bank card, letter of the bank, payroll.',
  },
  'state.fill': { zh: '请填写这一项。', en: 'Please fill this in.' },
  'state.cnaps_wrong': {
    zh: '联行号是 12 位数字；不清楚可以不填。',
    en: 'A clearing number has 12 digits; leave it empty where you do not know it.',
  },
  'state.factor': { zh: '接下来会要求动态码。', en: 'A code is asked for next.' },
  'state.send': { zh: '提交核实', en: 'Send it for verification' },
  'state.done': { zh: '已登记，等待核实。', en: 'Recorded; it waits for verification.' },
  'state.failed': {
    zh: '没有登记成功，原有账户没有变化。',
    en: 'It was not recorded; what stood before stands.',
  },
  'staff.title': { zh: '员工账户', en: 'Staff accounts' },
  'staff.wait': {
    zh: '{count} 个账户待核实。核实之前，不能向其本人付报销款。',
    en: {
      one: '{count} account waits for verification. Until then its owner is not reimbursed.',
      other: '{count} accounts wait for verification. Until then their owners are not reimbursed.',
    },
  },
  'staff.none_wait': {
    zh: '没有待核实的员工账户。',
    en: 'No account of a colleague waits for verification.',
  },
  'staff.states': { zh: '状态', en: 'State' },
  'staff.state.all': { zh: '全部', en: 'All' },
  'staff.state.stated': { zh: '待核实', en: 'To be verified' },
  'staff.state.verified': { zh: '已核实', en: 'Verified' },
  'staff.state.refused': { zh: '未通过', en: 'Refused' },
  'staff.state.replaced': { zh: '已替换', en: 'Replaced' },
  'staff.empty': { zh: '这里没有账户', en: 'No accounts here' },
  'staff.empty_text': {
    zh: '同事在“我的核销”登记报销收款账户后，在这里核实。',
    en: 'Colleagues state their account at “My claims”; here it is verified.',
  },
  'staff.show_all': { zh: '显示全部', en: 'Show all' },
  'staff.replaces': {
    zh: '核实后将替换现在的账户 {number}',
    en: 'Takes the place of {number} once it is verified',
  },
  'staff.check': { zh: '核实', en: 'Verify' },
  'staff.check_of': { zh: '核实{name}的账户', en: 'Verify the account of {name}' },
  'check.text': {
    zh: '请与银行卡、银行回函或工资账户逐位核对；不要只凭消息。',
    en: 'Hold it sign by sign against the card, a letter of the bank or the payroll, never a message alone.',
  },
  'check.owner': { zh: '员工', en: 'Colleague' },
  'check.entity': { zh: '所属主体', en: 'Entity' },
  'check.cnaps': { zh: '联行号', en: 'Clearing number' },
  'check.place': { zh: '收款方省份、城市', en: 'Province and city' },
  'check.phone': { zh: '收款方电话', en: 'Phone of the payee' },
  'check.taken': { zh: '本人说明的出处', en: 'As they say, taken from' },
  'check.replaces': { zh: '将替换', en: 'Takes the place of' },
  'check.how': { zh: '核实方式', en: 'How it was verified' },
  'check.found': { zh: '核实经过', en: 'What was found' },
  'check.found_hint': {
    zh: '本人能看到；不通过时，请写明哪里不符。',
    en: 'Its owner reads it; where it is wrong, say what does not fit.',
  },
  'check.confirm': { zh: '核实无误', en: 'It is right' },
  'check.refuse': { zh: '核实不符', en: 'It is wrong' },
  'check.confirmed': { zh: '{name}的账户已核实。', en: 'The account of {name} is verified.' },
  'check.refused': {
    zh: '{name}的账户没有通过，本人会看到原因。',
    en: 'The account of {name} is refused; they read why.',
  },
  'check.failed': { zh: '没有成功，账户没有变化。', en: 'That did not work; the account is as it was.' },
} as const satisfies Record<string, Sentence>
