/**
 * Words of the trades that vendors are named after. A vendor whose name is nothing else (餐厅, 国际大酒店)
 * names nobody. Each line about a meal would say it, and a hidden spend would pass for an honest dinner.
 */
const trades = [
  '大酒店 大饭店 大酒楼 大厦 酒店 酒楼 酒家 饭店 饭庄 饭馆 食府 宾馆 餐厅 餐馆 餐饮 菜馆 面馆 火锅 烧烤 海鲜',
  '私房菜 农家乐 小吃 快餐 美食 食堂 食品 饮食 茶楼 茶馆 咖啡 会所 超市 商场 商店 商行 便利店 百货 购物 烟酒',
  '酒业 礼品 商贸 贸易 国际 中心 连锁 分店 总店 管理 服务 个体户 经营部',
  'restaurant hotel cafe coffee international catering',
]

/**
 * What titles, reasons and summaries of hospitality say of anything: that two texts share these words tells
 * nothing. Everything else of four letters or more that they share does.
 */
const usual = [
  '业务招待费 招待费 招待 接待 宴请 请客 商务 业务 客户 客人 来宾 贵宾 来访 来厂 到访 拜访 用餐 就餐 餐饮 餐费',
  '早餐 午餐 晚餐 工作餐 聚餐 午宴 晚宴 酒水 礼品 礼物 赠送 伴手礼 费用 报销 付款 支付 款项 发票 确认 计税 计提',
  '冲销 权益 公司 部门 人员 同事 领导 本月 销售 采购 进行 关于 一次 相关 沟通 交流 洽谈 合作 感谢',
]

/** The same in Latin letters, which are compared as whole words. */
const usualInLatin = [
  'business client clients customer customers dinner lunch breakfast entertainment expense expenses',
  'hospitality reimbursement payment invoice visit visiting meeting gifts guests company sales',
  'their there about after before which',
]

/** Any word of a trade. */
export const tradeWords = anyOf(trades)

/** Any word that such texts have in common. */
export const usualWords = anyOf(usual)

/** Any Latin word that such texts have in common. */
export const usualLatin: ReadonlySet<string> = new Set(wordsOf(usualInLatin))

/** Longer words first, so that none is cut by a shorter one within it. */
function anyOf(lines: readonly string[]): RegExp {
  return new RegExp(
    wordsOf(lines)
      .toSorted((a, b) => b.length - a.length)
      .join('|'),
    'g',
  )
}

function wordsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '))
}
