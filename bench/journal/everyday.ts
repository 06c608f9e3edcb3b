import type { Random } from '../match-random.ts'
import {
  firmName,
  personName,
  placeName,
  spread,
  type AccountKey,
  type Company,
  type Trade,
} from './company.ts'
import { anyone, cost, number, of, owed, vendorOf, type Kind } from './costs.ts'

/** What people add in their own words. */
function remark(random: Random, company: Company): string {
  if (random.chance(0.65)) return ''
  const unit = random.pick(company.units)
  return random.pick([
    ` ${unit.name}`,
    `（${random.pick(unit.people)}经手）`,
    ` ${random.pick(company.customers).name}项目`,
    ` ${placeName(random)}办事处`,
    ` ${1 + random.below(12)}月`,
    ` 补${random.below(28) + 1}日单据`,
    ` ${random.pick(['急用', '补开票', '冲借款', '含税', '月结', '现场用', '展会用', '会议用', '新项目用', '客户现场'])}`,
  ])
}

/** Everyday costs: which account, whose vendors, what the text says, how much in the middle, who books it. */
export const everyday: readonly (readonly [
  number,
  AccountKey,
  Trade,
  readonly string[],
  number,
  number,
  string?,
])[] = [
  [
    170,
    'office',
    'stationery',
    ['购办公用品', '打印纸及墨盒', '办公用品', '名片印刷', '电脑配件', '复印机租赁费'],
    60_000,
    1,
    '行政部',
  ],
  [60, 'office', 'stationery', ['文具', '会议室用品', '快递包装材料'], 25_000, 100],
  [260, 'freight', 'carrier', ['运费', '发货运费', '快递费', '装卸费', '月结运费'], 180_000, 1],
  [
    90,
    'vehicles',
    'garage',
    ['车辆维修保养', '过路费', '停车费', '苏E车队油费', '车辆保险费', '洗车费'],
    60_000,
    1,
    '行政部',
  ],
  [6, 'vehicles', 'garage', ['车队加油卡充值', '公务车油卡充值'], 1_000_000, 500_000, '行政部'],
  [
    70,
    'welfare',
    'eating',
    ['员工食堂餐费', '加班餐费', '夜班工作餐', '部门聚餐费'],
    70_000,
    100,
    '人力资源部',
  ],
  [25, 'welfare', 'eating', ['加班餐', '误餐补贴', '部门团建聚餐'], 40_000, 100],
  [
    8,
    'welfare',
    'shop',
    ['员工中秋福利', '员工端午粽子', '女职工节日慰问', '高温饮料', '新员工生活用品'],
    1_500_000,
    10_000,
    '人力资源部',
  ],
  [12, 'welfare', 'shop', ['员工生日蛋糕', '食堂调料', '劳保手套', '急救药品'], 50_000, 10, '人力资源部'],
  [
    30,
    'consulting',
    'adviser',
    ['年度审计费', '常年法律顾问费', '体系认证费', '软件实施咨询', '专利代理费', '招聘平台服务费'],
    1_500_000,
    10_000,
  ],
  [
    24,
    'salesMeeting',
    'hotel',
    ['季度销售会议场地费', '区域销售例会住宿', '经销商大会场租'],
    1_200_000,
    1_000,
  ],
  [
    18,
    'officeMeeting',
    'hotel',
    ['年度工作会场租', '董事会会议费', '干部培训会住宿'],
    900_000,
    1_000,
    '行政部',
  ],
  [
    60,
    'advertising',
    'media',
    ['展位费', '展台搭建', '宣传册印刷', '网站推广费', '行业杂志广告', '样本设计费'],
    1_200_000,
    1_000,
    '市场部',
  ],
  [
    40,
    'promotion',
    'media',
    ['线上推广费', '搜索推广充值', '推广会物料', '终端门头制作', '新品推广执行'],
    900_000,
    1_000,
    '市场部',
  ],
  [14, 'commission', 'agent', ['代理费结算', '渠道佣金', '代理商返佣按合同'], 2_500_000, 1, '市场部'],
  [40, 'labour', 'staffing', ['保安服务费', '保洁费', '劳务派遣费', '搬运劳务'], 2_200_000, 1],
  [
    18,
    'training',
    'training',
    ['特种作业培训费', '内审员培训', '新员工培训', '安全培训'],
    300_000,
    1_000,
    '人力资源部',
  ],
  [30, 'samples', 'hardware', ['样品制作费', '样品材料', '送样运费'], 150_000, 1, '研发中心'],
  [120, 'research', 'hardware', ['试验材料', '检测费', '模具加工', '电子元件'], 400_000, 1, '研发中心'],
  [160, 'overhead', 'hardware', ['五金工具', '维修配件', '机油', '轴承', '劳保用品'], 120_000, 1, '生产部'],
  [26, 'salesOther', 'carrier', ['标书费', '检测费', '资料快递', '投标服务费', '报关费'], 60_000, 100],
  [
    40,
    'officeOther',
    'stationery',
    ['绿植租摆', '饮用水', '工商年检', '档案寄存', '电话费', '废品清运'],
    50_000,
    1,
    '行政部',
  ],
]

/** The kind of voucher of a row of everyday costs. */
export function everydayKind([
  weight,
  account,
  trade,
  texts,
  net,
  step,
  unit,
]: (typeof everyday)[number]): Kind {
  return {
    weight,
    make: (random, company) => {
      // Regional offices buy for themselves what the departments buy for everybody else.
      const isRegional = unit === undefined || (unit !== '生产部' && random.chance(0.15))
      const who = isRegional ? anyone(random, company) : of(random, company, unit)
      const isOwed = random.chance(0.7)
      const contract = net > 500_000 && random.chance(0.75) ? ` 合同${number(random, 'HT')}` : ''
      return cost(random, {
        account,
        text: random.pick(texts) + contract + remark(random, company),
        net: spread(random, net, step),
        tax: random.chance(0.7) ? random.pick([6, 13]) : 0,
        from: isOwed ? 'payable' : owed(random),
        vendor: vendorOf(random, company, trade),
        ...who,
      })
    },
  }
}

/**
 * What is unusual and honest, and looks like what is hidden: people paid in cash, round sums, a club for
 * the staff.
 */
const rare: readonly (readonly [
  number,
  AccountKey,
  readonly string[],
  number,
  number,
  AccountKey,
  readonly string[],
  string?,
])[] = [
  [
    8,
    'labour',
    ['临时工工资', '外聘讲师课酬', '翻译费', '技术专家劳务费'],
    300_000,
    10_000,
    'bank',
    [],
    '人力资源部',
  ],
  [4, 'labour', ['临时搬运', '外聘焊工', '现场安装劳务'], 200_000, 10_000, 'cash', [], '生产部'],
  [
    8,
    'rent',
    ['驻外办事处房租', '员工宿舍租金', '仓库租金'],
    600_000,
    50_000,
    'bank',
    ['', '物业管理有限公司'],
  ],
  [
    6,
    'welfare',
    ['年会用酒', '员工活动场地费', '羽毛球馆包场', '员工年度体检', '年会奖品'],
    900_000,
    10_000,
    'payable',
    ['酒业有限公司', '体育文化有限公司', '健康体检中心', '电器商场'],
    '人力资源部',
  ],
  [
    6,
    'welfare',
    ['部门团建', '季度团建活动', '优秀员工旅游', '拓展训练'],
    700_000,
    10_000,
    'payable',
    ['旅行社有限公司', '度假村', '生态农庄', '体育文化有限公司', '餐饮有限公司'],
  ],
  [
    5,
    'salesMeeting',
    ['区域季度会', '培训会住宿', '经销商培训会场租'],
    1_500_000,
    10_000,
    'payable',
    ['度假酒店', '国际酒店', '会议中心', '商务有限公司'],
  ],
  [
    4,
    'training',
    ['销售技能培训', '企业内训讲师费', '管理培训班'],
    900_000,
    100_000,
    'payable',
    ['企业管理咨询有限公司', '教育科技有限公司', ''],
  ],
  [
    5,
    'consulting',
    ['专项咨询', '可行性研究', '税务咨询', '环评咨询'],
    2_000_000,
    100_000,
    'payable',
    ['管理咨询有限公司', '咨询中心', '环境科技有限公司', '税务师事务所'],
  ],
  [
    8,
    'promotion',
    ['区域推广活动', '经销商门店活动', '短视频拍摄'],
    800_000,
    50_000,
    'payable',
    ['文化传媒有限公司', '广告工作室', '营销策划有限公司'],
  ],
  [
    8,
    'office',
    ['办事处采购', '办公家具', '办公电脑', '打印机'],
    400_000,
    10_000,
    'owed',
    ['商贸有限公司', '电子经营部', '数码商行', '家具有限公司'],
  ],
  [
    6,
    'vehicles',
    ['加油费', '充值加油卡', '外勤车辆加油'],
    150_000,
    50_000,
    'owed',
    ['加油站', '石油销售有限公司'],
  ],
  [1, 'donations', ['慈善总会捐款', '助学捐赠'], 3_000_000, 1_000_000, 'bank', ['慈善总会'], '总经办'],
  [20, 'officeOther', ['零星费用', '邮寄费', '停车及打车', '复印装订费'], 20_000, 10, 'cash', []],
  [
    12,
    'salesOther',
    ['投标保证金手续费', '公证费', '资料翻译', '样本快递'],
    60_000,
    100,
    'owed',
    ['商务服务部', '公证处', '翻译有限公司'],
  ],
  [6, 'freight', ['零担运费', '搬家费', '装卸费'], 60_000, 1_000, 'cash', [''], '采购部'],
  [
    10,
    'samples',
    ['展会样品', '客户送样', '样品打样'],
    300_000,
    100,
    'payable',
    ['精密零件有限公司', '模具工作室', '工艺制品厂'],
  ],
]

function rareKind([weight, account, texts, net, step, from, vendors, unit]: (typeof rare)[number]): Kind {
  return {
    weight,
    make: (random, company) => {
      const trade = vendors.length === 0 ? undefined : random.pick(vendors)
      const vendor =
        trade === undefined ? {} : { vendor: trade === '' ? personName(random) : firmName(random, trade) }
      const who = unit === undefined ? anyone(random, company) : of(random, company, unit)
      return cost(random, {
        account,
        text: random.pick(texts) + remark(random, company),
        net: spread(random, net, step),
        from,
        ...vendor,
        ...who,
      })
    },
  }
}

/** The kinds of costs that are seldom. */
export const rareKinds: readonly Kind[] = rare.map(rareKind)
