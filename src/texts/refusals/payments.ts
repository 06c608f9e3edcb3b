import type { RefusalText } from '../text.ts'

const askFinance = {
  zh: '请由另一位财务同事办理。',
  en: 'Another colleague of finance does it.',
}

export const paymentsRefusals = {
  'payments.tax_currency': {
    says: { zh: '该主体以 {currency} 记账。', en: 'This entity keeps its books in {currency}.' },
    wayOut: { zh: '请以该币种填写。', en: 'State the amount in that currency.' },
  },
  'payments.tax_revenue_day': {
    says: {
      zh: '收入须写明截至 {year} 年内哪一天，且不晚于今天。',
      en: 'Revenue needs the day of {year} up to which it counts, and that day has come.',
    },
    wayOut: { zh: '请同时填写收入和截止日期。', en: 'State the amount together with its day.' },
  },
  'payments.tax_year_not_begun': {
    says: { zh: '{year} 年尚未开始。', en: 'The year {year} has not begun.' },
    wayOut: { zh: '请选择今年或以前的年度。', en: 'Choose this year or an earlier one.' },
  },
  'payments.no_such_move': {
    says: {
      zh: '付款单处于“{from}”，不能变为“{to}”。',
      en: 'The payment order is {from}; it cannot become {to}.',
    },
    wayOut: {
      zh: '请查看付款单的当前状态；已发出的以银行回单为准。',
      en: 'Look at where the order stands; of what was sent the bank’s answer decides.',
    },
  },
  'payments.nothing_to_pay_out': {
    says: {
      zh: '该事项的给予方式没有款项付出。',
      en: 'The way in which this benefit is given leaves nothing to pay out.',
    },
    wayOut: {
      zh: '实物、服务或发票抵扣在申请上登记给出即可。',
      en: 'Goods, services and deductions on the invoice are recorded as given on the request.',
    },
  },
  'payments.not_approved': {
    says: {
      zh: '该事项没有处于已批准状态，不能付款。',
      en: 'The benefit does not stand approved, so nothing is paid for it.',
    },
    wayOut: {
      zh: '请等审批完成，或查看申请为何变动。',
      en: 'Wait for its approval, or see why the request changed.',
    },
  },
  'payments.not_given': {
    says: {
      zh: '该事项还没有登记给出，不能付款。',
      en: 'The benefit is not recorded as given, so nothing is paid for it.',
    },
    wayOut: {
      zh: '请申请人先登记给出并核销。',
      en: 'Its applicant records it as given and files the claim.',
    },
  },
  'payments.needs_claim': {
    says: {
      zh: '付给供应商或员工的款项须对应该事项的核销单。',
      en: 'A vendor or an employee is paid on a claim for this very benefit.',
    },
    wayOut: { zh: '请选择该申请的核销单。', en: 'Choose the claim that was filed for the request.' },
  },
  'payments.claim_not_accepted': {
    says: { zh: '核销单还没有通过财务审核。', en: 'Finance has not accepted the claim.' },
    wayOut: { zh: '请先审核核销单。', en: 'Check the claim first.' },
  },
  'payments.no_claim_here': {
    says: {
      zh: '付到客户公司账户的款项不对应核销单。',
      en: 'What goes to the customer’s company account rests on no claim.',
    },
    wayOut: { zh: '请去掉核销单。', en: 'Leave the claim out.' },
  },
  'payments.no_payee': {
    says: {
      zh: '收款方与该事项规定的不符。',
      en: 'The payee is not the one that this benefit provides for.',
    },
    wayOut: {
      zh: '返利付给客户本公司，供应商款付给核销单上的供应商，报销付给本人。',
      en: 'A rebate goes to the customer itself, a vendor’s bill to the vendor of the claim, a claim to its claimant.',
    },
  },
  'payments.no_vendor': {
    says: {
      zh: '“{name}”没有登记为供应商，或就是受益的客户本身。',
      en: '“{name}” is not on record as a supplier, or is the customer that benefits.',
    },
    wayOut: {
      zh: '请由合规核实后登记为供应商；客户本身按合同付到其公司账户。',
      en: 'Compliance records it as a supplier after a look; the customer itself is paid under its agreement.',
    },
  },
  'payments.payee_merged': {
    says: {
      zh: '“{name}”的档案已并入另一客户，原账户不再付款。',
      en: 'The record of “{name}” was merged into another; its account is paid no more.',
    },
    wayOut: {
      zh: '请在合并后的客户下登记并核实账户。',
      en: 'Record and verify the account with the customer into which it was merged.',
    },
  },
  'payments.no_account': {
    says: { zh: '“{name}”没有登记收款账户。', en: 'No account of “{name}” is on record.' },
    wayOut: {
      zh: '请登记账户，并由另一人通过另一渠道核实。',
      en: 'Record the account; another person verifies it through a second channel.',
    },
  },
  'payments.account_not_verified': {
    says: {
      zh: '“{name}”最近登记的账户尚未核实，暂停付款。',
      en: 'The account that “{name}” stated last is not verified; nothing is paid until it is.',
    },
    wayOut: {
      zh: '请由另一人回拨电话等方式向客户核实。',
      en: 'Another person verifies it with them, for example by calling back.',
    },
  },
  'payments.account_of_another': {
    says: {
      zh: '账户户名“{holder}”与收款方“{name}”不一致。',
      en: 'The account is in the name of “{holder}”, and the payee is “{name}”.',
    },
    wayOut: {
      zh: '只付到合同主体本公司的账户，请登记其本名账户。',
      en: 'Only the contract party’s own account is paid; record the one in its name.',
    },
  },
  'payments.account_cools_off': {
    says: {
      zh: '账户刚变更，{from} 起才能付款。',
      en: 'The account was changed lately; it is paid from {from} on.',
    },
    wayOut: {
      zh: '请到期再办；冷静期由公司政策规定。',
      en: 'Do it then; the company’s policy sets how long a changed account cools off.',
    },
  },
  'payments.account_changed': {
    says: {
      zh: '付款单所列账户已不是收款方的现行账户。',
      en: 'The account that the order names is no longer the current one of its payee.',
    },
    wayOut: {
      zh: '请停止这张付款单，并按现行账户重新制单。',
      en: 'Stop this order and prepare a new one on the current account.',
    },
  },
  'payments.no_own_account': {
    says: { zh: '报销人没有登记本人账户。', en: 'The claimant has stated no account of their own.' },
    wayOut: { zh: '请本人登记，再由财务核实。', en: 'They state it themselves, and finance verifies it.' },
  },
  'payments.own_account_not_verified': {
    says: { zh: '报销人的账户尚未核实。', en: 'The claimant’s account is not verified.' },
    wayOut: { zh: '请由另一人核实。', en: 'Another person verifies it.' },
  },
  'payments.personal_payee': {
    says: {
      zh: '收款方是个人：没有经两人确认的例外，不付款。{name}',
      en: 'The payee is a natural person: nothing is paid without an exception that two people made. {name}',
    },
    wayOut: {
      zh: '款项付给客户公司；消费者本人退款或持证代理人可申请例外。',
      en: 'Pay the customer’s company; a consumer’s own refund or a licensed agent goes by an exception.',
    },
  },
  'payments.no_agreement': {
    says: {
      zh: '没有与收款方的有效合同条款约定这种给予。',
      en: 'No clause of an agreement in force with the payee provides for this.',
    },
    wayOut: {
      zh: '请登记并复核合同条款；没有约定的不付款。',
      en: 'Record the agreement and have it checked; nothing is paid without one.',
    },
  },
  'payments.own_request': {
    says: {
      zh: '申请人不能制单或复核自己申请的付款。',
      en: 'Whoever asked for a benefit has no part in its payment.',
    },
    wayOut: askFinance,
  },
  'payments.approver_never_pays': {
    says: {
      zh: '审批人不能制单或复核其批准的付款。',
      en: 'Whoever approved a benefit has no part in its payment.',
    },
    wayOut: askFinance,
  },
  'payments.own_payment': {
    says: { zh: '不能办理付给自己的款项。', en: 'Nobody has a part in a payment to themselves.' },
    wayOut: askFinance,
  },
  'payments.changer_never_pays': {
    says: {
      zh: '登记该账户的人不能制单或复核付到该账户的款项。',
      en: 'Whoever recorded the account has no part in a payment to it.',
    },
    wayOut: askFinance,
  },
  'payments.confirmer_never_pays': {
    says: {
      zh: '确认例外的人不能制单或复核该付款。',
      en: 'Whoever confirmed the exception has no part in its payment.',
    },
    wayOut: askFinance,
  },
  'payments.maker_never_checks': {
    says: {
      zh: '制单人不能复核自己的付款单。',
      en: 'Whoever prepared a payment order cannot also check it.',
    },
    wayOut: { zh: '请由另一位有权复核的同事复核。', en: 'Another colleague who may check it does so.' },
  },
  'payments.people_not_apart': {
    says: {
      zh: '制单人或复核人在该事项中另有职责，付款不能继续。',
      en: 'Whoever prepared or checked the order has another part in the benefit; the payment goes no further.',
    },
    wayOut: {
      zh: '请停止付款单，由无关的两位同事重新办理。',
      en: 'Stop the order; two colleagues with no other part in it begin anew.',
    },
  },
  'payments.not_booked': {
    says: {
      zh: '台账上没有对应的承诺或应付，不能付款。',
      en: 'The books hold no commitment or debt for this, so nothing is paid.',
    },
    wayOut: { zh: '请财务核对备查台账。', en: 'Finance looks into the memorandum ledger.' },
  },
  'payments.nothing_left': {
    says: {
      zh: '没有可付的余额，全部已制单或付清。',
      en: 'Nothing is left to pay: all of it is ordered or paid.',
    },
    wayOut: { zh: '请查看该申请已有的付款单。', en: 'Look at the orders of the request.' },
  },
  'payments.above_payable': {
    says: { zh: '金额超过可付余额。', en: 'The amount is more than is left to pay.' },
    wayOut: { zh: '请减少金额，或不填以付清余额。', en: 'Lower it, or leave it out to pay what is left.' },
  },
  'payments.account_number_wrong': {
    says: { zh: '账号格式不对。', en: 'This cannot be an account number.' },
    wayOut: { zh: '请填写 6 至 34 位数字或字母。', en: 'It has 6 to 34 figures or letters.' },
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
  'payments.own_account_check': {
    says: { zh: '不能核实自己的账户。', en: 'Nobody verifies their own account.' },
    wayOut: { zh: '请另一位财务或合规同事核实。', en: 'Another colleague of finance or compliance does.' },
  },
  'payments.claim_no_such_move': {
    says: { zh: '核销单处于“{from}”，不能变为“{to}”。', en: 'The claim is {from}; it cannot become {to}.' },
    wayOut: { zh: '请查看核销单的当前状态。', en: 'Look at where the claim stands.' },
  },
  'payments.claim_not_yours': {
    says: {
      zh: '只有申请人本人核销自己的事项并答复疑问。',
      en: 'Only whoever asked for the benefits claims them and answers about the claim.',
    },
    wayOut: { zh: '请申请人本人办理。', en: 'The applicant does it.' },
  },
  'payments.claim_names_twice': {
    says: { zh: '同一申请在核销单中出现了两次。', en: 'One request stands in two lines of the claim.' },
    wayOut: { zh: '请合并为一行。', en: 'Put it in one line.' },
  },
  'payments.claim_mixes': {
    says: {
      zh: '一张核销单只含同一主体、同一给予方式和同一币种的事项。',
      en: 'A claim holds benefits of one entity, one way and one currency.',
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
      zh: '报销只付给本人，不指定供应商。',
      en: 'A reimbursement goes to the claimant; no vendor is named.',
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
  'payments.claim_questions': {
    says: {
      zh: '发票有 {count} 处须人工判断，通过须写明理由。',
      en: 'The invoices leave {count} questions open; whoever accepts the claim says why.',
    },
    wayOut: {
      zh: '请核对发票后填写理由，或向申请人质疑。',
      en: 'Look at the invoices and write the reason, or dispute the claim.',
    },
  },
  'payments.claim_not_disputed': {
    says: { zh: '财务没有疑问待您答复。', en: 'Finance has asked nothing about this claim.' },
    wayOut: { zh: '无需答复。', en: 'There is nothing to answer.' },
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
  'payments.payer_never_confirms': {
    says: {
      zh: '制单或复核该付款的人不能确认例外。',
      en: 'Whoever made or checked a payment of it does not confirm the exception.',
    },
    wayOut: { zh: '请另一人确认。', en: 'Somebody else does.' },
  },
} as const satisfies Record<string, RefusalText>
