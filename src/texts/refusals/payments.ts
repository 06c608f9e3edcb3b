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
  'payments.tax_month_not_begun': {
    says: { zh: '{month} 尚未开始。', en: 'The month {month} has not begun.' },
    wayOut: { zh: '请选择本月或以前的月份。', en: 'Choose this month or an earlier one.' },
  },
  'payments.tax_year_not_stated': {
    says: {
      zh: '{year} 年的税率和个人所得税负担方式还没有填写，不能计提税金。',
      en: 'Nobody has stated the rates of {year} and who bears the tax withheld, so no tax is booked.',
    },
    wayOut: { zh: '请先在“纳税调整”页填写依据。', en: 'State the basis on the tax page first.' },
  },
  'payments.tax_nothing_to_charge': {
    says: {
      zh: '截至 {month} 的税金都已计提，与纳税明细一致。',
      en: 'All taxes up to {month} stand in the books as the schedule reckons them.',
    },
    wayOut: { zh: '无须处理。', en: 'There is nothing to do.' },
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
      en:
        'A rebate goes to the customer itself, a vendor’s bill to the vendor of the claim, a claim ' +
        'to its claimant.',
    },
  },
  'payments.no_vendor': {
    says: {
      zh: '“{name}”没有登记为供应商，或就是受益的客户本身。',
      en: '“{name}” is not on record as a supplier, or is the customer that benefits.',
    },
    wayOut: {
      zh: '请由合规核实后登记为供应商；客户本身按合同付到其公司账户。',
      en: 'Compliance records it as a supplier after a look; the customer is paid under its agreement.',
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
  'payments.exception_holder_differs': {
    says: {
      zh: '户名“{holder}”不是收款人“{name}”本人。',
      en: 'The account is in the name of “{holder}”, and the payee is “{name}”.',
    },
    wayOut: {
      zh: '个人收款只付到本人账户；请填写本人账户的户名与账号。',
      en: 'A natural person is paid on their own account alone; state the one in their name.',
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
  'payments.account_by_merge': {
    says: {
      zh: '收款方由两份档案合并，两份的收款账户不同；按账户变更处理，{from} 起才能付款。',
      en: 'Two records with different accounts were merged into the payee; it is paid from {from} on.',
    },
    wayOut: {
      zh: '请核对合并和账户是否属实，到期再办；如合并有误，请拆分。',
      en: 'See whether merge and account are right, and do it then; split the records if they are two.',
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
    wayOut: {
      zh: '请本人在“我的核销”登记，再由财务或合规核实。',
      en: 'They state it at “My claims”, and finance or compliance verifies it.',
    },
  },
  'payments.own_account_not_verified': {
    says: { zh: '报销人的账户尚未核实。', en: 'The claimant’s account is not verified.' },
    wayOut: {
      zh: '请由另一人在“员工账户”核实。',
      en: 'Another person verifies it at “Staff accounts”.',
    },
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
  'payments.claimant_never_pays': {
    says: {
      zh: '提交这份核销的人，以及其中事项的申请人，不参与它的付款。',
      en: 'Whoever filed the claim, or asked for something in it, neither makes nor checks its payment.',
    },
    wayOut: { zh: '请由另一位财务同事办理。', en: 'Another colleague of finance does it.' },
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
      en: 'Whoever prepared or checked the order has another part in the benefit; it goes no further.',
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
  'payments.part_closes_nothing': {
    says: {
      zh: '可付余额所对应的原币已到最小单位，不能再分次付。',
      en: 'What is left closes the smallest unit of the benefit’s currency and cannot be paid in parts.',
    },
    wayOut: { zh: '请一次付清余额。', en: 'Pay all that is left at once.' },
  },
  'payments.nothing_after_tax': {
    says: {
      zh: '扣除本月应代扣的个人所得税后，没有可付的金额。',
      en: 'After the income tax that is withheld this month nothing is left to pay out.',
    },
    wayOut: {
      zh: '请提高金额，或下月再付。',
      en: 'Pay more of it at once, or pay it next month.',
    },
  },
  'payments.withholding_changed': {
    says: {
      zh: '应代扣的个人所得税已变：付款单写的是 {stands}，现在应为 {now}。',
      en: 'The income tax to be withheld changed: the order says {stands}, and it would be {now} by now.',
    },
    wayOut: {
      zh: '请停止这张付款单，在付款当月重新制单。',
      en: 'Stop this order and prepare it anew in the month in which it is paid.',
    },
  },
  'payments.withholding_in_yuan': {
    says: {
      zh: '劳务报酬的预扣税额按人民币计算，这笔款以 {currency} 应付。',
      en: 'Tax on pay for services is withheld in yuan, and this is owed in {currency}.',
    },
    wayOut: {
      zh: '请把申请的金额改为人民币，再制单付款。',
      en: 'Change the amount of the request to yuan, then prepare the payment.',
    },
  },
  'payments.no_withholding_rate': {
    says: {
      zh: '{day} 没有可用的个人所得税代扣税率，不能付款。',
      en: 'No rate is on record by which income tax is withheld on {day}, so nothing is paid.',
    },
    wayOut: {
      zh: '请升级到含有该日税率的版本。',
      en: 'Install a version that has the rate of that day.',
    },
  },
} as const satisfies Record<string, RefusalText>
