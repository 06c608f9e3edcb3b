import type { Sentence } from './text.ts'

/** The words of the memorandum ledger. */
export const ledgerTexts = {
  'ledger.account.hold': { zh: '预算占用', en: 'Budget hold' },
  'ledger.account.commitment': { zh: '已批准待给出', en: 'Commitment' },
  'ledger.account.control': { zh: '承诺对方科目', en: 'Control' },
  'ledger.account.expense': { zh: '费用', en: 'Expense' },
  'ledger.account.accrual': { zh: '计提', en: 'Accrual' },
  'ledger.account.payable': { zh: '应付', en: 'Payable' },
  'ledger.account.paid': { zh: '已付', en: 'Paid' },
  'ledger.account.settled': { zh: '票面或实物抵减', en: 'Settled in kind' },
  'ledger.account.tax_advanced': { zh: '代垫税款', en: 'Tax advanced for the recipient' },
  'ledger.account.tax_withheld': { zh: '代扣个人所得税', en: 'Income tax withheld' },
  'ledger.account.output_tax': { zh: '销项税额', en: 'Output tax' },
  'ledger.document.request': { zh: '申请 {number}', en: 'Request {number}' },
  'ledger.document.benefit': { zh: '权益 {number}', en: 'Benefit {number}' },
  'ledger.document.payment_order': { zh: '付款单 {number}', en: 'Payment order {number}' },
  'ledger.document.tax_charge': { zh: '{year} 年计税（{number}）', en: 'Tax of {year} ({number})' },
  'ledger.document.accrual': { zh: '{month} 预提（{number}）', en: 'Accrual of {month} ({number})' },
  'ledger.document.accrual_reversal': {
    zh: '{month} 预提的次月冲回（{number}）',
    en: 'Accrual of {month} taken back ({number})',
  },
  'ledger.document.refund': { zh: '付款 {number} 的部分退回', en: 'Part of payment {number} that came back' },
  'ledger.document.release': { zh: '余额释放（{number}）', en: 'Release of the rest ({number})' },
  'ledger.document.other': { zh: '单据 {id}', en: 'Document {id}' },
  'ledger.stage.asked': { zh: ' 提交', en: ', asked for' },
  'ledger.stage.approved': { zh: ' 批准', en: ', approved' },
  'ledger.stage.given': { zh: ' 给出', en: ', given' },
  'ledger.stage.reversed': { zh: ' 冲销', en: ', reversed' },
  'ledger.stage.ended': { zh: ' 终止', en: ', ended' },
  'ledger.stage.taken_back': { zh: ' 冲回', en: ', taken back' },
  'ledger.stage.put_right': { zh: ' 更正', en: ', put right' },
  'ledger.paper.budget': { zh: '预算 {number}', en: 'Budget {number}' },
  'ledger.paper.claim': { zh: '核销单 {number}', en: 'Claim {number}' },
  'ledger.paper.invoice': { zh: '发票 {number}', en: 'Invoice {number}' },
  'ledger.paper.statement_line': { zh: '银行流水 {number}', en: 'Statement line {number}' },
  'ledger.paper.batch': { zh: '付款批次 {number}', en: 'Batch {number}' },
  'ledger.paper.input_tax': { zh: '抵扣进项税额（发票 {number}）', en: 'Input tax credited of {number}' },
  'ledger.paper.input_tax_out': {
    zh: '进项税额转出（发票 {number}）',
    en: 'Input tax of {number} turned out',
  },
  'ledger.blocker.books_apart': {
    zh: '台账与权益登记簿有 {count} 处不一致',
    en: 'The books and the register differ in {count} places',
  },
  'ledger.blocker.entries_broken': {
    zh: '{count} 笔分录借贷不平或缺行',
    en: '{count} entries do not balance or lack lines',
  },
  'ledger.blocker.bank_unexplained': {
    zh: '银行流水有 {count} 处没有解释，请先对账',
    en: '{count} things on the bank’s statements are unexplained; reconcile them first',
  },
  'ledger.blocker.orders_unanswered': {
    zh: '{count} 张付款单已送银行、尚无结果',
    en: '{count} payment orders went to the bank and have no answer yet',
  },
  'ledger.blocker.payments_not_shown': {
    zh: '{count} 笔已付款没有出现在任何银行对账单上',
    en: {
      one: 'One payment counts as paid, and no statement of the bank shows it',
      other: '{count} payments count as paid, and no statement of the bank shows them',
    },
  },
  'ledger.blocker.vouchers_unnumbered': {
    zh: '{count} 张凭证还没有财务系统的凭证号',
    en: '{count} vouchers have no number of the finance system yet',
  },
  'ledger.blocker.vouchers_changed': {
    zh: '{count} 张凭证导出或编号后业务又有变动，其补充凭证还没有凭证号',
    en: {
      one: 'One voucher left or has its number and has changed since; its supplement has no number yet',
      other: '{count} vouchers left or have numbers and have changed since; their supplements have none yet',
    },
  },
  'ledger.blocker.coverage_unsigned': {
    zh: '本期间还没有签署完整性证明',
    en: 'No completeness certificate is signed for this month',
  },
  'ledger.blocker.numbers_unfound': {
    zh: '{count} 个已登记的凭证号在序时账中没有印证',
    en: {
      one: 'One recorded voucher number is not borne out by the journal',
      other: '{count} recorded voucher numbers are not borne out by the journal',
    },
  },
  'ledger.blocker.taxes_uncharged': {
    zh: '{count} 项税金还没有计提',
    en: {
      one: 'One tax on a benefit does not stand in the books',
      other: '{count} taxes on benefits do not stand in the books',
    },
  },
  'ledger.blocker.accruals_unbooked': {
    zh: '{count} 笔已到期的权益没有记入当月费用，也没有预提，或预提金额已变',
    en: {
      one: 'One benefit that was due is neither expense of the month nor accrued, or at another amount',
      other:
        '{count} benefits that were due are neither expense of the month nor accrued, or at another amount',
    },
  },
  'ledger.blocker.input_tax_doubtful': {
    zh: '{count} 笔已抵扣的进项税额，其发票已作废、红冲或查验不符，应转出',
    en: {
      one: 'One credit of input tax has an invoice that is void, false or red-lettered by now',
      other: '{count} credits of input tax have invoices that are void, false or red-lettered by now',
    },
  },
  'ledger.done.books_apart': {
    zh: '台账与权益登记簿一致',
    en: 'The books agree with the register',
  },
  'ledger.done.entries_broken': {
    zh: '每笔分录借贷平衡',
    en: 'Every entry balances',
  },
  'ledger.done.bank_unexplained': {
    zh: '银行流水全部有解释',
    en: 'The bank’s statements are explained',
  },
  'ledger.done.orders_unanswered': {
    zh: '送银行的付款单都有结果',
    en: 'Every payment order that went to the bank is answered',
  },
  'ledger.done.payments_not_shown': {
    zh: '已付款都出现在银行对账单上',
    en: 'Statements of the bank show every payment',
  },
  'ledger.done.vouchers_unnumbered': {
    zh: '凭证都有财务系统的凭证号',
    en: 'Every voucher has its number of the finance system',
  },
  'ledger.done.vouchers_changed': {
    zh: '导出或编号后的变动都已由补充凭证入账',
    en: 'What changed after a voucher left or had its number is booked by a supplement',
  },
  'ledger.done.coverage_unsigned': {
    zh: '完整性证明已签署',
    en: 'The completeness certificate is signed',
  },
  'ledger.done.taxes_uncharged': {
    zh: '税金已按纳税明细计提',
    en: 'The taxes stand in the books as the schedule reckons them',
  },
  'ledger.done.accruals_unbooked': {
    zh: '到期的权益都已记入当月费用或预提',
    en: 'Whatever was due is expense of the month, or accrued',
  },
  'ledger.done.input_tax_doubtful': {
    zh: '已抵扣进项税额的发票没有作废、红冲或查验不符的',
    en: 'No invoice that credits input tax is known to be void, false or red-lettered',
  },
  'ledger.done.numbers_unfound': {
    zh: '没有发现序时账不能印证的凭证号',
    en: 'No recorded voucher number is known to be missing from the journal',
  },
  'books.command': {
    zh: '核对备查台账与权益登记簿，取已结账月份的归档包，或预提当月费用',
    en: 'Compares the memorandum ledger with the register, takes the pack of a month, or books its accruals',
  },
  'books.what': {
    zh: '请写 check；或 pack 并给出 --entity、--month、--out、--reason；或 accruals、accrue 并给出 --entity、--month',
    en:
      'Say check; or pack with --entity, --month, --out and --reason; or accruals or accrue with --entity ' +
      'and --month',
  },
  'books.month': { zh: '月份写作 2026-11', en: 'A month is written as 2026-11' },
  'books.reason': { zh: '用途要写 5 到 500 个字', en: 'The reason has 5 to 500 letters' },
  'books.exists': { zh: '{file} 已存在，不会覆盖', en: '{file} exists and is not overwritten' },
  'books.packed': {
    zh: '{month} 的归档包已写入 {file}，摘要 {digest}',
    en: 'the filing pack of {month} is in {file}, digest {digest}',
  },
  'books.agree': {
    zh: '台账与登记簿一致：{objects} 笔权益，{entries} 笔分录',
    en: 'the books agree with the register: {objects} benefits, {entries} entries',
  },
  'books.differ': {
    zh: '台账与登记簿不一致：{apart} 处金额不同，{broken} 笔分录不平或缺行',
    en: 'the books differ from the register: {apart} amounts, and {broken} entries that do not balance',
  },
  'books.apart': {
    zh: '{id} {account} {currency} {form}：登记簿 {register}，台账 {books}（最小货币单位）',
    en: '{id} {account} {currency} {form}: register {register}, books {books} (in minor units)',
  },
  'books.broken': { zh: '分录 {id} 不平或缺行', en: 'entry {id} does not balance or lacks lines' },
  'ledger.matter.kind': { zh: '期间', en: 'Month of the books' },
  'ledger.matter.close': { zh: '{month} 结账', en: 'Close {month}' },
  'ledger.matter.reopen': { zh: '{month} 反结账', en: 'Open {month} again' },
  'ledger.matter.entity': { zh: '法人', en: 'Entity' },
  'ledger.matter.month': { zh: '期间', en: 'Month' },
  'ledger.matter.by': { zh: '提出人', en: 'Proposed by' },
  'ledger.matter.blocked': { zh: '结账前须处理', en: 'To be put right first' },
  'ledger.matter.books': { zh: '备查台账', en: 'Memorandum ledger' },
  'ledger.matter.nothing_closed': { zh: '尚未结账', en: 'No month is closed' },
  'ledger.matter.closed_until': { zh: '已结账至 {month}', en: 'Closed up to {month}' },
  'ledger.matter.no_entries': {
    zh: '{month} 及以前不再记账，迟到单据记入当期',
    en: '{month} and before take no entry; what comes late is booked when it is recorded',
  },
  'ledger.matter.entries_again': {
    zh: '{month} 可以再记账，须重新结账',
    en: '{month} takes entries again, until it is closed again',
  },
} as const satisfies Record<string, Sentence>
