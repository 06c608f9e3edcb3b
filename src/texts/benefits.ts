import type { Sentence } from './text.ts'

/** What the server says about the register: kinds by substance, books, long work and exports. */
export const benefitTexts = {
  'form.discount': { zh: '折扣', en: 'Discount' },
  'form.discount_coupon': { zh: '折扣券', en: 'Discount coupon' },
  'form.rebate': { zh: '返利', en: 'Rebate' },
  'form.gift_with_purchase': { zh: '买赠', en: 'Gift with purchase' },
  'form.free_goods': { zh: '样品与货补', en: 'Samples and free goods' },
  'form.free_service': { zh: '免费服务', en: 'Free service' },
  'form.equipment_loan': { zh: '设备借用', en: 'Loan of equipment' },
  'form.cash': { zh: '现金', en: 'Cash' },
  'form.cash_equivalent': { zh: '现金等价物', en: 'Cash equivalent' },
  'form.gift_card': { zh: '购物卡 / 预付卡', en: 'Gift or prepaid card' },
  'form.gift': { zh: '礼品', en: 'Gift' },
  'form.logo_item': { zh: '宣传小礼品', en: 'Small advertising item' },
  'form.meal': { zh: '餐饮', en: 'Meal' },
  'form.travel': { zh: '差旅食宿', en: 'Travel and lodging' },
  'form.entertainment': { zh: '娱乐招待', en: 'Entertainment' },
  'form.points_award': { zh: '积分发放', en: 'Points awarded' },
  'form.points_redemption': { zh: '积分兑换', en: 'Points redemption' },
  'form.draw_prize': { zh: '抽奖奖品', en: 'Prize of a draw' },
  'form.commission': { zh: '佣金', en: 'Commission' },
  'form.service_fee': { zh: '服务费', en: 'Service fee' },
  'form.sponsorship': { zh: '赞助', en: 'Sponsorship' },
  'form.donation': { zh: '捐赠', en: 'Donation' },
  'form.favour': { zh: '便利与照顾', en: 'Favour' },
  'mark.alert': { zh: '因补录超限', en: 'Over since an earlier entry' },
  'mark.before_approval': { zh: '批准前已给予', en: 'Given before approval' },
  'mark.forbidden': { zh: '被禁止而已给予', en: 'Given though forbidden' },
  'mark.own_loosening': { zh: '申报人曾放宽规则', en: 'Filed by who made the rules milder' },
  'mark.duplicate': { zh: '疑似重复', en: 'Possible duplicate' },
  'book.own': { zh: '本集团', en: 'Our own' },
  names_cut: {
    zh:
      '名称含「{text}」的客户或人员超过 {limit} 个，只按其中名称最短的查找，结果可能不全。' +
      '请把名称写得更完整，或按客户筛选。',
    en:
      'More than {limit} customers or people have “{text}” in their name; only those with the shortest ' +
      'names were looked up, so benefits may be missing. Write more of the name, or choose the customer.',
  },
  'export.names_cut': { zh: '未全部查找', en: 'Not all looked up' },
  'export.title': { zh: '导出台账', en: 'Export of the register' },
  'export.sheet': { zh: '权益台账', en: 'Register' },
  'export.about': { zh: '说明', en: 'About this file' },
  'export.by': { zh: '导出人', en: 'Exported by' },
  'export.at': { zh: '导出时间（UTC）', en: 'Exported at (UTC)' },
  'export.reason': { zh: '导出理由', en: 'Reason' },
  'export.selection': { zh: '筛选条件', en: 'Selection' },
  'export.rows': { zh: '笔数', en: 'Rows' },
  'export.whole': { zh: '全部可见记录', en: 'everything in sight' },
  'export.mark': {
    zh: '内部资料 · 每次导出和下载均有记录',
    en: 'Internal · each export and download is on record',
  },
  'column.number': { zh: '编号', en: 'Number' },
  'column.on': { zh: '日期', en: 'Day' },
  'column.direction': { zh: '方向', en: 'Direction' },
  'column.kind': { zh: '类型', en: 'Kind' },
  'column.title': { zh: '事由', en: 'Matter' },
  'column.customer': { zh: '客户', en: 'Customer' },
  'column.recipient': { zh: '受益人', en: 'Recipient' },
  'column.requester': { zh: '经办人', en: 'Filed by' },
  'column.entity': { zh: '主体', en: 'Entity' },
  'column.currency': { zh: '币种', en: 'Currency' },
  'column.amount': { zh: '金额', en: 'Amount' },
  'column.at_least': { zh: '金额为下限', en: 'Amount is a minimum' },
  'column.verdict': { zh: '政策判断', en: 'Verdict' },
  'column.state': { zh: '状态', en: 'State' },
  'column.late': { zh: '事后补报', en: 'Late declaration' },
  'job.other': { zh: '后台任务', en: 'Background work' },
  'job.waiting': { zh: '排队中', en: 'Waiting for its turn' },
  'job.running': { zh: '处理中', en: 'Working' },
  'job.left_seconds': { zh: '还需不到 1 分钟', en: 'less than a minute left' },
  'job.left_minutes': {
    zh: '还需约 {count} 分钟',
    en: { one: 'about {count} minute left', other: 'about {count} minutes left' },
  },
  'job.again': { zh: '遇到问题，将自动重试', en: 'There was a problem; it will be tried again' },
  'job.done': { zh: '已完成', en: 'Done' },
  'job.exported': {
    zh: '已导出 {count} 笔，下载链接有效至 {until}',
    en: {
      one: '{count} row exported; the link ends {until}',
      other: '{count} rows exported; the link ends {until}',
    },
  },
  'job.failed': { zh: '没有成功', en: 'It did not succeed' },
  'job.cancelled': { zh: '已取消，没有生成文件', en: 'Cancelled; no file was made' },
  'job.cancel_over': { zh: '已经结束，无需取消。', en: 'It is over, so there is nothing to cancel.' },
} as const satisfies Record<string, Sentence>

/** A sentence about the register whose key is made from data, when there is one. */
export function benefitSentence(key: string): Sentence | undefined {
  return Object.hasOwn(benefitTexts, key) ? benefitTexts[key as keyof typeof benefitTexts] : undefined
}
