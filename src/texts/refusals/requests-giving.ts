import type { RefusalText } from '../text.ts'

/** What holds back a giving, and what a benefit still needs once it was given. */
export const requestsGivingRefusals = {
  'requests.way_not_of_kind': {
    says: {
      zh: '这类利益不能以“{way}”的方式给予。',
      en: 'This kind of benefit is not given in this way ({way}).',
    },
    wayOut: {
      zh: '请改选：{ways}。',
      en: 'Choose one of its ways: {ways}.',
    },
  },
  'requests.commission_contract_needed': {
    says: {
      zh: '佣金须写明促成的合同编号和该合同金额。',
      en: 'A commission names the contract on which it was earned, and the amount of that contract.',
    },
    wayOut: {
      zh: '请填写合同编号和金额；系统据此计算佣金占合同的比例。',
      en: 'Enter its number and its amount; the share is reckoned from them.',
    },
  },
  'requests.commission_revenue_wrong': {
    says: {
      zh: '合同金额须与佣金同一币种，且不少于佣金。',
      en: 'The contract is in the currency of the commission, and worth no less than the commission.',
    },
    wayOut: {
      zh: '请核对合同金额和币种。',
      en: 'Check the amount of the contract and its currency.',
    },
  },
  'requests.person_is_no_payee': {
    says: {
      zh: '款项只付客户单位账户；客户方的个人不是收款人。',
      en: 'Money goes to the company account of the customer; a natural person is not paid.',
    },
    wayOut: {
      zh: '请改为付给客户单位并写入合同。消费者本人的退款、有执照的独立代理人的佣金，由财务按例外单独登记。',
      en:
        'Give it to the company under its agreement. A consumer’s own refund and the commission of a ' +
        'licensed agent are exceptions that finance records apart.',
    },
  },
  'requests.way_proof_missing': {
    says: {
      zh: '“{way}”的给予还缺证明：{proofs}。',
      en: 'A proof of this way of giving ({way}) is missing: {proofs}.',
    },
    wayOut: {
      zh: '请上传并注明是哪一种材料，或填写姓名、发票号码；已登记给予的，请在更正给予时补填。',
      en: 'Upload it and say which paper it is, or enter names or number; once given, correct the giving.',
    },
  },
  'requests.attendees_too_many': {
    says: {
      zh: '名单有 {count} 人，一次最多登记 {most} 人。',
      en: 'The list has {count} people; one record takes {most} at most.',
    },
    wayOut: {
      zh: '请上传签到名单（文件），填写实到人数，姓名只写受益的主要客人。',
      en: 'Upload the signed list as a file, write how many were there, and name the chief guests alone.',
    },
  },
  'requests.vendor_unknown': {
    says: {
      zh: '查无此供应商。',
      en: 'There is no such vendor on record.',
    },
    wayOut: {
      zh: '请从客商档案中选择，或只填写名称。',
      en: 'Choose one on record, or name it by its name alone.',
    },
  },
  'requests.plan_of_received': {
    says: {
      zh: '收到的或对方提出的，没有计划的地点和供应商。',
      en: 'What others gave or offered us has no planned place or vendor.',
    },
    wayOut: {
      zh: '请去掉这一项，需要时写进理由。',
      en: 'Leave it out; where it matters, say it in the reason.',
    },
  },
  'requests.difference_unexplained': {
    says: {
      zh: '实际{what}与批准的不同，还没有说明原因。',
      en: 'It was given otherwise than approved ({what}), and nobody said why.',
    },
    wayOut: {
      zh: '请写明原因后再登记，原因随记录保存；填错的请改正。',
      en: 'Say why and record it again: the reason is kept with it. Correct what was typed wrongly.',
    },
  },
  'requests.hosts_differ': {
    says: {
      zh: '列名的我方人员有 {named} 人，而填写的我方人数是 {hosts}。',
      en: '{named} of our people are named, and the number of hosts is {hosts}.',
    },
    wayOut: { zh: '请更正人数或名单。', en: 'Correct the number or the list.' },
  },
  'requests.host_unknown': {
    says: {
      zh: '名单中的我方人员当天不在职或查无此人。',
      en: 'One of our people on the list is unknown or was not employed on that day.',
    },
    wayOut: {
      zh: '请从同事名单中选择；外部人员请按姓名登记为客人。',
      en: 'Choose them from the list of colleagues; name people from outside as guests.',
    },
  },
  'requests.payment_under_way': {
    says: {
      zh: '该事项有付款单在办理或已付出，不能撤销或改动。',
      en: 'A payment of this benefit is under way or has left; it is neither taken back nor changed.',
    },
    wayOut: {
      zh: '请财务先停止付款单；已付出的，等退汇登记后再冲销。已释放余额的，改动前先撤回释放。',
      en:
        'Finance stops the order first; what has left is reversed after its return is recorded. Where the ' +
        'rest was released, take that back before you change it.',
    },
  },
  'requests.worse_before_payment': {
    says: {
      zh: '按今天的规则和累计重新判断，比批准时更严，付款停止。{clause}',
      en:
        'Decided again by the rules and sums of today, it is stricter than what was approved; ' +
        'nothing is paid. {clause}',
    },
    wayOut: {
      zh: '请申请人或合规说明，必要时重新审批。',
      en: 'The applicant or compliance explains; where it needs to, it is approved anew.',
    },
  },
  'requests.given_by_transfer': {
    says: {
      zh: '该事项付到客户公司账户，由付款本身给出，不另行登记给予。',
      en: 'The benefit goes to the customer’s company account: its transfer gives it, and no hand does.',
    },
    wayOut: {
      zh: '请财务制付款单；银行付清后自动变为已支付。改由发票抵扣的，登记时请选该方式。',
      en:
        'Finance prepares the payment order; once the bank has paid all of it, it is paid by itself. Where ' +
        'it comes off an invoice instead, record it in that way.',
    },
  },
  'requests.still_payable': {
    says: {
      zh: '备查台账显示该事项还有应付款，尚未付清。',
      en: 'The books show that somebody is still owed something for it.',
    },
    wayOut: {
      zh: '请财务按付款单付清，或由代垫人报销；没有更多凭证的，由申请人或财务登记“其余不再报销”。',
      en:
        'Finance pays the order, or whoever paid for it claims it back. Where nothing more follows, the ' +
        'applicant or finance says so, and the rest is owed to nobody.',
    },
  },
  'requests.voucher_missing': {
    says: {
      zh: '该事项还没有会计凭证号，尚未进入法定账簿。',
      en: 'It has no voucher number yet, so the statutory books do not hold it.',
    },
    wayOut: {
      zh: '请财务导出凭证，在财务系统制单后登记或导入凭证号。',
      en: 'Finance exports the voucher, books it, and records or imports the number that it got.',
    },
  },
  'requests.no_such_sign_in': {
    says: {
      zh: '名单引用的签到不属于这项利益，或被用于两个人。',
      en: 'The list names a sign-in that is not of this benefit, or names one for two people.',
    },
    wayOut: {
      zh: '请重新打开表单，从签到的人中逐一选择。',
      en: 'Open the form again, and take each of those who signed in once.',
    },
  },
  'requests.sign_in_of_another': {
    says: {
      zh: '名单把一条扫码签到记在了另一个人名下：签到的姓名或单位与此人不符。',
      en: 'The list puts a sign-in down to somebody else: its name or organisation is not theirs.',
    },
    wayOut: {
      zh: '请按签到的姓名和单位填写来宾；确实没有参加的，说明原因后不列入名单。',
      en: 'List the guest by the name and organisation they signed in with, or leave them out with a reason.',
    },
  },
  'requests.signed_in_left_out': {
    says: {
      zh: '有 {count} 名扫码签到的人不在名单上，也没有说明原因。',
      en: {
        one: '{count} guest signed in by the code, is not on your list, and no reason is given.',
        other: '{count} guests signed in by the code, are not on your list, and no reason is given.',
      },
    },
    wayOut: {
      zh: '请把他们列入名单；没有到场的，逐一写明原因。',
      en: 'Put them on the list; for each who was not there, say why.',
    },
  },
  'requests.sign_in_not_attended': {
    says: {
      zh: '这类利益不是由人到场参加的，没有签到。',
      en: 'Nobody attends this kind of benefit, so nobody signs in.',
    },
    wayOut: {
      zh: '请直接登记给予，并上传这一方式要求的证明。',
      en: 'Record it as given, with the proof that its way asks for.',
    },
  },
  'requests.sign_in_not_approved': {
    says: {
      zh: '签到只在批准之后、登记给予之前开放。',
      en: 'A sign-in is opened after the approval and before it is recorded as given.',
    },
    wayOut: {
      zh: '已登记的，请在更正时补列到场的人。',
      en: 'Where it is recorded already, list who was there by a correction.',
    },
  },
  'requests.sign_in_day_far': {
    says: {
      zh: '签到日期与批准的日期 {planned} 相差超过 {days} 天。',
      en: 'The day of the sign-in is more than {days} days from the approved one, {planned}.',
    },
    wayOut: {
      zh: '改期请先变更申请，批准后再开放签到。',
      en: 'Change the request to its new day first, and open the sign-in once it is approved.',
    },
  },
  'requests.sign_in_day_over': {
    says: { zh: '{day} 的签到时间已过。', en: 'The time to sign in for {day} is over.' },
    wayOut: {
      zh: '改在另一天举行的，请选那一天；否则直接登记给予并列出到场的人。',
      en: 'Where it is held on another day, name that day; else record it as given and list who was there.',
    },
  },
  'requests.sign_in_not_open': {
    says: { zh: '没有开放中的签到。', en: 'No sign-in is open.' },
    wayOut: { zh: '需要时请重新开放。', en: 'Open one where you need it.' },
  },
  'requests.sign_in_before': {
    says: { zh: '签到在 {day} 当天开放。', en: 'Sign-in opens on the day, {day}.' },
    wayOut: { zh: '请到那天再打开此链接。', en: 'Open the link again on that day.' },
  },
  'requests.sign_in_full': {
    says: { zh: '签到人数已满。', en: 'All places of this sign-in are taken.' },
    wayOut: {
      zh: '请告诉邀请人，由其登记或重新开放签到。',
      en: 'Tell your host, who can list you or open another sign-in.',
    },
  },
  'requests.signed_in_already': {
    says: { zh: '这个姓名和单位已经签到，只计一次。', en: 'This name and organisation are signed in, once.' },
    wayOut: {
      zh: '不必再签。同名的另一位请在单位后补写部门。',
      en: 'Nothing else is needed. Another person of that name adds their department to the organisation.',
    },
  },
  'requests.evidence_missing': {
    says: { zh: '还缺材料：{missing}。', en: 'Evidence is missing: {missing}.' },
    wayOut: { zh: '请上传后再完成。', en: 'Upload it and complete the request then.' },
  },
} as const satisfies Record<string, RefusalText>
