import { addDays, type LocalDate } from '../../src/kernel/time.ts'
import type { Random } from '../match-random.ts'

/** One line of a voucher of the made company; amounts in 分. */
export type SampleLine = {
  readonly account: AccountKey
  readonly text: string
  readonly debit?: number
  readonly credit?: number
  readonly vendor?: string
  readonly customer?: string
  readonly staff?: string
  readonly unit?: string
}

/** One voucher; `planted` names the disguise where it is one, which the journal itself does not say. */
export type SampleVoucher = {
  readonly day: LocalDate
  readonly lines: readonly SampleLine[]
  readonly planted?: string
}

/** The chart of accounts, as a maker of electrical machines keeps it. */
export const chart = {
  cash: ['1001', '库存现金'],
  bank: ['100201', '银行存款-工行基本户'],
  receivable: ['1122', '应收账款'],
  advance: ['122101', '其他应收款-个人借款'],
  material: ['1403', '原材料'],
  goods: ['1405', '库存商品'],
  asset: ['1601', '固定资产'],
  depreciated: ['1602', '累计折旧'],
  payable: ['2202', '应付账款'],
  wages: ['2211', '应付职工薪酬'],
  inputTax: ['22210101', '应交税费-应交增值税-进项税额'],
  outputTax: ['22210106', '应交税费-应交增值税-销项税额'],
  owed: ['2241', '其他应付款'],
  profit: ['4103', '本年利润'],
  making: ['5001', '生产成本'],
  overhead: ['5101', '制造费用-机物料消耗'],
  revenue: ['6001', '主营业务收入'],
  cost: ['6401', '主营业务成本'],
  salesPay: ['660101', '销售费用-职工薪酬'],
  salesTravel: ['660102', '销售费用-差旅费'],
  salesDining: ['660103', '销售费用-业务招待费'],
  advertising: ['660104', '销售费用-广告宣传费'],
  salesMeeting: ['660105', '销售费用-会议费'],
  freight: ['660106', '销售费用-运输费'],
  promotion: ['660107', '销售费用-市场推广费'],
  commission: ['660108', '销售费用-佣金及代理费'],
  samples: ['660109', '销售费用-样品费'],
  salesOther: ['660199', '销售费用-其他'],
  officePay: ['660201', '管理费用-职工薪酬'],
  office: ['660202', '管理费用-办公费'],
  officeTravel: ['660203', '管理费用-差旅费'],
  officeDining: ['660204', '管理费用-业务招待费'],
  welfare: ['660205', '管理费用-职工福利费'],
  consulting: ['660206', '管理费用-咨询顾问费'],
  officeMeeting: ['660207', '管理费用-会议费'],
  wear: ['660208', '管理费用-折旧费'],
  utilities: ['660209', '管理费用-水电费'],
  rent: ['660210', '管理费用-租赁费'],
  labour: ['660211', '管理费用-劳务费'],
  training: ['660212', '管理费用-培训费'],
  vehicles: ['660213', '管理费用-车辆使用费'],
  officeOther: ['660299', '管理费用-其他'],
  research: ['660401', '研发费用-材料及试验费'],
  interest: ['6603', '财务费用-利息及手续费'],
  donations: ['671101', '营业外支出-捐赠支出'],
} as const

/** An account of the chart. */
export type AccountKey = keyof typeof chart

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢',
]
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红健建波辉云龙林海燕雪峰宇婷浩凯晨欣怡博文俊琪思远志国春秋佳琳',
]
const places = [
  '苏州',
  '无锡',
  '杭州',
  '宁波',
  '合肥',
  '武汉',
  '长沙',
  '济南',
  '青岛',
  '郑州',
  '西安',
  '成都',
  '重庆',
  '广州',
  '东莞',
  '厦门',
  '南昌',
  '太原',
  '沈阳',
  '大连',
]
const stems = [
  ...'华鑫恒盛瑞和泰隆昌达宏远诚信佳美通顺博凯锐捷金海天成志远东方万润中正德邦立新嘉禾永兴明辉卓越',
]

/** A name of a person, surnames as unevenly spread as they are. */
export function personName(random: Random): string {
  const first = surnames[random.skewed(surnames.length)] ?? '王'
  return first + random.pick(given) + (random.chance(0.6) ? random.pick(given) : '')
}

/** A name of a firm that does `what`, for example 五金经营部. */
export function firmName(random: Random, what: string): string {
  return random.pick(places) + random.pick(stems) + random.pick(stems) + what
}

/** A place name. */
export function placeName(random: Random): string {
  return random.pick(places)
}

/** People of one department. */
export type Unit = { readonly name: string; readonly people: readonly string[]; readonly isSales: boolean }

/** The made company: who works there, whom it buys from, to whom it sells. */
export type Company = {
  readonly units: readonly Unit[]
  readonly sales: readonly Unit[]
  readonly customers: readonly { readonly name: string; readonly people: readonly string[] }[]
  readonly suppliers: readonly string[]
  /** Vendors of ordinary things by trade; some serve often, most seldom. */
  readonly vendors: Readonly<Record<Trade, readonly string[]>>
}

const trades = {
  stationery: ['办公用品有限公司', '文具商行', '图文广告店', '电脑耗材经营部', '科技有限公司'],
  hotel: ['大酒店有限公司', '国际酒店', '商务宾馆', '假日酒店管理有限公司'],
  eating: ['餐饮管理有限公司', '酒楼', '饭店', '农家菜馆', '餐饮服务部'],
  ticketing: ['航空服务有限公司', '商旅服务有限公司', '旅行社有限公司'],
  adviser: [
    '会计师事务所（普通合伙）',
    '律师事务所',
    '认证咨询有限公司',
    '企业管理咨询有限公司',
    '软件有限公司',
  ],
  media: ['广告有限公司', '文化传播有限公司', '会展服务有限公司', '网络科技有限公司', '印务有限公司'],
  staffing: ['人力资源服务有限公司', '保安服务有限公司', '保洁服务有限公司', '劳务派遣有限公司'],
  training: ['职业培训学校', '教育科技有限公司', '安全技术培训中心'],
  garage: ['汽车维修有限公司', '汽车服务部', '石油销售有限公司', '轮胎经营部'],
  shop: ['超市有限公司', '商贸有限公司', '百货商行', '劳保用品经营部', '食品有限公司'],
  agent: ['机电设备有限公司', '自动化科技有限公司', '贸易有限公司'],
  carrier: ['物流有限公司', '货运代理有限公司', '速运有限公司'],
  hardware: ['五金经营部', '机电商行', '电气有限公司', '轴承销售部'],
} as const

/** What a vendor sells. */
export type Trade = keyof typeof trades

const tradeSizes: Readonly<Record<Trade, number>> = {
  stationery: 60,
  hotel: 300,
  eating: 400,
  ticketing: 12,
  adviser: 45,
  media: 90,
  staffing: 14,
  training: 30,
  garage: 40,
  shop: 120,
  agent: 25,
  carrier: 60,
  hardware: 260,
}

function many<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}

/** Makes the company: about 900 people, 700 customers, 500 suppliers. */
export function makeCompany(random: Random): Company {
  const unit = (name: string, count: number, isSales = false): Unit => ({
    name,
    isSales,
    people: many(count, () => personName(random)),
  })
  const regions = ['华东', '华南', '华北', '华中', '西南', '西北']
  const sales = regions.map((name) => unit(`${name}销售部`, 18, true))
  const rest = [
    ['行政部', 20],
    ['人力资源部', 14],
    ['财务部', 24],
    ['采购部', 30],
    ['生产部', 320],
    ['研发中心', 160],
    ['质量部', 60],
    ['售后服务部', 70],
    ['市场部', 24],
    ['总经办', 8],
  ] as const
  const others = rest.map(([name, count]) => unit(name, count))
  const vendorsOf = (trade: Trade) =>
    many(tradeSizes[trade], () => firmName(random, random.pick(trades[trade])))
  return {
    units: [...sales, ...others],
    sales,
    customers: many(700, () => ({
      name: firmName(
        random,
        random.pick([
          '机械有限公司',
          '集团股份有限公司',
          '设备制造有限公司',
          '建设工程有限公司',
          '电力有限公司',
        ]),
      ),
      people: many(3, () => personName(random)),
    })),
    suppliers: many(500, () =>
      firmName(
        random,
        random.pick(['铸造有限公司', '铜业有限公司', '电子有限公司', '包装有限公司', '精密零件有限公司']),
      ),
    ),
    vendors: everyTrade(vendorsOf),
  }
}

function everyTrade(make: (trade: Trade) => readonly string[]): Company['vendors'] {
  const names = Object.keys(trades) as Trade[]
  const made: Partial<Record<Trade, readonly string[]>> = {}
  for (const trade of names) made[trade] = make(trade)
  // The loop goes over every trade, so none is left out.
  return made as Company['vendors']
}

/** The unit of that name. */
export function unitNamed(company: Company, name: string): Unit {
  const found = company.units.find((unit) => unit.name === name)
  if (!found) throw new Error(`no unit ${name}`)
  return found
}

/** The year that the journal covers. */
export const sampleYear = 2025

/** Any day of the year; six times in seven a weekday. */
export function anyDay(random: Random): LocalDate {
  const day = addDays(`${sampleYear}-01-01`, random.below(365))
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return (weekday === 0 || weekday === 6) && random.chance(0.75) ? anyDay(random) : day
}

/** An amount of that middle size, spread as amounts are; in 分, exact to the step given. */
export function spread(random: Random, middle: number, step = 1): number {
  const bell = random.below(1000) + random.below(1000) + random.below(1000) + random.below(1000) - 2000
  return Math.max(step, Math.round((middle * Math.exp(bell / 800)) / step) * step)
}
