import type { Sentence } from './text.ts'

/** The dialog in which finance proposes that a natural person is paid. */
export const webExceptionTexts = {
  'propose.open': { zh: '申请个人收款例外', en: 'Propose an exception' },
  'propose.open_of': { zh: '申请个人收款例外：{number}', en: 'Propose an exception: {number}' },
  'propose.text': {
    zh: '只有消费者本人退款和持证独立代理人可以付到个人账户。提出后由合规或总经理确认，确认前不付款。',
    en:
      'A person’s own account is paid in two cases: a consumer’s own refund, and a licensed agent. ' +
      'Compliance or the general manager confirms it; nothing is paid before.',
  },
  'propose.of': { zh: '申请编号', en: 'Number of the request' },
  'propose.of_hint': {
    zh: '例如 BR-2026-0042；写在申请页和权益台账上。',
    en: 'As in BR-2026-0042; it stands on the request and in the register.',
  },
  'propose.find': { zh: '查找', en: 'Find it' },
  'propose.not_found': {
    zh: '没有找到这个编号，或它不属于您负责的主体。请核对后再试。',
    en: 'No request of the entities you serve has this number. Compare it and try again.',
  },
  'propose.held': { zh: '现在不能提出：{reason}', en: 'Nothing to propose now: {reason}' },
  'propose.request': { zh: '申请', en: 'Request' },
  'propose.amount': { zh: '金额', en: 'Amount' },
  'propose.entity': { zh: '付款主体', en: 'Entity' },
  'propose.payee': { zh: '收款人', en: 'Payee' },
  'propose.kind': { zh: '情形', en: 'Case' },
  'propose.tax': { zh: '税务处理', en: 'Tax treatment' },
  'propose.holder': { zh: '户名', en: 'Name on the account' },
  'propose.holder_hint': {
    zh: '须是收款人本人，与银行卡上的姓名一致。',
    en: 'The payee in person, as the bank has the name.',
  },
  'propose.bank': { zh: '开户行', en: 'Bank' },
  'propose.number': { zh: '账号', en: 'Account number' },
  'propose.reference.consumer_refund': { zh: '退货单或合同条款', en: 'Return slip or agreement clause' },
  'propose.reference.licensed_agent': { zh: '代理合同条款或执业证号', en: 'Agency clause or licence number' },
  'propose.reason': { zh: '原因', en: 'Reason' },
  'propose.reason_hint': {
    zh: '为什么付给个人。确认的人会看到这段话。',
    en: 'Why a person is paid. Whoever confirms it reads this.',
  },
  'propose.send': { zh: '提出例外', en: 'Propose it' },
  'propose.done': {
    zh: '已提出，等待第二人在“待我审批”中确认。',
    en: 'Proposed; the second person finds it in the inbox.',
  },
  'propose.failed': { zh: '没有提出，请稍后再试。', en: 'It was not proposed; try again later.' },
} as const satisfies Readonly<Record<string, Sentence>>
