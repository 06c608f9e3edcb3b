import { addDays } from '../../src/kernel/time.ts'
import { anyDay, firmName, personName, placeName, spread } from './company.ts'
import {
  beforeFestival,
  justBelow,
  quarterEnd,
  round,
  seller,
  spent,
  vendorOf,
  type Disguise,
} from './disguise-parts.ts'

/** Disguises, continued. */
export const disguisesInSales: readonly Disguise[] = [
  {
    name: 'goods_for_private_use',
    make: (random, company) => [
      spent({
        day: beforeFestival(random),
        account: random.pick(['research', 'office', 'samples'] as const),
        text: random.pick(['测试用机', '展示道具', '样机', '试验材料', '办公设备']),
        amount: spread(random, 1_100_000, 10_000),
        ...seller(random, company),
        vendor: vendorOf(random, [
          '数码广场',
          '通讯器材店',
          '珠宝有限公司',
          '皮具专卖店',
          '钟表行',
          '家用电器商场',
        ]),
      }),
    ],
  },
  {
    name: 'study_tours',
    make: (random, company) => [
      spent({
        day: anyDay(random),
        account: 'salesTravel',
        text: random.pick(['境外考察费', '考察差旅', '出国参展费', '学习考察']),
        amount: round(random, 25_000, 150_000, 100),
        unit: seller(random, company).unit,
        vendor: vendorOf(random, [
          '国际旅行社有限公司',
          '旅游有限公司',
          '出入境服务有限公司',
          '邮轮旅游有限公司',
        ]),
      }),
    ],
  },
  {
    name: 'promotion_in_slices',
    make: (random, company) => {
      const day = anyDay(random)
      const who = seller(random, company)
      const limit = random.pick([10_000, 20_000, 50_000])
      return Array.from({ length: 3 }, (_, i) =>
        spent({
          day: addDays(day, random.below(3)),
          account: 'promotion',
          text: random.pick(['推广服务费', '地推费', '终端陈列费', `活动执行费`]),
          amount: justBelow(random, limit),
          unit: who.unit,
          vendor:
            i === 0 || random.chance(0.6)
              ? firmName(
                  random,
                  random.pick(['文化传媒工作室', '营销策划工作室', '网络科技服务部', '商务服务部']),
                )
              : personName(random),
        }),
      )
    },
  },
  {
    name: 'bland_cash',
    make: (random, company) => [
      spent({
        day: beforeFestival(random),
        account: random.pick(['salesOther', 'officeOther'] as const),
        text: random.pick(['费用报销', '其他', '杂费', '报销', '零星支出']),
        amount: round(random, 3_000, 40_000, 1_000),
        ...seller(random, company),
        from: random.pick(['cash', 'advance'] as const),
      }),
    ],
  },
  {
    name: 'sponsorship',
    make: (random) => [
      spent({
        day: anyDay(random),
        account: random.pick(['donations', 'advertising'] as const),
        text: random.pick(['学术会议支持', '公益活动', '校庆支持', '协会活动经费', '冠名费']),
        amount: round(random, 10_000, 100_000, 5_000),
        vendor:
          placeName(random) +
          random.pick(['行业协会', '电机工程学会', '书画院', '教育基金会', '校友会', '促进会']),
      }),
    ],
  },
  {
    name: 'finders_fee',
    make: (random) => [
      spent({
        day: anyDay(random),
        account: random.pick(['commission', 'consulting', 'labour'] as const),
        text: random.pick(['居间费', '中介服务费', '业务提成', '技术服务费', '信息费']),
        amount: round(random, 8_000, 200_000, 1_000),
        vendor: random.chance(0.6)
          ? personName(random)
          : firmName(random, random.pick(['商务服务部', '信息科技工作室', '贸易有限公司'])),
      }),
    ],
  },
  {
    name: 'samples_that_stay',
    make: (random, company) => [
      spent({
        day: beforeFestival(random),
        account: random.pick(['samples', 'advertising'] as const),
        text: random.pick(['样品', '样品领用', '宣传品', '展销物料']),
        amount: spread(random, 1_500_000, 100),
        ...seller(random, company),
        vendor: vendorOf(random, [
          '丝绸有限公司',
          '陶瓷艺术馆',
          '工艺礼品厂',
          '紫砂工作室',
          '文玩商行',
          '花艺馆',
        ]),
      }),
    ],
  },
  {
    name: 'rooms_and_rent',
    make: (random, company) => [
      spent({
        day: anyDay(random),
        account: 'rent',
        text: random.pick(['宿舍房租', '房屋租金', '租房费', '办事处租金']),
        amount: round(random, 3_000, 18_000, 500),
        ...seller(random, company),
        vendor: personName(random),
        from: random.pick(['bank', 'cash'] as const),
      }),
    ],
  },
  {
    name: 'freight_paid_back',
    make: (random, company) => [
      spent({
        day: quarterEnd(random),
        account: 'freight',
        text: random.pick(['运费差价', '补运费', '装卸费']),
        amount: round(random, 4_000, 30_000, 500),
        unit: seller(random, company).unit,
        vendor: personName(random),
        from: random.pick(['cash', 'bank'] as const),
      }),
    ],
  },
  {
    name: 'care_of_the_body',
    make: (random, company) => [
      spent({
        day: anyDay(random),
        account: random.pick(['welfare', 'officeOther'] as const),
        text: random.pick(['体检费', '员工健康服务', '理疗费', '医药费']),
        amount: round(random, 3_000, 40_000, 500),
        ...seller(random, company),
        vendor: vendorOf(random, ['医疗美容医院', '口腔门诊部', '足浴城', '康养中心', '月子会所']),
      }),
    ],
  },
]
