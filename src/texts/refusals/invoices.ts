import type { RefusalText } from '../text.ts'

export const invoicesRefusals = {
  'invoices.check_negative': {
    says: {
      zh: '发票 {number} 的官方查验结果不符，不能使用。',
      en: 'The official check of invoice {number} does not agree; it cannot be used.',
    },
    wayOut: {
      zh: '请向销售方索取真实的发票，或由合规处理该提示。',
      en: 'Ask the seller for a true invoice, or compliance to work on its alert.',
    },
  },
  'invoices.check_missing': {
    says: {
      zh: '发票 {number} 还没有官方查验结果。',
      en: 'Nobody has recorded an official check of invoice {number} yet.',
    },
    wayOut: {
      zh: '请财务在税务机关查验平台查验并登记结果。',
      en: 'Finance looks it up at the service of the tax authority and records the result.',
    },
  },
  'invoices.is_red_letter': {
    says: {
      zh: '发票 {number} 是红字发票，冲减此前的发票，不能报销。',
      en: 'Invoice {number} is a red-letter invoice: it takes an earlier one back and pays for nothing.',
    },
    wayOut: { zh: '请提交有效的蓝字发票。', en: 'Bring a valid invoice with a positive amount.' },
  },
  'invoices.is_reversed': {
    says: {
      zh: '发票 {number} 已被红字发票全额冲销。',
      en: 'Invoice {number} was taken back in full by a red-letter invoice.',
    },
    wayOut: { zh: '请向销售方索取新的发票。', en: 'Ask the seller for a new invoice.' },
  },
  'invoices.alert_open': {
    says: {
      zh: '发票 {number} 有未处理的提示，处理前不能使用。',
      en: 'An alert on invoice {number} is open; until it is answered the invoice cannot be used.',
    },
    wayOut: { zh: '请合规查看并答复该提示。', en: 'Compliance looks at the alert and answers it.' },
  },
  'invoices.brought_twice': {
    says: {
      zh: '发票 {number} 曾被再次提交。',
      en: 'Invoice {number} was brought a second time.',
    },
    wayOut: {
      zh: '请核实是谁的支出，并写明理由。',
      en: 'Find out whose spend it is, and say so in words.',
    },
  },
  'invoices.typed_only': {
    says: {
      zh: '发票 {number} 的号码或金额没有电子原件佐证。',
      en: 'No electronic original stands behind the number and the total of invoice {number}.',
    },
    wayOut: {
      zh: '请补充 XML 或 OFD 原件，或由核销人对照票面核实。',
      en: 'Add the original in XML or OFD, or check it against the paper.',
    },
  },
  'invoices.content_differs': {
    says: {
      zh: '发票内容「{item}」与「{form}」不符。',
      en: 'The invoice is for “{item}”, which is something else than “{form}”.',
    },
    wayOut: {
      zh: '发票须与真实业务一致：请提交该项支出的发票，不得换开。',
      en: 'An invoice must match the real business: bring the one for this spend, not a swapped one.',
    },
  },
  'invoices.content_unclear': {
    says: {
      zh: '发票内容「{item}」看不出是否属于「{form}」。',
      en: 'Whether “{item}” on the invoice is “{form}” cannot be seen from its words.',
    },
    wayOut: {
      zh: '请核对消费清单并写明实际内容。',
      en: 'Look at the list of what was bought and say in words what it was.',
    },
  },
  'invoices.content_missing': {
    says: {
      zh: '没有读到发票的项目名称，无法与「{form}」核对。',
      en: 'The invoice’s items are not known, so they cannot be compared with “{form}”.',
    },
    wayOut: { zh: '请补充项目名称或电子原件。', en: 'Type the items, or add the electronic original.' },
  },
  'invoices.buyer_missing': {
    says: {
      zh: '没有读到发票抬头，无法与「{entity}」核对。',
      en: 'The name on the invoice is not known, so it cannot be compared with “{entity}”.',
    },
    wayOut: { zh: '请补录抬头或补充电子原件。', en: 'Type the name, or add the electronic original.' },
  },
  'invoices.buyer_differs': {
    says: {
      zh: '发票上的「{name}」不是「{entity}」。',
      en: 'The invoice names “{name}”, which is not “{entity}”.',
    },
    wayOut: {
      zh: '请销售方以正确的公司全称重开。',
      en: 'Ask the seller for one in the full name of the company.',
    },
  },
  'invoices.entity_number_missing': {
    says: {
      zh: '「{entity}」的税号没有登记，无法核对发票上的税号。',
      en: 'The tax number of “{entity}” is not on record, so the one on the invoice cannot be compared.',
    },
    wayOut: {
      zh: '请财务登记该主体的开票信息。',
      en: 'Finance records what stands on invoices for this entity.',
    },
  },
  'invoices.buyer_number_missing': {
    says: {
      zh: '没有读到发票上的税号，无法与「{entity}」核对。',
      en: 'The tax number on the invoice is not known, so it cannot be compared with that of “{entity}”.',
    },
    wayOut: { zh: '请补录税号或补充电子原件。', en: 'Type the tax number, or add the electronic original.' },
  },
  'invoices.buyer_number_differs': {
    says: {
      zh: '发票上的税号 {number} 不是本主体的税号 {expected}。',
      en: 'The tax number {number} on the invoice is not {expected}, the one of our entity.',
    },
    wayOut: { zh: '请销售方以正确的税号重开。', en: 'Ask the seller for one with the right tax number.' },
  },
  'invoices.currency_differs': {
    says: {
      zh: '发票币种是 {currency}，申报的是 {claimed}。',
      en: 'The invoice is in {currency} and {claimed} is claimed.',
    },
    wayOut: { zh: '请按发票的币种申报。', en: 'Claim in the currency of the invoice.' },
  },
  'invoices.nothing_claimed': {
    says: {
      zh: '从发票 {number} 申报的金额须大于零。',
      en: 'What is claimed from invoice {number} must be more than zero.',
    },
    wayOut: { zh: '请填写金额。', en: 'Enter the amount.' },
  },
  'invoices.exceeds_total': {
    says: {
      zh: '发票 {number} 只剩 {left} {currency} 可用，申报了 {claimed}。',
      en: 'Of invoice {number} {left} {currency} is left, and {claimed} is claimed.',
    },
    wayOut: {
      zh: '请减少金额，或提交另一张发票。',
      en: 'Claim less, or bring another invoice.',
    },
  },
  'invoices.used_for_it': {
    says: {
      zh: '发票 {number} 已用于这一项。',
      en: 'Invoice {number} is used for this very thing already.',
    },
    wayOut: { zh: '请勿重复添加。', en: 'Do not add it a second time.' },
  },
  'invoices.day_far': {
    says: {
      zh: '发票 {number} 的开票日期 {issued} 与事项日期 {day} 相差过远。',
      en: 'Invoice {number} was issued on {issued}, far from {day}, the day of the benefit.',
    },
    wayOut: { zh: '请核实并写明原因。', en: 'Check it and say in words why.' },
  },
  'invoices.discount_in_remarks': {
    says: {
      zh: '发票 {number} 的折扣只写在备注栏，不在金额栏。',
      en: 'The discount on invoice {number} stands in its remarks and not in the column of amounts.',
    },
    wayOut: {
      zh: '请在同一张发票的金额栏开具折扣，或开具红字发票。',
      en: 'Show the discount in the amounts of the same invoice, or issue a red-letter one.',
    },
  },
  'invoices.issued_check_negative': {
    says: {
      zh: '发票 {number} 的官方查验结果不符，不能作为返利或折扣的依据。',
      en: 'The official check of invoice {number} does not agree; no rebate or discount stands on it.',
    },
    wayOut: {
      zh: '请核对发票号码；号码无误的，请财务重新查验并登记结果。',
      en: 'Look at the number; where it is right, finance checks the invoice again and records the result.',
    },
  },
  'invoices.issued_reversed': {
    says: {
      zh: '发票 {number} 已被红字发票全额冲销。',
      en: 'Invoice {number} was taken back in full by a red-letter invoice.',
    },
    wayOut: { zh: '请写重新开具的发票号码。', en: 'Name the invoice that was issued in its place.' },
  },
  'invoices.not_issued_by_us': {
    says: {
      zh: '登记在案的发票 {number} 不是「{entity}」开的。',
      en: 'Invoice {number} on record was not issued by “{entity}”.',
    },
    wayOut: {
      zh: '请写本主体开给客户的发票号码。',
      en: 'Name the invoice that our entity issued to the customer.',
    },
  },
  'invoices.typed_differs': {
    says: {
      zh: '录入的{fact}是「{typed}」，文件中是「{read}」。',
      en: 'Typed as {fact} was “{typed}”, and the file says “{read}”.',
    },
    wayOut: {
      zh: '以文件为准：请去掉或更正录入的内容。',
      en: 'The file counts: leave out what was typed, or correct it.',
    },
  },
  'invoices.facts_missing': {
    says: { zh: '还缺少：{facts}。', en: 'Still missing: {facts}.' },
    wayOut: {
      zh: '请按票面录入，或提交 XML 或 OFD 原件。',
      en: 'Type what is printed, or bring the original in XML or OFD.',
    },
  },
  'invoices.number_form': {
    says: {
      zh: '发票号码「{number}」的形式不对：数电票为 20 位号码，其他发票须同时有发票代码。',
      en: 'The number “{number}” has no known form: a digital one has 20 digits, an older one a code too.',
    },
    wayOut: { zh: '请对照票面更正号码与代码。', en: 'Correct the number and the code from the paper.' },
  },
  'invoices.total_nothing': {
    says: { zh: '价税合计为零。', en: 'The total of the invoice is zero.' },
    wayOut: { zh: '请核对金额。', en: 'Check the amount.' },
  },
  'invoices.sums_differ': {
    says: {
      zh: '金额对不上：{net} + {tax} 不等于 {total}。',
      en: 'The amounts do not add up: {net} and {tax} do not make {total}.',
    },
    wayOut: {
      zh: '请核对票面；文件本身如此的，请向销售方索取正确的原件。',
      en: 'Check the paper; where the file itself says so, ask the seller for a right one.',
    },
  },
  'invoices.issued_later': {
    says: {
      zh: '开票日期 {day} 晚于今天 {today}。',
      en: 'The date of issue {day} lies after today, {today}.',
    },
    wayOut: { zh: '请对照票面更正日期。', en: 'Correct the date from the paper.' },
  },
  'invoices.number_known': {
    says: {
      zh: '发票 {number} 已于 {on} 登记，一张发票只登记一次。',
      en: 'Invoice {number} is on record since {on}; one invoice is recorded once.',
    },
    wayOut: {
      zh: '请打开已登记的发票，补充原件或照片在该发票上添加；一张票涉及多人的，请财务代为一并核销。',
      en:
        'Open the one on record and add files there; a bill of several people is claimed by finance ' +
        'for all of them.',
    },
  },
  'invoices.number_known_elsewhere': {
    says: {
      zh: '发票 {number} 已于 {on} 由集团内另一家公司登记。',
      en: 'Invoice {number} is on record since {on} in another company of the group.',
    },
    wayOut: {
      zh: '一张发票只能用一次：请与合规核实是哪家公司的支出。',
      en: 'One invoice pays once: find out with compliance whose spend it is.',
    },
  },
  'invoices.seller_differs': {
    says: {
      zh: '发票的销售方“{seller}”不是收款的供应商“{payee}”。',
      en: 'The seller on the invoice is “{seller}”, and the vendor that is paid is “{payee}”.',
    },
    wayOut: {
      zh: '请核对收款方；确实由关联方开票的，接受时写明依据。',
      en: 'Check who is paid; where another company issues the invoices, say on what grounds when accepting.',
    },
  },
  'invoices.original_elsewhere': {
    says: {
      zh: '红字发票冲销的发票 {number} 由集团内另一家公司登记。',
      en: 'Invoice {number}, which this red letter takes back, is on record in another company of the group.',
    },
    wayOut: {
      zh: '请在登记该发票的公司登记这张红字发票，余额才会减少。',
      en: 'Record the red letter in the company that has the invoice; only there it lowers what is left.',
    },
  },
  'invoices.known_other_amount': {
    says: {
      zh: '发票 {number} 已于 {on} 登记，金额与这次的 {brought} 不同。',
      en: 'Invoice {number} is on record since {on} with another amount than the {brought} of now.',
    },
    wayOut: {
      zh: '其中之一不真实：已提示合规，请核对原件。',
      en: 'One of the two is not true: compliance has been told. Check the original.',
    },
  },
  'invoices.file_of_another': {
    says: {
      zh: '这份文件是发票 {other} 的，不是 {number} 的。',
      en: 'This file is of invoice {other} and not of {number}.',
    },
    wayOut: { zh: '请选择正确的文件，或另行登记。', en: 'Choose the right file, or record that invoice.' },
  },
  'invoices.original_differs': {
    says: {
      zh: '原件的金额或日期与已登记的发票 {number} 不同。',
      en: 'The original says another amount or day than is on record of invoice {number}.',
    },
    wayOut: {
      zh: '已提示合规；录入有误的，请先更正再添加原件。',
      en: 'Compliance has been told; what was typed wrongly is corrected first, then the original added.',
    },
  },
  'invoices.not_typed': {
    says: {
      zh: '{facts}读自文件，不能手工更改。',
      en: 'The file itself says this and no hand changes it: {facts}.',
    },
    wayOut: {
      zh: '文件有误的，请向销售方索取正确的原件。',
      en: 'Where the file is wrong, ask the seller for a right one.',
    },
  },
  'invoices.in_use': {
    says: {
      zh: '发票 {number} 已在使用，不能更正。',
      en: 'Invoice {number} is in use and is not corrected any more.',
    },
    wayOut: {
      zh: '请先撤回使用它的报销，再更正。',
      en: 'Take back the claim that uses it, then correct it.',
    },
  },
  'invoices.own_check': {
    says: {
      zh: '提交发票 {number} 的人不登记它的查验结果。',
      en: 'Whoever brought invoice {number} does not record its official check.',
    },
    wayOut: { zh: '请另一位同事查验并登记。', en: 'Another colleague looks it up and records it.' },
  },
  'invoices.checked_later': {
    says: { zh: '查验日期 {day} 还没有到。', en: 'The day of the check, {day}, is still to come.' },
    wayOut: { zh: '请更正日期。', en: 'Correct the day.' },
  },
  'invoices.alert_answered': {
    says: { zh: '该提示已答复。', en: 'This alert has its answer already.' },
    wayOut: { zh: '请查看现有的答复。', en: 'Look at the answer that it has.' },
  },
  'invoices.own_alert': {
    says: {
      zh: '该提示涉及您提交的发票，您不能自己答复。',
      en: 'This alert is about an invoice that you brought, so you do not answer it.',
    },
    wayOut: { zh: '请合规的另一位同事答复。', en: 'Another colleague of compliance answers it.' },
  },
  'invoices.tax_number_form': {
    says: {
      zh: '税号不是有效的统一社会信用代码。',
      en: 'The tax number is no valid unified social credit code.',
    },
    wayOut: { zh: '请对照营业执照更正。', en: 'Correct it from the business licence.' },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
