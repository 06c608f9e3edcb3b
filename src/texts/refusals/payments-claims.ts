import type { RefusalText } from '../text.ts'

/** Claims, the accounts of our own staff, and natural persons as payees. */
export const paymentClaimRefusals = {
  'payments.account_number_wrong': {
    says: { zh: '账号格式不对。', en: 'This cannot be an account number.' },
    wayOut: {
      zh: '请填写 5 至 34 位数字或字母；国际账号（IBAN）请逐位核对。',
      en: 'It has 5 to 34 figures or letters; of an IBAN every one has to be right.',
    },
  },
  'payments.account_not_own': {
    says: { zh: '户名“{holder}”不是您本人姓名。', en: '“{holder}” is not your own name.' },
    wayOut: {
      zh: '报销只付到本人账户，请填本人姓名。',
      en: 'You are reimbursed on your own account only; give it in your name.',
    },
  },
  'payments.account_known': {
    says: { zh: '该账号就是现行登记的账号。', en: 'This account is on record already.' },
    wayOut: { zh: '无需重复登记。', en: 'Nothing needs to be done.' },
  },
  'payments.account_checked': {
    says: {
      zh: '该账户已核实、被拒或已被替换。',
      en: 'This account was verified, refused or replaced already.',
    },
    wayOut: { zh: '请查看现行账户。', en: 'Look at the current account.' },
  },
  'payments.account_of_who_is_here': {
    says: {
      zh: '在职人员的收款账户由其本人登记。',
      en: 'Whoever still works here states their own account.',
    },
    wayOut: { zh: '请其在“我的核销”登记。', en: 'They do so on “My claims”.' },
  },
  'payments.own_account_check': {
    says: {
      zh: '不能核实自己的账户，也不能核实自己登记的账户。',
      en: 'Nobody verifies their own account, or one that they stated themselves.',
    },
    wayOut: { zh: '请另一位财务或合规同事核实。', en: 'Another colleague of finance or compliance does.' },
  },
  'payments.claim_no_such_move': {
    says: { zh: '核销单处于“{from}”，不能变为“{to}”。', en: 'The claim is {from}; it cannot become {to}.' },
    wayOut: { zh: '请查看核销单的当前状态。', en: 'Look at where the claim stands.' },
  },
  'payments.claim_not_yours': {
    says: {
      zh: '只有申请人本人核销自己的事项；答复疑问和撤回，由提交核销的人办理。',
      en:
        'Only whoever asked for the benefits claims them; whoever filed a claim answers about it or ' +
        'takes it back.',
    },
    wayOut: {
      zh: '请申请人本人办理；申请人已离职，或一张票涉及多人的，请财务或合规代为核销。',
      en:
        'The applicant does it; finance or compliance claims for who has left, and for one bill over ' +
        'what several people asked for.',
    },
  },
  'payments.claim_says_no_why': {
    says: {
      zh: '其中有他人申请的事项，没有写明为何代为核销。',
      en: 'Somebody else asked for a benefit of the claim, and it does not say why you file it.',
    },
    wayOut: {
      zh: '请写明原因，例如申请人已离职，或一张票涉及多人。',
      en: 'Say why, such as that the applicant has left, or that one bill is for several people.',
    },
  },
  'payments.claim_is_own': {
    says: {
      zh: '都是您本人申请的事项，不属于代为核销。',
      en: 'You asked for all of it yourself; it is not filed for somebody else.',
    },
    wayOut: { zh: '请去掉代为核销的原因。', en: 'Leave out why you file it for others.' },
  },
  'payments.claim_names_twice': {
    says: { zh: '同一申请在核销单中出现了两次。', en: 'One request stands in two lines of the claim.' },
    wayOut: { zh: '请合并为一行。', en: 'Put it in one line.' },
  },
  'payments.claim_mixes': {
    says: {
      zh: '一张核销单只含同一主体、同一给予方式和同一币种的事项，报销的还须是同一人的。',
      en: 'A claim holds benefits of one entity, one way and one currency, and reimburses one person.',
    },
    wayOut: { zh: '请分开提交。', en: 'File them apart.' },
  },
  'payments.claim_without_receipt': {
    says: {
      zh: '没有可用的凭证：须是您上传、未用于其他申请的文件。',
      en: 'There is no receipt that counts: it is a file that you uploaded and no other request uses.',
    },
    wayOut: { zh: '请上传发票或收据。', en: 'Upload the invoice or the receipt.' },
  },
  'payments.claim_pays_claimant': {
    says: {
      zh: '报销只付给垫付的申请人，不指定供应商。',
      en: 'A reimbursement goes to whoever asked and paid; no vendor is named.',
    },
    wayOut: { zh: '请去掉供应商。', en: 'Leave the vendor out.' },
  },
  'payments.claim_needs_vendor': {
    says: { zh: '该事项付给供应商，请指明是哪一家。', en: 'The benefit is paid to a vendor; say which one.' },
    wayOut: { zh: '请选择已登记的供应商。', en: 'Choose a vendor on record.' },
  },
  'payments.claim_above_given': {
    says: { zh: '核销金额合计超过实际给出的金额。', en: 'The claims together are more than what was given.' },
    wayOut: {
      zh: '请核对金额；实际超出的，请先更正给出记录。',
      en: 'Check the amount; where more was given, its record is put right first.',
    },
  },
  'payments.claim_of_released': {
    says: {
      zh: '该事项只剩 {left} 可核销，另有 {released} 已登记“其余不再报销”。',
      en: 'Only {left} is left to claim; {released} of it was said not to follow.',
    },
    wayOut: {
      zh: '请降低金额；确有更多凭证的，先撤回余额释放再核销。',
      en: 'Claim less; where there is a receipt after all, take the release back first.',
    },
  },
  'payments.pay_own_currency': {
    says: {
      zh: '该核销以 {currency} 支付，就是事项本身的币种，不需要汇率、扣款额或刷卡对账单。',
      en: 'The claim is paid in {currency}, as it was given: no rate, charged amount or statement counts.',
    },
    wayOut: {
      zh: '请去掉这些内容，或写明以账簿币种支付。',
      en: 'Leave them out, or say that it is paid in the currency of the books.',
    },
  },
  'payments.pay_other_currency': {
    says: {
      zh: '不能以 {currency} 支付：只能用事项的币种 {own}，或本公司账簿的币种 {books}。',
      en: 'It cannot be paid in {currency}: only in {own}, as it was given, or in {books}, as its books.',
    },
    wayOut: { zh: '请改选其中一种。', en: 'Choose one of these two.' },
  },
  'payments.paid_above_rate': {
    says: {
      zh: '要支付 {paid}，而按当日汇率只合 {worth}：高出 {percent}% 以上的，一律不予核销。',
      en: '{paid} is asked for, and at the rate of the day it is {worth}: {percent} % above is the most.',
    },
    wayOut: {
      zh: '请核对金额与对账单；如多付的是另一事项，请就该事项另行申请。',
      en: 'Check the amount and the statement; what belongs to something else is asked for on its own.',
    },
  },
  'payments.pay_without_proof': {
    says: {
      zh: '填了刷卡扣款额，但没有附上显示它的对账单。',
      en: 'An amount that a card was charged is typed, and no statement that shows it is attached.',
    },
    wayOut: {
      zh: '请附上银行卡对账单，或按当日汇率报销。',
      en: 'Attach the card statement, or be reimbursed at the rate of the day.',
    },
  },
  'payments.proof_for_nothing': {
    says: {
      zh: '附了刷卡对账单，但没有一项按扣款额支付。',
      en: 'A card statement is attached, and nothing is paid by what it charged.',
    },
    wayOut: {
      zh: '请填写扣款额，或去掉对账单。',
      en: 'Type what was charged, or leave the statement out.',
    },
  },
  'payments.vendor_says_amount': {
    says: {
      zh: '以账簿币种付给供应商时，按其发票金额支付，不按汇率折算。',
      en: 'A vendor paid in the currency of the books gets what its invoice says, and nothing by a rate.',
    },
    wayOut: { zh: '请填写发票金额。', en: 'Type the amount of the invoice.' },
  },
  'payments.vendor_shows_amount': {
    says: {
      zh: '以账簿币种付给供应商，要有该币种的发票。',
      en: 'To pay a vendor in the currency of the books, its invoice has to say that currency.',
    },
    wayOut: {
      zh: '请附上该发票，或以事项的币种支付。',
      en: 'Attach that invoice, or have it paid in the currency in which it was given.',
    },
  },
  'payments.no_rate': {
    says: {
      zh: '公司没有 {on} 的汇率 {base} → {currency}，无法折算。',
      en: 'The company has no exchange rate from {base} to {currency} for {on}, so nothing can be converted.',
    },
    wayOut: {
      zh: '请财务录入该日汇率（由另一人确认）后再核销，或以 {base} 支付。',
      en: 'Finance brings that rate in and a second person confirms it; or have it paid in {base}.',
    },
  },
  'payments.pays_nothing': {
    says: {
      zh: '这一金额折算成 {currency} 不足最小单位，无可支付。',
      en: 'In {currency} the amount comes to less than its smallest unit: nothing would be paid.',
    },
    wayOut: {
      zh: '请核对金额，或以事项的币种支付。',
      en: 'Check the amount, or have it paid as it was given.',
    },
  },
  'payments.rate_of_other_day': {
    says: {
      zh: '汇率是 {seen} 的；要用给出当日 {given} 的汇率。',
      en: 'The rate is that of {seen}; what counts is the one of the day of the giving, {given}.',
    },
    wayOut: { zh: '请重新打开核销表再提交。', en: 'Open the claim again and send it with that rate.' },
  },
  'payments.rate_changed': {
    says: {
      zh: '{on} 的汇率现在是 {now}，不是您看到的 {seen}。',
      en: 'The rate of {on} is {now} by now, and not {seen} as you saw it.',
    },
    wayOut: {
      zh: '请重新打开核销表，核对后再提交。',
      en: 'Open the claim again, look at the amount, and send it.',
    },
  },
  'payments.claim_above_receipts': {
    says: {
      zh: '核销金额超过这些发票还可使用的金额。',
      en: 'The claim is more than what is left of these invoices.',
    },
    wayOut: {
      zh: '请降低金额，或补上其余部分的凭证。',
      en: 'Claim less, or add the receipt of the rest.',
    },
  },
  'payments.claim_in_hand': {
    says: {
      zh: '财务正在审核这张核销单，不能撤回。',
      en: 'Finance is checking the claim; it cannot be taken back.',
    },
    wayOut: {
      zh: '请告诉审核人，由其退回或不通过。',
      en: 'Tell whoever checks it; they can ask or refuse.',
    },
  },
  'payments.nothing_to_claim': {
    says: { zh: '该事项不经核销付款。', en: 'The benefit is not paid on a claim.' },
    wayOut: {
      zh: '付到客户公司账户的由财务制单；实物、发票抵扣无需付款。',
      en: 'What goes to the customer’s account is ordered by finance; goods and deductions need no payment.',
    },
  },
  'payments.no_invoice': {
    says: { zh: '没有找到这张发票。', en: 'The invoice was not found.' },
    wayOut: { zh: '请先登记发票，或去掉。', en: 'Bring the invoice in first, or leave it out.' },
  },
  'payments.own_claim': {
    says: { zh: '不能审核自己的核销单。', en: 'Nobody checks their own claim.' },
    wayOut: { zh: '请另一位财务同事审核。', en: 'Another colleague of finance does.' },
  },
  'payments.claim_reason_needed': {
    says: { zh: '质疑或拒绝须写明原因。', en: 'Whoever disputes or refuses a claim says why.' },
    wayOut: { zh: '请填写原因，申请人会看到。', en: 'Write the reason; the claimant reads it.' },
  },
  'payments.claim_is_ordered': {
    says: {
      zh: '付款单 {number} 已依据这份核销制单。',
      en: 'Payment order {number} rests on this claim.',
    },
    wayOut: {
      zh: '先停止付款单，再撤销通过；已付出的按退款处理。',
      en: 'Stop the order first, then take the acceptance back; what was paid comes back as a return.',
    },
  },
  'payments.claim_questions': {
    says: {
      zh: '通过须写明理由：{asked}',
      en: 'Whoever accepts the claim says why: {asked}',
    },
    wayOut: {
      zh: '请核对发票后填写理由，或向申请人质疑。',
      en: 'Look at the invoices and write the reason, or dispute the claim.',
    },
  },
  'payments.receipt_claimed': {
    says: {
      zh: '核销单 {number} 用同一张凭证核销了相同的金额，同一张凭证不能付两次。',
      en: 'The claim {number} has the same receipt with the same amount; one receipt is not paid twice.',
    },
    wayOut: {
      zh: '请不通过其中一张；确是一张账单由几项分摊的，请合并在一张核销单中重新提交。',
      en: 'Refuse one of the two; one bill that several share is filed anew as one claim with all of them.',
    },
  },
  'payments.claim_not_disputed': {
    says: { zh: '财务没有疑问待您答复。', en: 'Finance has asked nothing about this claim.' },
    wayOut: { zh: '无需答复。', en: 'There is nothing to answer.' },
  },
  'payments.exception_waits': {
    says: {
      zh: '该收款人的例外已提出，正在等待第二人确认。',
      en: 'An exception for this payee waits for its second person.',
    },
    wayOut: {
      zh: '请等待答复，或撤回后重新提出。',
      en: 'Wait for the answer, or take it back and propose it anew.',
    },
  },
  'payments.exception_without_account': {
    says: {
      zh: '该事项不付到账户，无需例外。',
      en: 'The benefit goes to no account, so there is nothing to except.',
    },
    wayOut: { zh: '请按其给予方式办理。', en: 'Deal with it in the way in which it is given.' },
  },
  'payments.exception_of_another': {
    says: {
      zh: '例外只能是受益的消费者或代理人本人。',
      en: 'An exception is for the consumer or agent who benefits, and for nobody else.',
    },
    wayOut: { zh: '请选择该申请的受益人。', en: 'Choose the recipient of the request.' },
  },
  'payments.exception_needs_person': {
    says: { zh: '收款方是单位，无需例外。', en: 'The payee is an organisation and needs no exception.' },
    wayOut: { zh: '请付到其公司账户。', en: 'Pay its company account.' },
  },
  'payments.exception_needs_consumer': {
    says: {
      zh: '消费者退款只适用于登记为消费者的客户。',
      en: 'A consumer’s refund is for a customer on record as a consumer.',
    },
    wayOut: { zh: '持证代理人请选“持证独立代理人”。', en: 'For a licensed agent choose that kind.' },
  },
  'payments.tax_does_not_fit': {
    says: {
      zh: '税务处理与例外类型不符：退款不是所得，代理报酬是。',
      en: 'The tax treatment does not fit: a refund is no income, and what an agent earns is.',
    },
    wayOut: { zh: '请更正其中之一。', en: 'Correct one of the two.' },
  },
  'payments.exception_answered': {
    says: { zh: '该例外已答复或已撤回。', en: 'The exception was answered or taken back already.' },
    wayOut: { zh: '请查看例外报告。', en: 'Look at the report of exceptions.' },
  },
  'payments.own_exception': {
    says: {
      zh: '申请人和提出人不能确认该例外。',
      en: 'Whoever asked for the benefit or for the exception does not confirm it.',
    },
    wayOut: {
      zh: '请合规或总经理中的另一人确认。',
      en: 'Another person of compliance or the general manager does.',
    },
  },
  'payments.approver_never_confirms': {
    says: {
      zh: '批准该权益的人不能确认例外。',
      en: 'Whoever approved the benefit does not confirm the exception.',
    },
    wayOut: {
      zh: '请未参与该权益的合规人员或总经理确认。',
      en: 'Compliance or a general manager without a part in it confirms it.',
    },
  },
  'payments.payer_never_confirms': {
    says: {
      zh: '制单或复核该付款的人不能确认例外。',
      en: 'Whoever made or checked a payment of it does not confirm the exception.',
    },
    wayOut: { zh: '请另一人确认。', en: 'Somebody else does.' },
  },
} as const satisfies Record<string, RefusalText>
