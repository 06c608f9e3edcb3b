import type { Sentence } from './text.ts'

/** The page on which whoever spent something claims it, and follows what became of it. */
export const webMyClaimTexts = {
  'mine.title': { zh: '我的核销', en: 'My claims' },
  'mine.open': {
    zh: '有 {count} 项可以核销。',
    en: { one: '{count} benefit can be claimed.', other: '{count} benefits can be claimed.' },
  },
  'mine.none_open': { zh: '没有待核销的事项。', en: 'Nothing waits to be claimed.' },
  'mine.late': { zh: '其中 {late} 项已过期限。', en: '{late} of them are late.' },
  'mine.asked': {
    zh: '财务对 {count} 张核销单有疑问，等您答复。',
    en: {
      one: 'Finance asks about {count} claim and waits for your answer.',
      other: 'Finance asks about {count} claims and waits for your answers.',
    },
  },
  'mine.asked_title': { zh: '等您答复', en: 'Waiting for your answer' },
  'mine.claimable': { zh: '可以核销', en: 'To be claimed' },
  'mine.more': {
    zh: '只列出最近的 50 项；更早的请从申请页核销。',
    en: 'The latest 50 are listed; claim an older one from its request.',
  },
  'mine.left': { zh: '还可核销 {left}', en: '{left} left to claim' },
  'mine.of': { zh: '{claimed} 已核销，共 {whole}', en: '{claimed} of {whole} is claimed' },
  'mine.given_on': { zh: '{on} 给予', en: 'given on {on}' },
  'mine.claim': { zh: '核销', en: 'Claim' },
  'mine.claim_of': { zh: '核销 {number}', en: 'Claim {number}' },
  'mine.record': { zh: '登记给予', en: 'Record as given' },
  'mine.record_of': { zh: '登记给予 {number}', en: 'Record as given: {number}' },
  'mine.of_released': { zh: '{released} 不再报销', en: '{released} will not follow' },
  'mine.release': { zh: '其余不再报销', en: 'Nothing more will follow' },
  'mine.release_of': { zh: '其余不再报销 {number}', en: 'Nothing more will follow for {number}' },
  'mine.release_text': {
    zh: '{number} 还有 {left} 没有核销。登记后这部分不再应付给任何人，收到的权益仍按给予的金额计；办结前可以撤回。',
    en:
      '{left} of {number} is unclaimed. From now on nobody is owed it; what was received counts as it was ' +
      'given. It can be taken back until the benefit is completed.',
  },
  'mine.release_done': {
    zh: '已登记：{number} 的 {left} 不再报销。',
    en: 'Recorded: {left} of {number} will not follow.',
  },
  'mine.reason': { zh: '原因', en: 'Reason' },
  'mine.releases': { zh: '已登记不再报销', en: 'Said not to follow' },
  'mine.take_back_text': {
    zh: '撤回后，{number} 的 {amount} 可以再核销。',
    en: '{amount} of {number} can be claimed again.',
  },
  'mine.taken_back': {
    zh: '已撤回，{number} 的 {amount} 可以再核销。',
    en: 'Taken back: {amount} of {number} can be claimed again.',
  },
  'mine.claims': { zh: '核销单', en: 'My claims' },
  'mine.empty': { zh: '还没有核销单', en: 'No claims yet' },
  'mine.empty_text': {
    zh: '登记给予之后，垫付的或供应商的费用在这里核销。',
    en: 'Once a benefit is recorded as given, what you or a vendor laid out is claimed here.',
  },
  'mine.days': {
    zh: '给予后第 {count} 天提交',
    en: { one: 'filed {count} day after giving', other: 'filed {count} days after giving' },
  },
  'mine.is_late': { zh: '迟报：给予后第 {count} 天', en: 'Late: {count} days after giving' },
  'mine.answered': { zh: '您的答复：{text}', en: 'Your answer: {text}' },
  'mine.payments': { zh: '付款', en: 'Payments' },
  'mine.withdraw': { zh: '撤回', en: 'Take back' },
  'mine.withdraw_of': { zh: '撤回 {number}', en: 'Take back {number}' },
  'mine.withdraw_text': {
    zh: '金额和发票可以重新核销。财务开始审核后就不能撤回。',
    en: 'Its amount and invoices can be claimed again. Once finance takes it up it cannot be taken back.',
  },
  'mine.withdrawn': { zh: '已撤回 {number}。', en: '{number} is taken back.' },
  'mine.answer': { zh: '答复', en: 'Answer' },
  'mine.answer_of': { zh: '答复 {number}', en: 'Answer about {number}' },
  'mine.answer_text': { zh: '财务的问题：{reason}', en: 'Finance asks: {reason}' },
  'mine.answer_sent': { zh: '已答复，财务继续审核。', en: 'Answered; finance goes on checking.' },
  'mine.failed': { zh: '没有办成。', en: 'It was not done.' },
  'mine.note': { zh: '说明', en: 'Note' },
  'mine.words': { zh: '答复内容', en: 'Your answer' },
  'mine.optional': { zh: '选填', en: 'optional' },
  'form.receipts': { zh: '发票或收据', en: 'Receipts' },
  'form.add': { zh: '选择文件', en: 'Choose a file' },
  'form.photo': { zh: '拍照', en: 'Take a photo' },
  'form.hint': {
    zh: '电子发票（XML、OFD、PDF）可直接读出金额。',
    en: 'The amount is read off an electronic invoice (XML, OFD, PDF).',
  },
  'form.stored': { zh: '登记给予时已上传', en: 'uploaded when it was given' },
  'form.uploading': { zh: '正在上传和读取 {name}', en: 'Uploading and reading {name}' },
  'form.read': { zh: '读出发票：{total}', en: 'Invoice read: {total}' },
  'form.known': { zh: '已登记的发票，还可使用 {left}', en: 'An invoice on record with {left} left' },
  'form.unread': {
    zh: '没有读出金额：请按凭证填写，由财务核对。',
    en: 'The amount could not be read: type it from the receipt; finance compares it.',
  },
  'form.remove': { zh: '去掉 {name}', en: 'Remove {name}' },
  'form.amount': { zh: '核销金额', en: 'Amount to claim' },
  'form.amount_of': { zh: '核销金额 · {number}', en: 'Amount to claim · {number}' },
  'form.amount_missing': { zh: '请填写大于零的金额。', en: 'Write an amount above zero.' },
  'form.amount_above': {
    zh: '超过还可核销的 {left}。实际花得更多的，请先更正给予记录。',
    en: 'More than the {left} left. Where more was spent, put the record of giving right first.',
  },
  'form.split': { zh: '这张凭证也用于另一项', en: 'These receipts are for another benefit too' },
  'form.other': { zh: '另一项', en: 'The other benefit' },
  'form.choose': { zh: '请选择', en: 'Choose one' },
  'form.split_remove': { zh: '去掉这一项', en: 'Remove it' },
  'form.vendor': { zh: '付给哪家供应商', en: 'The vendor to be paid' },
  'form.vendor_none': { zh: '没有找到已登记的供应商。', en: 'No vendor on record has this name.' },
  'form.behalf': { zh: '为何代为核销', en: 'Why you file it for others' },
  'form.behalf_hint': {
    zh: '由{name}申请：写明原因，例如已离职，或一张票涉及多人。另一位财务同事审核。',
    en:
      '{name} asked for it: say why, such as that they left, or that one bill is for several people. ' +
      'A colleague of finance checks it.',
  },
  'form.reimburses': { zh: '报销款付给{name}本人。', en: 'It reimburses {name}.' },
  'form.no_receipt': { zh: '还需要一份凭证。', en: 'A receipt is still needed.' },
  'form.is_late': {
    zh: '已过期限，核销单会注明迟报。',
    en: 'It is past its day, so the claim is marked as late.',
  },
  'form.send': { zh: '提交核销', en: 'File the claim' },
  'form.sent': { zh: '核销单已提交，等待财务审核。', en: 'The claim is filed; finance checks it next.' },
} as const satisfies Record<string, Sentence>
