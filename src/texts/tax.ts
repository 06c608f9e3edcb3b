import type { Sentence } from './text.ts'

/** Words of the yearly tax schedule. */
export const taxTexts = {
  'tax.entertainment': { zh: '业务招待费', en: 'Business entertainment' },
  'tax.publicity': { zh: '广告费和业务宣传费', en: 'Publicity' },
  'tax.commission': { zh: '佣金和手续费', en: 'Commissions' },
  'tax.not_deductible': { zh: '不得扣除的支出', en: 'Not deductible' },
  'tax.deemed_sale': { zh: '视同销售', en: 'Deemed sales' },
  'tax.withholding': { zh: '代扣代缴个人所得税（偶然所得）', en: 'Income tax withheld (accidental income)' },
  'tax.labour': { zh: '代扣代缴个人所得税（劳务报酬）', en: 'Income tax withheld (pay for services)' },
  'tax.red_letter': { zh: '有红字发票的返利', en: 'Rebates with a red-letter invoice' },
  'tax.no_red_letter': { zh: '没有红字发票的返利', en: 'Rebates without a red-letter invoice' },
  'tax.no_input_credit': { zh: '进项税额不得抵扣', en: 'No input tax credit' },
  'tax.one.output_tax': { zh: '视同销售的销项税额', en: 'Output tax of goods given away' },
  'tax.one.giver': { zh: '公司负担的个人所得税', en: 'Income tax, borne by the company' },
  'tax.one.recipient': { zh: '受赠人负担的个人所得税', en: 'Income tax, borne by the recipient' },
  'tax.says.share': {
    zh: '按发生额的 60% 扣除，低于收入的 0.5%。',
    en: '60 % of the spend is deducted: that is below 0.5 % of revenue.',
  },
  'tax.says.revenue': {
    zh: '以收入的 0.5% 为限扣除，低于发生额的 60%。',
    en: '0.5 % of revenue is deducted: that is below 60 % of the spend.',
  },
  'tax.says.publicity': {
    zh: '以收入的规定比例为限扣除，超出部分结转以后年度。',
    en: 'Deducted up to the share of revenue that the law names; the rest is carried on.',
  },
  'tax.says.commission': {
    zh: '每份合同以其收入的 5% 为限；未知合同收入或以现金支付的不扣除。',
    en: 'Up to 5 % of each contract; without its revenue, or paid in cash, none is deducted.',
  },
  'tax.says.not_deductible': { zh: '全额纳税调增。', en: 'All of it is added back.' },
  'tax.says.deemed_sale': {
    zh: '按市场价，无市场价的按成本加成，确认收入和销项税额。',
    en: 'Revenue and output tax at the market price, or at cost with the addition where there is none.',
  },
  'tax.says.withholding.recipient': {
    zh: '20%，由受赠人负担（公司自行选择，尚有争议）。',
    en: '20 %, borne by the recipient (the company’s own choice; the law leaves it open).',
  },
  'tax.says.withholding.giver': {
    zh: '20%，由公司负担并还原（公司自行选择，尚有争议）。',
    en: '20 %, borne by the company and grossed up (its own choice; the law leaves it open).',
  },
  'tax.says.withholding.both': {
    zh: '20%，部分由受赠人负担，部分由公司负担并还原（公司自行选择，尚有争议）。',
    en: '20 %, partly borne by recipients and partly by the company, grossed up (the law leaves it open).',
  },
  'tax.says.labour': {
    zh: '每月合并预扣，随付款单入账；预扣率表尚待税务顾问确认。',
    en: 'Withheld on each month’s pay together, booked with its order; the table is to be confirmed.',
  },
  'tax.says.red_letter': {
    zh: '红字发票冲减销项税额，客户冲减同额进项税额；不在本系统记账，现行口径待确认。',
    en:
      'The red-letter invoice lowers the output tax, and the customer its input tax by as much; not booked ' +
      'here, and to be confirmed for the present law.',
  },
  'tax.says.no_red_letter': {
    zh: '没有红字发票，销项税额不冲减；补开后可冲减所列税额。客户取得返利仍须冲减进项税额。',
    en:
      'Without a red-letter invoice the output tax stands; issued later, it lowers it by this much. The ' +
      'customer lowers its input tax all the same.',
  },
  'tax.says.no_input_credit': {
    zh: '餐饮、娱乐等消费的进项税额不得抵扣。',
    en: 'Input tax on catering and entertainment is not credited.',
  },
  'tax.open.revenue': {
    zh: '尚未填写本年收入，招待费和宣传费限额无法计算：请财务填写。',
    en: 'Revenue was not stated, so that two limits stay open: finance states it.',
  },
  'tax.open.rate': {
    zh: '“{name}”的比例在该年末没有有效规定：请核对法规后更新。',
    en: 'No rate for “{name}” holds at the end of that year: check the law and enter it.',
  },
  'tax.open.unconverted': {
    zh: '{count} 项没有当日汇率，未计入：请财务导入汇率。',
    en: {
      one: '{count} benefit has no exchange rate of its day and is left out: finance imports it.',
      other: '{count} benefits have no exchange rate of their day and are left out: finance imports them.',
    },
  },
  'tax.open.back_later': {
    zh: '本年权益中有 {count} 笔付款部分退回发生在年末以后，共 {amount}：本表从本年支出中扣除，账簿记在退回当月。已申报的，请与税务顾问确认。',
    en: {
      one:
        'A part of a payment came back after the end of the year, {amount}: taken off here, it is in the ' +
        'books of the month in which it came. Where the year is declared already, ask the tax adviser.',
      other:
        '{count} parts of payments came back after the end of the year, {amount}: taken off here, they are ' +
        'in the books of the months in which they came. Where the year is declared already, ask the tax ' +
        'adviser.',
    },
  },
  'tax.open.back_earlier': {
    zh: '本年账簿中有 {count} 笔付款部分退回属于以前年度的权益，共 {amount}：本表不从本年支出中扣除，请与税务顾问确认归属年度。',
    en: {
      one:
        'A part of a payment of an earlier year came back in this one, {amount}: the books have it in this ' +
        'year, and it is not taken off here. Ask the tax adviser to which year it belongs.',
      other:
        '{count} parts of payments of earlier years came back in this one, {amount}: the books have them ' +
        'in this year, and they are not taken off here. Ask the tax adviser to which year they belong.',
    },
  },
  'tax.open.forecast': {
    zh: '本年尚未结束，限额为按天推算的预测。',
    en: 'The year is not over: limits are forecast by days.',
  },
  'tax.column.number': { zh: '编号', en: 'Number' },
  'tax.column.day': { zh: '日期', en: 'Day' },
  'tax.column.customer': { zh: '客户', en: 'Customer' },
  'tax.column.matter': { zh: '事项', en: 'Matter' },
  'tax.column.amount': { zh: '金额', en: 'Amount' },
  'tax.column.recipient': { zh: '受益人', en: 'Recipient' },
  'tax.column.people': { zh: '人数', en: 'People' },
  'tax.unnamed': { zh: '未具名', en: 'Not named' },
  'tax.column.base': { zh: '计税基础', en: 'Base' },
  'tax.column.tax': { zh: '税额', en: 'Tax' },
  'tax.summary': { zh: '汇总', en: 'Summary' },
  'tax.summary.section': { zh: '项目', en: 'Heading' },
  'tax.summary.spent': { zh: '发生额', en: 'Spent' },
  'tax.summary.deductible': { zh: '可扣除', en: 'Deductible' },
  'tax.summary.add_back': { zh: '纳税调增', en: 'Added back' },
  'tax.summary.carried': { zh: '结转以后年度', en: 'Carried on' },
  'tax.summary.law': { zh: '依据', en: 'Basis' },
} as const satisfies Readonly<Record<string, Sentence>>
