import type { Sentence } from './text.ts'

/** What the server says about how something was given: ways, proofs, differences, guests. */
export const givingTexts = {
  'need.names': { zh: '参加人姓名', en: 'the names of those who attended' },
  'need.invoiceNumber': { zh: '发票号码', en: 'the number of the invoice' },
  'completion.paid.done': { zh: '没有应付未付的款项', en: 'Nobody is owed anything for it' },
  'completion.paid.missing': { zh: '还有应付款尚未付清', en: 'Somebody is still owed something for it' },
  'completion.paid.claimed': {
    zh: '还有 {owed} 应付未付：凭收据核销后付清；没有更多收据的，在“我的核销”登记“其余不再报销”',
    en:
      '{owed} of it is still owed: it is claimed with a receipt and paid, or said not to follow on the ' +
      'page “My claims”',
  },
  'completion.paid.transferred': {
    zh: '还有 {owed} 应付未付：由财务按付款单付到客户公司账户',
    en: '{owed} of it is still owed: finance pays it to the customer’s company account by a payment order',
  },
  'completion.evidence.done': { zh: '材料齐全', en: 'Its papers are there' },
  'completion.voucher.done': { zh: '已有会计凭证号', en: 'Its voucher has its statutory number' },
  'completion.voucher.missing': {
    zh: '还没有会计凭证号',
    en: 'Its voucher has no statutory number yet',
  },
  'attended.sign_in_list': { zh: '签到', en: 'Signed in' },
  'attended.qr': { zh: '扫码', en: 'Scanned on the spot' },
  'attended.signed_in': { zh: '扫码 · 有记录', en: 'Signed in by code, on record' },
  'attendance.invites': { zh: '{company} · {host}', en: '{host}, {company}' },
  'attended.listed': { zh: '列名', en: 'Listed' },
  'differs.form': { zh: '类型', en: 'kind' },
  'differs.whole': { zh: '总额', en: 'whole amount' },
  'differs.each': { zh: '每份金额', en: 'amount of each' },
  'differs.count': { zh: '人数或份数', en: 'number' },
  'differs.hosts': { zh: '我方人数', en: 'hosts' },
  'differs.day': { zh: '日期', en: 'day' },
  'differs.place': { zh: '地点', en: 'place' },
  'differs.vendor': { zh: '供应商', en: 'vendor' },
  'differs.way': { zh: '给予方式', en: 'way of giving' },
  'differs.absent': { zh: '批准的受益人未到', en: 'recipient who was not there' },
  'differs.unlisted': { zh: '名单外的客人', en: 'guests not on the approved list' },
  'flag.left_customer': {
    zh: '{count} 名客人按记录已不在任何客户单位任职',
    en: {
      one: '{count} guest works for no customer any more, by our records',
      other: '{count} guests work for no customer any more, by our records',
    },
  },
  'flag.elsewhere': {
    zh: '{count} 名客人同一天登记在另一地点',
    en: {
      one: '{count} guest is on record at another place on the same day',
      other: '{count} guests are on record at another place on the same day',
    },
  },
  'flag.own_staff': {
    zh: '{count} 名客人与本单位员工同名',
    en: {
      one: '{count} guest has the name of one of our own people',
      other: '{count} guests have the names of our own people',
    },
  },
  'flag.same_day': {
    zh: '{count} 名客人同一天另有一次给予',
    en: {
      one: '{count} guest received something else on the same day',
      other: '{count} guests received something else on the same day',
    },
  },
  'flag.more_heads': {
    zh: '人数比姓名多 {count}',
    en: { one: '{count} more head than names', other: '{count} more heads than names' },
  },
  'flag.repeated_file': {
    zh: '{count} 份签到材料在另一申请中出现过',
    en: {
      one: '{count} proof of attendance belongs to another request as well',
      other: '{count} proofs of attendance belong to other requests as well',
    },
  },
  'flag.repeated_list': {
    zh: '同一名单在另外 {count} 次给予中出现过',
    en: {
      one: 'Exactly these guests are the list of {count} other giving',
      other: 'Exactly these guests are the list of {count} other givings',
    },
  },
  'flag.typed_often': {
    zh: '{count} 名客人在前后 180 天内另有多次给予，未计入本人合计；建档后才计入',
    en: {
      one: '{count} guest was at several other givings within 180 days; only on record would they have a sum',
      other:
        '{count} guests were at several other givings within 180 days; only on record would they have sums',
    },
  },
  'flag.names_typed': {
    zh: '{count} 名到场的人由申请人填写，没有签到材料',
    en: {
      one: '{count} guest is typed by the applicant; there is no signed list',
      other: '{count} guests are typed by the applicant; there is no signed list',
    },
  },
  'flag.signed_unshown': {
    zh: '{count} 名到场的人据称已签到，签到表没有上传',
    en: {
      one: '{count} guest is said to have signed; the list is not here',
      other: '{count} guests are said to have signed; the list is not here',
    },
  },
  'flag.scanned_unshown': {
    zh: '{count} 名到场的人据称已扫码，扫码记录没有上传',
    en: {
      one: '{count} guest is said to have scanned a code; the record of it is not here',
      other: '{count} guests are said to have scanned a code; the record of it is not here',
    },
  },
  'flag.left_out': {
    zh: '{count} 名扫码签到的人不在登记的名单上，已说明原因',
    en: {
      one: '{count} guest signed in by the code and is not on the list; the reason is given',
      other: '{count} guests signed in by the code and are not on the list; the reasons are given',
    },
  },
  'flag.left_out_official': {
    zh: '{count} 名扫码签到的人不在登记的名单上，其本人称任公职或不确定',
    en: {
      one: '{count} guest signed in by the code, did not rule out a public office, and is not on the list',
      other:
        '{count} guests signed in by the code, did not rule out a public office, and are not on the list',
    },
  },
  'flag.typed': {
    zh: '（{count} 名客人未建档，按姓名和单位比对）',
    en: {
      one: ' ({count} guest is not on record, compared by name and company)',
      other: ' ({count} guests are not on record, compared by name and company)',
    },
  },
  'flag.invoice_other_buyer': {
    zh: '发票的购买方不是该客户',
    en: 'The buyer on the invoice is not this customer',
  },
  'flag.invoice_again': {
    zh: '另有 {count} 笔权益也写了这张发票',
    en: {
      one: '{count} other benefit names this invoice as well',
      other: '{count} other benefits name this invoice as well',
    },
  },
  'flag.invoice_unknown': {
    zh: '发票没有登记，尚未核对销售方、购买方和折扣所在栏',
    en: 'The invoice is not on record: its seller, its buyer and the column of the discount are not checked',
  },
  'flag.invoice_unnamed': {
    zh: '没有写发票号码，尚未核对',
    en: 'No number of the invoice is named, so that nothing was checked',
  },
  'flag.invoice_unchecked': {
    zh: '发票还没有官方查验结果',
    en: 'The invoice has no result of the official check yet',
  },
  'flag.invoice_day_far': {
    zh: '开票日期与给予日期相差过远',
    en: 'The invoice was issued long before or after it was given',
  },
  'way.company_account': { zh: '付客户单位账户', en: 'To the company account' },
  'way.on_invoice': { zh: '在发票上体现', en: 'On the invoice' },
  'way.vendor': { zh: '付供应商', en: 'Paid to a vendor' },
  'way.reimbursement': { zh: '员工报销', en: 'Reimbursed to our employee' },
  'way.stock': { zh: '从库存领用', en: 'From stock' },
  'way.service': { zh: '提供服务', en: 'A service in kind' },
  'give.tolerance': {
    zh: '与批准相比，总额最多高 {percent}% 且不超过 {amount}、日期前后 {days} 天以内的，登记即可。',
    en: 'Up to {percent} % and {amount} more than approved, and up to {days} days apart, is simply recorded.',
  },
  'give.tolerance_people': {
    zh: '与批准相比，总额最多高 {percent}% 且不超过 {amount}、人数最多多 {guests} 人、日期前后 {days} 天以内的，登记即可。',
    en:
      'Up to {percent} % and {amount} more than approved, up to {guests} more people, and up to ' +
      '{days} days apart, is simply recorded.',
  },
  'give.as_approved': { zh: '与批准一致，登记即可。', en: 'As approved: it is simply recorded.' },
  'give.within': {
    zh: '与批准略有不同（{what}），在政策容差之内，登记即可。',
    en: 'Other than approved ({what}), within what the policy lets pass: it is simply recorded.',
  },
  'give.with_reason': {
    zh: '与批准不同：{what}。写明原因即可登记，原因随记录保存。',
    en: 'Other than approved: {what}. It is recorded with the reason that you write.',
  },
  'give.other_than': {
    zh: '{name}（批准“{approved}”，实际“{actual}”）',
    en: '{name} (approved “{approved}”, actual “{actual}”)',
  },
  'give.elsewhere.told': {
    zh: '{what}与批准不同的，照实登记即可。',
    en: 'Another {what} is simply recorded.',
  },
  'give.elsewhere.reason': {
    zh: '{what}与批准不同的，写明原因即可登记。',
    en: 'Another {what} is recorded with its reason.',
  },
  'give.elsewhere.back': {
    zh: '{what}与批准不同的，登记后回到审批。',
    en: 'With another {what} it goes back to approval.',
  },
  'give.goes_back': {
    zh: '超出政策容差：{what}。登记后回到审批；已经给予的照样计入。',
    en:
      'Beyond what the policy lets pass: {what}. It goes back to approval; what was given counts ' +
      'all the same.',
  },
  'give.rules_ask': {
    zh: '按当天的规则，这样给予要求更高一级的审批。登记后回到审批；已经给予的照样计入。',
    en:
      'The rules of that day ask for more approval than it had. It goes back to approval; what was ' +
      'given counts all the same.',
  },
  'give.given_forbidden': {
    zh: '按规则这样给予是禁止的。已经给予的请照实登记，由合规核查。',
    en: 'The rules forbid this. What was given is recorded as it was, and compliance looks into it.',
  },
  'give.given_before_approval': {
    zh: '给予日期早于批准日期。请照实登记，由合规核查。',
    en: 'It was given before its approval. Record it as it was; compliance looks into it.',
  },
  'mark.differs': { zh: '与批准不符', en: 'Other than approved' },
  'mark.unnamed_guest': { zh: '名单外的客人更严', en: 'A guest who was not named' },
  'mark.doubtful_guest': { zh: '客人存疑', en: 'A doubtful guest' },
  'mark.repeated_list': { zh: '签到重复使用', en: 'Attendance used again' },
  'mark.doubtful_invoice': { zh: '发票存疑', en: 'A doubtful invoice' },
  'fact.differs': {
    zh: '更正后的给予情况超出批准的容差；已交合规核查，仍计入合计。',
    en: 'As corrected it differs from its approval by more than may pass; compliance looks into it.',
  },
  'fact.unnamed_guest': {
    zh: '实际参加的客人中有人申请时未写明，按其身份规则更严；已交合规核查。',
    en: 'Somebody was there whom the application did not name and for whom the rules are stricter.',
  },
  'fact.doubtful_guest': {
    zh: '客人存疑：已离职、当天在别处、是本单位员工，或扫码签到却没有列入名单；已交合规核查。',
    en:
      'A guest is doubtful: has left the customer, was elsewhere that day, is one of our own staff, or ' +
      'signed in and was left out of the list.',
  },
  'fact.doubtful_invoice': {
    zh: '所写的发票存疑：购买方不是该客户，或另一笔权益也写了它；已交合规核查。',
    en: 'The invoice is made out to somebody else, or another benefit names it; compliance looks into it.',
  },
  'fact.repeated_list': {
    zh: '签到材料或整份名单在另一次给予中用过；已交合规核查。',
    en: 'The proof of attendance or the whole list was used for another giving; compliance looks into it.',
  },
} as const satisfies Record<string, Sentence>
